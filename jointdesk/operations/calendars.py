"""The calendars that an event may stand in, and the one where a new one goes."""

from typing import NamedTuple

from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import LOCAL, local_collection
from jointdesk.domain.sources import Collection
from jointdesk.store.collections import list_collections, writable_collections
from jointdesk.store.reading import ReadableDesk


class Calendar(NamedTuple):
    """A calendar of an organisation; what is put into one that is not writable waits for somebody.

    The local one of an organisation is always there and always writable.
    """

    collection: Collection
    is_writable: bool

    @property
    def stored(self) -> str:
        """How an event says that it stands there: "" for the local one."""
        return "" if self.collection.kind == LOCAL else self.collection.id


def calendars_of(desk: ReadableDesk, org_id: str) -> list[Calendar]:
    """Return the calendars of an organisation that take events, the default for a new one first.

    That is the first one that this machine may write to, else the local one, which is the last.
    """
    writable = writable_collections(desk.connection)
    found = [
        Calendar(one, one.id in writable)
        for one in list_collections(desk.connection)
        if one.org_id == org_id and (not one.components or "VEVENT" in one.components)
    ]
    local = Calendar(Collection(local_collection(org_id), org_id, "Made here", LOCAL), True)
    # A sort keeps the order of adding among those that are alike.
    return sorted([*found, local], key=lambda one: not one.is_writable)


def calendar_of_new(desk: ReadableDesk, org_id: str, wanted: str) -> Calendar:
    """Return the calendar in which a new event of an organisation stands.

    `wanted` is the calendar that was asked for, "" for the default.

    Raises:
        NotFoundError: there is no such calendar.
        WrongUseError: it is another organisation's, or takes no events.
    """
    calendars = calendars_of(desk, org_id)
    if not wanted:
        return calendars[0]
    for one in calendars:
        if wanted == one.collection.id or (wanted == LOCAL and one.collection.kind == LOCAL):
            return one
    if any(one.id == wanted for one in list_collections(desk.connection)):
        raise WrongUseError("That calendar is another organisation's, or takes no events.")
    raise NotFoundError(f"There is no calendar {wanted}. “source list” shows them.")


def note_on(calendar: str, code: str) -> str:
    """Return the sentence that says that a calendar's change waits for somebody."""
    return (
        f"“{calendar}” ({code}) cannot be written from here:"
        " the change is on the worklist for somebody who can."
    )
