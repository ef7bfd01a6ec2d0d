"""Streams: which changes travel together, and so who may read them."""

import sqlite3

from jointdesk.domain.errors import WrongUseError


def stream_name(kind: str, org_id: str) -> str:
    """Return the name of a stream: "shared", "director", or "org:" and an organisation's id."""
    return f"org:{org_id}" if kind == "org" else kind


def stream_id(connection: sqlite3.Connection, name: str) -> str:
    """Return the UUID of a stream by its name.

    Raises:
        WrongUseError: it is not here: of a shared desk each machine has what its person may read.
    """
    kind, _, org_id = name.partition(":")
    row = connection.execute(
        "SELECT id FROM stream WHERE kind = ? AND org_id = ?", (kind, org_id)
    ).fetchone()
    if row is None:
        raise WrongUseError(
            "That is kept to an organisation whose own things are not on this computer."
            " Nothing was changed."
        )
    return str(row[0])


def stream_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the names of all streams by their UUIDs."""
    rows = connection.execute("SELECT id, kind, org_id FROM stream")
    return {id_: stream_name(kind, org_id) for id_, kind, org_id in rows}


def add_stream(connection: sqlite3.Connection, kind: str, org_id: str = "") -> None:
    """Add a stream where the desk does not have it, under the id that every machine gives it."""
    import uuid  # reading items does without

    (desk,) = connection.execute("SELECT id FROM desk").fetchone()
    id_ = uuid.uuid5(uuid.NAMESPACE_OID, f"{desk}/{stream_name(kind, org_id)}")
    connection.execute("INSERT OR IGNORE INTO stream VALUES (?, ?, ?)", (str(id_), kind, org_id))
