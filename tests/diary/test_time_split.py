"""Where the time of a week, a month or a quarter went, against what is agreed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.diary.time_split import (
    Days,
    Period,
    Report,
    days_of,
    method,
    part_words,
    report,
    span_words,
    split_of_span,
)
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import HOUR, Span
from tests.diary.building import ORGANISATIONS, at, context, copy, joint, meeting

WEEK = Days(date(2026, 12, 14), date(2026, 12, 21))
DECEMBER = Days(date(2026, 12, 1), date(2027, 1, 1))


def part(org: str, start: str, end: str, **fields: object) -> Meeting:
    return meeting(org, f"{org} {start}", f"2026-12-{start}", f"2026-12-{end}", **fields)


def of(*meetings: Meeting, days: Days = WEEK, **changes: object) -> Report:
    return report(meetings, context(**changes), days)


class TestPeriods:
    @pytest.mark.parametrize(
        ("period", "first", "last"),
        [
            (Period.WEEK, date(2026, 12, 14), date(2026, 12, 21)),
            (Period.MONTH, date(2026, 12, 1), date(2027, 1, 1)),
            (Period.QUARTER, date(2026, 10, 1), date(2027, 1, 1)),
        ],
    )
    def test_a_day_lies_in_its_week_month_and_quarter(
        self, period: Period, first: date, last: date
    ) -> None:
        assert days_of(period, date(2026, 12, 16)) == Days(first, last)

    @given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.sampled_from(Period))
    @settings(max_examples=100, deadline=None)
    def test_periods_follow_each_other_without_a_gap(self, day: date, period: Period) -> None:
        found = days_of(period, day)
        assert found.first <= day < found.last
        assert days_of(period, found.last).first == found.last

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (DECEMBER, "December 2026"),
            (Days(date(2026, 10, 1), date(2027, 1, 1)), "October to December 2026"),
            (WEEK, "14 to 20 December 2026"),
            (Days(date(2026, 11, 30), date(2026, 12, 7)), "30 November to 6 December 2026"),
            (Days(date(2026, 12, 28), date(2027, 1, 4)), "28 December 2026 to 3 January 2027"),
            (Days(date(2026, 12, 7), date(2026, 12, 8)), "Monday 7 December 2026"),
        ],
    )
    def test_days_have_words(self, days: Days, words: str) -> None:
        assert span_words(days) == words

    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            (date(2026, 12, 7), date(2026, 12, 14), "7 to 13 Dec"),
            (date(2026, 11, 30), date(2026, 12, 7), "30 Nov to 6 Dec"),
            (date(2026, 12, 7), date(2026, 12, 8), "Mon 7 Dec"),
        ],
    )
    def test_parts_have_short_ones(self, first: date, last: date, words: str) -> None:
        assert part_words(Days(first, last)) == words


class TestReport:
    def test_hours_shares_and_their_difference(self) -> None:
        found = of(part("cal", "14 09:00", "14 12:00"), part("wex", "15 09:00", "15 10:00"))
        cal, wex = found.whole.shares
        assert (cal.hours, cal.percent, cal.agreed, cal.difference) == (3, 75, 50, 25)
        assert (wex.hours, wex.percent, wex.agreed, wex.difference) == (1, 25, 50, -25)
        assert found.spoken == ("Council 75 per cent, agreed 50; NHS body 25 per cent, agreed 50")

    def test_a_week_has_its_days_and_a_month_its_weeks_cut_to_the_month(self) -> None:
        days = of().parts
        assert [each.days.first.day for each in days] == [14, 15, 16, 17, 18, 19, 20]
        weeks = of(days=DECEMBER)
        assert not weeks.is_daily
        assert [(each.days.first.day, each.days.last.day) for each in weeks.parts] == [
            (1, 7), (7, 14), (14, 21), (21, 28), (28, 1)
        ]  # fmt: skip

    def test_the_parts_come_to_the_whole(self) -> None:
        meetings = [part("cal", f"{day} 09:00", f"{day} 11:30") for day in range(14, 19)]
        meetings += [part("wex", f"{day} 11:00", f"{day} 13:00") for day in range(14, 19)]
        found = of(*meetings)
        for place in (0, 1):
            parts = sum(each.shares[place].seconds for each in found.parts)
            assert parts == pytest.approx(found.whole.shares[place].seconds)
        assert found.whole.seconds == 20 * HOUR
        assert sum(each.joint for each in found.parts) == found.whole.joint == 5 * HOUR / 2

    def test_joint_time_travel_and_time_for_others_are_told_apart(self) -> None:
        span = ("2026-12-15 14:00", "2026-12-15 16:00")
        both = joint(*(copy(org, "Board", *span, site_id="s3") for org in ("cal", "wex")))
        found = of(
            part("cal", "15 09:00", "15 10:00", site_id="s1"),
            both,
            part("esk", "15 17:00", "15 18:00"),
        ).whole
        assert (found.joint / HOUR, found.travel / HOUR, found.others / HOUR) == (2.5, 0.5, 1)
        assert [one.hours for one in found.shares] == [2.2, 1.2]

    def test_a_day_without_time_has_no_shares(self) -> None:
        found = of()
        assert [(one.percent, one.difference) for one in found.whole.shares] == [(None, None)] * 2
        assert found.spoken == "No time is in the diaries."

    def test_with_nothing_agreed_only_those_with_an_hour_are_told(self) -> None:
        nothing = {id_: replace(org, share=None) for id_, org in ORGANISATIONS.items()}
        found = of(part("esk", "14 09:00", "14 11:00"), organisations=nothing)
        assert [(one.org.code, one.percent, one.difference) for one in found.whole.shares] == [
            ("ESK", 100, None)
        ]
        assert found.spoken == "Partner 100 per cent"

    @given(st.lists(st.integers(1, 600), min_size=2, max_size=2))
    @settings(max_examples=50, deadline=None)
    def test_the_per_cents_come_to_100(self, minutes: list[int]) -> None:
        start = at("2026-12-14 08:00")
        meetings = [
            meeting(org, org, start + n * 12 * HOUR, start + n * 12 * HOUR + length * 60)
            for n, (org, length) in enumerate(zip(("cal", "wex"), minutes, strict=True))
        ]
        shares = split_of_span(meetings, context(), Span(start, start + 48 * HOUR))
        assert sum(one.percent or 0 for one in shares) == 100


class TestMethod:
    def told(self, today: date = date(2027, 1, 1), **more: bool) -> str:
        return " ".join(method(context(), DECEMBER, today, **more))

    def test_it_names_the_agreed_shares(self) -> None:
        assert "agreed shares (CAL 50 and WEX 50 per cent)" in self.told()

    def test_without_them_it_says_equal_parts(self) -> None:
        nothing = {id_: replace(org, share=None) for id_, org in ORGANISATIONS.items()}
        found = " ".join(method(context(organisations=nothing), WEEK, date(2027, 1, 1)))
        assert "divided by equal parts" in found

    def test_it_says_from_when_on_it_is_only_planned(self) -> None:
        assert "planned" not in self.told()
        assert "as it is planned, from Wednesday 16 December on" in self.told(date(2026, 12, 16))
        assert "as it is planned, from Tuesday 1 December on" in self.told(date(2026, 11, 1))

    def test_whoever_knows_private_entries_by_their_times_only_is_told(self) -> None:
        assert "only their times" not in self.told()
        assert "only their times" in self.told(knows_all=False)
