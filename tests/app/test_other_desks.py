"""A window opens another desk in its place, and a desk's copy is taken away between two windows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from jointdesk.app import window as opening
from jointdesk.app.assembly import Assembly
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import Instant
from jointdesk.operations.audiences import director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.known_desks import known_desks, last_desk, remember_desk
from jointdesk.store.files import wiping_mark
from jointdesk.store.membership import put_membership
from jointdesk.viewmodels.desks import NextWindow
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.desks_card import DesksCard
from jointdesk.widgets.join_form import JoinForm
from jointdesk.widgets.parting_card import PartingCard
from jointdesk.widgets.welcome import WelcomeWindow
from tests.demo_desk import wait_until_idle
from tests.desk.desks import PASSWORDS, founded
from tests.postgres import PostgresServer

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


@pytest.fixture
def desks(data_folder: Path, now: Instant) -> tuple[Path, Path]:
    """The usual desk of this computer, and another one, which is shared with a silent server."""
    made = []
    for name in ("desk", "other"):
        path = data_folder / f"{name}.jointdesk"
        folder = data_folder
        folder.mkdir(parents=True, exist_ok=True)
        with new_desk(
            path, name=name.title(), zone="Europe/London", data_folder=folder, now=now
        ) as one:
            if name == "other":
                address = "host=127.0.0.1 port=1 dbname=x"
                put_membership(one, Membership(address, "jd_x", director_id(one)))
        made.append(path)
    return made[0], made[1]


Steps = list[tuple[Callable[[QMainWindow], bool], Callable[[QMainWindow], None]]]


def follow(application: QApplication, steps: Steps) -> None:
    """Once the only window is as the first step wants it, do that step; and so on."""

    def look() -> None:
        shown = [one for one in application.topLevelWidgets() if isinstance(one, QMainWindow)]
        open_ = [one for one in shown if one.isVisible()]
        if len(open_) == 1 and steps[0][0](open_[0]):
            steps.pop(0)[1](open_[0])
        if steps:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def is_on(name: str) -> Callable[[QMainWindow], bool]:
    return lambda window: window.windowTitle().startswith(f"{name} ")


def typed(path: Path | str) -> Callable[[QMainWindow], None]:
    """Open another desk by the keyboard alone."""

    def type_it(window: QMainWindow) -> None:
        window.desks_requested.emit()  # Ctrl+Shift+O
        (card,) = window.findChildren(DesksCard)
        assert window.focusWidget() is card.file
        card.file.setText(str(path))
        QTest.keyClick(card.file, Qt.Key.Key_Return)

    return type_it


@pytest.fixture
def no_crash_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening.crash, "prepare", lambda *_: None)


def test_another_desk_opens_in_its_place_and_is_the_next_to_begin_with(
    qapp: QApplication, desks: tuple[Path, Path], data_folder: Path, no_crash_file: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(opening, "_application", lambda: qapp)
    usual, other = desks

    def has_list(window: QMainWindow) -> bool:
        return any(one.accessibleName().startswith("Open Desk") for one in buttons(window))

    def press(window: QMainWindow) -> None:
        next(one for one in buttons(window) if one.accessibleName().startswith("Open Desk")).click()

    follow(qapp, [
        (is_on("Desk"), typed(other)),
        (is_on("Other"), lambda window: window.desks_requested.emit()),
        (has_list, press),
        (is_on("Desk"), typed(other)),
        (is_on("Other"), lambda window: window.close() and None),
    ])  # fmt: skip
    assert opening.open_window([], data_folder) == 0
    assert known_desks(data_folder) == [other, usual]
    assert last_desk(data_folder) == other
    follow(qapp, [(is_on("Other"), lambda window: window.close() and None)])
    assert opening.open_window([], data_folder) == 0
    other.unlink()
    assert last_desk(data_folder) == usual


def buttons(window: QMainWindow) -> list[QPushButton]:
    return [one for one in window.findChildren(QPushButton) if one.isVisible()]


@pytest.fixture
def opened(
    qtbot: QtBot, qapp: QApplication, desks: tuple[Path, Path], data_folder: Path
) -> Iterator[Assembly]:
    """The window on the usual desk."""
    made = Assembly(qapp, desks[0], "", data_folder, ThemeName.LIGHT)
    qtbot.addWidget(made.window)
    made.window.show()
    made.begin()
    wait_until_idle(qtbot, made.desk)
    yield made
    made.close()


def test_what_is_no_other_desk_is_said_under_the_field(
    opened: Assembly, desks: tuple[Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    invitation, text = tmp_path / "Invitation.jointdesk", tmp_path / "x.jointdesk"
    invitation.write_text("{}", "utf-8")
    text.write_text("x" * 5000, "utf-8")
    for path, said in (
        (desks[0], "open already"), (invitation, "an invitation"), (text, "no"),
        (tmp_path / "none.jointdesk", "no desk"), ("", "which file"),
        ("a\0b", "no name of a file"), ("x" * 5000, "too long"),
    ):  # fmt: skip
        typed(path)(opened.window)
        (card,) = opened.window.findChildren(DesksCard)
        qtbot.waitUntil(lambda card=card, said=said: said in card.problem)
        card.file.clear()
    assert opened.next_window is None


def test_a_link_that_leads_round_in_a_circle_is_no_desk(
    opened: Assembly, tmp_path: Path, qtbot: QtBot
) -> None:
    ends = tmp_path / "one", tmp_path / "two"
    for here, there in (ends, ends[::-1]):
        try:
            here.symlink_to(there)
        except OSError:
            pytest.skip("no links can be made here")
    typed(ends[0])(opened.window)
    (card,) = opened.window.findChildren(DesksCard)
    qtbot.waitUntil(lambda: card.problem == "one cannot be found.")


def test_the_keyboard_is_at_the_name_of_the_section_that_is_led_to(opened: Assembly) -> None:
    setup = opened.rooms.setup
    setup.open_desks()
    setup.open_shared_desk()
    focused = opened.window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Shared desk"


def test_a_desk_that_is_dropped_is_opened(
    opened: Assembly, desks: tuple[Path, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened._application, "exit", lambda: None)
    opened.window.file_dropped.emit(str(desks[1]))
    qtbot.waitUntil(lambda: opened.next_window is not None)
    assert opened.next_window == NextWindow(desks[1])


def test_the_invitation_to_another_desk_makes_a_file_of_its_own(
    opened: Assembly, postgres: PostgresServer, tmp_path: Path, data_folder: Path, now: Instant,
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(opened._application, "exit", lambda: None)
    shared = founded(tmp_path, postgres.new_database(), now)
    shared.join("Imogen")
    shared.close()
    opened.rooms.setup.open_shared_desk()
    (form,) = opened.window.findChildren(JoinForm)
    form.take_file(str(shared.invitations["Tom"]))
    assert "another desk than this one" in "".join(one.text() for one in form.findChildren(QLabel))
    for line in (form.password, form.again):
        line.setText(PASSWORDS["Tom"])
    form.submit()
    qtbot.waitUntil(lambda: opened.next_window is not None)
    wanted = opened.next_window
    assert wanted is not None
    assert (wanted.path, wanted.password) == (data_folder / "Joint.jointdesk", PASSWORDS["Tom"])
    assert last_desk(data_folder) == wanted.path


def test_a_copy_that_nobody_needs_is_taken_away_and_the_next_desk_shown(
    qapp: QApplication, desks: tuple[Path, Path], data_folder: Path, no_crash_file: None
) -> None:
    usual, other = desks
    remember_desk(data_folder, other, usual)
    told: list[str] = []

    def card(window: QMainWindow) -> PartingCard | None:
        return next(iter(window.findChildren(PartingCard)), None)

    def sure(button: str) -> Callable[[QMainWindow], None]:
        def press(window: QMainWindow) -> None:
            found = getattr(card(window), button)
            found.first.click()
            found.sure.click()

        return press

    def look(window: QMainWindow) -> None:
        told.append(window.notices.text)
        window.close()

    def asks(window: QMainWindow) -> bool:
        found = card(window)
        return found is not None and found.wipe.isEnabled()

    follow(qapp, [
        (is_on("Other"), lambda window: (
            window.file_dropped.emit(str(data_folder / "none.jointdesk")),
            open_shared(window),
        ) and None),
        (asks, sure("wipe")),
        (lambda window: card(window).discard.isVisible(), sure("discard")),
        (is_on("Desk"), look),
    ])  # fmt: skip
    assert opening._show(qapp, NextWindow(other), data_folder) == 0
    assert "its copy is gone" in told[0]
    assert not list(data_folder.glob("other*"))
    assert known_desks(data_folder) == [usual]


def open_shared(window: QMainWindow) -> None:
    """Open “Shared desk” in the settings, which are open, by its button."""
    next(one for one in buttons(window) if one.text() == "Shared desk").click()


def test_one_that_was_cut_off_is_finished_before_anything_is_shown(
    qapp: QApplication, desks: tuple[Path, Path], data_folder: Path, no_crash_file: None
) -> None:
    usual, other = desks
    other.write_bytes(bytes(9000))
    wiping_mark(other).write_text("{", "utf-8")  # killed while it was written
    follow(qapp, [(is_on("Desk"), lambda window: window.close() and None)])
    wanted = opening._entered(qapp, NextWindow(other), data_folder)
    assert wanted is not None
    assert (wanted.path, other.exists(), wiping_mark(other).exists()) == (usual, False, False)
    assert opening._show(qapp, wanted, data_folder) == 0
    usual.unlink()
    follow(
        qapp, [(lambda window: isinstance(window, WelcomeWindow), lambda one: one.close() and None)]
    )
    assert opening._entered(qapp, NextWindow(usual, words="All is gone."), data_folder) is None


def test_what_the_first_page_has_told_is_not_told_again_in_the_window(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def welcome(_application: QApplication, _path: Path, _folder: Path, words: str) -> str:
        told.append(words)
        return "a password"

    monkeypatch.setattr(opening, "_welcome", welcome)
    monkeypatch.setattr(opening, "_who_is_here", lambda *_: "p1")
    path = tmp_path / "none.jointdesk"
    found = opening._entered(qapp, NextWindow(path, words="All is gone."), tmp_path)
    assert (told, found) == (["All is gone."], NextWindow(path, "p1", "a password"))
