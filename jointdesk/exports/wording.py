"""Values as a person reads them, and text made safe to print."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from jointdesk.domain.words import MONTHS
from jointdesk.exports.document import Value

Step: TypeAlias = Callable[[int, int, str], None]
"""Called between steps with how much of how much is done, and what; it may raise to stop."""

_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")

_UNSHOWN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u202a-\u202e\u2066-\u2069"  # turn round what stands beside them
    "\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # no characters at all
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "\U000e0000-\U000e007f]"  # invisible copies of ASCII
)

REPLACEMENT = "\ufffd"


def silent(done: int, total: int, words: str) -> None:
    """Say nothing, and go on."""


def clean(text: str) -> str:
    r"""Return the text as every format can hold it.

    Line ends are "\n". What no reader sees, and what would deceive one about the order of the
    letters, becomes U+FFFD, so that it is seen; a mark of byte order says nothing and goes.
    """
    text = _BREAKS.sub("\n", text).replace("\ufeff", "")
    return _UNSHOWN.sub(REPLACEMENT, text)


def shown(value: Value, long: bool = False) -> str:
    """Return a value as a person reads it in a table, or with `long` in running text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, date):
        return day_words(value, long)
    if isinstance(value, float):
        return f"{value:,.1f}"
    return money_words(value) if isinstance(value, Decimal) else str(value)


def day_words(day: date, long: bool = False) -> str:
    """Return a day in words, such as "8 Dec 2026" or "8 December 2026"."""
    month = MONTHS[day.month - 1]
    return f"{day.day} {month if long else month[:3]} {day.year}"


def money_words(pounds: Decimal) -> str:
    """Return an amount such as "£3,200,000" or "-£85.50"; no amount at all as it stands."""
    if not pounds.is_finite():
        return str(pounds)
    text = f"{abs(pounds):,.2f}"
    if Decimal(text.replace(",", "")) != abs(pounds):
        text = f"{abs(pounds):,f}"
    text = text.removesuffix(".00")
    return f"-£{text}" if pounds < 0 else f"£{text}"
