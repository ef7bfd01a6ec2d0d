"""What an undo puts back of single occurrences, where a series had been cut or given a new rule."""

import pytest

from jointdesk.domain.resources import ResourceText
from jointdesk.ical.content_lines import ContentLines
from jointdesk.ical.editing import lacks_exceptions, lacks_override
from jointdesk.ical.series import component_texts
from jointdesk.ical.writing import calendar_bytes
from tests.ical.edits import LONDON, change, ordinal, resource
from tests.ical.written import event

MASTER = (
    "DTSTART;TZID=Europe/London:20261201T100000\n"
    "DTEND;TZID=Europe/London:20261201T110000\n"
    "RRULE:FREQ=WEEKLY;COUNT=5\n"
    "EXDATE;TZID=Europe/London:20261208T100000,20261222T100000\n"
    "RDATE;TZID=Europe/London:20261219T150000\n"
)
LATE = (
    "RECURRENCE-ID;TZID=Europe/London:20261215T100000\n"
    "DTSTART;TZID=Europe/London:20261216T120000\n"
    "DTEND;TZID=Europe/London:20261216T130000\n"
    "SUMMARY:Late\n"
)


@pytest.fixture
def whole() -> ResourceText:
    return resource(event(MASTER, uid="a"), event(LATE, uid="a"))


def written(text: ResourceText) -> str:
    return calendar_bytes(text).decode()


def dates(text: ResourceText, name: str) -> set[str]:
    parts = [ContentLines(part) for part, _ in component_texts(text)]
    lines = [line.value for part in parts for line in part.all(name)]
    return {value for line in lines for value in line.split(",")}


def test_what_a_cut_took_away_comes_back(whole: ResourceText) -> None:
    cut = change(whole, ends_before="a-20261215", repeat="FREQ=WEEKLY;UNTIL=20261214")
    assert (dates(cut, "EXDATE"), dates(cut, "RDATE")) == ({"20261208T100000"}, set())
    assert b"Late" not in cut.text
    back = change(cut, repeat="FREQ=WEEKLY;COUNT=5", restored=written(whole))
    for name in ("EXDATE", "RDATE"):
        assert dates(back, name) == dates(whole, name)
    assert b"Late" in back.text
    assert not lacks_exceptions(back, written(whole), LONDON)


def test_one_override_comes_back_with_its_occurrence(whole: ResourceText) -> None:
    gone = change(whole, "2026-12-15", deleted=True)
    assert lacks_override(whole, written(whole), ordinal("2026-12-15"), 0, LONDON) is False
    back = change(gone, "2026-12-15", deleted=None, restored=written(whole))
    assert b"Late" in back.text
    assert dates(back, "EXDATE") == dates(whole, "EXDATE")


def test_what_others_have_said_since_stays(whole: ResourceText) -> None:
    others = change(whole, "2026-12-15", title="Theirs")
    assert change(others, restored=written(whole)) == others
    taken = change(whole, "2026-12-29", deleted=True)
    assert dates(change(taken, restored=written(whole)), "EXDATE") == dates(taken, "EXDATE")


def test_a_series_moved_back_is_written_in_its_zone_of_then() -> None:
    utc = resource(event("DTSTART:20260701T080000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\n", uid="a"))
    days = change(utc, start="2026-07-01", end="2026-07-02")
    back = change(days, start="2026-07-01T09:00", end="2026-07-01T10:00", restored=written(utc))
    assert b"DTSTART:20260701T080000Z" in back.text


@pytest.mark.parametrize("text", ["", "no calendar", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "\x00"])
def test_a_text_without_a_series_puts_nothing_back(whole: ResourceText, text: str) -> None:
    assert change(whole, restored=text) == whole
    assert not lacks_exceptions(whole, text, LONDON)
