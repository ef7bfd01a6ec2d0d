"""What still speaks of a thing that somebody wants to remove."""

from collections import Counter
from collections.abc import Collection

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import counted, listed
from jointdesk.store.items import items_with
from jointdesk.store.reading import ReadableDesk

_WORDS = {"collection": "calendar"}
"""What people call an item type where it is not its own name."""


def refuse_if_used(
    desk: ReadableDesk, name: str, item_id: str, aside: Collection[str], way_on: str = ""
) -> None:
    """Do nothing unless an item other than the types `aside` has the id in one of its fields.

    `way_on` is another thing that can be done, a sentence.

    Raises:
        WrongUseError: something still uses it; the sentence says what, and how often.
    """
    types = Counter(one.type for one in items_with(desk.connection, item_id))
    used = [
        counted(number, _WORDS.get(type_, type_.replace("_", " ")))
        for type_, number in sorted(types.items())
        if type_ not in aside
    ]
    if used:
        refused = f"{name} is still used by {listed(used)}. Remove or change that first."
        raise WrongUseError(f"{refused} {way_on}".rstrip())
