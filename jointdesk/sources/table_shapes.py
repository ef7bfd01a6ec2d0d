"""Where in a sheet the table lies: its headings, its rows, and what is neither.

Registers have titles above, notes below, headings repeated for the printer, lines that only say
which month follows. What is left out is named, never lost.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from jointdesk.domain.tables import Cell, Row, Skipped, Table
from jointdesk.domain.words import plain_name
from jointdesk.sources.grids import Grid, Line

IsHeading: TypeAlias = Callable[[str], bool]
"""Tells whether a text is a heading that registers are known to have."""

_SEARCHED = 40
"""Lines among which the headings are looked for."""

_ENOUGH_KNOWN = 2
_NARROW = 2
"""Columns of a table in which a line with a single text may be a record."""

_TOTALS = frozenset({"total", "totals", "grand total", "subtotal", "sub-total", "sub total"})
_LONGEST_HEADING = 250
_FIGURES = re.compile(r"[\d\s.,:/£$%()-]+")


def table_in(grid: Grid, is_heading: IsHeading) -> Table | None:
    """Return the grid's table, None where no row of headings with rows below it is found."""
    lines = [_without(line, grid.hidden_columns) for line in grid.lines]
    at = _header(lines, is_heading)
    if at is None or at + 1 == len(lines):
        return None
    width = max(len(line.cells) for line in lines[at:])
    headings = tuple(_heading(cell) for cell in _padded(lines[at].cells, width))
    rows, skipped = [], []
    for line in lines[at + 1 :]:
        cells = _padded(line.cells, width)
        if reason := _no_record(line, cells, headings):
            skipped.append(Skipped(line.number, reason))
        else:
            rows.append(Row(line.number, cells))
    notes = (*grid.notes, *_hidden_headings(grid, lines[at].number))
    return Table(grid.name, lines[at].number, headings, tuple(rows), tuple(skipped), notes)


def _header(lines: Sequence[Line], is_heading: IsHeading) -> int | None:
    """Return the index of the line with the headings.

    It is the first of those with the most known headings; where nearly none is known, the first
    that is about as wide as any and holds nothing but words.
    """
    searched = [
        (index, _headings(line)) for index, line in enumerate(lines[:_SEARCHED]) if not line.hidden
    ]
    known = {index: sum(map(is_heading, texts)) for index, texts in searched}
    best = max(known, key=known.__getitem__, default=None)
    if best is not None and known[best] >= _ENOUGH_KNOWN:
        return best
    widest = max((len(set(line.cells) - {None}) for line in lines[:_SEARCHED]), default=0)
    wide = (index for index, texts in searched if len(texts) >= max(2, 0.6 * widest))
    return next(wide, None)


def _headings(line: Line) -> set[str]:
    """Return the line's different texts if all of it can be headings, else nothing."""
    filled = {cell for cell in line.cells if cell is not None}
    texts = {cell for cell in filled if isinstance(cell, str)}
    plain = all(len(text) <= _LONGEST_HEADING and not _FIGURES.fullmatch(text) for text in texts)
    return texts if plain and texts == filled else set()


def _no_record(line: Line, cells: tuple[Cell, ...], headings: tuple[str, ...]) -> str:
    """Return why the line is no record, "" if it is one."""
    if line.hidden:
        return "the row is hidden"
    filled = {cell for cell in cells if cell is not None}
    if not filled:
        return "only hidden columns are filled"
    pairs = [
        (_heading(cell), heading)
        for cell, heading in zip(cells, headings, strict=True)
        if cell is not None
    ]
    if len(filled) > 1 and all(cell.casefold() == heading.casefold() for cell, heading in pairs):
        return "the headings again"
    if _heading(next(cell for cell in cells if cell is not None)).lower().strip(" :") in _TOTALS:
        return "a total"
    if len(filled) == 1 and sum(map(bool, headings)) > _NARROW:
        return f"a line on its own: “{plain_name(_heading(filled.pop()))}”"
    return ""


def _hidden_headings(grid: Grid, header_row: int) -> list[str]:
    """Say which columns were left out because they are hidden, by heading or place."""
    header = next(line for line in grid.lines if line.number == header_row).cells
    width = max(len(line.cells) for line in grid.lines)
    names = [
        (_heading(header[column]) if column < len(header) else "") or f"column {column + 1}"
        for column in sorted(grid.hidden_columns)
        if column < width
    ]
    return [f"Hidden columns were left out: {', '.join(names)}."] if names else []


def _without(line: Line, hidden_columns: frozenset[int]) -> Line:
    """Return the line without the hidden columns and without blank cells at its end."""
    cells = [cell for column, cell in enumerate(line.cells) if column not in hidden_columns]
    while cells and cells[-1] is None:
        cells.pop()
    return line._replace(cells=tuple(cells))


def _padded(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    """Return the cells with blanks up to the width."""
    return cells + (None,) * (width - len(cells))


def _heading(cell: Cell) -> str:
    """Return a cell's value as one line."""
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else " ".join(str(cell).split())
