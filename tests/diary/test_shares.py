"""How a week stands for the organisation that wants a time."""

from datetime import date

from jointdesk.diary.free import blocks_of
from jointdesk.diary.possible_days import possible_days
from jointdesk.diary.shares import Share, week_shares
from jointdesk.domain.moments import Span
from tests.diary.building import ORGANISATIONS, at, context, meeting

WEEK = Span(at("2026-12-14"), at("2026-12-19"))
MONDAY = date(2026, 12, 14)


def share(cal_hours: int, wex_hours: int, org_ids=("cal",), **changes) -> Share:
    known = context(**changes)
    meetings = [
        meeting(
            org, f"{org} {number}", f"2026-12-{14 + number} 09:00", f"2026-12-{14 + number} {end}"
        )
        for org, hours, end in (("cal", cal_hours, "10:00"), ("wex", wex_hours, "11:00"))
        for number in range(hours)
    ]
    if len(meetings) > 1:
        meetings.sort(key=lambda one: one.start)
    days = possible_days(meetings, blocks_of(meetings, known, None), known, WEEK)
    return week_shares(meetings, known, days, org_ids)[MONDAY]


def test_a_body_with_less_than_its_share_is_short():
    found = share(1, 4)
    assert found == Share(0, "CAL is short that week: 6 per cent, 50 agreed")


def test_a_body_with_its_share_is_neither_short_nor_over():
    assert share(1, 4, ("wex",)).rank == 2
    known = [
        meeting("cal", "a", "2026-12-14 09:00", "2026-12-14 12:00"),
        meeting("wex", "b", "2026-12-15 09:00", "2026-12-15 12:00"),
    ]
    days = possible_days(known, blocks_of(known, context(), None), context(), WEEK)
    assert week_shares(known, context(), days, ("cal",))[MONDAY] == Share()
    more = [*known, meeting("cal", "c", "2026-12-16 09:00", "2026-12-16 09:30")]
    assert week_shares(more, context(), days, ("cal",))[MONDAY] == Share(1)


def test_a_week_with_little_in_it_says_nothing():
    assert share(1, 1) == Share()


def test_without_one_body_with_an_agreed_share_all_weeks_are_alike():
    assert share(1, 4, ("cal", "wex")) == Share()
    assert share(1, 4, ("esk",)) == Share()
    assert share(1, 4, ()) == Share()
    assert (
        share(1, 4, organisations={"cal": ORGANISATIONS["cal"], "wex": ORGANISATIONS["esk"]})
        == Share()
    )
