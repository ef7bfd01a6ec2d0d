"""Writes the VTIMEZONE of a named time zone (RFC 5545 section 3.6.5).

Yearly changes that keep to one rule are written as that rule, others one by one.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.moments import DAY, Instant, instant, local
from jointdesk.ical.content_lines import content_line, fold, text_line
from jointdesk.ical.defined_zones import DefinedZone
from jointdesk.ical.rule_texts import WEEKDAYS, month_end
from jointdesk.ical.wall_clock import EPOCH_DAY
from jointdesk.ical.written_times import wall_digits

_FIRST_YEARS = (2007, 1996, 1970)
"""Definitions begin in one of these: since the first two most zones have had their rules of now.

A short definition is worth having: some servers keep only the first of a list of dates.
"""

_LONG_AGO = 1900
"""No definition is read further back."""

_LAST_YEAR = 2037
_STEP = 14 * DAY
"""No zone changes its offset and back within so short a time but for Ramadan's month."""


class _Change(NamedTuple):
    """An offset from UTC begins: when, and seconds east before and after; its name."""

    at: Instant
    before: int
    after: int
    name: str
    is_summer: bool

    @property
    def wall(self) -> tuple[int, int]:
        """Day and second on the clock as it was before."""
        day, second = divmod(self.at + self.before, DAY)
        return day + EPOCH_DAY, second


def zone_text(tzid: str, name: str, year: int) -> bytes:
    """Return a VTIMEZONE of that TZID that means an IANA zone, with CRLF and folded.

    It is right from that `year` on, or from 1970.
    """
    first = next((one for one in _FIRST_YEARS if one < year), _FIRST_YEARS[-1])
    return _zone_text(tzid, name, first)


@lru_cache(maxsize=64)
def nameless_zone(tzid: str, zone: tzinfo, year: int) -> tuple[str, ...]:
    """Return the unfolded lines of a VTIMEZONE that says nothing of a zone but its offsets.

    It is right from that `year` on, or from 1900, as far as offsets change by rules that keep
    to a weekday of a month; other changes are told to 2037.
    """
    first = next((one for one in (*_FIRST_YEARS, _LONG_AGO) if one < year), _LONG_AGO)
    if isinstance(zone, DefinedZone):
        changes = [_Change(*one, "", False) for one in zone.changes]
    else:
        changes = [one._replace(name="", is_summer=False) for one in _changes(zone, first)]
    told = [one for one in changes if first <= _year(one) <= _LAST_YEAR and one.before != one.after]
    if not told:
        moment = datetime(first, 1, 1, tzinfo=zone)
        told = [_Change(instant(moment), _offset(moment), _offset(moment), "", False)]
    return ("BEGIN:VTIMEZONE", f"TZID:{tzid}", *_grouped(told), "END:VTIMEZONE")


@lru_cache(maxsize=64)
def _zone_text(tzid: str, name: str, first_year: int) -> bytes:
    zone = ZoneInfo(name)
    changes = _changes(zone, first_year)
    lines = ["BEGIN:VTIMEZONE", text_line("TZID", tzid)]
    if not changes:
        lines += _constant(zone, first_year)
    lines += [*_grouped(changes), "END:VTIMEZONE"]
    return b"".join(fold(line) for line in lines)


def _grouped(changes: Iterable[_Change]) -> Iterator[str]:
    """Yield the observances of changes, those of one kind together."""
    groups: dict[tuple[int, int, str, bool], list[_Change]] = {}
    for change in changes:
        key = change.before, change.after, change.name, change.is_summer
        groups.setdefault(key, []).append(change)
    for group in groups.values():
        yield from _observances(group)


def _constant(zone: tzinfo, year: int) -> list[str]:
    moment = datetime(year, 1, 1, tzinfo=zone)
    offset = _offset(moment)
    change = _Change(instant(moment), offset, offset, moment.tzname() or "", bool(moment.dst()))
    return _observance(change, "")


def _observances(group: list[_Change]) -> list[str]:
    """Return the changes of one kind: each of a lost rule alone, then those of the rule of now."""
    ruled: list[_Change] = []
    rule = ""
    if _year(group[-1]) == _LAST_YEAR:
        for nth in (-1, 1, 2, 3, 4):
            fitting = _suffix(group, nth)
            if len(fitting) > max(2, len(ruled)):
                ruled, rule = fitting, _rule(fitting[-1], nth)
    single = group[: len(group) - len(ruled)]
    lines: list[str] = []
    if single:
        dates = ",".join(wall_digits(*change.wall) for change in single[1:])
        lines += _observance(single[0], f"RDATE:{dates}" if dates else "")
    if ruled:
        lines += _observance(ruled[0], rule)
    return lines


def _suffix(group: list[_Change], nth: int) -> list[_Change]:
    """Return the last changes that fall on the same nth weekday of a month, at the same time."""
    last = _pattern(group[-1], nth)
    found: list[_Change] = []
    for change in reversed(group):
        if _pattern(change, nth) != last or (found and _year(found[-1]) != _year(change) + 1):
            break
        found.append(change)
    return found[::-1] if last else []


def _pattern(change: _Change, nth: int) -> tuple[int, int, int] | None:
    """Return month, weekday and second, None if it is not the nth such weekday."""
    ordinal, second = change.wall
    day = date.fromordinal(ordinal)
    number = (day.day - 1) // 7 + 1 if nth > 0 else -((month_end(day) - day.day) // 7 + 1)
    return (day.month, day.weekday(), second) if number == nth else None


def _rule(change: _Change, nth: int) -> str:
    day = date.fromordinal(change.wall[0])
    return f"RRULE:FREQ=YEARLY;BYMONTH={day.month};BYDAY={nth}{WEEKDAYS[day.weekday()]}"


def _observance(change: _Change, more: str) -> list[str]:
    kind = "DAYLIGHT" if change.is_summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        content_line("DTSTART", wall_digits(*change.wall)),
        content_line("TZOFFSETFROM", _offset_text(change.before)),
        content_line("TZOFFSETTO", _offset_text(change.after)),
        *([text_line("TZNAME", change.name)] if change.name else []),
        *([more] if more else []),
        f"END:{kind}",
    ]


def _changes(zone: tzinfo, first_year: int) -> list[_Change]:
    """Return the changes of offset of a zone from that year to 2037, in order."""
    changes: list[_Change] = []
    when = instant(datetime(first_year, 1, 1, tzinfo=UTC))
    end = instant(datetime(_LAST_YEAR + 1, 1, 1, tzinfo=UTC))
    while when < end:
        if _offset(local(when, zone)) != _offset(local(when + _STEP, zone)):
            changes.append(_change(zone, when, when + _STEP))
        when += _STEP
    return changes


def _change(zone: tzinfo, low: Instant, high: Instant) -> _Change:
    before = _offset(local(low, zone))
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(local(middle, zone)) == before:
            low = middle
        else:
            high = middle
    moment = local(high, zone)
    is_summer = bool(moment.dst())
    return _Change(high, before, _offset(moment), moment.tzname() or "", is_summer)


def _offset(moment: datetime) -> int:
    return (moment.utcoffset() or timedelta()) // timedelta(seconds=1)


def _offset_text(seconds: int) -> str:
    sign, rest = "-" if seconds < 0 else "+", abs(seconds)
    text = f"{sign}{rest // 3600:02}{rest % 3600 // 60:02}"
    return f"{text}{rest % 60:02}" if rest % 60 else text


def _year(change: _Change) -> int:
    return date.fromordinal(change.wall[0]).year
