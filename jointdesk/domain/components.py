"""Calendar components as values (RFC 5545 words), free of text syntax and of time zones.

Instants are UTC; all-day and floating values have been placed in the desk's zone by whoever
read them (RFC 5545 section 3.3.5, forms 1 to 3).
"""

from typing import NamedTuple

from jointdesk.domain.moments import Instant

UNKNOWN_ZONE = "?"
"""First character of `Component.zone` where the file names a zone that nobody knows."""


class Attendee(NamedTuple):
    """One ATTENDEE: `email` lower case without mailto:, `partstat` and `role` upper case."""

    email: str
    name: str
    partstat: str
    role: str


class Component(NamedTuple):
    """One VEVENT, VTODO or VJOURNAL.

    `line` is its first line in the file it came from, from 1. `start` is None only where the
    text has no usable DTSTART (tasks, journals, cancellations by METHOD); `end` is exclusive,
    equal to `start` for zero length. `zone` is the IANA name, "UTC", "" for floating and
    all-day, the file's own TZID where a VTIMEZONE defines it, or "?" and the TZID where it is
    unknown (read as floating). `day` is the proleptic ordinal of DTSTART's date in that zone.
    `recurrence_day` and `recurrence_ordinal` name the occurrence that an override replaces
    (design: original local date and number within that day), None for a master;
    `recurrence_id` is the same as an instant.
    `rule` is a normalised text of RRULE, RDATE and EXRULE, "" for a single event.
    `busy_status` is Outlook's word in lower case ("free", "tentative", "busy", "oof",
    "workingelsewhere") or "". `link` is the first join link found in the link properties, the
    location or the description. `last_modified` is 0 where the text gives none.
    """

    kind: str
    uid: str
    line: int
    start: Instant | None
    end: Instant | None
    all_day: bool
    zone: str
    day: int | None
    recurrence_day: int | None
    recurrence_ordinal: int
    rule: str
    summary: str
    location: str
    description: str
    status: str
    transparent: bool
    classification: str
    busy_status: str
    organizer: str
    attendees: tuple[Attendee, ...]
    categories: tuple[str, ...]
    link: str
    sequence: int
    last_modified: Instant
    recurrence_id: Instant | None = None


class Instance(NamedTuple):
    """One occurrence of a series before it is anybody's: what the expansion yields.

    `day` (proleptic ordinal) and `ordinal` are the second half of the occurrence key: the
    original local date in DTSTART's own zone, and the number within that day counted before
    EXDATE and overrides. `component` indexes the series' components: 0 the master, else an
    override.
    """

    start: Instant
    end: Instant
    day: int
    ordinal: int
    component: int


class Problem(NamedTuple):
    """Something wrong with one component of a file: where, which, why, and its text.

    `file` is the name shown to the person (never a path that is followed), `line` counts from
    1, `uid` is "" where there is none, `reason` is one plain sentence without a full stop.
    """

    file: str
    line: int
    uid: str
    reason: str
    text: str = ""
