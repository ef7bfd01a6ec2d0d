"""Where the arrow keys lead."""

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.cursor import (
    ALL_DAY,
    Slot,
    Stop,
    by_conflict,
    by_day,
    by_time,
    first_slot,
    first_stop,
    next_slot,
    spoken_slot,
    stretched,
)
from jointdesk.viewmodels.diary import build_page
from tests.sample_meetings import pictured_week

PAGE = build_page(pictured_week())
STOPS = [
    Stop("leave", 0, ALL_DAY, None),
    Stop("call", 0, 495, None),
    Stop("team", 0, 525, Severity.RED),
    Stop("board", 2, 840, Severity.AMBER),
    Stop("cabinet", 2, 1080, None),
    Stop("forum", 3, 540, None),
]


def test_up_and_down_go_through_the_days_in_reading_order() -> None:
    assert by_time(STOPS, "call", 1) == "team"
    assert by_time(STOPS, "team", 1) == "board"
    assert by_time(STOPS, "call", -1) == "leave"
    assert by_time(STOPS, "leave", -1) is None
    assert by_time(STOPS, "forum", 1) is None


def test_left_and_right_go_to_what_is_nearest_in_time_on_a_day_that_has_something() -> None:
    assert by_day(STOPS, "team", 1) == "board"
    assert by_day(STOPS, "forum", -1) == "board"
    assert by_day(STOPS, "board", -1) == "team"
    assert by_day(STOPS, "call", -1) is None


def test_j_goes_from_conflict_to_conflict() -> None:
    assert by_conflict(STOPS, None, 1) == "team"
    assert by_conflict(STOPS, "team", 1) == "board"
    assert by_conflict(STOPS, "board", 1) is None
    assert by_conflict(STOPS, None, -1) == "board"
    assert by_conflict(STOPS, "board", -1) == "team"


def test_one_begins_with_what_comes_next_today() -> None:
    assert first_stop(STOPS, (0, 530)) == "team"
    assert first_stop(STOPS, (2, 1100)) == "cabinet"
    assert first_stop(STOPS, (1, 0)) == "leave"
    assert first_stop(STOPS, None) == "leave"
    assert first_stop([], None) is None


def test_slots_pass_over_what_takes_time() -> None:
    free = first_slot(PAGE, 0, 9 * 60 + 20)
    assert free == Slot(0, 12 * 60 + 30)
    assert next_slot(PAGE, free, 0, 1) == Slot(0, 13 * 60)
    assert next_slot(PAGE, Slot(0, 13 * 60), 0, 1) == Slot(0, 14 * 60 + 30)
    assert next_slot(PAGE, free, 0, -1) == Slot(0, 7 * 60 + 30)
    assert next_slot(PAGE, free, 1, 0) == Slot(1, 12 * 60 + 30)
    assert next_slot(PAGE, free, -1, 0) == free
    assert next_slot(PAGE, Slot(0, 23 * 60 + 30), 0, 1) == Slot(0, 23 * 60 + 30)


def test_a_free_slot_says_until_when() -> None:
    assert spoken_slot(PAGE, Slot(1, 16 * 60 + 30)) == "Free, Tuesday 16:30, until 18:00"
    assert spoken_slot(PAGE, Slot(0, 12 * 60 + 30)) == "Free, Monday 12:30, until 13:30"
    assert spoken_slot(PAGE, Slot(1, 20 * 60)) == "Free, Tuesday 20:00, until 24:00"


def test_a_marked_time_grows_and_shrinks_by_quarters_and_says_its_end() -> None:
    slot = stretched(PAGE, Slot(1, 16 * 60), 0, 1)
    assert slot == Slot(1, 16 * 60, 45, is_marked=True)
    assert spoken_slot(PAGE, slot) == "Marked, Tuesday 16:00 to 16:45"
    quarter = stretched(PAGE, Slot(1, 16 * 60, 15), 0, -1)
    assert (quarter.start, quarter.minutes) == (15 * 60 + 45, 30)
    assert stretched(PAGE, Slot(1, 0, 15), 0, -1).minutes == 15
    assert stretched(PAGE, Slot(1, 23 * 60 + 30, 30), 0, 1).minutes == 30


def test_a_marked_time_goes_to_another_day_of_the_page() -> None:
    assert stretched(PAGE, Slot(1, 16 * 60, 45), 1, 0) == Slot(2, 16 * 60, 45, is_marked=True)
    assert stretched(PAGE, Slot(0, 16 * 60), -1, 0) == Slot(0, 16 * 60)
