"""References of decisions: ORG-YYYY-NNN, suggested and never forced."""

import re
from collections.abc import Iterable

_DIGITS = 3


def suggested_ref(code: str, year: int, known: Iterable[str]) -> str:
    """Return the organisation's next reference of a year, after the highest that is known."""
    shape = re.compile(rf"{re.escape(code)}-{year}-(\d{{1,9}})", re.IGNORECASE)
    numbers = [int(match[1]) for ref in known if (match := shape.fullmatch(ref.strip()))]
    return f"{code}-{year}-{max(numbers, default=0) + 1:0{_DIGITS}}"
