"""A new booking as it is typed: a title or a whole line, shown as it is understood. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from jointdesk.domain.items import Fields, Json
from jointdesk.domain.words import counted, listed, plain_line
from jointdesk.operations.typed_booking import booking_sentence
from jointdesk.operations.typed_bookings import read_booking
from jointdesk.operations.typed_marks import Setting
from jointdesk.viewmodels.booking_rows import BookingDesk
from jointdesk.viewmodels.booking_sheet import slot_words
from jointdesk.viewmodels.words import joined


class BookingAhead(NamedTuple):
    """What would be added: its fields, in words, and what is still wrong with it."""

    words: str = ""
    fields: Fields = {}
    problem: str = ""


def orgs_offered(desk: BookingDesk) -> list[tuple[str, tuple[str, ...]]]:
    """Return whose a booking can be: each organisation's, or all employers' together."""
    employers = [one for one in desk.organisations if one.share is not None]
    options: list[tuple[str, tuple[str, ...]]] = [
        (one.code, (one.id,)) for one in desk.organisations
    ]
    if len(employers) > 1:
        together = f"Joint: {listed(one.code for one in employers)}"
        options.insert(len(employers), (together, tuple(one.id for one in employers)))
    return options


def booking_ahead(text: str, orgs: Sequence[str], given: Fields, desk: BookingDesk) -> BookingAhead:
    """Return what a typed title or line comes to.

    `given` is what an invitation or a template said before; what the line says counts more, but
    for their own title, which is no line. The organisations of the line count more than `orgs`.
    """
    setting = Setting(desk.today, desk.zone, desk.organisations, desk.sites)
    reading = read_booking(text, setting, orgs)
    if not reading.understood or text == given.get("title"):
        title = " ".join(text.split())
        owned: list[Json] = [*orgs]
        fields: Fields = {**given, "title": title, "orgs": owned}
        return BookingAhead(given_words(given), fields, "" if title else "Say what it is for.")
    if reading.booking is None:
        return BookingAhead("", {}, " ".join(reading.problems))
    said = dict(reading.booking.fields)
    kinds = {one.kind for one in reading.understood}
    if "minutes" in given and not kinds & {"length", "time"}:
        del said["minutes"]  # it is only what a line without a length comes to
    told = [booking_sentence(reading.booking, setting), *reading.notes, "Enter adds it."]
    return BookingAhead(" ".join(told), {**given, **said})


def given_words(given: Fields) -> str:
    """Return what is known of a booking before its title: "90 min, from Cllr Stott, 4 people"."""
    options = given.get("options")
    first = options[0] if isinstance(options, list) and options else None
    when = slot_words(str(first["start"]), str(first["end"])) if isinstance(first, dict) else ""
    people = given.get("attendees")
    number = len(people) if isinstance(people, list) else 0
    asked = plain_line(str(given.get("asked_by") or ""))
    minutes = given.get("minutes")
    return joined(
        (
            f"Asked by {asked}" if asked else "",
            when,
            f"{minutes} min" if minutes else "",
            plain_line(str(given.get("place") or "")) or ("online" if given.get("online") else ""),
            counted(number, "person", "people") if number else "",
        )
    )
