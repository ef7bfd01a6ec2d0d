"""Reckon a deadline, with or without a desk."""

from collections.abc import Mapping
from datetime import date

from jointdesk.governance.deadline_rules import Deadline
from jointdesk.governance.deadlines import reckon
from jointdesk.governance.working_days import WorkingCalendar
from jointdesk.store.bundled import bank_holidays, known_holidays

_FILES = {
    "EW": ("england-wales", "England and Wales"),
    "UK": ("united-kingdom", "the United Kingdom"),
}


def working_calendars() -> dict[str, WorkingCalendar]:
    """Return the working-day calendars that ship with JointDesk, by the names rules use."""
    return {
        code: WorkingCalendar(name, bank_holidays(file), *known_holidays(file))
        for code, (file, name) in _FILES.items()
    }


def deadline(rule_id: str, on: date, settings: Mapping[str, str | int]) -> Deadline:
    """Return what a rule answers for the day that it starts from.

    Raises:
        NotFoundError: there is no such rule.
        WrongUseError: a setting is unknown or does not fit, or a count leaves the years whose
            bank holidays are known.
    """
    return reckon(rule_id, on, settings, working_calendars())
