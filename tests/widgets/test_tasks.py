"""The page of tasks, driven like a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.operations.undo import undo
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.task_actions import TaskActions
from jointdesk.viewmodels.task_rows import Grouping, TaskRow
from jointdesk.viewmodels.tasks import TasksModel
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_fields import LineField, ProseField
from jointdesk.widgets.task_meeting import MeetingField
from jointdesk.widgets.tasks import TasksPage
from tests.open_desk import OpenDesk


def page_of(
    qtbot: QtBot, look: Look, opened: OpenDesk, folder: Path, width: int = 1320
) -> TasksPage:
    model = TasksModel(opened.model, Preferences(folder, opened.model))
    made = TasksPage(look, model, TaskActions(model, lambda: opened.model.act(undo)))
    qtbot.addWidget(made)
    made.resize(width, 860)
    made.show()
    opened.settle()
    made.first_focus().setFocus()
    return made


@pytest.fixture
def page(qtbot: QtBot, look: Look, opened: OpenDesk, data_folder: Path) -> Iterator[TasksPage]:
    yield page_of(qtbot, look, opened, data_folder)
    opened.settle()


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys on whatever has the keyboard."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)


def model_of(page: TasksPage) -> TasksModel:
    return page._model  # noqa: SLF001 - what the page shows


def chosen(page: TasksPage) -> list[TaskRow]:
    rows = (model_of(page).row(one) for one in page.list.chosen())
    return [row for row in rows if row is not None]


def choose(page: TasksPage, *titles: str) -> list[str]:
    tasks = model_of(page).tasks
    assert tasks is not None
    ids = [next(row.id for row in tasks.rows if row.title.startswith(title)) for title in titles]
    page.list.choose(ids)
    return ids


def line(page: TasksPage, name: str) -> LineField:
    field = page.inspector.form.fields[name]
    assert isinstance(field, LineField)
    return field


def write(page: TasksPage, name: str, text: str) -> None:
    """Type a text into a field in place of what is there, and leave it."""
    control = line(page, name).line
    control.setFocus()
    control.selectAll()
    QTest.keyClicks(control, text)
    QTest.keyClick(control, Qt.Key.Key_Return)


def test_the_first_task_is_chosen_and_shown(page: TasksPage) -> None:
    (row,) = chosen(page)
    assert row.title == "Response to call-in, direct payments policy"
    assert page.inspector.isVisible()
    assert line(page, "due").line.text() == "Mon 30 Nov 2026"


def test_space_completes_and_the_next_row_is_chosen(page: TasksPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_Space)
    opened.settle()
    assert opened.said[-1] == "Done: “Response to call-in, direct payments policy”."
    assert [row.title for row in chosen(page)] == ["Mirror leave 21–24 Dec into CAL calendar"]
    assert page.list.hasFocus()
    opened.notices[-1].act()  # type: ignore[misc]
    opened.settle()
    assert model_of(page).number == 27


def test_the_box_is_ticked_with_the_mouse(page: TasksPage, opened: OpenDesk) -> None:
    box = page.list.visualRect(page.list.model().index(2, 0))
    at = QPoint(box.x() + 20, box.center().y())
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    opened.settle()
    assert opened.said[-1].startswith("Done: “Mirror leave")


def test_several_are_chosen_and_deferred_together(page: TasksPage, opened: OpenDesk) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, modifier=shift)
    assert len(chosen(page)) == 3
    texts = [button.text() for button in page.inspector.findChildren(QPushButton)]
    assert "Done" in texts
    menu = page.inspector.defer_menu()
    assert [action.text() for action in menu.actions()] == [
        "Tomorrow", "Monday", "In a week", "", "Choose a day…"
    ]  # fmt: skip
    menu.actions()[1].trigger()
    opened.settle()
    assert opened.said[-1] == "Deferred 3 tasks to Mon 21 Dec."
    assert {row.due for row in chosen(page)} == {"Mon 21 Dec"}


def test_a_day_of_ones_own_is_typed(page: TasksPage, opened: OpenDesk) -> None:
    page.inspector.defer_menu().actions()[-1].trigger()
    assert page.forms.later.isVisible()
    QTest.keyClicks(page.forms.later.day, "soon")
    QTest.keyClick(page.forms.later.day, Qt.Key.Key_Return)
    assert page.forms.later.problem.text == "“soon” is no day."
    page.forms.later.day.setText("8 Jan")
    QTest.keyClick(page.forms.later.day, Qt.Key.Key_Return)
    opened.settle()
    assert opened.said[-1].endswith("to Fri 8 Jan 2027.")
    assert not page.forms.later.isVisible()


def test_a_gives_it_to_somebody(page: TasksPage, opened: OpenDesk) -> None:
    action = next(
        one for one in page.inspector.assign_menu().actions() if one.text() == "Callum Reyes"
    )
    action.trigger()
    opened.settle()
    assert chosen(page)[0].owner == "Callum Reyes"


def test_ctrl_n_adds_a_task_and_asks_for_its_day(page: TasksPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_N, modifier=Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.forms.new.title, "Ring the auditors")
    page.forms.new.orgs.setCurrentIndex(1)
    QTest.keyClick(page.forms.new.title, Qt.Key.Key_Return)
    opened.settle()
    (row,) = chosen(page)
    assert (row.title, row.codes) == ("Ring the auditors", ("WEX",))
    assert line(page, "due").line.hasFocus()
    QTest.keyClicks(line(page, "due").line, "fri")
    QTest.keyClick(line(page, "due").line, Qt.Key.Key_Return)
    opened.settle()
    assert chosen(page)[0].due == "Fri 18 Dec"


def test_delete_removes_what_was_made_here(page: TasksPage, opened: OpenDesk) -> None:
    press(Qt.Key.Key_Delete)
    opened.settle()
    assert opened.said[-1] == "Removed “Response to call-in, direct payments policy”."
    assert model_of(page).number == 26


def test_fields_are_saved_at_once_and_the_next_keeps_the_keyboard(
    page: TasksPage, opened: OpenDesk
) -> None:
    write(page, "title", "Answer the call-in")
    line(page, "due").line.setFocus()
    opened.settle()
    assert chosen(page)[0].title == "Answer the call-in"
    assert line(page, "due").line.hasFocus()
    assert opened.said[-1] == "Changed “Response to call-in, direct payments policy”."


def test_a_wrong_day_is_told_under_its_field_and_escape_brings_the_old_one_back(
    page: TasksPage, opened: OpenDesk
) -> None:
    write(page, "due", "31 Nov 2026")
    assert line(page, "due").problem == "“31 Nov 2026” is no day: November 2026 has 30 days."
    press(Qt.Key.Key_Escape)
    assert not line(page, "due").problem
    assert line(page, "due").line.text() == "Mon 30 Nov 2026"


def test_notes_are_saved_when_one_leaves_them(page: TasksPage, opened: OpenDesk) -> None:
    notes = page.inspector.form.fields["notes"]
    assert isinstance(notes, ProseField)
    notes.text.setFocus()
    QTest.keyClicks(notes.text, "Ask Helena")
    page.list.setFocus()
    opened.settle()
    assert chosen(page)[0].task.notes == "Ask Helena"


def test_a_task_waits_for_another_until_that_is_taken_off(
    page: TasksPage, opened: OpenDesk
) -> None:
    choose(page, "Mirror leave")
    write(page, "blocked_by", "FOI: agency spend (council)")
    opened.settle()
    assert chosen(page)[0].details == ("Waits for “FOI: agency spend (council)”",)
    off = next(
        button
        for button in page.inspector.findChildren(QPushButton)
        if button.accessibleName() == "Do not wait for FOI: agency spend (council)"
    )
    off.click()
    opened.settle()
    assert not chosen(page)[0].task.blocked_by


def test_each_body_gives_a_priority_of_its_own(page: TasksPage, opened: OpenDesk) -> None:
    choose(page, "Draft s.75")
    fields = list(page.inspector.form._priorities.values())  # noqa: SLF001
    assert [field.choice.accessibleName() for field in fields] == [
        "Priority, CAL", "Priority, WEX"
    ]  # fmt: skip
    fields[0].choice.setCurrentIndex(1)
    fields[0].choice.activated.emit(1)
    opened.settle()
    assert "High for CAL" in chosen(page)[0].details


def test_subtasks_are_added_and_ticked(page: TasksPage, opened: OpenDesk) -> None:
    QTest.keyClicks(page.inspector.parts.line, "Find the minutes")
    QTest.keyClick(page.inspector.parts.line, Qt.Key.Key_Return)
    opened.settle()
    (row,) = chosen(page)
    tasks = model_of(page).tasks
    assert tasks is not None
    (part,) = [one for one in tasks.rows if one.task.parent == row.id]
    assert part.title == "Find the minutes"
    page.inspector.part_ticked.emit(part.id)
    opened.settle()
    assert opened.said[-1] == "Done: “Find the minutes”."


def test_time_is_proposed_and_kept(page: TasksPage, opened: OpenDesk) -> None:
    page.do("time")
    opened.settle()
    assert page.forms.time.isVisible()
    assert page.forms.time.day.text()
    page.forms.time.day.setText("tue")
    page.forms.time.time.setText("12:30")
    page.forms.time.confirm()
    opened.settle()
    assert opened.said[-1].startswith("Kept time for “Response to call-in")
    names = [one.accessibleName() for one in page.inspector.findChildren(QPushButton)]
    assert "Open time kept: Tue 15 Dec, 12:30–13:30" in names


def test_ctrl_f_finds_and_escape_shows_everything(page: TasksPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F, modifier=Qt.KeyboardModifier.ControlModifier)
    focused = QApplication.focusWidget()
    assert focused is page.bar.field
    QTest.keyClicks(focused, "winter")
    qtbot.waitUntil(lambda: model_of(page).list.number == 2)
    QTest.keyClicks(focused, "xyz")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert model_of(page).nothing() == "Nothing found for “winterxyz”."
    page.bar.field.take_keyboard()
    press(Qt.Key.Key_Escape)
    assert model_of(page).list.number == 27
    assert page.list.hasFocus()


def test_groups_and_filters_are_chosen(page: TasksPage) -> None:
    page.bar.grouping.choice_changed.emit(2)
    assert model_of(page).listing.grouping is Grouping.OWNER
    page.toolbar.whose.findChildren(QPushButton)[0].click()
    assert model_of(page).list.number == 7
    page.toolbar.state.findChildren(QPushButton)[1].click()
    assert model_of(page).nothing() == "No tasks are done yet of yours."


def test_a_conflict_of_the_task_is_settled_on_its_own_page(page: TasksPage, qtbot: QtBot) -> None:
    choose(page, "Winter funding return")
    with qtbot.waitSignal(page.conflict_requested) as wanted:
        next(
            button
            for button in page.inspector.findChildren(QPushButton)
            if button.accessibleName().startswith("Settle: ")
        ).click()
    assert wanted.args[0].startswith("c")


def test_links_lead_to_the_matter(page: TasksPage, opened: OpenDesk, qtbot: QtBot) -> None:
    choose(page, "Winter funding return")
    opened.settle()
    buttons = page.inspector.findChildren(QPushButton)
    link = next(one for one in buttons if one.accessibleName().startswith("Open decision"))
    with qtbot.waitSignal(page.matter_requested) as wanted:
        link.click()
    assert all(wanted.args)


def test_in_a_narrow_window_the_inspector_comes_with_enter_and_goes_with_its_button(
    qtbot: QtBot, look: Look, opened: OpenDesk, data_folder: Path
) -> None:
    page = page_of(qtbot, look, opened, data_folder, 1024)
    assert not page.inspector.isVisible()
    press(Qt.Key.Key_Return)
    assert page.inspector.isVisible()
    assert line(page, "title").line.hasFocus()
    page.close_inspector()
    assert not page.inspector.isVisible()
    assert page.list.hasFocus()


def test_every_control_has_a_name(page: TasksPage) -> None:
    choose(page, "Winter funding return")
    for button in page.findChildren(QPushButton):
        assert button.accessibleName() or button.text(), button
    for name in ("due", "title", "matter"):
        control: QWidget = page.inspector.form.fields[name].control
        assert control.accessibleName()


def test_it_is_painted_in_every_look_and_width(
    qtbot: QtBot, any_look: Look, opened: OpenDesk, data_folder: Path
) -> None:
    for width in (700, 1024, 1500):
        page = page_of(qtbot, any_look, opened, data_folder, width)
        page.do("open")
        assert not page.grab().isNull()


def enter(page: TasksPage, name: str, text: str) -> None:
    """Put a text that cannot be typed here into a field, and leave it."""
    control = line(page, name).line
    control.setFocus()
    control.setText(text)
    QTest.keyClick(control, Qt.Key.Key_Return)


def offered(field: MeetingField) -> list[str]:
    completer = field.line.completer()
    assert completer is not None
    model = completer.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_meeting_is_found_by_its_title_and_chosen_with_the_keyboard(
    page: TasksPage, opened: OpenDesk, qtbot: QtBot
) -> None:
    field = page.inspector.form.meeting("meeting")
    field.line.setFocus()
    with qtbot.waitSignal(field.sought, timeout=30_000):
        QTest.keyClicks(field.line, "partnership board")
    opened.settle()
    names = offered(field)
    assert names
    assert all("partnership board" in name.casefold() for name in names)
    assert names[0].endswith("Tue 15 Dec 2026, 14:00–16:00")  # the next one first
    popup = field.line.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened.said), timeout=30_000)
    opened.settle()
    (row,) = chosen(page)
    assert row.task.meeting
    assert field.line.text() == names[0]
    links = [button.accessibleName() for button in page.inspector.findChildren(QPushButton)]
    assert f"Open meeting: {names[0]}" in links


def test_arrow_down_lists_what_comes_next_and_clearing_takes_the_meeting_off(
    page: TasksPage, opened: OpenDesk
) -> None:
    field = page.inspector.form.meeting("feeds")
    field.line.setFocus()
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    opened.settle()
    names = offered(field)
    assert len(names) == 40
    enter(page, "feeds", names[3])
    opened.settle()
    assert chosen(page)[0].task.feeds
    enter(page, "feeds", "")
    opened.settle()
    assert chosen(page)[0].task.feeds is None


def test_what_is_no_meeting_is_told_under_its_field(page: TasksPage, opened: OpenDesk) -> None:
    enter(page, "meeting", "The moon landing")
    opened.settle()
    assert line(page, "meeting").problem == "There is no meeting “The moon landing”."


def test_another_task_shows_its_own_meeting(page: TasksPage, opened: OpenDesk) -> None:
    field = page.inspector.form.meeting("meeting")
    field.line.setFocus()
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    opened.settle()
    name = offered(field)[0]
    enter(page, "meeting", name)
    opened.settle()
    page.list.setFocus()
    press(Qt.Key.Key_Down)
    opened.settle()
    assert field.line.text() == ""
    press(Qt.Key.Key_Up)
    opened.settle()
    assert field.line.text() == name


def test_an_inspector_that_lies_over_the_page_makes_room_for_what_is_asked(
    qtbot: QtBot, look: Look, opened: OpenDesk, data_folder: Path
) -> None:
    page = page_of(qtbot, look, opened, data_folder, width=820)
    page.do("open")
    assert page.inspector.isVisible()
    page.begin_task()
    assert page.forms.new.isVisible()
    assert not page.inspector.isVisible()
    opened.settle()
