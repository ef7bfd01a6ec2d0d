"""The worklist: what was changed here on calendars that only somebody else can write to.

An entry says what to do, with the text ready to be put there; it ends by itself when the next
sync shows it.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jointdesk.domain.edits import Edit
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.intents import IntentKind
from jointdesk.domain.items import Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import Pending, key_of, overlay_id
from jointdesk.domain.people import Audience
from jointdesk.domain.resources import ResourceText
from jointdesk.domain.sources import Collection
from jointdesk.domain.words import diary_name, full_day, listed, plain_name
from jointdesk.ical.editing import edited
from jointdesk.ical.writing import calendar_bytes
from jointdesk.operations.outbox import OutboxEntry, entries_of
from jointdesk.operations.waiting import Waiting, list_waiting
from jointdesk.store.reading import ReadableDesk
from jointdesk.sync.outbox_request import wanted_text
from jointdesk.sync.sight import Sight

_WORDS = {
    "title": "title",
    "start": "start",
    "end": "end",
    "place": "place",
    "notes": "notes",
    "status": "status",
    "visibility": "visibility",
    "busy": "shown as busy",
    "repeat": "repetition",
    "attendees": "attendees",
    "reply": "reply",
    "invite": "invitations sent",
    "ends_before": "last occurrence",
    "restored": "occurrences that were changed or taken out by themselves",
    "due": "due day",
    "due_time": "due time",
    "completed_on": "day of completion",
}
_LONG = frozenset({"notes", "attendees", "repeat", "ends_before", "restored"})
"""Fields whose values are no part of a sentence."""


class WorklistEntry(NamedTuple):
    """One thing to do in a calendar elsewhere; `id` is the overlay's or the event's.

    `calendar` are the bytes of a calendar file that holds it as it is wanted.
    """

    id: str
    collection: Collection
    title: str
    kind: IntentKind
    sentence: str
    calendar: bytes


def list_worklist(desk: ReadableDesk, audience: Audience, now: Instant) -> list[WorklistEntry]:
    """Return what is to be done in calendars that this machine cannot write to."""
    return [
        _made(desk, waiting, entry, now)
        for waiting in list_waiting(desk, audience, now)
        if not waiting.can_write and not _came_to_nothing(waiting)
        for entry in entries_of(waiting)
        if entry.state != "collided"
    ]


def worklist_entry(
    desk: ReadableDesk, audience: Audience, now: Instant, entry_id: str
) -> WorklistEntry:
    """Return one thing to do, by its id.

    Raises:
        NotFoundError: there is none.
    """
    for entry in list_worklist(desk, audience, now):
        if entry.id in (entry_id, overlay_id(entry_id)):
            return entry
    raise NotFoundError(f"Nothing is to be done under {entry_id}. “worklist list” shows all.")


def _came_to_nothing(waiting: Waiting) -> bool:
    """Whether it was cancelled before anybody put it there: nobody puts in what is not to be."""
    return waiting.case.event is not None and waiting.case.event.status == "cancelled"


def _made(desk: ReadableDesk, waiting: Waiting, entry: OutboxEntry, now: Instant) -> WorklistEntry:
    text = _text(desk, waiting, now)
    return WorklistEntry(
        id=entry.id,
        collection=waiting.collection,
        title=waiting.title,
        kind=entry.kind,
        sentence=_sentence(desk, waiting, entry),
        calendar=calendar_bytes(text) if text is not None else b"",
    )


def _text(desk: ReadableDesk, waiting: Waiting, now: Instant) -> ResourceText | None:
    """Return the text as it is wanted; of what is to go, the text that cancels it."""
    text = wanted_text(waiting.case, waiting.settled, desk.zone, now)
    if text is not None or waiting.case.text is None:
        return text
    return edited(waiting.case.text, [Edit(None, 0, {"status": "cancelled"})], desk.zone, now)


def _sentence(desk: ReadableDesk, waiting: Waiting, entry: OutboxEntry) -> str:
    title, diary = (
        plain_name(waiting.title),
        f"the {diary_name(plain_name(waiting.collection.name))}",
    )
    event = waiting.case.event
    if event is not None and entry.id == event.id:
        place = f", at {plain_name(event.place)}" if event.place else ""
        return f"Put “{title}” in {diary}: {_span(event.start, event.end)}{place}."
    when = _when(desk, waiting, entry.id)
    if entry.kind is IntentKind.DELETE:
        return f"Delete “{title}”{when} from {diary}."
    if entry.kind is IntentKind.CREATE:
        return f"Put “{title}”{when} back in {diary}: it was deleted there."
    return f"Change “{title}”{when} in {diary}: {listed(_changes(entry.values))}."


def _when(desk: ReadableDesk, waiting: Waiting, entry_id: str) -> str:
    """Return which one it is, by when it is there."""
    sight = Sight(waiting.case, desk.zone)
    start, end = (str(sight.value(entry_id, name) or "") for name in ("start", "end"))
    if not start:
        return ""
    several = sight.value(overlay_id(waiting.case.series_id), "repeat")
    if several and key_of(entry_id).day is None:
        return " (all of the series)"
    return f" ({_span(start, end)})"


def _changes(values: Mapping[str, Pending]) -> list[str]:
    """Return what is to become what; of new times only those, for the old ones are said before."""
    if not {"start", "end"} <= values.keys():
        return [_change(one) for one in values.values()]
    start, end = (str(values[name].wanted) for name in ("start", "end"))
    others = [_change(one) for name, one in values.items() if name not in ("start", "end")]
    return [f"time to {_span(start, end)}", *others]


def _change(pending: Pending) -> str:
    word = _WORDS.get(pending.field, pending.field.replace("_", " "))
    if pending.field in _LONG:
        return f"the {word}"
    return f"{word} {_value(pending.base)} to {_value(pending.wanted)}"


def _value(value: Json) -> str:
    if value in (None, ""):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    try:
        return _moment(text)
    except ValueError:
        return f"“{plain_name(text)}”"


def _span(start: str, end: str) -> str:
    """Return when it is, from stored times, in the order in which people say it."""
    if "T" in start and start[:10] == end[:10]:
        return f"{_moment(start)} to {end[11:16]}"
    if "T" in start:
        return f"{_moment(start)} to {_moment(end)}" if end else _moment(start)
    first = date.fromisoformat(start)
    last = date.fromordinal(date.fromisoformat(end).toordinal() - 1) if end else first
    return full_day(first) if last <= first else f"{full_day(first)} to {full_day(last)}"


def _moment(text: str) -> str:
    """Return a stored time or day in words.

    Raises:
        ValueError: it is neither.
    """
    day = full_day(date.fromisoformat(text[:10]))
    return f"{day}, {text[11:16]}" if "T" in text[10:11] else day
