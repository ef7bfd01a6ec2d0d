"""`person add|remove|list` and `seat add|remove`."""

import argparse
from collections.abc import Mapping

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.session import Session
from jointdesk.domain.people import Role
from jointdesk.operations import audiences, people
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people

_HIDES = "In one file JointDesk hides, it does not protect: whoever can open the file can read it."


def configure_person(parser: argparse.ArgumentParser) -> None:
    """Describe `person add|remove|list`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add = add_step(steps, "add", _add_person, "add a person")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--email", action="append", default=[], help="may be given several times")
    remove = add_step(steps, "remove", _remove_person, "take a person and their seats away")
    remove.add_argument("person", metavar="PERSON")
    add_step(steps, "list", _list_people, "list the people and their seats")


def configure_seat(parser: argparse.ArgumentParser) -> None:
    """Describe `seat add|remove`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    for name, handler, words in (
        ("add", _add_seat, "give a person a role in an organisation"),
        ("remove", _remove_seat, "take a role in an organisation from a person"),
    ):
        step = add_step(steps, name, handler, words)
        step.add_argument("person", metavar="PERSON")
        step.add_argument("--org", metavar="CODE", required=True)
        step.add_argument("--role", required=True, choices=[role.value for role in Role])


def _add_person(session: Session, args: argparse.Namespace) -> int:
    made = people.add_person(session.desk, session.actor, name=args.name, emails=tuple(args.email))
    print_id(session, made)
    session.note(_HIDES)
    return DONE


def _add_seat(session: Session, args: argparse.Namespace) -> int:
    person = audiences.find_person(session.desk, args.person)
    made = people.add_seat(
        session.desk,
        session.actor,
        person_id=person.id,
        org_code=args.org,
        role=Role(args.role),
    )
    print_id(session, made)
    return DONE


def _remove_person(session: Session, args: argparse.Namespace) -> int:
    person = audiences.find_person(session.desk, args.person)
    people.remove_person(session.desk, session.actor, person.id)
    print_done(session, {"id": person.id, "name": person.name}, f"Removed {person.name}.")
    return DONE


def _remove_seat(session: Session, args: argparse.Namespace) -> int:
    person = audiences.find_person(session.desk, args.person)
    seat_id = people.seat_of(session.desk, person.id, args.org, Role(args.role))
    people.remove_seat(session.desk, session.actor, seat_id)
    said = f"{person.name} is no longer {args.role} of {args.org.upper()}."
    print_done(session, {"id": seat_id, "org": args.org.upper(), "role": args.role}, said)
    return DONE


def _list_people(session: Session, args: argparse.Namespace) -> int:
    codes = {one.id: one.code for one in list_organisations(session.desk.connection)}
    seats = audiences.seats_by_person(session.desk)
    rows = [
        {
            "id": person.id,
            "name": person.name,
            "emails": list(person.emails),
            "seats": [
                {"id": seat.id, "org": codes.get(seat.org_id, ""), "role": seat.role.value}
                for seat in seats.get(person.id, [])
            ],
        }
        for person in list_people(session.desk.connection)
    ]
    print_list(session, "items", rows, [_line(row) for row in rows])
    return DONE


def _line(row: Mapping[str, object]) -> str:
    seats = row["seats"] if isinstance(row["seats"], list) else []
    held = ", ".join(f"{seat['role']} {seat['org']}" for seat in seats)
    return f"{row['id']}  {row['name'] or '(no name yet)'}  {held}".rstrip()


CONFIGURE = {"person": configure_person, "seat": configure_seat}
