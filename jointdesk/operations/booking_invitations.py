"""A booking from an invitation: what somebody asks for, read from a calendar file.

What the file says is foreign text: it becomes plain lines, never a path or a link that opens.
"""

from pathlib import Path

from jointdesk.domain.bookings import LONGEST
from jointdesk.domain.components import Attendee, Component
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.holds import without_marks
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.moments import Instant, local
from jointdesk.domain.occurrences import PlaceKind
from jointdesk.domain.resources import ResourceText
from jointdesk.domain.words import plain_line
from jointdesk.ical.properties import logical_lines, parse_line
from jointdesk.ical.reading import read_attendee
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import parse
from jointdesk.store.files import reason_of
from jointdesk.store.people import director_emails
from jointdesk.store.reading import ReadableDesk

MAX_BYTES = 5_000_000
"""What an invitation may hold: one with more is a whole calendar."""

_MOST_PEOPLE = 200
_LONGEST_TEXT = 20_000
_OPTIONAL = "OPT-PARTICIPANT"
_ABSENT = frozenset({"NON-PARTICIPANT"})


def read_invitation(path: Path) -> bytes:
    """Return the bytes of an invitation's file.

    Raises:
        WrongUseError: it cannot be read, or is too large for an invitation.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise WrongUseError(f"{path.name} cannot be read: {reason_of(error)}.") from error
    return data


def booking_from_invitation(desk: ReadableDesk, data: bytes) -> Fields:
    """Return the fields of a booking that asks for what an invitation asks for.

    Its time is an option of the booking, its organiser the one who asks, and those who are asked
    must be there, without the director. Of several events the first is read.

    Raises:
        WrongUseError: it is no calendar file, or has no event with a time.
    """
    if len(data) > MAX_BYTES:
        raise WrongUseError("This file is too large for an invitation.")
    try:
        found = scan(data, "the file").resources
    except NotACalendarError as error:
        raise WrongUseError(f"This is no invitation: {error}") from error
    for resource in found:
        series = parse(resource, desk.zone).series if resource.kind == "VEVENT" else None
        component = series.components[0] if series else None
        if component is not None and component.start is not None:
            return _fields(desk, component, _organiser(resource))
    raise WrongUseError("There is no event with a time in this file.")


def _fields(desk: ReadableDesk, one: Component, organiser: Attendee) -> Fields:
    from jointdesk.derive.context import load_context

    title = plain_line(without_marks(one.summary)) or "Invitation without a title"
    place = plain_line(one.location)
    kind, _ = load_context(desk.connection, desk.zone).places.resolve(place)
    is_online = kind is PlaceKind.VIRTUAL or (kind is PlaceKind.NONE and bool(one.link))
    mine = director_emails(desk.connection)
    fields: dict[str, Json] = {
        "title": title,
        "asked_by": plain_line(organiser.name) or organiser.email,
        "asked_by_email": plain_line(organiser.email),
        "purpose": one.description.strip()[:_LONGEST_TEXT],
        "place": "" if is_online else place,
        "attendees": [
            _row(each) for each in _people(one, organiser)[:_MOST_PEOPLE] if each.email not in mine
        ],
    }
    if is_online:
        fields["online"] = True
    return {**fields, **_times(desk, one)}


def _times(desk: ReadableDesk, one: Component) -> dict[str, Json]:
    """Return how long it lasts and when, nothing of whole days."""
    start, end = one.start, one.end
    if start is None or end is None or one.all_day or not 0 < (end - start) // 60 <= LONGEST:
        return {}
    slot: dict[str, Json] = {"start": _wall(desk, start), "end": _wall(desk, end)}
    return {"minutes": (end - start) // 60, "options": [slot]}


def _wall(desk: ReadableDesk, when: Instant) -> str:
    return local(when, desk.zone).replace(tzinfo=None).isoformat(timespec="minutes")


def _people(one: Component, organiser: Attendee) -> list[Attendee]:
    """Return who is to be there, whoever asks first."""
    there = [each for each in one.attendees if each.role not in _ABSENT]
    known = {each.email for each in there}
    first = [organiser] if organiser.email and organiser.email not in known else []
    return [*first, *there]


def _row(one: Attendee) -> dict[str, Json]:
    role = "optional" if one.role == _OPTIONAL else "required"
    return {"name": plain_line(one.name), "email": plain_line(one.email), "role": role}


def _organiser(resource: ResourceText) -> Attendee:
    """Return who asks, with their name; empty where the invitation does not say."""
    for _, line in logical_lines(resource.text):
        try:
            found = parse_line(line)
        except ValueError:
            continue
        if found.name == "ORGANIZER":
            return read_attendee(found)
    return Attendee("", "", "", "")
