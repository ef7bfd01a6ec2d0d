"""One conflict in full: how pressing, a picture by the hour, the ways out, what was said."""

from pathlib import Path

import pytest

from jointdesk.domain.conflicts import Resolution, Scope
from jointdesk.domain.moments import DAY
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.history import ItemChange
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.conflict_detail import (
    Act,
    ConflictDetail,
    detail_of,
    time_left,
)
from jointdesk.viewmodels.conflict_history import history_of, without_codes
from jointdesk.viewmodels.conflict_list import ConflictDesk, Tab, read_conflicts, rows_of


@pytest.fixture
def desk(demo_path: Path) -> ConflictDesk:
    reading = Reading(demo_path)
    try:
        return read_conflicts(reading, audience_of(reading, acting_person(reading, "").id))
    finally:
        reading.close()


def detail_titled(desk: ConflictDesk, title: str) -> ConflictDetail:
    (row,) = [row for row in rows_of(desk, Tab.OPEN) if row.title == title]
    return detail_of(row, row.ids[0], desk)


class TestDetail:
    def test_two_boards_at_once(self, desk: ConflictDesk) -> None:
        detail = detail_titled(desk, "Two meetings you must attend")
        assert detail.status == "Must act, two days left"
        assert detail.headline == "Two protected meetings need you at the same time"
        assert "DIA" not in detail.sentence
        assert [way.how for way in detail.ways] == [
            Resolution.DEPUTY,
            Resolution.MOVED,
            Resolution.DECLINED,
        ]

    def test_the_picture_has_every_meeting_and_full_hours_around_them(
        self, desk: ConflictDesk
    ) -> None:
        picture = detail_titled(desk, "Two meetings you must attend").picture
        assert picture is not None
        assert [lane.block.times for lane in picture.lanes] == ["09:30–12:00", "10:00–12:30"]
        assert (picture.last - picture.first) // 3600 == 4
        assert picture.clash.end - picture.clash.start == 2 * 3600

    def test_copies_that_differ_are_drawn_and_compared(self, desk: ConflictDesk) -> None:
        detail = detail_titled(desk, "Copies differ: Section 75 Partnership Board")
        assert detail.picture is not None
        assert detail.copies is not None
        assert [lane.block.codes for lane in detail.picture.lanes] == [("CAL",), ("WEX",)]
        assert detail.copies.compare[0].differs
        assert detail.ways[-1].act is Act.SPLIT

    def test_a_conflict_of_records_says_what_rule_and_what_to_do(self, desk: ConflictDesk) -> None:
        detail = detail_titled(desk, "Decided twice")
        assert detail.status == "Must act"
        assert detail.headline == "Decided, or referred to, twice by one body"
        assert "WEX-2026-061 and WEX-2026-068" in detail.sentence
        assert detail.sentence.endswith("supersede or revoke the other.")
        assert (detail.picture, detail.copies, detail.meeting_id, detail.day) == (
            None,
            None,
            "",
            None,
        )
        assert [way.how for way in detail.ways] == [Resolution.MOVED]
        assert [reach.name for reach in detail.reaches] == ["Only this"]

    def test_leave_over_whole_days_has_no_picture_by_the_hour(self, desk: ConflictDesk) -> None:
        assert detail_titled(desk, "Leave in one diary only").picture is None

    def test_one_may_speak_of_one_time_of_all_listed_and_of_the_series(
        self, desk: ConflictDesk
    ) -> None:
        detail = detail_titled(desk, "Wexmere House, 20 min short")
        one, listed, series = detail.reaches
        assert (one.name, one.ids) == ("Only Mon 14 Dec", (detail.id,))
        assert (listed.name, listed.ids) == ("All 8 listed", detail.ids)
        assert series.scope is Scope.SERIES
        assert detail.mute_reaches[-1].scope is Scope.COLLECTION

    @pytest.mark.parametrize(
        ("days", "told"), [(-1, "under way"), (0, "under way"), (2, "two days left"), (12, "12 da")]
    )
    def test_time_left(self, desk: ConflictDesk, days: int, told: str) -> None:
        assert time_left(desk.now + days * DAY, desk).startswith(told)


class TestHistory:
    def test_a_settlement_and_its_reason_are_one_line(self, desk: ConflictDesk) -> None:
        tom = next(person for person in desk.people if person.name.startswith("Tom"))
        changes = [
            ItemChange(desk.now, "x", "Imogen", "", "Assigned DIA-08", "s", {}, {"owner": tom.id}),
            ItemChange(
                desk.now, "x", "Imogen", "", "Assigned DIA-08", "r", {}, {"reason": "Ask <b>"}
            ),
        ]
        (line,) = history_of(changes, desk)
        assert line.when == "Mon 14 Dec 09:20"
        assert line.what == "Assigned to Tom Adeyemi by Imogen: Ask <b>"

    def test_codes_never_stand_in_a_sentence(self) -> None:
        assert without_codes("Settled DIA-04, DIA-08 as moved") == "Settled as moved"
        assert without_codes("Assigned DEC-01, TSK-04") == "Assigned"
