"""What messages about invitations say, and which of them holds."""

import pytest

from jointdesk.ical.messages import ItipMessage, open_requests, read_message, uids_of
from tests.sync.making import calendar, event


def message(method: str, *lines: str, uid: str = "a", stamp: str = "1") -> ItipMessage:
    text = calendar(event(uid, "DURATION:PT1H", *lines, stamp=stamp), method=method)
    found = read_message(f"{method}{stamp}", text)
    assert found is not None
    return found


def still_open(*messages: ItipMessage) -> list[str]:
    return [one.name for one in open_requests(messages)]


def test_a_message_says_what_it_is_about() -> None:
    found = message("request", "SEQUENCE:3", stamp="2")
    assert (found.method, found.uid, found.is_whole) == ("REQUEST", "a", True)
    assert found.stamp == ("20261102T000000Z", 3)
    assert not message("REQUEST", "RECURRENCE-ID:20261214T090000Z").is_whole


@pytest.mark.parametrize(
    "data", [b"nothing", b"", calendar(), calendar("BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\n")]
)
def test_what_is_no_message_about_an_event_says_nothing(data: bytes) -> None:
    assert read_message("x", data) is None


def test_an_invitation_is_open() -> None:
    assert still_open(message("REQUEST")) == ["REQUEST1"]


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "REFRESH", "PUBLISH", "CANCEL", ""])
def test_nothing_else_is_an_invitation(method: str) -> None:
    assert still_open(message(method)) == []


def test_the_last_of_several_holds() -> None:
    assert still_open(message("REQUEST", stamp="2"), message("REQUEST", stamp="1")) == ["REQUEST2"]
    assert still_open(message("REQUEST", stamp="1"), message("CANCEL", stamp="2")) == []
    assert still_open(message("CANCEL", stamp="1"), message("REQUEST", stamp="2")) == ["REQUEST2"]


def test_called_off_in_the_same_second_is_called_off() -> None:
    assert still_open(message("REQUEST"), message("CANCEL")) == []


def test_calling_off_without_a_sequence_calls_off() -> None:
    assert still_open(message("REQUEST", "SEQUENCE:5"), message("CANCEL", stamp="2")) == []


def test_one_occurrence_called_off_leaves_the_others() -> None:
    one = message("CANCEL", "RECURRENCE-ID:20261214T090000Z", stamp="2")
    assert still_open(message("REQUEST"), one) == ["REQUEST1"]


def test_what_others_are_about_does_not_matter() -> None:
    other = message("CANCEL", uid="b", stamp="2")
    assert still_open(message("REQUEST"), other) == ["REQUEST1"]


@pytest.mark.parametrize("number", ["-1", "x", "9" * 30])
def test_a_sequence_that_is_none_is_the_first(number: str) -> None:
    assert message("REQUEST", f"SEQUENCE:{number}").stamp[1] == 0


def test_the_uids_of_a_part() -> None:
    assert uids_of(calendar(event("a"), event("b"))) == {"a", "b"}
    assert uids_of(b"nothing") == set()
