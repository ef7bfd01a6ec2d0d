"""How bookings stand: state, age, warnings, whose move it is, and what has ended."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.diary.bookings import (
    BookingClock,
    Standing,
    default_hold_until,
    ended_holds,
    holds_end,
    move_of,
    standing_of,
    state_of,
)
from jointdesk.domain.bookings import OPEN_STATES, SAID, STATES, Booking, Offer
from jointdesk.domain.moments import parse_instant
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import Placement

LONDON = ZoneInfo("Europe/London")
BRIDGET = Audience("bridget", frozenset({"cal"}))
DEV = Audience("dev", frozenset({"wex"}))

FEES = Booking("b", title="Fees", orgs=("cal",), asked_on=date(2026, 11, 26), status="held")
HOLD = Placement(
    "p", kind="hold", booking="b", event="e", start="2026-12-03T10:00", end="2026-12-03T11:00"
)
LATER = replace(HOLD, id="q", event="f", start="2026-12-04T10:00", end="2026-12-04T11:00")


def at(text: str = "2026-11-30T09:00") -> BookingClock:
    now = parse_instant(text, LONDON)
    return BookingClock(now, LONDON, frozenset({date(2026, 12, 25)}), {"cal": 17 * 60})


def standing(
    booking: Booking = FEES,
    *placements: Placement,
    now: str = "2026-11-30T09:00",
    changed: str = "2026-11-30T08:00",
    waiting: frozenset[str] = frozenset(),
    audience: Audience = BRIDGET,
    gone: frozenset[str] = frozenset(),
) -> Standing:
    said = parse_instant(changed, LONDON)
    return standing_of(booking, placements, waiting, said, audience, at(now), gone)


def held(until: str | None = None, **fields: object) -> Booking:
    return replace(
        FEES, hold_until=date.fromisoformat(until) if until else None, **fields  # type: ignore[arg-type]
    )  # fmt: skip


# State


@pytest.mark.parametrize("status", sorted(OPEN_STATES | {"declined"}))
def test_what_people_did_is_the_state_while_nothing_has_passed(status: str) -> None:
    assert standing(replace(FEES, status=status), HOLD).state == status


@pytest.mark.parametrize("status", sorted(OPEN_STATES))
def test_an_open_booking_lapses_when_its_last_day_has_passed(status: str) -> None:
    booking = replace(FEES, status=status, by=date(2026, 11, 30))
    assert standing(booking, now="2026-11-30T23:00").state == status
    assert standing(booking, now="2026-12-01T00:00").state == "lapsed"


def test_it_lapses_when_every_held_and_offered_time_has_passed() -> None:
    assert standing(FEES, HOLD, LATER, now="2026-12-03T12:00").state == "held"
    assert standing(FEES, HOLD, LATER, now="2026-12-04T10:00").state == "lapsed"
    offered = replace(
        FEES,
        status="offered",
        options=(
            Offer("2026-12-05T10:00", "2026-12-05T11:00", date(2026, 11, 30)),
            Offer("2026-12-09T10:00", "2026-12-09T11:00"),
            Offer(offered_on=date(2026, 11, 30)),
        ),
    )
    assert standing(offered, HOLD, now="2026-12-04T10:00").state == "offered"
    assert standing(offered, HOLD, now="2026-12-05T10:00").state == "lapsed"


CONFIRMED = replace(FEES, status="confirmed", start="2026-12-03T10:00", end="2026-12-03T11:00")
MEETING = replace(HOLD, kind="meeting")
BLOCK = replace(HOLD, id="r", kind="block", event="g", of="e")


def test_a_confirmed_booking_is_in_the_diaries_when_meeting_and_blocks_stand_there() -> None:
    assert standing(CONFIRMED, MEETING, BLOCK).state == "in_diaries"
    assert standing(CONFIRMED, MEETING, BLOCK, waiting=frozenset("e")).state == "confirmed"
    assert standing(CONFIRMED, MEETING, BLOCK, waiting=frozenset("g")).state == "confirmed"
    gone = replace(MEETING, freed=True)
    assert standing(CONFIRMED, gone, BLOCK).state == "confirmed"


def test_it_is_done_when_its_end_has_passed() -> None:
    assert standing(CONFIRMED, MEETING, now="2026-12-03T10:59").state == "in_diaries"
    assert standing(CONFIRMED, MEETING, now="2026-12-03T11:00").state == "done"
    assert standing(replace(CONFIRMED, end=""), MEETING, now="2027-12-03T11:00").state != "done"


# Age, and whose move


def test_age_is_counted_from_the_day_it_was_asked_for() -> None:
    assert standing().age == 4
    assert standing(replace(FEES, asked_on=None)).age == 0
    assert standing(replace(FEES, asked_on=date(2027, 1, 1))).age == 0


def test_an_open_booking_gets_old_after_four_working_days_without_a_change() -> None:
    thursday = "2026-11-26T17:00"
    assert not standing(changed=thursday, now="2026-12-01T09:00").is_old  # Fri, Mon, Tue
    assert standing(changed=thursday, now="2026-12-02T09:00").is_old
    assert not standing(CONFIRMED, MEETING, changed=thursday, now="2026-12-02T09:00").is_old


def test_bank_holidays_do_not_count() -> None:
    wednesday = "2026-12-23T17:00"  # then Thu, Christmas, the week-end, Mon, Tue, Wed
    booking = replace(FEES, status="asked")
    assert not standing(booking, changed=wednesday, now="2026-12-29T09:00").is_old
    assert standing(booking, changed=wednesday, now="2026-12-30T09:00").is_old


def test_it_is_the_move_of_whom_it_waits_for_else_of_its_owner_else_of_its_organisation() -> None:
    assert (move_of(FEES, BRIDGET), move_of(FEES, DEV)) == ("mine", "theirs")
    owned = replace(FEES, owner="dev")
    assert (move_of(owned, BRIDGET), move_of(owned, DEV)) == ("theirs", "mine")
    waiting = replace(owned, waiting_for="bridget")
    assert (move_of(waiting, BRIDGET), move_of(waiting, DEV)) == ("mine", "waiting")


def test_it_is_nobodys_move_once_it_is_settled() -> None:
    assert standing().move == "mine"
    assert standing(CONFIRMED, MEETING).move == ""
    assert standing(replace(FEES, by=date(2026, 11, 1))).move == ""


# Holds


def test_holds_end_when_the_organisations_day_does() -> None:
    assert holds_end(FEES, at()) is None
    assert holds_end(held("2026-12-01"), at()) == parse_instant("2026-12-01T17:00", LONDON)
    nobodys = held("2026-12-01", orgs=())
    assert holds_end(nobodys, at()) == parse_instant("2026-12-01T17:00", LONDON)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-28T09:00", ()),
        ("2026-11-30T09:00", ("Hold ends tomorrow 17:00",)),
        ("2026-12-01T09:00", ("Hold ends today 17:00",)),
        ("2026-12-01T17:00", ("Hold ended today 17:00",)),
        ("2026-12-02T09:00", ("Hold ended yesterday 17:00",)),
        ("2026-12-03T09:00", ("Hold ended on Tuesday",)),
    ],
)
def test_a_hold_warns_before_it_ends_and_when_it_has_ended(now: str, said: tuple[str]) -> None:
    assert standing(held("2026-12-01"), HOLD, now=now).warnings == said


def test_a_hold_that_ended_long_ago_names_its_day() -> None:
    far = replace(HOLD, start="2027-01-20T10:00", end="2027-01-20T11:00")
    warnings = standing(held("2026-12-01"), far, now="2026-12-20T09:00").warnings
    assert warnings == ("Hold ended on Tue 1 Dec",)


def test_several_holds_are_told_of_together() -> None:
    assert standing(held("2026-12-01"), HOLD, LATER, now="2026-12-01T09:00").warnings == (
        "Holds end today 17:00",
    )
    assert standing(held(), HOLD, LATER, now="2026-12-03T10:00").warnings == (
        "1 held time has passed",
    )
    assert standing(replace(FEES, status="declined"), HOLD, LATER).warnings == (
        "2 held times left over",
    )


def test_a_last_day_that_is_near_is_told() -> None:
    booking = replace(FEES, status="asked", by=date(2026, 12, 1))
    assert standing(booking, now="2026-11-29T09:00").warnings == ()
    assert standing(booking).warnings == ("A time is wanted by tomorrow",)
    assert standing(booking, now="2026-12-01T09:00").warnings == ("A time is wanted by today",)


def test_a_meeting_that_is_nowhere_any_more_is_told() -> None:
    told = standing(CONFIRMED, replace(MEETING, freed=True)).warnings
    assert told == ("The meeting is in no diary any more",)
    assert standing(CONFIRMED, MEETING, waiting=frozenset("e")).warnings == ()


def test_holds_that_somebody_took_out_of_a_diary_are_told_of() -> None:
    assert standing(held(), HOLD, LATER, gone=frozenset("e")).warnings == (
        "1 hold was taken out of a diary: hold again",
    )
    assert standing(held(), HOLD, LATER, gone=frozenset("ef")).warnings == (
        "2 holds were taken out of a diary: hold again",
    )
    assert standing(CONFIRMED, MEETING, gone=frozenset("e")).warnings == (
        "The meeting is in no diary any more",
    )
    assert standing(CONFIRMED, MEETING, gone=frozenset("e")).state == "confirmed"


def test_new_holds_stand_for_five_working_days_or_until_the_last_day() -> None:
    assert default_hold_until(FEES, at()) == date(2026, 12, 7)
    assert default_hold_until(replace(FEES, by=date(2026, 12, 2)), at()) == date(2026, 12, 2)
    assert default_hold_until(replace(FEES, by=date(2026, 11, 2)), at()) == date(2026, 12, 7)


def test_holds_that_have_ended_are_found() -> None:
    freed = replace(LATER, freed=True)
    assert ended_holds(held("2026-12-01"), [HOLD, freed, BLOCK], at()) == ()
    assert ended_holds(held("2026-12-01"), [HOLD, freed], at("2026-12-01T17:00")) == (HOLD,)
    assert ended_holds(held(), [HOLD, LATER], at("2026-12-03T10:00")) == (HOLD,)
    assert ended_holds(held(by=date(2026, 11, 1)), [HOLD], at()) == (HOLD,)
    assert ended_holds(replace(FEES, status="declined"), [HOLD], at()) == (HOLD,)


# For any booking


_DAYS = st.dates(date(2026, 10, 1), date(2027, 2, 1))
_TIMES = st.builds(lambda day, hour: f"{day}T{hour:02}:00", _DAYS, st.integers(0, 22))
_SLOTS = st.builds(lambda start: (start, f"{start[:11]}23:30"), _TIMES)
_BOOKINGS = st.builds(
    lambda status, slot, options, **fields: Booking(
        "b",
        status=status,
        start=slot[0] if status == "confirmed" else "",
        end=slot[1] if status == "confirmed" else "",
        options=tuple(Offer(one[0], one[1], on) for one, on in options),
        **fields,
    ),
    st.sampled_from(sorted(SAID)),
    _SLOTS,
    st.lists(st.tuples(_SLOTS, st.none() | _DAYS), max_size=3),
    orgs=st.sampled_from([(), ("cal",), ("wex", "cal")]),
    asked_on=st.none() | _DAYS,
    by=st.none() | _DAYS,
    hold_until=st.none() | _DAYS,
    owner=st.sampled_from([None, "bridget", "dev"]),
    waiting_for=st.sampled_from([None, "bridget", "dev"]),
)
_PLACEMENTS = st.lists(
    st.builds(
        lambda slot, **fields: Placement("p", start=slot[0], end=slot[1], **fields),
        _SLOTS,
        kind=st.sampled_from(["hold", "meeting", "block"]),
        event=st.sampled_from("efg"),
        freed=st.sampled_from([None, True]),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=100)
@given(_BOOKINGS, _PLACEMENTS, st.frozensets(st.sampled_from("efg")), _TIMES, _TIMES)
def test_every_booking_stands_somehow(
    booking: Booking,
    placements: list[Placement],
    waiting: frozenset[str],
    changed: str,
    now: str,
) -> None:
    found = standing(booking, *placements, changed=changed, now=now, waiting=waiting)
    assert found.state in STATES
    assert found.age >= 0
    assert (found.move in ("mine", "waiting", "theirs")) == (found.state in OPEN_STATES)
    assert not found.is_old or found.state in OPEN_STATES
    assert all(found.warnings)


@settings(deadline=None, max_examples=100)
@given(_BOOKINGS, _PLACEMENTS, _TIMES, st.integers(0, 40))
def test_time_only_ever_ends_more_holds_and_never_opens_a_booking_again(
    booking: Booking, placements: list[Placement], now: str, days: int
) -> None:
    before = at(now)
    after = replace(before, now=before.now + timedelta(days=days) // timedelta(seconds=1))
    ended = set(ended_holds(booking, placements, before))
    assert ended <= set(ended_holds(booking, placements, after))
    assert all(one.kind == "hold" and not one.freed for one in ended)
    if state_of(booking, placements, (), before) in ("lapsed", "done"):
        assert state_of(booking, placements, (), after) in ("lapsed", "done")
