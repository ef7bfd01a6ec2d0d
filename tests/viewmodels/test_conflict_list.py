"""Conflicts as rows: what repeats stands together, and every row says what, when and who."""

from dataclasses import replace
from pathlib import Path

import pytest

from jointdesk.domain.conflicts import JudgedConflict, Resolution, Settlement, Severity, State
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.conflict_list import (
    ConflictDesk,
    ConflictRow,
    Tab,
    grouped,
    nothing_words,
    read_conflicts,
    rows_of,
)


@pytest.fixture
def desk(demo_path: Path) -> ConflictDesk:
    reading = Reading(demo_path)
    try:
        return read_conflicts(reading, audience_of(reading, acting_person(reading, "").id))
    finally:
        reading.close()


def row_titled(desk: ConflictDesk, title: str, tab: Tab = Tab.OPEN) -> ConflictRow:
    (found,) = [row for row in rows_of(desk, tab) if row.title == title]
    return found


def settled(desk: ConflictDesk, row: ConflictRow, state: State) -> ConflictDesk:
    """The same desk after somebody settled every conflict of a row."""

    def judge(judged: JudgedConflict) -> JudgedConflict:
        if judged.conflict.id not in row.ids:
            return judged
        settlement = Settlement("s", "", (), "", state, 0, how=Resolution.MOVED)
        return replace(judged, state=state, settlement=settlement)

    entries = tuple(entry._replace(judged=judge(entry.judged)) for entry in desk.entries)
    return desk._replace(entries=entries)


class TestRows:
    def test_what_repeats_is_one_row_with_its_next_time_first(self, desk: ConflictDesk) -> None:
        row = row_titled(desk, "Wexmere House, 20 min short")
        assert len(row.entries) == 8
        assert row.when == "Today 10:15–10:30, and every Monday"
        assert row.codes == ("CAL", "WEX")

    def test_the_most_severe_come_first_each_in_time_order(self, desk: ConflictDesk) -> None:
        rows = rows_of(desk, Tab.OPEN)
        rank = [list(Severity).index(row.severity) for row in rows]
        assert rank == sorted(rank)
        red = [row.entries[0].judged.conflict.start or 0 for row in rows if not rank[0]]
        assert red[:8] == sorted(red[:8])

    def test_days_that_follow_each_other_are_a_range(self, desk: ConflictDesk) -> None:
        assert row_titled(desk, "Leave in one diary only").when == "21–24 Dec"

    def test_meetings_on_bank_holidays_are_one_row(self, desk: ConflictDesk) -> None:
        row = row_titled(desk, "Meetings on bank holidays")
        assert row.when == f"Fri 25 Dec 08:15–08:45, and {len(row.entries) - 1} more"

    def test_a_screen_reader_hears_the_whole_row(self, desk: ConflictDesk) -> None:
        row = row_titled(desk, "Two meetings you must attend")
        assert row.spoken == (
            "Must act, Two meetings you must attend, Wednesday 16 December 10:00,"
            " Calderbourne and Wexmere, no owner, 3 of 37"
        )

    def test_conflicts_of_records_follow_those_with_a_time_and_name_the_records(
        self, desk: ConflictDesk
    ) -> None:
        row = row_titled(desk, "Decisions differ")
        assert row.when == "CAL-2026-109 and WEX-2026-066"
        assert row.spoken.startswith(
            "Must act, Decisions differ, CAL-2026-109 and WEX-2026-066, Calderbourne and Wexmere"
        )
        rows = [one for one in rows_of(desk, Tab.OPEN) if one.severity is Severity.RED]
        timeless = [one.entries[0].judged.conflict.start is None for one in rows]
        assert timeless == sorted(timeless)
        assert row_titled(desk, "No quorum without you: Section 75 Partnership Board")

    def test_every_conflict_is_in_exactly_one_row(self, desk: ConflictDesk) -> None:
        ids = [id_ for tab in Tab for row in rows_of(desk, tab) for id_ in row.ids]
        assert sorted(ids) == sorted(entry.id for entry in desk.entries)


class TestTabs:
    def test_settled_conflicts_leave_the_open_ones_and_say_how(self, desk: ConflictDesk) -> None:
        row = row_titled(desk, "Two meetings you must attend")
        after = settled(desk, row, State.RESOLVED)
        assert row.ids not in [each.ids for each in rows_of(after, Tab.OPEN)]
        assert row_titled(after, row.title, Tab.SETTLED).who == "Moved"

    def test_only_conflicts_that_stand_alike_are_one_group(self, desk: ConflictDesk) -> None:
        row = row_titled(desk, "Wexmere House, 20 min short")
        first, *others = (entry.judged for entry in row.entries)
        groups = grouped([replace(first, state=State.ASSIGNED, owner="tom"), *others])
        assert sorted(map(len, groups)) == [1, 7]

    def test_an_empty_list_says_since_when_that_is_known(self, desk: ConflictDesk) -> None:
        assert nothing_words(desk, Tab.OPEN) == (
            "No open conflicts in the next eight weeks. Both diaries were read at 09:20."
        )

    def test_a_diary_that_was_never_read_is_told(self, desk: ConflictDesk) -> None:
        unread = desk._replace(read_at=(desk.now, None))
        assert nothing_words(unread, Tab.OPEN).endswith("Not every diary has been read yet.")
