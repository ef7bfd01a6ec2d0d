"""How a meeting repeats, chosen in the fields of the full form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels import repeats
from jointdesk.viewmodels.repeat_pattern import Unit
from jointdesk.widgets.repeat_editor import RepeatEditor
from tests.app.editing import EditedWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


@pytest.fixture
def window(qtbot: QtBot, opened: Assembly) -> EditedWindow:
    """The full form of a new meeting on Tuesday 15 December 2026, 15:00."""
    window = EditedWindow(qtbot, opened)
    window.editor.begin_new(opened.diary.days.days[1], 15 * 60)  # type: ignore[union-attr]
    window.settle()
    window.panel()
    window.editor.enter(title="Repeated")
    return window


def fields(window: EditedWindow) -> RepeatEditor:
    return window.panel().repeat


def choose(choice: QComboBox, data: object) -> None:
    """Choose by keyboard what has a value."""
    assert choice.isVisible()
    while choice.currentData() != data:
        before = choice.currentIndex()
        key = Qt.Key.Key_Down if choice.findData(data) > before else Qt.Key.Key_Up
        QTest.keyClick(choice, key)
        assert choice.currentIndex() != before


def begin(window: EditedWindow) -> RepeatEditor:
    window.editor.enter(repeat=repeats.CUSTOM)
    return fields(window)


def test_another_rule_begins_with_what_was_chosen_and_is_told(window: EditedWindow) -> None:
    own = fields(window)
    assert not own.words.isVisible()
    window.editor.enter(repeat="FREQ=DAILY")
    assert own.words.text() == "Every day."
    assert own.days.text().startswith("First: Tue 15 Dec, Wed 16 Dec")
    assert not own.unit.isVisible()
    begin(window)
    assert window.editor.form.rule == "FREQ=DAILY"
    assert own.unit.currentData() == Unit.DAY
    assert not own.rule.isVisible()


def test_weeks_and_their_days(window: EditedWindow) -> None:
    own = begin(window)
    assert window.editor.form.rule == "FREQ=WEEKLY;BYDAY=TU"
    choose(own.every, 3)
    own.weekdays[3].click()
    assert own.words.text() == "Every three weeks on Tuesday and Thursday."
    own.weekdays[1].click()
    own.weekdays[3].click()  # the last one stays
    assert window.editor.form.rule == "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH"
    assert own.weekdays[3].isChecked()
    assert own.days.text().endswith("The day it begins on, Tuesday 15, is none of them.")


def test_the_second_tuesday_of_a_month_until_a_day(window: EditedWindow) -> None:
    own = begin(window)
    choose(own.unit, Unit.MONTH)
    assert own.words.text() == "Every month on day 15."
    choose(own.by, "weekday")
    choose(own.nth, 2)
    window.editor.enter(until="10 times")
    assert own.words.text() == "Every month on the second Tuesday, 10 times."
    choose(own.by, "day")
    choose(own.day, -1)
    assert own.words.text() == "Every month on the last day, 10 times."
    choose(own.by, "weekday")
    choose(own.weekday, 3)
    window.panel().save.click()
    window.settle()
    assert window.said.startswith("Added “Repeated”")
    window.do("edit", "Repeated")
    window.panel()
    assert window.editor.form.rule == "FREQ=MONTHLY;BYDAY=3TH"


def test_years(window: EditedWindow) -> None:
    own = begin(window)
    choose(own.unit, Unit.YEAR)
    choose(own.every, 2)
    assert own.words.text() == "Every two years on 15 December."


def test_what_the_fields_cannot_say_stays_as_text(window: EditedWindow) -> None:
    own = begin(window)
    own.experts.click()
    assert own.rule.control.hasFocus()
    own.rule.control.selectAll()  # type: ignore[attr-defined]
    window.type("FREQ=MONTHLY;BYMONTHDAY=1,15")
    assert own.words.text().startswith("Every month on day 1 and day 15. That is more than the")
    assert not own.unit.isVisible()
    assert own.rule.isVisible()
    own.rule.control.selectAll()  # type: ignore[attr-defined]
    window.type("FREQ=DAILY")
    assert own.unit.currentData() == Unit.DAY


def test_a_rule_goes_with_its_day(window: EditedWindow) -> None:
    own = begin(window)
    choose(own.every, 5)
    window.editor.enter(day="Fri 18 Dec 2026")
    assert own.words.text() == "Every five weeks on Friday."
