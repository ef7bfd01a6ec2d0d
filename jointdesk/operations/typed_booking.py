"""A booking as a typed line describes it, as fields, as a sentence, and as a line again. Pure."""

from dataclasses import dataclass
from datetime import date

from jointdesk.domain.items import Fields, Json
from jointdesk.domain.words import MONTHS, counted, listed, short_day
from jointdesk.operations.event_times import Times
from jointdesk.operations.typed_marks import Setting
from jointdesk.operations.typed_words import quoted

DEFAULT_MINUTES = 60


@dataclass(frozen=True, slots=True)
class TypedBooking:
    """What a line says; values are as `domain.bookings.Booking` has them, `orgs` are ids.

    `slot` is the time that was asked for, None where any will do.
    """

    title: str
    orgs: tuple[str, ...]
    minutes: int = DEFAULT_MINUTES
    after: date | None = None
    by: date | None = None
    slot: Times | None = None
    place: str = ""
    online: bool | None = None
    asked_by: str = ""
    asked_by_email: str = ""
    visibility: str = "all"

    @property
    def fields(self) -> Fields:
        """Its fields as they are stored, without those that the line does not say."""
        told: dict[str, Json] = {
            "title": self.title,
            "orgs": [*self.orgs],
            "minutes": self.minutes,
            "place": self.place,
            "online": self.online,
            "asked_by": self.asked_by,
            "asked_by_email": self.asked_by_email,
            "after": self.after.isoformat() if self.after else None,
            "by": self.by.isoformat() if self.by else None,
            "visibility": self.visibility if self.visibility != "all" else None,
        }
        if self.slot:
            told["options"] = [{"start": self.slot.start, "end": self.slot.end}]
        return {name: value for name, value in told.items() if value not in (None, "")}


def booking_sentence(booking: TypedBooking, setting: Setting) -> str:
    """Return what was understood: "“Fees”: 90 minutes, by Fri 8 Jan 2027, asked by X, CAL."."""
    where = booking.place or {True: "online", False: "in person", None: ""}[booking.online]
    codes = listed(setting.code_of(one) for one in booking.orgs)
    asked = " ".join(
        filter(
            None, (booking.asked_by, f"<{booking.asked_by_email}>" * bool(booking.asked_by_email))
        )
    )
    parts = [
        counted(booking.minutes, "minute"),
        _days(booking),
        where,
        f"asked by {asked}" if asked else "",
        codes,
        "only for that organisation" if booking.visibility == "own_org" else "",
    ]
    return f"“{booking.title}”: {', '.join(one for one in parts if one)}."


def _days(booking: TypedBooking) -> str:
    if booking.slot:
        start, end = booking.slot
        return f"{_day(date.fromisoformat(start[:10]))} {start[11:]}–{end[11:]}"
    first, last = booking.after, booking.by
    if first and first == last:
        return f"on {_day(first)}"
    if first and last:
        return f"from {_day(first)} to {_day(last)}"
    return f"from {_day(first)}" if first else f"by {_day(last)}" if last else ""


def _day(day: date) -> str:
    return f"{short_day(day)} {day.year}"


def booking_longhand(booking: TypedBooking, setting: Setting) -> str:
    """Return a line that reads as the booking: a longhand of what was typed."""
    parts = [quoted(booking.title)]
    if booking.slot:
        start = booking.slot.start
        parts.append(f"on {_date(date.fromisoformat(start[:10]))} at {start[11:]}")
    parts.append(f"for {booking.minutes} min")
    parts += [f"not before {_date(booking.after)}"] if booking.after else []
    parts += [f"by {_date(booking.by)}"] if booking.by else []
    parts += [f"@{quoted(booking.place)}"] if booking.place else []
    parts += {True: ["@online"], False: ["in person"], None: []}[booking.online]
    if booking.asked_by:
        parts.append(f"from {quoted(booking.asked_by)}")
    if booking.asked_by_email:
        lead = "" if booking.asked_by else "from "
        parts.append(f"{lead}<{booking.asked_by_email}>")
    parts += [f"/{setting.code_of(one)}" for one in booking.orgs]
    parts += ["!private"] if booking.visibility == "own_org" else []
    return " ".join(parts)


def _date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
