"""The icon in the tray says what it can do; what it tells is for anybody to see."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.tray import TrayChoice
from jointdesk.widgets.look import Look
from jointdesk.widgets.tray import Tray


# The offscreen platform has no tray, which Qt says in words of its own.
@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
def test_every_entry_of_its_menu_does_what_it_says(qtbot: QtBot, any_look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(any_look, window)
    menu = window.findChild(QMenu)
    assert menu is not None
    signals = (tray.open_requested, tray.read_requested, tray.quit_requested)
    for action, signal in zip(menu.actions(), signals, strict=True):
        with qtbot.waitSignal(signal):
            action.trigger()
    tray.tell("1 new conflict.")
    tray.wear(any_look)


@pytest.mark.parametrize("is_available", [True, False])
def test_staying_is_chosen_and_kept_where_there_is_a_tray(
    data_folder: Path, is_available: bool
) -> None:
    preferences = Preferences(data_folder)
    choice = TrayChoice(preferences, is_available=is_available)
    told: list[bool] = []
    choice.chosen.connect(told.append)
    choice.choose(True)
    again = TrayChoice(preferences, is_available=is_available)
    assert (told, again.is_chosen) == ([is_available], is_available)
    choice.choose(False)
    assert not again.is_chosen
