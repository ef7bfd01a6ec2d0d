"""People and seats as items."""

import sqlite3
from typing import Any

from jointdesk.domain.items import Fields
from jointdesk.domain.people import Person, Role, Seat
from jointdesk.store.items import list_items

PERSON = "person"
SEAT = "seat"


def list_people(connection: sqlite3.Connection) -> list[Person]:
    """Return the people in the order in which they were added."""
    found = []
    for item in list_items(connection, PERSON):
        fields: Any = item.fields
        found.append(Person(item.id, fields.get("name", ""), tuple(fields.get("emails", ()))))
    return found


def person_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return everyone's name by id, also of people who were removed: history speaks of them."""
    names = {}
    for item in list_items(connection, PERSON, with_removed=True):
        fields: Any = item.fields
        names[item.id] = fields.get("name", "")
    return names


def list_seats(connection: sqlite3.Connection) -> list[Seat]:
    """Return all seats."""
    found = []
    for item in list_items(connection, SEAT):
        fields: Any = item.fields
        found.append(Seat(item.id, fields["person"], fields["org"], Role(fields["role"])))
    return found


def person_fields(name: str, emails: tuple[str, ...]) -> Fields:
    """Return the fields that hold a person; e-mail addresses in lower case."""
    return {"name": name, "emails": [email.lower() for email in emails]}


def seat_fields(person_id: str, org_id: str, role: Role) -> Fields:
    """Return the fields that hold a seat."""
    return {"person": person_id, "org": org_id, "role": role.value}


def director_emails(connection: sqlite3.Connection) -> frozenset[str]:
    """Return every address of whoever has a director's seat: they are one identity."""
    directors = {seat.person_id for seat in list_seats(connection) if seat.role is Role.DIRECTOR}
    return frozenset(
        email
        for person in list_people(connection)
        if person.id in directors
        for email in person.emails
    )
