"""Who the window may run as: the people with seats, and the one whom this machine remembers."""

from pathlib import Path
from typing import NamedTuple

from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.people import Person, Role
from jointdesk.operations.audiences import director_id, person_by_id, seats_by_person
from jointdesk.store.membership import find_membership
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.preferences import Preferences

ALONE = "On a shared desk: everybody works on a computer of their own."
HIDES = "In one file JointDesk hides, it does not protect: whoever can open the file can read it."

ROLE_WORDS = {
    Role.DIRECTOR: "Joint director",
    Role.PA: "PA",
    Role.DEPUTY: "Deputy",
    Role.OFFICER: "Officer",
}
_ORDER = [*ROLE_WORDS]


class Who(NamedTuple):
    """Somebody with a seat, and what they are: "PA, CAL", "Joint director"."""

    person: Person
    role: str

    @property
    def name(self) -> str:
        """What they are called; a director may have no name yet."""
        return self.person.name or "The director"


def is_half_joined(path: Path) -> bool:
    """True for a desk on which nobody is yet, since joining it was broken off, however early.

    A desk that was not joined has its director from the beginning.
    """
    try:
        reading = Reading(path)
    except JointDeskError:
        return False  # whoever opens the window is told why
    try:
        return not list_people(reading.connection)
    finally:
        reading.close()


def people_to_be(reading: Reading) -> tuple[Who, ...]:
    """Return everybody whom the window can run as; on a shared desk a machine is one person's."""
    membership = find_membership(reading.connection)
    people = people_with_seats(reading)
    if membership is None:
        return people
    own = person_by_id(reading, membership.person_id)
    return tuple(who for who in people if who.person.id == own.id) or (Who(own, ""),)


def people_with_seats(reading: Reading) -> tuple[Who, ...]:
    """Return who works with the desk: the director, PAs, deputies, officers."""
    director, by_person = director_id(reading), seats_by_person(reading)
    codes = {one.id: one.code for one in list_organisations(reading.connection)}
    found = []
    for person in list_people(reading.connection):
        seats = by_person.get(person.id, [])
        if not (seats and person.name or person.id == director):
            continue
        roles = {seat.role for seat in seats}
        if person.id == director or Role.DIRECTOR in roles:
            found.append((0, Who(person, ROLE_WORDS[Role.DIRECTOR])))
            continue
        told = [
            f"{ROLE_WORDS[role]}, {' and '.join(codes[s.org_id] for s in seats if s.role is role)}"
            for role in _ORDER
            if role in roles
        ]
        found.append((min(map(_ORDER.index, roles)), Who(person, "; ".join(told))))
    return tuple(who for _, who in sorted(found, key=lambda one: one[0]))


def remembered_person(reading: Reading, preferences: Preferences) -> Person | None:
    """Return who works with this desk on this machine; None where that must be asked.

    It need not be where there is only one.
    """
    known = [who.person for who in people_to_be(reading)]
    if len(known) == 1:
        return known[0]
    kept = preferences.text(_key(reading.id))
    return next((person for person in known if person.id == kept), None)


def remember_person(desk_id: str, preferences: Preferences, person: Person) -> None:
    """Keep, on this machine and not in the desk, who works with the desk here."""
    preferences.keep_text(_key(desk_id), person.id)


def _key(desk_id: str) -> str:
    return f"who/{desk_id}"
