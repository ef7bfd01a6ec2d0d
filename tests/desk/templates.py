"""What every history of a shared desk begins with, and how the server is put back to it.

The tables are put back within the one database: a database of its own for each history, and
everybody's connection to it, would cost more than all that happens in it.
"""

import secrets
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import psycopg

from jointdesk.desk.server import Server, connect
from jointdesk.domain.moments import Instant
from jointdesk.store.membership import find_membership
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.postgres import Database, PostgresServer

NOW = Instant(1_700_000_000)
"""Long past, so that no machine's clock is ahead of the server's unless it is meant to be."""

MACHINES = {
    "Imogen": "Imogen", "Tom": "Tom", "Bridget": "Bridget",
    "Imogen at home": "Imogen", "Tom at home": "Tom",
}  # fmt: skip
"""The machines, and whose each is."""

_BEGINNING = "kept"
_BACKUP = "backup"
_UNGUARDED = "SET LOCAL session_replication_role = replica;"
_AFRESH = 25
"""After so many times tables are emptied rather than only their rows deleted."""


@dataclass
class Template:
    """Machines that have joined, the server's database, and everybody's connection to it."""

    desks: SharedDesks
    database: Database
    superuser: "psycopg.Connection[Any]"
    links: dict[str, Server] = field(default_factory=dict)
    times: int = 0

    def __post_init__(self) -> None:
        rows = self.run("SELECT tablename FROM pg_tables WHERE schemaname = 'desk'")
        self._tables = sorted(name for (name,) in rows if name != "migration")
        for schema in (_BEGINNING, _BACKUP):
            self.run(f"CREATE SCHEMA {schema}")
            for name in self._tables:
                self.run(f"CREATE TABLE {schema}.{name} AS TABLE desk.{name}")

    @property
    def folder(self) -> Path:
        """The folder with a folder of each machine."""
        return self.desks.folder

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the server as its superuser."""
        found = self.superuser.execute(statement)
        return found.fetchall() if found.description else []

    def begin(self) -> None:
        """Put the server back to where every history begins."""
        self._copy(_BEGINNING, "desk")

    def back_up(self) -> None:
        """Keep what the server holds, as its backup."""
        self._copy("desk", _BACKUP)

    def restore(self) -> None:
        """Put the server back from its backup, and say so, as an administrator does."""
        self._copy(_BACKUP, "desk")
        self.run("SELECT desk.restored(id) FROM desk.desk")

    def close(self) -> None:
        """Hang up."""
        for link in self.links.values():
            link.close()
        self.superuser.close()

    def _copy(self, source: str, target: str) -> None:
        """Have a schema's tables hold what another's do."""
        self.times += 1
        tables = [f"{target}.{name}" for name in self._tables]
        # Emptying is dear and deleting leaves tables long: now and then the one, else the other.
        emptied = f"TRUNCATE {', '.join(tables)};" if self.times % _AFRESH == 0 else ""
        copies = [
            f"DELETE FROM {target}.{name}; INSERT INTO {target}.{name} TABLE {source}.{name};"
            for name in self._tables
        ]
        self.run(f"BEGIN; {_UNGUARDED} {emptied} {''.join(copies)} COMMIT")


def new_template(folder: Path, server: PostgresServer) -> Template:
    """Set a desk up and have everybody's machines join it; once on a server, for its logins."""
    database = server.new_database()
    with drawn_from(Random(0)):
        return _joined(founded(folder, database, NOW))


def _joined(desks: SharedDesks) -> Template:
    for machine, who in MACHINES.items():
        if machine == "Imogen at home":  # the desk's own file is on the first machine only
            desks.machine(machine)
        desks.join(who, machine)
    for machine, who in MACHINES.items():
        desks.sync(machine, who)
    links = {}
    for machine, who in MACHINES.items():
        membership = find_membership(desks.open[machine].connection)
        assert membership is not None
        address = desks.database.server.address(desks.database.name)
        links[machine] = connect(address, membership.role, PASSWORDS[who])
    desks.close()
    superuser = psycopg.connect(desks.database.superuser, autocommit=True)
    return Template(desks, desks.database, superuser, links)


@contextmanager
def running_template(folder: Path, server: PostgresServer) -> Iterator[Template]:
    """Give a template for the time of a block."""
    with closing(new_template(folder, server)) as template:
        yield template


@contextmanager
def drawn_from(chance: Random) -> Iterator[None]:
    """Have ids, salts and tokens follow from a seed, so that a history is the same each time."""
    with (
        patch.object(secrets, "token_bytes", lambda size=32: chance.randbytes(size)),
        patch.object(secrets, "token_hex", lambda size=32: chance.randbytes(size).hex()),
        patch.object(uuid, "uuid4", lambda: uuid.UUID(bytes=chance.randbytes(16), version=4)),
    ):
        yield
