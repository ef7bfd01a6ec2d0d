"""The few words every layer writes alike: foreign text made plain, days, lists and counts.

Names of days and months are spelt here and not by the system's locale, so that everything reads
the same everywhere.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_LONGEST_LINE = 500
"""Characters of a foreign text that are ever laid out; the rest would only cost time."""
_LONGEST_NAME = 80
"""Characters of a foreign name that a sentence has room for."""


def plain(text: str) -> str:
    """Return text without any character that could act on the text around it, or on a terminal.

    Control characters, line breaks, private use and unpaired surrogates become blanks (Unicode
    categories Cc, Zl, Zp, Co, Cs), marks that turn the direction of writing and other formats
    (Cf) go; joiners inside words and emoji stay.
    """
    return text if text.isprintable() else "".join(map(_harmless, text))


def plain_line(text: str) -> str:
    """Return a foreign text as one plain line, single blanks between its words, elided."""
    return _elided(text, _LONGEST_LINE)


def plain_name(text: str) -> str:
    """Return a foreign text as a plain name within a sentence, elided after 80 characters."""
    return _elided(text, _LONGEST_NAME)


def without_name(label: str) -> str:
    """Return what an action's label says without what it calls by name: "Moved something"."""
    before, opened, rest = label.partition("“")
    if not opened:
        return label
    return f"{before}{'something' if before else 'Something'}{rest.rpartition('”')[2]}"


_DIARIES = ("calendar", "diary")


def diary_name(name: str) -> str:
    """Return what a diary of that name is called: "Wexmere diary", but "Chair's diary" as it is."""
    return name if name.casefold().rstrip().endswith(_DIARIES) else f"{name} diary"


def _elided(text: str, longest: int) -> str:
    line = " ".join(plain(text[: 4 * longest]).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Co", "Cs"):
        return " "
    return character if category != "Cf" or character in "\u200c\u200d" else ""


def short_day(day: date) -> str:
    """Return for example "Tue 15 Dec"."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def long_day(day: date) -> str:
    """Return for example "Tuesday 15 December"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def full_day(day: date) -> str:
    """Return for example "Tuesday 15 December 2026"."""
    return f"{long_day(day)} {day.year}"


def listed(names: Iterable[str]) -> str:
    """Return names as prose lists them: "CAL", "CAL and WEX", "CAL, WEX and THO"."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} and {last}" if most else last


_SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def some(number: int, one: str, many: str = "") -> str:
    """Return a number with its word as prose has it: "a time", "three times", "12 times"."""
    if number == 1:
        return f"an {one}" if one[:1] in "aeiou" else f"a {one}"
    count = _SPELT[number] if number < len(_SPELT) else f"{number:,}"
    return f"{count} {many or one + 's'}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its word: "1 meeting", "5 meetings", "1,200 meetings"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
