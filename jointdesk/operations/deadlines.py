"""Reckon a deadline, with or without a desk."""

from collections.abc import Mapping
from datetime import date

from jointdesk.derive.working_calendars import working_calendars
from jointdesk.governance.deadline_rules import Deadline
from jointdesk.governance.deadlines import reckon


def deadline(rule_id: str, on: date, settings: Mapping[str, str | int]) -> Deadline:
    """Return what a rule answers for the day that it starts from.

    Raises:
        NotFoundError: there is no such rule.
        WrongUseError: a setting is unknown or does not fit, or a count leaves the years whose
            bank holidays are known.
    """
    return reckon(rule_id, on, settings, working_calendars())
