"""The neutral document: what an export says, before it is a file of any kind.

A document is frozen and holds only what its audience may have; a writer adds nothing to it and
knows nothing else. All text in it is plain: no writer reads markup, links or formulas in it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

from jointdesk.domain.moments import Instant

Value: TypeAlias = str | date | Decimal | int | float | None
"""What a cell or a field holds; Decimal is pounds, float is hours, None is nothing said."""

NO_RECORDS = "No records."
"""Stands in the place of a table without rows."""


class Kind(StrEnum):
    """How the values of a column are to be read, laid out and typed in a spreadsheet."""

    TEXT = "text"
    LONG = "long"
    """Text of several sentences."""
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    HOURS = "hours"
    """To a tenth."""


NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER, Kind.HOURS})
"""Kinds whose values stand at the right of their column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `key` names it in CSV, `header` everywhere else, both unique in their table.

    `weight` is its share of the width that dates, money and numbers leave.
    """

    key: str
    header: str
    kind: Kind = Kind.TEXT
    weight: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; `name` is a Python identifier, unique in its document.

    `caption` says what the rows are. Every row has a value for every column.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no writer could write rightly: such a table is a bug."""
        if not self.name.isidentifier() or not self.columns:
            raise ValueError(f"not a table: {self.name!r}")
        if len({column.header.casefold() for column in self.columns}) < len(self.columns):
            raise ValueError(f"two columns of {self.name} have one header")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of {self.name} does not fit its columns")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the document's title; level 1 is the highest, no level is skipped."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a line break in its text is kept."""

    text: str


@dataclass(frozen=True, slots=True)
class LabelledFields:
    """Labels with their values, as on a decision notice; `name` as a table's."""

    name: str
    caption: str
    fields: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """What a reader must know of the whole: how it was made, what was left out, what is marked."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block on a picture of a week.

    `day` is a column from 0, `side` the diary in it; `top` and `minutes` are minutes from the
    picture's first hour; `lane` of `lanes` is its place beside those that overlap it. `urgency` is
    "must", "should" or "".
    """

    day: int
    side: int
    top: int
    minutes: int
    lane: int
    lanes: int
    tags: tuple[str, ...]
    title: str
    times: str
    place: str
    marks: str
    dashed: bool
    struck: bool
    travel: bool
    urgency: str


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A bar of the whole width: a label, and by organisation's code its per cent of 100."""

    label: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SharePicture:
    """Drawn shares, a bar a row; only pages have it.

    It says nothing that a table beside it does not say, and is hidden from screen readers.
    `codes` are the organisations in their order, which gives them their patterns; `marks` are
    the per cents at which the agreed shares part.
    """

    codes: tuple[str, ...]
    bars: tuple[ShareBar, ...]
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """A drawn week, `opens` to `closes` o'clock; only pages have it.

    It says nothing that a table beside it does not say, and is hidden from screen readers.
    `banners` are the all-day things of each day. `codes` are the organisations in their order,
    which gives them their patterns; `sides` are the heads of the diaries that stand beside each
    other in each day, none for one.
    """

    days: tuple[str, ...]
    opens: int
    closes: int
    banners: tuple[tuple[str, ...], ...]
    blocks: tuple[PlacedBlock, ...]
    codes: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()


Picture: TypeAlias = WeekPicture | SharePicture

Block: TypeAlias = Heading | Paragraph | LabelledFields | Table | Notes | PageBreak | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """All that a file is to say.

    `made_at` is the only date its metadata have; nobody is named as author. `marking` is the
    classification in capitals, "" for none: it stands in header and footer of each page and first
    in the file's name. `header` and `footer` are further words on each page, such as who it is
    for. `language` is a BCP 47 tag.
    """

    title: str
    made_at: Instant
    blocks: tuple[Block, ...]
    subject: str = ""
    marking: str = ""
    header: str = ""
    footer: str = ""
    landscape: bool = False
    language: str = "en-GB"


def as_table(fields: LabelledFields) -> Table:
    """Return labelled fields as the table of two columns that every writer shows them as."""
    columns = (Column("item", "Item"), Column("details", "Details", Kind.LONG, weight=5))
    return Table(fields.name, fields.caption, columns, fields.fields)


def tables_of(document: Document) -> tuple[Table, ...]:
    """Return the document's tables in order, labelled fields among them."""
    return tuple(
        as_table(block) if isinstance(block, LabelledFields) else block
        for block in document.blocks
        if isinstance(block, Table | LabelledFields)
    )


def notes_of(document: Document) -> tuple[str, ...]:
    """Return what the document says outside tables and headings, in order."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Notes):
            lines += block.lines
    return tuple(lines)
