"""The page of bookings, driven like a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.booking_rows import Listing, Whose
from jointdesk.widgets.booking_questions import ConfirmQuestion, DeclineQuestion, MoveQuestion
from jointdesk.widgets.booking_sheet import FIELDS, FIND, HISTORY, TALK, TIMES
from jointdesk.widgets.bookings import BookingsPage
from jointdesk.widgets.look import Look
from tests.bookings_desk import Booked, booked, morning, open_bookings

__all__ = ["booked", "morning"]

INVITATION = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20261101T000000Z\n"
    "SUMMARY:Panel\nDTSTART:20270105T133000Z\nDTEND:20270105T150000Z\n"
    "ORGANIZER;CN=Regional office:mailto:office@region.example\nEND:VEVENT\nEND:VCALENDAR\n"
)


def page_of(qtbot: QtBot, look: Look, booked: Booked, width: int = 1220) -> BookingsPage:
    made = BookingsPage(look, booked.model, booked.actions, booked.finding)
    qtbot.addWidget(made)
    made.resize(width, 800)
    made.show()
    made.activateWindow()
    booked.settle()
    made.first_focus().setFocus()
    return made


@pytest.fixture
def page(qtbot: QtBot, look: Look, booked: Booked) -> Iterator[BookingsPage]:
    yield page_of(qtbot, look, booked)
    booked.settle()


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys on whatever has the keyboard."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)


def shown(page: BookingsPage) -> str:
    """Return the title on the sheet."""
    return page.sheet._title.text()  # noqa: SLF001 - what the sheet shows


def choose(page: BookingsPage, booked: Booked, title: str) -> None:
    page.show_booking(booked.card(title).id)
    booked.settle()


def step(page: BookingsPage, booked: Booked, name: str) -> None:
    QTest.mouseClick(page.sheet.steps[name], Qt.MouseButton.LeftButton)
    booked.settle()


def type_time(page: BookingsPage, booked: Booked, day: str, clock: str) -> None:
    another = page.sheet.slots.another
    another.day.setText(day)
    another.clock.setText(clock)
    booked.settle()
    QTest.keyClick(another.clock, Qt.Key.Key_Return)
    booked.settle()


def test_the_first_card_is_chosen_and_shown(page: BookingsPage) -> None:
    assert shown(page) == "Board paper: first read"
    assert page.board.columns[0].hasFocus()


def test_arrows_go_between_cards_and_columns(page: BookingsPage, booked: Booked) -> None:
    press(Qt.Key.Key_Down)
    booked.settle()
    assert shown(page) == "Fees: ways to fund year two"
    press(Qt.Key.Key_Right)
    booked.settle()
    assert page.board.columns[1].hasFocus()
    assert shown(page) in ("Care home fees: Cllr Stott", "Union meeting")
    assert not page.board.columns[0].selectionModel().hasSelection()
    press(Qt.Key.Key_Right, Qt.Key.Key_Left)
    booked.settle()
    assert page.board.columns[0].hasFocus()


def test_a_time_is_typed_chosen_by_its_number_and_held(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Fees")
    page.sheet.show_part(TIMES)
    assert not page.sheet.steps["hold"].isEnabled()
    type_time(page, booked, "tue 5 jan 2027", "13:30")
    assert page.sheet.slots.chosen() == ["2027-01-05T13:30"]
    type_time(page, booked, "Thu 7 Jan 2027", "12.30")
    page.first_focus().setFocus()
    press(Qt.Key.Key_2, Qt.Key.Key_1)
    assert page.sheet.slots.chosen() == []
    press(Qt.Key.Key_1, Qt.Key.Key_2)
    assert page.sheet.steps["hold"].text() == "Hold 1 and 2"
    step(page, booked, "hold")
    assert booked.said[-1].startswith("Held 2 times for “Fees: ways to fund year two”.")
    assert not page.sheet.steps["hold"].isEnabled()
    assert page.sheet.steps["hold"].toolTip() == "What is chosen is held already"
    assert shown(page) == "Fees: ways to fund year two"
    booked.undo()
    assert booked.card("Fees").facts.holds == 0


def test_what_a_typed_time_would_clash_with_is_said_at_once(
    page: BookingsPage, booked: Booked
) -> None:
    choose(page, booked, "Fees")
    page.sheet.show_part(TIMES)
    another = page.sheet.slots.another
    another.day.setText("16 Dec")
    another.clock.setText("10:00")
    booked.settle()
    assert another.clash.text().startswith("Clashes with ")
    another.clock.setText("25:00")
    assert another.clash.isHidden()
    another.add()
    assert another.problem.text == "“25:00” is no time of day, such as 14:00."
    another.clear()
    another.add()
    assert another.problem.text == "Say on which day."
    another.day.setText("someday")
    another.add()
    assert another.problem.text == "“someday” is no day."


def test_times_are_found_chosen_by_number_and_held(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Fees")
    assert page.sheet.parts.choice() == FIND
    assert booked.finding.chosen == (1, 2)
    page.first_focus().setFocus()
    press(Qt.Key.Key_2)
    assert booked.finding.chosen == (1,)
    page.sheet.finder.hold.click()
    booked.settle()
    assert booked.said[-1].startswith("Held 1 time for “Fees: ways to fund year two”.")
    assert page.sheet.parts.choice() == TIMES
    assert len(page.sheet.slots.rows) == 1
    step(page, booked, "find")
    assert page.sheet.parts.choice() == FIND


def test_a_found_time_is_taken_off(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Fees")
    page.sheet.show_part(TIMES)
    type_time(page, booked, "Tue 5 Jan 2027", "13:30")
    row = next(iter(page.sheet.slots.rows.values()))
    off = next(one for one in row.findChildren(QPushButton) if "off" in one.accessibleName())
    QTest.mouseClick(off, Qt.MouseButton.LeftButton)
    booked.settle()
    assert page.sheet.slots.rows == {}


def test_the_keyboard_stays_on_a_time_while_others_change_things(
    page: BookingsPage, booked: Booked
) -> None:
    choose(page, booked, "Care home")
    row = next(iter(page.sheet.slots.rows.values()))
    row.number.setFocus()
    booked.opened.model.announce()  # as after another person's change
    booked.settle()
    again = next(iter(page.sheet.slots.rows.values()))
    assert again is not row
    assert again.number.hasFocus()
    buttons = [one for one in page.sheet.findChildren(QPushButton) if one.isVisible()]
    chip = next(one for one in buttons if one.accessibleName().endswith(", change"))
    name = chip.accessibleName()
    chip.setFocus()
    booked.opened.model.announce()
    booked.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is not chip
    assert focused.accessibleName() == name


def test_confirming_asks_first_and_escape_takes_it_back(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Care home")
    page.sheet.slots.toggle(1)
    step(page, booked, "confirm")
    assert isinstance(page.sheet.question, ConfirmQuestion)
    press(Qt.Key.Key_Escape)
    assert page.sheet.question is None
    page.sheet.slots.confirmed.emit("2026-12-10T12:00")
    question = page.sheet.question
    assert isinstance(question, ConfirmQuestion)
    assert question.accessibleName() == "Confirm Thursday 10 December, 12:00–12:45?"
    question.answer()
    booked.settle()
    assert page.sheet.question is None
    assert booked.said[-1].startswith("Confirmed “Care home fees: Cllr Stott”: Thursday 10")
    assert [*page.sheet.steps] == ["move", "decline"]
    assert page.sheet.slots.chosen() == []
    page.sheet.slots.toggle(1)
    assert page.sheet.slots.chosen() == []


def test_declining_needs_a_reason(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Thornhallow")
    step(page, booked, "decline")
    question = page.sheet.question
    assert isinstance(question, DeclineQuestion)
    question.answer()
    assert page.sheet.question is question
    question.why.setText("They found another way")
    QTest.keyClick(question.why, Qt.Key.Key_Return)
    booked.settle()
    assert booked.said[-1] == "Declined “Thornhallow: nominations”."
    assert shown(page) != "Thornhallow: nominations"
    page.show_booking(next(one.id for one in booked.model.bookings.cards  # type: ignore[union-attr]
                           if one.title.startswith("Thorn")))  # fmt: skip
    booked.settle()
    assert booked.model.listing.whose is Whose.ENDED
    assert shown(page) == "Thornhallow: nominations"


def test_a_confirmed_booking_moves_to_a_typed_time(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Reablement")
    step(page, booked, "move")
    question = page.sheet.question
    assert isinstance(question, MoveQuestion)
    assert question.time.day.text() == "Tue 12 Jan 2027"
    question.time.clock.setText("16:00")
    booked.settle()
    question.answer()
    booked.settle()
    assert "to Tuesday 12 January, 16:00–17:00" in booked.said[-1]


def test_answers_are_noted_from_a_menu(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Care home")
    row = page.sheet.slots.rows["2026-12-08T12:00"]
    menu = row.answer_menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:3] == ["Cllr Stott: yes", "Cllr Stott: perhaps", "Cllr Stott: no"]
    menu.actions()[0].trigger()
    booked.settle()
    assert booked.sheet("Care home").slots[0].answers == "Cllr Stott: yes"


def test_a_single_hold_is_freed(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Care home")
    row = page.sheet.slots.rows["2026-12-08T12:00"]
    free = next(one for one in row.findChildren(QPushButton) if one.text() == "Free")
    QTest.mouseClick(free, Qt.MouseButton.LeftButton)
    booked.settle()
    assert booked.card("Care home").facts.holds == 1
    step(page, booked, "free")
    assert booked.card("Care home").facts.holds == 0


def test_a_chip_leads_to_its_field_and_a_wrong_value_is_refused_there(
    page: BookingsPage, booked: Booked
) -> None:
    choose(page, booked, "Fees")
    chip = next(one for one in page.sheet.findChildren(QPushButton) if one.text() == "By Fri 8 Jan")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == "By"
    field.setText("whenever")
    QTest.keyClick(field, Qt.Key.Key_Return)
    booked.settle()
    cell = next(box.cells["by"] for box in page.sheet.boxes if "by" in box.cells)
    assert cell.problem.startswith("“whenever” is no day")
    field.setText("15 Jan 2027")
    QTest.keyClick(field, Qt.Key.Key_Return)
    booked.settle()
    assert cell.problem == ""
    assert booked.card("Fees").booking.by is not None
    assert booked.said[-1] == "Saved “By”."


def test_a_comment_is_said_handed_over_and_the_draft_is_gone(
    page: BookingsPage, booked: Booked
) -> None:
    choose(page, booked, "Fees")
    page.first_focus().setFocus()
    press(Qt.Key.Key_C)
    talk = page.sheet.talk
    assert page.sheet.parts.choice() == TALK
    assert talk.text.hasFocus()
    talk.say()
    assert talk.problem.text == "Write something first."
    talk.text.setPlainText("Could you ask Anil?")
    assert not talk.hands_over.isEnabled()
    talk.to.setCurrentIndex(talk.to.findText("For Bridget Lyall"))
    talk.hands_over.setChecked(True)
    talk.say()
    booked.settle()
    assert booked.said[-1].startswith("Handed “Fees")
    assert talk.text.toPlainText() == ""
    assert page.sheet.parts.taken().text() == "Comments 1"


def test_the_other_pa_says_that_she_has_seen_it(
    page: BookingsPage, booked: Booked, qtbot: QtBot, look: Look, morning: Path, data_folder: Path
) -> None:
    choose(page, booked, "Fees")
    bridget = next(one for one in booked.model.bookings.people if "Bridget" in one.name)  # type: ignore[union-attr]
    booked.actions.note(booked.card("Fees").id, "Look, please", bridget.id, hands_over=False)
    booked.settle()
    with open_bookings(qtbot, morning, data_folder, "Bridget Lyall") as hers:
        hers_page = page_of(qtbot, look, hers)
        choose(hers_page, hers, "Fees")
        assert hers_page.sheet.parts._group.button(TALK).text() == "Comments 1, 1 new"  # noqa: SLF001
        hers_page.sheet.talk.seen_button.click()
        hers.settle()
        assert hers_page.sheet.talk.seen_button.isHidden()


def test_a_line_is_understood_while_it_is_typed_and_added(
    page: BookingsPage, booked: Booked
) -> None:
    press(Qt.Key.Key_N)
    assert page.new.line.hasFocus()
    QTest.keyClicks(page.new.line, "Budget 90 min by Fri 8 Jan 2027 /CAL from Cllr Stott")
    assert page.new.preview.text().startswith("“Budget”: 90 minutes, by Fri 8 Jan 2027")
    assert page.new.line.accessibleDescription() == page.new.preview.text()
    QTest.keyClick(page.new.line, Qt.Key.Key_Return)
    booked.settle()
    assert booked.said[-1] == "Added “Budget”."
    assert page.new.isHidden()
    assert shown(page) == "Budget"
    assert page.sheet.parts.choice() == FIELDS
    assert page.board.focus_target().hasFocus()  # the form that had the keyboard is gone


@pytest.mark.parametrize("words", ["", "which nothing has"])
def test_the_keyboard_goes_from_the_form_to_the_new_card(
    page: BookingsPage, booked: Booked, words: str
) -> None:
    """Where nothing is listed, the next control of the window is the button of who works here."""
    booked.model.show(Listing(words=words))
    page.begin_booking()
    page.new.line.setText("Budget /CAL")
    page.new.add_button.setFocus()
    QTest.keyClick(page.new.add_button, Qt.Key.Key_Space)
    booked.settle()
    assert shown(page) == "Budget"  # also where it was not among what was listed
    assert page.board.focus_target().hasFocus()


def test_who_goes_on_while_a_booking_is_added_is_left_there(
    page: BookingsPage, booked: Booked
) -> None:
    page.begin_booking()
    page.new.line.setText("Audit /CAL")
    page.new.add()
    page.bar.field.take_keyboard()
    before = QApplication.focusWidget()
    booked.settle()
    assert shown(page) == "Audit"
    assert QApplication.focusWidget() is before


def test_what_two_people_changed_at_once_stands_on_card_and_sheet_with_a_way_to_settle_it(
    page: BookingsPage, booked: Booked
) -> None:
    id_ = booked.card("").id
    choose(page, booked, booked.card("").title)
    booked.opened.change_elsewhere(id_, {"title": "Another title"})
    card = booked.model.card(id_)
    assert card is not None
    assert "Changed twice at once" in card.lines
    assert "Changed twice at once" in card.spoken
    settle = page.sheet.marks.findChild(QPushButton)
    assert settle is not None
    said = [mark.message for mark in page.sheet._sheet.marks]  # type: ignore[union-attr]  # noqa: SLF001
    assert settle.accessibleName() == f"Settle: {said[0]}"
    settle.setFocus()
    page._model.load()  # noqa: SLF001 - as after another's change
    booked.settle()
    assert settle.hasFocus()
    led: list[str] = []
    page.conflict_requested.connect(led.append)
    QTest.keyClick(settle, Qt.Key.Key_Space)
    assert led == [f"collision:{id_}"]


def test_a_line_that_is_not_clear_adds_nothing(page: BookingsPage, booked: Booked) -> None:
    page.begin_booking()
    page.new.add()
    assert page.new.problem.text == "Say what it is for."
    page.new.line.setText("Budget 5 Jan 2027 for 30 min and 40 min")
    page.new.add()
    assert page.new.problem.text
    booked.settle()
    assert len(booked.model.bookings.cards) == 9  # type: ignore[union-attr]
    press(Qt.Key.Key_Escape)
    assert page.new.isHidden()


def test_a_template_fills_what_the_line_does_not_say(page: BookingsPage, booked: Booked) -> None:
    page.begin_booking()
    template = page.new.template
    template.setCurrentIndex(template.findData("1:1"))
    template.activated.emit(template.currentIndex())
    assert page.new.line.text() == "One-to-one"
    template.setCurrentIndex(template.findData("board"))
    template.activated.emit(template.currentIndex())
    assert page.new.line.text() == "Board"
    assert "150 min" in page.new.preview.text()
    template.setCurrentIndex(template.findData("1:1"))
    template.activated.emit(template.currentIndex())
    page.new.line.setText("One-to-one with Perpetua")
    assert "45 min" in page.new.preview.text()
    page.new.add()
    booked.settle()
    assert booked.card("One-to-one with Perpetua").booking.minutes == 45


def dropped(page: QWidget, path: Path) -> QDropEvent:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, left, none)
    page.dragEnterEvent(enter)
    event = QDropEvent(QPointF(5, 5), action, mime, left, none)
    if enter.isAccepted():
        page.dropEvent(event)
    else:
        event.ignore()
    event.held = mime  # type: ignore[attr-defined]
    return event


def test_an_invitation_that_is_dropped_is_asked_about(
    page: BookingsPage, booked: Booked, tmp_path: Path
) -> None:
    file = tmp_path / "panel.ICS"
    file.write_text(INVITATION, encoding="utf-8")
    assert dropped(page, file).isAccepted()
    booked.settle()
    assert page.new.line.text() == "Panel"
    assert page.new.preview.text().startswith(
        "Asked by Regional office, Tuesday 5 January, 13:30–15:00, 90 min"
    )
    page.new.add()
    booked.settle()
    assert [one.words for one in booked.sheet("Panel").slots] == ["Tuesday 5 January, 13:30–15:00"]


def test_any_other_file_is_left_to_the_window(page: BookingsPage, tmp_path: Path) -> None:
    assert not dropped(page, tmp_path / "register.xlsx").isAccepted()


def test_the_list_sorts_and_keeps_what_is_chosen(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Union")
    booked.model.show(Listing(is_list=True))
    booked.settle()
    assert page.table.isVisible()
    assert page.table.currentIndex().data() == "Union meeting"
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert page.table.currentIndex().data() == "Union meeting"
    page.table.setFocus()
    press(Qt.Key.Key_Up)
    booked.settle()
    assert shown(page) == "Thornhallow: nominations"
    press(Qt.Key.Key_Return)
    assert page.sheet.isAncestorOf(QApplication.focusWidget())
    page.resize(820, 700)
    QApplication.processEvents()
    assert page.table.isColumnHidden(4)
    assert page.sheet.widget().minimumSizeHint().width() <= page.sheet.viewport().width()


def test_removing_goes_on_with_the_next_card(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Fees")
    press(Qt.Key.Key_Delete)
    booked.settle()
    assert booked.said[-1] == "Removed “Fees: ways to fund year two”."
    assert shown(page) == "Thornhallow: nominations"
    booked.undo()
    assert booked.card("Fees")


def test_filters_and_words_narrow_the_board(page: BookingsPage, booked: Booked) -> None:
    page.bar.whose.choice_changed.emit(Whose.OTHER)
    booked.settle()
    assert shown(page) == "Union meeting"
    page.bar.whose.choice_changed.emit(Whose.OLD)
    booked.settle()
    assert booked.model.nothing() == "No booking is getting old."
    assert page.sheet._whole.isHidden()  # noqa: SLF001 - no booking is shown
    assert page.first_focus() is page.toolbar.new
    booked.model.show(Listing(words="finance"))
    booked.settle()
    assert shown(page) == "Finance with Anil Thackeray"


def test_a_narrow_page_has_one_column(qtbot: QtBot, look: Look, booked: Booked) -> None:
    page = page_of(qtbot, look, booked, 900)
    assert page.board.columns[1].isHidden()
    choose(page, booked, "Finance")
    assert page.board.columns[0].currentIndex().isValid()
    page.resize(1220, 800)
    assert page.board.columns[1].isVisible()
    assert page.board.columns[1].currentIndex().isValid()


def test_every_part_looks_right_in_every_theme(
    qtbot: QtBot, any_look: Look, booked: Booked
) -> None:
    page = page_of(qtbot, any_look, booked)
    choose(page, booked, "Care home")
    for part in (FIND, TIMES, FIELDS, TALK, HISTORY):
        page.sheet.show_part(part)
        assert not page.grab().isNull()


def test_everything_one_can_press_has_a_name(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Care home")
    for button in page.findChildren(QPushButton):
        assert button.isHidden() or button.text() or button.accessibleName()
    for line in page.findChildren(QLineEdit):
        assert line.accessibleName() or line.parent().metaObject().className() == "QComboBox"


def test_without_a_choice_all_that_is_held_is_offered(page: BookingsPage, booked: Booked) -> None:
    choose(page, booked, "Care home")
    step(page, booked, "offer")
    assert booked.said[-1] == "Offered what is held for “Care home fees: Cllr Stott”."
    assert [one.pill for one in booked.sheet("Care home").slots] == ["Held, offered today"] * 2


def test_what_others_wrote_is_plain_text_and_never_widens_the_sheet(
    page: BookingsPage, booked: Booked
) -> None:
    orgs = [one.id for one in booked.model.bookings.organisations[:1]]  # type: ignore[union-attr]
    word = "<b>" + "x" * 300
    booked.actions.add(
        {"title": word, "orgs": [*orgs], "asked_by": word, "place": word, "purpose": word}
    )
    booked.settle()
    made = booked.card("<b>xxx").id
    booked.actions.keep(made, ["2027-01-05T13:30"])
    booked.actions.answer(made, word, "yes", "")
    booked.actions.note(made, f"{word}\n{word}", None, hands_over=False)
    booked.settle()
    for part in (FIND, TIMES, FIELDS, TALK, HISTORY):
        page.sheet.show_part(part)
        QApplication.processEvents()
        assert page.sheet.widget().minimumSizeHint().width() <= page.sheet.viewport().width()
    for what in ("decline", "confirm"):
        page.steps.do(what)
        QApplication.processEvents()
        assert page.sheet.widget().minimumSizeHint().width() <= page.sheet.viewport().width()


def test_all_of_a_card_is_told_where_the_pointer_rests(page: BookingsPage) -> None:
    column = page.board.columns[0]
    at = column.visualRect(column.currentIndex()).center()
    event = QHelpEvent(QEvent.Type.ToolTip, at, column.viewport().mapToGlobal(at))
    QApplication.sendEvent(column.viewport(), event)
    assert "Board paper: first read, Wexmere, asked for" in QToolTip.text()
    QToolTip.hideText()
