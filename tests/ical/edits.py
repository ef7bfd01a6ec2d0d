"""Edits written in a form that reads well, and what comes of them."""

from datetime import date

from jointdesk.domain.edits import Edit
from jointdesk.domain.items import Json
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.editing import edited, shown_fields
from jointdesk.ical.properties import logical_lines
from jointdesk.ical.scanning import scan
from jointdesk.ical.series import parse
from jointdesk.ical.writing import calendar_bytes
from tests.ical.written import LONDON, at, calendar, event, starts, times

NOW = at("2026-11-22 12:00")
ME = frozenset({"director@example.org"})


def resource(*parts: str, head: str = "VERSION:2.0\nPRODID:-//Test//EN\n") -> ResourceText:
    """The only resource of a calendar of these parts."""
    [only] = scan(calendar(*parts, head=head), "a.ics").resources
    return only


def meeting(more: str = "", uid: str = "a") -> ResourceText:
    """A meeting on 1 December 2026, from ten to eleven in London, with these lines too."""
    return resource(
        event(
            "DTSTART;TZID=Europe/London:20261201T100000\n"
            f"DTEND;TZID=Europe/London:20261201T110000\n{more}",
            uid=uid,
        )
    )


def ordinal(day: str) -> int:
    """The number of a day."""
    return date.fromisoformat(day).toordinal()


def change(
    text: ResourceText, day: str | None = None, number: int = 0, **fields: Json
) -> ResourceText:
    """The text with values for the series, or for the occurrence of a day."""
    key = ordinal(day) if day else None
    return edited(text, [Edit(key, number, fields)], LONDON, NOW, ME)


def shown(text: ResourceText, day: str | None = None, number: int = 0) -> dict[str, Json]:
    """What a text shows of the series, or of the occurrence of a day."""
    return shown_fields(text, ordinal(day) if day else None, number, LONDON, ME)


def lines(text: ResourceText) -> list[str]:
    """The content lines of the components, unfolded."""
    return [line for _, line in logical_lines(text.text)]


def named(text: ResourceText, *names: str) -> list[str]:
    """The content lines of these properties."""
    return [line for line in lines(text) if line.partition(":")[0].partition(";")[0] in names]


def december(text: ResourceText) -> list[str]:
    """The starts in December 2026 and January 2027 on London's clock, in order."""
    found = parse(text, LONDON).series
    return starts(found, "2026-12-01", "2027-02-01") if found else []


def spans(text: ResourceText) -> list[str]:
    """The occurrences in December 2026 and January 2027 on London's clock, in order."""
    found = parse(text, LONDON).series
    return times(found, "2026-12-01", "2027-02-01") if found else []


def sent(text: ResourceText) -> ResourceText:
    """The text as a server would give it back."""
    [only] = scan(calendar_bytes(text), "a.ics").resources
    return only


# A series to be edited

WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4\nSUMMARY:Board\n"
OVERRIDE = event(
    "RECURRENCE-ID;TZID=Europe/London:20261215T100000\n"
    "DTSTART;TZID=Europe/London:20261215T140000\n"
    "DTEND;TZID=Europe/London:20261215T150000\nSUMMARY:Board in the afternoon"
)
RENAMED = event(
    "RECURRENCE-ID;TZID=Europe/London:20261208T100000\n"
    "DTSTART;TZID=Europe/London:20261208T100000\n"
    "DTEND;TZID=Europe/London:20261208T110000\nSUMMARY:Board\nLOCATION:Annexe"
)


LATER = event(
    "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261208T100000\n"
    "DTSTART;TZID=Europe/London:20261208T120000\n"
    "DTEND;TZID=Europe/London:20261208T123000\nSUMMARY:Late board"
)


def weekly(more: str = "", *overrides: str) -> ResourceText:
    """A meeting on four Tuesdays from 1 December 2026 on, from ten to eleven in London."""
    return resource(
        event(
            "DTSTART;TZID=Europe/London:20261201T100000\n"
            f"DTEND;TZID=Europe/London:20261201T110000\n{WEEKLY}{more}"
        ),
        *overrides,
    )
