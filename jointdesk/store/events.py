"""Events made here, as far as they are not in their calendar yet."""

import json
import sqlite3
from collections.abc import Iterable

from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import DELETED
from jointdesk.store.records import find_record, list_records


def has_events(connection: sqlite3.Connection) -> bool:
    """True if there is an event that was made here."""
    found = connection.execute(
        "SELECT 1 FROM item WHERE type = ? AND json_extract(fields, ?) IS NULL LIMIT 1",
        (EVENT.name, f"$.{DELETED}"),
    )
    return found.fetchone() is not None


def events_made(connection: sqlite3.Connection, only: str = "") -> list[Event]:
    """Return the events made here, or the one with an id."""
    if not only:
        return list_records(connection, EVENT)
    event = find_record(connection, EVENT, only)
    return [event] if event is not None else []


def events_to_show(connection: sqlite3.Connection) -> list[Event]:
    """Return the events made here, without those that are in their calendar by now."""
    events = list_records(connection, EVENT)
    present = present_series(connection, events)
    return [one for one in events if one.id not in present]


def present_series(connection: sqlite3.Connection, events: Iterable[Event]) -> set[str]:
    """Return the ids of those events that are in their calendar: a resource has their series.

    One that moves is, until it has gone, in the calendar that it leaves; that does not count.
    """
    left = {one.id: one.moved_from for one in events}
    if not left:
        return set()
    rows = connection.execute(
        "SELECT series_id, collection_id FROM resource WHERE state <> 'missing'"
        " AND series_id IN (SELECT value FROM json_each(?))",
        (json.dumps([*left]),),
    )
    return {str(series_id) for series_id, place in rows if left[series_id] != place}
