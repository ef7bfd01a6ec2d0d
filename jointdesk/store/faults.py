"""SQLite's own errors as sentences that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jointdesk.domain.errors import BusyError, DeskFileError

BUSY_SECONDS = 10
"""How long a writer waits for another one before it gives up."""

_SENTENCES = {
    sqlite3.SQLITE_BUSY: (
        "The desk {name} is busy: another JointDesk has been writing to it for more than"
        f" {BUSY_SECONDS} seconds. Nothing was changed. Try again."
    ),
    sqlite3.SQLITE_FULL: (
        "There is no room left on the disk that holds the desk {name}. Nothing was changed."
        " Make room, then try again."
    ),
    sqlite3.SQLITE_READONLY: (
        "The desk {name} cannot be written: the file or its folder is read-only."
        " Nothing was changed."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The desk {name} cannot be opened: the file, or its folder, may not be read and written."
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk that holds the desk {name} reported an error. Nothing was changed."
        " Make a copy of the file before anything else."
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The desk {name} is damaged. Nothing was changed. Bring a backup back with"
        " “jointdesk restore FILE”; the damaged file is kept beside it."
    ),
    sqlite3.SQLITE_NOTADB: "{name} is not a desk. Nothing was changed.",
}
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_PERM] = _SENTENCES[sqlite3.SQLITE_READONLY]

_PRIMARY = 0xFF
"""SQLite's extended result codes hold the primary one in their last byte."""


@contextmanager
def plain_faults(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at that path into sentences; others pass as bugs.

    Raises:
        BusyError: another process has been writing to the file for too long.
        DeskFileError: the file is full, read-only, damaged or no desk.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
        if code not in _SENTENCES:
            raise
        kind = BusyError if code in _BUSY else DeskFileError
        raise kind(_SENTENCES[code].format(name=path.name)) from error
    except UnicodeDecodeError as error:
        # A damaged file gives text that is none; the product decodes nothing else with errors.
        damaged = _SENTENCES[sqlite3.SQLITE_CORRUPT].format(name=path.name)
        raise DeskFileError(damaged) from error
