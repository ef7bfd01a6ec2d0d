"""`booking add LINE`: one typed line as a booking, and what was understood of it."""

from collections.abc import Sequence
from typing import Any

from jointdesk.cli.arguments import DONE
from jointdesk.cli.output import print_done, print_id, print_object
from jointdesk.cli.records import record_shape
from jointdesk.cli.session import Session
from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Fields, Item
from jointdesk.domain.words import plain
from jointdesk.operations.booking_templates import with_template
from jointdesk.operations.bookings import add_booking
from jointdesk.operations.naming import Names
from jointdesk.operations.typed_booking import booking_sentence
from jointdesk.operations.typed_bookings import read_booking
from jointdesk.operations.typed_lines import setting_of
from jointdesk.store.records import find_record


def is_typed(session: Session, text: str) -> bool:
    """True if a text says more than a title: a day, a length, a mark, or what looks like one."""
    return bool(read_booking(text, setting_of(session.desk, session.now)).understood)


def add_typed(
    session: Session, text: str, orgs: Sequence[str], template: str, *, is_dry: bool
) -> int:
    """Add the booking that a line describes and say what was understood, or only say it.

    Raises:
        WrongUseError: something is ambiguous or missing; nothing is added.
    """
    setting = setting_of(session.desk, session.now)
    own = tuple(orgs) or (tuple(session.audience.org_ids) if _has_one_seat(session) else ())
    reading = read_booking(text, setting, own)
    if reading.booking is None:
        raise WrongUseError(" ".join(reading.problems))
    told = booking_sentence(reading.booking, setting)
    fields = reading.booking.fields
    fields = with_template(fields, template) if template else fields
    made = None if is_dry else add_booking(session.desk, session.actor, fields)
    shape = _shape(session, made, told, fields, reading.notes)
    if is_dry:
        print_done(session, shape, "\n".join([told, *reading.notes]))
    elif session.as_json:
        print_object(session, shape)
    else:
        for note in (told, *reading.notes):
            session.note(plain(note))
        print_id(session, str(made))
    return DONE


def _has_one_seat(session: Session) -> bool:
    return len(session.audience.org_ids) == 1


def _shape(
    session: Session, made: str | None, told: str, fields: Fields, notes: Sequence[str]
) -> dict[str, Any]:
    names = Names(session.desk, session.audience)
    added = find_record(session.desk.connection, BOOKING, made) if made else None
    booking = added or BOOKING.of(Item("", BOOKING.name, "", 0, fields))
    return {
        **record_shape(BOOKING, booking, names),
        "id": made,
        "understood": told,
        "hints": list(notes),
    }
