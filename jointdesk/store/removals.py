"""What people took out of the diary: events made here, and things of outside sources."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jointdesk.domain.changes import Change
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import DELETED
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import OVERLAY
from jointdesk.store.changes import all_changes
from jointdesk.store.streams import stream_names
from jointdesk.store.undo_plans import AWAY


class Removal(NamedTuple):
    """One item by which a person took something away: an event's, or an overlay.

    `action` is the gesture. `is_waiting` is True where a source has still to show it.
    """

    item_id: str
    item_type: str
    stream: str
    action: str
    at: Instant
    author: str
    is_waiting: bool


def removals(connection: sqlite3.Connection) -> list[Removal]:
    """Return what was taken away and not brought back, the latest first."""
    found = [*_of_events(connection), *_of_overlays(connection)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def taken_over(connection: sqlite3.Connection, event_ids: Iterable[str]) -> frozenset[str]:
    """Return which of these events made here are gone because a calendar has them since."""
    known = json.dumps([*event_ids])
    last = {
        one.header.item_id: one.body
        for one in all_changes(
            connection,
            "c.item_type = ? AND c.item_id IN (SELECT value FROM json_each(?))"
            " AND json_valid(p.body) AND json_type(p.body, ?) IS NOT NULL",
            EVENT.name,
            known,
            f"$.set.{DELETED}",
        )
    }
    return frozenset(
        id_
        for id_, body in last.items()
        if body is not None and body.automatic and body.values.get(DELETED) is True
    )


def _of_events(connection: sqlite3.Connection) -> Iterator[Removal]:
    """Yield the events made here that somebody removed; not those whose adding was undone."""
    for change in _last_of(connection, EVENT.name, DELETED):
        body = change.body
        if body is None or body.values.get(DELETED) is not True or body.automatic:
            continue
        if not body.undoes or DELETED in body.restores:
            yield _removal(connection, change, change, is_waiting=False)


def _of_overlays(connection: sqlite3.Connection) -> Iterator[Removal]:
    """Yield what waits to be taken away at its source, and what has been."""
    wanted: dict[tuple[str, str], Change] = {}
    last: dict[tuple[str, str], Change] = {}
    for change in _changes(connection, OVERLAY, AWAY):
        place = change.header.stream_id, change.header.item_id
        last[place] = change
        if change.body is not None and change.body.values.get(AWAY) is True:
            wanted[place] = change
    for place, change in last.items():
        is_wanted = wanted.get(place) is change
        is_done = change.body is not None and change.body.automatic
        if place in wanted and (is_wanted or is_done):
            yield _removal(connection, wanted[place], change, is_waiting=is_wanted)


def _removal(
    connection: sqlite3.Connection, removing: Change, last: Change, *, is_waiting: bool
) -> Removal:
    header, body = removing.header, removing.body
    if body is None:
        raise AssertionError("only readable changes are looked at")
    return Removal(
        header.item_id,
        header.item_type,
        stream_names(connection)[last.header.stream_id],
        body.action,
        body.at,
        header.author,
        is_waiting,
    )


def _last_of(connection: sqlite3.Connection, item_type: str, field: str) -> list[Change]:
    """Return the last change of each item of a type that says something of a field."""
    last = {
        (one.header.stream_id, one.header.item_id): one
        for one in _changes(connection, item_type, field)
    }
    return list(last.values())


def _changes(connection: sqlite3.Connection, item_type: str, field: str) -> list[Change]:
    """Return the changes that say something of a field, oldest first."""
    return all_changes(
        connection,
        "c.item_id IN (SELECT id FROM item WHERE type = ?) AND c.item_type = ?"
        " AND json_valid(p.body) AND json_type(p.body, ?) IS NOT NULL",
        item_type,
        item_type,
        f'$.set."{field}"',
    )
