"""One sheet of a workbook as a grid: its cells in order, merged cells filled, hidden ones known.

After ECMA-376 part 1, sections 18.3.1.73 (rows), 18.3.1.13 (columns), 18.3.1.55 (merged cells).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, NamedTuple

from jointdesk.domain.errors import StoppedError
from jointdesk.domain.tables import Cell
from jointdesk.sources.grids import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    Line,
    too_many_cells,
    too_many_rows,
)
from jointdesk.sources.protocol import Cancelled
from jointdesk.sources.workbook_cells import Meanings
from jointdesk.sources.workbook_xml import Event, events

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Area(NamedTuple):
    """Merged cells: first and last row from 1, first and last column from 0."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class _Cell:
    """A cell while it is read: its column from 0, type, style, and the text in it."""

    column: int
    kind: str = "n"
    style: int = 0
    content: str = ""
    formula: bool = False


@dataclass(slots=True)
class _Sheet:
    """What has been read of the sheet so far."""

    name: str
    meanings: Meanings
    lines: list[Line] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    areas: list[Area] = field(default_factory=list)
    cells: int = 0
    too_wide: bool = False
    unknown_results: int = 0

    def add(self, number: int, hidden: bool, cells: Mapping[int, Cell]) -> None:
        """Add a row unless it is blank."""
        if not cells:
            return
        if len(self.lines) == MAX_ROWS:
            raise too_many_rows(self.name)
        self.count(len(cells))
        filled = tuple(map(cells.get, range(max(cells) + 1)))
        self.lines.append(Line(number, filled, hidden))

    def count(self, cells: int) -> None:
        """Count filled cells up to what is sensible."""
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise too_many_cells()

    def notes(self) -> Iterator[str]:
        """Say what the grid lacks."""
        if self.too_wide:
            yield f"Only the first {MAX_COLUMNS} columns were read."
        if self.unknown_results:
            yield (
                "Formulas without a stored result were read as blank: "
                f"{self.unknown_results}. Open and save the workbook in Excel to fill them."
            )


def read_sheet(stream: IO[bytes], name: str, meanings: Meanings, cancelled: Cancelled) -> Grid:
    """Return the sheet as a grid.

    Raises:
        UnreadableTableError: it is too long, or has a document type.
        StoppedError: `cancelled` said so.
        ExpatError, ValueError, LookupError: it is damaged.
    """
    sheet = _Sheet(name, meanings)
    found = events(stream)
    number = 0
    for tag, attributes, text in found:
        if text is not None:
            continue
        if tag == "row":
            number = int(attributes.get("r", number + 1))
            hidden = attributes.get("hidden") in ("1", "true")
            sheet.add(number, hidden, dict(_cells(found, sheet)))
            if not number % 500 and cancelled():
                raise StoppedError
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes["max"]), MAX_COLUMNS)
            sheet.hidden_columns.update(range(int(attributes["min"]) - 1, last))
        elif tag == "mergeCell":
            sheet.areas.append(_area(attributes["ref"]))
    sheet.lines.sort(key=lambda line: line.number)
    _fill(sheet)
    return Grid(name, tuple(sheet.lines), frozenset(sheet.hidden_columns), tuple(sheet.notes()))


def _cells(found: Iterator[Event], sheet: _Sheet) -> Iterator[tuple[int, Cell]]:
    """Yield the filled cells of the row that has just begun, each with its column from 0."""
    cell = _Cell(-1)
    for tag, attributes, text in found:
        if text is None:
            if tag == "c":
                place = attributes.get("r")
                column = _place(place)[1] if place else cell.column + 1
                cell = _Cell(column, attributes.get("t", "n"), int(attributes.get("s", 0)))
        elif tag == "v":
            cell.content = text
        elif tag == "t":
            cell.content += text
        elif tag == "f":
            cell.formula = True
        elif tag == "c":
            value = _value(cell, sheet)
            if value is not None:
                yield cell.column, value
        elif tag == "row":
            return


def _value(cell: _Cell, sheet: _Sheet) -> Cell:
    """Return what the cell says, and note on the sheet why it may say nothing."""
    if not cell.content:
        sheet.unknown_results += cell.formula and cell.kind != "str"
        return None
    if cell.column >= MAX_COLUMNS:
        sheet.too_wide = True
        return None
    return sheet.meanings.cell(cell.kind, cell.style, cell.content)


def _fill(sheet: _Sheet) -> None:
    """Give every cell of a merged area the value of its first one, in rows that are not blank."""
    numbers = [line.number for line in sheet.lines]
    for area in sheet.areas:
        first = bisect_left(numbers, area.top)
        if first == len(numbers) or numbers[first] != area.top:
            continue
        cells = sheet.lines[first].cells
        value = cells[area.left] if area.left < len(cells) else None
        if value is None:
            continue
        right = min(area.right + 1, MAX_COLUMNS)
        for index in range(first, bisect_right(numbers, area.bottom)):
            sheet.count(right - area.left)
            line = sheet.lines[index]
            padded = [*line.cells, *(None,) * (right - len(line.cells))]
            padded[area.left : right] = [value] * (right - area.left)
            sheet.lines[index] = line._replace(cells=tuple(padded))


def _area(reference: str) -> Area:
    """Return the area named like "A1:B2"."""
    first, _, last = reference.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    return Area(top, bottom, left, right)


def _place(reference: str) -> tuple[int, int]:
    """Return row (from 1) and column (from 0) of a cell named like "AB12"."""
    named = _REFERENCE.fullmatch(reference)
    if named is None:
        raise ValueError(reference)
    column = 0
    for letter in named[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(named[2]), column - 1
