"""The ledger of what was put into the diaries for bookings, as items.

It only ever grows, and is read for every view after a change: only what is needed is made of it.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.items import DELETED
from jointdesk.domain.placements import KINDS, PLACEMENT, Placement
from jointdesk.domain.shapes import fitting
from jointdesk.store.records import find_record, list_records


def has_placements(connection: sqlite3.Connection) -> bool:
    """True if anything was ever put into a diary for a booking."""
    found = connection.execute("SELECT 1 FROM item WHERE type = ? LIMIT 1", (PLACEMENT.name,))
    return found.fetchone() is not None


def list_placements(connection: sqlite3.Connection) -> list[Placement]:
    """Return all that was ever put into a diary, in the order in which it was."""
    return list_records(connection, PLACEMENT)


def live_placements(connection: sqlite3.Connection) -> list[Placement]:
    """Return what stands in diaries, as far as views need it: without ids, order and calendars."""
    found = (one.get for one in _entries(connection) if not one.get("freed"))
    return [
        Placement(
            "", 0, get("kind", "hold"), get("booking", ""), get("event", ""),
            start=get("start", ""), end=get("end", ""), of=get("of", ""), left=get("left"),
        )
        for get in found
    ]  # fmt: skip


def freed_events(connection: sqlite3.Connection, kinds: Collection[str] = tuple(KINDS)) -> set[str]:
    """Return the ids of the events that were taken away again, of some kinds of entries."""
    entries = [one for one in _entries(connection) if one.get("kind", "hold") in kinds]
    live = {one["event"] for one in entries if not one.get("freed")}
    return {one["event"] for one in entries} - live


def kept_placements(
    connection: sqlite3.Connection, since: str, events: Collection[str] | None = None
) -> list[Placement]:
    """Return meetings with their blocks, freed ones too.

    Those of which anything lasts on to a day or beyond; with `events` those that have one of these.
    """
    families: dict[str, set[str]] = {}
    wanted: set[str] = set()
    for one in _entries(connection):
        if one.get("kind", "hold") != "hold":
            family = one.get("of") or one["event"]
            families.setdefault(family, set()).add(one["id"])
            if one.get("end", "") >= since if events is None else one["event"] in events:
                wanted.add(family)
    ids = sorted(id_ for family in wanted for id_ in families[family])
    found = (find_record(connection, PLACEMENT, id_) for id_ in ids)
    return sorted(filter(None, found), key=lambda one: (one.order, one.id))


def _entries(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield the fields of all entries that were not taken out of the ledger, with their ids."""
    rows = connection.execute("SELECT id, fields FROM item WHERE type = ?", (PLACEMENT.name,))
    for id_, text in rows:
        fields = fitting(PLACEMENT.name, json.loads(text))
        if fields is not None and not fields.get(DELETED):
            yield {**fields, "id": id_}


def placements_of(connection: sqlite3.Connection, booking_id: str) -> list[Placement]:
    """Return what was put into the diaries for one booking; the others are not read."""
    rows = connection.execute(
        "SELECT DISTINCT id FROM item WHERE type = ? AND json_extract(fields, '$.booking') = ?",
        (PLACEMENT.name, booking_id),
    ).fetchall()
    found = (find_record(connection, PLACEMENT, id_) for (id_,) in rows)
    return sorted((one for one in found if one is not None), key=lambda one: (one.order, one.id))


def holds_of(connection: sqlite3.Connection, events: Collection[str]) -> list[Placement]:
    """Return the live holds of the bookings that have a hold among these events."""
    entries = [
        one
        for one in _entries(connection)
        if one.get("kind", "hold") == "hold" and not one.get("freed")
    ]
    bookings = {one.get("booking") for one in entries if one["event"] in events}
    ids = [one["id"] for one in entries if one.get("booking") in bookings]
    found = (find_record(connection, PLACEMENT, id_) for id_ in ids)
    return sorted(filter(None, found), key=lambda one: (one.order, one.id))


def holds_left(connection: sqlite3.Connection) -> list[Placement]:
    """Return the live holds of bookings that are there no more."""
    rows = connection.execute("SELECT id, fields FROM item WHERE type = ?", (BOOKING.name,))
    bookings = {id_ for id_, text in rows if not json.loads(text).get(DELETED)}
    ids = [
        one["id"]
        for one in _entries(connection)
        if one.get("kind", "hold") == "hold"
        and not one.get("freed")
        and one.get("booking") not in bookings
    ]
    return list(filter(None, (find_record(connection, PLACEMENT, id_) for id_ in ids)))


def written_by_themselves(connection: sqlite3.Connection, clock: int) -> int:
    """Return how many changes of the ledger nobody made, from a clock on."""
    (count,) = connection.execute(
        "SELECT count(*) FROM change c JOIN payload p"
        " ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n"
        " WHERE c.hlc >= ? AND c.item_type = ? AND json_valid(p.body)"
        " AND json_extract(p.body, '$.automatic')",
        (clock, PLACEMENT.name),
    ).fetchone()
    return int(count)
