"""Marks on items in which two people changed something at once, beside their conflicts."""

from collections import defaultdict
from collections.abc import Iterable

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.people import Audience
from jointdesk.operations.collisions import ItemCollision, list_collisions
from jointdesk.store.reading import ReadableDesk
from jointdesk.viewmodels.decision_troubles import Trouble

MARK = "collision:"
"""Begins the id of a mark: it leads to where all of them are settled."""


def marks_by_item(desk: ReadableDesk, audience: Audience) -> dict[str, tuple[Trouble, ...]]:
    """Return the marks of each item by its id, as far as the audience may know."""
    return marks_of(list_collisions(desk, audience))


def marks_of(collisions: Iterable[ItemCollision]) -> dict[str, tuple[Trouble, ...]]:
    """Return the marks of what collides, by item id."""
    found: dict[str, list[Trouble]] = defaultdict(list)
    for one in collisions:
        message = f"Two people changed this at once: {one.label[:1].lower()}{one.label[1:]}."
        mark = Trouble(f"{MARK}{one.item}", "", Severity.AMBER, "Changed twice", message)
        found[one.item].append(mark)
    return {item: tuple(marks) for item, marks in found.items()}
