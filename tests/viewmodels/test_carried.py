"""Where things come to lie while they are carried: quarters of an hour, inside their days."""

from hypothesis import given
from hypothesis import strategies as st

from jointdesk.viewmodels.blocks import MINUTES_A_DAY
from jointdesk.viewmodels.carried import (
    LEAST,
    STEP,
    Grip,
    Load,
    Place,
    held,
    held_in_row,
    nudged,
    place_of,
    spoken_place,
)

MEETING = Load("m", "Cabinet", minutes=90, day=1, start=14 * 60)
LATE = Load("m", "Night call", minutes=4 * 60, day=0, start=22 * 60)

minutes = st.integers(0, MINUTES_A_DAY - 1)
days = st.integers(0, 6)


@given(day=days, minute=minutes, grabbed=st.integers(0, 89))
def test_a_meeting_keeps_its_length_and_stays_in_a_day(day: int, minute: int, grabbed: int) -> None:
    place = held(MEETING._replace(grabbed=grabbed), day, minute)
    assert place.minutes == 90
    assert place.day == day
    assert place.start % STEP == 0
    assert 0 <= place.start <= MINUTES_A_DAY - 90


def test_it_lies_under_the_pointer_where_it_was_grabbed() -> None:
    assert held(MEETING._replace(grabbed=40), 3, 10 * 60 + 44) == Place(3, 10 * 60, 90)


def test_over_midnight_it_goes_on_over_midnight() -> None:
    grabbed = LATE._replace(grabbed=3 * 60)  # on its second day, at one in the morning
    assert held(grabbed, 1, 60) == Place(0, 22 * 60, 240)
    assert held(grabbed, 2, 120) == Place(1, 23 * 60, 240)


@given(minute=minutes)
def test_its_lower_edge_moves_its_end_alone(minute: int) -> None:
    place = held(MEETING._replace(grip=Grip.END), 5, minute)
    assert (place.day, place.start) == (1, MEETING.start)
    assert place.minutes >= LEAST
    assert (place.start + place.minutes) % STEP == 0


@given(minute=minutes)
def test_its_upper_edge_moves_its_start_alone(minute: int) -> None:
    place = held(MEETING._replace(grip=Grip.START), 5, minute)
    assert place.day == 1
    assert place.start + place.minutes == MEETING.start + MEETING.minutes
    assert place.minutes >= LEAST


def test_the_end_of_what_lasts_over_midnight_stays_on_its_second_day() -> None:
    assert held(LATE._replace(grip=Grip.END), 0, 3 * 60) == Place(0, 22 * 60, 5 * 60)


@given(anchor=minutes, minute=minutes)
def test_a_marked_time_has_both_quarters(anchor: int, minute: int) -> None:
    begun = anchor // STEP * STEP
    place = held(Load(day=2, start=begun, grip=Grip.NEW), 4, minute)
    assert place.day == 2
    for one in (begun, minute):
        assert place.start <= one < place.start + place.minutes
    assert place.start + place.minutes <= MINUTES_A_DAY


def test_keys_move_by_quarters_and_days_and_never_shorter_than_a_quarter() -> None:
    assert nudged(MEETING, minutes=15) == Place(1, 14 * 60 + 15, 90)
    assert nudged(MEETING, days=-1) == Place(0, 14 * 60, 90)
    assert nudged(MEETING, longer=-15) == Place(1, 14 * 60, 75)
    assert nudged(MEETING._replace(minutes=15), longer=-15).minutes == LEAST
    assert nudged(MEETING._replace(start=5), minutes=-15) == Place(1, 0, 90)
    assert place_of(MEETING) == Place(1, 14 * 60, 90)


def test_each_step_is_said_with_its_clash() -> None:
    assert spoken_place(Place(1, 14 * 60, 90), 1) == "Tuesday 14:00 to 15:30"
    said = spoken_place(Place(1, 23 * 60, 60), 1, "Clashes with Cabinet (CAL)")
    assert said == "Tuesday 23:00 to 24:00, clashes with Cabinet (CAL)"


AWAY = Load("a", "Away", minutes=2 * MINUTES_A_DAY, day=1, is_all_day=True)


@given(day=days, grabbed=st.integers(0, 1))
def test_in_the_all_day_row_it_keeps_its_days(day: int, grabbed: int) -> None:
    place = held_in_row(AWAY._replace(grabbed=grabbed * MINUTES_A_DAY), day)
    assert place == Place(day - grabbed, 0, AWAY.minutes, is_all_day=True)
    assert place.last == day - grabbed + 1


def test_its_ends_are_dragged_over_days_and_never_past_each_other() -> None:
    start, end = (AWAY._replace(grip=grip) for grip in (Grip.START, Grip.END))
    assert held_in_row(start, 0) == Place(0, 0, 3 * MINUTES_A_DAY, is_all_day=True)
    assert held_in_row(start, 5) == Place(2, 0, MINUTES_A_DAY, is_all_day=True)
    assert held_in_row(end, 4) == Place(1, 0, 4 * MINUTES_A_DAY, is_all_day=True)
    assert held_in_row(end, 0) == Place(1, 0, MINUTES_A_DAY, is_all_day=True)


def test_into_the_row_and_out_of_it() -> None:
    assert held_in_row(MEETING, 4) == Place(4, 0, MINUTES_A_DAY, is_all_day=True)
    assert held_in_row(LATE, 4) == Place(4, 0, 2 * MINUTES_A_DAY, is_all_day=True)
    assert held(AWAY, 3, 14 * 60 + 5) == Place(3, 14 * 60, 60)
    assert held(AWAY, 3, MINUTES_A_DAY - 1) == Place(3, MINUTES_A_DAY - 60, 60)


def test_keys_in_the_row() -> None:
    assert nudged(AWAY, days=1) == Place(2, 0, AWAY.minutes, is_all_day=True)
    assert nudged(AWAY, longer=STEP).minutes == 3 * MINUTES_A_DAY
    assert nudged(AWAY._replace(minutes=MINUTES_A_DAY), longer=-STEP).minutes == MINUTES_A_DAY
    assert nudged(AWAY, minutes=STEP, opens=8 * 60) == Place(1, 8 * 60, 60)
    assert nudged(AWAY, minutes=-STEP) == place_of(AWAY)
    at_midnight = MEETING._replace(start=0)
    assert nudged(at_midnight, minutes=-STEP) == Place(1, 0, MINUTES_A_DAY, is_all_day=True)


def test_all_day_is_said() -> None:
    assert spoken_place(place_of(AWAY), 1) == "Tuesday to Wednesday, all day"
    assert spoken_place(Place(1, 0, MINUTES_A_DAY, is_all_day=True), 6, "Clashes with Cabinet") == (
        "Sunday, all day, clashes with Cabinet"
    )
