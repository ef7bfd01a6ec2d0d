"""Meetings edited in the window: marked, moved, asked about, cancelled, deleted, brought back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.blocks import Certainty
from jointdesk.viewmodels.diary_days import Mode
from jointdesk.viewmodels.notices import Tone
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.bin_panel import BinPanel
from jointdesk.widgets.event_panel import EventPanel
from jointdesk.widgets.inspector import Inspector
from jointdesk.widgets.scope_popover import ScopePopover
from tests.app.editing import EditedWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)

MOBILISATION = "Reablement mobilisation"
"""Stands once, in the council's calendar: Friday 10:30 to 11:30."""
TEAM = "Directorate Management Team"
"""Repeats, in the council's calendar: Tuesday 9:30 to 11:00."""


@pytest.fixture
def window(qtbot: QtBot, opened: Assembly) -> EditedWindow:
    return EditedWindow(qtbot, opened)


class TestNew:
    """A meeting that is not there yet."""

    def test_a_time_is_marked_with_the_pointer_and_becomes_a_meeting(
        self, window: EditedWindow
    ) -> None:
        window.drag(window.point(3, 15 * 60 + 5), window.point(3, 16 * 60 + 20))
        quick = window.quick()
        assert QApplication.focusWidget() is quick.fields.fields["title"].control
        window.type("Cabinet briefing")
        window.press("Return")
        assert not quick.isVisible()
        assert window.times("Cabinet briefing") == [(3, "15:00–16:30")]
        assert window.said == "Added “Cabinet briefing”, Thursday 17 December, 15:00."
        item = window.grid.selection.item
        assert item is not None
        assert item.spoken.startswith("Cabinet briefing")
        assert window.grid.selection.slot is None
        window.press("Ctrl+Z")
        assert window.times("Cabinet briefing") == []

    def test_a_time_is_marked_with_keys(self, window: EditedWindow) -> None:
        window.grid.setFocus()
        window.press("Ctrl+Right")
        window.press("Shift+Down")
        window.press("Shift+Down")
        slot = window.grid.selection.slot
        assert slot is not None
        assert slot.minutes == 60
        assert window.grid.selection.spoken_slot().startswith("Marked, ")
        window.press("Return")
        window.type("By key")
        window.press("Ctrl+Return")
        (_, times) = window.times("By key")[0]
        assert times.startswith(f"{slot.start // 60:02d}:{slot.start % 60:02d}–")

    def test_ctrl_n_begins_at_the_next_free_time_and_escape_leaves_it(
        self, window: EditedWindow
    ) -> None:
        window.grid.setFocus()
        window.press("Ctrl+N")
        quick = window.quick()
        window.press("Esc")
        assert not quick.isVisible()
        assert window.grid.hasFocus()
        assert not window.notices

    def test_what_was_typed_and_left_can_be_had_back(self, window: EditedWindow) -> None:
        window.grid.setFocus()
        window.press("Ctrl+N")
        window.type("Half a thought")
        window.press("Esc")
        assert window.said == "What you typed was not saved."
        act = window.notices[-1].act
        assert act is not None
        act()
        window.settle()
        title = window.panel().fields.fields["title"].control
        assert isinstance(title, QLineEdit)
        assert title.text() == "Half a thought"

    def test_without_a_title_it_is_said_under_the_field(self, window: EditedWindow) -> None:
        window.grid.setFocus()
        window.press("Ctrl+N")
        window.press("Return")
        quick = window.quick()
        assert quick.isVisible()
        assert quick.fields.fields["title"].problem == "A meeting needs a title."

    def test_a_clash_is_told_while_one_types_and_the_mark_follows(
        self, window: EditedWindow
    ) -> None:
        window.drag(window.point(2, 15 * 60 + 35), window.point(2, 16 * 60 + 20))
        quick = window.quick()
        window.editor.enter(start="14:30")
        window.qtbot.waitUntil(lambda: bool(quick.warnings.sentences), timeout=30_000)
        assert "Complex placements panel" in quick.warnings.sentences[0]
        slot = window.grid.selection.slot
        assert slot is not None
        assert slot.start == 14 * 60 + 30
        window.type("Anyway")
        window.press("Return")
        assert len(window.times("Anyway")) == 1

    def test_a_start_typed_letter_by_letter_keeps_the_length(self, window: EditedWindow) -> None:
        window.drag(window.point(2, 15 * 60 + 35), window.point(2, 16 * 60 + 20))
        window.quick()
        window.editor.enter(start="14:30", end="15:30")
        for typed in ("1", "16", "16:", "16:4", "16:45"):
            window.editor.enter(start=typed)
        assert window.editor.form.end == "17:45"

    def test_a_typed_line_is_shown_and_enter_adds_it_as_shown(self, window: EditedWindow) -> None:
        window.grid.setFocus()
        window.press("Ctrl+N")
        quick = window.quick()
        window.type("Typed briefing Thu 17 Dec 2026 3-4.30pm")
        assert quick.preview.isVisible()
        assert "Thu 17 Dec 2026 15:00–16:30" in quick.preview.text()
        window.press("Return")
        assert window.times("Typed briefing") == [(3, "15:00–16:30")]

    def test_tab_takes_a_typed_line_over_into_the_fields(self, window: EditedWindow) -> None:
        window.grid.setFocus()
        window.press("Ctrl+N")
        quick = window.quick()
        window.type("Typed briefing Thu 17 Dec 2026 3-4.30pm !hold")
        window.press("Tab")
        form = window.editor.form
        assert (form.title, form.day, form.start, form.end) == (
            "Typed briefing", "Thu 17 Dec 2026", "15:00", "16:30",
        )  # fmt: skip
        title = quick.fields.fields["title"].control
        assert isinstance(title, QLineEdit)
        assert title.text() == "Typed briefing"
        assert not title.hasFocus()
        assert quick.preview.text() == "Hold"

    def test_a_title_that_was_taken_from_a_line_is_no_line_again(
        self, window: EditedWindow
    ) -> None:
        window.grid.setFocus()
        window.press("Ctrl+N")
        window.type('"Fri 9am" plan Thu 17 Dec 2026 3-4.30pm')
        window.press("Tab")
        window.press("Ctrl+Return")
        assert window.times("Fri 9am plan") == [(3, "15:00–16:30")]

    def test_more_shows_every_field_at_the_right(self, window: EditedWindow) -> None:
        window.grid.setFocus()
        window.press("Ctrl+N")
        window.type("Planning day")
        window.quick().more.click()
        panel = window.panel()
        panel.all_day.click()
        panel.save.click()
        window.settle()
        band = [item.spoken for item in window.grid.selection.items if item.in_head]
        assert any(one.startswith("All day, Planning day") for one in band)
        assert not panel.isVisible()

    def test_in_the_agenda_all_fields_come_at_once(self, window: EditedWindow) -> None:
        window.assembly.diary.set_mode(Mode.AGENDA)
        window.settle()
        window.area.toolbar.new.click()
        window.settle()
        assert window.panel().isVisible()

    def test_a_double_click_on_an_empty_time_begins_an_hour(self, window: EditedWindow) -> None:
        view = window.grid.viewport()
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=window.point(3, 16 * 60 + 10))
        window.settle()
        assert (window.editor.form.start, window.editor.form.end) == ("16:00", "17:00")

    def test_a_press_elsewhere_leaves_the_quick_form(self, window: EditedWindow) -> None:
        window.drag(window.point(3, 15 * 60), window.point(3, 16 * 60))
        quick = window.quick()
        QTest.mouseClick(
            window.grid.viewport(), Qt.MouseButton.LeftButton, pos=window.point(0, 17 * 60 + 20)
        )
        assert not quick.isVisible()


class TestMoving:
    """A meeting of a calendar, by pointer and keys."""

    def test_it_is_dragged_with_its_clash_told_and_waits_for_its_calendar(
        self, window: EditedWindow
    ) -> None:
        start = window.centre(MOBILISATION)
        end = window.point(1, 15 * 60)
        window.hold(start, end)
        carrying = window.grid.carrying
        assert carrying.foresight.words.startswith("Clashes with Section 75 Partnership Board")
        assert window.told[-1].startswith("Tuesday 14:")
        assert "clashes with Section 75" in window.told[-1]
        window.grid.viewport().grab()
        window.drop(end)
        ((day, block),) = window.blocks(MOBILISATION)
        assert day == 1
        assert block.waits
        assert "waiting to be written to CAL" in block.spoken
        assert window.said.startswith(f"Moved “{MOBILISATION}” to Tuesday 15 December, ")
        window.press("Ctrl+Z")
        assert window.times(MOBILISATION) == [(4, "10:30–11:30")]

    def test_it_is_shown_at_its_new_time_before_it_is_written(self, window: EditedWindow) -> None:
        window.select(MOBILISATION)
        QTest.keyClick(
            window.grid,
            Qt.Key.Key_Down,
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        assert window.times(MOBILISATION) == [(4, "10:45–11:45")]
        window.settle()
        assert window.times(MOBILISATION) == [(4, "10:45–11:45")]

    def test_keys_move_and_lengthen_it_and_say_each_step(self, window: EditedWindow) -> None:
        window.select(MOBILISATION)
        window.press("Alt+Shift+Down")
        window.press("Alt+Shift+Left")
        window.press("Ctrl+Shift+Down")
        assert window.times(MOBILISATION) == [(3, "10:45–12:00")]
        assert [one.split(",")[0] for one in window.told] == [
            "Friday 10:45 to 11:45",
            "Thursday 10:45 to 11:45",
            "Thursday 10:45 to 12:00",
        ]
        assert window.said.startswith(f"“{MOBILISATION}” lasts until 12:00 now")

    def test_its_edges_are_dragged(self, window: EditedWindow) -> None:
        window.select(MOBILISATION)
        window.settle()
        box = window.box(MOBILISATION)
        window.drag(QPoint(box.center().x(), box.bottom() - 2), window.point(4, 12 * 60 + 2))
        assert window.times(MOBILISATION) == [(4, "10:30–12:00")]
        box = window.box(MOBILISATION)
        window.drag(QPoint(box.center().x(), box.top() + 1), window.point(4, 11 * 60 - 2))
        assert window.times(MOBILISATION) == [(4, "11:00–12:00")]

    def test_escape_leaves_it_where_it_was(self, window: EditedWindow) -> None:
        start, end = window.centre(MOBILISATION), window.point(3, 15 * 60)
        window.hold(start, end)
        assert window.grid.carrying.box() is not None
        QTest.keyClick(window.grid, Qt.Key.Key_Escape)
        QTest.mouseMove(window.grid.viewport(), end + QPoint(20, 20))
        assert window.grid.carrying.box() is None
        window.drop(end)
        assert window.times(MOBILISATION) == [(4, "10:30–11:30")]


class TestSeries:
    """How much of a series is meant is asked once, in place."""

    def test_dragging_asks_beside_the_new_time_and_moves_the_one(
        self, window: EditedWindow
    ) -> None:
        start = window.centre(TEAM)
        window.drag(start, start + QPoint(0, 58))
        assert window.is_open(ScopePopover)
        assert window.grid.carrying.box() is not None
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Return)
        window.settle()
        assert window.times(TEAM) == [(1, "10:30–12:00")]
        assert not window.is_open(ScopePopover)
        assert window.grid.hasFocus()
        # The same answer holds while the same meeting is moved on.
        window.press("Alt+Shift+Down")
        assert window.times(TEAM) == [(1, "10:45–12:15")]

    def test_all_of_it_moves(self, window: EditedWindow) -> None:
        window.select(TEAM)
        window.press("Alt+Shift+Down")
        window.answer(2)
        assert window.times(TEAM) == [(1, "09:45–11:15")]
        window.assembly.diary.turn(-1)
        window.settle()
        assert [times for _, times in window.times(TEAM)] == ["09:45–11:15"]

    def test_this_and_following_leaves_those_before(self, window: EditedWindow) -> None:
        window.select(TEAM)
        window.press("Alt+Shift+Down")
        window.answer(1)
        assert window.times(TEAM) == [(1, "09:45–11:15")]
        item = window.grid.selection.item
        assert item is not None
        assert item.spoken.startswith(TEAM)
        window.assembly.diary.turn(-1)
        window.settle()
        assert [times for _, times in window.times(TEAM)] == ["09:30–11:00"]

    def test_escape_or_a_press_elsewhere_takes_it_back(self, window: EditedWindow) -> None:
        window.select(TEAM)
        window.press("Del")
        window.press("Esc")
        assert not window.is_open(ScopePopover)
        window.press("Alt+Shift+Down")
        assert window.is_open(ScopePopover)
        QTest.mouseClick(
            window.grid.viewport(), Qt.MouseButton.LeftButton, pos=window.point(0, 17 * 60 + 20)
        )
        assert not window.is_open(ScopePopover)
        assert window.times(TEAM) == [(1, "09:30–11:00")]
        assert not window.notices

    def test_in_the_agenda_it_is_asked_beside_the_inspector(self, window: EditedWindow) -> None:
        window.assembly.diary.set_mode(Mode.AGENDA)
        window.settle()
        agenda = window.area.agenda
        meetings = window.assembly.diary.days
        assert meetings is not None
        one = next(each for each in meetings.meetings if each.preferred.details.title == TEAM)
        agenda.select_meeting(one.id)
        QTest.keyClick(agenda.list, Qt.Key.Key_Delete)
        popover = window.child(ScopePopover)
        assert window.area.rect().contains(popover.geometry())
        window.answer(0)
        assert window.said.startswith(f"Deleted “{TEAM}”.")
        left = window.assembly.diary.days
        assert left is not None
        assert one.id not in [each.id for each in left.meetings]


class TestInspector:
    """What can be done with the meeting that is inspected."""

    def test_it_is_edited_in_place_of_the_inspector_and_comes_back(
        self, window: EditedWindow
    ) -> None:
        window.do("edit", MOBILISATION)
        panel = window.panel()
        window.editor.enter(place="Room 4", start="12:00")
        assert window.editor.form.end == "13:00"
        panel.save.click()
        window.settle()
        ((_, block),) = window.blocks(MOBILISATION)
        assert (block.times, block.place) == ("12:00–13:00", "Room 4")
        assert not window.is_open(EventPanel)
        assert window.is_open(Inspector)

    def test_of_a_series_it_is_asked_at_the_foot(self, window: EditedWindow) -> None:
        window.do("edit", TEAM)
        panel = window.panel()
        window.editor.enter(place="Room 4")
        panel.save.click()
        assert panel.question.isVisible()
        QTest.keyClick(panel.question.buttons[0], Qt.Key.Key_Escape)
        assert not panel.question.isVisible()
        assert panel.isVisible()
        panel.save.click()
        panel.question.buttons[0].click()
        window.settle()
        assert window.blocks(TEAM)[0][1].place == "Room 4"

    def test_its_rule_is_shown_and_changes_for_more_than_one(self, window: EditedWindow) -> None:
        window.do("edit", TEAM)
        assert window.editor.form.repeat == "FREQ=WEEKLY;BYDAY=TU"
        window.editor.enter(repeat="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
        panel = window.panel()
        panel.save.click()
        assert [one.text() for one in panel.question.buttons] == ["This and following", "All"]

    def test_errors_stand_under_their_fields(self, window: EditedWindow) -> None:
        window.do("edit", MOBILISATION)
        panel = window.panel()
        window.editor.enter(end="9:00", repeat="custom", rule="FREQ=NO")
        panel.save.click()
        fields = panel.fields.fields
        assert fields["end"].problem == "It would end before it starts."
        assert fields["rule"].problem == "FREQ is not one of YEARLY to SECONDLY."
        assert panel.isVisible()

    def test_somebody_is_asked_to_it(self, window: EditedWindow) -> None:
        window.do("edit", MOBILISATION)
        attendees = window.panel().attendees
        before = len(window.editor.form.attendees)
        attendees.line.setText("nobody at all")
        attendees.add()
        assert "nobody on this desk" in attendees.field.problem
        attendees.line.setText("Ann Smith <ann@example.org>")
        attendees.add()
        assert window.editor.form.attendees[-1].email == "ann@example.org"
        assert len(window.editor.form.attendees) == before + 1
        window.panel().save.click()
        window.settle()
        people = window.meeting(MOBILISATION).preferred.details.attendees
        assert "ann@example.org" in [one.email for one in people]

    def test_it_is_cancelled_and_stays_struck_through(self, window: EditedWindow) -> None:
        window.do("cancel", MOBILISATION)
        ((_, block),) = window.blocks(MOBILISATION)
        assert block.certainty is Certainty.GONE
        assert window.said.startswith(f"Cancelled “{MOBILISATION}”.")

    def test_a_copy_is_made_at_another_time(self, window: EditedWindow) -> None:
        window.do("duplicate", MOBILISATION)
        assert window.panel().accessibleName() == "Copy of a meeting"
        assert window.editor.form.place == "Microsoft Teams Meeting"
        assert window.editor.form.attendees == ()
        window.editor.enter(day="Thursday", start="16:00")
        window.panel().save.click()
        window.settle()
        assert window.times(MOBILISATION) == [(3, "16:00–17:00"), (4, "10:30–11:30")]
        said = f"Added a copy, “{MOBILISATION}”, Thursday 17 December, 16:00."
        assert window.said.startswith(said)

    def test_what_is_gone_meanwhile_loses_nothing_that_was_typed(
        self, window: EditedWindow
    ) -> None:
        window.do("edit", MOBILISATION)
        window.editor.enter(place="Room 4")
        window.assembly.rooms.tasks.events.remove(window.meeting(MOBILISATION).id)
        window.settle()
        window.panel().save.click()
        window.settle()
        last = window.notices[-1]
        assert (last.tone, last.action) == (Tone.PROBLEM, "Edit again")
        assert last.act is not None
        last.act()
        window.settle()
        assert window.panel().isVisible()
        assert window.editor.form.place == "Room 4"

    def test_another_theme_keeps_the_form_open(self, window: EditedWindow) -> None:
        window.do("edit", MOBILISATION)
        window.editor.enter(place="Room 4")
        window.assembly.wear(ThemeName.DARK)
        again = EditedWindow(window.qtbot, window.assembly)
        window.qtbot.waitUntil(lambda: again.is_open(EventPanel), timeout=30_000)
        again.panel().save.click()
        again.settle()
        assert again.blocks(MOBILISATION)[0][1].place == "Room 4"

    def test_which_copies_a_change_reaches_is_said(self, window: EditedWindow) -> None:
        inspection = window.assembly.diary.inspection(
            window.blocks("Section 75 Partnership Board")[0][1].meeting_id
        )
        assert inspection is not None
        assert inspection.change.reach == (
            "Calderbourne and Wexmere are read only here: a change goes on the worklist."
        )


class TestBin:
    """What was deleted."""

    def test_it_is_listed_and_brought_back_by_key(self, window: EditedWindow) -> None:
        window.select(MOBILISATION)
        window.press("Del")
        assert window.blocks(MOBILISATION) == []
        window.area.toolbar.bin.click()
        window.settle()
        panel = window.child(BinPanel)
        assert isinstance(panel, BinPanel)
        assert panel.list.hasFocus()
        row = panel.chosen()
        assert row is not None
        assert row.lines[:2] == (MOBILISATION, "CAL, Fri 18 Dec 2026, 10:30–11:30")
        window.press("Return")
        assert window.times(MOBILISATION) == [(4, "10:30–11:30")]
        assert panel.empty.text() == "Nothing was deleted."
        window.press("Esc")
        assert not panel.isVisible()
        assert not window.area.toolbar.bin.isChecked()
        assert window.grid.hasFocus()
