"""Bring a desk file to this program's version, one transaction a step, after a safety copy.

A step is a file `db/sqlite/NNNN_name.sql`; the file's `user_version` is the number of its last
one. Steps are only ever added, never altered.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from jointdesk.domain.errors import DeskFileError
from jointdesk.store.bundled import bundled
from jointdesk.store.files import free_name, new_file

APPLICATION_ID = 0x4A44534B
"""Marks an SQLite file as a desk ("JDSK")."""


def steps() -> list[tuple[int, Path]]:
    """Return the migrations that ship with the program, by number."""
    files = bundled("db", "sqlite").glob("[0-9][0-9][0-9][0-9]_*.sql")
    return sorted((int(file.name[:4]), file) for file in files)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the last step that the file has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_desk(connection: sqlite3.Connection) -> bool:
    """True if the file is marked as a desk."""
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Apply what the file at that path lacks; a file with content is copied beside it first.

    Raises:
        DeskFileError: the file was made by a newer program.
    """
    all_steps = steps()
    version, newest = version_of(connection), all_steps[-1][0]
    if version > newest:
        raise DeskFileError(
            f"The desk {path.name} was made by a newer JointDesk. Nothing was changed."
            " Install the newest version to open it."
        )
    if 0 < version < newest:
        _copy_aside(connection, path, version)
    for number, file in all_steps:
        if number > version:
            _apply(connection, number, file.read_text("utf-8"))


def _apply(connection: sqlite3.Connection, number: int, script: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version_of(connection) < number:  # else another process was first
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    # The driver's own executescript would commit the open transaction.
    statement = ""
    for part in script.split(";")[:-1]:
        statement += f"{part};"  # a semicolon may also stand in a trigger, a text or a comment
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _copy_aside(connection: sqlite3.Connection, path: Path, version: int) -> None:
    aside = free_name(path.with_name(f"{path.name}.version-{version}"))
    with new_file(aside, is_private=True) as draft, closing(sqlite3.connect(draft)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
