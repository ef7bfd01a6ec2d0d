"""Accept a proposal: act on the diary as it says, and settle the conflict, as one action.

What is to change in calendars waits for them like any other change (the outbox, the worklist). What
the accepting person cannot do, because the meeting is kept to the other body, is given to a PA of
that body: the conflict is assigned then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import JudgedConflict, Settlement, State
from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.invitations import told_words
from jointdesk.domain.items import Fields
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.people import Audience, Role
from jointdesk.domain.proposals import RESOLUTIONS, Proposal
from jointdesk.operations.audiences import director_id, person_by_id
from jointdesk.operations.blocks import following
from jointdesk.operations.conflicts import settlement_of, settlement_writes, stream_of_conflict
from jointdesk.operations.event_changes import Gesture, plan_gesture
from jointdesk.operations.event_copies import find_copies
from jointdesk.operations.pairings import find_meeting
from jointdesk.operations.proposals import answer_write, check_answerer, find_open, sentence_of
from jointdesk.operations.sending import could_tell
from jointdesk.store.desk import Desk
from jointdesk.store.moving import record_in_place
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_seats
from jointdesk.store.reading import ReadableDesk

_ONLINE = "Online"
_LABEL = "Accepted a proposal"
"""Says no more, as it is read with every item that changes."""

_KEEPERS = (Role.PA, Role.DEPUTY)


class Accepted(NamedTuple):
    """What accepting came to.

    `sentence` says what was agreed, `notes` what else somebody must know or do. `given_to` is the
    person who has to do it, "" where it is done.
    """

    sentence: str
    notes: tuple[str, ...] = ()
    given_to: str = ""


class _Change(NamedTuple):
    """New values for the copies of a meeting; `collection` names one copy, "" means all."""

    fields: Fields
    collection: str = ""


def accept(
    desk: Desk, actor: Actor, audience: Audience, proposal_id: str, word: str = ""
) -> Accepted:
    """Accept a proposal, and do what it says; one `undo` takes all of it back.

    Raises:
        NotFoundError: the audience sees no such proposal.
        WrongUseError: it is answered, another person has to answer it, or its conflict is not
            what it was; then nothing was changed.
    """
    proposal = find_open(desk, audience, proposal_id)
    judged = _as_it_was(check_answerer(desk, audience, proposal, actor.at), proposal)
    meeting = _meeting(desk, audience, proposal)
    sentence = sentence_of(desk, audience, proposal)
    gestures: tuple[Gesture, ...] = ()
    notes, given_to = [], ""
    if all(copy.details.masked for copy in meeting.copies):
        given_to = _keeper(desk, proposal)
        notes.append(
            f"{_name(desk, given_to)} has to do it: it is kept to {_codes(desk, proposal)}."
        )
    else:
        gestures = tuple(_gestures(desk, actor, audience, proposal, meeting))
        notes += [note for gesture in gestures for note in gesture.notes]
        notes += _left_to_people(desk, proposal, meeting)
    settlement = _settlement(judged, actor, proposal, given_to)
    stream = stream_of_conflict(desk, audience, judged.conflict, actor.at)
    reason = f"{sentence}: {word.strip()}" if word.strip() else sentence
    writes = [
        *(write._replace(label="") for gesture in gestures for write in gesture.writes),
        *settlement_writes(settlement, reason, stream),
        answer_write(desk, actor, proposal, "accepted", word.strip()),
    ]
    record_in_place(desk, actor, _LABEL, writes, then=following(desk, actor, writes))
    notes += _untold(desk, actor, audience, gestures)
    return Accepted(sentence, tuple(dict.fromkeys(notes)), given_to)


def _as_it_was(judged: JudgedConflict | None, proposal: Proposal) -> JudgedConflict:
    """Return the conflict, if it is what it was when the proposal was made."""
    if judged is None:
        raise WrongUseError(
            "The conflict has gone: one of its meetings has changed since this was proposed."
            " Nothing was changed."
        )
    if judged.conflict.fingerprint != proposal.fingerprint:
        raise WrongUseError(
            "A meeting of this conflict has changed since this was proposed, so it may no longer"
            f" fit: {judged.conflict.message}. Nothing was changed; decline it, or propose anew."
        )
    if judged.state not in (State.OPEN, State.ASSIGNED):
        raise WrongUseError(
            f"The conflict is {judged.state.value} already. Open it again first: “reopen”."
        )
    return judged


def _meeting(desk: ReadableDesk, audience: Audience, proposal: Proposal) -> Meeting:
    try:
        return find_meeting(desk, audience, proposal.event)
    except NotFoundError:
        raise WrongUseError("The meeting is no longer there. Nothing was changed.") from None


# What is done


def _gestures(
    desk: ReadableDesk, actor: Actor, audience: Audience, proposal: Proposal, meeting: Meeting
) -> Iterator[Gesture]:
    """Yield what the proposal comes to in the calendars, for this time of a series alone."""
    found = find_copies(desk, audience, meeting.id, actor.at)
    for change in _changes(proposal, meeting):
        yield plan_gesture(
            desk, found, change.fields, EditScope.OCCURRENCE, change.collection, actor.at
        )


def _changes(proposal: Proposal, meeting: Meeting) -> list[_Change]:
    """Return the new values that a proposal asks for.

    Who is invited declines; without an invitation a meeting that a deputy goes to stays in the
    diary and takes no time, and one that gives way is cancelled. Where others meet they go on
    meeting where they do: only an entry that asks nobody is put online.
    """
    if proposal.way == "move":
        return [_Change({"start": proposal.start, "end": proposal.end})]
    if proposal.way == "remote":
        return [_Change({"place": _ONLINE})] if _asks_nobody(meeting) else []
    invited = [one for one in meeting.copies if one.details.has_reply and not one.details.masked]
    if invited:
        return [_Change({"reply": "declined"}, one.details.collection_id) for one in invited]
    return [_Change({"busy": False} if proposal.way == "deputy" else {"status": "cancelled"})]


def _asks_nobody(meeting: Meeting) -> bool:
    return not any(one.details.attendees or one.details.organizer for one in meeting.copies)


def _left_to_people(desk: ReadableDesk, proposal: Proposal, meeting: Meeting) -> Iterator[str]:
    """Yield what no calendar does by itself, and whom it tells."""
    if any("reply" in change.fields for change in _changes(proposal, meeting)):
        yield "Its calendar tells the organiser that the director declines; undo before it is sent."
    if proposal.way == "deputy":
        yield f"Tell {_name(desk, proposal.person or '')} that they go."
    if proposal.way == "remote" and not _asks_nobody(meeting):
        yield "Tell the organiser that the director joins remotely: no calendar says so."


def _untold(
    desk: ReadableDesk, actor: Actor, audience: Audience, gestures: Sequence[Gesture]
) -> Iterator[str]:
    """Yield who could be told by a calendar's server, and is not before somebody says so."""
    for gesture in gestures:
        kept = could_tell(desk, audience, gesture.key, actor.at)
        if kept:
            yield (
                f"Nobody is told yet. “event send {gesture.key}”, or the page of what waits, sends"
                f" {told_words(kept)}."
            )


def _settlement(
    judged: JudgedConflict, actor: Actor, proposal: Proposal, given_to: str
) -> Settlement:
    if given_to:
        return replace(settlement_of(judged.conflict, actor.at, State.ASSIGNED), owner=given_to)
    settled = settlement_of(judged.conflict, actor.at, State.RESOLVED)
    return replace(settled, how=RESOLUTIONS[proposal.way])


def _keeper(desk: ReadableDesk, proposal: Proposal) -> str:
    """Return who keeps the diary that has to change: a PA, else a deputy, else the director."""
    seats = list_seats(desk.connection)
    for role in _KEEPERS:
        for seat in seats:
            if seat.role is role and seat.org_id in proposal.orgs:
                return seat.person_id
    return director_id(desk)


def _name(desk: ReadableDesk, person_id: str) -> str:
    return person_by_id(desk, person_id).name or "The director"


def _codes(desk: ReadableDesk, proposal: Proposal) -> str:
    known = list_organisations(desk.connection)
    return " and ".join(one.code for one in known if one.id in proposal.orgs)
