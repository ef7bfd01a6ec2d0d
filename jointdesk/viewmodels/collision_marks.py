"""Marks on items in which two people changed something at once, beside their conflicts."""

from collections import defaultdict
from collections.abc import Iterable

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.words import plain_line
from jointdesk.operations.collisions import ItemCollision, list_collisions
from jointdesk.store.reading import ReadableDesk
from jointdesk.viewmodels.decision_troubles import Trouble, Troubles, matters_of

MARK = "collision:"
"""Begins the id of a mark: it leads to where all of them are settled."""


def marks_by_item(desk: ReadableDesk, audience: Audience) -> dict[str, tuple[Trouble, ...]]:
    """Return the marks of each item by its id, as far as the audience may know."""
    return marks_of(list_collisions(desk, audience))


def marks_of(collisions: Iterable[ItemCollision]) -> dict[str, tuple[Trouble, ...]]:
    """Return the marks of what collides, by item id."""
    found: dict[str, list[Trouble]] = defaultdict(list)
    for one in collisions:
        found[one.item].append(_mark(one, "this"))
    return {item: tuple(marks) for item, marks in found.items()}


def with_marks(
    troubles: Troubles, collisions: Iterable[ItemCollision], records: Records
) -> Troubles:
    """Return what is wrong with matters, with what collides in them, their decisions and tasks.

    Such a mark says in what it is, since a matter's page shows all of them; what must be acted on
    comes before it.
    """
    found: dict[str, list[Trouble]] = defaultdict(list)
    for one in collisions:
        for matter in matters_of((one.item,), records):
            found[matter].append(_mark(one, f"“{plain_line(one.title)}”"))
    marked = {
        matter: tuple(
            sorted((*marks, *troubles.get(matter, ())), key=lambda each: each.severity != _WORST)
        )
        for matter, marks in found.items()
    }
    return {**troubles, **marked}


_WORST = Severity.RED


def _mark(one: ItemCollision, what: str) -> Trouble:
    message = f"Two people changed {what} at once: {one.label[:1].lower()}{one.label[1:]}."
    return Trouble(f"{MARK}{one.item}", "", Severity.AMBER, "Changed twice", message)
