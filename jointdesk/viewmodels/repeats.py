"""How often something repeats, in words and as the value of an RRULE: pure.

The words are those of a form's choices and of the inspector: "Every two weeks on Tuesday, until
26 March 2027". A rule that the words do not cover is told as "By a rule of its own".
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from jointdesk.domain.words import DAYS, MONTHS, listed
from jointdesk.ical.recurrence_rule import (
    ByDay,
    Freq,
    RecurrenceRule,
    RuleError,
    UntilForm,
    parse_rule,
)
from jointdesk.viewmodels.day_words import read_typed_day, shown_day
from jointdesk.viewmodels.repeat_pattern import (
    CODES,
    NTH,
    Unit,
    every_words,
    pattern_of,
    pattern_words,
)

CUSTOM = "custom"
"""The choice of a rule that a person writes."""

_TIMES = re.compile(r"(?:after )?(\d{1,4}) ?(?:times?|x|×)?", re.IGNORECASE)
_NEVER = ("", "never", "no end")


def choices(start: date) -> list[tuple[str, str]]:
    """Return the plain choices for something that begins on a day: words and RRULE value."""
    return [(rule_words(rule, start), rule) for rule in _plain_rules(start).values()]


def _plain_rules(start: date) -> dict[str, str]:
    """Return the plain rules for something that begins on a day, by what kind of rule it is."""
    code, nth = CODES[start.weekday()], (start.day - 1) // 7 + 1
    is_last = (start + timedelta(days=7)).month != start.month
    rules = {
        "never": "",
        "day": "FREQ=DAILY",
        "workday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" if start.weekday() < 5 else None,
        "week": f"FREQ=WEEKLY;BYDAY={code}",
        "fortnight": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={code}",
        "month": f"FREQ=MONTHLY;BYMONTHDAY={start.day}",
        "nth": f"FREQ=MONTHLY;BYDAY={nth}{code}" if nth < 5 else None,
        "last": f"FREQ=MONTHLY;BYDAY=-1{code}" if is_last else None,
        "quarter": f"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY={start.day}",
        "year": "FREQ=YEARLY",
    }
    return {kind: rule for kind, rule in rules.items() if rule is not None}


def moved(rule: str, before: date, after: date) -> str:
    """Return the plain rule of the same kind for another day; any other rule stays."""
    new = _plain_rules(after)
    for kind, old in _plain_rules(before).items():
        if old == rule:
            other = {"nth": "last", "last": "nth"}.get(kind, "week")
            return new[kind if kind in new else other]
    return rule


def chosen(rule: str, start: date) -> str:
    """Return which of the choices a rule without its end is, `CUSTOM` for none of them."""
    wanted = _filled(rule, start)
    for _, offered in choices(start):
        if offered == rule or (offered and rule and _filled(offered, start) == wanted):
            return offered
    return CUSTOM


def _filled(rule: str, start: date) -> RecurrenceRule | None:
    """Return the rule with what it takes from the start written out, None for no rule."""
    try:
        read = parse_rule(rule)
    except RuleError:
        return None
    by_days = read.byday or read.bymonthday or read.byyearday or read.byweekno or read.bymonth
    if read.freq is Freq.WEEKLY and not read.byday:
        read = read._replace(byday=(ByDay(0, start.weekday()),))
    elif read.freq is Freq.MONTHLY and not by_days:
        read = read._replace(bymonthday=(start.day,))
    elif read.freq is Freq.YEARLY and read.bymonth == (start.month,):
        own = read.bymonthday in ((), (start.day,)) and not read.byday
        read = read._replace(bymonth=(), bymonthday=()) if own else read
    return read._replace(wkst=0) if read.interval == 1 else read


# In words


def rule_words(rule: str, start: date) -> str:
    """Return how often something that begins on a day repeats, with its end where it has one."""
    if not rule:
        return "Never"
    read = _filled(rule, start)
    if read is None:
        return "By a rule that cannot be read"
    told = _every(rule, read, start)
    if told is None:
        return "By a rule of its own"
    return f"{told}{_end_words(read)}"


def _every(rule: str, read: RecurrenceRule, start: date) -> str | None:
    """Return "Every two weeks on Tuesday", None where there are no plain words for it."""
    pattern = pattern_of(rule, start)
    if pattern is not None:
        return pattern_words(pattern)
    odd = read.byhour or read.byminute or read.bysecond or read.bysetpos or read.byyearday
    if read.freq is not Freq.MONTHLY or odd or read.byweekno or read.bymonth:
        return None
    return _monthly(read, every_words(Unit.MONTH, read.interval))


def _monthly(rule: RecurrenceRule, every: str) -> str | None:
    """Return the words for several days of a month."""
    if rule.byday and rule.bymonthday:
        return None
    if rule.bymonthday:
        days = ["the last day" if day == -1 else f"day {day}" for day in rule.bymonthday]
        return f"{every} on {listed(days)}" if min(rule.bymonthday) >= -1 else None
    if any(day.nth not in NTH for day in rule.byday):
        return None
    named = [f"the {NTH[day.nth]} {DAYS[day.weekday]}" for day in rule.byday]
    return f"{every} on {listed(named)}"


def _end_words(rule: RecurrenceRule) -> str:
    if rule.count is not None:
        return f", {rule.count} times"
    if rule.until is not None:
        day = date.fromordinal(rule.until.day)
        return f", until {day.day} {MONTHS[day.month - 1]} {day.year}"
    return ""


# The end apart


def parted(rule: str, zone: tzinfo) -> tuple[str, str]:
    """Return a rule without its end, and the end as a field shows it: "", "10 times" or a day."""
    kept = [part for part in rule.split(";") if not part.upper().startswith(("UNTIL=", "COUNT="))]
    try:
        read = parse_rule(rule) if rule else None
    except RuleError:
        return rule, ""
    if read is None:
        return "", ""
    if read.count is not None:
        return ";".join(kept), f"{read.count} times"
    if read.until is None:
        return ";".join(kept), ""
    day = date.fromordinal(read.until.day)
    if read.until.form is UntilForm.UTC:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        day = (moment + timedelta(seconds=read.until.second)).astimezone(zone).date()
    return ";".join(kept), shown_day(day)


def with_end(rule: str, end: str, today: date, *, all_day: bool, zone: tzinfo) -> str:
    """Return a rule with the end that was typed: "", "10 times", or the last day.

    A day is written as RFC 5545 section 3.3.10 asks: a date for all-day events, else the last
    second of that day in the zone, in UTC.

    Raises:
        ValueError: with a sentence, where the end means nothing.
    """
    if not rule or end.strip().casefold() in _NEVER:
        return rule
    times = _TIMES.fullmatch(end.strip())
    if times:
        if int(times[1]) < 1:
            raise ValueError("It must happen once at least.")
        return f"{rule};COUNT={int(times[1])}"
    day = read_typed_day(end, today)
    if not isinstance(day, date):
        raise ValueError(f"“{end.strip()}” is neither a day nor a number of times.")
    if all_day:
        return f"{rule};UNTIL={day:%Y%m%d}"
    last = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=zone).astimezone(UTC)
    return f"{rule};UNTIL={last:%Y%m%dT%H%M%SZ}"


def checked(rule: str) -> str:
    """Return a rule that a person wrote as it is stored, without its end.

    Raises:
        ValueError: it is none; the sentence says why.
    """
    plain = "".join(rule.split()).upper().removeprefix("RRULE:").rstrip(";")
    try:
        read = parse_rule(plain)
    except RuleError as error:
        raise ValueError(f"{error}.") from None
    if read.freq in (Freq.HOURLY, Freq.MINUTELY, Freq.SECONDLY):
        raise ValueError("A meeting repeats every day at most.")
    return plain
