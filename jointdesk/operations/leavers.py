"""Who was removed from a shared desk, since when, and until when they may send what they wrote.

The server decides; what is noted here, in the log that everybody reads, is for people to see.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import DELETED, Json, Write
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.people import Person
from jointdesk.operations.audiences import director_id, login_holders, person_by_id
from jointdesk.operations.clock import now
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import list_items
from jointdesk.store.people import list_people
from jointdesk.store.reading import ReadableDesk

LEAVER = "leaver"


class Leaver(NamedTuple):
    """When somebody was removed; until `sends_until` they may send what they wrote, None for not.

    Both by the clock of the machine on which it was done.
    """

    removed_at: Instant
    sends_until: Instant | None = None

    def may_send(self, at: Instant) -> bool:
        """True while they may still send what they wrote."""
        return self.sends_until is not None and at < self.sends_until


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
    """Note that people who had been removed were invited anew."""
    there = leavers(desk)
    gone = [Write(_item(one), LEAVER, {DELETED: True}) for one in people if one in there]
    if gone:
        actor = Actor(director_id(desk), now())
        record(desk, actor, "Invited to the shared desk again", gone, automatic=True)


def leavers(desk: ReadableDesk) -> dict[str, Leaver]:
    """Return who was removed from the shared desk, by person id."""
    found = {}
    for item in list_items(desk.connection, LEAVER):
        person, at = item.fields.get("person"), _instant(item.fields.get("at"))
        if isinstance(person, str) and at is not None:
            found[person] = Leaver(at, _instant(item.fields.get("until")))
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
