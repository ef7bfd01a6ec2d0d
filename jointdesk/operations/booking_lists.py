"""Bookings as people look at them: a list with how each stands, and one with all that is said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from jointdesk.diary.bookings import (
    BookingClock,
    Standing,
    ended_holds,
    standing_of,
)
from jointdesk.domain.bookings import BOOKING, OPEN_STATES, Booking
from jointdesk.domain.comments import COMMENT, Comment
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import Placement
from jointdesk.domain.receipts import RECEIPT, Receipt
from jointdesk.domain.words import counted
from jointdesk.operations.booking_ledger import InDiaries, booking_clock, look_in_diaries
from jointdesk.operations.bookings import Booked, find_booking
from jointdesk.privacy.records import sees_booking
from jointdesk.store.history import last_changes
from jointdesk.store.placements import list_placements
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import list_records

T = TypeVar("T")


class BookingRow(NamedTuple):
    """A booking in a list: how it stands, and what stands in diaries for it.

    `waiting` are the events of `live` that their calendars do not show as they are wanted: not
    yet, or not any more.
    `comments` counts all of them, `unseen` those that are for the person who looks, or another's,
    since they last said that they had seen it.
    """

    booking: Booking
    standing: Standing
    live: tuple[Placement, ...]
    waiting: frozenset[str]
    comments: int
    unseen: int

    @property
    def holds(self) -> tuple[Placement, ...]:
        """The holds that stand."""
        return tuple(one for one in self.live if one.kind == "hold")


class BookingDetail(NamedTuple):
    """All of a booking: its row, what people said, oldest first, and who has seen what."""

    row: BookingRow
    comments: tuple[Comment, ...]
    receipts: tuple[Receipt, ...]


def list_bookings(
    desk: ReadableDesk, audience: Audience, now: Instant, *, only: str | None = None
) -> list[BookingRow]:
    """Return the bookings that the audience sees: open ones first, the oldest of each first.

    `only` limits them to those whose move is "mine", those "waiting" for another, or "old" ones.
    """
    bookings = [
        one for one in list_records(desk.connection, BOOKING) if sees_booking(audience, one)
    ]
    rows = _rows(desk, audience, now, bookings, list_placements(desk.connection))
    if only == "old":
        rows = [one for one in rows if one.standing.is_old]
    elif only is not None:
        rows = [one for one in rows if one.standing.move == only]
    return sorted(rows, key=lambda one: one.standing.state not in OPEN_STATES)


def booking_detail(
    desk: ReadableDesk, audience: Audience, booking_id: str, now: Instant
) -> BookingDetail:
    """Return all of a booking.

    Raises:
        NotFoundError: the audience sees no such booking.
    """
    found = find_booking(desk, audience, booking_id)
    (row,) = _rows(desk, audience, now, [found.booking], found.placements)
    comments = tuple(_by_about(list_records(desk.connection, COMMENT)).get(booking_id, ()))
    about = {booking_id, *(one.id for one in comments)}
    receipts = [one for one in list_records(desk.connection, RECEIPT) if one.about in about]
    return BookingDetail(row, comments, tuple(receipts))


def _rows(
    desk: ReadableDesk,
    audience: Audience,
    now: Instant,
    bookings: Iterable[Booking],
    ledger: Iterable[Placement],
) -> list[BookingRow]:
    known = list(bookings)
    clock = booking_clock(desk, now)
    own: dict[str, list[Placement]] = defaultdict(list)
    for one in ledger:
        own[one.booking].append(one)
    placements = [one for each in known if not _is_past(each, clock) for one in own[each.id]]
    diaries = look_in_diaries(desk, placements)
    comments = _by_about(list_records(desk.connection, COMMENT))
    seen = {
        one.about: one.at
        for one in list_records(desk.connection, RECEIPT)
        if one.person == audience.person_id
    }
    last = last_changes(
        desk,
        [
            id_
            for one in known
            if one.status in OPEN_STATES or one.asked_on is None
            for id_ in (one.id, *(each.id for each in own[one.id]))
        ],
    )
    return [
        _row(one, own[one.id], diaries, comments.get(one.id, ()), seen, last, audience, clock)
        for one in known
    ]


def _is_past(booking: Booking, clock: BookingClock) -> bool:
    """True if nobody asks any more what stands in the diaries for it."""
    return bool(booking.end) and clock.instant(booking.end) <= clock.now


def _row(
    booking: Booking,
    placements: Iterable[Placement],
    diaries: InDiaries,
    comments: Iterable[Comment],
    seen: Mapping[str, Instant],
    last: Mapping[str, Instant],
    audience: Audience,
    clock: BookingClock,
) -> BookingRow:
    own, said = tuple(placements), tuple(comments)
    moments = [last.get(id_, 0) for id_ in (booking.id, *(one.id for one in own))]
    changed = max([*moments, *(one.at for one in said)])
    live = tuple(one for one in own if not one.freed)
    since = seen.get(booking.id, 0)
    unseen = [
        one
        for one in said
        if one.author != audience.person_id
        and one.to in (None, audience.person_id)
        and one.at > max(since, seen.get(one.id, 0))
    ]
    return BookingRow(
        booking,
        standing_of(booking, own, diaries.waiting, changed, audience, clock, diaries.gone),
        live,
        (diaries.waiting | diaries.gone) & {one.event for one in live},
        len(said),
        len(unseen),
    )


def _by_about(comments: Iterable[Comment]) -> dict[str, list[Comment]]:
    found: dict[str, list[Comment]] = defaultdict(list)
    for one in comments:
        found[one.about].append(one)
    return found


# Holds that ended


def list_ended(
    desk: ReadableDesk, audience: Audience, now: Instant
) -> list[tuple[Booked, tuple[Placement, ...]]]:
    """Return the bookings that have holds to be freed or extended, with these holds."""
    clock = booking_clock(desk, now)
    ledger: dict[str, list[Placement]] = defaultdict(list)
    for one in list_placements(desk.connection):
        ledger[one.booking].append(one)
    found: list[tuple[Booked, tuple[Placement, ...]]] = []
    for booking in list_records(desk.connection, BOOKING):
        own = tuple(ledger.get(booking.id, ()))
        ended = ended_holds(booking, own, clock) if sees_booking(audience, booking) else ()
        if ended:
            found.append((Booked(booking, own), ended))
    return found


def ended_words(desk: ReadableDesk, audience: Audience, now: Instant) -> str:
    """Return what is to be told of holds that ended, "" for nothing.

    "2 holds have ended: free them or extend them."
    """
    found = list_ended(desk, audience, now)
    count = sum(len({one.start for one in ended}) for _, ended in found)
    if not count:
        return ""
    it = "it" if count == 1 else "them"
    return f"{counted(count, 'hold has', 'holds have')} ended: free {it} or extend {it}."
