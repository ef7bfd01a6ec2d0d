"""Tables that others keep: a register in a workbook or a text file, as rows of plain values."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = None | str | date | Decimal
"""What one cell says: nothing, text, a day (a time of day is dropped) or a number."""


class Row(NamedTuple):
    """One row below the headings, `number` as the file counts it from 1.

    It has a cell for each heading of its table.
    """

    number: int
    cells: tuple[Cell, ...]


class Skipped(NamedTuple):
    """A row that holds no record, and the few words that say why: "the row is hidden"."""

    number: int
    reason: str


class Table(NamedTuple):
    """One sheet of a workbook, or one text file.

    `headings` are one line each, "" over a column without one; `header_row` is their row in the
    file. Blank rows are not mentioned; every other row below the headings is either in `rows` or
    in `skipped`. `notes` are sentences on what else was left out.
    """

    name: str
    header_row: int
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
