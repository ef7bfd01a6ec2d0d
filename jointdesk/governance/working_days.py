"""Working days: which days count, and counting them forwards and backwards.

A calendar knows the holidays of a range of years only. Outside it a count would silently be
wrong, so it is refused.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import DAYS, full_day

MONDAY_TO_FRIDAY = frozenset(range(5))


class UnknownDayError(WrongUseError):
    """A count reached a day for which a calendar does not know the holidays."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are working days, from `first` to `last`, both included.

    `name` says whose days they are, as in a sentence. `holidays` are the closed days and why
    they are closed: bank holidays, and an organisation's own closure days. `weekdays` are the
    days of the week that are worked at all, Monday 0.
    """

    name: str
    holidays: Mapping[date, str]
    first: date
    last: date
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY

    def changed(
        self,
        *,
        closed: Mapping[date, str] | None = None,
        opened: Collection[date] = (),
        last: date | None = None,
        weekdays: frozenset[int] | None = None,
    ) -> "WorkingCalendar":
        """Return the calendar with further closed days, some opened again, known until `last`.

        An opened day is a working day, unless it falls on a weekday that is never worked.
        """
        holidays = self.holidays
        if closed or opened:
            holidays = {**holidays, **(closed or {})}
            holidays = {day: why for day, why in holidays.items() if day not in opened}
        return replace(
            self, holidays=holidays, last=last or self.last, weekdays=weekdays or self.weekdays
        )

    def why_closed(self, day: date) -> str:
        """Return why a day is no working day ("Good Friday", "Saturday"), or "" if it is one.

        Raises:
            UnknownDayError: the day lies outside the years that the calendar knows.
        """
        if not self.first <= day <= self.last:
            raise UnknownDayError(
                f"The bank holidays of {self.name} are known from {full_day(self.first)} to"
                f" {full_day(self.last)}. {full_day(day)} is outside, so working days cannot be"
                " counted there; further years are given with “closed” and “known_to”."
            )
        if day.weekday() not in self.weekdays:
            return DAYS[day.weekday()]
        return self.holidays.get(day, "")

    def is_working(self, day: date) -> bool:
        """True if the day counts.

        Raises:
            UnknownDayError: the day lies outside the years that the calendar knows.
        """
        if self.first <= day <= self.last:
            return day.weekday() in self.weekdays and not self.holidays.get(day)
        return not self.why_closed(day)

    def add(self, day: date, count: int) -> date:
        """Return the count-th working day after the day; the day itself for 0.

        Raises:
            UnknownDayError: the count leaves the years that the calendar knows.
        """
        return self._counted(day, count, timedelta(days=1))

    def subtract(self, day: date, count: int) -> date:
        """Return the count-th working day before the day; the day itself for 0.

        Raises:
            UnknownDayError: the count leaves the years that the calendar knows.
        """
        return self._counted(day, count, timedelta(days=-1))

    def on_or_after(self, day: date) -> date:
        """Return the day if it is a working day, else the next that is.

        Raises:
            UnknownDayError: the search leaves the years that the calendar knows.
        """
        return day if self.is_working(day) else self.add(day, 1)

    def clear_days(self, start: date, end: date) -> int:
        """Return how many working days lie strictly between the two: both ends excluded.

        Raises:
            UnknownDayError: one of them lies outside the years that the calendar knows.
        """
        between = range(start.toordinal() + 1, end.toordinal())
        return sum(self.is_working(date.fromordinal(number)) for number in between)

    def holidays_between(self, start: date, end: date) -> list[date]:
        """Return the closed days strictly between the two that would otherwise be worked."""
        return sorted(
            day for day in self.holidays if start < day < end and day.weekday() in self.weekdays
        )

    def _counted(self, day: date, count: int, step: timedelta) -> date:
        while count > 0:
            day += step
            count -= self.is_working(day)
        return day


EVERY_DAY = WorkingCalendar("every day", {}, date.min, date.max, frozenset(range(7)))
"""Calendar days, in which weekends and holidays count like any other day."""
