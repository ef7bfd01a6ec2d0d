"""A desk opened for reading only, by the shortest way: plain sqlite3 and nothing else.

The window paints its first week from this before anything heavier is imported.
"""

import sqlite3
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from jointdesk.domain.errors import DeskFileError
from jointdesk.store.migrations import is_desk, steps, version_of


class ReadableDesk(Protocol):
    """What reading operations need: a `Desk` or a `Reading`."""

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection to read from."""

    @property
    def zone(self) -> ZoneInfo:
        """The desk's zone."""


class LastingConnection(sqlite3.Connection):
    """A connection that is read from again and again.

    `kept` is what was made of rows that never change; whoever reads may keep it here.
    `kept_records` is what was made of items, with what tells how old it is, and `remembered` what
    follows from them, by name: several who ask after one change are given the same.
    """

    kept: object = None
    kept_records: object = None

    def __init__(self, *args: Any, **options: Any) -> None:
        """Connect as `sqlite3.connect` does."""
        super().__init__(*args, **options)
        self.remembered: dict[str, object] = {}


def remembered(connection: sqlite3.Connection) -> dict[str, object]:
    """Return what a connection remembers, by name; one that does not last forgets at once."""
    return connection.remembered if isinstance(connection, LastingConnection) else {}


class Reading:
    """A desk's file, open for reading by one thread; close it when done."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            DeskFileError: there is no such file, it is no desk, or it has to be opened for
                writing first because an older or newer program made it.
        """
        self.path = path
        try:
            self.connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro",
                uri=True,
                isolation_level=None,
                factory=LastingConnection,
            )
            if not is_desk(self.connection) or version_of(self.connection) != steps()[-1][0]:
                raise DeskFileError(f"{path.name} is not a desk of this version.")
            row = self.connection.execute("SELECT id, name, zone FROM desk").fetchone()
        except sqlite3.Error as error:
            raise DeskFileError(f"The desk {path.name} cannot be read: {error}.") from error
        self.id: str = row[0]
        self.name: str = row[1]
        self.zone = ZoneInfo(row[2])

    def version(self) -> int:
        """Return a number that changes whenever another connection has written."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self.connection.close()
