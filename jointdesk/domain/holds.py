"""Titles that say what a status cannot: a provisional slot, and Outlook's mark of a cancelled one.

A hold is TENTATIVE to iCalendar, with "HOLD:" before its title.
"""

import re

_CANCELLED = re.compile(r"\s*cancell?ed\s*:", re.IGNORECASE)
_HOLD = re.compile(r"\s*(?:[\[(]\s*hold\s*[\])]|hold\s*(?=[:–—-])|(?-i:HOLD)\b)", re.IGNORECASE)
_HOLD_MARK = re.compile(_HOLD.pattern + r"[\s:–—-]*", re.IGNORECASE)


def is_hold(title: str) -> bool:
    """True if the title marks a provisional slot: "HOLD Board", "Hold: Board", "[hold] Board"."""
    return _HOLD.match(title) is not None


def says_cancelled(title: str) -> bool:
    """True for Outlook's "Canceled: Board", which some exports give without STATUS."""
    return _CANCELLED.match(title) is not None


def as_hold(title: str) -> str:
    """Return the title of a hold."""
    return f"HOLD: {title}" if title else "HOLD"


def without_marks(title: str) -> str:
    """Return the title without "HOLD:" and "Canceled:" before it."""
    while mark := _HOLD_MARK.match(title) or _CANCELLED.match(title):
        title = title[mark.end() :]
    return title.strip()
