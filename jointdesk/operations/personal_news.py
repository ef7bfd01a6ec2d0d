"""What other people did that concerns one person: given to them, proposed, answered, said, edited.

Nothing is told of what that person may not read; of an answer to their own proposal that stands
where they may not read, only that there is one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.bookings import BOOKING, Booking
from jointdesk.domain.changes import Change, clock_at
from jointdesk.domain.comments import COMMENT, Comment
from jointdesk.domain.conflicts import Settlement, State
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.pending import OVERLAY, key_of
from jointdesk.domain.people import Audience
from jointdesk.domain.proposals import PROPOSAL, STATES, Proposal
from jointdesk.operations.conflict_threads import Talk, list_all_proposals, read_talk
from jointdesk.operations.conflicts import settlement_item
from jointdesk.operations.proposals import sentence_of
from jointdesk.privacy.records import sees, sees_booking
from jointdesk.store.changes import all_changes
from jointdesk.store.collections import list_collections
from jointdesk.store.overlays import series_held
from jointdesk.store.people import person_names
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import find_record, list_records
from jointdesk.store.settlements import SETTLEMENT, list_settlements
from jointdesk.store.streams import stream_names


class Concern(StrEnum):
    """Why it concerns a person, the most pressing first."""

    GIVEN = "given"
    """A conflict was given to them."""
    ASKED = "asked"
    """A proposal waits for their answer."""
    ANSWERED = "answered"
    """Their own proposal was answered."""
    HANDED = "handed"
    """A booking was handed to them."""
    SAID = "said"
    """Something was said to them, or where they take part."""
    EDITED = "edited"
    """A meeting that they keep was changed."""


_WORDS = {
    Concern.GIVEN: "gave you something to settle",
    Concern.ASKED: "proposes something to you",
    Concern.ANSWERED: "answered your proposal",
    Concern.HANDED: "handed a booking over to you",
    Concern.SAID: "said something",
    Concern.EDITED: "changed a meeting that you keep",
}

_PRESSING = [*Concern]
_TYPES = frozenset({SETTLEMENT, PROPOSAL.name, COMMENT.name, BOOKING.name, EVENT.name, OVERLAY})


class PersonalNews(NamedTuple):
    """One thing that another person did: `action` is the id of what they did, `person` their name.

    `about` is the id of a conflict or, with `is_booking`, of a booking, or a meeting's key; `day`
    is a meeting's. `text` is in the words of people ("Can yours move?"), perhaps empty. `items`
    are all that was changed.
    """

    at: Instant
    person: str
    concern: Concern
    about: str
    text: str
    action: str
    items: tuple[str, ...] = ()
    day: date | None = None
    is_booking: bool = False

    @property
    def sentence(self) -> str:
        """What it is: "Tom Adeyemi gave you something to settle"."""
        return f"{self.person} {_WORDS[self.concern]}"


class _Found(NamedTuple):
    concern: Concern
    about: str
    text: str
    day: date | None = None


def personal_news(desk: ReadableDesk, audience: Audience, since: Instant) -> list[PersonalNews]:
    """Return what others did since a moment that concerns a person, the most pressing first."""
    marks = ", ".join("?" * len(_TYPES))
    changes = all_changes(
        desk.connection, f"c.hlc >= ? AND c.author <> ? AND c.item_type IN ({marks})",
        clock_at(since), audience.person_id, *sorted(_TYPES),
    )  # fmt: skip
    wanted = [
        one for one in changes if one.body is not None and one.body.label and not one.body.automatic
    ]
    if not wanted:
        return []
    sight = _read_sight(desk, audience)
    actions: dict[str, list[Change]] = {}
    for change in wanted:
        if change.header.author not in sight.names:
            continue  # what came with the desk was nobody's doing
        actions.setdefault(change.body.action if change.body else "", []).append(change)
    found = [told for some in actions.values() if (told := _tell(desk, sight, some)) is not None]
    return sorted(found, key=lambda one: (_PRESSING.index(one.concern), -one.at))


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one person may know, by which changes are judged."""

    audience: Audience
    streams: Mapping[str, str]
    names: Mapping[str, str]
    talk: Talk
    settlements: Mapping[str, Settlement]
    proposals: Mapping[str, Proposal]
    bookings: Mapping[str, Booking]
    orgs: Mapping[str, str]

    def reads(self, change: Change) -> bool:
        """True if the person may read what a change says."""
        return self.audience.reads(self.streams[change.header.stream_id])

    @property
    def me(self) -> str:
        """The person's id."""
        return self.audience.person_id


def _read_sight(desk: ReadableDesk, audience: Audience) -> _Sight:
    bookings = list_records(desk.connection, BOOKING)
    return _Sight(
        audience=audience,
        streams=stream_names(desk.connection),
        names=person_names(desk.connection),
        talk=read_talk(desk, audience),
        settlements={one.id: one for one in list_settlements(desk.connection, audience)},
        proposals={one.id: one for one in list_all_proposals(desk, audience)},
        bookings={one.id: one for one in bookings if sees_booking(audience, one)},
        orgs={one.id: one.org_id for one in list_collections(desk.connection)},
    )


def _tell(desk: ReadableDesk, sight: _Sight, changes: list[Change]) -> PersonalNews | None:
    """Return what an action comes to for the person, None where it does not concern them."""
    found = [told for one in changes if (told := _judge(desk, sight, one)) is not None]
    body, header = changes[-1].body, changes[-1].header
    if not found or body is None or header.author not in sight.names:
        return None  # what came with the demo desk is nobody's
    first = min(found, key=lambda one: _PRESSING.index(one.concern))
    name = sight.names.get(header.author, "") or "The director"
    items = tuple(dict.fromkeys(one.header.item_id for one in changes))
    return PersonalNews(
        body.at, name, first.concern, first.about, first.text, body.action, items, first.day,
        is_booking=first.about in sight.bookings,
    )  # fmt: skip


def _judge(desk: ReadableDesk, sight: _Sight, change: Change) -> _Found | None:
    id_ = change.header.item_id
    match change.header.item_type:
        case "settlement":
            return _given(sight, sight.settlements.get(id_))
        case "proposal":
            return _proposal(desk, sight, sight.proposals.get(id_))
        case "comment":
            return _said(sight, find_record(desk.connection, COMMENT, id_), change)
        case "booking":
            return _handed(sight, sight.bookings.get(id_), change)
        case "event":
            return _event(desk, sight, find_record(desk.connection, EVENT, id_), change)
        case _:
            return _overlay(desk, sight, change)


def _given(sight: _Sight, settlement: Settlement | None) -> _Found | None:
    if settlement is None or settlement.state is not State.ASSIGNED or settlement.owner != sight.me:
        return None
    return _Found(Concern.GIVEN, settlement.id.removeprefix(settlement_item("")), settlement.reason)


def _proposal(desk: ReadableDesk, sight: _Sight, proposal: Proposal | None) -> _Found | None:
    if proposal is None:
        return None
    words = sentence_of(desk, sight.audience, proposal)
    if proposal.by == sight.me:
        if proposal.is_open:
            return None
        answer = f": {proposal.answer}" if proposal.answer else ""
        told = f"{STATES[proposal.state]}: {words}{answer}"
        return _Found(Concern.ANSWERED, proposal.conflict, told)
    settlement = sight.settlements.get(settlement_item(proposal.conflict))
    owns = settlement is not None and settlement.owner == sight.me
    may_answer = owns or sight.talk.is_director or not sight.talk.helps.isdisjoint(proposal.orgs)
    if proposal.is_open and may_answer:
        return _Found(Concern.ASKED, proposal.conflict, words)
    if proposal.person == sight.me and proposal.state == "accepted":
        return _Found(Concern.GIVEN, proposal.conflict, words)
    return None


def _said(sight: _Sight, comment: Comment | None, change: Change) -> _Found | None:
    if comment is None or not sight.reads(change):
        return None
    if comment.to == sight.me and comment.kind == "hand_over":
        return _Found(Concern.HANDED, comment.about, comment.text)
    if comment.to == sight.me or _takes_part(sight, comment.about):
        return _Found(Concern.SAID, comment.about, comment.text)
    return None


def _takes_part(sight: _Sight, about: str) -> bool:
    """True if the person has the thing, or has said or proposed something about it."""
    settlement = sight.settlements.get(settlement_item(about))
    booking = sight.bookings.get(about)
    return (
        (settlement is not None and settlement.owner == sight.me)
        or (booking is not None and booking.owner == sight.me)
        or any(one.author == sight.me for one in sight.talk.comments.get(about, ()))
        or any(one.by == sight.me for one in sight.talk.proposals.get(about, ()))
    )


def _handed(sight: _Sight, booking: Booking | None, change: Change) -> _Found | None:
    given = change.body.values if change.body else {}
    if booking is None or not sight.reads(change):
        return None
    if sight.me in (given.get("owner"), given.get("waiting_for")):
        return _Found(Concern.HANDED, booking.id, booking.title)
    return None


def _event(desk: ReadableDesk, sight: _Sight, event: Event | None, change: Change) -> _Found | None:
    """An event made here: of an organisation whose diary the person keeps, or made by them."""
    if event is None or not sight.reads(change) or change.body is None:
        return None
    if not sees(sight.audience, event.visibility, event.org):
        return None
    if event.org not in sight.talk.helps and not _made_by(desk, event.id, sight.me):
        return None
    day = date.fromisoformat(event.start[:10])
    key = occurrence_key(event.id, day.toordinal(), 0)
    return _Found(Concern.EDITED, key, change.body.label, day)


def _made_by(desk: ReadableDesk, item_id: str, person_id: str) -> bool:
    first = next(iter(all_changes(desk.connection, "c.item_id = ?", item_id)), None)
    return first is not None and first.header.author == person_id


def _overlay(desk: ReadableDesk, sight: _Sight, change: Change) -> _Found | None:
    """A meeting in a calendar that the person keeps."""
    if not sight.reads(change) or change.body is None:
        return None
    key = key_of(change.header.item_id)
    held = series_held(desk.connection, [key.series_id])
    if _orgs(sight, (one.collection_id for one in held)).isdisjoint(sight.talk.helps):
        if not _made_by(desk, key.series_id, sight.me):
            return None
    if key.day is None:
        return _Found(Concern.EDITED, "", change.body.label)
    return _Found(Concern.EDITED, key.key, change.body.label, date.fromordinal(key.day))


def _orgs(sight: _Sight, collections: Iterable[str]) -> set[str]:
    return {sight.orgs[one] for one in collections if one in sight.orgs}
