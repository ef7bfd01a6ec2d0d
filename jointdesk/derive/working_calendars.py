"""The calendars of working days that ship with JointDesk, made ready for the rules."""

from jointdesk.governance.deadline_rules import Calendars
from jointdesk.governance.working_days import WorkingCalendar
from jointdesk.store.bundled import bank_holidays, known_holidays

_FILES = {
    "EW": ("england-wales", "England and Wales"),
    "UK": ("united-kingdom", "the United Kingdom"),
}


def working_calendars() -> Calendars:
    """Return the working-day calendars by the names that rules use: EW and UK."""
    return {
        code: WorkingCalendar(name, bank_holidays(file), *known_holidays(file))
        for code, (file, name) in _FILES.items()
    }
