"""Rules that go with their series: moved to another day or time, ended earlier, counted anew."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from jointdesk.domain.moments import DAY, HOUR, MINUTE, Instant
from jointdesk.ical.recurrence import expand_rule, hits_start, limit
from jointdesk.ical.recurrence_rule import ByDay, Freq, RecurrenceRule, UntilForm
from jointdesk.ical.recurrence_start import Start, last_day, until_instant
from jointdesk.ical.rule_texts import joined, month_end, read_rule, rule_parts, weekday_text
from jointdesk.ical.written_times import Form, Writing, date_digits, utc_digits, wall_digits
from jointdesk.ical.year_days import LAST_DAY

_TIMES = {"BYHOUR": (HOUR, 24), "BYMINUTE": (MINUTE, 60), "BYSECOND": (1, 60)}

_MOST_COUNTED = 120_000
"""A tail's COUNT is what is left of it; who repeats more often than this is not counted on."""


class Move(NamedTuple):
    """How a series moves: its start until now, and from now on.

    `days` is how far its days go; with `weekday` (Monday is 0) only those weekdays do.
    """

    old: Start
    new: Start
    days: int
    weekday: int | None = None

    def wall(self, day: int, second: int | None) -> tuple[int, int | None]:
        """Return where a day and a second of it go on the new start's clock; None for a date."""
        if self.weekday is None or self.weekday == (day + 6) % 7:
            day += self.days
        if self.new.is_date:
            return day, None
        if self.old.is_date:
            return day, self.new.second
        if second is None:
            return day, None
        later, second = divmod(second + self.new.second - self.old.second, DAY)
        return day + later, second


def move_of(old: Start, new: Start, rules: Iterable[str]) -> Move:
    """Return how a series of these rules moves.

    A rule that takes its days from DTSTART, or names one alone, moves with it. Of several
    weekdays DTSTART's own does, unless its new one is among them; of other lists none does.
    """
    days = new.day - old.day
    if all(map(_goes_with_start, rules)):
        return Move(old, new, days)
    parsed = [rule for rule in map(read_rule, rules) if rule]
    before, after = (old.day + 6) % 7, (new.day + 6) % 7
    if len(parsed) == 1 and _is_plain_list(parsed[0]):
        named = {entry.weekday for entry in parsed[0].byday}
        if before in named and after not in named:
            return Move(old, new, days, before)
    return Move(old, new, 0)


def _goes_with_start(text: str) -> bool:
    """True if a rule takes its days from DTSTART, or names one alone."""
    rule = read_rule(text)
    if rule is None:
        return True
    named = (rule.byday, rule.bymonthday, rule.byyearday, rule.byweekno)
    return sum(map(len, named)) <= 1


def _is_plain_list(rule: RecurrenceRule) -> bool:
    """True if a rule comes on several weekdays of each week."""
    is_plain = rule.freq is Freq.WEEKLY and not any(entry.nth for entry in rule.byday)
    return is_plain and len(rule.byday) > 1 and not rule.bysetpos


def moved_rule(text: str, move: Move, writing: Writing) -> str:
    """Return a rule that goes with its series; `writing` is how the series writes its start.

    A lone BYDAY, BYMONTHDAY, BYMONTH, BYHOUR … that names DTSTART's own changes with it, and of
    several weekdays the one that was DTSTART's. UNTIL moves too.
    """
    rule = read_rule(text)
    if rule is None:
        return text
    parts = rule_parts(text)
    if rule.byday:
        _move_weekdays(parts, rule, move)
    old, new = date.fromordinal(move.old.day), date.fromordinal(move.new.day)
    if rule.bymonthday == (old.day,):
        parts["BYMONTHDAY"] = str(new.day)
    elif rule.bymonthday == (_from_end(old),):
        parts["BYMONTHDAY"] = str(_from_end(new))
    if rule.bymonth == (old.month,):
        parts["BYMONTH"] = str(new.month)
    _move_times(parts, rule, move)
    if rule.until is not None:
        parts["UNTIL"] = _moved_until(rule, move, writing)
    return joined(parts)


def fitted_rule(text: str, start: Start, writing: Writing) -> str:
    """Return a rule whose UNTIL is of DTSTART's value type (RFC 5545 section 3.3.10).

    Of a day, all of it is meant.
    """
    rule = read_rule(text)
    until = until_instant(start, rule) if rule else None
    if rule is None or until is None:
        return text
    parts = rule_parts(text)
    parts["UNTIL"] = until_text(until, start, writing)
    return joined(parts)


def ended_rule(text: str, start: Start, cut: Instant, writing: Writing) -> str:
    """Return a rule whose last occurrence starts before `cut`; COUNT becomes UNTIL."""
    rule = read_rule(text)
    if rule is None:
        return text
    last = limit(start, rule)
    if last is not None and last < cut:
        return text
    parts = rule_parts(text) | {"COUNT": "", "UNTIL": until_text(cut - 1, start, writing)}
    return joined(parts)


def later_rule(text: str, start: Start, begin: Start) -> str:
    """Return what is left of a rule from one of its occurrences on: "" where COUNT is used up.

    DTSTART counts as the first occurrence (RFC 5545 section 3.3.10).
    """
    rule = read_rule(text)
    if rule is None or rule.count is None:
        return text
    endless = rule._replace(count=None)
    found = expand_rule(start, endless, start.day, begin.day, _MOST_COUNTED).instants
    made = sum(when < begin.instant for when in found) + (not hits_start(start, endless))
    left = rule.count - made + (not hits_start(begin, endless))
    return joined(rule_parts(text) | {"COUNT": str(left)}) if left > 0 else ""


def until_text(last: Instant, start: Start, writing: Writing) -> str:
    """Return UNTIL for a last moment, in the value type of DTSTART."""
    if start.is_date:
        return date_digits(start.clock.wall(last)[0])
    if writing.form is Form.FLOATING:
        return wall_digits(*start.clock.wall(last))
    return utc_digits(last)


def _moved_until(rule: RecurrenceRule, move: Move, writing: Writing) -> str:
    until = until_instant(move.old, rule)
    if rule.until is None or until is None:
        raise AssertionError("only a rule with UNTIL is asked about")
    if rule.until.form is UntilForm.DATE and not (move.old.is_date or move.new.is_date):
        return date_digits(rule.until.day + move.days)
    if move.new.is_date and move.weekday is None:
        return date_digits(last_day(move.old, rule, move.old.second, LAST_DAY) + move.days)
    if move.weekday is not None and move.days:
        until = _last_moved(rule, move, until)
        return until_text(until, move.new, writing)
    day, second = move.wall(*move.old.clock.wall(until))
    return until_text(move.new.clock.instant(day, second or 0), move.new, writing)


def _last_moved(rule: RecurrenceRule, move: Move, until: Instant) -> Instant:
    """Return the latest of where the last week of a rule goes."""
    last = move.old.clock.wall(until)[0]
    found = expand_rule(move.old, rule, last - 7 * rule.interval, last)
    moved = [
        move.new.clock.instant(day, second or 0)
        for day, second in (move.wall(*move.old.clock.wall(when)) for when in found.instants)
    ]
    return max(moved, default=until)


def _move_weekdays(parts: dict[str, str], rule: RecurrenceRule, move: Move) -> None:
    old, new = date.fromordinal(move.old.day), date.fromordinal(move.new.day)
    own = [entry for entry in rule.byday if entry.weekday == old.weekday()]
    if len(own) != 1 or old == new:
        return
    if len(rule.byday) > 1 and not _is_plain_list(rule):
        return
    entry = own[0]
    nth = _nth(new, entry.nth) if entry.nth and entry.nth == _nth(old, entry.nth) else entry.nth
    others = [known for known in rule.byday if known is not entry]
    changed = ByDay(nth, new.weekday())
    if changed not in others:
        parts["BYDAY"] = ",".join(map(weekday_text, sorted([changed, *others])))
    position = rule.bysetpos[0] if len(rule.bysetpos) == 1 else 0
    if position and not others and rule.freq <= Freq.MONTHLY and position == _nth(old, position):
        parts["BYSETPOS"] = str(_nth(new, position))


def _move_times(parts: dict[str, str], rule: RecurrenceRule, move: Move) -> None:
    """Change BYHOUR, BYMINUTE and BYSECOND where they name DTSTART's own; dates have none."""
    named = {"BYHOUR": rule.byhour, "BYMINUTE": rule.byminute, "BYSECOND": rule.bysecond}
    for name, numbers in named.items():
        unit, size = _TIMES[name]
        if move.new.is_date:
            parts.pop(name, None)
        elif numbers == (move.old.second // unit % size,):
            parts[name] = str(move.new.second // unit % size)


def _nth(day: date, like: int) -> int:
    """Return a weekday's number in its month, from the end if `like` is; no fifths."""
    number = (day.day - 1) // 7 + 1
    from_end = -((month_end(day) - day.day) // 7 + 1)
    if like < 0:
        return 1 if from_end == -5 else from_end
    return -1 if number == 5 else number


def _from_end(day: date) -> int:
    return day.day - month_end(day) - 1
