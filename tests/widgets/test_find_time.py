"""Find a time, as a person sees, hears and drives it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMenu,
    QPushButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.free_busy import BusyTime, FreeBusy
from jointdesk.domain.moments import DAY, HOUR, Span, parse_instant
from jointdesk.store.desk import open_desk as open_file
from jointdesk.store.free_busy import put_free_busy
from jointdesk.store.people import list_people
from jointdesk.store.records import list_records
from jointdesk.viewmodels.find_time import FindTimeModel
from jointdesk.widgets.find_time import FindTime
from jointdesk.widgets.look import Look
from tests.open_desk import OpenDesk, open_desk

KEY = Qt.Key


@pytest.fixture
def opened(qtbot: QtBot, demo_path: Path, data_folder: Path) -> Iterator[OpenDesk]:
    """The demo desk, on which Gareth Pym's time is known for two days."""
    with open_file(demo_path, data_folder=data_folder) as desk:
        pym = next(one for one in list_people(desk.connection) if one.name == "Gareth Pym")
        start = parse_instant("2027-01-04T00:00", desk.zone)
        busy = (BusyTime(start + 9 * HOUR, start + 12 * HOUR),)
        said = FreeBusy(pym.emails[0], "file", Span(start, start + 2 * DAY), busy, start)
        put_free_busy(desk, [said])
    with open_desk(qtbot, demo_path, data_folder) as found:
        yield found
        found.settle()


def fees(opened: OpenDesk) -> str:
    from jointdesk.store.reading import Reading

    reading = Reading(opened.model.path)
    found = [one for one in list_records(reading.connection, BOOKING) if "Fees" in one.title]
    reading.close()
    return found[0].id


def finder(qtbot: QtBot, look: Look, opened: OpenDesk, **more: bool) -> FindTime:
    made = FindTime(look, FindTimeModel(opened.model), **more)
    qtbot.addWidget(made)
    made.resize(720, 700)
    made.show()
    made.activateWindow()
    made.show_booking(fees(opened))
    opened.settle()
    made.grid.setFocus()
    return made


@pytest.fixture
def page(qtbot: QtBot, look: Look, opened: OpenDesk) -> FindTime:
    return finder(qtbot, look, opened)


def model_of(page: FindTime) -> FindTimeModel:
    return page._model  # noqa: SLF001 - what the page shows


def words(page: FindTime) -> str:
    QApplication.processEvents()  # what a layout has got is shown a moment later
    labels = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    buttons = [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
    return " | ".join([*labels, *buttons])


def press(page: FindTime, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.grid, key)


def test_it_paints_in_every_look(qtbot: QtBot, any_look: Look, opened: OpenDesk) -> None:
    page = finder(qtbot, any_look, opened)
    image = page.grid.grab().toImage()
    box = page.grid.box(f"best:{model_of(page).current}")
    edge = image.pixelColor(QPoint(box.left() + 1, box.center().y()) * image.devicePixelRatio())
    assert edge.name() == any_look.theme.accent.name()
    page.resize(330, 700)
    assert not page.grid.grab().isNull()


def test_everything_that_was_drawn_is_said_in_words(page: FindTime) -> None:
    told = words(page)
    for part in ("90 min", "By Fri 8 Jan", "Calderbourne Town Hall", "4 people", "Best times",
                 "Busy, CAL", "Busy, WEX", "Travel and working hours are counted in",
                 "Hold 1 and 2", "Diaries read"):  # fmt: skip
        assert part in told
    assert len(page.cards) == 3
    page.cards[1].hold.click()


def test_a_screen_reader_hears_times_and_lines(page: FindTime) -> None:
    interface = page.grid.accessible_interface()
    children = [interface.child(number) for number in range(interface.childCount())]
    names = [one.text(QAccessible.Text.Name) for one in children if one is not None]
    assert any(name.startswith("Best, ") and name.endswith("chosen") for name in names)
    assert any(name.startswith("Imogen Farrant. Monday 4 January") for name in names)
    assert any("Gareth Pym, required" in name and "not known" in name for name in names)
    assert interface.focusChild() is not None
    whole = interface.text(QAccessible.Text.Name)
    assert whole.startswith("Find a time: Monday 4 January, working hours 08:30 to 17:30")
    assert page.cards[1].hold.accessibleName().startswith("Hold ")
    assert page.cards[1].number.accessibleName().startswith("Chosen: Best, ")


def test_the_keyboard_goes_through_times_and_people(page: FindTime) -> None:
    model = model_of(page)
    assert model.picture is not None
    by_time = [one.number for one in sorted(model.picture.best, key=lambda one: one.slot)]
    press(page, *[KEY.Key_Left] * 3)
    assert model.current == by_time[0]
    press(page, KEY.Key_Right)
    assert (model.current, page.grid.current()) == (by_time[1], f"best:{by_time[1]}")
    press(page, KEY.Key_Down, KEY.Key_Down)
    assert page.grid.current() == "line:1"
    press(page, *[KEY.Key_Up] * 5)
    assert page.grid.current() == "line:0"
    press(page, KEY.Key_3)
    assert 3 in model.chosen
    press(page, KEY.Key_Space)
    assert 3 not in model.chosen
    press(page, KEY.Key_PageDown, KEY.Key_PageUp)
    assert model.page == 0


def test_numbers_choose_wherever_the_keyboard_is(page: FindTime) -> None:
    model = model_of(page)
    page.cards[1].hold.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, KEY.Key_2)
    assert model.chosen == (1,)
    assert page.hold.text() == "Hold 1"
    assert page.cards[1].hold.hasFocus()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, KEY.Key_1, Qt.KeyboardModifier.NoModifier)
    override.ignore()
    QApplication.sendEvent(page, override)
    assert override.isAccepted()
    QTest.keyClick(focused, KEY.Key_9)
    assert model.chosen == (1,)


def test_times_are_held_one_by_one_and_together(page: FindTime) -> None:
    held: list[list[str]] = []
    page.held.connect(held.append)
    model = model_of(page)
    page.cards[2].hold.click()
    page.hold.click()
    press(page, KEY.Key_Return)
    first, second = model.slots()
    assert held == [[second], [first, second], [first]]
    press(page, KEY.Key_1, KEY.Key_2)
    assert not page.hold.isEnabled()


def test_the_pointer_finds_times_lines_and_words(page: FindTime, qtbot: QtBot) -> None:
    model, grid = model_of(page), page.grid
    number = 2 if model.best(2).page == model.page else 1  # type: ignore[union-attr]
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.box(f"best:{number}").center())
    assert model.current == number
    QTest.mouseClick(grid, Qt.MouseButton.RightButton, pos=QPoint(5, 70))
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.box("line:2").center())
    places = grid.places
    days = model.days
    assert days is not None
    box = days.lines[0].boxes[0]
    middle = places.box(0, box.day, box.start, box.end).center()
    assert grid.words_at(middle) == f"Imogen Farrant: {box.words}"
    assert "working hours" in grid.words_at(QPointF(places.left + 5, 5))
    unknown = next(line for line in days.lines if line.unknown)
    row = days.lines.index(unknown)
    day, start, end = unknown.unknown[0]
    here = places.box(row, day, max(start, 480), min(end, 1080)).center()
    assert grid.words_at(here) == f"{unknown.name}: not known"
    assert grid.words_at(QPointF(3, 3)) == ""
    assert grid.words_at(QPointF(3, places.row(0).center().y())) == days.lines[0].spoken
    badge = model.best(number)
    assert badge is not None
    on = places.badge(badge.day, badge.start, badge.end).center()
    assert grid.words_at(on) == badge.spoken
    for point in (on.toPoint(), QPoint(3, 3)):
        QApplication.sendEvent(grid, QHelpEvent(QEvent.Type.ToolTip, point, QPoint(9, 9)))
    QToolTip.hideText()


def test_a_card_is_looked_at_and_chosen_by_pointer(page: FindTime, qtbot: QtBot) -> None:
    model = model_of(page)
    QTest.mouseClick(page.cards[3], Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    qtbot.waitUntil(lambda: model.current == 3)
    page.cards[3].number.click()
    qtbot.waitUntil(lambda: 3 in model.chosen)
    assert page.hold.text() == "Hold 1, 2 and 3"


def test_chips_lead_to_what_they_stand_for(page: FindTime) -> None:
    wanted: list[str] = []
    page.field_wanted.connect(wanted.append)
    chips = [
        one for one in page.findChildren(QPushButton) if one.accessibleName().endswith("change")
    ]
    for chip in chips:
        chip.click()
    assert wanted == ["minutes", "by", "place", "attendees"]


def test_chips_may_stand_elsewhere(qtbot: QtBot, look: Look, opened: OpenDesk) -> None:
    page = finder(qtbot, look, opened, has_chips=False)
    assert "90 min" not in words(page)


def test_a_long_search_shows_a_line_and_what_was_found_before(
    page: FindTime, opened: OpenDesk
) -> None:
    model = model_of(page)
    model.load()
    page._timer.timeout.emit()  # noqa: SLF001 - it has taken long
    accent = page._look.theme.accent.name()  # noqa: SLF001
    assert accent in page._loading.styleSheet()  # noqa: SLF001
    assert len(page.cards) == 3
    opened.settle()
    assert accent not in page._loading.styleSheet()  # noqa: SLF001


def test_nothing_is_sought_while_it_is_hidden(page: FindTime, opened: OpenDesk) -> None:
    model = model_of(page)
    page.hide()
    model.load()
    opened.settle()
    assert not model.is_loading
    page.show()
    opened.settle()
    assert len(page.cards) == 3
    page.show_booking("")
    assert page.cards == {}
    assert not page.grid.isVisible()
    assert page.grid.name("") == "Find a time: no days to show"
    assert page.grid.words_at(QPointF(1, 1)) == ""
    press(page, KEY.Key_Left, KEY.Key_Down, KEY.Key_Return, KEY.Key_F)


def test_where_nothing_fits_it_says_so_with_ways_on(
    qtbot: QtBot, look: Look, opened: OpenDesk, demo_path: Path, data_folder: Path
) -> None:
    from tests.viewmodels.test_find_time import booking

    long = booking(
        demo_path, data_folder, title="Long", minutes=300, after="2026-12-14", by="2026-12-15"
    )
    page = finder(qtbot, look, opened)
    page.show_booking(long)
    opened.settle()
    told = words(page)
    assert "No time fits before Tuesday 15 December." in told
    assert "Look further" in told
    assert page.shorten.text().startswith("Use ")
    page.shorten.click()
    opened.settle()
    assert page.cards
    assert "Look further" not in words(page)


def test_diaries_that_are_too_old_are_said_to_be(
    qtbot: QtBot, look: Look, opened: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINTDESK_NOW", "2026-12-18T09:20:00+00:00")
    told = words(finder(qtbot, look, opened))
    assert "The CAL diary is from Mon 14 Dec at 09:20" in told


# Who is not known


def dialog_of(widget: QWidget) -> QFileDialog:
    """The dialogue that is open; it does not block the window."""
    (found,) = [one for one in widget.findChildren(QFileDialog) if one.isVisible()]
    return found


def test_it_says_of_whom_not_all_is_known_with_ways_on(
    page: FindTime, opened: OpenDesk, tmp_path: Path
) -> None:
    line = page.unknown
    assert line.words.text().startswith("Not known in full: Cllr Maureen Stott, Anil Thackeray")
    file = tmp_path / "stott.ifb"
    start, end = "20270101T000000Z", "20270201T000000Z"
    file.write_text(
        f"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nDTSTART:{start}\nDTEND:{end}\n"
        "FREEBUSY:20270105T090000Z/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR\n"
    )
    menu = line.whose_menu()
    whose = {one.text(): one for one in menu.actions()}
    whose["Whose the file says"].trigger()
    dialog_of(line).reject()  # and no file is chosen
    whose["Cllr Maureen Stott"].trigger()
    dialog_of(line).fileSelected.emit(str(file))
    dialog_of(line).close()
    opened.settle()
    assert opened.said[-1].startswith("Read when ")
    QApplication.processEvents()
    assert "Cllr Maureen Stott" not in line.words.text()
    menu.close()
    line.open.click()
    for one in line.findChildren(QMenu):
        one.close()


def test_servers_are_asked_beside_the_worker(page: FindTime, opened: OpenDesk) -> None:
    page.unknown.ask.click()
    assert not page.unknown.ask.isEnabled()
    model_of(page).ask_others()  # it is on its way
    opened.settle()
    assert page.unknown.ask.isEnabled()
    assert opened.said == ["No connected server answers when people are busy."]
    page.show_booking("")
    assert page.unknown.isHidden()
    model_of(page).ask_others()
