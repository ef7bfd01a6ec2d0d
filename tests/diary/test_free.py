"""Find-a-time: what is free in every diary, inside working hours."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.diary.free import Slot, free_slots
from jointdesk.domain.moments import DAY, HOUR, MINUTE, Span
from jointdesk.domain.occurrences import PlaceKind, Status
from tests.diary.building import ORGANISATIONS, all_day, at, codes, context, meeting

WEDNESDAY = Span(at("2026-12-16"), at("2026-12-17"))


def taken(clock: str, org: str = "cal", **fields):
    return meeting(
        org, f"Taken {clock}", f"2026-12-16 {clock[:5]}", f"2026-12-16 {clock[6:]}", **fields
    )


def slots(*meetings, minutes: int = 30, window: Span = WEDNESDAY, site=None, **changes):
    return free_slots(meetings, context(**changes), window, minutes, site)


def clocks(*meetings, **more) -> list[str]:
    def clock(when: int) -> str:
        return f"{(when - WEDNESDAY.start) // HOUR:02}:{(when - WEDNESDAY.start) % HOUR // 60:02}"

    return [f"{clock(slot.start)}-{clock(slot.end)}" for slot in slots(*meetings, **more)]


def test_an_empty_day_is_free_in_working_hours():
    assert clocks() == ["08:30-17:30"]


def test_slots_are_as_long_as_they_can_be():
    assert clocks(taken("10:00-11:00"), taken("13:00-14:00", "wex")) == [
        "08:30-10:00",
        "11:00-13:00",
        "14:00-17:30",
    ]


def test_only_what_is_long_enough_counts():
    day = (taken("09:00-10:00"), taken("10:30-17:30"))
    assert clocks(*day, minutes=30) == ["08:30-09:00", "10:00-10:30"]
    assert clocks(*day, minutes=31) == []


def test_overlapping_and_touching_meetings_leave_no_gap():
    assert clocks(taken("09:00-12:00"), taken("10:00-11:00"), taken("12:00-17:30")) == [
        "08:30-09:00"
    ]


@pytest.mark.parametrize(
    "kind", [{}, {"status": Status.TENTATIVE}, {"status": Status.HOLD}, {"tier": 4}]
)
def test_what_takes_time_is_taken(kind):
    assert clocks(taken("08:30-17:00", **kind)) == ["17:00-17:30"]


@pytest.mark.parametrize("kind", [{"busy": False}, {"counts": False}])
def test_what_takes_no_time_is_free(kind):
    assert clocks(taken("08:30-17:00", **kind)) == ["08:30-17:30"]


def test_leave_and_busy_all_day_items_take_the_day():
    assert clocks(all_day("cal", "Leave", "2026-12-16", leave=True)) == []
    assert clocks(all_day("wex", "Conference", "2026-12-15", 3)) == []


def test_a_masked_block_is_taken():
    assert clocks(taken("08:30-17:00", "wex", masked=True, private=True)) == ["17:00-17:30"]


def test_weekends_and_bank_holidays_are_not_offered():
    week = Span(at("2026-12-14"), at("2026-12-21"))
    days = slots(window=week, holidays={date(2026, 12, 15): "Made up"})
    assert [(slot.start - week.start) // DAY for slot in days] == [0, 2, 3, 4]


class TestHours:
    def test_are_those_that_all_who_work_that_day_have_in_common(self):
        organisations = ORGANISATIONS | {
            "cal": replace(ORGANISATIONS["cal"], opens=9 * 60, closes=16 * 60)
        }
        assert clocks(organisations=organisations) == ["09:00-16:00"]

    def test_are_one_bodys_own_on_days_that_only_it_works(self):
        organisations = ORGANISATIONS | {
            "cal": replace(ORGANISATIONS["cal"], days=frozenset((0, 1)), closes=12 * 60)
        }
        assert clocks(organisations=organisations) == ["08:30-17:30"]

    def test_of_a_partner_are_no_matter(self):
        organisations = ORGANISATIONS | {"esk": replace(ORGANISATIONS["esk"], closes=9 * 60)}
        assert clocks(organisations=organisations) == ["08:30-17:30"]

    def test_of_a_body_that_has_ended_are_no_matter(self):
        ended = replace(ORGANISATIONS["cal"], closes=9 * 60, ends=date(2026, 12, 16))
        assert clocks(organisations=ORGANISATIONS | {"cal": ended}) == ["08:30-17:30"]

    def test_are_by_the_clock_when_clocks_change(self):
        organisations = {"cal": replace(ORGANISATIONS["cal"], days=frozenset(range(7)))}
        window = Span(at("2027-03-28"), at("2027-03-29"))
        (slot,) = slots(window=window, organisations=organisations)
        assert (slot.start, slot.end) == (at("2027-03-28 08:30"), at("2027-03-28 17:30"))

    def test_are_cut_to_the_window(self):
        window = Span(at("2026-12-16 10:00"), at("2026-12-16 11:00"))
        assert clocks(window=window) == ["10:00-11:00"]


class TestSite:
    MEETING = taken("11:00-12:00", site_id="s1")

    def test_the_way_there_and_back_is_kept_free_with_the_buffer(self):
        assert clocks(self.MEETING, site="s3") == ["08:30-10:25", "12:35-17:30"]

    def test_within_one_site_there_is_no_way(self):
        assert clocks(self.MEETING, site="s1") == ["08:30-11:00", "12:00-17:30"]

    def test_virtual_meetings_need_no_way(self):
        call = taken("11:00-12:00", place="Teams", place_kind=PlaceKind.VIRTUAL)
        assert clocks(call, site="s3") == ["08:30-11:00", "12:00-17:30"]

    @pytest.mark.parametrize(
        "where", [{"site_id": "s4"}, {"place": "TBC", "place_kind": PlaceKind.UNKNOWN}]
    )
    def test_a_way_that_is_not_known_is_never_zero_minutes(self, where):
        day = clocks(taken("12:00-13:00", **where), site="s3", minutes=29)
        assert day == ["08:30-08:59", "16:01-17:30"]

    def test_it_says_what_was_kept_free(self):
        before, after = slots(self.MEETING, site="s3")
        name = "Taken 11:00-12:00 (CAL)"
        assert before.why[1] == f"35 minutes kept free from Wexmere House to {name}"
        assert after.why[1] == f"35 minutes kept free from {name} to Wexmere House"

    def test_of_a_masked_neighbour_it_says_that_the_way_is_not_known(self):
        block = meeting(
            "wex", "Busy (WEX)", "2026-12-16 11:00", "2026-12-16 17:30", masked=True, private=True
        )
        (slot,) = slots(block, site="s1")
        assert slot.why[1] == "How far Busy (WEX) is from Town Hall is not known"


def test_a_stale_diary_makes_every_slot_doubtful():
    (slot,) = free_slots([], context(), WEDNESDAY, 30, None, frozenset(("wex",)))
    assert slot.stale
    assert slot.why == ("Free in CAL and WEX", "The WEX diary “wex diary” is out of date")


def test_without_organisations_there_are_no_working_hours():
    assert slots(organisations={}) == []


spans = st.lists(
    st.tuples(st.integers(8 * 60, 18 * 60), st.integers(0, 120), st.sampled_from(("s1", "s3", ""))),
    max_size=8,
)


@given(spans, st.integers(5, 90), st.sampled_from((None, "s1", "s3")))
def test_a_meeting_in_a_slot_never_clashes_nor_is_short_of_time(taken_times, minutes, site):
    """One rule serves everywhere: what is offered as free raises no conflict when it is used."""
    busy = [
        meeting(
            "cal",
            f"M{n}",
            WEDNESDAY.start + start * MINUTE,
            WEDNESDAY.start + (start + length) * MINUTE,
            site_id=site_id,
        )
        for n, (start, length, site_id) in enumerate(taken_times)
    ]
    before = codes(*busy)
    for slot in slots(*busy, minutes=minutes, site=site):
        assert isinstance(slot, Slot)
        assert slot.end - slot.start >= minutes * MINUTE
        new = meeting("wex", "New", slot.start, slot.end, site_id=site or "")
        added = codes(*busy, new)
        for code in ("DIA-01", "DIA-04", "DIA-06"):
            assert added.count(code) <= before.count(code)
