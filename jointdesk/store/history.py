"""What was said about an item, change by change."""

import json
from collections.abc import Iterable

from jointdesk.domain.changes import Change, clock_instant, replaced, value_of
from jointdesk.domain.history import FieldChange, HistoryEntry
from jointdesk.domain.moments import Instant
from jointdesk.store.changes import all_changes
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.streams import stream_names


def history(desk: ReadableDesk, item_id: str) -> list[HistoryEntry]:
    """Return every change of the item in every stream, oldest first; the caller shows what may be.

    An entry's `stream` says who may read it.
    """
    changes = all_changes(desk.connection, "c.item_id = ?", item_id)
    streams = stream_names(desk.connection)
    known: dict[str, dict[str, Change]] = {}
    for change in changes:
        known.setdefault(change.header.stream_id, {})[change.dot] = change
    return [
        _entry(change, streams[change.header.stream_id], known[change.header.stream_id])
        for change in changes
    ]


def _entry(change: Change, stream: str, known: dict[str, Change]) -> HistoryEntry:
    header, body = change.header, change.body
    if body is None:
        at = clock_instant(header.hlc)
        return HistoryEntry(at, header.author, header.on_behalf_of, "", "", stream, (), True)
    fields = tuple(
        FieldChange(field, value_of(replaced(change, field, known), field), after)
        for field, after in body.values.items()
    )
    return HistoryEntry(
        body.at, header.author, header.on_behalf_of, body.action, body.label, stream, fields
    )


def last_changes(desk: ReadableDesk, item_ids: Iterable[str]) -> dict[str, Instant]:
    """Return when anything was last said of items, by their ids."""
    rows = desk.connection.execute(
        "SELECT item_id, max(hlc) FROM change"
        " WHERE item_id IN (SELECT value FROM json_each(?)) GROUP BY item_id",
        (json.dumps([*item_ids]),),
    )
    return {str(item_id): clock_instant(int(clock)) for item_id, clock in rows}
