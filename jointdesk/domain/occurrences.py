"""Occurrences as the rules on time see them.

What all occurrences of one component share is judged once, in `Details`; an `Occurrence` adds
when. Tens of thousands of occurrences are compared at a time, so both are slim.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from jointdesk.domain.components import Attendee
from jointdesk.domain.moments import Instant


class Reply(StrEnum):
    """What the director answered."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    NONE = "none"


class Status(StrEnum):
    """How certain a meeting is."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"
    HOLD = "hold"


class PlaceKind(StrEnum):
    """How a meeting is attended."""

    SITE = "site"
    """In person, at a site the desk knows."""
    UNKNOWN = "unknown"
    """In person, at a place the desk cannot resolve."""
    VIRTUAL = "virtual"
    NONE = "none"
    """No place given: neither in person nor virtual."""


class Placed(StrEnum):
    """What the ledger says of an event: that it was put there for a booking, and as what."""

    NOT = ""
    HOLD = "hold"
    MEETING = "meeting"
    BLOCK = "block"
    """It only keeps the time of a meeting in another diary, and follows that."""
    LEFT = "left"
    """A block that follows no more: somebody has put it elsewhere."""


_BLOCKS = frozenset({Placed.BLOCK, Placed.LEFT})


@dataclass(frozen=True, slots=True)
class Details:
    """What the occurrences of one component share, judged for this desk.

    `component_id` is the store's number of the component, `seen` the order in which this desk
    first saw its series (it decides a meeting's id), `key` text is made with `Occurrence.key`.
    `busy` is False for cancelled, declined and free ones and where a rule says so; `leave` is
    absence, which takes no part in clashes. `private` is the source's own mark; `masked` is
    True once a projection has taken everything but the time away. `title_key` is the normalised
    title. `reply` is the director's own, `has_reply` whether the director is an attendee at
    all. `writable` is whether this machine may write to the collection. `counts` is False where
    a rule takes it out of conflicts and hours though it is busy. `recurrence_id` is the original
    start where this is an override, else None. `pending` is True where something of it was changed
    here and its calendar does not show that yet. `placed` is what the ledger of bookings says.
    """

    component_id: int
    series_id: str
    seen: int
    collection_id: str
    org_id: str
    org_code: str
    uid: str
    title: str
    title_key: str = ""
    place: str = ""
    place_kind: PlaceKind = PlaceKind.NONE
    site_id: str = ""
    link: str = ""
    description: str = ""
    organizer: str = ""
    attendees: tuple[Attendee, ...] = ()
    people: frozenset[str] = frozenset()
    status: Status = Status.CONFIRMED
    reply: Reply = Reply.NONE
    has_reply: bool = False
    optional: bool = False
    busy: bool = True
    counts: bool = True
    leave: bool = False
    private: bool = False
    masked: bool = False
    all_day: bool = False
    tier: int = 3
    zone: str = ""
    recurring: bool = False
    writable: bool = False
    free_busy_only: bool = False
    last_modified: Instant = 0
    sequence: int = 0
    categories: tuple[str, ...] = ()
    recurrence_id: Instant | None = None
    pending: bool = False
    placed: Placed = Placed.NOT

    @property
    def is_block(self) -> bool:
        """True if it only keeps the time of a meeting that stands in another diary."""
        return self.placed in _BLOCKS


class Occurrence(NamedTuple):
    """One concrete instance in one organisation's calendar.

    `day` (proleptic ordinal of the original local date) and `ordinal` complete the key.
    """

    start: Instant
    end: Instant
    day: int
    ordinal: int
    details: Details

    @property
    def key(self) -> str:
        """The occurrence key as text: series, original date, ordinal where it is not 0."""
        return occurrence_key(self.details.series_id, self.day, self.ordinal)


def occurrence_key(series_id: str, day: int, ordinal: int) -> str:
    """Return the key of an occurrence, for example "k3f9a0c2d4e1-20261130"."""
    text = f"{series_id}-{_digits(day)}"
    return f"{text}.{ordinal}" if ordinal else text


@lru_cache(maxsize=4096)
def _digits(day: int) -> str:
    """Return the day as YYYYMMDD; strftime would leave out zeros before the year 1000."""
    found = date.fromordinal(day)
    return f"{found.year:04}{found.month:02}{found.day:02}"


def split_key(key: str) -> tuple[str, int, int]:
    """Return series id, day and ordinal of a key's text.

    Raises:
        ValueError: the text is not an occurrence key.
    """
    series_id, _, rest = key.rpartition("-")
    digits, _, ordinal = rest.partition(".")
    if not series_id or len(digits) != 8:
        raise ValueError(f"not the id of a meeting: {key}")
    day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).toordinal()
    return series_id, day, int(ordinal or 0)
