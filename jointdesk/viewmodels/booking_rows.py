"""Bookings as cards: what the board and the list say of each, under which heading; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.bookings import OPEN_STATES, STATES, Booking
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Person
from jointdesk.domain.sites import Site
from jointdesk.domain.words import counted, long_day, plain_line, short_day
from jointdesk.viewmodels.day_words import near_day
from jointdesk.viewmodels.decision_words import Shade
from jointdesk.viewmodels.words import clock_of, joined, short_names


class Whose(IntEnum):
    """Which bookings are shown, in the order of their buttons."""

    ALL = 0
    MINE = 1
    OTHER = 2
    OLD = 3
    ENDED = 4


class Listing(NamedTuple):
    """Which bookings are shown, and whether as a list in place of the board."""

    whose: Whose = Whose.ALL
    is_list: bool = False
    words: str = ""


class Group(IntEnum):
    """The headings of the board, from its first column to its second."""

    ASKED = 0
    YOURS = 1
    OFFERED = 2
    HELD = 3
    CONFIRMED = 4
    LAPSED = 5
    DONE = 6
    DECLINED = 7


GROUP_NAMES = {
    Group.ASKED: "Asked for",
    Group.YOURS: "Needs your yes",
    Group.OFFERED: "Offered",
    Group.HELD: "Held",
    Group.CONFIRMED: "Confirmed",
    Group.LAPSED: "Lapsed",
    Group.DONE: "Done",
    Group.DECLINED: "Declined",
}

FIRST_COLUMN = frozenset({Group.ASKED, Group.YOURS, Group.OFFERED})
"""What somebody must still find, say or answer; the rest stands in the second column."""

WAITING = frozenset({Group.ASKED, Group.YOURS})
"""What is counted: somebody waits, and it is our move."""

_THIS_YEAR = 300
"""For so many days ahead a date is clear without its year."""

OVER = frozenset({Group.DONE, Group.DECLINED})
"""What is shown only where it is asked for."""
_ENDED = OVER | {Group.LAPSED}
_GROUPS = {
    "asked": Group.ASKED,
    "options": Group.ASKED,
    "held": Group.HELD,
    "offered": Group.OFFERED,
    "confirmed": Group.CONFIRMED,
    "in_diaries": Group.CONFIRMED,
    "declined": Group.DECLINED,
    "done": Group.DONE,
    "lapsed": Group.LAPSED,
}


class BookingFacts(NamedTuple):
    """A booking with what follows of it from the diaries and the clock.

    `state` is one of `STATES`, `age` in days. `holds` are the times at which something is held,
    and `warning` says when they end: "Hold ends today 17:00". `unseen` are comments that the
    person has not seen yet. `is_contested` is True where two people changed something at once.
    """

    booking: Booking
    state: str
    age: int | None = None
    holds: int = 0
    warning: str = ""
    is_mine: bool = False
    is_other: bool = False
    is_old: bool = False
    comments: int = 0
    unseen: int = 0
    is_contested: bool = False


class BookingCard(NamedTuple):
    """One booking as its card and its row show it.

    `aside` stands at the upper right: an age, or in a pill of the colour `shade` what is held.
    `lines` are what stands under the title.
    """

    facts: BookingFacts
    group: Group
    title: str
    codes: tuple[str, ...]
    positions: tuple[int, ...]
    aside: str
    shade: Shade | None
    lines: tuple[str, ...]
    asked_by: str
    owner: str
    age: str
    when: str
    spoken: str
    text: str

    @property
    def booking(self) -> Booking:
        """The booking itself."""
        return self.facts.booking

    @property
    def id(self) -> str:
        """The booking's id."""
        return self.facts.booking.id

    @property
    def state_name(self) -> str:
        """What its state is called."""
        return STATES.get(self.facts.state, self.facts.state)

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for a time."""
        return self.facts.state in OPEN_STATES


class BookingSection(NamedTuple):
    """Cards under one heading."""

    group: Group
    cards: tuple[BookingCard, ...]

    @property
    def name(self) -> str:
        """The heading."""
        return GROUP_NAMES[self.group]


@dataclass(frozen=True, eq=False)
class BookingDesk:
    """What was read at one moment, for one audience; compared by identity."""

    cards: tuple[BookingCard, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    person_id: str
    today: date
    zone: ZoneInfo
    sites: tuple[Site, ...] = ()

    @cached_property
    def card_by_id(self) -> dict[str, BookingCard]:
        """The cards by their booking's id."""
        return {card.id: card for card in self.cards}

    @property
    def waiting(self) -> int:
        """How many wait for a time, and for us."""
        return sum(card.group in WAITING for card in self.cards)

    def listed(self, listing: Listing) -> list[BookingCard]:
        """Return the cards that are wanted, the most pressing of each group first."""
        sought = listing.words.casefold().split()
        found = [
            card
            for card in self.cards
            if _is_wanted(card, listing.whose) and all(word in card.text for word in sought)
        ]
        return sorted(found, key=_pressing)

    def sections(self, listing: Listing) -> list[BookingSection]:
        """Return what is listed, under its headings."""
        found = self.listed(listing)
        groups = [(one, tuple(card for card in found if card.group is one)) for one in Group]
        return [BookingSection(group, cards) for group, cards in groups if cards]


def _is_wanted(card: BookingCard, whose: Whose) -> bool:
    facts = card.facts
    match whose:
        case Whose.MINE:
            return facts.is_mine and card.group not in OVER
        case Whose.OTHER:
            return facts.is_other
        case Whose.OLD:
            return facts.is_old
        case Whose.ENDED:
            return card.group in _ENDED
    return card.group not in OVER


def _pressing(card: BookingCard) -> tuple[int, date, str, date, int, str]:
    booking = card.booking
    end = booking.hold_until if card.group is Group.HELD else None
    return (
        card.group,
        end or (booking.by if card.is_open else None) or date.max,
        booking.start or "~",
        booking.asked_on or date.max,
        booking.order,
        booking.id,
    )


def make_desk(
    facts: Iterable[BookingFacts],
    organisations: Sequence[Organisation],
    people: Sequence[Person],
    person_id: str,
    today: date,
    zone: ZoneInfo,
    sites: Sequence[Site] = (),
) -> BookingDesk:
    """Return bookings as cards."""
    ordered = sorted(organisations, key=lambda one: (one.position, one.id))
    telling = _Telling(ordered, people, person_id, today)
    cards = tuple(telling.card(one) for one in facts)
    return BookingDesk(cards, tuple(ordered), tuple(people), person_id, today, zone, tuple(sites))


class _Telling:
    """Puts bookings into words, with everything that is looked up for it."""

    def __init__(
        self,
        organisations: Sequence[Organisation],
        people: Sequence[Person],
        person_id: str,
        today: date,
    ) -> None:
        self._organisations = {one.id: one for one in organisations}
        self._names = short_names(organisations)
        self._people = {one.id: plain_line(one.name) for one in people}
        self._person_id, self._today = person_id, today

    def card(self, facts: BookingFacts) -> BookingCard:
        """Return the card of a booking."""
        booking = facts.booking
        orgs = [self._organisations[one] for one in booking.orgs if one in self._organisations]
        group = _group(facts, self._person_id)
        title = plain_line(booking.title) or "No title"
        age = "" if facts.age is None else counted(facts.age, "day") if facts.age else "Today"
        aside, shade = self._aside(facts, group, age)
        lines = tuple(filter(None, self._lines(facts, group)))
        owner = self._people.get(booking.owner or "", "")
        codes = tuple(one.code for one in orgs)
        sought = (title, *codes, owner, *lines, booking.asked_by, booking.purpose, booking.place)
        return BookingCard(
            facts,
            group,
            title,
            codes,
            tuple(one.position for one in orgs),
            aside,
            shade,
            lines,
            plain_line(booking.asked_by),
            owner,
            age,
            self._when(booking),
            self._spoken(facts, group, title, lines),
            " ".join(map(plain_line, sought)).casefold(),
        )

    def _aside(self, facts: BookingFacts, group: Group, age: str) -> tuple[str, Shade | None]:
        """Return what stands at the upper right: an age, or what is held and how long."""
        until = facts.booking.hold_until
        if facts.holds and until is not None and until <= self._today and facts.warning:
            return ("Today", Shade.AMBER) if until == self._today else ("Ended", Shade.RED)
        if facts.holds:
            return counted(facts.holds, "slot"), Shade.PLAIN
        return (age, None) if group in FIRST_COLUMN else ("", None)

    def _lines(self, facts: BookingFacts, group: Group) -> Iterable[str]:
        booking = facts.booking
        times = [self._time(one.start) for one in booking.options if one.start]
        if facts.is_contested:
            yield "Changed twice at once"
        if group in (Group.CONFIRMED, Group.DONE):
            yield self._time(booking.start, is_near=False)
            return
        if group in (Group.HELD, Group.OFFERED, Group.YOURS) and times:
            yield ", or ".join(times[:2]) + (f", {len(times) - 2} more" if len(times) > 2 else "")
        else:
            yield self._wanted(booking)
        if group is Group.DECLINED:
            yield plain_line(booking.declined_because)
            return
        yield facts.warning
        if not facts.warning:
            asked = plain_line(booking.asked_by)
            yield f"Asked by {asked}" if asked else ""
        if facts.is_other:
            yield f"Waits for {self._people.get(booking.waiting_for or '', 'someone else')}"
        if facts.unseen:
            yield counted(facts.unseen, "new comment")

    def _wanted(self, booking: Booking) -> str:
        """Return "90 min, by 8 January", or else where it is to be."""
        by = f"by {_day_month(booking.by)}" if booking.by else ""
        where = "online" if booking.online else plain_line(booking.place)
        return joined((f"{booking.minutes} min", by or where))

    def _time(self, text: str, *, is_near: bool = True) -> str:
        """Return "Today 15:00", "Thu 13:00", "Tue 12 Jan 10:00"; "" for what is no time.

        Without `is_near` a weekday has its date: what is confirmed may be read out to others.
        """
        moment = read_moment(text)
        if moment is None:
            return ""
        return f"{self._day(moment.date(), is_near=is_near)} {clock_of(moment)}"

    def _day(self, day: date, *, is_near: bool = False) -> str:
        ahead = (day - self._today).days
        if not 1 < ahead < _THIS_YEAR:
            return near_day(day, self._today)
        return short_day(day)[:3] if is_near and ahead < 6 else short_day(day)

    def _when(self, booking: Booking) -> str:
        """Return the time it has or may have, or the day by which it is wanted."""
        start = booking.start or next((one.start for one in booking.options), "")
        if start:
            return self._time(start, is_near=False)
        return f"By {self._day(booking.by)}" if booking.by else ""

    def _spoken(self, facts: BookingFacts, group: Group, title: str, lines: Sequence[str]) -> str:
        booking = facts.booking
        comments = counted(facts.comments, "comment") if facts.comments else ""
        return joined(
            (
                title,
                *(self._names[one] for one in booking.orgs if one in self._names),
                GROUP_NAMES[group].lower(),
                "" if facts.age is None else f"{counted(facts.age, 'day')} old",
                f"by {long_day(booking.by)}" if booking.by and group in FIRST_COLUMN else "",
                *lines,
                comments,
                "private" if booking.visibility == "own_org" else "",
            )
        )


def _group(facts: BookingFacts, person_id: str) -> Group:
    """Return the heading of a booking; what waits for this person's answer comes before all."""
    is_yours = facts.booking.waiting_for == person_id and facts.state in OPEN_STATES
    return Group.YOURS if is_yours else _GROUPS.get(facts.state, Group.ASKED)


def _day_month(day: date) -> str:
    return " ".join(long_day(day).split(" ")[1:])


def read_moment(text: str) -> datetime | None:
    """Return the moment of a stored time such as "2026-12-01T14:00", None for anything else."""
    try:
        return datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None
