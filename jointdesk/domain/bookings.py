"""Bookings: somebody asks for the director's time, and two PAs find it, hold it and confirm it.

What stands in the diaries for a booking is in the ledger (`domain/placements.py`); what people
say about it are comments (`domain/comments.py`).
"""

from dataclasses import dataclass
from datetime import date

from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.matters import VISIBILITY

SAID = {
    "asked": "Asked for",
    "options": "Options found",
    "held": "Held",
    "offered": "Offered",
    "confirmed": "Confirmed",
    "declined": "Declined",
}
"""How far people took a booking: what is stored."""

STATES = {**SAID, "in_diaries": "In both diaries", "done": "Done", "lapsed": "Lapsed"}
"""How far a booking is. The last three follow from the diaries and the clock."""

OPEN_STATES = frozenset({"asked", "options", "held", "offered"})
"""The states in which somebody still waits for a time."""

LONGEST = 24 * 60
"""Minutes that a booking asks for at most."""

ANSWERS = {"accepted": "Yes", "tentative": "Perhaps", "declined": "No", "none": "No answer"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who must be there, or may: `role` is "required" or "optional"."""

    name: str = ""
    email: str = ""
    role: str = "required"


@dataclass(frozen=True, slots=True)
class Offer:
    """A time that was found or offered, on the desk's clock: "2026-12-01T14:00".

    `offered_on` is the day on which it was offered, None while it is only an option.
    """

    start: str = ""
    end: str = ""
    offered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to a time, or to all of them where `start` is empty."""

    who: str = ""
    answer: str = "none"
    start: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Booking:
    """One request for the director's time.

    `orgs` are the organisations whose business it is; the meeting stands in the first one's
    calendar. `by` is the last day it may be on, `after` the first. `place` is a site's name, any
    words, or "" for online where `online` is true. `options` are the times found or offered.
    `owner` is the person who works on it, `waiting_for` the one whose answer it waits for.
    `hold_until` is the last day on which its holds are to stand. `start` and `end` are the
    confirmed time, "" before. `template` is the one that it was made from.
    """

    id: str
    order: int = 0
    title: str = ""
    asked_by: str = ""
    asked_by_email: str = ""
    asked_on: date | None = None
    orgs: tuple[str, ...] = ()
    purpose: str = ""
    papers: str = ""
    director_knows: bool | None = None
    minutes: int = 60
    place: str = ""
    online: bool | None = None
    attendees: tuple[Wanted, ...] = ()
    after: date | None = None
    by: date | None = None
    may_give_way: str = ""
    options: tuple[Offer, ...] = ()
    answers: tuple[Answer, ...] = ()
    notes: str = ""
    owner: str | None = None
    waiting_for: str | None = None
    hold_until: date | None = None
    start: str = ""
    end: str = ""
    status: str = "asked"
    declined_because: str = ""
    template: str = ""
    visibility: str = "all"


_WANTED = (
    Field("name", Kind.TEXT, "Name"),
    Field("email", Kind.TEXT, "E-mail"),
    Field("role", Kind.CHOICE, "Role", choices={"required": "Required", "optional": "Optional"}),
)
_OFFER = (
    Field("start", Kind.TEXT, "Start"),
    Field("end", Kind.TEXT, "End"),
    Field("offered_on", Kind.DAY, "Offered on"),
)
_ANSWER = (
    Field("who", Kind.TEXT, "Who"),
    Field("answer", Kind.CHOICE, "Answer", choices=ANSWERS),
    Field("start", Kind.TEXT, "To the time"),
    Field("on", Kind.DAY, "On"),
)

BOOKING = RecordType(
    "booking",
    (
        Field("title", Kind.TEXT, "What for"),
        Field("asked_by", Kind.TEXT, "Asked by"),
        Field("asked_by_email", Kind.TEXT, "Their e-mail"),
        Field("asked_on", Kind.DAY, "Asked on"),
        Field("orgs", Kind.REFERENCES, "Organisation", path="org", to="organisation"),
        Field("purpose", Kind.PROSE, "Purpose"),
        Field("papers", Kind.PROSE, "Papers"),
        Field("director_knows", Kind.FLAG, "The director knows"),
        Field("minutes", Kind.NUMBER, "Minutes"),
        Field("place", Kind.TEXT, "Place"),
        Field("online", Kind.FLAG, "Online"),
        Field("attendees", Kind.ROWS, "Who must be there", row=Wanted, parts=_WANTED),
        Field("after", Kind.DAY, "Not before"),
        Field("by", Kind.DAY, "By"),
        Field("may_give_way", Kind.PROSE, "What may give way"),
        Field("options", Kind.ROWS, "Times found and offered", row=Offer, parts=_OFFER),
        Field("answers", Kind.ROWS, "Answers", row=Answer, parts=_ANSWER),
        Field("notes", Kind.PROSE, "Notes"),
        Field("owner", Kind.REFERENCE, "Worked on by", to="person"),
        Field("waiting_for", Kind.REFERENCE, "Waits for", to="person"),
        Field("hold_until", Kind.DAY, "Holds end"),
        Field("start", Kind.TEXT, "Start"),
        Field("end", Kind.TEXT, "End"),
        Field("status", Kind.CHOICE, "State", choices=SAID),
        Field("declined_because", Kind.TEXT, "Why declined"),
        Field("template", Kind.TEXT, "Made from"),
        Field("visibility", Kind.CHOICE, "Who may see it", choices=VISIBILITY),
    ),
    Booking,
)
