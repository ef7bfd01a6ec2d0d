"""One copy of a merged meeting is changed alone; what all days of a series clash with is said."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.widgets.event_buttons import EventButtons
from jointdesk.widgets.scope_popover import ScopePopover
from tests.app.editing import EditedWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)

BOARD = "Section 75 Partnership Board"
"""In both calendars: Tuesday 14:00 to 16:00, in Wexmere's to 16:30."""
TEAM = "Directorate Management Team"
"""Repeats, in the council's calendar: Tuesday 9:30 to 11:00."""


@pytest.fixture
def window(qtbot: QtBot, opened: Assembly) -> EditedWindow:
    return EditedWindow(qtbot, opened)


def buttons(window: EditedWindow) -> EventButtons:
    found = window.child(EventButtons)
    assert isinstance(found, EventButtons)
    return found


def choose(window: EditedWindow, place: int) -> None:
    """Say in the inspector which copy is changed."""
    copies = buttons(window).copies
    assert copies is not None
    copies._group.button(place).click()


def copy_times(window: EditedWindow) -> dict[str, str]:
    """When each copy of the board is, by organisation."""
    days = window.assembly.diary.days
    assert days is not None
    return {
        copy.details.org_code: f"{copy.start % 86400 // 3600}–{copy.end % 86400 / 3600:g}"
        for meeting in days.meetings
        for copy in meeting.copies
        if copy.details.title == BOARD
    }


def test_one_copy_is_moved_alone(window: EditedWindow) -> None:
    window.select(BOARD)
    window.settle()
    choose(window, 2)
    window.grid.setFocus()
    window.press("Alt+Shift+Down")
    if window.is_open(ScopePopover):
        window.answer(0)
    found = copy_times(window)
    assert found["CAL"] == "14–16"
    assert found["WEX"] != "14–16.5"
    window.press("Ctrl+Z")
    assert copy_times(window) == {"CAL": "14–16", "WEX": "14–16.5"}


def test_the_form_shows_the_copy_that_is_meant_and_keeps_what_was_typed(
    window: EditedWindow,
) -> None:
    window.do("edit", BOARD)
    panel = window.panel()
    assert panel.copy.isVisible()
    texts = [panel.copy.itemText(place) for place in range(panel.copy.count())]
    assert texts == ["In both", "CAL copy", "WEX copy"]
    assert window.editor.form.end == "16:00"
    window.editor.enter(place="Elsewhere")
    window.editor.choose_copy(panel.copy.itemData(2))
    window.settle()
    assert (window.editor.form.end, window.editor.form.place) == ("16:30", "Elsewhere")
    assert panel.copy.currentText() == "WEX copy"
    assert not window.notices


def test_another_meeting_means_every_copy_again(window: EditedWindow) -> None:
    window.select(BOARD)
    window.settle()
    choose(window, 1)
    window.select(BOARD)
    window.settle()
    shown = buttons(window).copies
    assert shown is not None
    assert shown.choice() == 1
    window.select(TEAM)
    window.settle()
    assert buttons(window).copies is None
    window.select(BOARD)
    window.settle()
    shown = buttons(window).copies
    assert shown is not None
    assert shown.choice() == 0


def test_each_answer_says_on_how_many_days_it_would_clash(window: EditedWindow) -> None:
    window.select(TEAM)
    window.press("Alt+Shift+Down")
    popover = window.child(ScopePopover)
    assert isinstance(popover, ScopePopover)
    notes = [one.text() for one in popover.question.notes.values()]
    assert notes[0] == ""
    assert all(one.startswith("Clashes on ") and " days" in one for one in notes[1:])
    assert QApplication.focusWidget() is popover.question.buttons[0]
    window.press("Esc")


def test_the_full_form_says_it_too(window: EditedWindow) -> None:
    window.do("edit", TEAM)
    panel = window.panel()
    window.editor.enter(start="14:00")
    panel.save.click()
    window.settle()
    notes = [one.text() for one in panel.question.notes.values()]
    assert "first on " in notes[2]


def test_a_new_series_is_warned_of_over_its_days(window: EditedWindow) -> None:
    days = window.assembly.diary.days
    assert days is not None
    window.editor.begin_new(days.days[1], 14 * 60)
    window.settle()
    panel = window.panel()
    window.editor.enter(title="Series", repeat="FREQ=WEEKLY;BYDAY=TU", until="5 times")
    window.qtbot.waitUntil(
        lambda: any("of 5 days, first on Tue 15 Dec" in one for one in panel.warnings.sentences),
        timeout=30_000,
    )
