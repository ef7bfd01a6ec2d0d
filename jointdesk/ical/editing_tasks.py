"""Writes what a task says: its texts, its days, and whether it is done (RFC 5545 section 3.6.2)."""

from collections.abc import Mapping
from datetime import date

from jointdesk.domain.items import Json
from jointdesk.domain.moments import DAY, HOUR, Instant, local_day, parse_instant
from jointdesk.ical.content_lines import ContentLines, content_line
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.editing_fields import put_text
from jointdesk.ical.editing_occurrences import Found
from jointdesk.ical.editing_times import day_at, put_moment, start_writing
from jointdesk.ical.repetition import REPEATING
from jointdesk.ical.times import Moment, read_moment
from jointdesk.ical.written_times import Form, When, Writing, utc_digits, writing_of

_NOON = 12 * HOUR


def put_task_fields(
    draft: Draft,
    part: ContentLines,
    shown: Mapping[str, Json],
    fields: Mapping[str, Json],
    now: Instant,
) -> None:
    """Write the given fields of a task but for its start; `shown` is what it says until now."""
    if "title" in fields:
        put_text(part, "SUMMARY", str(fields["title"]))
    if "notes" in fields:
        put_text(part, "DESCRIPTION", str(fields["notes"]), "X-ALT-DESC", "STYLED-DESCRIPTION")
    if "due" in fields or "due_time" in fields:
        day, time = ({**shown, **fields}.get(name) for name in ("due", "due_time"))
        _put_due(draft, part, _due(draft, day, time))
    if "status" in fields:
        _put_status(part, str(fields["status"]), now)
    if "completed_on" in fields:
        _put_completed(draft, part, fields["completed_on"], now)


def put_task_start(draft: Draft, part: ContentLines, day: Json) -> None:
    """Write the day before which nothing need be done; its time of the day stays."""
    when = task_start(draft, part, day)
    if when is not None:
        put_moment(draft, part, "DTSTART", when, start_writing(draft, part, when))
    elif not part.all(*REPEATING):
        part.remove("DTSTART")


def task_start(draft: Draft, part: ContentLines, day: Json) -> When | None:
    """Return when a task starts that starts on a day: at the time at which it starts now.

    Without one it is as DUE is, a date or a time (RFC 5545 section 3.8.2.3).
    """
    if not isinstance(day, str):
        return None
    ordinal = date.fromisoformat(day).toordinal()
    old = moment_of(draft, part, "DTSTART")
    due = moment_of(draft, part, "DUE")
    if old is not None and old.second is not None:
        days = ordinal - local_day(old.instant, draft.zone).toordinal()
        return When(None, old.zone.clock.instant(old.day + days, old.second))
    if old is None and due is not None and due.second is not None:
        return When(None, day_at(ordinal, draft).instant)
    return day_at(ordinal, draft)


def put_task_instance(draft: Draft, part: ContentLines, found: Found) -> None:
    """Let a task be when an occurrence is: DTSTART, and DUE as much later."""
    later = found.start - (found.component.start or found.start)
    due = moment_of(draft, part, "DUE")
    if due is not None:
        days = (later + DAY // 2) // DAY
        when = When(None, due.instant + later)
        if due.second is None:
            when = day_at(due.day + days, draft)
        put_moment(draft, part, "DUE", when, _due_writing(draft, part, when))
    start = draft.when(found.start, found.component)
    put_moment(draft, part, "DTSTART", start, start_writing(draft, part, start))


def moment_of(draft: Draft, part: ContentLines, name: str) -> Moment | None:
    """Return the moment that a property says, None where it says none."""
    line = part.first(name)
    try:
        return read_moment(line.value, line, draft.zones) if line else None
    except ValueError:
        return None


def _due(draft: Draft, day: Json, time: Json) -> When | None:
    if not isinstance(day, str):
        return None
    if time:
        return When(None, parse_instant(f"{day}T{time}", draft.zone))
    return day_at(date.fromisoformat(day).toordinal(), draft)


def _put_due(draft: Draft, part: ContentLines, due: When | None) -> None:
    """Write DUE; DTSTART becomes a date or a time with it, if it may (RFC 5545 3.8.2.3)."""
    part.remove("DURATION")
    if due is None:
        part.remove("DUE")
        return
    put_moment(draft, part, "DUE", due, _due_writing(draft, part, due))
    start = moment_of(draft, part, "DTSTART")
    if start is None or (start.second is None) == (due.day is not None):
        return
    if not part.all(*REPEATING, "RECURRENCE-ID"):
        day = day_at(local_day(start.instant, draft.zone).toordinal(), draft)
        when = day if due.day is not None else When(None, day.instant)
        put_moment(draft, part, "DTSTART", when, start_writing(draft, part, when))


def _due_writing(draft: Draft, part: ContentLines, due: When) -> Writing:
    """Return how DUE is written: as it is now, where that goes, else as DTSTART."""
    line = part.first("DUE")
    writing = writing_of(line, draft.zones) if line else None
    if writing is not None and (writing.form is Form.DATE) == (due.day is not None):
        return writing
    return start_writing(draft, part, due)


def _put_status(part: ContentLines, status: str, now: Instant) -> None:
    """Write STATUS, with what goes with being done, or not."""
    part.put("STATUS", content_line("STATUS", status.upper()))
    if status == "completed":
        part.put("PERCENT-COMPLETE", content_line("PERCENT-COMPLETE", "100"))
        if part.first("COMPLETED") is None:
            part.put("COMPLETED", content_line("COMPLETED", utc_digits(now)))
    else:
        part.remove("COMPLETED")
        if part.value("PERCENT-COMPLETE") == "100" or status == "needs-action":
            part.remove("PERCENT-COMPLETE")


def _put_completed(draft: Draft, part: ContentLines, day: Json, now: Instant) -> None:
    """Write when it was done: now if that is today, else at noon (COMPLETED is a time)."""
    if not isinstance(day, str):
        part.remove("COMPLETED")
        return
    done_on = date.fromisoformat(day)
    noon = day_at(done_on.toordinal(), draft).instant + _NOON
    when = now if local_day(now, draft.zone) == done_on else noon
    part.put("COMPLETED", content_line("COMPLETED", utc_digits(when)))
