"""The JSON shapes of meetings and conflicts (a public contract, docs/command-line.md)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.domain.conflicts import Conflict, JudgedConflict
from jointdesk.domain.invitations import Message
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, iso, local_day
from jointdesk.domain.occurrences import Details, Occurrence, split_key
from jointdesk.domain.organisations import Organisation
from jointdesk.operations.agenda import AgendaEntry, notes_on


def when(instant: Instant, all_day: bool, zone: ZoneInfo) -> str:
    """Return an instant with its offset in the desk's zone, or the date of an all-day value."""
    return local_day(instant, zone).isoformat() if all_day else iso(instant, zone)


def meeting_shape(
    entry: AgendaEntry, organisations: Mapping[str, Organisation], zone: ZoneInfo
) -> dict[str, Any]:
    """Return a meeting with its copies and the ids of its conflicts."""
    shape = _meeting(entry.meeting, organisations, zone)
    shape["notes"] = list(entry.notes)
    shape["conflicts"] = [judged.conflict.id for judged in entry.conflicts]
    return shape


def hit_shape(
    meeting: Meeting, organisations: Mapping[str, Organisation], zone: ZoneInfo
) -> dict[str, Any]:
    """Return a meeting found by search."""
    shape = _meeting(meeting, organisations, zone)
    return {"type": "meeting", **shape, "notes": list(notes_on(meeting)), "conflicts": []}


def _meeting(
    meeting: Meeting, organisations: Mapping[str, Organisation], zone: ZoneInfo
) -> dict[str, Any]:
    shown = meeting.preferred
    details = shown.details
    return {
        "id": meeting.id,
        "title": details.title,
        "start": when(shown.start, details.all_day, zone),
        "end": when(shown.end, details.all_day, zone),
        "all_day": details.all_day,
        "orgs": [organisations[org_id].code for org_id in meeting.org_ids],
        "place": details.place,
        "status": details.status.value,
        "busy": any(copy.details.busy for copy in meeting.copies),
        "private": any(copy.details.private for copy in meeting.told),
        "tags": [*details.categories, *(["pending"] if meeting.pending else [])],
        "notes": [],
        "copies": [] if details.masked else [_copy(copy, zone) for copy in meeting.copies],
        "conflicts": [],
    }


def _copy(copy: Occurrence, zone: ZoneInfo) -> dict[str, Any]:
    details = copy.details
    return {
        "org": details.org_code,
        "source": details.collection_id,
        "uid": details.uid,
        "recurrence_id": _recurrence_id(copy, details, zone),
        "start": when(copy.start, details.all_day, zone),
        "end": when(copy.end, details.all_day, zone),
        "place": details.place,
        "reply": details.reply.value,
        "status": details.status.value,
    }


def _recurrence_id(copy: Occurrence, details: Details, zone: ZoneInfo) -> str | None:
    """Return the original start, None for a single event."""
    if details.recurrence_id is not None:
        return when(details.recurrence_id, details.all_day, zone)
    if not details.recurring:
        return None
    if details.all_day:
        return date.fromordinal(copy.day).isoformat()
    return iso(copy.start, zone)


def is_meeting(participant: str) -> bool:
    """True for the id of a meeting; others are a calendar's, or an organisation and a week."""
    try:
        split_key(participant)
    except ValueError:
        return False
    return True


def _meetings_of(conflict: Conflict) -> list[str]:
    return [participant for participant in conflict.participants if is_meeting(participant)]


def conflict_shape(
    judged: JudgedConflict, organisations: Mapping[str, Organisation], zone: ZoneInfo
) -> dict[str, Any]:
    """Return a conflict with its state; `meetings` are ids, `items` where it is about others."""
    conflict = judged.conflict
    meetings = [] if conflict.code.startswith(("DEC-", "TSK-")) else _meetings_of(conflict)
    shape: dict[str, Any] = {
        "id": conflict.id,
        "code": conflict.code,
        "severity": conflict.severity.value,
        "start": None if conflict.start is None else iso(conflict.start, zone),
        "end": None if conflict.end is None else iso(conflict.end, zone),
        "orgs": [organisations[one].code for one in conflict.org_ids if one in organisations],
        **({"meetings": meetings} if meetings else {"items": list(conflict.participants)}),
        "message": conflict.message,
        "state": judged.state.value,
        "owner": judged.owner,
    }
    if conflict.minutes_short is not None:
        shape["minutes_short"] = conflict.minutes_short
    if judged.was is not None:
        shape["was"] = judged.was.value
    return shape


def told_shape(told: Iterable[Message]) -> list[dict[str, Any]]:
    """Return what would be sent as JSON."""
    return [{"kind": one.kind.value, "to": list(one.to)} for one in told]
