"""When something that repeats comes next, by the value of an RRULE."""

from datetime import date

from jointdesk.ical.recurrence import rule_instances
from jointdesk.ical.recurrence_rule import RuleError, parse_rule

_YEARS = 50


def check_rule(text: str) -> None:
    """Do nothing if the text is the value of an RRULE.

    Raises:
        ValueError: it is not; the text says so.
    """
    try:
        parse_rule(text)
    except RuleError as error:
        raise ValueError(str(error)) from None


def next_day(rule: str, day: date) -> date | None:
    """Return the first day after `day` that the rule generates from it, None if there is none.

    Raises:
        ValueError: the text is no RRULE.
    """
    last = date(min(day.year + _YEARS, date.max.year), 12, 31).toordinal()
    for found in rule_instances(day, parse_rule(rule), last=last):
        later = date.fromordinal(found.day)
        if later > day:
            return later
    return None
