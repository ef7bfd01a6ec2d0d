"""Who looks at a desk: find people, and say what audience a person is.

It only reads, because the window needs it before its first picture.
"""

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import ACTING_FOR, Audience, Person, Role, Seat, has_login
from jointdesk.store.items import find_item
from jointdesk.store.membership import find_membership
from jointdesk.store.people import PERSON, list_people, list_seats
from jointdesk.store.reading import ReadableDesk

DESK = "desk"
"""Item id and item type of what is known of the desk itself."""


def director_id(desk: ReadableDesk) -> str:
    """Return the person id of the desk's director."""
    item = find_item(desk.connection, DESK)
    named = item.fields.get("director") if item else None
    return named if isinstance(named, str) else ""


def person_by_id(desk: ReadableDesk, person_id: str) -> Person:
    """Return the person with that id, also where it was the first id of the director.

    Raises:
        NotFoundError: there is none.
    """
    item = find_item(desk.connection, person_id)
    other = item.fields.get("same_as") if item and item.type == PERSON else None
    known = list_people(desk.connection)
    for wanted in (other, person_id):
        for person in known:
            if person.id == wanted:
                return person
    if not known and find_membership(desk.connection):
        raise NotFoundError(
            "Nobody is on this desk: joining it was broken off. Join again with the invitation."
        )
    raise NotFoundError(f"There is no person with the id {person_id}.")


def find_person(desk: ReadableDesk, text: str) -> Person:
    """Return the person with that id, e-mail address or name (any case, part if unique).

    Raises:
        NotFoundError: nobody, or more than one.
    """
    known = list_people(desk.connection)
    wanted = text.strip().casefold()
    for matches in (
        [person for person in known if wanted in person.emails],
        [person for person in known if person.name.casefold() == wanted],
        [person for person in known if wanted and wanted in person.name.casefold().split()],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            names = ", ".join(f"{person.name} ({person.id})" for person in matches)
            raise NotFoundError(f"“{text}” could be any of: {names}. Use the id.")
    try:
        return person_by_id(desk, text.strip())
    except NotFoundError:
        names = ", ".join(person.name for person in known if person.name) or "nobody yet"
        raise NotFoundError(f"Nobody here is “{text}”. On this desk: {names}.") from None


def acting_person(desk: ReadableDesk, text: str) -> Person:
    """Return the person that the text means, the director where it is empty.

    On a shared desk a machine is one person's, whose word alone its server takes from it.

    Raises:
        NotFoundError: nobody, or more than one.
        WrongUseError: the machine is another person's.
    """
    membership = find_membership(desk.connection)
    own = person_by_id(desk, membership.person_id if membership else director_id(desk))
    person = find_person(desk, text) if text else own
    if membership and person.id != own.id:
        raise WrongUseError(
            f"On the shared desk this machine is {own.name}'s. {person.name} works on their own."
        )
    return person


def actor_of(desk: ReadableDesk, person_id: str, at: Instant) -> Actor:
    """Return who acts: a PA and a deputy on behalf of the director, others for themselves.

    What people say to each other they say in their own name: `Actor.in_own_name`.
    """
    director = director_id(desk)
    seats = list_seats(desk.connection)
    roles = {seat.role for seat in seats if seat.person_id == person_id}
    acts_for_them = person_id != director and Role.DIRECTOR not in roles and roles & ACTING_FOR
    return Actor(person_id, at, director if acts_for_them else "")


def audience_of(desk: ReadableDesk, person_id: str) -> Audience:
    """Return what the person may see, by their seats."""
    seats = [seat for seat in list_seats(desk.connection) if seat.person_id == person_id]
    is_director = person_id == director_id(desk) or any(
        seat.role is Role.DIRECTOR for seat in seats
    )
    return Audience(person_id, frozenset(seat.org_id for seat in seats), is_director)


def seats_by_person(desk: ReadableDesk) -> dict[str, list[Seat]]:
    """Return everyone's seats by person id."""
    found: dict[str, list[Seat]] = {}
    for seat in list_seats(desk.connection):
        found.setdefault(seat.person_id, []).append(seat)
    return found


def login_holders(desk: ReadableDesk) -> list[tuple[Person, Audience]]:
    """Return who gets a login to a shared desk by the seats that there are, and what they see."""
    seats = list_seats(desk.connection)
    known = [(one, audience_of(desk, one.id)) for one in list_people(desk.connection)]
    return [(one, audience) for one, audience in known if has_login(audience, seats)]
