"""What a VTODO's text asks of a person."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from jointdesk.domain.moments import parse_instant
from jointdesk.domain.todos import Todo
from jointdesk.ical.scanning import scan
from jointdesk.ical.todos import read_todos

LONDON = ZoneInfo("Europe/London")
NOW = parse_instant("2026-11-30T09:00", LONDON)


def todos(*lines: str) -> list[Todo]:
    text = "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VTODO", "UID:t@x", "SUMMARY:Send the return",
         *lines, "END:VTODO", "END:VCALENDAR", ""]
    )  # fmt: skip
    (resource,) = scan(text.encode(), "tasks.ics").resources
    return read_todos(resource, LONDON, NOW)


def only(*lines: str) -> Todo:
    (found,) = todos(*lines)
    return found


def test_a_bare_task_is_to_be_done_some_day() -> None:
    found = only()
    assert (found.title, found.status, found.due, found.day) == (
        "Send the return",
        "needs-action",
        None,
        None,
    )
    assert (found.level, found.parent, found.is_private) == (None, "", False)


def test_due_is_a_day_or_a_time_on_the_desk_s_clock() -> None:
    assert only("DUE;VALUE=DATE:20261204").due == date(2026, 12, 4)
    found = only("DUE:20260704T160000Z")
    assert (found.due, found.due_time) == (date(2026, 7, 4), "17:00")


def test_due_follows_from_start_and_duration() -> None:
    found = only("DTSTART;TZID=Europe/London:20261204T090000", "DURATION:PT2H")
    assert (found.start, found.due, found.due_time) == (
        date(2026, 12, 4),
        date(2026, 12, 4),
        "11:00",
    )
    assert only("DTSTART;TZID=Europe/London:20261204T090000").due is None


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["STATUS:IN-PROCESS"], "in-process"),
        (["STATUS:CANCELLED"], "cancelled"),
        (["STATUS:NONSENSE"], "needs-action"),
        (["COMPLETED:20261101T100000Z"], "completed"),
        (["PERCENT-COMPLETE:100"], "completed"),
        (["PERCENT-COMPLETE:50"], "needs-action"),
    ],
)
def test_status_is_what_the_text_says_or_means(lines: list[str], status: str) -> None:
    assert only(*lines).status == status


def test_when_it_was_done_is_kept() -> None:
    found = only("STATUS:COMPLETED", "COMPLETED:20261101T100000Z")
    assert found.completed_on == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("number", "level"),
    [("1", "high"), ("4", "high"), ("5", "medium"), ("9", "low"), ("0", None), ("x", None)],
)
def test_priority_has_three_words(number: str, level: str | None) -> None:
    assert only(f"PRIORITY:{number}").level == level


def test_a_task_may_be_part_of_another_and_private() -> None:
    found = only("RELATED-TO:p@x", "CLASS:CONFIDENTIAL", "ATTENDEE:mailto:Tom@cal.example")
    assert (found.parent, found.is_private, found.emails) == ("p@x", True, ("tom@cal.example",))
    assert only("RELATED-TO;RELTYPE=SIBLING:p@x").parent == ""


def test_a_due_date_that_cannot_be_read_is_none() -> None:
    assert only("DUE:tomorrow").due is None


def test_of_a_repeating_task_there_are_the_last_and_the_next() -> None:
    found = todos("DTSTART;VALUE=DATE:20200106", "DUE;VALUE=DATE:20200108", "RRULE:FREQ=WEEKLY")
    assert [one.start for one in found] == [date(2026, 11, 30), date(2026, 12, 7)]
    assert [one.due for one in found] == [date(2026, 12, 2), date(2026, 12, 9)]
    assert found[0].day == date(2026, 11, 30).toordinal()


def test_a_task_that_nothing_can_be_read_of_is_left_out() -> None:
    text = b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:x\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
    (resource,) = scan(text, "x.ics").resources
    assert read_todos(resource._replace(text=b""), LONDON, NOW) == []
