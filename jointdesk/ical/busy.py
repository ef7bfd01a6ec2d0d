"""The times of a series that may be known to those who may not know the series: nothing else.

The text is built from numbers, never by taking lines out of another text: what nobody thought of
stays out. It says when, and by which rule; no word that anybody wrote is in it, no status, no
version, and no time zone by its name. `db/postgres` lets no line through that is not made here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from jointdesk.domain.components import Component
from jointdesk.domain.moments import DAY, HOUR, Instant
from jointdesk.ical.assembly import Override, Series
from jointdesk.ical.repetition import Extra, Repetition
from jointdesk.ical.rule_texts import spelled
from jointdesk.ical.wall_clock import EPOCH_DAY, WallClock
from jointdesk.ical.written_times import date_digits, utc_digits, wall_digits
from jointdesk.ical.zone_texts import nameless_zone

_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//JointDesk//JointDesk//EN")
_LONGEST = 1_000_000
_VALUES_A_LINE = 20
_MOST = 999_999_999
"""The largest number that is read again."""


def busy_text(
    series: Series, series_id: str, zone: ZoneInfo, takes_time: Callable[[Component], bool]
) -> str:
    """Return a VCALENDAR of when a series takes time, "" for one that never does.

    Also "" for one whose times would fill more than a million characters: it is no diary.

    Read again by a desk in the same `zone`, its occurrences have the times and keys of those of
    the series whose component takes time. What takes none is left out; where it cannot be,
    because others are numbered after it, it is TRANSPARENT and, but for a master, without length.
    All times are on the desk's clock (written floating), in UTC, or in zones of the text's own
    that are called Z1, Z2 and so on.

    Args:
        series: as it was parsed.
        series_id: what the text is to be called by: its UID.
        zone: the desk's.
        takes_time: whether what happens by a component takes time.
    """
    busy = [one.start is not None and takes_time(one) for one in series.components]
    if not any(busy):
        return ""
    made = _Text(series, series_id, zone, busy)
    bodies = made.detached() if _stand_alone(series, busy, made.zones) else made.whole()
    lines = [*_HEAD, *made.zones.lines(), *bodies, "END:VCALENDAR"]
    text = "".join(f"{line}\r\n" for line in lines)
    return text if len(text) <= _LONGEST else ""


def _stand_alone(series: Series, busy: Sequence[bool], zones: "_Zones") -> bool:
    """True if only overrides take time, and have the keys that they have without a master."""
    if any(busy[: len(series.repetitions)]):
        return False
    days: Counter[int] = Counter()
    for one in series.overrides:
        if not busy[one.component]:
            continue
        is_whole_days = series.components[one.component].all_day
        if not zones.can_show(one.original, one.day, is_date=is_whole_days):
            return False
        if one.is_this_and_future or one.ordinal != days[one.day]:
            return False
        days[one.day] += 1
    return True


class _Text:
    """The components of one text in the making."""

    def __init__(
        self, series: Series, series_id: str, zone: ZoneInfo, busy: Sequence[bool]
    ) -> None:
        self._series = series
        self._uid = f"UID:{series_id}"
        self._busy = busy
        self.zones = _Zones(zone)
        self._is_plain = len(series.repetitions) == 1 and bool(
            (only := series.repetitions[0]) and only.is_plain
        )
        self._days = Counter(one.day for one in series.overrides)

    def detached(self) -> list[str]:
        """Return the overrides that take time, as they stand without their master."""
        found = [one for one in self._series.overrides if self._busy[one.component]]
        return [line for one in found for line in self._override(one, None)]

    def whole(self) -> list[str]:
        """Return the masters, and the overrides that cannot be left out."""
        lines: list[str] = []
        left_out = {one for one in self._series.overrides if self._may_be_left_out(one)}
        for master, repetition in enumerate(self._series.repetitions):
            component = self._series.components[master]
            if component.start is None:
                continue
            if repetition is None:
                clock = self.zones.showing(component.start, component.day or 0)
                own = self._times(component, clock)
            else:
                own = [*self._repeated(repetition), *_dates(one.day for one in left_out)]
            lines += self._event(own, is_busy=self._busy[master])
        home = self._home()
        for one in self._series.overrides:
            if one not in left_out:
                lines += self._override(one, home)
        return lines

    def _may_be_left_out(self, override: Override) -> bool:
        """True if it takes no time, and EXDATE says as much without moving another's key."""
        return (
            self._is_plain
            and not self._busy[override.component]
            and not override.is_this_and_future
            and self._days[override.day] == 1
        )

    def _home(self) -> WallClock | None:
        """Return the clock that tells the day of a RECURRENCE-ID, None where it is as written."""
        for component, repetition in zip(
            self._series.masters, self._series.repetitions, strict=True
        ):
            if component.start is not None:
                return repetition.start.clock if repetition and not component.all_day else None
        return None

    def _override(self, override: Override, home: WallClock | None) -> Iterator[str]:
        """Return an override; by its RECURRENCE-ID, and without a master by its start, its key."""
        head = "RECURRENCE-ID"
        if override.is_this_and_future:
            head += ";RANGE=THISANDFUTURE"
        when, day = override.original, override.day
        clock = self.zones.showing(when, day)
        if clock is None or home is not None and home.wall(when)[0] != day:
            own = [f"{head};VALUE=DATE:{date_digits(day)}"]
        else:
            own = [self.zones.line(head, clock, when)]
        is_busy = self._busy[override.component]
        if is_busy:
            own += self._times(self._series.components[override.component], clock)
        else:
            own.append(self.zones.line("DTSTART", clock or UTC, when))
        return self._event(own, is_busy=is_busy)

    def _event(self, own: Iterable[str], *, is_busy: bool) -> Iterator[str]:
        yield from ("BEGIN:VEVENT", self._uid, "CLASS:PRIVATE")
        yield f"TRANSP:{'OPAQUE' if is_busy else 'TRANSPARENT'}"
        yield from own
        yield "END:VEVENT"

    def _times(self, component: Component, clock: tzinfo | None) -> list[str]:
        """Return start and end of what comes once, the start on a clock where there is one."""
        start = component.start or 0
        end = start if component.end is None else component.end
        if component.all_day:
            return _whole_days(component.day or 0, (end - start + DAY // 2) // DAY)
        return [self.zones.line("DTSTART", clock or UTC, start), _line("DTEND", end)]

    def _repeated(self, repetition: Repetition) -> Iterator[str]:
        """Yield start, length and rules of a master that repeats."""
        start, (days, seconds) = repetition.start, repetition.length
        if start.is_date:
            yield from _whole_days(start.day, days)
        else:
            zone = start.clock.zone
            first = min((start.day, *(extra.day for extra in repetition.extras)))
            yield self.zones.wall_line("DTSTART", zone, start.day, start.second, first)
            yield (
                f"DURATION:P{days}DT{seconds}S" if days else _line("DTEND", start.instant + seconds)
            )
        yield from _rules(repetition)
        extras = repetition.extras
        if not repetition.rules and not extras:
            # A rule that comes only once, and not then: it repeats nothing, but can be excepted.
            extras = (Extra(start.day, start.instant, None),)
        yield from _extras(extras, is_date=start.is_date)
        yield from _dates(repetition.exception_days)
        yield from _listed("EXDATE:", map(utc_digits, sorted(repetition.exception_instants)))


class _Zones:
    """The zones that a text names, each under a name of its own that says nothing."""

    def __init__(self, desk: ZoneInfo) -> None:
        self._desk = desk
        self._first: dict[tzinfo, int] = {}

    def line(self, head: str, zone: tzinfo, when: Instant) -> str:
        """Return a line of an instant on the zone's clock."""
        return self.wall_line(head, zone, *WallClock(zone).wall(when))

    def wall_line(self, head: str, zone: tzinfo, day: int, second: int, first: int = 0) -> str:
        """Return a line of a time on the zone's clock; the zone is to be right from `first` on."""
        digits = wall_digits(day, second)
        if zone is UTC:
            return f"{head}:{digits}Z"
        if getattr(zone, "key", "") == self._desk.key:
            return f"{head}:{digits}"
        self._first[zone] = min(self._first.get(zone, day), first or day)
        return f"{head};TZID=Z{[*self._first].index(zone) + 1}:{digits}"

    def showing(self, when: Instant, day: int) -> tzinfo | None:
        """Return a zone on whose clock an instant is on that day, None where none can be."""
        begins = (day - EPOCH_DAY) * DAY
        offset = max(begins - when, 0) or min(begins + DAY - 1 - when, 0)
        if not offset:
            return UTC
        clock = WallClock(self._desk)
        wall = clock.wall(when)
        if wall[0] == day and clock.instant(*wall) == when:
            return self._desk
        if abs(offset) >= DAY:
            return None
        # By whole hours, as far as there are: few zones do for any number of times.
        hours = -(-abs(offset) // HOUR) * HOUR
        found = min(hours, DAY - 1)
        return timezone(timedelta(seconds=found if offset > 0 else -found))

    def can_show(self, when: Instant, day: int, *, is_date: bool) -> bool:
        """True if a start tells that an instant is on that day; a date does on the desk's clock."""
        if is_date:
            return WallClock(self._desk).wall(when)[0] == day
        return self.showing(when, day) is not None

    def lines(self) -> Iterator[str]:
        """Yield the definitions."""
        for number, (zone, day) in enumerate(self._first.items(), 1):
            yield from nameless_zone(f"Z{number}", zone, date.fromordinal(day).year)


def _line(name: str, when: Instant) -> str:
    return f"{name}:{utc_digits(when)}"


def _whole_days(day: int, days: int) -> list[str]:
    start = f"DTSTART;VALUE=DATE:{date_digits(day)}"
    if not days:
        return [start, "DURATION:P0D"]
    return [start, f"DTEND;VALUE=DATE:{date_digits(day + days)}"]


def _rules(repetition: Repetition) -> Iterator[str]:
    """Yield RRULE and EXRULE; a COUNT counts a start that its rule misses (see `repetition`)."""
    for rule in repetition.rules:
        if repetition.is_start_extra and rule.count is not None:
            rule = rule._replace(count=min(rule.count + 1, _MOST))
        yield f"RRULE:{spelled(rule)}"
    yield from (f"EXRULE:{spelled(rule)}" for rule in repetition.exception_rules)


def _extras(extras: Iterable[Extra], *, is_date: bool) -> Iterator[str]:
    """Yield RDATE: dates, times, and periods."""
    single: list[str] = []
    periods: list[str] = []
    for extra in extras:
        digits = date_digits(extra.day) if is_date else utc_digits(extra.start)
        if extra.end is None:
            single.append(digits)
        else:
            # The start of a PERIOD is a time; where the series has dates only its date counts.
            begin = f"{digits}T000000" if is_date else digits
            periods.append(f"{begin}/{utc_digits(extra.end)}")
    yield from _listed("RDATE;VALUE=DATE:" if is_date else "RDATE:", single)
    yield from _listed("RDATE;VALUE=PERIOD:", periods)


def _dates(days: Iterable[int]) -> Iterator[str]:
    yield from _listed("EXDATE;VALUE=DATE:", map(date_digits, sorted(days)))


def _listed(head: str, values: Iterable[str]) -> Iterator[str]:
    """Yield the values in lines of a length that is no strain."""
    found = [*values]
    for first in range(0, len(found), _VALUES_A_LINE):
        yield head + ",".join(found[first : first + _VALUES_A_LINE])
