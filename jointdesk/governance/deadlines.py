"""All deadline rules, DL1 to DL15, and reckoning one of them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.governance import (
    call_in,
    elections,
    keeping,
    notices,
    papers,
    reporting,
    requests,
    standstill,
)
from jointdesk.governance.deadline_rules import Calendars, Deadline, DeadlineRule, Terms
from jointdesk.governance.deadline_settings import Value, read_settings

RULES: Mapping[str, DeadlineRule] = {
    rule.id: rule
    for rule in (
        notices.KEY_DECISION,
        notices.PRIVATE_MEETING,
        notices.AGENDA,
        notices.GENERAL_EXCEPTION,
        notices.SPECIAL_URGENCY,
        keeping.OFFICER_RECORD,
        call_in.CALL_IN,
        call_in.HEARING,
        standstill.STANDSTILL,
        papers.BOARD_PAPERS,
        elections.PRE_ELECTION,
        requests.REPLY,
        reporting.REPORTS,
        keeping.RETENTION,
        papers.BACK_PLANNING,
    )
}
"""The rules by their id, in its order."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
"""Dates beyond are typing errors, and their neighbours might not exist."""


def rule_by_id(rule_id: str) -> DeadlineRule:
    """Return a rule by its id, in any case.

    Raises:
        NotFoundError: there is no such rule.
    """
    rule = RULES.get(rule_id.strip().upper())
    if rule is None:
        raise NotFoundError(f"There is no deadline rule “{rule_id}”. There are DL1 to DL15.")
    return rule


@lru_cache(maxsize=1024)
def _values(rule_id: str, settings: tuple[tuple[str, str], ...]) -> Mapping[str, Value]:
    """Return the values of a rule's settings; read once, as most decisions have the same."""
    return read_settings(RULES[rule_id].settings, dict(settings), rule_id)


def reckon(
    rule_id: str, on: date, settings: Mapping[str, str | int], calendars: Calendars
) -> Deadline:
    """Return what a rule answers for the day that it starts from.

    `settings` are those that differ from the rule's defaults: an organisation's own, with what
    a person asks for over them.

    Raises:
        NotFoundError: there is no such rule.
        WrongUseError: a setting is unknown or does not fit, or the day is out of reach.
    """
    rule = rule_by_id(rule_id)
    values = _values(rule.id, tuple((name, str(text)) for name, text in settings.items()))
    days = [on, *(value for value in values.values() if isinstance(value, date))]
    for day in days:
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise WrongUseError(
                f"{day.isoformat()} is out of reach: days are reckoned from {_FIRST_YEAR} to"
                f" {_LAST_YEAR}."
            )
    return rule.reckon(on, Terms(values, calendars))
