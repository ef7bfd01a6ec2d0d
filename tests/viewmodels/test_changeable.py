"""Whether a meeting can be changed here, and which copies that reaches."""

from dataclasses import replace
from typing import Any

from jointdesk.domain.meetings import Meeting
from jointdesk.viewmodels.changeable import Changeable, changeable
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
