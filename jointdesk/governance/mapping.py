"""Which column of somebody's register holds which field of ours.

A guess looks at the headings, then at a few rows: a column called "Date" whose cells name no days
holds something else. A person has the last word.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Words
from dataclasses import dataclass
from typing import NamedTuple

from jointdesk.domain.fields import Field, Kind
from jointdesk.domain.tables import Cell, Row
from jointdesk.governance.cell_values import CellReader
from jointdesk.governance.import_words import HEADINGS, heading_words, plain_words

SAMPLE_ROWS = 25
"""Rows that a guess looks at."""

SURE = 0.8
"""From here on a guess needs no second look."""

_LEAST = 0.5
_NAMED_ALIKE = 0.6
_LATER_SYNONYM = 0.002
_UNLIKELY = 0.4
_REFERS = 0.95

_NOT_IMPORTED = frozenset(
    {"taken_version", "taken_hash", "imported_from", "approved_by", "counterpart"}
    | {"superseded_by", "revoked_by", "revokes"}
)
_ROWS_READ = frozenset(
    {"decision_makers", "alternatives", "consulted", "member_conflicts", "officer_interests"}
    | {"background_papers"}
)


class Column(NamedTuple):
    """One column of a table: its heading, the field it fills (None: it is left out).

    `confidence` is from 0 (nothing fits) to 1 (it has the field's own name, or a person said so).
    """

    heading: str
    field: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns in the order of the table; no field is filled from two of them."""

    columns: tuple[Column, ...]

    def place(self, field: str) -> int | None:
        """Return the index of the column that fills a field, None where none does."""
        return next((at for at, one in enumerate(self.columns) if one.field == field), None)

    def with_field(self, index: int, field: str | None) -> "Mapping":
        """Return the mapping with a field for a column; another column gives it up."""
        columns = [
            _settled(one, None) if field and one.field == field else one for one in self.columns
        ]
        columns[index] = _settled(columns[index], field)
        return Mapping(tuple(columns))

    def by_heading(self) -> dict[str, str]:
        """Return the fields by heading, as a mapping is remembered."""
        return {one.heading: one.field for one in self.columns if one.field and one.heading}


def _settled(column: Column, field: str | None) -> Column:
    """Return a column as a person set it."""
    return Column(column.heading, field, 1.0)


def importable(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields that a column can fill."""
    return tuple(
        one
        for one in fields
        if one.name not in _NOT_IMPORTED
        and one.kind not in (Kind.MAP, Kind.REFERENCES)
        and (one.kind is not Kind.ROWS or one.name in _ROWS_READ)
    )


def guess(
    headings: Sequence[str], rows: Sequence[Row], fields: Iterable[Field], reader: CellReader
) -> Mapping:
    """Return the likeliest field for each column; each field goes to one column at most."""
    possible = importable(fields)
    samples = [
        [row.cells[at] for row in rows[:SAMPLE_ROWS] if row.cells[at] is not None]
        for at in range(len(headings))
    ]
    scores = sorted(
        (
            (_score(heading, samples[at], one, reader), -at, one.name)
            for at, heading in enumerate(headings)
            for one in possible
        ),
        reverse=True,
    )
    columns = [Column(heading) for heading in headings]
    used = set()
    for score, minus_at, name in scores:
        if score >= _LEAST and name not in used and columns[-minus_at].field is None:
            used.add(name)
            columns[-minus_at] = Column(headings[-minus_at], name, round(score, 2))
    return Mapping(tuple(columns))


def remembered(headings: Sequence[str], fields: Words[str, str]) -> Mapping:
    """Return a mapping made of fields by heading, as a person once set them."""
    known = {plain_words(heading): field for heading, field in fields.items()}
    used: set[str] = set()
    columns = []
    for heading in headings:
        field = known.get(plain_words(heading))
        if field is not None and field not in used:
            used.add(field)
            columns.append(Column(heading, field, 1.0))
        else:
            columns.append(Column(heading))
    return Mapping(tuple(columns))


def _score(heading: str, sample: Sequence[Cell], one: Field, reader: CellReader) -> float:
    """Return how well a field fits a column."""
    score = _by_name(heading_words(heading), one)
    if score < _LEAST or one.kind not in (Kind.DAY, Kind.MONEY, Kind.FLAG) or not sample:
        return score
    fits = sum(reader.fits(one, cell) for cell in sample) / len(sample)
    return score if fits >= _NAMED_ALIKE / 2 else score * _UNLIKELY


def _by_name(words: str, one: Field) -> float:
    """Return how well a field fits a heading."""
    if not words:
        return 0.0
    names = HEADINGS.get(one.name, ())
    if words in names:
        return 1.0 - _LATER_SYNONYM * names.index(words)
    own = {heading_words(one.label), plain_words(one.name), plain_words(one.public)}
    if words in own:
        # A register seldom names records of ours: "Authority" is a text there.
        return _REFERS if one.kind is Kind.REFERENCE else 1.0
    return max((_alike(words, name) for name in (*names, *own)), default=0.0)


def _alike(words: str, name: str) -> float:
    """Return how alike two names of several words are: the share of the words that both have."""
    one, other = set(words.split()), set(name.split())
    if min(len(one), len(other)) < 2:
        return 0.0
    shared = len(one & other) / len(one | other)
    return 0.9 * shared if shared >= _NAMED_ALIKE else 0.0
