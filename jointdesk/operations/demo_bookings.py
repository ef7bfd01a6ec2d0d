"""The demo desk's bookings, built from `bookings.json`; days and times move with its weeks."""

import json
from datetime import date, timedelta

from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import BOOKING, Booking
from jointdesk.domain.entry import entered
from jointdesk.domain.fields import Field, Kind
from jointdesk.domain.items import Fields, Item, Json, Write
from jointdesk.domain.moments import midnight
from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.booking_holds import hold_booking
from jointdesk.operations.booking_meetings import confirm_booking
from jointdesk.operations.bookings import offer_booking
from jointdesk.operations.ids import new_id
from jointdesk.operations.naming import Names
from jointdesk.operations.records import SHARED
from jointdesk.store.bundled import bundled
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk

_TIMES = frozenset({"start", "end"})
_STEPS = frozenset({"status", "start", "end", "hold_until"})
"""Fields that steps set."""


def add_demo_bookings(desk: Desk, actor: Actor, weeks: int) -> None:
    """Add the shipped bookings, moved by so many weeks, and take the steps that they have had.

    They were taken before the week began: holds that end in it are still warned of.
    """
    shipped = json.loads(bundled("resources", "demo", "bookings.json").read_text("utf-8"))
    monday = date.fromisoformat(shipped["anchor"]) + timedelta(weeks=weeks)
    then = actor._replace(at=min(actor.at, midnight(monday, desk.zone)))
    audience = audience_of(desk, director_id(desk))
    names = Names(desk, audience)
    for row in shipped[BOOKING.name]:
        fields = _moved(entered(BOOKING, row, names.id_of), timedelta(weeks=weeks))
        told = {name: value for name, value in fields.items() if name not in _STEPS}
        made = new_id()
        write = Write(made, BOOKING.name, {"status": "asked", **told}, SHARED)
        record(desk, then, f"Added the booking “{fields['title']}”", [write])
        _take_steps(desk, then, audience, made, BOOKING.of(Item("", "", "", 0, fields)))


def _take_steps(
    desk: Desk, actor: Actor, audience: Audience, booking_id: str, wanted: Booking
) -> None:
    """Hold, offer or confirm a booking as it is shipped."""
    slots = [f"{one.start}/{one.end}" for one in wanted.options]
    match wanted.status:
        case "held":
            hold_booking(desk, actor, audience, booking_id, slots, wanted.hold_until)
        case "offered":
            offer_booking(desk, actor, audience, booking_id, slots)
        case "confirmed":
            slot = f"{wanted.start}/{wanted.end}"
            confirm_booking(desk, actor, audience, booking_id, slot)


def _moved(fields: Fields, by: timedelta) -> Fields:
    return {name: _later(BOOKING.field(name), value, by) for name, value in fields.items()}


def _later(field: Field, value: Json, by: timedelta) -> Json:
    """Return a value with its days and times moved."""
    if isinstance(value, list) and field.kind is Kind.ROWS:
        parts = {one.name: one for one in field.parts}
        return [
            {name: _later(parts[name], each, by) for name, each in row.items()}
            for row in value
            if isinstance(row, dict)
        ]
    if not isinstance(value, str) or not value:
        return value
    if field.kind is Kind.DAY:
        return (date.fromisoformat(value) + by).isoformat()
    if field.name in _TIMES:
        day, _, clock = value.partition("T")
        return f"{(date.fromisoformat(day) + by).isoformat()}T{clock}"
    return value
