"""Titles of meetings: what is left of one when mail and calendar programs' habits are removed."""

import re
import unicodedata

from jointdesk.domain.holds import is_hold, says_cancelled

__all__ = [
    "SIMILAR",
    "is_bare",
    "is_hold",
    "normalise",
    "says_cancelled",
    "similarity",
    "without_prefixes",
]

SIMILAR = 0.85
"""From here on two titles count as the same (DIA-02)."""

_PREFIX = re.compile(
    r"\s*(?:(?:re|fwd?|cancell?ed|accepted|declined|tentative|updated|invitation)\s*:"
    r"|(?:[\[(]\s*hold\s*[\])]|hold\s*(?=[:–—-])|(?-i:HOLD)\b)[\s:–—-]*)\s*",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:busy|unavailable|private|private appointment|blocked)?\s*(?:\([^()]*\)\s*)?$",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+")
_LONGEST = 200
"""Only so much of a title is looked at: comparing is quadratic, and titles may be hostile."""


def is_bare(title: str) -> bool:
    """True if the title says no more than that time is taken: "", "Busy", "Busy (WEX)"."""
    return _BARE.match(title[:_LONGEST].strip()) is not None


def without_prefixes(title: str) -> str:
    """Return the title, cut to 200 characters, without RE:, FW:, Canceled: or HOLD before it."""
    title = title[:_LONGEST]
    while (found := _PREFIX.match(title)) and found.end() < len(title):
        title = title[found.end() :]
    return title.strip()


def normalise(title: str) -> str:
    """Return what two copies' titles are compared by: words only, no prefixes, no case."""
    plain = unicodedata.normalize("NFKC", without_prefixes(title))
    return _NOT_WORDS.sub(" ", plain).strip().casefold()


def similarity(a: str, b: str) -> float:
    """Return how alike two normalised titles are, 0 to 1, the same both ways.

    Titles whose numbers differ ("Ward 3 review", "Ward 4 review") are never similar.
    """
    if a == b:
        return 1.0 if a else 0.0
    if not a or not b:
        return 0.0
    from difflib import SequenceMatcher  # needed for few pairs, and not before the first paint

    first, second = sorted((a, b))
    ratio: float = SequenceMatcher(None, first, second, autojunk=False).ratio()
    if _NUMBERS.findall(a) != _NUMBERS.findall(b):
        return min(ratio, 0.5)
    return ratio
