"""The value of an RRULE as text: one spelling for each rule, and parts changed one by one."""

from calendar import monthrange
from datetime import date

from jointdesk.ical.recurrence_rule import (
    ByDay,
    RecurrenceRule,
    RuleError,
    Skip,
    Until,
    UntilForm,
    parse_rule,
)
from jointdesk.ical.written_times import date_digits, wall_digits

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def plain_rule(text: str) -> str:
    """Return the value of an RRULE in capitals, without blanks and needless backslashes."""
    plain = "".join(text.split()).upper().replace("\\;", ";").replace("\\,", ",")
    return plain.removeprefix("RRULE:").strip(";")


def spelled(rule: RecurrenceRule) -> str:
    """Return the one spelling of a rule: parts in a fixed order, none that need not be said."""
    parts = [f"FREQ={rule.freq.name}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.until is not None:
        parts.append(f"UNTIL={until_digits(rule.until)}")
    for name in (
        *("bymonth", "byweekno", "byyearday", "bymonthday"),
        *("byhour", "byminute", "bysecond", "bysetpos"),
    ):
        if numbers := getattr(rule, name):
            parts.append(f"{name.upper()}={','.join(map(str, numbers))}")
    if rule.byday:
        parts.append(f"BYDAY={','.join(map(weekday_text, rule.byday))}")
    if rule.wkst:
        parts.append(f"WKST={WEEKDAYS[rule.wkst]}")
    if rule.skip is not Skip.OMIT:
        parts += ["RSCALE=GREGORIAN", f"SKIP={rule.skip}"]
    return ";".join(parts)


def weekday_text(entry: ByDay) -> str:
    """Return one entry of BYDAY."""
    return f"{entry.nth or ''}{WEEKDAYS[entry.weekday]}"


def until_digits(until: Until) -> str:
    """Return the value of UNTIL in its own form."""
    if until.form is UntilForm.DATE:
        return date_digits(until.day)
    digits = wall_digits(until.day, until.second)
    return f"{digits}Z" if until.form is UntilForm.UTC else digits


def rule_parts(text: str) -> dict[str, str]:
    """Return the parts of a plain rule by name, in their order."""
    pairs = (part.partition("=") for part in plain_rule(text).split(";") if part)
    return {name: value for name, _, value in pairs}


def joined(parts: dict[str, str]) -> str:
    """Return a rule of these parts; those without a value are left out."""
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def read_rule(text: str) -> RecurrenceRule | None:
    """Return the rule that a text says, None where it is refused."""
    try:
        return parse_rule(plain_rule(text))
    except RuleError:
        return None


def month_end(day: date) -> int:
    """Return how many days the month of a day has."""
    return monthrange(day.year, day.month)[1]
