"""Money as people write it in registers: pounds, with thousands, millions and remarks."""

import re
from decimal import Decimal
from typing import NamedTuple

_SCALES = {
    "": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000,
    "million": 1_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_LONGEST = 200
_LARGEST = Decimal(10) ** 12
_AMOUNT = re.compile(
    r"(?P<minus>[-−–]\s*)?(?:£|GBP|gbp)?\s*(?P<minus2>[-−])?"
    r"(?P<figures>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?(?![,\d])|\d+(?:\.\d+)?(?![,\d])|\.\d+)"
    r"\s*(?P<scale>k|thousand|million|mn|m|billion|bn)?(?![A-Za-z])\s*(?:GBP|pounds)?",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:over|for|x|/|per)?\s*\d+(?:\.\d+)?[\s-]*(?:years?|yrs?|months?|mths?|weeks?)\b"
    r"|(?:20)\d\d\s*[/-]\s*(?:20)?\d\d",
    re.IGNORECASE,
)
_OTHER_CURRENCY = re.compile(r"[$€]|\b(?:USD|EUR|euros?|dollars?)\b", re.IGNORECASE)


class Money(NamedTuple):
    """An amount of pounds, and what was written beside it: "pa", "over 3 years"."""

    amount: Decimal
    remark: str = ""


def read_money(text: str) -> Money | str:
    """Return the amount that a text names, or the reason why it names none.

    The reason is a few words in lower case, fit for a list: "more than one amount".
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return "not an amount"
    if _OTHER_CURRENCY.search(text):
        return "not in pounds"
    negative = text.startswith("(") and text.endswith(")")
    inner = text[1:-1] if negative else text
    bare = _DURATION.sub(" ", inner)
    found = list(_AMOUNT.finditer(bare))
    digits = sum(letter.isdecimal() for letter in bare)
    if not digits:
        return "not an amount"
    if not found or sum(map(str.isdecimal, "".join(one[0] for one in found))) < digits:
        return "not an amount that can be read"
    if len(found) > 1:
        return "more than one amount"
    amount = _value(found[0])
    if amount > _LARGEST:
        return "an amount too large to be meant"
    if negative or found[0]["minus"] or found[0]["minus2"]:
        amount = -amount
    return Money(amount, inner.replace(found[0][0].strip(), "", 1).strip(" ,;"))


def _value(found: re.Match[str]) -> Decimal:
    """Return the amount without its sign."""
    figures = Decimal(found["figures"].replace(",", "").replace(" ", ""))
    return figures * _SCALES[(found["scale"] or "").lower()]
