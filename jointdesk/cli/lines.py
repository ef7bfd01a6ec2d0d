"""Meetings and conflicts as lines for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from jointdesk.domain.conflicts import JudgedConflict, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, local
from jointdesk.domain.occurrences import Reply, Status
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import short_day
from jointdesk.operations.agenda import AgendaEntry


def day_words(day: date) -> str:
    """Return a day as “Mon 30 Nov 2026”."""
    return f"{short_day(day)} {day.year}"


def moment_words(at: Instant, zone: ZoneInfo) -> str:
    """Return an instant in a zone as “Mon 30 Nov 2026 09:05”."""
    moment = local(at, zone)
    return f"{day_words(moment.date())} {moment:%H:%M}"


def agenda_lines(
    entries: Sequence[AgendaEntry], organisations: Mapping[str, Organisation], zone: ZoneInfo
) -> Iterator[str]:
    """Return the agenda: a heading a day, a line a meeting, its open conflicts under it."""
    shown: date | None = None
    for entry in entries:
        day = local(entry.meeting.start, zone).date()
        if day != shown:
            if shown is not None:
                yield ""
            yield day_words(day)
            shown = day
        yield f"  {_times(entry.meeting, zone)}  {_title(entry.meeting, organisations)}"
        for note in entry.notes:
            yield f"{'':15}{note}"
        for judged in entry.conflicts:
            if judged.state in (State.OPEN, State.ASSIGNED):
                yield f"{'':15}! {judged.conflict.message} [{judged.conflict.code}]"
    if shown is None:
        yield "Nothing in these days."


def _times(meeting: Meeting, zone: ZoneInfo) -> str:
    if meeting.preferred.details.all_day:
        return "all day    "
    start, end = local(meeting.start, zone), local(meeting.end, zone)
    return f"{start:%H:%M}–{end:%H:%M}"


def _title(meeting: Meeting, organisations: Mapping[str, Organisation]) -> str:
    details = meeting.preferred.details
    tags = " ".join(organisations[org_id].code for org_id in meeting.org_ids)
    words = f"[{tags}] {details.title or '(no title)'}"
    if details.place:
        words += f", {details.place}"
    if details.status is not Status.CONFIRMED:
        words += f" ({details.status.value})"
    elif details.reply in (Reply.TENTATIVE, Reply.DECLINED):
        words += f" ({details.reply.value})"
    return words


def conflict_lines(found: Iterable[JudgedConflict], zone: ZoneInfo) -> Iterator[str]:
    """Return a line a conflict: id, severity, day, sentence, code, state."""
    none = True
    for judged in found:
        none = False
        conflict = judged.conflict
        start = conflict.start
        day = "" if start is None else day_words(local(start, zone).date())
        state = "" if judged.state is State.OPEN else f" ({judged.state.value})"
        yield (
            f"{conflict.id}  {conflict.severity.value:5}  {day:15}  {conflict.message}"
            f" [{conflict.code}]{state}"
        )
    if none:
        yield "No conflicts in these days."
