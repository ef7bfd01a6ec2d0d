"""Fields: what a record may hold, said once and read by every layer.

A matter, a decision, a task and each register entry is an item whose fields are described by a
table. From that one table come the editor, the command line's FIELD=VALUE, the columns of an
import, the labels of an export and the reading of stored values.

Blank and "none" are two things: a field that nobody answered is null; "none considered" is the
empty list.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar

from jointdesk.domain.items import Fields, Item, Json

T = TypeVar("T")

Reader: TypeAlias = Callable[[Any], Any]
"""Returns a stored value as rules use it, None where it is not of the field's kind."""

Readers: TypeAlias = Mapping[str, tuple[str, Reader]]
"""The readers of several fields by name, each with the name itself."""


class Kind(StrEnum):
    """What sort of value a field holds, as stored and as read.

    `PROSE` is text of several lines. `MONEY` is pounds, stored as "1234.50", read as Decimal.
    `DAY` is stored as ISO 8601. `FLAG` is true, false, or null for not answered. `CHOICES`,
    `NAMES` (texts) and `REFERENCES` (ids) are read as tuples. `ROWS` are objects of the field's
    `parts`, read as its `row`. `MAP` is an object as it stands.
    """

    TEXT = "text"
    PROSE = "prose"
    DAY = "day"
    MONEY = "money"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    NAMES = "names"
    REFERENCE = "reference"
    REFERENCES = "references"
    ROWS = "rows"
    MAP = "map"


SEVERAL = frozenset({Kind.CHOICES, Kind.NAMES, Kind.REFERENCES, Kind.ROWS})
"""The kinds that hold a list: empty means "none", null means not answered."""


@dataclass(frozen=True)
class Field:
    """One field of a record.

    `name` is the attribute and the stored name; `path` the public name where that differs
    ("financial.amount"). `label` is what people read, `group` where it stands in the editor.
    `choices` are the allowed values with their words; `to` is the item type that ids refer to;
    `row` is made of a row's `parts`. `none` is how an answered "none" reads ("None considered");
    where it is empty an empty list says nothing. `from_text` is True of rows that were once texts.
    `also` are further names by which scripts may call the field.
    """

    name: str
    kind: Kind
    label: str
    group: str = ""
    path: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    to: str = ""
    row: Callable[..., Any] | None = None
    parts: tuple["Field", ...] = ()
    none: str = ""
    hint: str = ""
    from_text: bool = False
    also: tuple[str, ...] = ()

    @property
    def public(self) -> str:
        """The name that the command line and scripts use."""
        return self.path or self.name

    @cached_property
    def reader(self) -> Reader:
        """What reads a stored value of this field; made once, as thousands of values are read."""
        match self.kind:
            case Kind.CHOICES | Kind.NAMES | Kind.REFERENCES:
                return _texts
            case Kind.DAY:
                return _day
            case Kind.MONEY:
                return _money
            case Kind.NUMBER:
                return _number
            case Kind.FLAG:
                return _flag
            case Kind.ROWS:
                return _rows(self)
            case Kind.MAP:
                return _map
            case _:
                return _text


@dataclass(frozen=True)
class RecordType(Generic[T]):
    """A kind of record: its items' type, its fields, and what a record is made of.

    `make` takes `id`, `order` (by creation) and the fields by name; what is absent is left out.
    """

    name: str
    fields: tuple[Field, ...]
    make: Callable[..., T]

    def field(self, name: str) -> Field:
        """Return a field by its name or its public name.

        Raises:
            KeyError: there is none of that name.
        """
        for one in self.fields:
            if name in (one.name, one.public):
                return one
        raise KeyError(name)

    @cached_property
    def _readers(self) -> Readers:
        return _readers_of(self.fields)

    def of(self, item: Item) -> T:
        """Return the record that an item holds.

        A value that is not of its field's kind (another program wrote it) counts as absent.
        """
        return self.make(id=item.id, order=item.order, **_read_all(self._readers, item.fields))

    def misfits(self, fields: Fields) -> list[str]:
        """Return which of an item's fields hold a value that counts as absent, by name."""
        readers = self._readers
        return [
            name
            for name, stored in fields.items()
            if stored is not None and name in readers and readers[name][1](stored) is None
        ]

    def stored(self, record: T) -> Fields:
        """Return the fields of a record as they are stored, those without a value left out."""
        values = ((one, getattr(record, one.name)) for one in self.fields)
        return {one.name: store(one, value) for one, value in values if value is not None}


def read(one: Field, stored: Json) -> Any:
    """Return a stored value as rules use it, None where it is not of the field's kind."""
    return one.reader(stored)


def store(one: Field, value: Any) -> Json:
    """Return a value as it is stored; the inverse of `read`."""
    if value is None:
        return None
    match one.kind:
        case Kind.DAY:
            return str(value.isoformat())
        case Kind.MONEY:
            return pounds(value)
        case Kind.CHOICES | Kind.NAMES | Kind.REFERENCES:
            return list(value)
        case Kind.ROWS:
            return [_stored_row(one, row) for row in value]
        case Kind.MAP:
            return dict(value)
        case Kind.CHOICE:
            return str(value)
        case _:
            return value  # type: ignore[no-any-return]


def pounds(amount: Decimal) -> str:
    """Return an amount of money as it is stored: pounds and pence, no exponent."""
    return f"{amount.quantize(Decimal('0.01')):f}"


def _stored_row(one: Field, row: Any) -> dict[str, Json]:
    found = {part.name: store(part, getattr(row, part.name)) for part in one.parts}
    return {name: value for name, value in found.items() if value not in (None, "")}


def _readers_of(fields: tuple[Field, ...]) -> Readers:
    return {one.name: (sys.intern(one.name), one.reader) for one in fields}


def _read_all(readers: Readers, stored: Fields) -> dict[str, Any]:
    """Return what can be read: of the hundred fields that a record may have, a few are there.

    Under the fields' own names, not their equals that were stored: Python finds an argument by
    identity first, and compares it with a hundred names otherwise.
    """
    values = {}
    for name, one in stored.items():
        if (known := readers.get(name)) is not None and (value := known[1](one)) is not None:
            values[known[0]] = value
    return values


def _text(stored: Any) -> str | None:
    return stored if isinstance(stored, str) else None


def _number(stored: Any) -> int | None:
    return stored if isinstance(stored, int) and not isinstance(stored, bool) else None


def _flag(stored: Any) -> bool | None:
    return stored if isinstance(stored, bool) else None


def _texts(stored: Any) -> tuple[str, ...] | None:
    if isinstance(stored, list) and all(isinstance(one, str) for one in stored):
        return tuple(stored)
    return None


def _day(stored: Any) -> date | None:
    try:
        return date.fromisoformat(stored)
    except (ValueError, TypeError):
        return None


def _money(stored: Any) -> Decimal | None:
    try:
        amount = Decimal(stored) if isinstance(stored, str) else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() else None


def _map(stored: Any) -> dict[str, Json] | None:
    return dict(stored) if isinstance(stored, dict) else None


def _rows(one: Field) -> Reader:
    """Return what reads rows of a field's parts; one that is no row spoils them all.

    Where the field says so, a text is a row's first part.
    """
    readers = _readers_of(one.parts)
    row = one.row
    first = one.parts[0].name if one.from_text else ""

    def rows(stored: Any) -> tuple[Any, ...] | None:
        if not isinstance(stored, list) or row is None:
            return None
        if first:
            stored = [{first: each} if isinstance(each, str) else each for each in stored]
        if not all(isinstance(each, dict) for each in stored):
            return None
        try:
            return tuple(row(**_read_all(readers, each)) for each in stored)
        except TypeError:  # a row without a part that it cannot be without
            return None

    return rows
