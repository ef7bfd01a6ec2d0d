"""One booking in full: its times, what is said of it, what was done, and the next steps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from jointdesk.domain.bookings import ANSWERS, OPEN_STATES, Booking, Offer
from jointdesk.domain.comments import Comment
from jointdesk.domain.moments import Instant
from jointdesk.domain.receipts import Receipt
from jointdesk.domain.words import counted, long_day, plain, plain_line, short_day
from jointdesk.operations.booking_lists import BookingDetail
from jointdesk.viewmodels.booking_form import booking_groups
from jointdesk.viewmodels.booking_rows import BookingCard, BookingDesk, read_moment
from jointdesk.viewmodels.day_words import moment_name
from jointdesk.viewmodels.decision_form import Group
from jointdesk.viewmodels.decision_troubles import Trouble
from jointdesk.viewmodels.decision_words import Shade
from jointdesk.viewmodels.matters import Told
from jointdesk.viewmodels.words import clock_of, joined

_LONGEST = 36
"""Characters of a place that a chip shows."""


class SlotLine(NamedTuple):
    """A time of a booking: what it is, who said what to it, and what it would clash with.

    `number` counts from 1, as steps name it.
    """

    number: int
    start: str
    end: str
    words: str
    pill: str
    shade: Shade
    answers: str
    clash: str
    is_held: bool
    is_past: bool

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return joined((f"Time {self.number}", self.words, self.pill, self.answers, self.clash))


class TalkLine(NamedTuple):
    """What somebody said, to whom, and who has seen it."""

    head: str
    text: str
    is_hand_over: bool
    seen: str


class Chip(NamedTuple):
    """A fact at the head of the sheet, and the field that it comes from."""

    icon: str
    words: str
    field: str


class Sheet(NamedTuple):
    """All that the page shows of one booking.

    `steps` are the names of what can be done. `unseen` counts comments that the person has
    not seen, `others` are the people whom a comment can be meant for, by id. `marks` are what two
    people changed at once.
    """

    card: BookingCard
    chips: tuple[Chip, ...]
    slots: tuple[SlotLine, ...]
    talk: tuple[TalkLine, ...]
    history: tuple[Told, ...]
    groups: tuple[Group, ...]
    steps: tuple[str, ...]
    warnings: tuple[str, ...]
    unseen: int
    others: tuple[tuple[str, str], ...]
    today: date
    marks: tuple[Trouble, ...] = ()

    @property
    def booking(self) -> Booking:
        """The booking itself."""
        return self.card.booking

    @property
    def next_step(self) -> str:
        """The step that usually comes next, "" for none."""
        usual = {"held": "offer", "offered": "confirm", "confirmed": "move"}
        first = "hold" if self.slots else "find"
        return usual.get(self.booking.status, first if self.is_open else "")

    @property
    def is_open(self) -> bool:
        """Whether times can still be found, held and offered."""
        return self.booking.status in OPEN_STATES

    def slot_at(self, start: str) -> SlotLine | None:
        """Return the time that begins then, None where there is none."""
        return next((one for one in self.slots if one.start == start), None)


def make_sheet(
    detail: BookingDetail,
    desk: BookingDesk,
    clashes: Mapping[str, str],
    history: Sequence[Told],
    at: Instant,
) -> Sheet:
    """Return the sheet of a booking; `desk` has its card, `clashes` are by the start of a time."""
    booking = detail.row.booking
    names = {one.id: plain_line(one.name) for one in desk.people}
    held = {one.start for one in detail.row.holds}
    return Sheet(
        desk.card_by_id[booking.id],
        tuple(_chips(booking, desk.today, has_holds=bool(held))),
        tuple(_slots(booking, held, clashes, desk, at)),
        tuple(_talk(detail.comments, detail.receipts, names, desk)),
        tuple(history),
        booking_groups(booking, desk),
        _steps(booking, has_holds=bool(held)),
        detail.row.standing.warnings,
        detail.row.unseen,
        tuple((one, name) for one, name in names.items() if one != desk.person_id),
        desk.today,
    )


def _chips(booking: Booking, today: date, *, has_holds: bool) -> Iterable[Chip]:
    yield Chip("clock", f"{booking.minutes} min", "minutes")
    if booking.by:
        yield Chip("calendar", f"By {_day(booking.by, today)}", "by")
    if has_holds and booking.hold_until:
        yield Chip("hourglass", f"Held to {_day(booking.hold_until, today)}", "hold_until")
    place = plain_line(booking.place)
    place = place if len(place) <= _LONGEST else f"{place[: _LONGEST - 1].rstrip()}…"
    where = place or ("Online" if booking.online else "No place yet")
    yield Chip("video" if booking.online else "map-pin", where, "place")
    number = len(booking.attendees)
    people = counted(number, "person", "people") if number else "Nobody named"
    yield Chip("users", people, "attendees")


def _day(day: date, today: date) -> str:
    """Return a day, with its year where that could be mistaken."""
    return short_day(day) if abs((day - today).days) < 300 else f"{short_day(day)} {day.year}"


def _steps(booking: Booking, *, has_holds: bool) -> tuple[str, ...]:
    """Return what can be done with it."""
    if booking.status in OPEN_STATES:
        free = ("free",) if has_holds else ()
        return ("find", "hold", "offer", "confirm", *free, "decline", "remove")
    if booking.status == "confirmed":
        return ("move", "decline")
    return ("remove",)


# Times


def _slots(
    booking: Booking,
    held: set[str],
    clashes: Mapping[str, str],
    desk: BookingDesk,
    at: Instant,
) -> Iterable[SlotLine]:
    options = booking.options
    if booking.start and all(one.start != booking.start for one in options):
        options = (*options, Offer(booking.start, booking.end))
    for number, one in enumerate(options, 1):
        start = read_moment(one.start)
        if start is None:
            continue
        is_held = one.start in held
        pill, shade = _slot_pill(one, booking, desk.today, is_held=is_held)
        yield SlotLine(
            number,
            one.start,
            one.end,
            slot_words(one.start, one.end),
            pill,
            shade,
            _answers(booking, one.start),
            clashes.get(one.start, ""),
            is_held,
            start.replace(tzinfo=desk.zone).timestamp() <= at,
        )


def slot_words(start: str, end: str) -> str:
    """Return "Tuesday 5 January, 13:30–15:00", "" for what is no time."""
    begins, ends = read_moment(start), read_moment(end)
    if begins is None:
        return ""
    until = f"–{clock_of(ends)}" if ends is not None else ""
    return f"{long_day(begins.date())}, {clock_of(begins)}{until}"


def _slot_pill(offer: Offer, booking: Booking, today: date, *, is_held: bool) -> tuple[str, Shade]:
    if offer.start == booking.start:
        return "Confirmed", Shade.OK
    offered = offer.offered_on
    day = "" if offered is None else "today" if offered == today else short_day(offered)
    if offered is not None:
        return f"{'Held, offered' if is_held else 'Offered'} {day}", Shade.INFO
    return ("Held", Shade.PLAIN) if is_held else ("", Shade.PLAIN)


def _answers(booking: Booking, start: str) -> str:
    """Return "Cllr Stott: yes, Anil Thackeray: no answer"; what was said to all times counts."""
    return ", ".join(
        f"{plain_line(one.who)}: {ANSWERS.get(one.answer, one.answer).lower()}"
        for one in booking.answers
        if one.start in ("", start)
    )


# Talk


def _talk(
    comments: Iterable[Comment],
    receipts: Iterable[Receipt],
    names: Mapping[str, str],
    desk: BookingDesk,
) -> Iterable[TalkLine]:
    seen = list(receipts)
    for one in comments:
        at = moment_name(one.at, desk.today, desk.zone)
        who = names.get(one.author, "Someone")
        to = f" to {names.get(one.to, 'someone')}" if one.to else ""
        yield TalkLine(
            f"{who}{to}, {at}",
            "\n".join(plain(line) for line in one.text.splitlines()),
            one.kind == "hand_over",
            _seen(one, seen, names, desk),
        )


def _seen(
    comment: Comment, receipts: Iterable[Receipt], names: Mapping[str, str], desk: BookingDesk
) -> str:
    """Return "Bridget Lyall saw it 14:05"; of one that is for nobody, whoever saw it."""
    told = {
        one.person: moment_name(one.at, desk.today, desk.zone)
        for one in receipts
        if one.about in (comment.id, comment.about)
        and one.at >= comment.at
        and one.person != comment.author
        and comment.to in (None, one.person)
    }
    if told:
        return ", ".join(f"{names.get(one, 'Someone')} saw it {at}" for one, at in told.items())
    return f"{names.get(comment.to, 'They')} has not seen it yet" if comment.to else ""
