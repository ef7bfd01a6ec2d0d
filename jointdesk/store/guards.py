"""Triggers and indexes of the file, lifted where for a moment they must not hold."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lifted(connection: sqlite3.Connection, *names: str) -> Iterator[None]:
    """Lift the triggers and indexes of these names for the block, in the running transaction.

    Where the block fails, the transaction restores them.
    """
    marks = ", ".join("?" * len(names))
    found = connection.execute(
        f"SELECT type, name, sql FROM sqlite_master WHERE name IN ({marks})",  # noqa: S608
        names,
    ).fetchall()
    for kind, name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    yield
    for *_, definition in found:
        connection.execute(definition)
