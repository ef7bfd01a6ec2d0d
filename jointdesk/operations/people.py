"""Add people and seats, change them, and take them away."""

from typing import Any

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import State
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Person, Role
from jointdesk.domain.words import counted, plain_name
from jointdesk.operations.audiences import audience_of, director_id, person_by_id
from jointdesk.operations.conflicts import default_window, list_conflicts
from jointdesk.operations.ids import new_id
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.uses import refuse_if_used
from jointdesk.store import people
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.people import list_people, list_seats
from jointdesk.store.settlements import SETTLEMENT


def add_person(desk: Desk, actor: Actor, *, name: str, emails: tuple[str, ...] = ()) -> str:
    """Add a person and return their id.

    Raises:
        WrongUseError: there is no name, an e-mail address is not one or belongs to another.
    """
    person_id = new_id()
    _check(desk, person_id, name, emails)
    fields = people.person_fields(name.strip(), emails)
    record(desk, actor, f"Added {name}", [Write(person_id, people.PERSON, fields)])
    return person_id


def change_person(
    desk: Desk, actor: Actor, person_id: str, *, name: str, emails: tuple[str, ...]
) -> None:
    """Give a person another name and other e-mail addresses.

    Raises:
        NotFoundError: there is no such person.
        WrongUseError: there is no name, an e-mail address is not one or belongs to another.
    """
    person = person_by_id(desk, person_id)
    _check(desk, person.id, name, emails)
    fields = people.person_fields(name.strip(), emails)
    record(desk, actor, f"Changed {name.strip()}", [Write(person.id, people.PERSON, fields)])


def remove_person(desk: Desk, actor: Actor, person_id: str) -> Person:
    """Take a person away with their seats, and return them; history still names them.

    Raises:
        NotFoundError: there is no such person.
        WrongUseError: they are the director or whoever asks, or something is still given to them.
    """
    person = person_by_id(desk, person_id)
    called = plain_name(person.name)
    if person.id == director_id(desk):
        raise WrongUseError("The director cannot be removed: the desk is theirs.")
    if person.id == actor.person_id:
        raise WrongUseError("You cannot remove yourself: ask somebody else to.")
    if given := _conflicts_of(desk, person, actor.at):
        raise WrongUseError(
            f"{called} still has {counted(given, 'conflict')} to settle."
            " Give them to somebody else first."
        )
    refuse_if_used(desk, called, person.id, (people.SEAT, SETTLEMENT))
    seats = [
        Write(seat.id, people.SEAT, {DELETED: True})
        for seat in list_seats(desk.connection)
        if seat.person_id == person.id
    ]
    gone = Write(person.id, people.PERSON, {DELETED: True})
    record(desk, actor, f"Removed {called}", [gone, *seats])
    return person


def _conflicts_of(desk: Desk, person: Person, now: Instant) -> int:
    """Return how many conflicts of the next weeks wait for the person; past ones say no more."""
    everyone = audience_of(desk, director_id(desk))
    listed = list_conflicts(desk, everyone, default_window(desk, now), now)
    return sum(one.owner == person.id and one.state is State.ASSIGNED for one in listed)


def _check(desk: Desk, person_id: str, name: str, emails: tuple[str, ...]) -> None:
    if not name.strip():
        raise WrongUseError("A person needs a name.")
    for email in emails:
        if "@" not in email:
            raise WrongUseError(f"“{email}” is not an e-mail address.")
    others = [person for person in list_people(desk.connection) if person.id != person_id]
    taken = {email: person for person in others for email in person.emails}
    for email in emails:
        if email.lower() in taken:
            raise WrongUseError(f"{email} belongs to {taken[email.lower()].name} already.")


def add_seat(desk: Desk, actor: Actor, *, person_id: str, org_code: str, role: Role) -> str:
    """Give a person a role in an organisation and return the seat's id.

    The first director to be named is the one whom the desk has had, unnamed, since it was made:
    name and addresses go to that one, and `person_id` means the same person from then on.
    """
    organisation = organisation_by_code(desk, org_code)
    person = person_by_id(desk, person_id)
    label = f"Seated {person.name} in {organisation.code} as {role.value}"
    director = person_by_id(desk, director_id(desk))
    if role is Role.DIRECTOR and not director.name and person.id != director.id:
        record(desk, actor, label, _name_director(desk, director, person))
        return _seat_of(desk, director.id, organisation.id, role) or _add_seat(
            desk, actor, label, people.seat_fields(director.id, organisation.id, role)
        )
    return _seat_of(desk, person.id, organisation.id, role) or _add_seat(
        desk, actor, label, people.seat_fields(person.id, organisation.id, role)
    )


def seat_of(desk: Desk, person_id: str, org_code: str, role: Role) -> str:
    """Return the id of a person's seat in an organisation.

    Raises:
        NotFoundError: they have no such seat there.
    """
    organisation = organisation_by_code(desk, org_code)
    person = person_by_id(desk, person_id)
    seat_id = _seat_of(desk, person.id, organisation.id, role)
    if seat_id is None:
        raise NotFoundError(f"{person.name} is not {role.value} of {organisation.code}.")
    return seat_id


def remove_seat(desk: Desk, actor: Actor, seat_id: str) -> None:
    """Take a person's role in an organisation away.

    Raises:
        NotFoundError: there is no such seat.
        WrongUseError: it is the director's own, without whom there is no desk.
    """
    for seat in list_seats(desk.connection):
        if seat.id == seat_id:
            break
    else:
        raise NotFoundError(f"There is no seat {seat_id}.")
    if seat.role is Role.DIRECTOR and seat.person_id == director_id(desk):
        raise WrongUseError("The director's own seat stays: the desk is theirs.")
    person = person_by_id(desk, seat.person_id)
    label = f"Took a seat of {person.name} away"
    record(desk, actor, label, [Write(seat_id, people.SEAT, {DELETED: True})])


def _add_seat(desk: Desk, actor: Actor, label: str, fields: Any) -> str:
    seat_id = new_id()
    record(desk, actor, label, [Write(seat_id, people.SEAT, fields)])
    return seat_id


def _name_director(desk: Desk, director: Person, person: Person) -> list[Write]:
    """The unnamed director becomes the person, whose own item then points to the director's."""
    moved = [
        Write(seat.id, people.SEAT, {"person": director.id})
        for seat in list_seats(desk.connection)
        if seat.person_id == person.id
    ]
    return [
        Write(director.id, people.PERSON, people.person_fields(person.name, person.emails)),
        Write(person.id, people.PERSON, {"same_as": director.id, DELETED: True}),
        *moved,
    ]


def _seat_of(desk: Desk, person_id: str, org_id: str, role: Role) -> str | None:
    for seat in list_seats(desk.connection):
        if (seat.person_id, seat.org_id, seat.role) == (person_id, org_id, role):
            return seat.id
    return None
