"""The guards that keep the log and what was read append-only, lifted where that must not hold."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unguarded(connection: sqlite3.Connection, *names: str) -> Iterator[None]:
    """Lift the triggers of these names for the block, in the running transaction.

    Where the block fails, the transaction restores them.
    """
    marks = ", ".join("?" * len(names))
    guards = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN ({marks})",  # noqa: S608
        names,
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in guards:
        connection.execute(sql)
