"""A window that is closed ends soon, and with all that was done in it, whatever a server does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.domain.entry import entered
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import Instant
from jointdesk.domain.tasks import TASK
from jointdesk.operations.audiences import director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.tasks import add_task
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.membership import put_membership
from jointdesk.store.organisations import list_organisations
from jointdesk.store.records import list_records
from jointdesk.viewmodels import shared_desk
from tests.app.sharing import SharedWindows, names_of
from tests.desk.desks import founded
from tests.postgres import PostgresServer

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)

SILENT = """
import sys
from pathlib import Path
from threading import Event
from PySide6.QtCore import QTimer
from jointdesk.app import assembly, window
from jointdesk.operations.organisations import add_organisation
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.viewmodels import shared_desk
from jointdesk.viewmodels.desks import NextWindow

begun = Event()

class Silent:
    socket = None
    def exchange(self, *_):
        begun.set()
        Event().wait()
    def hang_up(self):
        pass
    close = hang_up

def begin(made):
    old(made)
    def look():
        if not begun.is_set():
            return
        timer.stop()
        made.desk.act(lambda desk, actor: add_organisation(
            desk, actor, code="CAL", name="Calderbourne", kind=OrganisationKind.COUNCIL))
        made.window.close()
    timer = QTimer(made.window, interval=20)
    timer.timeout.connect(look)
    timer.start()

old, assembly.Assembly.begin = assembly.Assembly.begin, begin
shared_desk._line = lambda _folder: Silent()
folder = Path(sys.argv[1])
print("shown", flush=True)
sys.exit(window._show(window._application(), NextWindow(folder / "desk.jointdesk"), folder))
"""


def test_a_server_that_never_answers_does_not_keep_the_program(
    tmp_path: Path, now: Instant
) -> None:
    file = tmp_path / "desk.jointdesk"
    with new_desk(file, name="Joint", zone="Europe/London", data_folder=tmp_path, now=now) as desk:
        put_membership(desk, Membership("host=127.0.0.1 dbname=x", "jd_x", director_id(desk)))
    done = subprocess.run(
        [sys.executable, "-c", SILENT, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "shown\n"), done.stderr
    with open_desk(file, data_folder=tmp_path) as desk:
        assert [one.code for one in list_organisations(desk.connection)] == ["CAL"]


@pytest.fixture
def windows(
    qtbot: QtBot, qapp: QApplication, postgres: PostgresServer, tmp_path: Path, now: Instant
) -> Iterator[SharedWindows]:
    """The director's machine on a shared desk; no window is open yet."""
    desks = founded(tmp_path, postgres.new_database(), now)
    desks.join("Imogen")
    made = SharedWindows(qtbot, qapp, desks)
    yield made
    made.close()
    desks.close()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nothing can be frozen here")
def test_a_server_that_is_frozen_lets_the_window_go_and_gets_all_later(
    windows: SharedWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_desk, "_PARTING_S", 0.2)
    imogen = windows.show("Imogen")
    line = windows.sharing("Imogen")._line
    frozen = line._server._connection.info.backend_pid  # type: ignore[union-attr]
    os.kill(frozen, signal.SIGSTOP)
    try:
        imogen.desk.act(add)
        windows.wait_for(lambda: windows.sharing("Imogen").sharing.is_busy)
        assert imogen.close()
    finally:
        os.kill(frozen, signal.SIGCONT)
    del windows.open["Imogen"]
    desk = windows.desks.reopen("Imogen")
    assert [one.title for one in list_records(desk.connection, TASK)] == ["Read the fees paper"]
    assert windows.desks.sync("Imogen").sent > 0


def add(desk: Desk, actor: Actor) -> None:
    """Add a task, as the window does."""
    names = names_of(desk, actor)
    fields = entered(TASK, {"title": "Read the fees paper", "orgs": "CAL"}, names.id_of)
    add_task(desk, actor, names, fields)
