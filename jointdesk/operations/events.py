"""Add events, change them, cancel them, take them away: ours, and those of both bodies' calendars.

What a calendar holds is not changed at once: the new value waits, is shown as if it stood there,
and goes to the calendar with the next sync; where that cannot be written from here, it is on the
worklist for somebody who can (design.md section 3.4). What a person does with one gesture is one
action, so that one `undo` takes it back.

An event is named by its own id, which means all of a series, or by the key of an occurrence or a
meeting, as the agenda shows it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.derive.records import load_records
from jointdesk.domain.actors import Actor
from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import Fields, Item, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.people import Audience
from jointdesk.operations.calendars import calendar_of_new, note_on
from jointdesk.operations.event_copies import EventCopy, Found, find_copies
from jointdesk.operations.event_streams import stream_of
from jointdesk.operations.event_times import (
    DEFAULT_MINUTES,
    check_repeat,
    moved_times,
    sound_times,
    wall,
)
from jointdesk.operations.ids import new_id
from jointdesk.operations.matters import VISIBILITY_IS_FINAL
from jointdesk.operations.organisations import organisation_by_id
from jointdesk.operations.pairings import find_meeting
from jointdesk.privacy.records import sees
from jointdesk.store.desk import Desk
from jointdesk.store.moving import moves, record_in_place
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import list_records

_NOT_COPIED = ("uid", "repeat", "attendees", "collection")
"""What a duplicate does not have from the first."""


class EventDone(NamedTuple):
    """What a gesture came to.

    `id` is the event's id, or the key by which it is found from now on. `notes` are sentences
    that a person should read: which copies cannot be written from here and wait on the worklist.
    """

    id: str
    notes: tuple[str, ...] = ()


# What people do


def add_event(desk: Desk, actor: Actor, fields: Fields) -> EventDone:
    """Add an event; without an end it lasts an hour, all day one day.

    It goes to the calendar that `collection` names, else to the organisation's first one that can
    be written from here, else to its local one.

    Raises:
        WrongUseError: it has no organisation, title or start, or it ends before it starts.
        NotFoundError: there is no such calendar.
    """
    made = EVENT.of(Item(new_id(), EVENT.name, "", 0, fields))
    return _add(desk, actor, made, f"Added “{made.title}” to the diary")


def edit_event(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    event_id: str,
    fields: Fields,
    scope: EditScope = EditScope.OCCURRENCE,
    copy: str = "",
) -> EventDone:
    """Give an event new values; a new start alone moves the end with it.

    Of a series `scope` says for how much of it: times are then those of the occurrence that was
    named, and the others move by as much. `copy` names the collection of the copy to be changed;
    else it is the preferred one that can be written, and a move reaches every copy.

    Raises:
        NotFoundError: the audience sees no such event, or there is no such copy.
        WrongUseError: it would make no sense, or is kept to the other body.
    """
    found = find_copies(desk, audience, event_id, actor.at)
    verb = "Moved" if fields and fields.keys() <= {"start", "end"} else "Changed"
    return _change(desk, actor, audience, found, fields, scope, copy, f"{verb} “{{}}”")


def cancel_event(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    event_id: str,
    scope: EditScope = EditScope.OCCURRENCE,
    copy: str = "",
) -> EventDone:
    """Cancel an event: it stays in the diary, struck through, and takes no time.

    Raises:
        NotFoundError: the audience sees no such event, or there is no such copy.
        WrongUseError: it is kept to the other body.
    """
    found = find_copies(desk, audience, event_id, actor.at)
    return _change(
        desk, actor, audience, found, {"status": "cancelled"}, scope, copy, "Cancelled “{}”"
    )


def remove_event(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    event_id: str,
    scope: EditScope = EditScope.OCCURRENCE,
    copy: str = "",
) -> EventDone:
    """Take an event out of the diary, into the bin; `undo` or `restore_event` brings it back.

    Raises:
        NotFoundError: the audience sees no such event, or there is no such copy.
        WrongUseError: it is kept to the other body.
    """
    found = find_copies(desk, audience, event_id, actor.at)
    label = "Removed “{}” from the diary"
    return _change(desk, actor, audience, found, {"deleted": True}, scope, copy, label)


def restore_event(desk: Desk, actor: Actor, audience: Audience, event_id: str) -> EventDone:
    """Bring back from the bin what one gesture took away (`event_bin.list_bin` shows the ids).

    What its calendar has no more is made there anew, as it was.

    Raises:
        NotFoundError: there is nothing in the bin with that id that the audience may see.
    """
    from jointdesk.operations.event_bin import plan_restoring

    found = plan_restoring(desk, audience, event_id)
    _keep(desk, actor, f"Restored “{found.title}”", found.writes)
    return EventDone(event_id)


def duplicate_event(
    desk: Desk, actor: Actor, audience: Audience, event_id: str, fields: Fields, copy: str = ""
) -> EventDone:
    """Add another event that is like one, but for the fields that are given.

    Of a series it is like the one occurrence. Nobody who was asked to the first is asked to it.

    Raises:
        NotFoundError: the audience sees no such event, or there is no such calendar.
        WrongUseError: it would make no sense, or is kept to the other body.
    """
    from jointdesk.operations import event_texts  # with it comes ical

    chosen = find_copies(desk, audience, event_id, actor.at).chosen(copy)
    texts = event_texts.texts_of(desk, chosen, actor.at)
    shown = event_texts.shown_values(desk, chosen, texts)
    before = event_texts.as_event(chosen.collection, shown, "")
    stored = {**EVENT.stored(before), **dict.fromkeys(_NOT_COPIED), **fields}
    if before.status == "cancelled" and "status" not in fields:
        stored["status"] = "confirmed"
    if "start" in fields and "end" not in fields:
        stored |= moved_times(chosen.times, str(fields["start"]), desk.zone)._asdict()
    stored["text"] = event_texts.text_of_one(desk, chosen, texts)
    made = EVENT.of(Item(new_id(), EVENT.name, "", 0, stored))
    return _add(desk, actor, made, f"Duplicated “{before.title}”")


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
        start=wall(start, False, desk.zone),
        end=wall(start + minutes * 60, False, desk.zone),
        task=task.id,
        visibility=task.visibility,
    )
    return _add(desk, actor, event, f"Kept time for “{task.title}”").id


# What they look at


def list_events(desk: ReadableDesk, audience: Audience) -> list[Event]:
    """Return the events made here that the audience may see."""
    return [
        one
        for one in list_records(desk.connection, EVENT)
        if sees(audience, one.visibility, one.org)
    ]


def find_event(
    desk: ReadableDesk, audience: Audience, event_id: str, now: Instant, copy: str = ""
) -> Event:
    """Return an event as the diary shows it: what an editor begins with.

    Of a series' id it is the whole series, of a key the one occurrence. Its `id` is that of the
    event where it was made here and is meant as a whole, else the key.

    Raises:
        NotFoundError: the audience sees no such event, or there is no such copy.
        WrongUseError: it is kept to the other body.
    """
    from jointdesk.operations.event_texts import as_event, series_values, shown_values, texts_of

    found = find_copies(desk, audience, event_id, now)
    chosen = found.chosen(copy)
    if chosen.event is not None and (found.is_series or not chosen.is_recurring):
        return chosen.event
    texts = texts_of(desk, chosen, now)
    if found.is_series:
        return as_event(chosen.collection, series_values(desk, texts), event_id)
    return as_event(chosen.collection, shown_values(desk, chosen, texts), chosen.key)


def copies_of(
    desk: ReadableDesk, audience: Audience, event_id: str, now: Instant
) -> tuple[EventCopy, ...]:
    """Return the copies of an event that the audience may change, the default one first.

    Raises:
        NotFoundError: the audience sees no such event.
        WrongUseError: it is kept to the other body.
    """
    return find_copies(desk, audience, event_id, now).copies


# How it is done


def _add(desk: Desk, actor: Actor, made: Event, label: str) -> EventDone:
    if not made.org:
        raise WrongUseError("Say whose event it is: --org CODE.")
    if not made.title:
        raise WrongUseError("An event needs a title.")
    if made.repeat:
        check_repeat(made.repeat)
    calendar = calendar_of_new(desk, made.org, made.collection)
    times = sound_times(made.start, made.end, desk.zone)
    event = _as_shown(replace(made, **times._asdict(), collection=calendar.stored), desk.zone)
    stream = stream_of(event)
    _keep(desk, actor, label, [Write(event.id, EVENT.name, EVENT.stored(event), stream)])
    code = organisation_by_id(desk, event.org).code
    notes = () if calendar.is_writable else (note_on(calendar.collection.name, code),)
    return EventDone(event.id, notes)


def _as_shown(event: Event, zone: ZoneInfo) -> Event:
    """Return an event with its values as a calendar will show them."""
    from jointdesk.operations.event_texts import fit

    return EVENT.of(Item(event.id, EVENT.name, "", event.order, fit(EVENT.stored(event), zone)))


def _change(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    found: Found,
    fields: Fields,
    scope: EditScope,
    copy: str,
    label: str,
) -> EventDone:
    from jointdesk.operations.event_changes import plan_gesture  # the first picture does without
    from jointdesk.operations.kept_talk import words_with

    gesture = plan_gesture(desk, found, fields, scope, copy, actor.at)
    moved = {one.item_id: one.stream for one in gesture.writes if moves(desk, one)}
    final = VISIBILITY_IS_FINAL if moved else ""
    said = label.format(gesture.title)
    own = said if gesture.is_open and not moved else ""
    writes = [
        one._replace(label=label.format(one.label) if one.label else own) for one in gesture.writes
    ]
    writes += words_with(desk, moved, writes, actor.at)
    _keep(desk, actor, said, writes, final)
    notes = (*gesture.notes, final) if final else gesture.notes
    if found.is_series or fields.get("deleted"):
        return EventDone(found.series_id or gesture.key, notes)
    return EventDone(_id_of(desk, audience, gesture.key), notes)


def _id_of(desk: ReadableDesk, audience: Audience, key: str) -> str:
    """Return the key, or its series' id where a new rule or another zone's day ends the key."""
    try:
        find_meeting(desk, audience, key)
    except NotFoundError:
        return split_key(key)[0]
    return key


def _keep(desk: Desk, actor: Actor, label: str, writes: Sequence[Write], final: str = "") -> None:
    """Record the writes as one action, and show in the diary what they come to."""
    from jointdesk.operations.blocks import following  # with it comes ical

    record_in_place(desk, actor, label, writes, final, following(desk, actor, writes))
