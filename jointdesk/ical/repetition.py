"""How a component repeats: RRULE, EXRULE, RDATE and EXDATE (RFC 5545 section 3.8.5)."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from jointdesk.domain.moments import Instant
from jointdesk.ical.properties import Property
from jointdesk.ical.recurrence import hits_start
from jointdesk.ical.recurrence_rule import ByDay, Freq, RecurrenceRule, RuleError, parse_rule
from jointdesk.ical.recurrence_start import Start
from jointdesk.ical.times import Moment, read_moment
from jointdesk.ical.values import Duration, parse_duration
from jointdesk.ical.zones import ZoneMap

REPEATING = ("RRULE", "EXRULE", "RDATE", "EXDATE")
"""The properties that say how a component repeats, in the order in which they are read."""

_ORDER = {name: number for number, name in enumerate(REPEATING)}
_MOST_RULES = 50
_UNFILTERED = ((),) * 8


class Extra(NamedTuple):
    """One RDATE: the local day it counts for, its start, and its end if it is a period."""

    day: int
    start: Instant
    end: Instant | None


class Repetition(NamedTuple):
    """How a master repeats; `text` says RRULE, RDATE and EXRULE in a normalised way.

    DTSTART is always an instance; `is_start_extra` says that no rule makes it. EXDATE takes away
    whole days or single instants.
    """

    start: Start
    length: Duration
    rules: tuple[RecurrenceRule, ...]
    is_start_extra: bool
    extras: tuple[Extra, ...]
    exception_rules: tuple[RecurrenceRule, ...]
    exception_days: frozenset[int]
    exception_instants: frozenset[Instant]
    text: str

    @property
    def is_plain(self) -> bool:
        """True if one rule makes all instances, and no day has two."""
        if self.is_start_extra or self.extras or self.exception_rules or len(self.rules) != 1:
            return False
        rule = self.rules[0]
        times = max(1, len(rule.byhour)) * max(1, len(rule.byminute)) * max(1, len(rule.bysecond))
        return rule.freq <= Freq.DAILY and times == 1


class _Parts:
    """What the lines of a component say about its repetition, so far.

    `notes` takes what cannot be read, in sentences without a full stop.
    """

    def __init__(self, start: Moment, zones: ZoneMap, notes: list[str]) -> None:
        self.rules: list[RecurrenceRule] = []
        self.exception_rules: list[RecurrenceRule] = []
        self.extras: set[Extra] = set()
        self.days: set[int] = set()
        self.instants: set[Instant] = set()
        self.text: list[str] = []
        self._start = start
        self._zones = zones
        self._notes = notes

    def add_rule(self, line: Property) -> None:
        """Add an RRULE or EXRULE."""
        rules = self.rules if line.name == "RRULE" else self.exception_rules
        try:
            if len(rules) >= _MOST_RULES:
                raise RuleError("There are too many rules")
            rules.append(_rule(line.value))
        except RuleError as error:
            only = " and only its first occurrence is shown" if line.name == "RRULE" else ""
            self._notes.append(f"Its {line.name} is refused{only}: {error}")
            return
        self.text.append(_normalised(line))

    def add_dates(self, line: Property) -> None:
        """Add what of an RDATE or EXDATE can be read."""
        for value in filter(str.strip, line.value.split(",")):
            try:
                if line.name == "RDATE":
                    self.extras.add(_extra(value, line, self._start, self._zones))
                else:
                    self._except(read_moment(value, line, self._zones, self._start.zone))
            except ValueError as error:
                self._notes.append(f"A part of {line.name} is left out: {error}")
        if line.name == "RDATE":
            self.text.append(_normalised(line))
        tzid = line.parameters.get("TZID", "").strip()
        if tzid and (note := self._zones.find(tzid).note):
            self._notes.append(note)

    def _except(self, moment: Moment) -> None:
        if moment.second is None or self._start.second is None:
            self.days.add(moment.day)
        else:
            self.instants.add(moment.instant)


def read_repetition(
    lines: Iterable[Property], start: Moment, length: Duration, zones: ZoneMap, notes: list[str]
) -> Repetition | None:
    """Return how a component repeats, None if it does not.

    Args:
        lines: its RRULE, EXRULE, RDATE and EXDATE properties.
        start: its DTSTART.
        length: how long it lasts.
        zones: the calendar's zones.
        notes: takes what cannot be read, in sentences without a full stop.
    """
    parts = _Parts(start, zones, notes)
    for line in sorted(lines, key=lambda line: _ORDER[line.name]):
        if line.name in ("RRULE", "EXRULE"):
            parts.add_rule(line)
        else:
            parts.add_dates(line)
    if not parts.rules and not parts.extras:
        return None
    rules, is_start_extra = _with_start(parts.rules, start.start)
    return Repetition(
        start=start.start,
        length=length,
        rules=rules,
        is_start_extra=is_start_extra,
        extras=tuple(sorted(parts.extras, key=lambda extra: extra.start)),
        exception_rules=tuple(parts.exception_rules),
        exception_days=frozenset(parts.days),
        exception_instants=frozenset(parts.instants),
        text="\n".join(sorted(parts.text)),
    )


def end_of(repetition: Repetition, start: Instant) -> Instant:
    """Return the end of the instance that starts then: days are nominal, seconds exact."""
    days, seconds = repetition.length
    if not days:
        return start + seconds
    clock = repetition.start.clock
    day, second = clock.wall(start)
    return clock.instant(day + days, second) + seconds


def _normalised(line: Property) -> str:
    return f"{line.name}:{''.join(line.value.split()).upper()}"


@lru_cache(maxsize=4096)
def _rule(text: str) -> RecurrenceRule:
    # Some exporters escape the rule as if it were text.
    return parse_rule(text.replace("\\;", ";").replace("\\,", ","))


def _extra(value: str, line: Property, start: Moment, zones: ZoneMap) -> Extra:
    """Return one value of RDATE, a date, a time or a period."""
    begin, slash, rest = value.partition("/")
    moment = read_moment(begin, line, zones, start.zone)
    if start.second is None:
        moment = moment.of_date(zones)
    elif moment.second is None:
        moment = Moment(moment.day, start.second, start.zone)
    day, _ = start.zone.clock.wall(moment.instant)
    end = None
    if slash and rest.strip()[:1] in ("P", "p", "+", "-"):
        end = moment.plus(parse_duration(rest))
    elif slash:
        end = read_moment(rest, line, zones, start.zone).instant
    return Extra(day, moment.instant, max(end, moment.instant) if end is not None else None)


def _with_start(
    rules: list[RecurrenceRule], start: Start
) -> tuple[tuple[RecurrenceRule, ...], bool]:
    """Return the rules, and whether DTSTART has to be added to what they make.

    DTSTART counts as the first occurrence (RFC 5545 section 3.3.10), so that one is taken off
    the COUNT of a rule that misses it.
    """
    if not rules:
        return (), True
    if any(_begins_at(start, rule) for rule in rules):
        return tuple(rules), False
    counted = [
        rule if rule.count is None else rule._replace(count=rule.count - 1) for rule in rules
    ]
    return tuple(rule for rule in counted if rule.count != 0), True


def _begins_at(start: Start, rule: RecurrenceRule) -> bool:
    """True if the rule makes DTSTART itself; the usual rules need no expanding to tell."""
    is_filtered = (
        *(rule.bymonth, rule.byweekno, rule.byyearday, rule.bymonthday, rule.bysetpos),
        *(rule.byhour, rule.byminute, rule.bysecond),
    ) != _UNFILTERED
    if not is_filtered and (rule.until is None or rule.until.day > start.day + 1):
        if not rule.byday or ByDay(0, (start.day + 6) % 7) in rule.byday:
            return True
    return hits_start(start, rule)
