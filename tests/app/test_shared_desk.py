"""Another person's change is in the window by itself, and one's own goes by itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.desk.server import Server
from jointdesk.domain.moments import Instant
from jointdesk.operations.desk_line import DeskLine
from jointdesk.operations.shared_desk import connected
from jointdesk.operations.sources import add_source
from jointdesk.operations.tasks import complete_tasks, edit_tasks
from jointdesk.store.desk import Desk
from jointdesk.viewmodels import sharing
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.sharing import Trouble
from jointdesk.widgets.status_bar import StatusPart
from jointdesk.widgets.tasks import TasksPage
from tests.app.sharing import SharedWindows, names_of, task
from tests.desk.desks import founded
from tests.postgres import PostgresServer, running_postgres
from tests.sync.making import calendar, event

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


@pytest.fixture
def windows(
    qtbot: QtBot, qapp: QApplication, postgres: PostgresServer, tmp_path: Path, now: Instant
) -> Iterator[SharedWindows]:
    """The director's machine and a PA's on one desk; no window is open yet."""
    desks = founded(tmp_path, postgres.new_database(), now)
    for who in ("Imogen", "Tom"):
        desks.join(who)
    desks.sync("Imogen")
    made = SharedWindows(qtbot, qapp, desks)
    yield made
    made.close()
    desks.close()


def test_another_machines_change_is_shown_without_a_gesture(windows: SharedWindows) -> None:
    tom = windows.show("Tom")
    tom.window.open_page(Page.TASKS)
    windows.settle("Tom")
    task(windows.desks, "Imogen", "Read the fees paper")
    windows.desks.sync("Imogen")
    windows.wait_for(lambda: windows.titles("Tom") == ["Read the fees paper"])


def test_what_is_being_typed_and_the_keyboard_stay_where_they_are(windows: SharedWindows) -> None:
    tom = windows.show("Tom")
    tom.window.open_page(Page.TASKS)
    windows.settle("Tom")
    tom.window.activateWindow()
    page = tom.window.findChild(TasksPage)
    field = next(one for one in page.findChildren(QLineEdit) if one.isVisible())
    field.setFocus()
    field.setText("Ring the chai")
    task(windows.desks, "Imogen", "Read the fees paper")
    windows.desks.sync("Imogen")
    windows.wait_for(lambda: "Read the fees paper" in windows.titles("Tom"))
    windows.settle("Tom")
    assert field.text() == "Ring the chai"
    assert QApplication.focusWidget() is field


def test_what_is_done_in_one_window_is_in_the_other_and_can_be_undone(
    windows: SharedWindows,
) -> None:
    id_ = task(windows.desks, "Imogen", "Read the fees paper")
    imogen, tom = windows.show("Imogen"), windows.show("Tom")
    tom.window.open_page(Page.TASKS)
    windows.wait_for(lambda: windows.titles("Tom") == ["Read the fees paper"])
    tom.desk.act(lambda desk, actor: complete_tasks(desk, actor, names_of(desk, actor), [id_]))

    def is_open() -> bool:
        tasks = imogen.rooms.tasks.tasks.tasks
        return bool(tasks) and tasks.rows[0].task.is_open

    imogen.window.open_page(Page.TASKS)
    windows.wait_for(lambda: not is_open())
    tom.rooms.parts.undoing.undo()
    windows.wait_for(is_open)


def test_what_another_program_does_on_the_same_file_goes_too(windows: SharedWindows) -> None:
    windows.show("Imogen")
    tom = windows.show("Tom")
    tom.window.open_page(Page.TASKS)
    task(windows.desks, "Imogen", "Read the fees paper")  # and nobody says “sync”
    windows.wait_for(lambda: windows.titles("Tom") == ["Read the fees paper"])


DAY = "20261201T090000Z"


def test_what_was_read_of_a_calendar_goes_at_once(
    windows: SharedWindows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "_USUAL_S", 100_000.0)  # nothing goes by the clock
    file = tmp_path / "council.ics"
    file.write_bytes(calendar(event("one", "SUMMARY:Briefing", start=DAY)))
    imogen, tom = windows.show("Imogen"), windows.show("Tom")
    desk, actor = windows.desks.open["Imogen"], windows.desks.actor("Imogen")
    add_source(desk, actor, org_code="CAL", address=str(file))
    imogen.rooms.background.sync.read_all()

    def titles() -> list[str]:
        page = tom.diary.page()
        return [one.title for day in page.days for one in day.meetings] if page else []

    windows.wait_for(lambda: titles() == ["Briefing"])


class Deaf(Server):
    """Hears no call, as behind something that lets none through."""

    def listen(self, channels: Sequence[str]) -> None:
        """Hear nothing."""


def deaf(desk: Desk, data_folder: Path, password: str = "") -> Deaf:
    """Connect to a server whose calls do not get through."""
    return Deaf(connected(desk, data_folder, password)._connection)


def test_where_no_call_gets_through_the_server_is_asked_again_and_again(
    windows: SharedWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "_USUAL_S", 0.2)
    monkeypatch.setattr(
        "jointdesk.viewmodels.shared_desk._line", lambda folder: DeskLine(folder, deaf)
    )
    tom = windows.show("Tom")
    tom.window.open_page(Page.TASKS)
    task(windows.desks, "Imogen", "Read the fees paper")
    windows.desks.sync("Imogen")
    windows.wait_for(lambda: windows.titles("Tom") == ["Read the fees paper"])


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server of one's own, which can be stopped."""
    yield from running_postgres()


def test_a_server_that_stops_and_starts_again_is_found_by_itself(
    qtbot: QtBot, qapp: QApplication, own_server: PostgresServer, tmp_path: Path, now: Instant
) -> None:
    desks = founded(tmp_path, own_server.new_database(), now)
    for who in ("Imogen", "Tom"):
        desks.join(who)
    windows = SharedWindows(qtbot, qapp, desks)
    imogen, tom = windows.show("Imogen"), windows.show("Tom")
    tom.window.open_page(Page.TASKS)
    own_server.stop()
    for who in ("Imogen", "Tom"):
        windows.wait_for(lambda who=who: windows.sharing(who).sharing.trouble is Trouble.AWAY)
    task(desks, "Imogen", "Read the fees paper")
    windows.wait_for(lambda: windows.sharing("Imogen").sharing.waiting > 0)
    assert not imogen.window.notices.text  # nobody is told of what goes by itself
    own_server.start()
    windows.wait_for(lambda: windows.titles("Tom") == ["Read the fees paper"])
    windows.wait_for(lambda: windows.sharing("Imogen").sharing.waiting == 0)
    assert windows.sharing("Imogen").sharing.trouble is Trouble.NONE
    windows.close()
    desks.close()


def test_what_was_done_just_before_the_window_closed_has_gone(windows: SharedWindows) -> None:
    imogen = windows.show("Imogen")
    desk = windows.desks.open["Imogen"]
    imogen.desk.act(lambda desk, actor: names_of(desk, actor))  # an act that says nothing new
    windows.settle("Imogen")
    task(windows.desks, "Imogen", "Read the fees paper")
    imogen.desk.acted.emit()
    imogen.close()
    del windows.open["Imogen"]
    assert desk.connection
    windows.desks.sync("Tom")
    tom = windows.show("Tom")
    tom.window.open_page(Page.TASKS)
    windows.wait_for(lambda: windows.titles("Tom") == ["Read the fees paper"])


def test_a_password_that_is_not_known_is_asked_for_in_a_sentence(windows: SharedWindows) -> None:
    tom = windows.show("Tom")
    sharing_of = windows.sharing("Tom")
    sharing_of._line.hang_up()  # type: ignore[union-attr]
    sharing_of.use_password("wrong-password-altogether")
    windows.wait_for(lambda: sharing_of.sharing.trouble is Trouble.PASSWORD)
    assert "did not accept the password" in tom.window.notices.text
    assert not sharing_of._turn.isActive()  # a refused password is not tried again by itself


def test_what_two_people_changed_at_once_is_shown_to_both_and_settled_by_one(
    windows: SharedWindows,
) -> None:
    id_ = task(windows.desks, "Imogen", "Read the fees paper")
    windows.desks.sync("Imogen")
    windows.desks.sync("Tom")
    for who, title in (("Imogen", "Read the fees"), ("Tom", "Read the paper")):
        desk, actor = windows.desks.open[who], windows.desks.actor(who)
        edit_tasks(desk, actor, names_of(desk, actor), [id_], {"title": title})
    imogen, tom = windows.show("Imogen"), windows.show("Tom")
    twice = tom.rooms.background.outbox.twice
    windows.wait_for(lambda: bool(twice.lines))
    ((line,),) = (twice.lines,)
    tom.window.open_page(Page.TASKS)
    tasks = tom.rooms.tasks.tasks
    windows.wait_for(lambda: bool(tasks.tasks) and bool(tasks.tasks.rows[0].troubles))
    mark = tasks.tasks.rows[0].troubles[0]
    assert mark.message == "Two people changed this at once: title."
    tom.rooms.parts.show_conflict(mark.id)  # as its inspector's button does
    assert tom.window.page is Page.OUTBOX
    led = tom.window.focusWidget()
    assert led is not None
    assert led.accessibleName().startswith(f"{line.title}, Title: which one is right? Take ")
    tom.window.open_page(Page.DIARY)
    told = [part.text() for part in tom.window.findChildren(StatusPart) if part.isVisible()]
    assert "1 thing was changed by two people at once" in told
    tom.rooms.background.outbox.twice.show_requested.emit()
    assert tom.window.page is Page.OUTBOX
    windows.settle("Tom")
    buttons = {one.text(): one for one in tom.window.findChildren(QPushButton)}
    buttons["“Read the fees”"].click()
    windows.wait_for(lambda: not twice.lines)
    windows.wait_for(lambda: not imogen.rooms.background.outbox.twice.lines)
    imogen.window.open_page(Page.TASKS)
    windows.wait_for(lambda: windows.titles("Imogen") == ["Read the fees"])
    assert line.question == "Title: which one is right?"
