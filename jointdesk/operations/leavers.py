"""Who was removed from a shared desk, since when, and until when they may send what they wrote.

The server decides; what is noted here, in the log that everybody reads, is for people to see, and
to keep them out of a server that was put back from a backup in which they are members still.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple, Protocol

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import DELETED, Json, Write
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.people import Person
from jointdesk.domain.shared_desk import Hello
from jointdesk.domain.words import plain
from jointdesk.operations.audiences import director_id, login_holders, person_by_id
from jointdesk.operations.clock import now
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import list_items
from jointdesk.store.membership import find_membership
from jointdesk.store.membership import find_membership
from jointdesk.store.people import list_people
from jointdesk.store.reading import ReadableDesk

LEAVER = "leaver"


class Leaver(NamedTuple):
    """When somebody was removed; until `sends_until` they may send what they wrote, None for not.

    Both by the clock of the machine on which it was done. `epoch` is the server's in which it was
    carried out last, 0 where nobody noted it; `again_at` when that was, where a server had let them
    in again that was put back.
    """

    removed_at: Instant
    sends_until: Instant | None = None
    epoch: int = 0
    again_at: Instant | None = None

    def may_send(self, at: Instant) -> bool:
        """True while they may still send what they wrote."""
        return self.sends_until is not None and at < self.sends_until

    def days_left(self, at: Instant) -> int:
        """Return for how many days they may still send, the one that has begun among them."""
        return max(-((at - (self.sends_until or at)) // DAY), 0)


class Revoking(Protocol):
    """What this asks of a server: see `desk.server.Server`."""

    def revoke(self, person_id: str, days: int) -> None:
        """Let a person go; for so many days they may still send what they wrote."""


def note_leaver(desk: Desk, actor: Actor, person_id: str, days: int) -> None:
    """Note that the server lets a person read no more, and takes what they wrote for some days.

    Raises:
        NotFoundError: there is no such person.
    """
    person = person_by_id(desk, person_id)
    known = find_membership(desk.connection)
    leaver = Leaver(actor.at, _until(actor.at, days), known.epoch if known else 0)
    label = f"Removed {person.name} from the shared desk"
    record(desk, actor, label, [_write(person.id, leaver)], automatic=True)


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


def keep_out(
    desk: Desk, server: Revoking, hello: Hello, members: Container[str], at: Instant
) -> dict[str, str]:
    """Remove again who was removed and is a member of a server that was put back.

    Once after each time: who is a member after that was let in on purpose. `members` are those of
    the server. Returns what to say, by the person id of whom it concerns.

    Raises:
        ServerError: no answer, or a refusal.
    """
    told, writes = {}, []
    for person, leaver in not_kept_out(leavers(desk), hello.epoch).items():
        if person in members:
            days = leaver.days_left(at)
            server.revoke(person, days)
            leaver = leaver._replace(sends_until=_until(at, days), again_at=at)
            told[person] = (
                f"{plain(person_by_id(desk, person).name)} had been removed from the shared desk,"
                " and was in again, for its server was put back from a backup: they are removed"
                " again."
            )
        writes.append(_write(person, leaver._replace(epoch=hello.epoch)))
    if writes:
        label = "Kept removed people out of the server that was put back"
        record(desk, Actor(hello.person, at), label, writes, automatic=True)
    return told


def not_kept_out(removed: Mapping[str, Leaver], epoch: int) -> dict[str, Leaver]:
    """Return whom a server may have let in again, by its epoch: above 1 it was put back. Pure."""
    return {one: leaver for one, leaver in removed.items() if epoch > 1 and leaver.epoch != epoch}


def leavers(desk: ReadableDesk) -> dict[str, Leaver]:
    """Return who was removed from the shared desk, by person id."""
    found = {}
    for item in list_items(desk.connection, LEAVER):
        person, at = item.fields.get("person"), _instant(item.fields.get("at"))
        if isinstance(person, str) and at is not None:
            until, again = (_instant(item.fields.get(name)) for name in ("until", "again"))
            epoch = _instant(item.fields.get("epoch")) or 0
            found[person] = Leaver(at, until, epoch, again)
    return found


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


def _until(at: Instant, days: int) -> Instant | None:
    return Instant(at + days * DAY) if days > 0 else None


def _write(person_id: str, leaver: Leaver) -> Write:
    fields: dict[str, Json] = {
        "person": person_id, "at": leaver.removed_at, "until": leaver.sends_until,
        "epoch": leaver.epoch, "again": leaver.again_at, DELETED: None,
    }  # fmt: skip
    return Write(_item(person_id), LEAVER, fields)


def _item(person_id: str) -> str:
    return f"{LEAVER}:{person_id}"


def _instant(value: Json) -> Instant | None:
    """Return an instant that the log holds; None for what is none: any member can write any."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10**11:
        return Instant(value)
    return None
