"""Writes when a component is: DTSTART and DTEND, DUE or DURATION (RFC 5545 section 3.8.2).

Times stay in the zone in which they are written, where that is known; else they are written in
the desk's.
"""

from datetime import date

from jointdesk.domain.moments import HOUR, MINUTE, midnight
from jointdesk.ical.content_lines import ContentLines, content_line
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.times import ALL_DAY_FLAGS, read_moment
from jointdesk.ical.values import FIRST_DAY, LAST_DAY, parse_duration
from jointdesk.ical.written_times import Form, When, Writing, writing_of
from jointdesk.ical.zones import Zone


def put_times(draft: Draft, part: ContentLines, start: When, end: When) -> None:
    """Let an event be then; where it says so already, in whatever way, nothing is changed.

    An end before the start is the start, of an all-day event the day after it.
    """
    writing = start_writing(draft, part, start)
    home = writing.zone if start.day is None else None
    put_moment(draft, part, "DTSTART", start, writing)
    if start.day is not None:
        day = max(end.day if end.day is not None else start.day, start.day + 1)
        end = day_at(day, draft)
    elif end.day is not None or end.instant < start.instant:
        end = start
    _put_end(draft, part, start, end, _end_writing(draft, part, end, writing, home))
    for name in ALL_DAY_FLAGS:
        if part.first(name):
            part.put(name, content_line(name, "FALSE" if start.day is None else "TRUE"))


def start_writing(draft: Draft, part: ContentLines, when: When) -> Writing:
    """Return how a component writes a time or a day of its own."""
    line = part.first("DTSTART")
    writing = writing_of(line, draft.zones) if line else None
    if writing is not None and (writing.form is Form.DATE) == (when.day is not None):
        return writing
    return (
        Writing(Form.DATE, draft.zones.desk)
        if when.day is not None
        else draft.desk_writing(when.instant)
    )


def put_moment(draft: Draft, part: ContentLines, name: str, when: When, writing: Writing) -> None:
    """Write one moment, unless the property says it already."""
    line = part.first(name)
    if line is None or not _says(draft, part, name, when, writing.zone):
        part.put(name, writing.line(name, when))


def day_at(day: int, draft: Draft) -> When:
    """Return a day (proleptic ordinal) as it is to be written, within the calendar."""
    day = min(max(day, FIRST_DAY), LAST_DAY)
    return When(day, midnight(date.fromordinal(day), draft.zone))


def _says(draft: Draft, part: ContentLines, name: str, when: When, home: Zone) -> bool:
    """True if a property says that moment in a form that may stay."""
    line = part.first(name)
    try:
        found = read_moment(line.value, line, draft.zones, home) if line else None
    except ValueError:
        return False
    if found is None or found.zone.note:
        return False
    return (found.second is None) == (when.day is not None) and found.instant == when.instant


def _end_writing(
    draft: Draft, part: ContentLines, end: When, start: Writing, home: Zone | None
) -> Writing:
    """Return how the end is written: as it is now, where that goes with the start."""
    line = part.first("DTEND")
    writing = writing_of(line, draft.zones, home) if line else None
    if writing is not None and (writing.form is Form.DATE) == (end.day is not None):
        return writing
    return start


def _put_end(draft: Draft, part: ContentLines, start: When, end: When, writing: Writing) -> None:
    """Write the end as DTEND or DURATION, whichever is there, or neither where that says it."""
    if part.value("DTEND"):
        put_moment(draft, part, "DTEND", end, writing)
        part.remove("DURATION")
    elif part.first("DURATION"):
        if _end_by_duration(draft, part) != end.instant:
            part.put("DURATION", content_line("DURATION", duration_text(start, end)))
    elif end.instant != start.instant if start.day is None else end.day != start.day + 1:
        put_moment(draft, part, "DTEND", end, writing)


def _end_by_duration(draft: Draft, part: ContentLines) -> int | None:
    line = part.first("DTSTART")
    if line is None:
        return None
    try:
        length = parse_duration(part.value("DURATION"))
        return read_moment(line.value, line, draft.zones).plus(length)
    except ValueError:
        return None


def duration_text(start: When, end: When) -> str:
    """Return the length between as DURATION: days are nominal, the rest exact."""
    if start.day is not None and end.day is not None:
        return f"P{end.day - start.day}D"
    seconds = end.instant - start.instant
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    parts = [(hours, "H"), (minutes, "M"), (rest, "S")]
    text = "".join(f"{number}{unit}" for number, unit in parts if number)
    return f"PT{text or '0S'}"
