"""The diary as a person uses it: looking, pointing, typing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.diary import DiaryWeek, build_page
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.diary import DiaryView
from jointdesk.widgets.diary_geometry import AIR, LEAST, WEEKEND, ZOOMS, Grid, Head
from jointdesk.widgets.diary_items import Item
from jointdesk.widgets.fonts import Fonts
from jointdesk.widgets.look import Look, with_theme
from tests.sample_meetings import (
    LONDON,
    MONDAY,
    ORGANISATIONS,
    MeetingBuilder,
    day_of,
    moment,
    pictured_week,
)

WEEK = pictured_week()
PAGE = build_page(WEEK)
NOW = moment(MONDAY, "9:20")
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> DiaryView:
    view = DiaryView(look)
    qtbot.addWidget(view)
    view.resize(906, 700)
    view.show_page(PAGE, NOW)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view


def item_of(view: DiaryView, title: str) -> Item:
    return next(item for item in view.selection.items if item.spoken.startswith(title))


def selected(view: DiaryView) -> str:
    item = view.selection.item
    return item.spoken.split(",")[0] if item else ""


def press(
    view: DiaryView, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(view, key, modifier)


def click(view: DiaryView, item: Item, twice: bool = False) -> None:
    act = QTest.mouseDClick if twice else QTest.mouseClick
    point = view.box_of(item).center()
    target = view.head_view if item.in_head else view.viewport()
    act(target, Qt.MouseButton.LeftButton, pos=point - target.pos())


class TestGeometry:
    """Days, hours and boxes."""

    def grid(self, page: object = PAGE, width: int = 896, hour: int = 58) -> Grid:
        return Grid(page, width, hour, Fonts())  # type: ignore[arg-type]

    def test_an_empty_weekend_is_narrow_and_the_other_days_share_the_rest(self) -> None:
        grid = self.grid()
        widths = [column.width for column in grid.columns]
        assert widths[5:] == [WEEKEND, WEEKEND]
        assert max(widths[:5]) - min(widths[:5]) <= 1
        assert sum(widths) + grid.gutter == 896

    def test_a_weekend_day_with_a_meeting_is_as_wide_as_others(self) -> None:
        fair = MeetingBuilder().meeting("CAL", "Fair", day_of(5), "10:00-12:00")
        page = build_page(replace(WEEK, meetings=(*WEEK.meetings, fair)))
        widths = [column.width for column in self.grid(page).columns]
        assert abs(widths[5] - widths[0]) <= 1
        assert widths[6] == WEEKEND

    def test_a_day_alone_takes_everything_even_on_a_weekend(self) -> None:
        page = build_page(replace(WEEK, days=(day_of(5),)))
        assert self.grid(page).columns[0].width == 896 - 56

    @pytest.mark.parametrize("hour", ZOOMS)
    def test_blocks_lie_inside_their_day_and_are_never_too_low(self, hour: int) -> None:
        grid = self.grid(hour=hour)
        for placed in (*grid.placed, *grid.behind):
            column = grid.columns[placed.day]
            assert placed.box.left() > column.x + AIR
            assert placed.box.right() < column.x + column.width - AIR
            assert placed.box.height() >= LEAST

    def test_a_block_lies_at_its_time(self) -> None:
        grid = self.grid()
        (team,) = [each for each in grid.placed if each.block.title == "Corporate Leadership Team"]
        assert team.box.top() == round(8.75 * 58) + 1
        assert team.box.bottom() == round(10.25 * 58) - 2
        assert grid.minute_at(team.box.top()) in range(524, 528)

    def test_a_journey_without_a_gap_lies_over_the_end_of_the_first_meeting(self) -> None:
        at = moment(MONDAY, "10:15")
        (journey, *_) = WEEK.journeys
        page = build_page(
            replace(WEEK, journeys=(journey._replace(start=at, end=at, available=0),))
        )
        (way,) = self.grid(page).behind[:1]
        assert way.box.height() == LEAST
        assert way.box.bottom() < round(10.25 * 58)

    def test_the_one_behind_keeps_a_line_for_itself(self) -> None:
        grid = self.grid()
        (fic,) = [each for each in grid.placed if each.block.title.startswith("Finance & I")]
        assert fic.clear == 27

    def test_twelve_at_once_become_columns_and_a_strip(self) -> None:
        make = MeetingBuilder()
        crowd = tuple(make.meeting("CAL", f"M{n}", MONDAY, "9:00-10:00") for n in range(12))
        grid = self.grid(build_page(DiaryWeek(WEEK.days, LONDON, ORGANISATIONS, crowd)))
        (strip,) = grid.strips
        assert len(grid.placed) + len(strip.blocks) == 12
        boxes = [each.box for each in grid.placed] + [strip.box]
        assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)

    def test_the_head_grows_with_its_bars_and_the_text(self) -> None:
        assert Head(self.grid(), Fonts()).height == 44 + 2 * 22 + 2 * AIR + 1
        empty = build_page(DiaryWeek(WEEK.days, LONDON))
        assert Head(self.grid(empty), Fonts()).height == 45
        assert Head(self.grid(empty), Fonts(1.5)).heading == 66


class TestPainting:
    """What is where on the screen."""

    def test_the_week_is_painted_once_and_then_copied(self, view: DiaryView) -> None:
        layer = view._layer
        assert layer is not None
        view.selection.step_time(1)
        view.verticalScrollBar().setValue(100)
        view.viewport().repaint()
        assert view._layer is layer

    @pytest.mark.parametrize("change", ["data", "size", "theme", "zoom"])
    def test_it_is_painted_again_when_it_would_look_different(
        self, view: DiaryView, change: str
    ) -> None:
        layer = view._layer
        changes = {
            "data": lambda: view.show_page(build_page(WEEK), NOW),
            "size": lambda: view.resize(700, 600),
            "theme": lambda: view.set_look(with_theme(view.look, ThemeName.DARK)),
            "zoom": lambda: view.zoom_by(1),
        }
        changes[change]()
        QApplication.processEvents()
        assert view._layer is not layer

    def test_off_hours_are_sunken_and_working_hours_paper(self, view: DiaryView) -> None:
        view.verticalScrollBar().setValue(0)
        image = view.viewport().grab().toImage()
        theme, grid = view.look.theme, view.grid
        assert grid is not None
        x = grid.columns[4].x + 60
        assert image.pixelColor(x, grid.y(7 * 60) + 20) == theme.sunken
        assert image.pixelColor(x, grid.y(10 * 60) + 5) == theme.surface
        assert image.pixelColor(grid.columns[5].x + 20, grid.y(10 * 60) + 5) == theme.sunken

    def test_the_now_line_lies_over_all_days_and_is_thick_today(self, view: DiaryView) -> None:
        assert view.grid is not None
        y = view.grid.y(560) - view.verticalScrollBar().value()
        image = view.viewport().grab().toImage()
        accent = view.look.theme.accent
        assert image.pixelColor(view.grid.columns[3].x + 5, y) == accent
        assert image.pixelColor(view.grid.columns[3].x + 5, y - 1) != accent
        assert image.pixelColor(view.grid.columns[0].x + 20, y - 1) == accent
        view.set_now(moment(day_of(-1), "9:20"))
        later = view.viewport().grab().toImage()
        assert later.pixelColor(view.grid.columns[3].x + 5, y) != accent

    def test_the_selected_block_has_a_ring_that_thins_without_the_keyboard(
        self, view: DiaryView, qtbot: QtBot
    ) -> None:
        item = item_of(view, "Complex placements")
        view.selection.take(item)
        box = view.box_of(item).translated(-view.viewport().pos())
        accent = view.look.theme.accent

        def ring() -> list[QColor]:
            image = view.viewport().grab().toImage()
            return [image.pixelColor(box.left() - reach, box.center().y()) for reach in (2, 3)]

        assert ring() == [accent, accent]
        view.clearFocus()
        assert ring()[0] == accent
        assert ring()[1] != accent

    def test_the_ring_of_a_bar_is_in_the_head(self, view: DiaryView) -> None:
        item = item_of(view, "Leave")
        view.selection.take(item)
        image = view.head_view.grab().toImage()
        assert image.pixelColor(item.box.center().x(), item.box.bottom() + 3) == (
            view.look.theme.accent
        )

    def test_the_day_with_conflicts_says_so_in_its_heading(self, view: DiaryView) -> None:
        assert view.head is not None
        box = view.head.heading_box(2)
        image = view.head_view.grab(QRect(box.right() - 45, box.y(), 40, box.height())).toImage()
        colours = {image.pixelColor(x, y).name() for x in range(40) for y in range(box.height())}
        assert view.look.theme.red.name() in colours

    def test_every_theme_and_mode_is_painted_without_complaint(
        self, view: DiaryView, any_look: Look
    ) -> None:
        view.set_look(any_look)
        for days in (WEEK.days[:1], WEEK.days[:5], WEEK.days):
            view.show_page(build_page(replace(WEEK, days=days)), NOW)
            for hour in ZOOMS:
                view.set_zoom(hour)
                assert view.grab().size() == QSize(906, 700)

    @pytest.mark.parametrize("size", [(1, 1), (80, 40), (300, 2000), (3000, 60)])
    def test_any_size_can_be_painted(self, view: DiaryView, size: tuple[int, int]) -> None:
        view.setMinimumSize(1, 1)
        view.resize(*size)
        view.selection.step_conflict(1)
        assert not view.grab().isNull()

    def test_an_empty_week_says_so(self, view: DiaryView) -> None:
        assert not PAGE.is_empty
        before = view.viewport().grab().toImage()
        page = build_page(DiaryWeek(WEEK.days, LONDON, ORGANISATIONS))
        assert (page.is_empty, page.nothing) == (True, "Nothing this week.")
        view.show_page(page, NOW)
        middle = view.viewport().rect().center()
        text = QRect(middle.x() - 30, middle.y() - 8, 60, 16)
        image = view.viewport().grab(text).toImage()
        colours = {image.pixelColor(x, y).name() for x in range(60) for y in range(16)}
        assert view.look.theme.ink2.name() in colours
        assert before != view.viewport().grab().toImage()

    def test_hostile_titles_are_only_text(self, view: DiaryView) -> None:
        make = MeetingBuilder()
        titles = ("<h1>big</h1>", "&amp; & &", "\u202eright to left", "a" * 5000, "\n\n", "%s %n")
        crowd = tuple(make.meeting("CAL", title, day_of(n), "9:00-10:00", title)
                      for n, title in enumerate(titles))  # fmt: skip
        page = build_page(DiaryWeek(WEEK.days, LONDON, ORGANISATIONS, crowd))
        view.show_page(page, NOW)
        view.grab()
        assert [block.title for day in page.days for block in day.meetings][:2] == [
            "<h1>big</h1>", "&amp; & &",
        ]  # fmt: skip

    def test_the_day_is_first_shown_from_the_hour_in_which_it_begins(self, view: DiaryView) -> None:
        assert view.verticalScrollBar().value() == 8 * 58 - 8


class TestKeyboard:
    """Everything is reached without a pointer."""

    def test_arrows_go_between_blocks_by_time_and_day(self, view: DiaryView) -> None:
        press(view, KEY.Key_Down)
        assert selected(view) == "ICB Executive Committee"  # what comes next today
        press(view, KEY.Key_Up)
        assert selected(view) == "Corporate Leadership Team"
        view.selection.take(item_of(view, "ICB Executive Committee"))
        press(view, KEY.Key_Right)
        assert selected(view) == "Directorate Management Team"
        press(view, KEY.Key_Left)
        assert selected(view) == "Corporate Leadership Team"

    def test_up_leads_into_the_band(self, view: DiaryView) -> None:
        view.selection.take(item_of(view, "System pressures call"))
        press(view, KEY.Key_Up)
        assert selected(view) == "All day"

    def test_enter_opens_and_space_selects(self, view: DiaryView, qtbot: QtBot) -> None:
        item = item_of(view, "Full Council")
        view.selection.take(item)
        with qtbot.waitSignal(view.meeting_opened) as opened:
            press(view, KEY.Key_Return)
        assert opened.args == [item.meeting_id]
        with qtbot.waitSignal(view.meeting_selected) as chosen:
            press(view, KEY.Key_Space)
        assert chosen.args == [item.meeting_id]

    def test_pages_and_today_are_asked_for(self, view: DiaryView, qtbot: QtBot) -> None:
        heard: list[object] = []
        view.page_requested.connect(heard.append)
        view.today_requested.connect(lambda: heard.append("today"))
        press(view, KEY.Key_PageDown)
        press(view, KEY.Key_PageUp)
        press(view, KEY.Key_Home)
        press(view, KEY.Key_T, CTRL)
        assert heard == [1, -1, "today", "today"]

    def test_j_goes_to_conflicts_and_asks_for_more(self, view: DiaryView) -> None:
        heard: list[int] = []
        view.conflict_requested.connect(heard.append)
        found = []
        for _ in range(8):
            press(view, KEY.Key_J)
            found.append(selected(view))
        assert found[:3] == [
            "Corporate Leadership Team", "ICB Executive Committee", "Section 75 Partnership Board",
        ]  # fmt: skip
        assert found[6:] == ["Full Council", "Full Council"]
        assert heard == [1]
        press(view, KEY.Key_J, SHIFT)
        assert selected(view) == "BCF working group"

    def test_letters_can_be_switched_off(self, view: DiaryView) -> None:
        view.has_letter_keys = False
        press(view, KEY.Key_J)
        assert selected(view) == ""

    def test_control_and_arrows_go_to_empty_slots(self, view: DiaryView) -> None:
        press(view, KEY.Key_Down, CTRL)
        assert view.selection.spoken_slot() == "Free, Monday 12:30, until 13:30"
        press(view, KEY.Key_Right)
        assert view.selection.spoken_slot() == "Free, Tuesday 12:30, until 14:00"
        press(view, KEY.Key_Escape)
        assert view.selection.slot is None

    def test_control_plus_and_minus_zoom_about_the_middle(self, view: DiaryView) -> None:
        heard: list[int] = []
        view.zoom_changed.connect(heard.append)
        assert view.grid is not None
        middle = view.verticalScrollBar().value() + view.viewport().height() // 2
        before = view.grid.minute_at(middle)
        press(view, KEY.Key_Plus, CTRL)
        middle = view.verticalScrollBar().value() + view.viewport().height() // 2
        assert abs(view.grid.minute_at(middle) - before) <= 2
        for _ in range(5):
            press(view, KEY.Key_Minus, CTRL)
        assert heard == [76, 58, 40]

    def test_what_is_selected_is_scrolled_into_view(self, view: DiaryView) -> None:
        view.resize(906, 320)
        view.verticalScrollBar().setValue(0)
        view.selection.take(item_of(view, "Full Council"), by_keyboard=True)
        top = view.box_of(item_of(view, "Full Council")).top()
        assert view.viewport().y() <= top < view.height()

    def test_the_diary_takes_its_keys_before_shortcuts_do(self, view: DiaryView) -> None:
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QKeyEvent

        def is_taken(key: Qt.Key, modifier: Qt.KeyboardModifier) -> bool:
            event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
            event.ignore()
            QApplication.sendEvent(view, event)
            return event.isAccepted()

        assert is_taken(KEY.Key_J, Qt.KeyboardModifier.NoModifier)
        assert is_taken(KEY.Key_Up, CTRL)
        assert not is_taken(KEY.Key_K, CTRL)
        assert not is_taken(KEY.Key_Up, Qt.KeyboardModifier.AltModifier)

    def test_control_i_tells_the_full_text_as_plain_text(self, view: DiaryView) -> None:
        view.selection.take(item_of(view, "Section 75"))
        press(view, KEY.Key_I, CTRL)
        tip = view.pointer.tip
        assert tip.isVisible()
        assert tip.textFormat() is Qt.TextFormat.PlainText
        assert tip.text().splitlines()[:3] == [
            "Section 75 Partnership Board",
            "Calderbourne and Wexmere",
            "Tuesday 15 December, 14:00–16:00",
        ]
        press(view, KEY.Key_Escape)
        assert not tip.isVisible()
        assert selected(view) == "Section 75 Partnership Board"

    def test_a_selection_is_kept_when_the_data_comes_again(self, view: DiaryView) -> None:
        view.selection.take(item_of(view, "Full Council"))
        view.show_page(build_page(pictured_week()), NOW)
        assert selected(view) == "Full Council"

    def test_a_meeting_that_is_awaited_is_selected_on_its_page(self, view: DiaryView) -> None:
        later = MeetingBuilder(900).meeting("CAL", "Later", day_of(7), "9:00-10:00")
        assert not view.select_meeting(later.id)
        days = tuple(day + timedelta(days=7) for day in WEEK.days)
        view.show_page(build_page(DiaryWeek(days, LONDON, ORGANISATIONS, (later,))), NOW)
        assert selected(view) == "Later"


class TestPointer:
    """Hover, click, double click, wheel."""

    def test_a_click_selects_and_a_double_click_opens(self, view: DiaryView, qtbot: QtBot) -> None:
        item = item_of(view, "Corporate Leadership Team")
        with qtbot.waitSignal(view.meeting_selected) as chosen:
            click(view, item)
        assert chosen.args == [item.meeting_id]
        with qtbot.waitSignal(view.meeting_opened) as opened:
            click(view, item, twice=True)
        assert opened.args == [item.meeting_id]

    def test_a_click_on_nothing_selects_nothing(self, view: DiaryView, qtbot: QtBot) -> None:
        view.selection.take(item_of(view, "Corporate Leadership Team"))
        with qtbot.waitSignal(view.meeting_selected) as chosen:
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        assert chosen.args == [""]

    def test_a_click_on_a_bar_selects_it(self, view: DiaryView) -> None:
        click(view, item_of(view, "Leave"))
        assert selected(view) == "Leave"

    def test_a_click_on_drift_selects_the_meeting(self, view: DiaryView) -> None:
        click(view, item_of(view, "WEX copy ends"))
        assert selected(view) == "Section 75 Partnership Board"

    def test_the_front_of_a_cascade_is_hit(self, view: DiaryView) -> None:
        click(view, item_of(view, "BCF working group"))
        assert selected(view) == "BCF working group"

    def test_hovering_shows_the_full_edge(self, view: DiaryView) -> None:
        item = item_of(view, "Directorate Management Team")
        box = view.box_of(item).translated(-view.viewport().pos())
        QTest.mouseMove(view.viewport(), box.center())
        QApplication.processEvents()
        image = view.viewport().grab().toImage()
        edge = view.look.theme.organisation(0).edge
        assert image.pixelColor(box.center().x(), box.top()) == edge

    def test_after_a_moment_the_full_text_shows(self, view: DiaryView, qtbot: QtBot) -> None:
        item = item_of(view, "Directorate Management Team")
        inside = view.box_of(item).center() - view.viewport().pos()
        QTest.mouseMove(view.viewport(), QPoint(20, 20))
        QTest.mouseMove(view.viewport(), inside)
        qtbot.waitUntil(view.pointer.tip.isVisible)
        assert view.pointer.tip.text().startswith("Directorate Management Team")

    def test_a_count_lists_what_it_stands_for(self, view: DiaryView, qtbot: QtBot) -> None:
        make = MeetingBuilder()
        crowd = tuple(make.meeting("CAL", f"R&D {n}", MONDAY, "11:30-12:30") for n in range(6))
        view.show_page(build_page(DiaryWeek(WEEK.days, LONDON, ORGANISATIONS, crowd)), NOW)
        count = item_of(view, "4 more meetings")
        assert count.spoken == "4 more meetings from 11:30, press Enter for the list"
        click(view, count)
        (menu,) = view.findChildren(QMenu)
        texts = [action.text() for action in menu.actions()]
        assert texts[0] == "11:30–12:30  R&&D 2"
        with qtbot.waitSignal(view.meeting_opened) as opened:
            menu.actions()[0].trigger()
        assert opened.args == [crowd[2].id]
        menu.close()

    def test_hidden_meetings_are_selected_by_the_count(self, view: DiaryView) -> None:
        make = MeetingBuilder()
        crowd = tuple(make.meeting("CAL", f"M{n}", MONDAY, "11:30-12:30") for n in range(6))
        view.show_page(build_page(DiaryWeek(WEEK.days, LONDON, ORGANISATIONS, crowd)), NOW)
        assert view.select_meeting(crowd[5].id)
        assert selected(view) == "4 more meetings from 11:30"

    def test_tips_vanish_with_the_focus(self, view: DiaryView) -> None:
        view.selection.take(item_of(view, "Section 75"))
        view.pointer.tell()
        view.clearFocus()
        assert not view.pointer.tip.isVisible()
