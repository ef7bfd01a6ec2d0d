"""Painted blocks are in the accessibility tree, with the words of the design."""

import gc

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.diary import build_page
from jointdesk.viewmodels.pages import Page
from jointdesk.widgets.accessible import PaintedList, install_factory
from jointdesk.widgets.controls import NavigationRow, SegmentedControl, make_icon_button, set_tip
from jointdesk.widgets.diary import DiaryView
from jointdesk.widgets.look import Look
from jointdesk.widgets.navigation import Navigation
from tests.sample_meetings import MONDAY, moment, pictured_week

PAGE = build_page(pictured_week())
NOW = moment(MONDAY, "9:20")


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> DiaryView:
    install_factory()
    view = DiaryView(look)
    qtbot.addWidget(view)
    view.resize(900, 840)
    view.show_page(PAGE, NOW)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def tree(view: DiaryView) -> PaintedList:
    root = QAccessible.queryAccessibleInterface(view)
    assert isinstance(root, PaintedList)
    return root


def name(thing: QAccessibleInterface | None) -> str:
    assert thing is not None
    return thing.text(QAccessible.Text.Name)


def names(view: DiaryView) -> list[str]:
    root = tree(view)
    return [name(root.child(index)) for index in range(root.childCount())]


def test_the_diary_is_a_list_named_by_its_days(view: DiaryView) -> None:
    assert tree(view).role() == QAccessible.Role.List
    assert name(tree(view)) == "Diary, Monday 14 to Sunday 20 December"


def test_a_block_is_spoken_as_the_design_says(view: DiaryView) -> None:
    assert (
        "Section 75 Partnership Board, Calderbourne and Wexmere, Tuesday 15 December 14:00 to"
        " 16:00, Riverside Hub, accepted, should act: copies differ, 4 of 4 on Tuesday"
    ) in names(view)


def test_a_day_is_read_heading_first_then_all_day_then_by_time(view: DiaryView) -> None:
    heard = names(view)
    start = heard.index("Thursday 17 December, 5 meetings, 1 conflict, should act")
    assert [line.split(",")[0] for line in heard[start : start + 5]] == [
        "Thursday 17 December",
        "Leave",
        "System pressures call",
        "Place commissioning team",
        "Travel 15 minutes",
    ]


def test_travel_that_is_too_short_is_said(view: DiaryView) -> None:
    assert "Travel 15 of 35 minutes, Town Hall to Wexmere House, too short" in names(view)


def test_the_selected_block_has_the_focus(view: DiaryView) -> None:
    view.selection.step_conflict(1)
    thing = tree(view).focusChild()
    assert name(thing).startswith("Corporate Leadership Team")
    assert thing is not None
    state = thing.state()
    assert (state.focused, state.selected) == (1, 1)
    assert tree(view).indexOfChild(thing) == names(view).index(name(thing))


def test_an_empty_slot_under_the_cursor_is_said(view: DiaryView) -> None:
    view.selection.step_slot(0, 0, view.now_place())
    assert name(tree(view).focusChild()) == "Free, Monday 12:30, until 13:30"


def test_a_thing_lies_where_it_is_painted(view: DiaryView) -> None:
    root = tree(view)
    item = next(item for item in view.selection.items if item.spoken.startswith("Section 75"))
    view.verticalScrollBar().setValue(464)
    centre = view.mapToGlobal(view.box_of(item).center())
    found = root.childAt(centre.x(), centre.y())
    assert name(found) == item.spoken
    assert found is not None
    assert found.rect().contains(centre)
    below = view.mapToGlobal(QPoint(5, 5))
    assert root.childAt(below.x(), below.y()) is None


def test_things_that_are_gone_are_no_longer_valid(view: DiaryView) -> None:
    before = tree(view).childCount()
    week = pictured_week()
    view.show_page(build_page(type(week)(week.days, week.zone, week.organisations)), NOW)
    assert tree(view).childCount() == 7 < before
    assert names(view)[0] == "Monday 14 December, no meetings"


def test_a_reader_that_walks_the_tree_while_pages_change_does_no_harm(view: DiaryView) -> None:
    week = pictured_week()
    empty = build_page(type(week)(week.days, week.zone, week.organisations))
    for round_ in range(60):
        view.show_page(empty if round_ % 2 else PAGE, NOW)
        view.selection.step_time(1)
        assert len(names(view)) == tree(view).childCount()
    gc.collect()


def test_blocks_of_a_page_that_is_not_open_are_not_shown(view: DiaryView) -> None:
    first = tree(view).child(0)
    assert first is not None
    assert not first.state().invisible
    view.hide()
    assert first.state().invisible


def toggle(button: QWidget) -> None:
    """Do what a screen reader does to activate a button that stays down."""
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface is not None
    actions = interface.actionInterface()
    assert actions is not None
    actions.doAction("Toggle")


def test_a_choice_that_a_screen_reader_takes_is_told(qtbot: QtBot) -> None:
    control = SegmentedControl(["Day", "Week", "Agenda"], "View")
    qtbot.addWidget(control)
    with qtbot.waitSignal(control.choice_changed) as told:
        toggle(control.findChildren(QPushButton)[1])
    assert told.args == [1]


def test_a_page_that_a_screen_reader_takes_is_asked_for(qtbot: QtBot, look: Look) -> None:
    navigation = Navigation(look)
    qtbot.addWidget(navigation)
    navigation.take_page(Page.DIARY)
    rows = {row.accessibleName(): row for row in navigation.findChildren(NavigationRow)}
    with qtbot.waitSignal(navigation.page_requested) as asked:
        toggle(rows["Settings"])
    assert asked.args == [Page.SETTINGS]
    with qtbot.assertNotEmitted(navigation.page_requested):
        navigation.take_page(Page.IMPORT)


def test_a_tooltip_is_spoken_without_its_markup(qtbot: QtBot, look: Look) -> None:
    button = make_icon_button(look, "x", "Close A & <b>")
    qtbot.addWidget(button)
    root = QAccessible.queryAccessibleInterface(button)
    assert root.text(QAccessible.Text.Description) == "Close A & <b>"
    set_tip(button, "")
    assert (button.toolTip(), root.text(QAccessible.Text.Description)) == ("", "")
