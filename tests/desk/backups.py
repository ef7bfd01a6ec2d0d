"""A server's database put back as it was, while its logins stay as they are."""

from collections.abc import Mapping
from contextlib import closing
from typing import Any, TypeAlias

import psycopg

from tests.desk.desks import SharedDesks

Backup: TypeAlias = Mapping[str, list[tuple[Any, ...]]]
"""The rows of each table."""

_TABLES = (
    "desk", "person", "device", "stream", "member", "writer", "change", "payload", "erased"
)  # fmt: skip


def back_up(desks: SharedDesks) -> Backup:
    """Return what is on the server."""
    with closing(psycopg.connect(desks.database.superuser)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM desk.{table}").fetchall() for table in _TABLES
        }


def put_back(desks: SharedDesks, kept: Backup) -> None:
    """Have on the server what was there, and nothing else."""
    with closing(psycopg.connect(desks.database.superuser)) as connection:
        connection.execute("SET session_replication_role = replica")
        for table in _TABLES:
            connection.execute(f"DELETE FROM desk.{table}")
            for row in kept[table]:
                marks = ", ".join(["%s"] * len(row))
                connection.execute(f"INSERT INTO desk.{table} VALUES ({marks})", row)
        connection.commit()


def run_as_superuser(desks: SharedDesks, statements: str) -> list[tuple[Any, ...]]:
    """Run statements on the server, and return what the last one gives."""
    with closing(psycopg.connect(desks.database.superuser, autocommit=True)) as connection:
        found = connection.execute(statements)
        return found.fetchall() if found.description else []
