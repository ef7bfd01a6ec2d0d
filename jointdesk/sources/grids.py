"""A sheet as it lies in its file, before anybody knows which of its rows are headings."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from jointdesk.domain.errors import SourceError
from jointdesk.domain.tables import Cell

MAX_ROWS = 100_000
"""Filled rows of one sheet."""

MAX_COLUMNS = 200
MAX_CELLS = 2_000_000
"""Filled cells of one file: some 300 MB while they are read."""


_INVISIBLE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b\\u2060\\ufeff\\ud800-\\udfff]")


class Line(NamedTuple):
    """One row that is not blank: its number from 1 and its cells from the first column on."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its lines in order, its hidden columns (from 0), and sentences on the rest."""

    name: str
    lines: tuple[Line, ...]
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


def clean(text: str) -> str | None:
    """Return text as it can be shown and compared, None for nothing but blanks.

    Lines end with LF, hard spaces are spaces, what no one sees is gone.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return _INVISIBLE.sub("", text).strip() or None


class UnreadableTableError(SourceError):
    """The file holds no table that can be read; its text says why and what to do."""


def too_many_rows(name: str) -> UnreadableTableError:
    """Return the error for a sheet of more than `MAX_ROWS` rows."""
    return UnreadableTableError(
        f"“{name}” has more than {MAX_ROWS:,} rows. Split it into several files."
    )


def too_many_cells() -> UnreadableTableError:
    """Return the error for a file of more than `MAX_CELLS` cells."""
    return UnreadableTableError(
        f"The file has more than {MAX_CELLS:,} filled cells. Split it into several files."
    )
