"""How this file's machine belongs to a shared desk; the password is in the keyring alone."""

import sqlite3
from typing import TYPE_CHECKING

from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import Instant

if TYPE_CHECKING:
    from jointdesk.store.desk import Desk

_COLUMNS = "address, role, person_id, epoch, skew_ms, synced_at, trouble"


def find_membership(connection: sqlite3.Connection) -> Membership | None:
    """Return how the file belongs to a shared desk, None where its desk is not shared."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM membership").fetchone()  # noqa: S608
    return Membership(*row) if row else None


def put_membership(desk: "Desk", membership: Membership) -> None:
    """Note how the file belongs to a shared desk."""
    with desk.transaction():
        desk.connection.execute(
            f"INSERT OR REPLACE INTO membership (id, {_COLUMNS})"  # noqa: S608
            " VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
            membership,
        )


def note_membership(desk: "Desk", **fields: object) -> None:
    """Note some of how the file belongs to a shared desk, as long as it does.

    Somebody may leave it at any moment: nothing brings back then what they ended.
    """
    with desk.transaction():
        known = find_membership(desk.connection)
        said = known._replace(**fields) if known is not None else None  # type: ignore[arg-type]
        if said is not None and said != known:  # what is written has every window look again
            put_membership(desk, said)


def last_arrivals(connection: sqlite3.Connection) -> dict[str, Instant]:
    """Return, by person id, when the server last took something from them that is here too."""
    rows = connection.execute("SELECT uploader, max(received) / 1000000 FROM placed GROUP BY 1")
    return dict(rows.fetchall())


def end_membership(desk: "Desk") -> None:
    """Forget the shared desk; what the server said of the log goes, the log itself stays."""
    with desk.transaction():
        desk.connection.execute("DELETE FROM placed")
        desk.connection.execute("DELETE FROM membership")
