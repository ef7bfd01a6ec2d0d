"""How a booking stands, from what is stored, the ledger and the clock. Pure.

What people did with it is stored; whether it is in the diaries, done or lapsed, how old it is,
what its holds need and whose move it is follow from here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.diary.days import at_minute
from jointdesk.domain.bookings import OPEN_STATES, Booking
from jointdesk.domain.moments import Instant, local, local_day, parse_instant
from jointdesk.domain.people import Audience
from jointdesk.domain.placements import Placement
from jointdesk.domain.words import DAYS, counted, short_day

OLD_AFTER = 4
"""Working days without a change after which an open booking is getting old."""

HOLD_DAYS = 5
"""Working days that holds stand where nobody says until when."""

CLOSES = 17 * 60
"""Minutes after midnight at which a day's holds end where no working hours are known."""


@dataclass(frozen=True)
class BookingClock:
    """What bookings are judged by: the moment, the zone, the bank holidays.

    `closes` are the minutes after midnight at which each organisation's day ends, by its id.
    """

    now: Instant
    zone: ZoneInfo
    holidays: Collection[date] = frozenset()
    closes: Mapping[str, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day on which it is now."""
        return local_day(self.now, self.zone)

    def instant(self, text: str) -> Instant:
        """Return the instant of a stored time."""
        return parse_instant(text, self.zone)

    def is_working(self, day: date) -> bool:
        """True if the day is neither a weekend's nor a bank holiday."""
        return day.weekday() < 5 and day not in self.holidays

    def days_since(self, when: date) -> int:
        """Return how many working days have passed after a day, today counted."""
        days = range(when.toordinal() + 1, self.today.toordinal() + 1)
        return sum(self.is_working(date.fromordinal(one)) for one in days)

    def working_day_after(self, when: date, count: int) -> date:
        """Return the count-th working day after a day."""
        while count:
            when += timedelta(days=1)
            count -= self.is_working(when)
        return when


class Standing(NamedTuple):
    """How a booking stands; `state` is one of `domain.bookings.STATES`.

    `age` is in days since it was asked for. `move` is "mine", "waiting" (for somebody who is
    not looking), "theirs" or, where nobody has to move any more, "". `is_old` is True where it
    waits and nothing was done for some days. `warnings` are sentences.
    """

    state: str
    age: int
    move: str
    is_old: bool
    warnings: tuple[str, ...]


def standing_of(
    booking: Booking,
    placements: Iterable[Placement],
    waiting: Collection[str],
    changed: Instant,
    audience: Audience,
    clock: BookingClock,
    gone: Collection[str] = (),
) -> Standing:
    """Return how a booking stands for somebody who looks at it.

    Args:
        booking: as it is stored.
        placements: all of the ledger that is the booking's.
        waiting: ids of events that are not in their calendars yet, or not as they are wanted.
        changed: when anything was last said of the booking.
        audience: who looks.
        clock: what it is judged by.
        gone: ids of events that somebody took out of their calendars.
    """
    put = [one for one in placements if not one.freed]
    live = [one for one in put if one.event not in gone]
    state = state_of(booking, live, waiting, clock)
    asked = booking.asked_on or local_day(changed, clock.zone)
    is_open = state in OPEN_STATES
    quiet = clock.days_since(local_day(changed, clock.zone))
    return Standing(
        state=state,
        age=max((clock.today - asked).days, 0),
        move=move_of(booking, audience) if is_open else "",
        is_old=is_open and quiet >= OLD_AFTER,
        warnings=(*_warnings(booking, live, state, clock), *_taken(put, live, state)),
    )


def state_of(
    booking: Booking,
    live: Iterable[Placement],
    waiting: Collection[str],
    clock: BookingClock,
) -> str:
    """Return the state: what people did, unless the diaries or the clock say more."""
    if booking.status in OPEN_STATES:
        return "lapsed" if _has_lapsed(booking, live, clock) else booking.status
    if booking.status != "confirmed":
        return booking.status
    if booking.end and clock.instant(booking.end) <= clock.now:
        return "done"
    kept = [one for one in live if one.kind != "hold"]
    has_meeting = any(one.kind == "meeting" for one in kept)
    if has_meeting and not any(one.event in waiting for one in kept):
        return "in_diaries"
    return "confirmed"


def _has_lapsed(booking: Booking, live: Iterable[Placement], clock: BookingClock) -> bool:
    """True where its last day, or every time that is held or offered, has passed."""
    if booking.by is not None and booking.by < clock.today:
        return True
    starts = [one.start for one in live if one.kind == "hold"]
    starts += [one.start for one in booking.options if one.start and one.offered_on]
    return bool(starts) and all(clock.instant(one) <= clock.now for one in starts)


def move_of(booking: Booking, audience: Audience) -> str:
    """Return whose move it is: "mine", "waiting" for somebody who was asked, or "theirs"."""
    if booking.waiting_for:
        return "mine" if booking.waiting_for == audience.person_id else "waiting"
    if booking.owner:
        return "mine" if booking.owner == audience.person_id else "theirs"
    return "mine" if audience.org_ids.intersection(booking.orgs) else "theirs"


# Holds


def default_hold_until(booking: Booking, clock: BookingClock) -> date:
    """Return the last day of new holds: the fifth working day, or the booking's last day."""
    until = clock.working_day_after(clock.today, HOLD_DAYS)
    return min(until, booking.by) if booking.by and booking.by >= clock.today else until


def holds_end(booking: Booking, clock: BookingClock) -> Instant | None:
    """Return when a booking's holds end: at the close of its organisation's day."""
    if booking.hold_until is None:
        return None
    org = booking.orgs[0] if booking.orgs else ""
    return at_minute(booking.hold_until, clock.closes.get(org, CLOSES), clock.zone)


def ended_holds(
    booking: Booking, placements: Iterable[Placement], clock: BookingClock
) -> tuple[Placement, ...]:
    """Return the holds that are to be freed or extended.

    All of them once they have ended, or where nobody waits for a time any more; else those whose
    own time has come.
    """
    holds = [one for one in placements if one.kind == "hold" and not one.freed]
    end = holds_end(booking, clock)
    is_over = end is not None and end <= clock.now
    is_late = booking.by is not None and booking.by < clock.today
    if is_over or is_late or booking.status not in OPEN_STATES:
        return tuple(holds)
    return tuple(one for one in holds if clock.instant(one.start) <= clock.now)


def _warnings(
    booking: Booking, live: Collection[Placement], state: str, clock: BookingClock
) -> Iterable[str]:
    slots = {one.start for one in live if one.kind == "hold"}
    if slots:
        yield from _hold_warnings(booking, slots, state, clock)
    if state == "confirmed" and not any(one.kind == "meeting" for one in live):
        yield "The meeting is in no diary any more"
    if state in OPEN_STATES and booking.by is not None:
        days = (booking.by - clock.today).days
        if days <= 1:
            yield f"A time is wanted by {'today' if days == 0 else 'tomorrow'}"


def _taken(put: Iterable[Placement], live: Collection[Placement], state: str) -> Iterable[str]:
    """Yield what is said of holds that somebody took out of a diary."""
    count = sum(one.kind == "hold" for one in put if one not in live)
    if count and state in OPEN_STATES:
        yield f"{counted(count, 'hold was', 'holds were')} taken out of a diary: hold again"


def _hold_warnings(
    booking: Booking, slots: Collection[str], state: str, clock: BookingClock
) -> Iterable[str]:
    end = holds_end(booking, clock)
    word = "Hold" if len(slots) == 1 else "Holds"
    if end is not None and end <= clock.now:
        yield f"{word} ended {_when(end, clock)}"
    elif state not in OPEN_STATES:
        yield f"{counted(len(slots), 'held time')} left over"
    elif end is not None and (local_day(end, clock.zone) - clock.today).days <= 1:
        yield f"{word} {'ends' if len(slots) == 1 else 'end'} {_when(end, clock)}"
    passed = sum(clock.instant(one) <= clock.now for one in slots)
    if passed and state in OPEN_STATES:
        yield f"{counted(passed, 'held time has', 'held times have')} passed"


def _when(end: Instant, clock: BookingClock) -> str:
    """Return when holds end or ended: "today 17:00", "on Friday", "on Tue 24 Nov"."""
    day = local_day(end, clock.zone)
    away = (day - clock.today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if away in near:
        return f"{near[away]} {local(end, clock.zone):%H:%M}"
    return f"on {DAYS[day.weekday()] if away > -7 else short_day(day)}"
