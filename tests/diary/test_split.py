"""WRK-01: how the director's time divides."""

import dataclasses

import pytest

from jointdesk.diary.split import time_split
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import DAY, HOUR, Span
from jointdesk.domain.occurrences import Status
from tests.diary.building import (
    ORGANISATIONS,
    all_day,
    at,
    codes,
    context,
    copy,
    joint,
    meeting,
    only,
)

DAY_SPAN = Span(at("2026-12-16"), at("2026-12-17"))
VIRTUAL_DAY = "2026-12-16"


def part(org: str, clock: str, **fields):
    title = f"{org} {clock}"
    return meeting(org, title, f"{VIRTUAL_DAY} {clock[:5]}", f"{VIRTUAL_DAY} {clock[6:]}", **fields)


def both(clock: str, **fields):
    span = (f"{VIRTUAL_DAY} {clock[:5]}", f"{VIRTUAL_DAY} {clock[6:]}")
    return joint(*(copy(org, f"Joint {clock}", *span, **fields) for org in ("cal", "wex")))


def hours(*meetings, span: Span = DAY_SPAN, **changes) -> dict[str, float]:
    split = time_split(meetings, context(**changes), span)
    return {org_id: seconds / HOUR for org_id, seconds in split.items()}


def shares(**percent: int | None):
    return {
        org_id: dataclasses.replace(org, share=percent.get(org_id))
        for org_id, org in ORGANISATIONS.items()
    }


class TestHours:
    def test_each_organisation_has_its_own(self):
        assert hours(part("cal", "09:00-11:00"), part("wex", "11:00-12:00")) == {"cal": 2, "wex": 1}

    def test_they_are_a_union_never_a_sum(self):
        twice = part("cal", "09:00-11:00"), part("cal", "10:00-12:00"), part("cal", "09:30-10:00")
        assert hours(*twice) == {"cal": 3, "wex": 0}

    def test_a_joint_meeting_is_split_by_the_agreed_shares(self):
        meetings = (both("09:00-11:00"),)
        assert hours(*meetings) == {"cal": 1, "wex": 1}
        assert hours(*meetings, organisations=shares(cal=75, wex=25)) == {"cal": 1.5, "wex": 0.5}

    def test_a_double_booking_is_split_like_a_joint_meeting(self):
        assert hours(part("cal", "09:00-11:00"), part("wex", "10:00-12:00")) == {
            "cal": 1.5,
            "wex": 1.5,
        }

    def test_travel_counts_for_where_one_goes(self):
        there = part("cal", "09:00-10:00", site_id="s1"), part("wex", "11:00-12:00", site_id="s3")
        assert hours(*there) == {"cal": 1, "wex": 1.5}

    def test_travel_is_no_longer_than_the_gap(self):
        there = part("cal", "09:00-10:00", site_id="s1"), part("wex", "10:15-11:15", site_id="s3")
        assert hours(*there) == {"cal": 1, "wex": 1.25}

    def test_a_call_on_the_way_is_not_counted_twice(self):
        meetings = (
            part("cal", "09:00-10:00", site_id="s1"),
            part("wex", "10:30-10:45"),
            part("wex", "11:00-12:00", site_id="s3"),
        )
        assert hours(*meetings) == {"cal": 1, "wex": 1.5}

    def test_the_way_home_and_back_is_no_work(self):
        evening = part("cal", "18:00-20:00", site_id="s1")
        morning = meeting("wex", "Early", "2026-12-17 08:00", "2026-12-17 09:00", site_id="s3")
        span = Span(DAY_SPAN.start, DAY_SPAN.end + DAY)
        assert hours(evening, morning, span=span) == {"cal": 2, "wex": 1}

    @pytest.mark.parametrize(
        "idle", [{"busy": False}, {"leave": True}, {"counts": False}, {"status": Status.HOLD}]
    )
    def test_free_time_leave_and_holds_are_no_hours(self, idle):
        assert hours(part("cal", "09:00-11:00", **idle)) == {"cal": 0, "wex": 0}

    def test_all_day_items_are_no_hours(self):
        assert hours(all_day("cal", "Conference", VIRTUAL_DAY)) == {"cal": 0, "wex": 0}

    def test_a_partner_without_a_share_is_left_out(self):
        assert hours(part("esk", "09:00-10:00")) == {"cal": 0, "wex": 0}

    def test_without_any_share_all_are_equal(self):
        assert hours(both("09:00-11:00"), organisations=shares()) == {"cal": 1, "wex": 1, "esk": 0}

    def test_only_what_lies_in_the_span_counts(self):
        span = Span(at(f"{VIRTUAL_DAY} 10:00"), at(f"{VIRTUAL_DAY} 11:00"))
        assert hours(part("cal", "09:00-12:00"), span=span) == {"cal": 1, "wex": 0}

    def test_three_organisations_divide_what_they_share(self):
        trio = shares(cal=50, wex=25, esk=25)
        meetings = (
            part("cal", "09:00-12:00"),
            part("wex", "10:00-12:00"),
            part("esk", "11:00-12:00"),
        )
        assert hours(*meetings, organisations=trio) == pytest.approx(
            {"cal": 1 + 2 / 3 + 0.5, "wex": 1 / 3 + 0.25, "esk": 0.25}
        )


def weeks(cal: int, wex: int, first: str = "2026-11-30", count: int = 4):
    """Working days in so many weeks, with minutes a day for each organisation."""
    meetings = []
    for n in range(count * 7):
        if n % 7 < 5:
            start = at(first) + n * DAY + 9 * HOUR
            meetings.append(meeting("cal", f"C{n}", start, start + cal * 60))
            meetings.append(meeting("wex", f"W{n}", start + cal * 60, start + (cal + wex) * 60))
    return meetings


FOUR_WEEKS = Span(at("2026-12-21"), at("2026-12-28"))


class TestAgreement:
    @pytest.mark.parametrize(
        ("cal", "wex", "expected"),
        [
            (60, 60, []),
            (72, 48, []),
            (73, 47, [Severity.AMBER]),
            (84, 36, [Severity.AMBER]),
            (85, 35, [Severity.RED]),
            (35, 85, [Severity.RED]),
        ],
    )
    def test_more_than_ten_or_twenty_points_off(self, cal, wex, expected):
        found = only("WRK-01", *weeks(2 * cal, 2 * wex), window=FOUR_WEEKS)
        assert [each.severity for each in found] == expected

    def test_it_names_who_has_more_and_the_week(self):
        (found,) = only("WRK-01", *weeks(180, 60), window=FOUR_WEEKS)
        assert found.participants == ("cal", "2026-W52")
        assert (found.start, found.end) == FOUR_WEEKS
        assert found.message == (
            "CAL has 75 per cent of the time in the four weeks to Sun 27 Dec; 50 per cent is agreed"
        )

    def test_it_comes_once_a_week(self):
        window = Span(at("2026-12-21"), at("2027-01-11"))
        found = only("WRK-01", *weeks(180, 60, count=6), window=window)
        assert [each.participants[1] for each in found] == ["2026-W52", "2026-W53", "2027-W01"]

    def test_below_forty_hours_nothing_is_said(self):
        assert only("WRK-01", *weeks(119, 0), window=FOUR_WEEKS) == []
        assert len(only("WRK-01", *weeks(120, 0), window=FOUR_WEEKS)) == 1

    def test_without_agreed_shares_nothing_is_said(self):
        assert "WRK-01" not in codes(*weeks(120, 0), window=FOUR_WEEKS, organisations=shares())

    def test_one_agreed_share_is_held_against_all_the_rest(self):
        organisations = shares(cal=50)
        found = only("WRK-01", *weeks(120, 30), window=FOUR_WEEKS, organisations=organisations)
        assert [each.participants[0] for each in found] == ["cal"]
