"""The agenda's rows, their search, and the model that shows them."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot  # noqa: F401 (an application for the model)

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.occurrences import Status
from jointdesk.viewmodels.agenda import (
    TEXTS_ROLE,
    AgendaModel,
    AgendaRow,
    agenda_rows,
    full_row,
    matching,
    spoken_row,
    texts_of,
)
from jointdesk.viewmodels.allday import DayNote
from jointdesk.viewmodels.blocks import PlainWords, naming
from tests.sample_meetings import MONDAY, MeetingBuilder, day_of, pictured_week

WEEK = pictured_week()
TOLD = naming(WEEK.zone, WEEK.organisations)
ROWS = agenda_rows(WEEK.meetings, WEEK.days[0], WEEK.days[-1], TOLD, WEEK.marks)


def titles(rows: list[AgendaRow]) -> list[str]:
    return [texts_of(row, TOLD, WEEK.marks).title for row in rows]


class TestRows:
    """Meetings under the days on which they begin."""

    def test_a_day_has_a_heading_with_its_count(self) -> None:
        assert titles(ROWS)[0] == "Monday 14 December"
        assert (ROWS[0].meeting, ROWS[0].number, ROWS[0].severity) == (None, 6, Severity.RED)

    def test_all_day_items_come_first(self) -> None:
        assert titles(ROWS)[1:3] == ["Winter plan published", "System pressures call"]
        assert texts_of(ROWS[1], TOLD, WEEK.marks).times == "All day"

    def test_what_began_earlier_stands_under_the_first_day(self) -> None:
        leave = MeetingBuilder().all_day("CAL", "Leave", day_of(-3), day_of(2))
        heading, row = agenda_rows([leave], MONDAY, day_of(6), TOLD, WEEK.marks)
        assert heading.day == row.day == MONDAY

    def test_what_a_border_would_say_is_said_in_words(self) -> None:
        hold = MeetingBuilder().meeting(
            "CAL", "Stott", MONDAY, "9:00-10:00", "Town Hall", status=Status.HOLD
        )
        row = agenda_rows([hold], MONDAY, MONDAY, TOLD, WEEK.marks)[1]
        assert texts_of(row, TOLD, WEEK.marks).place == "Provisional, Town Hall"


NOTES = (
    DayNote(MONDAY, "Notice: Fees", "red", "decision/d1", PlainWords("Fees in full", "Fees, said")),
    DayNote(day_of(5), "Send letter", "amber", "task/t1", PlainWords()),
    DayNote(day_of(400), "Far away", "ok", "task/t2", PlainWords()),
)


class TestDeadlines:
    """Deadlines stand under their day, after what takes the whole day."""

    ROWS = agenda_rows(WEEK.meetings, WEEK.days[0], day_of(6), TOLD, WEEK.marks, NOTES)

    def test_they_follow_what_takes_the_whole_day_and_are_counted_apart(self) -> None:
        assert titles(self.ROWS)[1:4] == [
            "Winter plan published", "Notice: Fees", "System pressures call"
        ]  # fmt: skip
        heading = self.ROWS[0]
        assert (heading.number, heading.notes, heading.is_heading) == (6, 1, True)
        assert texts_of(heading, TOLD, WEEK.marks).times == "6 meetings, 1 deadline"

    def test_a_day_with_nothing_else_has_its_heading(self) -> None:
        assert titles(self.ROWS)[-2:] == ["Saturday 19 December", "Send letter"]
        assert texts_of(self.ROWS[-2], TOLD, WEEK.marks).times == "1 deadline"
        assert "Far away" not in titles(self.ROWS)

    def test_what_a_row_shows_says_and_tells(self) -> None:
        row = self.ROWS[2]
        texts = texts_of(row, TOLD, WEEK.marks)
        assert (texts.times, texts.icon, texts.tone) == ("Deadline", "flag", "red")
        assert spoken_row(row, TOLD, WEEK.marks) == "Fees, said"
        assert full_row(row, TOLD, WEEK.marks) == "Fees in full"

    def test_they_are_found_by_their_words(self) -> None:
        found = matching(self.ROWS, "letter SEND")
        assert titles(found) == ["Saturday 19 December", "Send letter"]
        assert [row.notes for row in found] == [1, 0]

    def test_the_keyboard_stops_at_them_and_they_are_no_conflict(self) -> None:
        model = AgendaModel()
        model.show(self.ROWS, TOLD, WEEK.marks)
        assert model.flags(model.index(2, 0)) & Qt.ItemFlag.ItemIsSelectable
        assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
        assert self.ROWS[model.next_conflict(0, 1) or 0].meeting is not None


class TestSearch:
    """Every word must be in title, place or tag."""

    def test_nothing_sought_is_everything(self) -> None:
        assert matching(ROWS, "  ") == ROWS

    def test_words_are_found_in_any_order_and_case(self) -> None:
        assert titles(matching(ROWS, "BOARD section")) == [
            "Tuesday 15 December",
            "Section 75 Partnership Board",
        ]

    def test_places_and_tags_are_found(self) -> None:
        assert "Directorate Management Team" in titles(matching(ROWS, "annexe cal"))

    def test_headings_count_what_is_found(self) -> None:
        found = matching(ROWS, "wellbeing")
        assert [row.number for row in found] == [1, 0]

    def test_nothing_found_leaves_no_headings(self) -> None:
        assert matching(ROWS, "zebra") == []


class TestModel:
    """The rows as Qt sees them."""

    def shown(self) -> AgendaModel:
        model = AgendaModel()
        model.show(list(ROWS), TOLD, WEEK.marks)
        return model

    def test_qt_accepts_it(self, qtmodeltester: object) -> None:
        model = self.shown()
        qtmodeltester.check(model)  # type: ignore[attr-defined]

    def test_headings_are_passed_over(self) -> None:
        model = self.shown()
        assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
        assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable

    def test_a_screen_reader_hears_what_a_block_says(self) -> None:
        model = self.shown()
        place = model.place_of(WEEK.meetings[-1].id)
        assert place is not None
        spoken = model.data(model.index(place), Qt.ItemDataRole.AccessibleTextRole)
        assert (
            spoken
            == "Focus time, Calderbourne and Wexmere, Friday 18 December 15:30 to 17:00, can move"
        )

    def test_searching_changes_rows_and_texts(self) -> None:
        model = self.shown()
        model.seek("wellbeing")
        assert model.rowCount() == 2
        assert model.data(model.index(1), TEXTS_ROLE).title == "Health and Wellbeing Board"
        model.seek("")
        assert model.rowCount() == len(ROWS)

    def test_it_goes_from_conflict_to_conflict(self) -> None:
        model = self.shown()
        first = model.next_conflict(-1, 1)
        assert first is not None
        assert model.data(model.index(first)) == "Corporate Leadership Team"
        second = model.next_conflict(first, 1)
        assert second is not None
        assert model.next_conflict(second, -1) == first
        assert model.next_conflict(first, -1) is None
