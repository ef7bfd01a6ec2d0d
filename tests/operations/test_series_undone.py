"""A series that was changed as a whole and written is, once undone, what it was before."""

import pytest

from jointdesk.domain.edits import EditScope
from jointdesk.domain.moments import Span, parse_instant
from jointdesk.operations.agenda import agenda
from jointdesk.operations.events import edit_event
from jointdesk.operations.undo import redo, undo
from tests.operations.two_calendars import Office, office
from tests.sync.making import calendar, event

__all__ = ["office"]

TEN, NOON = "20270105T100000Z", "20270107T120000Z"
LATER = {"start": "2027-01-05T12:00"}
ALL_DAY = {"start": "2027-01-05", "end": "2027-01-06"}


def series(start: str, override: str, replaces: str, *lines: str) -> bytes:
    """A daily series of an hour in UTC, with one occurrence that begins elsewhere."""
    rule = "RRULE:FREQ=DAILY;COUNT=5"
    whole = event("s", "DURATION:PT1H", "SUMMARY:Series", rule, *lines, start=start)
    said = ("DURATION:PT1H", "SUMMARY:Other", f"RECURRENCE-ID:{replaces}")
    return calendar(whole, event("s", *said, start=override))


def shown(office: Office) -> list[tuple[str, int, int, str]]:
    days = (parse_instant(f"2027-{day}T00:00", office.desk.zone) for day in ("01-01", "09-01"))
    entries = agenda(office.desk, office.audience, Span(*days), office.now)
    copies = [copy for entry in entries for copy in entry.meeting.copies]
    titled = [one for one in copies if one.details.title in ("Series", "Other")]
    return sorted((one.details.title, one.start, one.end, one.key) for one in titled)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param(series(TEN, NOON, "20270107T100000Z"), LATER, id="meets its override"),
        pytest.param(series(TEN, NOON, "20270107T100000Z"), ALL_DAY, id="all day"),
        pytest.param(series(TEN, NOON, "20270107T110000Z"), ALL_DAY, id="replaces nothing"),
        pytest.param(series(TEN, NOON, "20270120T100000Z"), ALL_DAY, id="replaces no day"),
        pytest.param(
            series(TEN, NOON, "20270107T100000Z", "RDATE:20270120T100000Z"), ALL_DAY, id="RDATE"
        ),
        pytest.param(
            series(TEN, "20270120T120000Z", "20270120T150000Z", "RDATE:20270120T150000Z"),
            ALL_DAY,
            id="replaces an RDATE of another time",
        ),
        pytest.param(
            series("20270605T233000Z", "20270607T120000Z", "20270607T233000Z"),
            {"start": "2027-06-06", "end": "2027-06-07"},
            id="another day in summer",
        ),
    ],
)
def test_moved_written_undone_and_written_it_is_as_before(
    office: Office, text: bytes, fields: dict[str, str]
) -> None:
    office.served["one"].put("s.ics", text)
    office.sync()
    before = shown(office)
    assert len(before) > 3
    edit_event(
        office.desk, office.actor, office.audience, office.series("s"), fields, EditScope.ALL
    )
    after = shown(office)
    assert (office.sync("one"), office.sync("one")) == ([1], [0])
    undo(office.desk, office.actor)
    assert shown(office) == before
    assert (office.sync("one"), office.sync("one"), office.waiting()) == ([1], [0], [])
    assert shown(office) == before
    redo(office.desk, office.actor)
    office.sync("one")
    assert shown(office) == after
