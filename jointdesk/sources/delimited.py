"""Tables as text: CSV and its relatives, with whatever separator.

A row's number is the line of the file on which it begins, as an editor shows it: a quoted cell
may span several lines.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.grids import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    Line,
    UnreadableTableError,
    clean,
    too_many_cells,
    too_many_rows,
)
from jointdesk.sources.protocol import Cancelled

_SEPARATORS = ",;\t|"
_SAMPLE_ROWS = 100
_HINT = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
"""The first line by which Excel is told the separator."""


def read_delimited(text: str, name: str, cancelled: Cancelled) -> Grid:
    """Return the text's one grid.

    Raises:
        UnreadableTableError: it is not text in rows, or too long.
        StoppedError: `cancelled` said so.
    """
    hint = _HINT.match(text)
    separator = hint[1] if hint else _separator(text)
    lines: list[Line] = []
    count = 0
    for number, record in _records(text, separator, name):
        if hint and number == 1:
            continue
        cells = tuple(map(clean, record[:MAX_COLUMNS]))
        if not any(cells):
            continue
        count += len(cells)
        if len(lines) == MAX_ROWS:
            raise too_many_rows(name)
        if count > MAX_CELLS:
            raise too_many_cells()
        if not len(lines) % 1000 and cancelled():
            raise StoppedError
        lines.append(Line(number, cells))
    return Grid(name, tuple(lines))


def _records(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it begins."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=separator)
    line = 1
    while True:
        try:
            record = next(reader, None)
            is_broken = _is_misquoted(lines[line - 1 : reader.line_num], separator)
        except csv.Error:
            is_broken = True
        if is_broken:
            raise UnreadableTableError(
                f"“{name}” cannot be read from line {line:,} on: a quotation mark may be open."
            )
        if record is None:
            return
        yield line, record
        line = reader.line_num + 1


def _is_misquoted(lines: list[str], separator: str) -> bool:
    """Return whether a record of several lines has them by an open quotation mark only.

    It would swallow the rows below it. Odd marks within one line do no harm.
    """
    if len(lines) < 2:
        return False
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return True
    return False


def _separator(text: str) -> str:
    """Return the separator by which most of the first rows get the same number of cells."""
    return max(_SEPARATORS, key=lambda mark: _evenness(text, mark))


def _evenness(text: str, separator: str) -> tuple[float, int]:
    """Return the share of rows with the commonest number of cells, and that number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(record) for record in islice(reader, _SAMPLE_ROWS) if any(record))
    except csv.Error:
        return 0.0, 0
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total(), width
