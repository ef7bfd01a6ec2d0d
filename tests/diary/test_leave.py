"""DIA-12: leave that one diary does not know of, and meetings on bank holidays."""

import dataclasses
from datetime import date

import pytest

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.sources import Collection
from tests.diary.building import (
    COLLECTIONS,
    ORGANISATIONS,
    all_day,
    at,
    conflicts,
    copy,
    joint,
    meeting,
    only,
)

LEAVE = {"leave": True}
HOLIDAYS = {date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day (substitute)"}


class TestUnmatchedLeave:
    def test_one_conflict_for_each_day(self):
        away = all_day("wex", "Annual leave", "2026-12-21", 4, **LEAVE)
        found = conflicts(away)
        assert [each.code for each in found] == ["DIA-12"] * 4
        assert [each.participants[1] for each in found] == [
            f"2026-12-{day}" for day in (21, 22, 23, 24)
        ]
        assert {each.participants[0] for each in found} == {away.id}
        assert {each.org_ids for each in found} == {("wex", "cal")}
        assert {each.severity for each in found} == {Severity.AMBER}

    def test_leave_in_both_diaries_is_matched(self):
        days = ("2026-12-21", 4)
        ours, theirs = (all_day(org, "Leave", *days, **LEAVE) for org in ("cal", "wex"))
        assert conflicts(ours, theirs) == []

    def test_leave_merged_into_one_is_matched(self):
        span = (at("2026-12-21"), at("2026-12-22"))
        both = joint(*(copy(org, "Leave", *span, all_day=True, **LEAVE) for org in ("cal", "wex")))
        assert conflicts(both) == []

    def test_a_day_too_few_is_told(self):
        ours = all_day("cal", "Leave", "2026-12-21", 2, **LEAVE)
        theirs = all_day("wex", "Leave", "2026-12-21", 1, **LEAVE)
        assert [each.participants[1] for each in conflicts(ours, theirs)] == ["2026-12-22"]

    def test_weekends_need_no_leave(self):
        assert conflicts(all_day("wex", "Leave", "2026-12-19", 2, **LEAVE)) == []

    def test_a_weekend_with_a_meeting_in_the_other_diary_does(self):
        away = all_day("wex", "Leave", "2026-12-19", 2, **LEAVE)
        fair = meeting("cal", "Fair", "2026-12-19 10:00", "2026-12-19 12:00")
        (found,) = only("DIA-12", away, fair)
        assert (found.participants[1], found.severity) == ("2026-12-19", Severity.RED)

    def test_bank_holidays_need_no_leave(self):
        away = all_day("wex", "Leave", "2026-12-24", 2, **LEAVE)
        assert [each.participants[1] for each in conflicts(away, holidays=HOLIDAYS)] == [
            "2026-12-24"
        ]

    def test_leave_for_hours_is_compared_by_its_hours(self):
        away = meeting("wex", "Leave", "2026-12-21 13:00", "2026-12-21 17:00", **LEAVE)
        before = meeting("cal", "Board", "2026-12-21 11:00", "2026-12-21 12:00")
        during = meeting("cal", "Board", "2026-12-21 14:00", "2026-12-21 15:00")
        assert [each.severity for each in conflicts(away, before)] == [Severity.AMBER]
        assert [each.severity for each in conflicts(away, during)] == [Severity.RED]

    @pytest.mark.parametrize("idle", [{"tier": 4}, {"busy": False}, {"counts": False}])
    def test_movable_and_free_items_are_nothing_booked(self, idle):
        away = all_day("wex", "Leave", "2026-12-21", **LEAVE)
        focus = meeting("cal", "Focus", "2026-12-21 10:00", "2026-12-21 11:00", **idle)
        assert [each.severity for each in conflicts(away, focus)] == [Severity.AMBER]

    def test_leave_takes_no_part_in_clashes(self):
        away = all_day("wex", "Leave", "2026-12-21", **LEAVE)
        board = meeting("cal", "Board", "2026-12-21 10:00", "2026-12-21 11:00")
        assert {each.code for each in conflicts(away, board)} == {"DIA-12"}

    def test_a_partner_without_a_share_is_not_asked_for_leave(self):
        assert {each.org_ids for each in conflicts(all_day("cal", "L", "2026-12-21", **LEAVE))} == {
            ("cal", "wex")
        }
        assert conflicts(all_day("esk", "Leave", "2026-12-21", **LEAVE)) == []

    @pytest.mark.parametrize(
        "told",
        [
            Collection("wex", "wex", "busy times", "ics", free_busy_only=True),
            Collection("wex", "wex", "own", "local"),
        ],
    )
    def test_a_diary_that_says_nothing_of_leave_is_not_asked(self, told):
        away = all_day("cal", "Leave", "2026-12-21", **LEAVE)
        assert conflicts(away, collections=COLLECTIONS | {"wex": told}) == []

    def test_an_organisation_that_has_ended_needs_no_leave(self):
        ended = dataclasses.replace(ORGANISATIONS["wex"], ends=date(2026, 12, 1))
        away = all_day("cal", "Leave", "2026-12-21", **LEAVE)
        assert conflicts(away, organisations=ORGANISATIONS | {"wex": ended}) == []

    def test_a_masked_block_over_the_day_may_be_just_that_leave(self):
        away = all_day("cal", "Leave", "2026-12-21", **LEAVE)
        block = all_day("wex", "Busy (WEX)", "2026-12-21", masked=True, private=True)
        assert conflicts(away, block) == []

    def test_a_masked_block_over_part_of_it_is_not_and_tells_nothing(self):
        away = all_day("cal", "Leave", "2026-12-21", **LEAVE)
        hour = ("2026-12-21 10:00", "2026-12-21 11:00")
        block = meeting("wex", "Busy (WEX)", *hour, masked=True, private=True)
        assert [each.severity for each in conflicts(away, block)] == [Severity.AMBER]

    def test_any_other_event_over_the_day_is_no_leave(self):
        away = all_day("cal", "Leave", "2026-12-21", **LEAVE)
        conference = all_day("wex", "Conference", "2026-12-21")
        assert [each.severity for each in conflicts(away, conference)] == [Severity.RED]

    def test_long_leave_that_began_before_the_window_is_told_in_it(self):
        away = all_day("wex", "Leave", "2026-11-02", 40, **LEAVE)
        assert conflicts(away)[0].participants[1] == "2026-12-01"


class TestBankHolidays:
    def found(self, *meetings):
        return only("DIA-12", *meetings, holidays=HOLIDAYS)

    def test_one_conflict_for_each_meeting(self):
        call = meeting("wex", "Call", "2026-12-25 08:15", "2026-12-25 08:45")
        huddle = meeting("cal", "Huddle", "2026-12-25 08:50", "2026-12-25 09:15")
        found = self.found(call, huddle)
        assert [each.participants for each in found] == [(call.id,), (huddle.id,)]
        assert {each.severity for each in found} == {Severity.RED}
        assert found[0].message == "Call (WEX) is on a bank holiday, Fri 25 Dec (Christmas Day)"

    def test_the_day_before_is_none(self):
        eve = meeting("wex", "Call", "2026-12-24 22:00", "2026-12-25 00:00")
        assert self.found(eve) == []

    def test_a_meeting_that_runs_into_it_is_on_it(self):
        late = meeting("wex", "Call", "2026-12-24 22:00", "2026-12-25 00:30")
        assert [each.anchor for each in self.found(late)] == [at("2026-12-25")]

    def test_an_event_over_two_holidays_is_told_once(self):
        assert len(self.found(all_day("wex", "Conference", "2026-12-24", 6))) == 1

    @pytest.mark.parametrize("idle", [{"tier": 4}, {"busy": False}, {"leave": True}])
    def test_movable_free_and_leave_are_not_told(self, idle):
        call = meeting("wex", "Call", "2026-12-25 08:15", "2026-12-25 08:45", **idle)
        assert self.found(call) == []

    @pytest.mark.parametrize("title", ["Christmas Day", "Bank holiday", "CHRISTMAS DAY!"])
    def test_the_holidays_own_entry_is_not_told(self, title):
        assert self.found(all_day("wex", title, "2026-12-25")) == []

    def test_a_masked_meeting_may_be_movable_and_is_not_told(self):
        hour = ("2026-12-25 08:15", "2026-12-25 08:45")
        assert self.found(meeting("wex", "Busy (WEX)", *hour, masked=True, private=True)) == []
