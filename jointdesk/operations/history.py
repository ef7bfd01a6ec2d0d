"""What happened to an item, a conflict, an organisation or a meeting, for one audience."""

from collections.abc import Iterable
from typing import NamedTuple

from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.history import FieldChange
from jointdesk.domain.items import Item, Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.pending import (
    BASE,
    OVERLAY,
    RESTORED,
    TEXT_BEFORE,
    overlay_id,
    pending_of,
)
from jointdesk.domain.people import Audience
from jointdesk.operations.collision_words import title_of_series
from jointdesk.operations.conflict_threads import said_about
from jointdesk.operations.conflicts import settlement_item
from jointdesk.operations.matters import all_and_seen, around_and_seen, ids_of
from jointdesk.operations.naming import Names
from jointdesk.operations.pairings import find_meeting
from jointdesk.operations.search import records_named
from jointdesk.store.history import history
from jointdesk.store.items import find_item
from jointdesk.store.organisations import list_organisations
from jointdesk.store.pairings import list_pairings
from jointdesk.store.people import person_names
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.settlements import list_settlements, reason_item
from jointdesk.store.sites import site_item

_VERSION = "decision_version"
_PROJECTED = frozenset({"matter", "decision", "task", "interest", "booking", _VERSION})
"""The item types that are not shown to everybody."""


class ItemChange(NamedTuple):
    """One change: who did what, and the fields before and after; names may be ""."""

    at: Instant
    author: str
    author_name: str
    on_behalf_of: str
    label: str
    item_id: str
    before: dict[str, Json]
    after: dict[str, Json]
    on_behalf_of_name: str = ""

    @property
    def who(self) -> str:
        """Who did it, and for whom: "Tom Adeyemi for Imogen Farrant"; "" for nobody known."""
        if self.author_name and self.on_behalf_of_name:
            return f"{self.author_name} for {self.on_behalf_of_name}"
        return self.author_name


def item_history(desk: ReadableDesk, audience: Audience, item: str) -> list[ItemChange]:
    """Return the changes that the audience may read, oldest first.

    `item` is the id of an item, a conflict, a site or a meeting, an organisation's code, or the
    reference, title or name of a record. Of a meeting, what people said about its copies and its
    conflicts is listed.

    Raises:
        NotFoundError: nothing has that id.
    """
    names = person_names(desk.connection)
    found = [
        ItemChange(
            entry.at,
            entry.author,
            names.get(entry.author, ""),
            entry.on_behalf_of,
            entry.label,
            item_id,
            *_before_and_after(entry.fields),
            names.get(entry.on_behalf_of, ""),
        )
        for item_id in _item_ids(desk, audience, item)
        for entry in history(desk, item_id)
        if audience.reads(entry.stream)
    ]
    return sorted(found, key=lambda change: change.at)


_NO_WORDS = frozenset({TEXT_BEFORE, RESTORED})
"""Fields that hold a whole iCalendar text: the label says what was done."""


def _before_and_after(
    fields: Iterable[FieldChange],
) -> tuple[dict[str, Json], dict[str, Json]]:
    """Return the values before and after; before what waits is what its source showed then."""
    told = [one for one in fields if one.name not in _NO_WORDS and not one.name.startswith(BASE)]
    waiting = {one.name: one.after for one in fields}
    before: dict[str, Json] = {}
    for one in told:
        pending = pending_of(waiting, one.name)
        before[one.name] = pending.base if pending and one.before is None else one.before
    return before, {one.name: one.after for one in told}


def _item_ids(desk: ReadableDesk, audience: Audience, item: str) -> list[str]:
    connection = desk.connection
    for known in (item, site_item(item)):
        found = find_item(connection, known)
        if found is not None and may_know(desk, audience, found):
            return [known]
    settlement = settlement_item(item)
    said = said_about(desk, audience, item)
    if said or find_item(connection, settlement) is not None:
        return [settlement, reason_item(settlement), *said]
    for organisation in list_organisations(connection):
        if organisation.code.casefold() == item.casefold():
            return [organisation.id]
    if named := records_named(Names(desk, audience).records, item):
        return named
    return _of_meeting(desk, audience, item)


def may_know(desk: ReadableDesk, audience: Audience, item: Item) -> bool:
    """Return False for what is kept from the audience: its id is as good as none.

    That is a record, or what people said of a meeting that is private to another organisation.
    """
    if audience.is_director:
        return True
    if item.type == OVERLAY:
        return title_of_series(desk, audience, item.id) is not None
    if item.type not in _PROJECTED:
        return True
    if not audience.reads(item.stream):
        return False
    record_id = str(item.fields.get("decision") if item.type == _VERSION else item.id)
    if item.type in ("task", "interest", "booking"):
        everything, seen = all_and_seen(desk, audience)
    else:
        everything, seen = around_and_seen(desk, audience, record_id)
    return record_id not in ids_of(everything) - ids_of(seen)


def _of_meeting(desk: ReadableDesk, audience: Audience, item: str) -> list[str]:
    try:
        split_key(item)
    except ValueError:
        raise NotFoundError(f"Nothing here has the id {item}.") from None
    copies = find_meeting(desk, audience, item).copies
    keys = {copy.key for copy in copies}
    series = {copy.details.series_id for copy in copies if not copy.details.masked}
    shown = {copy.key for copy in copies if not copy.details.masked}
    said = [*map(overlay_id, shown | series), *series]
    said += [
        pairing.id
        for pairing in list_pairings(desk.connection)
        if pairing.a in keys or pairing.b in keys
    ]
    for settlement in list_settlements(desk.connection, audience):
        if keys.intersection(settlement.participants):
            said += [settlement.id, reason_item(settlement.id)]
    return said
