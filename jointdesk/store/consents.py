"""What a person has said may be sent to other people: rows of this machine's file.

A consent is to exactly what was shown. It ends with what it was for, and holds for nothing else.
"""

import sqlite3

from jointdesk.store.desk import Desk


def consents_of(connection: sqlite3.Connection, collection_id: str) -> dict[str, str]:
    """Return what may be sent for the series of a collection, as the digests of what was shown."""
    rows = connection.execute(
        "SELECT series_id, digest FROM consent WHERE collection_id = ?", (collection_id,)
    )
    return dict(rows.fetchall())


def give_consent(desk: Desk, collection_id: str, series_id: str, digest: str) -> None:
    """Note that what was shown may be sent."""
    with desk.transaction():
        desk.connection.execute(
            "INSERT OR REPLACE INTO consent VALUES (?, ?, ?)", (collection_id, series_id, digest)
        )


def end_consent(desk: Desk, collection_id: str, series_id: str) -> None:
    """Forget what may be sent for a series; nothing is written where nothing may."""
    if series_id in consents_of(desk.connection, collection_id):
        with desk.transaction():
            desk.connection.execute(
                "DELETE FROM consent WHERE collection_id = ? AND series_id = ?",
                (collection_id, series_id),
            )
