"""One meeting as it stands in the diary."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, midnight
from jointdesk.domain.occurrences import PlaceKind, Reply, Status
from jointdesk.viewmodels.blocks import (
    Block,
    Certainty,
    certainty_of,
    meeting_blocks,
    naming,
    pieces,
    state_words,
)
from jointdesk.viewmodels.marks import Marks
from tests.sample_meetings import LONDON, MONDAY, ORGANISATIONS, MeetingBuilder, day_of

DAYS = tuple(day_of(index) for index in range(7))
TOLD = naming(LONDON, ORGANISATIONS)
TUESDAY = DAYS[1]
NO_MARKS = Marks()


def meeting(title: str = "Board", times: str = "14:00-16:00", **more: Any) -> Meeting:
    codes = more.pop("codes", "CAL")
    place = more.pop("place", "Town Hall")
    return MeetingBuilder().meeting(codes, title, TUESDAY, times, place, **more)


def block_of(shown: Meeting, marks: Marks = NO_MARKS) -> Block:
    ((_, block),) = meeting_blocks(shown, DAYS, TOLD, marks)
    return block


def test_a_block_has_tags_title_time_and_place() -> None:
    block = block_of(meeting(codes="CAL WEX"))
    assert block.codes == ("CAL", "WEX")
    assert block.positions == (0, 1)
    assert (block.title, block.times, block.place) == ("Board", "14:00–16:00", "Town Hall")
    assert (block.start, block.end, block.start_time) == (840, 960, "14:00")


@pytest.mark.parametrize(
    ("details", "certainty", "spoken"),
    [
        ({}, Certainty.CERTAIN, ""),
        ({"status": Status.TENTATIVE}, Certainty.TENTATIVE, "tentative"),
        ({"reply": Reply.TENTATIVE}, Certainty.TENTATIVE, "tentative"),
        ({"status": Status.HOLD}, Certainty.HOLD, "provisional"),
        ({"status": Status.CANCELLED}, Certainty.GONE, "cancelled"),
        ({"reply": Reply.DECLINED}, Certainty.GONE, "declined"),
        ({"tier": 4}, Certainty.MOVABLE, ""),
        ({"reply": Reply.ACCEPTED}, Certainty.CERTAIN, "accepted"),
        ({"has_reply": True}, Certainty.CERTAIN, "not answered"),
    ],
)
def test_status_reply_and_tier_say_how_certain_it_is(
    details: dict[str, Any], certainty: Certainty, spoken: str
) -> None:
    shown = meeting(**details).preferred.details
    assert certainty_of(shown) is certainty
    assert state_words(shown) == spoken


@pytest.mark.parametrize(
    ("details", "icon", "note"),
    [
        ({}, "", ""),
        ({"private": True, "place_kind": PlaceKind.VIRTUAL}, "lock", ""),
        ({"status": Status.HOLD}, "hourglass", ""),
        ({"place_kind": PlaceKind.VIRTUAL}, "video", ""),
        ({"zone": "?Middle Earth"}, "clock", "Time zone unknown"),
        ({"tier": 4}, "", "Can move"),
    ],
)
def test_one_icon_says_what_must_be_known_first(
    details: dict[str, Any], icon: str, note: str
) -> None:
    block = block_of(meeting(**details))
    assert (block.icon, block.note) == (icon, note)


def test_an_unknown_zone_is_said_aloud_and_in_the_full_text() -> None:
    block = block_of(meeting(zone="?Middle Earth"))
    assert "time zone unknown" in block.spoken
    assert "Time zone unknown" in block.full_text


def test_a_masked_meeting_shows_its_time_and_nothing_else() -> None:
    shown = meeting("Busy (WEX)", codes="WEX", place="", masked=True, private=True)
    block = block_of(shown)
    assert (block.title, block.place, block.icon) == ("Busy (WEX)", "", "lock")
    assert block.spoken == "Busy, Wexmere, Tuesday 15 December 14:00 to 16:00, private"


def test_a_conflict_for_information_is_told_but_not_marked() -> None:
    shown = meeting()
    marks = Marks({shown.id: Severity.INFO}, {shown.id: ("No break before it.",)})
    block = block_of(shown, marks)
    assert block.severity is None
    assert "for information: No break before it" in block.spoken
    assert "No break before it." in block.full_text


def test_an_empty_title_and_hostile_ones_are_plain() -> None:
    assert block_of(meeting("")).title == "No title"
    assert block_of(meeting("<img src=x>\n\u202eevil")).title == "<img src=x> evil"


def test_an_organisation_that_is_not_known_comes_last() -> None:
    shown = meeting(codes="WEX")
    ((_, block),) = meeting_blocks(shown, DAYS, naming(LONDON, ORGANISATIONS[:1]), Marks())
    assert block.positions == (1,)
    assert "WEX" in block.spoken


def test_a_meeting_over_midnight_has_a_block_a_day_with_open_edges() -> None:
    night = meeting(times="22:00-26:00")
    (first, late), (second, early) = meeting_blocks(night, DAYS, TOLD, Marks())
    assert (first, second) == (1, 2)
    assert (late.start, late.end, late.runs_before, late.runs_after) == (1320, 1440, False, True)
    assert (early.start, early.end, early.runs_before, early.runs_after) == (0, 120, True, False)
    assert late.times == "22:00–Wed 02:00"
    assert late.key != early.key
    assert late.meeting_id == early.meeting_id


def test_a_meeting_that_ends_at_midnight_stays_on_its_day() -> None:
    ((_, block),) = meeting_blocks(meeting(times="22:00-24:00"), DAYS, TOLD, Marks())
    assert (block.end, block.runs_after) == (1440, False)


def test_a_stale_diary_is_said() -> None:
    told = naming(LONDON, ORGANISATIONS, frozenset({"cal"}))
    ((_, block),) = meeting_blocks(meeting(), DAYS, told, Marks())
    assert block.is_stale
    assert "Calderbourne: not read for more than a day" in block.full_text


class TestPieces:
    """The parts of a span on each day, by the clock."""

    @given(st.integers(-2 * DAY, 8 * DAY), st.integers(0, 3 * DAY))
    def test_the_parts_of_a_winter_week_add_up(self, offset: int, length: int) -> None:
        start = midnight(MONDAY, LONDON) + offset // 60 * 60
        end = start + length // 60 * 60
        week = midnight(MONDAY, LONDON), midnight(MONDAY, LONDON) + 7 * DAY
        inside = max(0, min(end, week[1]) - max(start, week[0]))
        found = pieces(start, end, DAYS, LONDON)
        assert sum(piece.end - piece.start for piece in found) * 60 == inside
        assert all(0 <= piece.start <= piece.end <= 1440 for piece in found)

    def test_on_the_day_the_clock_goes_forward_the_clock_is_shown(self) -> None:
        spring = date(2027, 3, 28)
        start = midnight(spring, LONDON) + 30 * 60
        (piece,) = pieces(start, start + 3600, (spring,), LONDON)
        assert (piece.start, piece.end) == (30, 150)

    def test_on_the_day_the_clock_goes_back_a_block_never_ends_before_it_starts(self) -> None:
        autumn = date(2026, 10, 25)
        start = midnight(autumn, LONDON) + 105 * 60  # 01:45 summer time
        (piece,) = pieces(start, start + 30 * 60, (autumn,), LONDON)
        assert (piece.start, piece.end) == (105, 105)
