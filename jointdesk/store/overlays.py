"""What people say about things of outside sources: overlays, and which of their values wait.

It is read for every view, so it asks the index of item types once and nothing else where there
are none.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple

from jointdesk.domain.items import Item
from jointdesk.domain.pending import OVERLAY, Overlay, key_of, overlay_id, overlay_of
from jointdesk.store.items import find_listed, list_items


class Waiting(NamedTuple):
    """The overlays of one series that have values waiting.

    `clock` is that of the last change to any of them.
    """

    overlays: tuple[Overlay, ...]
    clock: int


def list_overlays(connection: sqlite3.Connection) -> list[Overlay]:
    """Return all overlays, in the order of their creation."""
    return [overlay_of(item) for item in list_items(connection, OVERLAY)]


def find_overlay(connection: sqlite3.Connection, overlay: str) -> Overlay | None:
    """Return one overlay by its id, None where there is none."""
    item = find_listed(connection, OVERLAY, overlay)
    return overlay_of(item) if item is not None else None


def waiting_by_series(
    connection: sqlite3.Connection, series_ids: Collection[str] | None = None
) -> dict[str, Waiting]:
    """Return the overlays that have values waiting, by series id, in the order of creation.

    With `series_ids` those of these series alone, which costs nothing for the others.
    """
    found: dict[str, list[Overlay]] = {}
    listed = list_overlays(connection) if series_ids is None else _of(connection, series_ids)
    for overlay in listed:
        if overlay.pending:
            found.setdefault(overlay.series_id, []).append(overlay)
    if not found:
        return {}
    clocks = _clocks(connection, [one.id for own in found.values() for one in own])
    return {
        series_id: Waiting(tuple(own), max(clocks.get(one.id, 0) for one in own))
        for series_id, own in found.items()
    }


def _of(connection: sqlite3.Connection, series_ids: Collection[str]) -> list[Overlay]:
    """Return the overlays of some series and of their occurrences, oldest first."""
    found: list[Item] = []
    for series_id in series_ids:
        own = overlay_id(series_id)
        rows = connection.execute(  # the id of an occurrence goes on with "-"; "." is next to that
            "SELECT DISTINCT id FROM item WHERE id >= ? AND id < ?", (own, f"{own}.")
        ).fetchall()
        found += filter(None, (find_listed(connection, OVERLAY, id_) for (id_,) in rows))
    found.sort(key=lambda one: (one.order, one.id))
    known = map(overlay_of, found)
    return [one for one in known if one.series_id in series_ids]


def _clocks(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    rows = connection.execute(
        "SELECT item_id, max(hlc) FROM change"
        " WHERE item_id IN (SELECT value FROM json_each(?)) GROUP BY item_id",
        (json.dumps(list(ids)),),
    )
    return {item_id: int(clock) for item_id, clock in rows}


def series_changed(connection: sqlite3.Connection, clock: int) -> set[str]:
    """Return the ids of the series of whose overlays something was said after that clock."""
    rows = connection.execute(
        "SELECT DISTINCT id FROM item WHERE type = ? AND EXISTS"
        " (SELECT 1 FROM change WHERE change.item_id = item.id AND change.hlc > ?)",
        (OVERLAY, clock),
    )
    return {key_of(id_).series_id for (id_,) in rows}


def log_clock(connection: sqlite3.Connection) -> int:
    """Return the clock of the last change of all, 0 for an empty log."""
    (clock,) = connection.execute("SELECT coalesce(max(hlc), 0) FROM change").fetchone()
    return int(clock)


def resources_of_series(
    connection: sqlite3.Connection, series_ids: Iterable[str]
) -> list[tuple[int, str]]:
    """Return the ids of the resources of series that are in the diary, each with its series."""
    return [(one.id, one.series_id) for one in series_held(connection, series_ids) if one.is_there]


class HeldSeries(NamedTuple):
    """A series that a collection holds, or held: `is_there` is False for one that has gone."""

    id: int
    series_id: str
    collection_id: str
    is_there: bool


def series_held(connection: sqlite3.Connection, series_ids: Iterable[str]) -> list[HeldSeries]:
    """Return the resources of series, by the order in which this desk first saw them."""
    rows = connection.execute(
        "SELECT id, series_id, collection_id, state FROM resource"
        " WHERE series_id IN (SELECT value FROM json_each(?)) ORDER BY seen, id",
        (json.dumps(list(series_ids)),),
    )
    return [
        HeldSeries(int(id_), str(series), str(collection), state != "missing")
        for id_, series, collection, state in rows
    ]


def series_of_resources(
    connection: sqlite3.Connection, resource_ids: Iterable[int]
) -> dict[int, tuple[str, str]]:
    """Return the series ids of resources and their collections, by the resources' ids."""
    rows = connection.execute(
        "SELECT id, series_id, collection_id FROM resource"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(resource_ids)),),
    )
    return {int(id_): (str(series_id), str(place)) for id_, series_id, place in rows}
