"""What people said about conflicts, put together: comments, proposals, who saw what, who waits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from jointdesk.domain.actors import Actor
from jointdesk.domain.comments import Comment
from jointdesk.domain.conflicts import Conflict, JudgedConflict, State, known_as
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import ACTING_FOR, Audience
from jointdesk.domain.proposals import PROPOSAL, Proposal
from jointdesk.operations.comments import list_comments
from jointdesk.operations.receipts import Seen, mark_seen, seen_by_all
from jointdesk.store.desk import Desk
from jointdesk.store.items import list_items
from jointdesk.store.people import list_seats
from jointdesk.store.reading import ReadableDesk

T = TypeVar("T", Comment, Proposal)


class Asked(NamedTuple):
    """A proposal as somebody sees it.

    `is_changed` is True where the conflict is not any more what it was when it was made;
    `may_answer` where this person accepts or declines it.
    """

    proposal: Proposal
    is_changed: bool
    may_answer: bool


class Thread(NamedTuple):
    """All that was said about one conflict, as one person may know it.

    `seen_at` is when its owner saw that it was given to them, None for not yet, or nobody.
    `unseen` are the ids of what this person has not seen, the conflict's own for being given it.
    `waits` is True where the next step is this person's.
    """

    comments: tuple[Comment, ...] = ()
    proposals: tuple[Asked, ...] = ()
    seen_at: Instant | None = None
    unseen: tuple[str, ...] = ()
    waits: bool = False


NOTHING_SAID = Thread()


@dataclass(frozen=True, slots=True)
class Talk:
    """All comments, proposals and receipts that one person may know, by the conflict's id."""

    person_id: str
    is_director: bool
    helps: frozenset[str]
    comments: Mapping[str, tuple[Comment, ...]]
    proposals: Mapping[str, tuple[Proposal, ...]]
    seen: Seen

    def thread(self, judged: JudgedConflict) -> Thread:
        """Return what was said about a conflict."""
        conflict = judged.conflict
        is_given = judged.state is State.ASSIGNED and judged.owner is not None
        if not (is_given or self.comments or self.proposals):
            return NOTHING_SAID
        ids = known_as(conflict)
        comments = _of(self.comments, ids)
        asked = [
            Asked(one, _is_changed(one, conflict), self.may_answer(one, judged))
            for one in _of(self.proposals, ids)
        ]
        given_at = judged.settlement.at if is_given and judged.settlement else None
        return Thread(
            comments=comments,
            proposals=tuple(asked),
            seen_at=self._seen_since(ids, judged.owner or "", given_at),
            unseen=tuple(self._unseen(judged, given_at, comments, asked)),
            waits=self._waits(judged, asked),
        )

    def may_answer(self, proposal: Proposal, judged: JudgedConflict) -> bool:
        """True for the director, the conflict's owner, and who keeps the diary it would change."""
        is_owner = judged.state is State.ASSIGNED and judged.owner == self.person_id
        keeps_it = not self.helps.isdisjoint(proposal.orgs)
        return proposal.is_open and (self.is_director or is_owner or keeps_it)

    def _waits(self, judged: JudgedConflict, asked: Iterable[Asked]) -> bool:
        if judged.state not in (State.OPEN, State.ASSIGNED):
            return False
        if judged.state is State.ASSIGNED and judged.owner == self.person_id:
            return True
        return any(
            one.may_answer and not one.is_changed and one.proposal.by != self.person_id
            for one in asked
        )

    def _unseen(
        self,
        judged: JudgedConflict,
        given_at: Instant | None,
        comments: Iterable[Comment],
        asked: Iterable[Asked],
    ) -> Iterable[str]:
        """Yield the ids of what this person did not say, and has not seen since it was said."""
        me = self.person_id
        if given_at is not None and judged.owner == me:
            ids = known_as(judged.conflict)
            if self._seen_since(ids, me, given_at) is None:
                yield judged.conflict.id
        for comment in comments:
            if comment.author != me and (comment.id, me) not in self.seen:
                yield comment.id
        for one in asked:
            proposal = one.proposal
            said_by = proposal.by if proposal.is_open else proposal.answered_by
            said_at = proposal.at if proposal.is_open else proposal.answered_at
            is_mine = said_by == me or not (proposal.is_open or proposal.by == me)
            if not is_mine and self.seen.get((proposal.id, me), -1) < said_at:
                yield proposal.id

    def _seen_since(
        self, ids: Iterable[str], person_id: str, since: Instant | None
    ) -> Instant | None:
        if since is None:
            return None
        found = [self.seen.get((one, person_id), -1) for one in ids]
        last = max(found, default=-1)
        return last if last >= since else None


def read_talk(desk: ReadableDesk, audience: Audience) -> Talk:
    """Read what a person may know of all that was said about conflicts."""
    seats = list_seats(desk.connection)
    return Talk(
        person_id=audience.person_id,
        is_director=audience.is_director,
        helps=frozenset(
            seat.org_id
            for seat in seats
            if seat.person_id == audience.person_id and seat.role in ACTING_FOR
        ),
        comments=_by_conflict((one.about, one) for one in list_comments(desk, audience)),
        proposals=_by_conflict((one.conflict, one) for one in list_all_proposals(desk, audience)),
        seen=seen_by_all(desk),
    )


def list_all_proposals(desk: ReadableDesk, audience: Audience) -> list[Proposal]:
    """Return the proposals that a person may read, and their own, the oldest first.

    Of one's own that stands where one may not read, the words of the answer are left out.
    """
    found = []
    for item in list_items(desk.connection, PROPOSAL.name):
        proposal = PROPOSAL.of(item)
        if audience.reads(item.stream):
            found.append(proposal)
        elif proposal.by == audience.person_id:
            found.append(replace(proposal, answer=""))
    return found


def said_about(desk: ReadableDesk, audience: Audience, about: str) -> list[str]:
    """Return the ids of the comments and proposals on a thing, by its id, that one may read."""
    comments = [one.id for one in list_comments(desk, audience) if one.about == about]
    asked = [one.id for one in list_all_proposals(desk, audience) if one.conflict == about]
    return [*comments, *asked]


def see_conflict(desk: Desk, actor: Actor, audience: Audience, judged: JudgedConflict) -> int:
    """Note that the acting person has seen all of a conflict's thread; return how much was new."""
    thread = read_talk(desk, audience).thread(judged)
    said = [one.at for one in thread.comments]
    said += [max(one.proposal.at, one.proposal.answered_at) for one in thread.proposals]
    given_at = judged.settlement.at if judged.settlement else 0
    mark_seen(desk, actor, thread.unseen, max(given_at, *said, 0))
    return len(thread.unseen)


def see_said(desk: Desk, actor: Actor, audience: Audience, said_id: str) -> int:
    """Note that the acting person has seen one comment or proposal; return 1 if it was new.

    Raises:
        NotFoundError: the audience may read nothing with that id.
    """
    comments = [one.id for one in list_comments(desk, audience)]
    if said_id not in (*comments, *(one.id for one in list_all_proposals(desk, audience))):
        raise NotFoundError(f"There is no conflict, comment or proposal {said_id}.")
    is_new = (said_id, actor.person_id) not in seen_by_all(desk)
    mark_seen(desk, actor, [said_id])
    return int(is_new)


def _by_conflict(said: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for about, one in said:
        found[about].append(one)
    return {about: tuple(ones) for about, ones in found.items()}


def _of(said: Mapping[str, tuple[T, ...]], ids: Iterable[str]) -> tuple[T, ...]:
    """Return what was said about any of the ids, in the order in which it was."""
    found = [one for id_ in ids for one in said.get(id_, ())]
    return tuple(sorted(found, key=lambda one: (one.at, one.order, one.id)))


def _is_changed(proposal: Proposal, conflict: Conflict) -> bool:
    return proposal.is_open and proposal.fingerprint != conflict.fingerprint
