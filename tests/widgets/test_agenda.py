"""The agenda as a person uses it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.agenda import agenda_rows
from jointdesk.viewmodels.allday import DayNote
from jointdesk.viewmodels.blocks import PlainWords, naming
from jointdesk.widgets.agenda import ROW, AgendaPanel
from jointdesk.widgets.list_rows import AIR
from jointdesk.widgets.look import Look
from tests.sample_meetings import pictured_week

WEEK = pictured_week()
TOLD = naming(WEEK.zone, WEEK.organisations)
KEY = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> AgendaPanel:
    panel = AgendaPanel(look)
    qtbot.addWidget(panel)
    panel.resize(800, 600)
    rows = agenda_rows(WEEK.meetings, WEEK.days[0], WEEK.days[-1], TOLD, WEEK.marks)
    panel.show_rows(rows, TOLD, WEEK.marks)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    panel.list.setFocus()
    qtbot.waitUntil(panel.list.hasFocus)
    return panel


def titles(panel: AgendaPanel) -> list[str]:
    model = panel.model
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def current(panel: AgendaPanel) -> str:
    return str(panel.list.currentIndex().data() or "")


def test_the_keyboard_passes_over_headings(panel: AgendaPanel) -> None:
    visited = []
    for _ in range(10):
        QTest.keyClick(panel.list, KEY.Key_Down)
        visited.append(panel.list.currentIndex().row())
    assert 7 not in visited  # the heading of Tuesday
    assert visited[-1] > 8
    assert visited == sorted(set(visited))


def test_selecting_and_opening_are_told(panel: AgendaPanel, qtbot: QtBot) -> None:
    council = next(one for one in WEEK.meetings if one.preferred.details.title == "Full Council")
    with qtbot.waitSignal(panel.meeting_selected) as chosen:
        assert panel.select_meeting(council.id)
    assert chosen.args == [council.id]
    with qtbot.waitSignal(panel.meeting_opened) as opened:
        QTest.keyClick(panel.list, KEY.Key_Return)
    assert opened.args == [council.id]
    assert not panel.select_meeting("nothing")


def test_j_goes_to_the_next_conflict_and_asks_for_more(panel: AgendaPanel) -> None:
    heard: list[int] = []
    panel.list.conflict_requested.connect(heard.append)
    QTest.keyClick(panel.list, KEY.Key_J)
    assert current(panel) == "Corporate Leadership Team"
    QTest.keyClick(panel.list, KEY.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert heard == [-1]


def test_typing_in_the_field_searches_and_keeps_the_selection(
    panel: AgendaPanel, qtbot: QtBot
) -> None:
    board = next(one for one in WEEK.meetings if "Section 75" in one.preferred.details.title)
    panel.select_meeting(board.id)
    QTest.keyClicks(panel.field, "board")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 4)
    assert panel.selected() == board.id
    assert "Health and Wellbeing Board" in titles(panel)


def test_finding_nothing_is_said_in_plain_text(panel: AgendaPanel, qtbot: QtBot) -> None:
    panel.field.setText("<b>fees</b>")
    qtbot.waitUntil(panel.empty.isVisible)
    assert panel.empty.text() == "Nothing found for “<b>fees</b>”."
    assert panel.empty.textFormat() is Qt.TextFormat.PlainText
    panel.field.clear()
    qtbot.waitUntil(panel.list.isVisible)


def test_the_full_text_shows_on_control_i(panel: AgendaPanel) -> None:
    QTest.keyClick(panel.list, KEY.Key_J)
    QTest.keyClick(panel.list, KEY.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert panel.list.tip.text().startswith("Corporate Leadership Team\nCalderbourne\n")


def test_trouble_and_selection_are_painted_in_each_theme(
    panel: AgendaPanel, any_look: Look
) -> None:
    panel.set_look(any_look)
    QTest.keyClick(panel.list, KEY.Key_J)
    QApplication.processEvents()
    image = panel.list.viewport().grab().toImage()
    box = panel.list.visualRect(panel.list.currentIndex())
    theme = any_look.theme
    assert box.height() == ROW
    assert image.pixelColor(400, box.top() + 6) == theme.accent_tint
    assert image.pixelColor(400, box.top() + 3) == theme.accent
    right = {
        image.pixelColor(x, y).name()
        for x in range(box.right() - 36, box.right() - 12)
        for y in range(box.top(), box.bottom())
    }
    assert theme.red.name() in right


def test_a_deadline_is_painted_and_opened(panel: AgendaPanel, qtbot: QtBot, any_look: Look) -> None:
    day = WEEK.days[0]
    tones = ("red", "amber", "ok")
    notes = [DayNote(day, f"Due {tone}", tone, f"task/{tone}", PlainWords()) for tone in tones]
    panel.set_look(any_look)
    panel.show_rows(agenda_rows((), day, day, TOLD, WEEK.marks, notes), TOLD, WEEK.marks)
    assert titles(panel)[1:] == ["Due red", "Due amber", "Due ok"]
    panel.list.setCurrentIndex(panel.model.index(2))
    assert panel.selected() == ""
    with qtbot.waitSignal(panel.record_opened) as opened:
        QTest.keyClick(panel.list, KEY.Key_Return)
    assert opened.args == ["task/amber"]
    box = panel.list.visualRect(panel.model.index(1))
    picture = panel.list.viewport().grab().toImage()
    assert picture.pixelColor(box.x() + AIR + 3, box.center().y()) == any_look.theme.red
