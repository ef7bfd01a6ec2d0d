"""The network goes and comes back: what could not be written is written then, without asking."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.network import watch_network
from tests import calendar_servers
from tests.app.serving import Served, served
from tests.calendar_servers import CalendarServer

__all__ = ["served"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)

OFF, ON = QNetworkInformation.Reachability.Disconnected, QNetworkInformation.Reachability.Online


@pytest.fixture
def radicale(tmp_path: Path) -> Iterator[CalendarServer]:
    """A server of one's own, which can be stopped."""
    folder = tmp_path / "server"
    folder.mkdir()
    server = calendar_servers.radicale(folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def system(qtbot: QtBot) -> QNetworkInformation:
    """What the system knows of the network."""
    if not QNetworkInformation.loadDefaultBackend():
        pytest.skip("this system does not tell of its network")
    return QNetworkInformation.instance()


def says(system: QNetworkInformation, *states: QNetworkInformation.Reachability) -> None:
    """Let the system say how the network is, as it does when that changes."""
    for state in states:
        system.reachabilityChanged.emit(state)


def test_it_is_heard_once_each_time_the_network_comes_back(system: QNetworkInformation) -> None:
    heard: list[int] = []
    parent = QObject()
    assert watch_network(lambda: heard.append(1), parent)
    says(system, OFF)
    assert heard == []
    says(system, ON, ON)
    assert len(heard) == 1
    says(system, OFF, ON)
    assert len(heard) == 2


def test_what_waits_is_written_as_soon_as_the_network_is_back(
    served: Served,
    radicale: CalendarServer,
    system: QNetworkInformation,
) -> None:
    window, background = served.window, served.window.assembly.rooms.background
    background.sync._addresses["wex"] = served.served.account.password
    background.watch_network()
    window.assembly.desk.changed.emit()  # it is known by now
    window.settle()
    says(system, OFF)
    radicale.stop()
    start = window.centre("Briefing")
    window.drag(start, start + QPoint(0, window.grid.grid.hour))  # type: ignore[union-attr]
    background.sync.read_all()
    window.settle()
    ((_, block),) = window.blocks("Briefing")
    assert block.waits
    radicale.start()
    assert background.sync.activity is None
    says(system, ON)
    assert background.sync.activity is not None  # at once, and not when its turn comes
    window.qtbot.waitUntil(lambda: "T100000" in served.text("a.ics"), timeout=60_000)
    window.settle()
    window.qtbot.waitUntil(lambda: not window.blocks("Briefing")[0][1].waits, timeout=60_000)


def test_where_the_system_lacks_what_tells_of_the_network_the_window_does_without(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)
    assert watch_network(lambda: None, qapp) is False
