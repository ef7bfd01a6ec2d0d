"""The desk's file: create it, open it, write to it in transactions, read it beside.

SQLite with a write-ahead log and full synchronisation: what a transaction has committed survives
a crash of the program and of the machine. Windows and commands may have one desk open together.
"""

import os
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from jointdesk.domain.errors import DeskFileError
from jointdesk.store.devices import forget_device, pairing_file, remember_changes, this_device
from jointdesk.store.faults import BUSY_SECONDS, plain_faults
from jointdesk.store.files import new_file, reason_of
from jointdesk.store.migrations import APPLICATION_ID, is_desk, migrate, version_of
from jointdesk.store.places import refuse_unsafe_place
from jointdesk.store.streams import add_stream

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_CACHE_KIB = 32 * 1024
"""What a large import keeps in memory, so that it does not write its index pages twice."""


class Desk:
    """One open desk. `id` is its UUID; times without a zone are read in `zone`.

    `connection` is the one that writes. A desk serves one thread at a time: a second thread that
    begins a transaction waits for the first. Threads that only read take their own `reader`.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, data_folder: Path) -> None:
        """Use `create_desk` or `open_desk`."""
        import zoneinfo

        self.path = path
        self.connection = connection
        row = connection.execute("SELECT id, name, zone FROM desk").fetchone()
        self.id: str = row[0]
        self.name: str = row[1]
        self.zone: ZoneInfo = zoneinfo.ZoneInfo(row[2])
        self.pairing_file = pairing_file(data_folder, self.id, path)
        self._lock = threading.RLock()
        self._has_changes = False
        self._device = ""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all or nothing of what the block writes; a nested one is part of the outer.

        What a nested block wrote is taken back alone where it fails and the outer goes on.

        Raises:
            DeskFileError: the desk is busy or cannot be written; nothing was changed.
        """
        with self._lock, plain_faults(self.path):
            if self.connection.in_transaction:
                known = self._device
                try:
                    with _all_or_nothing(self.connection, "SAVEPOINT nested", "RELEASE nested"):
                        yield
                except BaseException:
                    self._device = known  # one that was made in the block was taken back
                    raise
                return
            self._has_changes = False
            self._device = ""
            with _all_or_nothing(self.connection, "BEGIN IMMEDIATE", "COMMIT"):
                yield
            if self._has_changes:
                remember_changes(self.connection, self.pairing_file)

    def device(self) -> str:
        """Return the id by which the running transaction's changes are numbered."""
        self._has_changes = True
        if not self._device:  # another process cannot change it while this one writes
            self._device = this_device(self.connection, self.pairing_file)
        return self._device

    def change_device(self) -> None:
        """Number the changes from here on, in the running transaction too, by a new device."""
        forget_device(self.pairing_file)
        self._device = ""

    def reader(self) -> sqlite3.Connection:
        """Return a new read-only connection, for the calling thread, to be closed by it.

        Raises:
            DeskFileError: the file cannot be opened.
        """
        with plain_faults(self.path):
            connection = _connect(self.path, "ro")
            connection.execute("PRAGMA query_only = ON")
            return connection

    def close(self) -> None:
        """Put everything into the one file and close it; harmless if it is closed already."""
        with suppress(sqlite3.Error):  # every commit is safe in the log beside the file
            # Where another process is at work it will do this when it closes: no need to wait.
            self.connection.execute("PRAGMA busy_timeout = 0")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_desk(path: Path, *, name: str, zone: str, data_folder: Path, id_: str = "") -> Desk:
    """Create a desk file that nobody has yet and open it; `zone` is an IANA name.

    With an id it is a further copy of a shared desk: its streams are the server's.

    Raises:
        DeskFileError: the path is taken, cannot be written, or is no safe place for a desk.
    """
    import zoneinfo

    zoneinfo.ZoneInfo(zone)  # whoever asks has checked it: a desk without its zone never opens
    refuse_unsafe_place(path)
    path = path.resolve()
    _ensure_folder(path.parent, data_folder.resolve())
    with (
        plain_faults(path),
        new_file(path, is_private=True) as draft,
        closing(_connect(draft, "rw")) as connection,
    ):
        # Texts of a kilobyte or two leave a third of smaller pages empty.
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(connection, path)
        _fill(connection, name, zone, id_)
    return open_desk(path, data_folder=data_folder)


def _ensure_folder(folder: Path, data_folder: Path) -> None:
    """Refuse a folder that is not there; the program's own is made."""
    if folder == data_folder:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DeskFileError(f"{folder} cannot be made: {reason_of(error)}.") from error
    if not folder.is_dir():
        raise DeskFileError(f"There is no folder {folder}. Create it first.")


def open_desk(path: Path, *, data_folder: Path) -> Desk:
    """Open a desk, bringing a file of an older program up to date.

    Raises:
        DeskFileError: there is no such file, it is no desk, is damaged, was made by a newer
            program, cannot be written, or lies where a desk is not safe.
    """
    refuse_unsafe_place(path)
    path = path.resolve()
    _refuse_unusable(path)
    with plain_faults(path):
        connection = _connect(path, "rw")
        try:
            if not is_desk(connection) or version_of(connection) == 0:
                raise DeskFileError(f"{path.name} is not a desk. Nothing was changed.")
            migrate(connection, path)
            _prepare_writer(connection)
            return Desk(path, connection, data_folder)
        except BaseException:
            connection.close()
            raise


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open the file; the statements say themselves where a transaction begins and ends."""
    return sqlite3.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


@contextmanager
def _all_or_nothing(connection: sqlite3.Connection, begin: str, end: str) -> Iterator[None]:
    """Run the block between two statements; take back what it wrote where either fails."""
    connection.execute(begin)
    try:
        yield
        connection.execute(end)
    except BaseException:
        if connection.in_transaction:  # SQLite may have ended it: a full disk, a broken file
            if end == "COMMIT":
                connection.execute("ROLLBACK")
            else:
                connection.execute("ROLLBACK TO nested")
                connection.execute("RELEASE nested")
        raise


def _prepare_writer(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # so that no REPLACE removes a change
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute(f"PRAGMA journal_size_limit = {_CACHE_KIB * 1024}")


def _fill(connection: sqlite3.Connection, name: str, zone: str, id_: str) -> None:
    """Give a new file its one row and the streams that every desk has."""
    connection.execute("BEGIN IMMEDIATE")
    row = (id_ or str(uuid.uuid4()), name, zone)
    connection.execute("INSERT INTO desk VALUES (?, ?, ?)", row)
    for kind in () if id_ else ("shared", "director"):
        add_stream(connection, kind)
    connection.execute("COMMIT")


def _refuse_unusable(path: Path) -> None:
    if path.is_dir():
        raise DeskFileError(f"{path} is a folder, not a desk.")
    if not path.exists():
        raise DeskFileError(f"There is no desk at {path}. Create one with “jointdesk new FILE”.")
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.parent, os.W_OK):
        raise DeskFileError(f"The desk {path} cannot be opened: it may not be read and written.")
