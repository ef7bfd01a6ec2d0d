"""The fields of a booking in groups, as the forms of records show them; pure."""

from typing import NamedTuple

from jointdesk.domain.bookings import BOOKING, Booking
from jointdesk.domain.fields import Field, store
from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.booking_rows import BookingDesk
from jointdesk.viewmodels.decision_form import NOTES, Group, Line, Option, shown

GROUPS = (
    ("What", ("title", "purpose", "papers", "director_knows", "notes")),
    ("Who asks", ("asked_by", "asked_by_email", "asked_on", "orgs", "visibility")),
    ("When", ("minutes", "after", "by", "hold_until")),
    ("Where", ("place", "online")),
    ("Who must be there", ("attendees",)),
    ("What may give way", ("may_give_way",)),
    ("Who works on it", ("owner", "waiting_for")),
)
"""The groups in their order; what steps set (state, times, answers) is not among their fields."""


class BookingChoices(NamedTuple):
    """What can be chosen in the fields of a booking."""

    desk: BookingDesk

    def of(self, field: Field) -> tuple[Option, ...]:
        """Return the options of a field, none where it is written freely."""
        if field.choices:
            return tuple(Option(words, value) for value, words in field.choices.items())
        if field.to == "organisation":
            return tuple(Option(one.code, one.id) for one in self.desk.organisations)
        if field.to == "person":
            return tuple(Option(plain_line(one.name), one.id) for one in self.desk.people)
        return ()

    def words(self, field: Field, value: str) -> str:
        """Return the words of a value; itself where nobody knows them."""
        known = {one.value: one.words for one in self.of(field)}
        return known.get(value) or plain_line(value)


def booking_groups(booking: Booking, desk: BookingDesk) -> tuple[Group, ...]:
    """Return the fields of a booking in groups, all of which stand open."""
    choices = BookingChoices(desk)
    return tuple(
        Group(name, tuple(_line(BOOKING.field(one), booking, choices) for one in names), True)
        for name, names in GROUPS
    )


def _line(field: Field, booking: Booking, choices: BookingChoices) -> Line:
    value = getattr(booking, field.name)
    return Line(
        field,
        shown(field, value, choices),
        store(field, value),
        choices.of(field),
        {part.name: choices.of(part) for part in field.parts},
        why="",
        is_required=False,
        is_missing=False,
        is_locked=False,
        is_open=True,
        note=NOTES.get(field.name, ""),
    )
