"""What a deadline rule is, what it is given, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, cast

from jointdesk.domain.words import counted, full_day
from jointdesk.governance.deadline_settings import Setting, Value
from jointdesk.governance.working_days import EVERY_DAY, WorkingCalendar

Calendars: TypeAlias = Mapping[str, WorkingCalendar]
"""The working-day calendars by name: EW (England and Wales) and UK (any nation's holidays)."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a rule answers: days by plain name, and a sentence for each step taken to them."""

    rule: str
    dates: Mapping[str, date]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The settings and calendars of one reckoning."""

    values: Mapping[str, Value]
    calendars: Calendars

    def number(self, name: str) -> int:
        """Return a setting that is a number."""
        return cast(int, self.values[name])

    def text(self, name: str) -> str:
        """Return a setting that is a choice or a time."""
        return cast(str, self.values[name])

    def is_on(self, name: str) -> bool:
        """Return a setting that is yes or no."""
        return cast(bool, self.values[name])

    def day(self, name: str) -> date | None:
        """Return a setting that is a day, None where it is not given."""
        return cast(date, self.values[name]) if self.values[name] else None

    def working(self, auto: str = "EW") -> WorkingCalendar:
        """Return the working days; `auto` names the calendar where the setting leaves it open."""
        named = self.text("calendar")
        base = self.calendars[auto if named == "auto" else named]
        weekdays = cast(frozenset[int], self.values["weekdays"])
        closed = cast(frozenset[date], self.values["closed"])
        return base.changed(
            weekdays=weekdays,
            closed=dict.fromkeys(closed - base.holidays.keys(), "closed"),
            opened=cast(frozenset[date], self.values["open"]),
            last=self.day("known_to"),
        )

    def counting(self, unit: str = "unit") -> WorkingCalendar:
        """Return the days that a rule counts: working days, or every day if `unit` says so."""
        return EVERY_DAY if self.text(unit) == "calendar" else self.working()


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A rule: what its date means, its settings, the names of its answers, and the reckoning.

    `labels` has, for each key that the answer's dates may have, the words before the day.
    """

    id: str
    name: str
    date_means: str
    settings: tuple[Setting, ...]
    labels: Mapping[str, str]
    reckon: Callable[[date, Terms], Deadline]


# Words that many rules need


def of_days(count: int, calendar: WorkingCalendar, kind: str = "") -> str:
    """Return for example "5 clear working days" or "10 calendar days"."""
    unit = "calendar day" if calendar is EVERY_DAY else "working day"
    return counted(count, f"{kind} {unit}".strip())


def skipped(calendar: WorkingCalendar, start: date, end: date) -> tuple[str, ...]:
    """Return a sentence for each closed day between the two, in the order of days."""
    first, last = sorted((start, end))
    return tuple(
        f"{full_day(day)} does not count: {calendar.holidays[day]}."
        for day in calendar.holidays_between(first, last)
    )


def ordinal(number: int) -> str:
    """Return for example "1st", "5th", "22nd"."""
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
