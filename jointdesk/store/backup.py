"""Consistent copies of a desk, and a desk brought back from one."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from jointdesk.domain.errors import DeskFileError
from jointdesk.store.desk import Desk
from jointdesk.store.devices import forget_device, pairing_file
from jointdesk.store.faults import plain_faults
from jointdesk.store.files import (
    companions,
    draft_of,
    free_name,
    make_private,
    new_file,
    reason_of,
    remove_database,
)
from jointdesk.store.migrations import is_desk, steps, version_of
from jointdesk.store.places import refuse_unsafe_place


def backup(desk: Desk, file: Path) -> None:
    """Write a consistent, verified copy of the desk, which may be in use, to a new file.

    Raises:
        DeskFileError: the file exists, cannot be written, or the desk is damaged.
    """
    file = file.resolve()
    with new_file(file, is_private=True) as draft, closing(desk.reader()) as source:
        _copy(source, draft, file)


def restore(file: Path, target: Path, data_folder: Path) -> Path | None:
    """Make a desk of a backup, in the place of the desk that is there; return where that is now.

    The next change there comes from a new device: the chain of the replaced desk may go on
    elsewhere.

    Raises:
        DeskFileError: the file is no sound desk, or the desk in its place is open or cannot be
            written; nothing was changed.
    """
    refuse_unsafe_place(target)
    file, target = file.resolve(), target.resolve()
    if not file.is_file():
        raise DeskFileError(f"There is no backup at {file}.")
    if file == target:
        raise DeskFileError(f"{file} is the desk itself. Name a backup to bring back.")
    draft = draft_of(target)
    aside = free_name(target.with_name(f"{target.name}.before-restore"))
    try:
        with plain_faults(file), closing(_open_backup(file)) as source:
            desk_id = source.execute("SELECT id FROM desk").fetchone()[0]
            make_private(draft)
            _copy(source, draft, target)
        has_old = target.exists()
        if has_old:
            _set_aside(target, aside)
        forget_device(pairing_file(data_folder, desk_id, target))
        os.replace(draft, target)
    except OSError as error:
        raise DeskFileError(
            f"{target} cannot be written: {reason_of(error)}. Nothing was changed."
        ) from error
    finally:
        with suppress(OSError):
            remove_database(draft)
    return aside if has_old else None


def _copy(source: sqlite3.Connection, draft: Path, file: Path) -> None:
    """Copy a database to what will be `file`, as one file without a log, and verify the copy."""
    with plain_faults(file), closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise DeskFileError(
                f"The copy is damaged, because what it was made of is: {found}."
                " Run “jointdesk check”."
            )


def _open_backup(file: Path) -> sqlite3.Connection:
    source = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        if not is_desk(source) or version_of(source) == 0:
            raise DeskFileError(f"{file.name} is not a desk. Nothing was changed.")
        if version_of(source) > steps()[-1][0]:
            raise DeskFileError(
                f"{file.name} was made by a newer JointDesk. Nothing was changed."
                " Install the newest version to bring it back."
            )
    except BaseException:
        source.close()
        raise
    return source


def _set_aside(target: Path, aside: Path) -> None:
    """Copy the desk in the way beside itself, with its log, even where it is damaged."""
    log, index = companions(target)
    try:
        # Before SQLite sees them: it removes a log that does not fit a damaged file.
        for file, copy in ((target, aside), (log, companions(aside)[0])):
            if file.exists():
                make_private(copy)
                shutil.copyfile(file, copy)
        if is_open(target):
            raise DeskFileError(
                f"The desk {target.name} is open. Close every window and command that uses it,"
                " then try again. Nothing was changed."
            )
    except BaseException:
        remove_database(aside)
        raise
    for left in (log, index):  # else the log would be played into the restored file
        left.unlink(missing_ok=True)


def is_open(target: Path) -> bool:
    """True if anybody has the desk open; else its log is folded into it, if it is sound."""
    uri = f"{target.as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=1, isolation_level=None)) as connection:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            return bool(mode == "wal")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    except sqlite3.DatabaseError:
        return False  # damaged, or no desk at all
