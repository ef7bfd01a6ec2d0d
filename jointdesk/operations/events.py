"""Make events here, change them, take them away; keep time in the diary for a task.

They stand in the organisation's local collection and count like any calendar's.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from jointdesk.derive.records import load_records
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import DELETED, Fields, Item, Write
from jointdesk.domain.moments import Instant, local
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.people import Audience
from jointdesk.operations.ids import new_id
from jointdesk.operations.records import stream_for
from jointdesk.privacy.records import sees
from jointdesk.store.desk import Desk
from jointdesk.store.moving import record_in_place
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import list_records

DEFAULT_MINUTES = 60


def add_event(desk: Desk, actor: Actor, fields: Fields) -> str:
    """Add an event and return its id; without an end it lasts an hour, all day one day.

    Raises:
        WrongUseError: it has no organisation, title or start, or it ends before it starts.
    """
    event = _sound(_made(Event(new_id()), fields), desk.zone)
    record_in_place(desk, actor, f"Added “{event.title}” to the diary", [_write(event)])
    return event.id


def edit_event(desk: Desk, actor: Actor, audience: Audience, event_id: str, fields: Fields) -> None:
    """Give some fields new values; a new start alone moves the end with it.

    Raises:
        NotFoundError: the audience sees no such event, or it is a calendar's.
        WrongUseError: it would make no sense.
    """
    before = find_event(desk, audience, event_id)
    event = _made(before, fields)
    if "start" in fields and "end" not in fields:
        event = replace(event, end=_moved_end(before, event.start, desk.zone))
    event = _sound(event, desk.zone)
    record_in_place(desk, actor, f"Changed “{event.title}”", [_write(event)])


def remove_event(desk: Desk, actor: Actor, audience: Audience, event_id: str) -> None:
    """Take an event away; `undo` brings it back.

    Raises:
        NotFoundError: the audience sees no such event, or it is a calendar's.
    """
    event = find_event(desk, audience, event_id)
    write = _write(event)._replace(fields={DELETED: True})
    record_in_place(desk, actor, f"Removed “{event.title}” from the diary", [write])


def keep_time(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    task_id: str,
    start: Instant,
    minutes: int = DEFAULT_MINUTES,
) -> str:
    """Keep time in the diary for a task and return the event's id.

    It stands in the calendar of the task's first organisation and is as private as the task.

    Raises:
        NotFoundError: the audience sees no such task.
        WrongUseError: the time has no length, or lasts longer than a day.
    """
    if not 0 < minutes <= 24 * 60:
        raise WrongUseError("Keep at least a minute, and at most a day.")
    records = load_records(desk.connection, audience, desk.zone, actor.at)
    task = records.task_by_id.get(task_id)
    if task is None:
        raise NotFoundError(f"There is no task {task_id}. “task list” shows them.")
    event = Event(
        id=new_id(),
        org=task.orgs[0],
        title=task.title,
        start=_wall(start, desk.zone),
        end=_wall(start + minutes * 60, desk.zone),
        task=task.id,
        visibility=task.visibility,
    )
    label = f"Kept time for “{task.title}”"
    record_in_place(desk, actor, label, [_write(_sound(event, desk.zone))])
    return event.id


def list_events(desk: ReadableDesk, audience: Audience) -> list[Event]:
    """Return the events made here that the audience may see."""
    return [
        one
        for one in list_records(desk.connection, EVENT)
        if sees(audience, one.visibility, one.org)
    ]


def find_event(desk: ReadableDesk, audience: Audience, event_id: str) -> Event:
    """Return an event made here, by its id or its meeting's.

    Raises:
        NotFoundError: there is none that the audience may see, or it is a calendar's.
    """
    try:
        wanted = split_key(event_id)[0]
    except ValueError:
        wanted = event_id
    for one in list_events(desk, audience):
        if one.id == wanted:
            return one
    raise NotFoundError(
        f"There is no event {event_id} that was made here. What is in a calendar is changed there."
    )


def _made(event: Event, fields: Fields) -> Event:
    item = Item(event.id, EVENT.name, "", event.order, {**EVENT.stored(event), **fields})
    return EVENT.of(item)


def _write(event: Event) -> Write:
    stream = stream_for(event.visibility, event.org)
    return Write(event.id, EVENT.name, EVENT.stored(event), stream)


def _sound(event: Event, zone: ZoneInfo) -> Event:
    """Return the event with its times as they are stored."""
    if not event.org:
        raise WrongUseError("Say whose event it is: --org CODE.")
    if not event.title:
        raise WrongUseError("An event needs a title.")
    if not event.start:
        raise WrongUseError("Say when it starts, for example 2026-12-01T14:00.")
    start = read_wall(event.start, zone)
    end = read_wall(event.end, zone) if event.end else _default_end(start)
    if ("T" in start) != ("T" in end):
        raise WrongUseError("Start and end are both times, or both days for all day.")
    if end < start or (end == start and "T" not in start):
        raise WrongUseError("It would end before it starts.")
    return replace(event, start=start, end=end)


def read_wall(text: str, zone: ZoneInfo) -> str:
    """Return a time or a day as it is stored: on the clock of the zone, to the minute.

    Raises:
        WrongUseError: it is neither.
    """
    text = text.strip()
    try:
        if len(text) == len("2026-12-01"):
            return date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUseError(
            f"“{text}” is not a time such as 2026-12-01T14:00, or a day such as 2026-12-01."
        ) from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    return moment.isoformat(timespec="minutes")


def _default_end(start: str) -> str:
    if "T" in start:
        return _later(start, timedelta(minutes=DEFAULT_MINUTES))
    return (date.fromisoformat(start) + timedelta(days=1)).isoformat()


def _moved_end(before: Event, start: str, zone: ZoneInfo) -> str:
    """Return the end that keeps the event as long as it was; "" where days become times."""
    new = read_wall(start, zone)
    if ("T" in new) != ("T" in before.start):
        return ""
    length = _moment(before.end) - _moment(before.start)
    return _later(new, length) if "T" in new else (_moment(new) + length).date().isoformat()


def _later(start: str, length: timedelta) -> str:
    return (_moment(start) + length).replace(tzinfo=None).isoformat(timespec="minutes")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _wall(when: Instant, zone: ZoneInfo) -> str:
    return local(when, zone).replace(tzinfo=None).isoformat(timespec="minutes")
