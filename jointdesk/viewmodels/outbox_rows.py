"""What waits to be written, what collided, and what is to be done by hand, as rows."""

from collections.abc import Collection
from typing import NamedTuple

from jointdesk.domain.intents import IntentKind
from jointdesk.domain.invitations import NO_WAY_BACK, count_words, told_words
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, diary_name, listed, plain_line, plain_name
from jointdesk.operations.outbox import OutboxEntry, list_collided, list_outbox
from jointdesk.operations.worklist import WorklistEntry, list_worklist
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import Reading
from jointdesk.sync.outbox_plan import Collided
from jointdesk.viewmodels.day_words import moment_name
from jointdesk.viewmodels.invitation_rows import (
    InvitationLine,
    KeptBackLine,
    read_invitations,
    read_kept_back,
)
from jointdesk.viewmodels.pending_words import field_name, place_of, value_words
from jointdesk.viewmodels.status import Reminder

_VERBS = {IntentKind.CREATE: "New", IntentKind.DELETE: "Delete", IntentKind.CHANGE: "Change"}


class OutboxLine(NamedTuple):
    """Something that waits: what is to be written where, and how far that has come.

    `error` is what went wrong the last time, `next` when it is tried again by itself. `sends` says
    what its server would send to whom with a person's word, and `send` is what a button for that
    says; both are "" where nobody would be told. `told` is what `sends` says, without the rest.
    """

    id: str
    code: str
    position: int
    title: str
    what: str
    state: str
    error: str
    next: str
    spoken: str
    sends: str = ""
    send: str = ""
    told: str = ""


class CollisionLine(NamedTuple):
    """A field that was changed here and in the calendar: what it was, and both values."""

    id: str
    field: str
    code: str
    position: int
    title: str
    question: str
    was: str
    mine: str
    theirs: str


class WorklistLine(NamedTuple):
    """Something to be done in a calendar that cannot be written from here.

    `is_yours` where whoever is asked has a seat in its organisation.
    """

    id: str
    code: str
    position: int
    sentence: str
    file_name: str
    calendar: bytes
    is_yours: bool = True


class Outbox(NamedTuple):
    """All of it for one person at one moment."""

    entries: tuple[OutboxLine, ...] = ()
    collisions: tuple[CollisionLine, ...] = ()
    worklist: tuple[WorklistLine, ...] = ()
    invitations: tuple[InvitationLine, ...] = ()
    kept_back: tuple[KeptBackLine, ...] = ()


class _Tags(NamedTuple):
    """Codes and positions of organisations, by their ids."""

    codes: dict[str, tuple[str, int]]

    def of(self, org_id: str) -> tuple[str, int]:
        return self.codes.get(org_id, ("", 0))


def read_outbox(reading: Reading, audience: Audience, now: Instant) -> Outbox:
    """Read everything that waits, as far as the audience may see it."""
    tags = _tags(reading)
    zone = reading.zone
    today = local_day(now, zone)

    def told(entry: OutboxEntry) -> OutboxLine:
        next_ = moment_name(entry.next_at, today, zone) if entry.next_at else ""
        return _outbox_line(entry, tags, next_)

    return Outbox(
        tuple(told(one) for one in list_outbox(reading, audience, now) if one.state != "collided"),
        tuple(
            _collision(entry, one, tags)
            for entry in list_collided(reading, audience, now)
            for one in sorted(entry.collided, key=lambda one: place_of(one.field))
        ),
        tuple(
            _worklist_line(one, tags, is_yours=audience.sees(one.collection.org_id))
            for one in list_worklist(reading, audience, now)
        ),
        read_invitations(reading, audience, now, tags.codes),
        read_kept_back(reading, audience, now, tags.codes),
    )


def read_reminders(reading: Reading, audience: Audience, now: Instant) -> tuple[Reminder, ...]:
    """Read how much waits: "2 changes wait to be written to WEX"."""
    return reminders_of(read_outbox(reading, audience, now))


def untried(reading: Reading, audience: Audience, now: Instant) -> frozenset[str]:
    """Return the ids of calendars for which something waits that nobody has tried to write yet."""
    return frozenset(
        one.collection.id for one in list_outbox(reading, audience, now) if one.state == "waiting"
    )


def told_of_collisions(
    reading: Reading, audience: Audience, now: Instant, source_id: str, ids: Collection[str]
) -> str:
    """Return what to say of things that were changed here and in one calendar, "" for nothing.

    What the audience may not see is not told, nor what was settled meanwhile.
    """
    found = {
        one.id: one
        for one in list_collided(reading, audience, now)
        if one.id in ids and one.collection.id == source_id
    }
    if not found:
        return ""
    titles = list(dict.fromkeys(plain_name(one.title) or "No title" for one in found.values()))
    what = f"“{titles[0]}” was" if len(titles) == 1 else f"{len(titles)} things were"
    diary = diary_name(plain_name(next(iter(found.values())).collection.name))
    return f"{what} changed here and in the {diary}. Which one is right?"


def reminders_of(outbox: Outbox) -> tuple[Reminder, ...]:
    """Return how much waits, what a person has to settle first."""
    found = []
    if outbox.collisions:
        number = len({one.id for one in outbox.collisions})
        was = "was" if number == 1 else "were"
        what = counted(number, "thing")
        found.append(Reminder(f"{what} {was} changed here and there", is_urgent=True))
    if outbox.entries:
        number = len(outbox.entries)
        codes = listed(dict.fromkeys(one.code for one in outbox.entries))
        waits = "waits" if number == 1 else "wait"
        words = f"{counted(number, 'change')} {waits} to be written to {codes}"
        found.append(Reminder(words, is_urgent=any(one.error for one in outbox.entries)))
    for whom, is_yours in (("you", True), ("others", False)):
        lines = [one for one in outbox.worklist if one.is_yours is is_yours]
        if lines:
            bodies = list(dict.fromkeys(one.code for one in lines))
            calendars = "calendar" if len(bodies) == 1 else "calendars"
            things = counted(len(lines), "thing")
            words = f"{things} for {whom} to put into the {listed(bodies)} {calendars}"
            found.append(Reminder(words, usual_icon="square"))
    if outbox.invitations:
        words = f"{counted(len(outbox.invitations), 'invitation')} to answer"
        found.append(Reminder(words, usual_icon="calendar"))
    return tuple(found)


def _tags(reading: Reading) -> _Tags:
    return _Tags(
        {one.id: (one.code, one.position) for one in list_organisations(reading.connection)}
    )


def _outbox_line(entry: OutboxEntry, tags: _Tags, next_: str) -> OutboxLine:
    code, position = tags.of(entry.collection.org_id)
    title = plain_line(entry.title) or "No title"
    names = sorted(entry.values, key=place_of)
    fields = [f"{field_name(name)} {value_words(entry.values[name].wanted)}" for name in names]
    is_change = entry.kind is IntentKind.CHANGE and fields
    what = listed(fields) if is_change else _VERBS[entry.kind]
    diary = plain_name(entry.collection.name)
    state = {
        "waiting": f"Waiting to be written to {diary}",
        "unknown": f"Nobody knows yet whether it arrived in {diary}",
        "refused": f"{diary} did not take it",
        "asks": "Not written yet: other people would be told by it",
    }.get(entry.state, "")
    tried = f"tried again {next_}" if next_ and entry.state != "refused" else ""
    sends = f"Sends {told_words(entry.told)}. {NO_WAY_BACK}" if entry.told else ""
    send = f"Send {count_words(entry.told)}" if entry.told else ""
    spoken = ", ".join(filter(None, (title, what, state, entry.error, tried, sends)))
    error = plain_line(entry.error)
    return OutboxLine(
        entry.id,
        code,
        position,
        title,
        what,
        state,
        error,
        tried,
        spoken,
        sends,
        send,
        told_words(entry.told),
    )


def _collision(entry: OutboxEntry, one: Collided, tags: _Tags) -> CollisionLine:
    code, position = tags.of(entry.collection.org_id)
    title = plain_line(entry.title) or "No title"
    mine, theirs = value_words(one.mine), value_words(one.theirs)
    diary = plain_name(entry.collection.name)
    name = field_name(one.field)
    question = (
        f"{name[:1].upper()}{name[1:]}: here {mine} was set, and in {diary} {theirs}."
        " Which one is right?"
    )
    was = f"It was {value_words(one.base)} before."
    return CollisionLine(entry.id, one.field, code, position, title, question, was, mine, theirs)


def _worklist_line(entry: WorklistEntry, tags: _Tags, *, is_yours: bool) -> WorklistLine:
    code, position = tags.of(entry.collection.org_id)
    name, sentence = calendar_file_name(entry.title), plain_line(entry.sentence)
    return WorklistLine(entry.id, code, position, sentence, name, entry.calendar, is_yours)


def calendar_file_name(title: str) -> str:
    """Return what a calendar file about something may be called on every system."""
    words = "".join(character if character.isalnum() else "-" for character in plain_name(title))
    return f"{words.strip('-')[:40] or 'event'}.ics"
