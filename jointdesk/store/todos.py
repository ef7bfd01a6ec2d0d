"""The resources that are tasks, with their current texts."""

import sqlite3
from typing import NamedTuple

from jointdesk.domain.resources import ResourceText
from jointdesk.store.resources import select_texts


class TodoResource(NamedTuple):
    """A VTODO's text with what the store knows of it; `seen` counts the order of first sight."""

    series_id: str
    seen: int
    collection_id: str
    text: ResourceText


def stored_todos(connection: sqlite3.Connection) -> list[TodoResource]:
    """Return every VTODO that is present, in the order in which this desk first saw them."""
    known = {
        int(id_): (str(series_id), int(seen), str(collection_id))
        for id_, series_id, seen, collection_id in connection.execute(
            "SELECT id, series_id, seen, collection_id FROM resource WHERE id IN"
            " (SELECT resource_id FROM component WHERE kind = 'VTODO' AND kind <> 'VEVENT')"
        )
    }
    if not known:
        return []
    found = [TodoResource(*known[id_], text) for id_, text in select_texts(connection, known)]
    return sorted(found, key=lambda one: (one.seen, one.series_id))
