"""Who was removed from a shared desk, since when, and until when they may send what they wrote.

The server decides; what is noted here, in the log that everybody reads, is for people to see, and
for a server that was put back to be told again: see `operations.keeping_out`.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import Change, fold
from jointdesk.domain.items import DELETED, Fields, Item, Json, Write
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.people import Person
from jointdesk.operations.audiences import director_id, login_holders, person_by_id
from jointdesk.operations.clock import now
from jointdesk.store.changes import changes_of, record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item, list_items
from jointdesk.store.membership import find_membership
from jointdesk.store.people import list_people
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.streams import stream_id

LEAVER = "leaver"
KEPT_OUT = "kept_out"
"""Not part of a leaver's own item: who lets somebody in again need not have heard of it."""


class Leaver(NamedTuple):
    """When somebody was removed; until `sends_until` they may send what they wrote, None for not.

    Both by the clock of the machine on which it was done. `again_at` is when a server was told anew
    that had let them in again, for it was put back from a backup.
    """

    removed_at: Instant
    sends_until: Instant | None = None
    again_at: Instant | None = None

    def may_send(self, at: Instant) -> bool:
        """True while they may still send what they wrote."""
        return self.sends_until is not None and at < self.sends_until

    def days_left(self, at: Instant) -> int:
        """Return for how many days they may still send, the one that has begun among them."""
        return max(-((at - (self.sends_until or at)) // DAY), 0)


class KeptOut(NamedTuple):
    """In which epoch of the server it was last seen to that somebody is out; 0 for none.

    `again_at` is when they had to be removed again, None where they never had to be.
    """

    epoch: int = 0
    again_at: Instant | None = None


def note_leaver(desk: Desk, actor: Actor, person_id: str, days: int) -> None:
    """Note that the server lets a person read no more, and takes what they wrote for some days.

    Raises:
        NotFoundError: there is no such person.
    """
    person = person_by_id(desk, person_id)
    until = actor.at + days * DAY if days > 0 else None
    fields: dict[str, Json] = {"person": person.id, "at": actor.at, "until": until, DELETED: None}
    label = f"Removed {person.name} from the shared desk"
    record(desk, actor, label, [Write(_item(person.id), LEAVER, fields)], automatic=True)


def note_back(desk: Desk, people: Iterable[str]) -> None:
    """Note that people who had been removed were invited anew.

    Whoever runs the server may do so on any machine; on a shared desk only its own person speaks.
    """
    there = leavers(desk)
    gone = [Write(_item(one), LEAVER, {DELETED: True}) for one in people if one in there]
    if gone:
        membership = find_membership(desk.connection)
        actor = Actor(membership.person_id if membership else director_id(desk), now())
        record(desk, actor, "Invited to the shared desk again", gone, automatic=True)


def leavers(desk: ReadableDesk) -> dict[str, Leaver]:
    """Return who was removed from the shared desk, by person id.

    Any member can write what is read here. Only the director removes somebody, and anybody but
    that person says that they are back.
    """
    director = director_id(desk)
    noted = list_items(desk.connection, LEAVER, ("shared",), with_removed=True)
    found = {one.id.removeprefix(f"{LEAVER}:"): one for one in noted}
    known = {person: _leaver(desk, item, person, director) for person, item in found.items()}
    return {person: leaver for person, leaver in known.items() if leaver is not None}


def _leaver(desk: ReadableDesk, item: Item, person: str, director: str) -> Leaver | None:
    """Return what an item says of somebody's removal, None where they are in."""

    def counts(change: Change) -> bool:
        author, body = change.header.author, change.body
        is_back = body is not None and body.values.get(DELETED) is True
        return author == director or author != person and is_back

    fields = _said(desk, item, counts)
    at, until = _instant(fields.get("at")), _instant(fields.get("until"))
    if fields.get("person") != person or at is None or fields.get(DELETED):
        return None
    again = kept_out(desk, person).again_at
    return Leaver(at, until, again if again is not None and again > at else None)


def kept_out(desk: ReadableDesk, person_id: str) -> KeptOut:
    """Return when a server was last told again that somebody was removed."""
    director = director_id(desk)
    item = find_item(desk.connection, f"{KEPT_OUT}:{person_id}", ("shared",))
    fields = {} if item is None else _said(desk, item, lambda one: one.header.author == director)
    epoch, again = (_instant(fields.get(name)) for name in ("epoch", "again"))
    return KeptOut(epoch or 0, again)


def kept_out_write(person_id: str, said: KeptOut) -> Write:
    """Return what notes in the log what `kept_out` returns."""
    fields: dict[str, Json] = {"epoch": said.epoch, "again": said.again_at}
    return Write(f"{KEPT_OUT}:{person_id}", KEPT_OUT, fields)


def _said(desk: ReadableDesk, item: Item, counts: Callable[[Change], bool]) -> Fields:
    """Return what an item comes to by those of its changes that count."""
    changes = changes_of(desk.connection, item.id, stream_id(desk.connection, item.stream))
    state = fold(filter(counts, changes))
    return state.fields if state is not None else {}


def people_sharing(desk: ReadableDesk) -> list[Person]:
    """Return who gets a login by their seats, and who was removed; the director first."""
    director, removed = director_id(desk), leavers(desk)
    holding = {person.id for person, _ in login_holders(desk)}
    known = list_people(desk.connection)
    found = [one for one in known if one.id in holding or one.id in removed]
    return sorted(found, key=lambda one: one.id != director)


def leaver_words(leaver: Leaver, at: Instant, moment: Callable[[Instant], str]) -> str:
    """Return since when somebody is removed, and until when they may send; `moment` words times."""
    words = f"removed {moment(leaver.removed_at)}"
    if leaver.again_at is not None:
        words += f", and again {moment(leaver.again_at)} after the server was put back"
    if leaver.sends_until is None:
        return words
    may = "may still send" if leaver.may_send(at) else "might send"
    return f"{words}, {may} what they wrote until {moment(leaver.sends_until)}"


def _item(person_id: str) -> str:
    return f"{LEAVER}:{person_id}"


def _instant(value: Json) -> Instant | None:
    """Return an instant that the log holds; None for what is none: any member can write any."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10**11:
        return Instant(value)
    return None
