"""DIA-15: rest between two days, and a break within a day."""

import pytest

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import Span
from tests.diary.building import all_day, at, conflicts, meeting, only

COUNCIL = meeting("cal", "Full Council", "2026-12-17 18:30", "2026-12-17 22:00")


def morning(clock: str, day: str = "2026-12-18", **fields):
    return meeting("wex", "Call", f"{day} {clock}", f"{day} 11:00", **fields)


class TestRest:
    def test_under_eleven_hours(self):
        (found,) = conflicts(COUNCIL, morning("08:15"))
        assert (found.code, found.severity) == ("DIA-15", Severity.AMBER)
        assert (found.start, found.end) == (COUNCIL.end, at("2026-12-18 08:15"))
        assert found.participants == (COUNCIL.id, morning("08:15").id)
        assert found.message.startswith("Only 10 hours 15 minutes of rest")

    def test_eleven_hours_are_enough(self):
        assert conflicts(COUNCIL, morning("09:00")) == []

    def test_only_the_last_end_and_the_first_start_count(self):
        others = (
            meeting("cal", "Tea", "2026-12-17 19:00", "2026-12-17 19:30", counts=True),
            morning("10:00"),
        )
        found = only("DIA-15", COUNCIL, morning("08:15"), *others)
        assert [each.participants for each in found] == [(COUNCIL.id, morning("08:15").id)]

    def test_a_meeting_over_midnight_belongs_to_the_evening(self):
        night = meeting("cal", "Night", "2026-12-17 23:00", "2026-12-18 01:00")
        (found,) = conflicts(night, morning("10:00"))
        assert found.message.startswith("Only 9 hours of rest")

    def test_a_day_in_between_is_rest_enough(self):
        assert conflicts(COUNCIL, morning("08:15", "2026-12-19")) == []

    @pytest.mark.parametrize("idle", [{"leave": True}, {"busy": False}])
    def test_leave_and_free_time_are_rest(self, idle):
        assert only("DIA-15", COUNCIL, morning("08:15", **idle)) == []

    def test_all_day_items_are_no_meetings(self):
        assert only("DIA-15", COUNCIL, all_day("wex", "Conference", "2026-12-18")) == []

    def test_the_hour_lost_in_spring_is_no_rest(self):
        window = Span(at("2027-03-27"), at("2027-03-30"))
        evening = meeting("cal", "Evening", "2027-03-27 20:00", "2027-03-27 21:30")
        early = meeting("wex", "Early", "2027-03-28 09:00", "2027-03-28 10:00")
        (found,) = conflicts(evening, early, window=window)
        assert found.message.startswith("Only 10 hours 30 minutes of rest")

    def test_the_hour_won_in_autumn_is_rest(self):
        window = Span(at("2026-10-24"), at("2026-10-26"))
        evening = meeting("cal", "Evening", "2026-10-24 20:00", "2026-10-24 21:30")
        early = meeting("wex", "Early", "2026-10-25 07:30", "2026-10-25 09:00")
        assert conflicts(evening, early, window=window) == []


class TestBreak:
    def day(self, *spans: str):
        return [
            meeting("cal", f"M{n}", f"2026-12-16 {span[:5]}", f"2026-12-16 {span[6:]}")
            for n, span in enumerate(spans)
        ]

    def test_over_six_hours_without_twenty_minutes(self):
        sides = self.day("09:00-12:00", "12:19-15:01")
        (found,) = conflicts(*sides)
        assert (found.code, found.severity) == ("DIA-15", Severity.AMBER)
        assert (found.start, found.end) == (sides[0].start, sides[1].end)
        assert "without a break of 20 minutes" in found.message

    def test_twenty_minutes_are_a_break(self):
        assert conflicts(*self.day("09:00-12:00", "12:20-15:30")) == []

    def test_six_hours_are_not_over_six(self):
        assert conflicts(*self.day("09:00-12:00", "12:10-15:00")) == []

    def test_one_long_meeting_has_no_break_either(self):
        (found,) = conflicts(*self.day("09:00-15:01"))
        assert len(found.participants) == 2

    def test_each_stretch_is_one_conflict(self):
        found = only("DIA-15", *self.day("06:00-12:30", "13:00-19:30"))
        assert len(found) == 2

    def test_a_short_meeting_within_a_long_one_ends_nothing(self):
        found = only("DIA-15", *self.day("09:00-14:00", "09:10-09:20", "14:10-15:30"))
        assert len(found) == 1

    def test_a_stretch_and_too_little_rest_with_the_same_sides_are_two_conflicts(self):
        night = meeting("cal", "Night", "2026-12-16 17:00", "2026-12-17 00:30")
        found = only("DIA-15", night, morning("08:00", "2026-12-17"))
        assert len({each.id for each in found}) == 2
