"""Invitations: what the director is asked to and has not answered, and answers to it.

An answer is a value that waits for its calendar like any other; the calendar's server then tells
the organiser. Where the calendar cannot be written from here it is on the worklist.
"""

from typing import NamedTuple

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_in
from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import JudgedConflict
from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.occurrences import Occurrence, Reply, Status, split_key
from jointdesk.domain.people import Audience
from jointdesk.operations.agenda import agenda
from jointdesk.operations.event_copies import find_copies
from jointdesk.operations.event_texts import texts_of
from jointdesk.operations.event_times import moved_times, sound_times
from jointdesk.operations.events import EventDone, edit_event
from jointdesk.store.desk import Desk
from jointdesk.store.people import director_emails
from jointdesk.store.reading import ReadableDesk

ANSWERS = ("accepted", "tentative", "declined")
"""What an invitation may be answered with."""

HORIZON = 400 * DAY
"""As far ahead invitations are looked for, in seconds."""


class Invitation(NamedTuple):
    """Something that the director is asked to: the first occurrence to come without an answer.

    `copy` is the one that asks, `occurrences` how many without an answer lie within the horizon.
    `conflicts` are those of the first one.
    """

    meeting: Meeting
    copy: Occurrence
    conflicts: tuple[JudgedConflict, ...]
    occurrences: int

    @property
    def id(self) -> str:
        """The key of the copy that asks."""
        return self.copy.key

    @property
    def is_series(self) -> bool:
        """True if it is one of a series."""
        return self.copy.details.recurring


class Proposal(NamedTuple):
    """Another time for an invitation, to be sent to its organiser by mail.

    `calendar` are the bytes of an iTIP COUNTER (RFC 5546 section 3.2.7), `text` says the same.
    """

    organiser: str
    subject: str
    text: str
    calendar: bytes


def list_invitations(desk: ReadableDesk, audience: Audience, now: Instant) -> list[Invitation]:
    """Return what is still to be answered, the soonest first; one for each series and each UID.

    What the audience may not read it does not get.
    """
    mine = director_emails(desk.connection)
    found: dict[str, Invitation] = {}
    context = load_context(desk.connection, desk.zone)
    for meeting in meetings_in(desk.connection, context, audience, Span(now, now + HORIZON)):
        copy = _asking(meeting, mine)
        if copy is None or copy.start < now:
            continue
        known = found.get(copy.details.uid) or Invitation(meeting, copy, (), 0)
        found[copy.details.uid] = known._replace(occurrences=known.occurrences + 1)
    return [
        one._replace(conflicts=_conflicts_of(desk, audience, one.meeting, now))
        for one in found.values()
    ]


def _conflicts_of(
    desk: ReadableDesk, audience: Audience, meeting: Meeting, now: Instant
) -> tuple[JudgedConflict, ...]:
    span = Span(meeting.start, max(meeting.end, meeting.start + 1))
    around = agenda(desk, audience, span, now)
    return next((one.conflicts for one in around if one.meeting.id == meeting.id), ())


def _asking(meeting: Meeting, mine: frozenset[str]) -> Occurrence | None:
    """Return the copy of a meeting that asks for an answer; None where one was given in any."""
    asked = [one for one in meeting.copies if one.details.has_reply]
    if any(one.details.reply is not Reply.NONE for one in asked):
        return None
    open_ = [
        one
        for one in asked
        if not one.details.masked
        and one.details.status is not Status.CANCELLED
        and one.details.organizer
        and one.details.organizer not in mine
    ]
    return min(open_, key=lambda one: not one.details.writable, default=None)


def answer(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    invitation_id: str,
    reply: str,
    *,
    only_this: bool = False,
) -> EventDone:
    """Answer an invitation; of a series all of it, unless `only_this` occurrence is meant.

    The organiser is told when the answer is written; until then `undo` takes it back.

    Raises:
        NotFoundError: the audience sees no such invitation.
        WrongUseError: the answer is none of `ANSWERS`, or the director is not asked to it.
    """
    if reply not in ANSWERS:
        raise WrongUseError(f"Answer with {', '.join(ANSWERS[:-1])} or {ANSWERS[-1]}.")
    copy = _chosen(desk, audience, invitation_id, actor.at)
    scope = EditScope.OCCURRENCE if only_this else EditScope.ALL
    fields = {"reply": reply}
    return edit_event(desk, actor, audience, copy.key, fields, scope, copy.details.collection_id)


def propose(
    desk: ReadableDesk,
    audience: Audience,
    invitation_id: str,
    start: str,
    end: str,
    comment: str,
    now: Instant,
) -> Proposal:
    """Return a proposal of another time; without an end it lasts as long as before.

    Calendar servers do not carry it (RFC 6638 knows no COUNTER): it is sent by mail. Nothing
    changes in the diary.

    Raises:
        NotFoundError: the audience sees no such invitation.
        WrongUseError: the director is not asked to it, or the times make no sense.
    """
    from jointdesk.ical.mailed import counter_bytes

    asking = _chosen(desk, audience, invitation_id, now)
    copy = find_copies(desk, audience, asking.key, now).chosen(asking.details.collection_id)
    texts = texts_of(desk, copy, now)
    moved = moved_times(copy.times, start, desk.zone) if not end else None
    times = sound_times(moved.start if moved else start, moved.end if moved else end, desk.zone)
    calendar = counter_bytes(
        texts.shown, copy.day, copy.ordinal, times._asdict(), comment, desk.zone, now, texts.mine
    )
    when = f"{times.start.replace('T', ' ')} to {times.end.replace('T', ' ')}"
    was = f"{copy.times.start.replace('T', ' ')} to {copy.times.end.replace('T', ' ')}"
    text = f"“{copy.title}” is planned for {was}. Would {when} be possible instead?"
    return Proposal(
        asking.details.organizer,
        f"Another time for: {copy.title}",
        f"{text}\n\n{comment}".rstrip(),
        calendar,
    )


def _chosen(desk: ReadableDesk, audience: Audience, invitation_id: str, now: Instant) -> Occurrence:
    """Return the copy that asks, of what waits for an answer or was answered before."""
    from jointdesk.operations.pairings import find_meeting

    try:
        split_key(invitation_id)
    except ValueError:
        raise NotFoundError(
            f"There is no invitation {invitation_id}. “invitation list” shows them."
        ) from None
    meeting = find_meeting(desk, audience, invitation_id)
    asked = [one for one in meeting.copies if one.details.has_reply and not one.details.masked]
    if not asked:
        raise WrongUseError(
            "The director is not asked to this meeting: there is nothing to answer."
        )
    mine = [one for one in asked if one.key == invitation_id]
    return (mine or sorted(asked, key=lambda one: not one.details.writable))[0]
