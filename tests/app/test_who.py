"""Who the window runs as: asked once, remembered, changed from the head of the navigation."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from jointdesk.app import window as opening
from jointdesk.app.assembly import Assembly
from jointdesk.domain.people import Person
from jointdesk.viewmodels.desks import NextWindow
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.viewmodels.who import people_with_seats, remembered_person
from jointdesk.widgets.who import WhoWindow
from jointdesk.widgets.window import MainWindow
from tests.demo_desk import wait_until_idle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


def press_when_shown(place: int | None) -> None:
    """Press the button of a person once the page is there; close it for None."""
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, WhoWindow)]
    open_ = [one for one in shown if one.isVisible()]
    if not open_:
        QTimer.singleShot(10, lambda: press_when_shown(place))
    elif place is None:
        open_[0].close()
    else:
        open_[0].buttons[place].click()


def test_several_people_are_asked_once(
    qapp: QApplication, demo_path: Path, data_folder: Path
) -> None:
    press_when_shown(1)
    asked = opening._who_is_here(qapp, demo_path, data_folder)
    assert asked
    assert opening._who_is_here(qapp, demo_path, data_folder) == asked


def test_without_an_answer_no_window_opens_and_a_picture_asks_nobody(
    qapp: QApplication, demo_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press_when_shown(None)
    assert opening._who_is_here(qapp, demo_path, data_folder) is None
    monkeypatch.setenv("JOINTDESK_SCREENSHOT", "x.png")
    assert opening._who_is_here(qapp, demo_path, data_folder) == ""
    assert opening._who_is_here(qapp, demo_path.with_name("none"), data_folder) == ""


def test_the_head_of_the_navigation_lists_everybody_and_says_what_it_does_not_do(
    opened: Assembly,
) -> None:
    menu = opened.window.navigation.person_menu()
    told = [action.text() for action in menu.actions() if action.text()]
    assert told[:3] == ["Imogen Farrant, Joint director", "Tom Adeyemi, PA, CAL",
                        "Bridget Lyall, PA, WEX"]  # fmt: skip
    assert "In one file JointDesk hides, it does not protect" in told
    assert [one.text() for one in menu.actions() if one.isChecked()] == told[:1]


def test_for_another_person_the_window_is_made_anew_and_nothing_of_the_one_before_stays(
    qapp: QApplication, demo_path: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening.crash, "prepare", lambda *_: None)
    seen: list[str] = []

    def look() -> None:
        """Once a window knows who looks, choose Tom in it; close his."""
        windows = [one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow)]
        shown = [one for one in windows if one.isVisible()]
        menu = shown[0].navigation.person_menu() if len(shown) == 1 else None
        here = [one for one in menu.actions() if one.isChecked()] if menu else []
        if not shown or not menu or not here or here[0].text() in seen:
            QTimer.singleShot(20, look)
            return
        seen.append(here[0].text())
        if len(seen) == 1:
            QTimer.singleShot(20, look)
            (tom,) = [one for one in menu.actions() if one.text().startswith("Tom")]
            tom.trigger()
        else:
            shown[0].close()

    QTimer.singleShot(20, look)
    assert opening._show(qapp, NextWindow(demo_path, "Imogen"), data_folder) == 0
    assert seen == ["Imogen Farrant, Joint director", "Tom Adeyemi, PA, CAL"]


def test_a_closed_window_is_let_go_of_with_all_that_it_held(
    qtbot: QtBot, qapp: QApplication, demo_path: Path, data_folder: Path
) -> None:
    made = Assembly(qapp, demo_path, "", data_folder, ThemeName.LIGHT)
    made.window.show()
    made.begin()
    wait_until_idle(qtbot, made.desk)
    held = [weakref.ref(one) for one in (made, made.desk, made.area, made.rooms)]
    made.close()
    made.window.deleteLater()
    del made

    def is_gone() -> bool:
        gc.collect()
        return all(one() is None for one in held)

    qtbot.waitUntil(is_gone)


def test_another_person_is_kept_and_the_window_is_made_anew_for_them(
    opened: Assembly, qtbot: QtBot, data_folder: Path, demo_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    left: list[int] = []
    monkeypatch.setattr(opened._application, "exit", lambda: left.append(1))
    menu: QMenu = opened.window.navigation.person_menu()
    (tom,) = [one for one in menu.actions() if one.text().startswith("Tom")]
    opened.rooms.background.sharing.password.know("typed in this window")
    tom.trigger()
    wait_until_idle(qtbot, opened.desk)
    assert left == [1]
    assert opened.next_window is not None
    with_seats = opened.desk.read
    found: list[object] = []
    with_seats(lambda r: remembered_person(r, Preferences(data_folder)), found.append)
    with_seats(people_with_seats, found.append)
    wait_until_idle(qtbot, opened.desk)
    (chosen, _) = found
    assert isinstance(chosen, Person)
    assert chosen.name == "Tom Adeyemi"
    assert opened.next_window == NextWindow(demo_path, chosen.id, "typed in this window")
