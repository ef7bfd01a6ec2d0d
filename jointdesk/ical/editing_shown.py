"""What a resource's text says of the fields that can be changed here, as they are stored."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from jointdesk.domain.components import Attendee, Component
from jointdesk.domain.holds import is_hold, says_cancelled, without_marks
from jointdesk.domain.items import Json
from jointdesk.domain.moments import Instant, instant, local, local_day
from jointdesk.ical.assembly import Series
from jointdesk.ical.content_lines import ContentLines
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.editing_occurrences import Found, find_occurrence, is_single
from jointdesk.ical.recurrence_rule import Freq, RecurrenceRule, Until, UntilForm
from jointdesk.ical.recurrence_start import Start, last_day
from jointdesk.ical.rule_texts import plain_rule, read_rule, spelled
from jointdesk.ical.scheduling import asks_by_server
from jointdesk.ical.todos import todo_of
from jointdesk.ical.year_days import LAST_DAY

ROLES = {"CHAIR": "chair", "OPT-PARTICIPANT": "optional", "NON-PARTICIPANT": "optional"}
"""The word for ROLE (RFC 5545 section 3.2.16); "required" for any other."""

REPLIES = {
    "ACCEPTED": "accepted",
    "TENTATIVE": "tentative",
    "DECLINED": "declined",
    "DELEGATED": "declined",
}
"""The word for PARTSTAT (RFC 5545 section 3.2.12); "none" for any other."""

_SUREST = ("accepted", "tentative", "declined", "none")


def shown_values(
    draft: Draft, day: int | None, ordinal: int, mine: frozenset[str]
) -> dict[str, Json]:
    """Return the values of the series (`day` None) or of one occurrence; see `editing`."""
    series = draft.series
    if series is None:
        return {}
    if day is None or is_single(series):
        component = series.components[0]
        if day is not None and component.day not in (None, day):
            return {}
        return whole_values(draft, series, component, mine)
    found = find_occurrence(series, day, ordinal)
    if found is None or found.is_deleted:
        return {}
    return occurrence_values(draft, found, mine)


def whole_values(
    draft: Draft,
    series: Series,
    component: Component,
    mine: frozenset[str] = frozenset(),
) -> dict[str, Json]:
    """Return the values of a master, or of another component as it is written."""
    part = draft.part(component)
    if draft.kind == "VTODO":
        return _task_values(draft, component, 0)
    if component.start is None:
        return event_values(component, part, draft.zone, mine)
    values = _times(component.start, component.end, component, draft.zone)
    values |= event_values(component, part, draft.zone, mine)
    if component.recurrence_day is None:
        first = series.repetitions[0] if series.repetitions else None
        values["repeat"] = repeat_text(part, first.start if first else None)
    return values


def occurrence_values(
    draft: Draft, found: Found, mine: frozenset[str] = frozenset()
) -> dict[str, Json]:
    """Return the values of one occurrence."""
    component = found.component
    if draft.kind == "VTODO":
        return _task_values(draft, component, found.start - (component.start or found.start))
    values = _times(found.start, found.end, component, draft.zone)
    return values | event_values(component, draft.part(component), draft.zone, mine)


def event_values(
    component: Component, part: ContentLines, zone: ZoneInfo, mine: frozenset[str]
) -> dict[str, Json]:
    """Return what an event says beside its times; `mine` are the director's addresses."""
    values: dict[str, Json] = {
        "title": without_marks(component.summary),
        "place": component.location,
        "notes": component.description,
        "status": status_of(component),
        "visibility": "all" if component.classification == "PUBLIC" else "own_org",
        "busy": is_busy(component),
        "attendees": [attendee_row(one) for one in component.attendees],
    }
    replies = {reply_of(one) for one in component.attendees if one.email in mine}
    if replies:
        values["reply"] = min(replies, key=_SUREST.index)
    if asks_by_server(part):
        values["invite"] = True
    return values


def status_of(component: Component) -> str:
    """Return how certain an event is, in the words of `domain.events`."""
    if component.status == "CANCELLED" or says_cancelled(component.summary):
        return "cancelled"
    if is_hold(component.summary):
        return "hold"
    is_tentative = component.status == "TENTATIVE" or component.busy_status == "tentative"
    return "tentative" if is_tentative else "confirmed"


def is_busy(component: Component) -> bool:
    """Return whether the calendar says that the time is taken; Outlook's own word goes first."""
    if component.busy_status == "workingelsewhere":
        return not component.all_day
    if component.busy_status:
        return component.busy_status != "free"
    return not component.transparent


def attendee_row(attendee: Attendee) -> dict[str, Json]:
    """Return an attendee as a stored row."""
    role = ROLES.get(attendee.role, "required")
    row: dict[str, Json] = {"email": attendee.email, "name": attendee.name, "role": role}
    return {name: value for name, value in row.items() if value}


def reply_of(attendee: Attendee) -> str:
    """Return an attendee's answer."""
    return REPLIES.get(attendee.partstat, "none")


def repeat_text(part: ContentLines, start: Start | None) -> str:
    """Return the rules of a component in their one spelling, "" where it has none."""
    return "\n".join(repeat_spelled(line.value, start) for line in part.all("RRULE"))


def repeat_spelled(text: str, start: Start | None) -> str:
    """Return a rule in its one spelling, as it reads for that DTSTART.

    Where it comes once a day, UNTIL is the last day on which it may: servers write the same
    UNTIL in several ways. A rule that is refused stays as it is written.
    """
    rule = read_rule(text)
    if rule is None:
        return plain_rule(text)
    if rule.until is not None and start is not None and _is_once_a_day(rule):
        day = last_day(start, rule, start.second, LAST_DAY)
        rule = rule._replace(until=Until(UntilForm.DATE, day, 0))
    return spelled(rule)


def time_text(when: Instant, zone: ZoneInfo) -> str:
    """Return a time on the desk's clock as it is stored.

    With its offset where the clock shows it for the second time: it would be read as the first.
    """
    moment = local(when, zone)
    exactly = "seconds" if moment.second else "minutes"
    if moment.fold and instant(moment.replace(fold=0)) != when:
        return moment.isoformat(timespec=exactly)
    return moment.replace(tzinfo=None).isoformat(timespec=exactly)


def _times(
    start: Instant, end: Instant | None, component: Component, zone: ZoneInfo
) -> dict[str, Json]:
    last = start if end is None else end
    if component.all_day:
        days = local_day(start, zone), local_day(last, zone)
        return {"start": days[0].isoformat(), "end": days[1].isoformat()}
    return {"start": time_text(start, zone), "end": time_text(last, zone)}


def _task_values(draft: Draft, component: Component, later: int) -> dict[str, Json]:
    part = draft.part(component)
    lines = {found.name: found for found in reversed(part.properties)}
    todo = todo_of(component, lines, draft.zones, draft.zone, None, 0, later)
    days = {"due": todo.due, "start": todo.start, "completed_on": todo.completed_on}
    texts: Mapping[str, Json] = {
        "title": todo.title,
        "notes": todo.notes,
        "due_time": todo.due_time,
        "status": todo.status,
    }
    return {**texts, **{name: day.isoformat() if day else None for name, day in days.items()}}


def _is_once_a_day(rule: RecurrenceRule) -> bool:
    return rule.freq <= Freq.DAILY and not (rule.byhour or rule.byminute or rule.bysecond)
