"""Whether a meeting can be changed here, and which copies that reaches."""

from dataclasses import replace
from typing import Any

from jointdesk.domain.meetings import Meeting
from jointdesk.domain.occurrences import Placed
from jointdesk.viewmodels.changeable import Changeable, ChosenCopy, changeable, copy_choices
from tests.sample_meetings import MONDAY, MeetingBuilder

NAMES = {"cal": "Calderbourne", "wex": "Wexmere"}
make = MeetingBuilder()
BOARD = make.meeting("CAL WEX", "Board", MONDAY, "10:00-11:00")


def with_details(meeting: Meeting, *of_each: dict[str, Any]) -> Meeting:
    copies = tuple(
        copy._replace(details=replace(copy.details, **more))
        for copy, more in zip(meeting.copies, of_each, strict=True)
    )
    return Meeting(copies, copies[0])


def test_copies_that_cannot_be_written_go_on_the_worklist() -> None:
    change = changeable(with_details(BOARD, {"writable": True}, {}), NAMES)
    assert (change.here, change.by_hand) == (("Calderbourne",), ("Wexmere",))
    assert change.reach == (
        "Calderbourne can be changed from here. Wexmere is read only here: worklist."
    )
    both = changeable(BOARD, NAMES)
    assert both.reach == (
        "Calderbourne and Wexmere are read only here: a change goes on the worklist."
    )
    written = changeable(with_details(BOARD, {"writable": True}, {"writable": True}), NAMES)
    assert written.reach == ""
    assert written.told == "New times reach every copy, the rest that of Calderbourne."


def test_the_copy_that_can_be_written_gets_what_only_one_gets() -> None:
    change = changeable(with_details(BOARD, {}, {"writable": True}), NAMES)
    assert change.own == "Wexmere"
    assert change.told.endswith("worklist. New times reach every copy, the rest that of Wexmere.")


def test_what_was_made_here_can_be_changed_here() -> None:
    local = make.meeting("CAL", "Kept time", MONDAY, "12:00-13:00")
    here = with_details(local, {"collection_id": "local:cal"})
    assert changeable(here, NAMES) == Changeable(here=("Calderbourne",), own="Calderbourne")
    assert changeable(here, NAMES).told == ""


def test_what_is_private_to_others_or_only_busy_says_why_it_cannot_be_changed() -> None:
    private = make.meeting("WEX", "", MONDAY, "12:00-13:00", masked=True)
    assert changeable(private, NAMES).refusal == (
        "This is private to WEX. Only its own people can change it."
    )
    busy = make.meeting("WEX", "Busy", MONDAY, "12:00-13:00", free_busy_only=True)
    assert "only says when somebody is busy" in changeable(busy, NAMES).refusal
    assert changeable(busy, NAMES).reach == ""


def test_what_waits_is_told_by_its_code_and_a_series_is_one() -> None:
    change = changeable(with_details(BOARD, {"pending": True}, {"recurring": True}), NAMES)
    assert change.waiting == ("CAL",)
    assert change.is_series


def test_each_copy_can_be_chosen_with_what_that_reaches() -> None:
    meeting = with_details(BOARD, {"collection_id": "a"}, {"collection_id": "b", "writable": True})
    choices = copy_choices(meeting, NAMES)
    assert [(one.id, one.words) for one in choices] == [
        ("", "In both"),
        ("a", "CAL copy"),
        ("b", "WEX copy"),
    ]
    assert choices[1].change.by_hand == ("Calderbourne",)
    assert choices[2].change.reach == ""
    assert choices[2].change.own == "Wexmere"


def test_two_copies_of_one_body_are_numbered() -> None:
    twice = with_details(
        BOARD, {"collection_id": "a"}, {"collection_id": "b", "org_id": "cal", "org_code": "CAL"}
    )
    words = [one.words for one in copy_choices(twice, NAMES)]
    assert words == ["In both", "CAL copy 1", "CAL copy 2"]


def test_what_is_held_back_and_busy_blocks_are_no_choice() -> None:
    ids = ({"collection_id": "a"}, {"collection_id": "b"})
    masked = with_details(BOARD, ids[0], {**ids[1], "masked": True})
    block = with_details(BOARD, ids[0], {**ids[1], "placed": Placed.BLOCK})
    for meeting in (masked, block, make.meeting("CAL", "Alone", MONDAY, "12:00-13:00")):
        assert copy_choices(meeting, NAMES) == ()


def test_the_chosen_copy_is_meant_until_another_meeting_is_selected() -> None:
    meeting = with_details(BOARD, {"collection_id": "a"}, {"collection_id": "b"})
    other = make.meeting("CAL", "Other", MONDAY, "12:00-13:00")
    chosen = ChosenCopy()
    assert chosen.of(meeting) == ""
    chosen.choose(meeting, "b")
    assert (chosen.of(meeting), chosen.of(other)) == ("b", "")
    chosen.follow(meeting)
    moved = meeting._replace(copies=meeting.copies[1:], preferred=meeting.copies[1])
    assert (chosen.of(meeting), chosen.of(moved)) == ("b", "b")
    without = meeting._replace(copies=meeting.copies[:1])
    assert chosen.of(without) == ""
    chosen.follow(other)
    assert chosen.of(meeting) == ""
    chosen.choose(meeting, "a")
    chosen.follow(None)
    assert chosen.of(meeting) == ""
