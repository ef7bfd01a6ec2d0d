"""The ledger of what this program put into diaries for bookings: holds, meetings, busy blocks.

An entry is written in the same transaction as the event, before anything goes to a calendar, and
stays when the event is gone from it: it is the truth about what is ours. It holds no words of the
booking, so everyone may see it.
"""

from dataclasses import dataclass

from jointdesk.domain.fields import Field, Kind, RecordType

KINDS = {"hold": "Hold", "meeting": "Meeting", "block": "Busy block"}


@dataclass(frozen=True, slots=True)
class Placement:
    """One event that stands, or stood, in one organisation's calendar for a booking.

    `event` is the id of the event, which is the id of its series from then on, also in its
    calendar; `uid` is what it is called there, "" for the event's id. `collection` is "" for the
    organisation's local one. `start` and `end` are the times it was put at, as events write them.
    `of` is the event id of the meeting that a block stands for. `freed` is True once it was taken
    away: whatever comes back under that UID is no new meeting.

    A block that somebody moved or deleted in its calendar is `put_back` once. After the second
    time, or where a person here has put it elsewhere, it is `left` as it is.
    """

    id: str
    order: int = 0
    kind: str = "hold"
    booking: str = ""
    event: str = ""
    uid: str = ""
    org: str = ""
    collection: str = ""
    start: str = ""
    end: str = ""
    of: str = ""
    freed: bool | None = None
    put_back: bool | None = None
    left: bool | None = None


PLACEMENT = RecordType(
    "placement",
    (
        Field("kind", Kind.CHOICE, "Kind", choices=KINDS),
        Field("booking", Kind.REFERENCE, "For the booking", to="booking"),
        Field("event", Kind.TEXT, "Event"),
        Field("uid", Kind.TEXT, "UID"),
        Field("org", Kind.REFERENCE, "Organisation", to="organisation"),
        Field("collection", Kind.TEXT, "Calendar"),
        Field("start", Kind.TEXT, "Start"),
        Field("end", Kind.TEXT, "End"),
        Field("of", Kind.TEXT, "Stands for"),
        Field("freed", Kind.FLAG, "Taken away"),
        Field("put_back", Kind.FLAG, "Put back"),
        Field("left", Kind.FLAG, "Left as it is"),
    ),
    Placement,
)
