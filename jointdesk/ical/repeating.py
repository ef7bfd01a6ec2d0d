"""When something that repeats comes next, by the value of an RRULE."""

import re
from datetime import date
from itertools import islice
from typing import NamedTuple

from jointdesk.ical.recurrence import rule_instances
from jointdesk.ical.recurrence_rule import RuleError, parse_rule

_YEARS = 50
_COUNT = re.compile(r"(\bCOUNT\s*=\s*)(\d+)", re.IGNORECASE)


def check_rule(text: str) -> None:
    """Do nothing if the text is the value of an RRULE.

    Raises:
        ValueError: it is not; the text says so.
    """
    try:
        parse_rule(text)
    except RuleError as error:
        raise ValueError(str(error)) from None


class Next(NamedTuple):
    """The day on which something comes next, and the rule by which it goes on from there."""

    day: date
    rule: str


def next_of(rule: str, day: date, not_before: date) -> Next | None:
    """Return what the rule generates next from `day`: after it, and not before another day.

    None where it has come to its end, by UNTIL or COUNT; of a COUNT is left what did not go by.

    Raises:
        ValueError: the text is no RRULE.
    """
    parsed = parse_rule(rule)
    earliest = max(day.toordinal() + 1, not_before.toordinal())
    last = min(earliest + _YEARS * 366, date.max.toordinal())
    # Those of a COUNT are counted from the first; without one the others are passed over.
    first = day.toordinal() if parsed.count else earliest
    gone_by = 0
    for found in rule_instances(day, parsed, first=first, last=last):
        if found.day >= earliest:
            return Next(date.fromordinal(found.day), _left(rule, gone_by))
        gone_by += 1
    return None


def first_days(rule: str, day: date, not_before: date, most: int) -> list[date]:
    """Return the first days that the rule generates from `day` on, not before another one.

    Raises:
        ValueError: the text is no RRULE.
    """
    parsed = parse_rule(rule)
    earliest = max(day, not_before).toordinal()
    # Those of a COUNT are counted from the first; without one the others are passed over.
    first = day.toordinal() if parsed.count else earliest
    last = min(earliest + _YEARS * 366, date.max.toordinal())
    found = (one.day for one in rule_instances(day, parsed, first=first, last=last))
    return [
        date.fromordinal(one) for one in islice((one for one in found if one >= earliest), most)
    ]


def _left(rule: str, gone_by: int) -> str:
    """Return the rule with its COUNT less those that went by."""
    return _COUNT.sub(lambda found: f"{found[1]}{int(found[2]) - gone_by}", rule)
