"""Where a series begins and where UNTIL ends it: the values that every kind of rule shares."""

from datetime import date, datetime, tzinfo
from typing import NamedTuple

from jointdesk.domain.moments import HOUR, MINUTE, Instant
from jointdesk.ical.recurrence_rule import RecurrenceRule, UntilForm
from jointdesk.ical.wall_clock import WallClock


class Start(NamedTuple):
    """DTSTART on its own wall clock: proleptic ordinal of the local day, second of that day.

    `is_date` says that DTSTART is a date: it begins at midnight on the clock it was given.
    """

    day: int
    second: int
    is_date: bool
    clock: WallClock

    @property
    def instant(self) -> Instant:
        """The instant of DTSTART."""
        return self.clock.instant(self.day, self.second)


class RuleInstance(NamedTuple):
    """One occurrence that a rule generates: its instant, local day and second of that day.

    Where a clock change moved it, day and second say what the rule meant, the instant where it
    went.
    """

    instant: Instant
    day: int
    second: int


def start_of(dtstart: date, zone: tzinfo | None = None) -> Start:
    """Return where a series begins; `dtstart` is a date, or a date and time of that zone's clock.

    Without a zone, the date and time's own counts, else UTC. Fractions of a second are dropped.
    """
    if not isinstance(dtstart, datetime):
        return Start(dtstart.toordinal(), 0, True, WallClock(zone))
    second = dtstart.hour * HOUR + dtstart.minute * MINUTE + dtstart.second
    return Start(dtstart.toordinal(), second, False, WallClock(zone or dtstart.tzinfo))


def until_instant(start: Start, rule: RecurrenceRule) -> Instant | None:
    """Return the last instant at which UNTIL lets an occurrence start, None without UNTIL.

    A date means that whole local day, a time without Z the local time; both are included.
    """
    if rule.until is None:
        return None
    form, day, second = rule.until
    if form is UntilForm.UTC:
        return WallClock().instant(day, second)
    if form is UntilForm.LOCAL:
        return start.clock.instant(day, second)
    return start.clock.instant(day + 1, 0) - 1


def last_day(start: Start, rule: RecurrenceRule, second: int, last: int) -> int:
    """Return `last`, or the earlier day on which UNTIL lets an occurrence start at that second."""
    until = until_instant(start, rule)
    if until is None:
        return last
    day, _ = start.clock.wall(until)
    return min(last, day if start.clock.instant(day, second) <= until else day - 1)
