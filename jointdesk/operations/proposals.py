"""Propose how to settle a conflict, decline that, take it back; `proposal_acts` acts on one.

A proposal is about one meeting: other times for it, a deputy who goes, joining remotely, or that it
gives way. The director, the conflict's owner, or a PA or deputy of an organisation in whose diary
the meeting stands accepts or declines it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import Conflict, JudgedConflict
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Fields, Write
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span, parse_instant
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.people import Audience
from jointdesk.domain.proposals import PROPOSAL, WAYS, Proposal
from jointdesk.domain.words import plain_line, short_day
from jointdesk.operations.audiences import director_id, person_by_id
from jointdesk.operations.comments import readers_of
from jointdesk.operations.conflict_threads import Asked, list_all_proposals, read_talk
from jointdesk.operations.conflicts import (
    default_window,
    find_conflict,
    list_conflicts,
    stream_of_conflict,
)
from jointdesk.operations.event_times import Times, moved_times, sound_times, wall
from jointdesk.operations.events_ahead import clashes_at
from jointdesk.operations.ids import new_id
from jointdesk.operations.pairings import find_meeting
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.people import person_names
from jointdesk.store.reading import ReadableDesk


class Wish(NamedTuple):
    """What is proposed: a way, and what it needs.

    `meeting` is any copy's key, "" for the meeting of the conflict that gives way most easily.
    `start` and `end` are new times; without an end it lasts as long as before. `person` is the id
    of the deputy, `text` what is said to it.
    """

    way: str
    meeting: str = ""
    start: str = ""
    end: str = ""
    person: str = ""
    text: str = ""


class Proposed(NamedTuple):
    """A proposal's id, what it says, and in words who reads it besides the one who made it.

    `clashes` says what a proposed time would clash with, in sentences: a warning, no more.
    """

    id: str
    sentence: str
    readers: str
    clashes: tuple[str, ...] = ()


class ProposalRow(NamedTuple):
    """A proposal as somebody sees it; `asked.is_changed` too where its conflict has gone.

    `judged` is None then, and for one that lies beyond the next weeks.
    """

    asked: Asked
    judged: JudgedConflict | None
    sentence: str


def propose(desk: Desk, actor: Actor, audience: Audience, conflict_id: str, wish: Wish) -> Proposed:
    """Propose how to settle a conflict.

    Raises:
        NotFoundError: the audience has no such conflict, meeting or person.
        WrongUseError: it makes no sense, or the same is proposed already.
    """
    if wish.way not in WAYS:
        raise WrongUseError(f"Propose one of: {', '.join(WAYS)}.")
    conflict = find_conflict(desk, audience, conflict_id, actor.at).conflict
    meeting = _meeting_meant(desk, audience, conflict, wish.meeting)
    times = _new_times(desk, meeting, wish, actor.at)
    made = Proposal(
        new_id(), conflict=conflict.id, way=wish.way, event=meeting.id, orgs=meeting.org_ids,
        start=times.start, end=times.end, person=_deputy(desk, wish), text=wish.text.strip(),
        by=actor.person_id, at=actor.at, fingerprint=conflict.fingerprint,
    )  # fmt: skip
    for other in list_all_proposals(desk, audience):
        if other.is_open and _is_same(other, made):
            raise WrongUseError(f"This is proposed already: {other.id}.")
    stream = stream_of_conflict(desk, audience, conflict, actor.at)
    write = Write(made.id, PROPOSAL.name, PROPOSAL.stored(made), stream)
    record(desk, actor.in_own_name, f"Proposed how to settle a conflict {conflict.code}", [write])
    clashes: tuple[str, ...] = ()
    if times.start:
        span = Span(*(parse_instant(text, desk.zone) for text in times))
        clashes = clashes_at(desk, audience, meeting, span)
    return Proposed(made.id, sentence_of(desk, audience, made), readers_of(desk, stream), clashes)


def refuse(desk: Desk, actor: Actor, audience: Audience, proposal_id: str, why: str) -> str:
    """Decline a proposal, or take one's own back, and return the state that it has then.

    Raises:
        NotFoundError: the audience sees no such proposal.
        WrongUseError: it is answered, no reason is given, or another person has to answer it.
    """
    proposal = find_open(desk, audience, proposal_id)
    is_own = proposal.by == actor.person_id
    if not is_own:
        if not why.strip():
            raise WrongUseError("Say why, so that the others understand it later.")
        check_answerer(desk, audience, proposal, actor.at)
    state = "withdrawn" if is_own else "declined"
    write = answer_write(desk, actor, proposal, state, why.strip())
    label = "Took a proposal back" if is_own else "Declined a proposal"
    record(desk, actor.in_own_name if is_own else actor, label, [write])
    return state


def find_open(desk: ReadableDesk, audience: Audience, proposal_id: str) -> Proposal:
    """Return a proposal that waits for an answer.

    Raises:
        NotFoundError: the audience sees no such proposal.
        WrongUseError: it is answered already.
    """
    for one in list_all_proposals(desk, audience):
        if one.id == proposal_id:
            break
    else:
        raise NotFoundError(
            f"There is no proposal {proposal_id}. “proposals” lists those there are."
        )
    if not one.is_open:
        who = person_names(desk.connection).get(one.answered_by or "") or "Somebody"
        raise WrongUseError(f"{who} has answered it: it is {one.state}.")
    return one


def check_answerer(
    desk: ReadableDesk, audience: Audience, proposal: Proposal, now: Instant
) -> JudgedConflict | None:
    """Return the proposal's conflict, None where it has gone, for somebody who may answer.

    Raises:
        WrongUseError: that is another person's.
    """
    judged = conflict_of(desk, audience, proposal, now)
    talk = read_talk(desk, audience)
    keeps_it = not talk.helps.isdisjoint(proposal.orgs) or talk.is_director
    if not (talk.may_answer(proposal, judged) if judged is not None else keeps_it):
        raise WrongUseError(
            "The director answers this, the conflict's owner, or a PA of the organisation whose"
            " meeting it would change."
        )
    return judged


def answer_write(
    desk: ReadableDesk, actor: Actor, proposal: Proposal, state: str, answer: str
) -> Write:
    """Return what stores an answer, in the stream in which the proposal stands."""
    item = find_item(desk.connection, proposal.id)
    assert item is not None  # it was just read
    fields: Fields = {
        "state": state,
        "answer": answer,
        "answered_by": actor.person_id,
        "answered_at": actor.at,
    }
    return Write(proposal.id, PROPOSAL.name, fields, item.stream)


def list_proposals(
    desk: ReadableDesk, audience: Audience, now: Instant, conflict_id: str = ""
) -> list[ProposalRow]:
    """Return the proposals that the audience may read, the oldest first.

    With an id, those of one conflict. Those that wait for an answer know whether their conflict is
    still what it was.
    """
    near = list_conflicts(desk, audience, default_window(desk, now), now)
    talk = read_talk(desk, audience)
    threads = [(judged, talk.thread(judged)) for judged in near] if talk.proposals else []
    known = {
        asked.proposal.id: (asked, judged)
        for judged, thread in threads
        for asked in thread.proposals
    }
    rows = []
    for proposal in list_all_proposals(desk, audience):
        asked, judged = known.get(proposal.id) or _elsewhere(desk, audience, proposal, now)
        if conflict_id in ("", proposal.conflict, judged.conflict.id if judged else ""):
            rows.append(ProposalRow(asked, judged, sentence_of(desk, audience, proposal)))
    return rows


def _elsewhere(
    desk: ReadableDesk, audience: Audience, proposal: Proposal, now: Instant
) -> tuple[Asked, JudgedConflict | None]:
    """Look for the conflict of a proposal beyond the next weeks, where that matters."""
    judged = conflict_of(desk, audience, proposal, now) if proposal.is_open else None
    if judged is None:
        return Asked(proposal, proposal.is_open, may_answer=False), None
    may_answer = read_talk(desk, audience).may_answer(proposal, judged)
    return Asked(proposal, proposal.fingerprint != judged.conflict.fingerprint, may_answer), judged


def conflict_of(
    desk: ReadableDesk, audience: Audience, proposal: Proposal, now: Instant
) -> JudgedConflict | None:
    """Return the conflict that a proposal is about, None where the audience has it no more."""
    try:
        return find_conflict(desk, audience, proposal.conflict, now)
    except NotFoundError:
        return None


# Words


def sentence_of(desk: ReadableDesk, audience: Audience, proposal: Proposal) -> str:
    """Return what a proposal says, with what this audience may know of its meeting."""
    try:
        title = find_meeting(desk, audience, proposal.event).preferred.details.title
    except NotFoundError:
        title = "a meeting that is no longer there"
    name = person_names(desk.connection).get(proposal.person or "", "")
    return words_of(proposal, plain_line(title) or "(no title)", plain_line(name))


def words_of(proposal: Proposal, title: str, name: str) -> str:
    """Return what a proposal says: "Move “Cabinet” to Tue 1 Dec 14:00–15:00"."""
    match proposal.way:
        case "move":
            return f"Move “{title}” to {times_told(proposal.start, proposal.end)}"
        case "deputy":
            return f"{name} goes to “{title}”"
        case "remote":
            return f"Join “{title}” remotely"
        case _:
            return f"“{title}” gives way"


def times_told(start: str, end: str) -> str:
    """Return times as stored in words: "Tue 1 Dec 14:00–15:00", or days alone."""
    from datetime import date, timedelta

    if not (start and end):  # not what this program writes
        return "an unknown time"
    first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    if "T" not in start:
        last -= timedelta(days=1)
        return short_day(first) if last == first else f"{short_day(first)} to {short_day(last)}"
    if first == last:
        return f"{short_day(first)} {start[11:]}–{end[11:]}"
    return f"{short_day(first)} {start[11:]} to {short_day(last)} {end[11:]}"


# What is proposed


def meetings_of(desk: ReadableDesk, audience: Audience, conflict: Conflict) -> list[Meeting]:
    """Return the meetings that take part in a conflict; none where it is about other things."""
    found = []
    for participant in conflict.participants:
        try:
            split_key(participant)
            found.append(find_meeting(desk, audience, participant))
        except (ValueError, NotFoundError):
            continue
    return found


def easiest(meetings: Sequence[Meeting]) -> Meeting:
    """Return the meeting that gives way most easily: least protected, not private, the later."""
    return max(
        meetings,
        key=lambda one: (one.preferred.details.tier, not one.preferred.details.masked, one.start),
    )


def _meeting_meant(desk: ReadableDesk, audience: Audience, conflict: Conflict, key: str) -> Meeting:
    meetings = meetings_of(desk, audience, conflict)
    if not meetings:
        raise WrongUseError("This conflict is not about meetings: assign it or comment on it.")
    if not key:
        return easiest(meetings)
    for one in meetings:
        if key in (one.id, *(copy.key for copy in one.copies)):
            return one
    known = ", ".join(one.id for one in meetings)
    raise WrongUseError(f"“{key}” is no meeting of this conflict. Its meetings: {known}.")


def _new_times(desk: ReadableDesk, meeting: Meeting, wish: Wish, now: Instant) -> Times:
    if wish.way != "move":
        if wish.start or wish.end:
            raise WrongUseError("Only a move has new times.")
        return Times("", "")
    if not wish.start:
        raise WrongUseError("Say when it starts then, for example 2026-12-01T14:00.")
    all_day, zone = meeting.preferred.details.all_day, desk.zone
    before = Times(*(wall(when, all_day, zone) for when in (meeting.start, meeting.end)))
    moved = moved_times(before, wish.start, zone) if not wish.end else None
    times = sound_times(*(moved or Times(wish.start, wish.end)), zone)
    if times == before:
        raise WrongUseError("That is when it is already.")
    if parse_instant(times.start, zone) < now:
        raise WrongUseError("That time has passed already.")
    return times


def _deputy(desk: ReadableDesk, wish: Wish) -> str | None:
    if wish.way != "deputy":
        return None
    if not wish.person:
        raise WrongUseError("Say who goes.")
    person = person_by_id(desk, wish.person)
    if person.id == director_id(desk):
        raise WrongUseError("The director is no deputy of the director.")
    return person.id


def _is_same(one: Proposal, other: Proposal) -> bool:
    def said(each: Proposal) -> tuple[object, ...]:
        return each.conflict, each.way, each.event, each.start, each.end, each.person

    return said(one) == said(other)
