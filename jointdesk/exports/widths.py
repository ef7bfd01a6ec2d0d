"""How wide the columns of a printed table are: the same in PDF and in Word."""

from jointdesk.exports.document import Kind, Table

PAGE_MM = (210, 297)
"""A4, upright."""

MARGIN_MM = 12

_KNOWN_MM = {Kind.DATE: 24, Kind.MONEY: 27, Kind.NUMBER: 16, Kind.HOURS: 18}
"""Columns whose values have a known length; the others share the rest."""


def text_mm(landscape: bool) -> int:
    """Return the width of the text on a page, in millimetres."""
    return PAGE_MM[landscape] - 2 * MARGIN_MM


def widths_mm(table: Table, landscape: bool) -> list[float]:
    """Return the width of each column in millimetres; together they are as wide as the text."""
    known = [_KNOWN_MM.get(column.kind, 0) for column in table.columns]
    shares = [0 if mm else column.weight for column, mm in zip(table.columns, known, strict=True)]
    rest = text_mm(landscape) - sum(known)
    return [mm or rest * share / sum(shares) for mm, share in zip(known, shares, strict=True)]
