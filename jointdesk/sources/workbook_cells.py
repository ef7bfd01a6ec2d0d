"""What the cells of a workbook say: texts, numbers, and the numbers that are days.

After ECMA-376 part 1, sections 18.3.1.4 (cells), 18.8.30 (number formats) and 18.17.4 (dates).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from enum import Enum, auto
from typing import IO

from jointdesk.domain.tables import Cell
from jointdesk.sources.grids import clean
from jointdesk.sources.workbook_xml import events

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_PLACEHOLDER = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]hms][^\]]*\]')
"""What a number format only writes out: quoted and escaped text, colours, locales."""

_EXCEL_DIGITS = Context(prec=15)
_LARGEST_EXPONENT = 30
_LAST_SERIAL = 2_958_465
_NEVER_WAS = 60
"""Excel counts 29 February 1900."""


class Kind(Enum):
    """What a number stands for by its format. A month shows no day of it."""

    NUMBER = auto()
    DAY = auto()
    MONTH = auto()
    TIME = auto()


_BUILT_IN = (
    dict.fromkeys((14, 15, 16, 22, *range(27, 37), *range(50, 59)), Kind.DAY)
    | {17: Kind.MONTH}
    | dict.fromkeys((18, 19, 20, 21, 45, 46, 47), Kind.TIME)
)


@dataclass(frozen=True, slots=True)
class Meanings:
    """What cells refer to: shared texts by number, kinds by style, and the epoch of dates."""

    texts: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    from_1904: bool = False

    def cell(self, kind: str, style: int, text: str) -> Cell:
        """Return the value of a cell with the type `t`, the style `s` and that content."""
        if kind == "s":
            return clean(self.texts[int(text)])
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        if kind in ("d", "str", "inlineStr", "e"):
            return clean(unescaped(text))
        return self._number(text, style)

    def _number(self, text: str, style: int) -> Cell:
        """Return a number as what its style makes of it."""
        try:
            number = _EXCEL_DIGITS.create_decimal(text)
        except InvalidOperation:
            return clean(text)
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
            return clean(text)
        kind = self.kinds[style] if style < len(self.kinds) else Kind.NUMBER
        if kind is Kind.NUMBER or not 0 <= number <= _LAST_SERIAL:
            return Decimal(int(number)) if number == int(number) else number
        if kind is Kind.TIME or number < 1:
            minutes = round(number % 1 * 24 * 60)
            return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
        day = self._day(int(number))
        return f"{day:%b %Y}" if kind is Kind.MONTH and isinstance(day, date) else day

    def _day(self, serial: int) -> Cell:
        """Return the day with that number."""
        if self.from_1904:
            return date(1904, 1, 1) + timedelta(serial)
        if serial == _NEVER_WAS:
            return "29 Feb 1900"
        return date(1899, 12, 30 + (serial < _NEVER_WAS)) + timedelta(serial)


def unescaped(text: str) -> str:
    """Return text with `_x000D_` and the like read (ECMA-376 section 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def shared_texts(stream: IO[bytes]) -> Iterator[str]:
    """Yield the workbook's shared texts in order, without formats and phonetic readings."""
    parts: list[str] = []
    phonetic = False
    for event in events(stream):
        if event.tag == "rPh":
            phonetic = event.text is None
        elif event.text is None:
            if event.tag == "si":
                parts.clear()
        elif event.tag == "t" and not phonetic:
            parts.append(event.text)
        elif event.tag == "si":
            yield unescaped("".join(parts))


def kinds_by_style(stream: IO[bytes]) -> Iterator[Kind]:
    """Yield the kind of each cell style in order."""
    own: dict[int, Kind] = {}
    within = False
    for tag, attributes, text in events(stream):
        if tag == "cellXfs":
            within = text is None
        elif text is not None:
            continue
        elif tag == "numFmt" and not within:
            own[int(attributes["numFmtId"])] = kind_of_format(attributes.get("formatCode", ""))
        elif tag == "xf" and within:
            number = int(attributes.get("numFmtId", 0))
            yield own.get(number) or _BUILT_IN.get(number, Kind.NUMBER)


def kind_of_format(code: str) -> Kind:
    """Return what a number format shows, by its first section."""
    letters = _NO_PLACEHOLDER.sub("", code).partition(";")[0].lower()
    if "general" in letters:
        return Kind.NUMBER
    if "d" in letters:
        return Kind.DAY
    if "y" in letters or "mmm" in letters:
        return Kind.MONTH
    return Kind.TIME if any(letter in letters for letter in "hms") else Kind.NUMBER
