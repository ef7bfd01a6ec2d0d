"""What people type into the settings, read as values, and values as they are shown."""

import re
from collections.abc import Collection
from datetime import date

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import MONTHS
from jointdesk.viewmodels.words import clock

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_DAY = re.compile(r"(\d{1,2})[ /.](\w+)[ /.](\d{4})")


def read_clock(text: str) -> int:
    """Return "8:30", "08.30" or "8" as minutes after midnight; "24:00" is the end of the day.

    Raises:
        WrongUseError: it is no time of day.
    """
    found = _CLOCK.fullmatch(text.strip())
    minutes = int(found[1]) * 60 + int(found[2] or 0) if found else -1
    if found is None or int(found[2] or 0) > 59 or minutes > 24 * 60:
        raise WrongUseError("Write a time such as 08:30.")
    return minutes


def read_share(text: str) -> int | None:
    """Return "50" or "50 %" as a percentage, nothing as None: nothing is agreed.

    Raises:
        WrongUseError: it is no whole number from 0 to 100.
    """
    plain = text.strip().removesuffix("%").strip()
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or int(plain) > 100:
        raise WrongUseError("Write a whole number from 0 to 100, or nothing.")
    return int(plain)


def read_minutes(text: str) -> int | None:
    """Return "35" or "35 min" as minutes, nothing as None: nobody knows.

    Raises:
        WrongUseError: it is no whole number of minutes of a day.
    """
    plain = text.strip().removesuffix("min").strip()
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or int(plain) > 24 * 60:
        raise WrongUseError("Write whole minutes, such as 35, or nothing if nobody knows.")
    return int(plain)


def read_day(text: str) -> date | None:
    """Return "31 March 2027", "31/3/2027" or "2027-03-31" as a day, nothing as None.

    Raises:
        WrongUseError: it is no day.
    """
    plain = text.strip()
    if not plain:
        return None
    try:
        found = _DAY.fullmatch(plain)
        if found is None:
            return date.fromisoformat(plain)
        return date(int(found[3]), _month(found[2]), int(found[1]))
    except ValueError:
        raise WrongUseError("Write a day such as 31 March 2027, or nothing.") from None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    matches = [
        number
        for number, name in enumerate(MONTHS, 1)
        if len(text) >= 3 and name.lower().startswith(text.lower())
    ]
    return matches[0] if matches else 0


def read_list(text: str) -> tuple[str, ...]:
    """Return what stands between commas or semicolons, each once."""
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def shown_clock(minutes: int) -> str:
    """Return minutes after midnight as "08:30"."""
    return clock(minutes)


def shown_day(day: date | None) -> str:
    """Return "31 March 2027", or "" for none."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def new_site_id(name: str, taken: Collection[str]) -> str:
    """Return a short id for a new site, made from its name: "town-hall", "town-hall-2"."""
    plain = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:40] or "site"
    tries = [plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3))]
    return next(one for one in tries if one not in taken)
