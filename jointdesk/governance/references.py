"""References of decisions: ORG-YYYY-NNN, suggested and never forced."""

import re
from collections import defaultdict
from collections.abc import Iterable

_SHAPE = re.compile(r"([a-z][a-z0-9-]*)-(\d{4})-(\d{1,9})", re.IGNORECASE)
_DIGITS = 3


class References:
    """The next references of each organisation and year, after the highest that is known."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the references that are there; others than ORG-YYYY-NNN do not count."""
        self._highest: dict[tuple[str, int], int] = defaultdict(int)
        for ref in known:
            if match := _SHAPE.fullmatch(ref.strip()):
                key = match[1].upper(), int(match[2])
                self._highest[key] = max(self._highest[key], int(match[3]))

    def next(self, code: str, year: int) -> str:
        """Return the next reference, which then counts as known."""
        self._highest[code.upper(), year] += 1
        return f"{code}-{year}-{self._highest[code.upper(), year]:0{_DIGITS}}"
