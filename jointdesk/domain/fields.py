"""Fields: what a record may hold, said once and read by every layer.

A matter, a decision, a task and each register entry is an item whose fields are described by a
table. From that one table come the editor, the command line's FIELD=VALUE, the columns of an
import, the labels of an export and the reading of stored values.

Blank and "none" are two things: a field that nobody answered is null; "none considered" is the
empty list.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from jointdesk.domain.items import Fields, Item, Json

T = TypeVar("T")


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
    where it is empty an empty list says nothing.
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

    @property
    def public(self) -> str:
        """The name that the command line and scripts use."""
        return self.path or self.name


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
    def _by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}

    def of(self, item: Item) -> T:
        """Return the record that an item holds.

        A value that is not of its field's kind (another program wrote it) counts as absent.
        """
        values = {}
        for name, stored in item.fields.items():  # of the hundred it may have, a few are there
            one = self._by_name.get(name)
            if one is not None and stored is not None and (value := read(one, stored)) is not None:
                values[name] = value
        return self.make(id=item.id, order=item.order, **values)

    def stored(self, record: T) -> Fields:
        """Return the fields of a record as they are stored, those without a value left out."""
        found = {one.name: store(one, getattr(record, one.name)) for one in self.fields}
        return {name: value for name, value in found.items() if value is not None}


def read(one: Field, stored: Json) -> Any:
    """Return a stored value as rules use it, None where it is not of the field's kind."""
    try:
        return _READERS[one.kind](one, stored)
    except (ValueError, TypeError, AttributeError, InvalidOperation):
        return None


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


def _text(one: Field, stored: Any) -> str:
    if not isinstance(stored, str):
        raise TypeError(stored)
    return stored


def _number(one: Field, stored: Any) -> int:
    if not isinstance(stored, int) or isinstance(stored, bool):
        raise TypeError(stored)
    return stored


def _flag(one: Field, stored: Any) -> bool:
    if not isinstance(stored, bool):
        raise TypeError(stored)
    return stored


def _texts(one: Field, stored: Any) -> tuple[str, ...]:
    if not isinstance(stored, list):
        raise TypeError(stored)
    return tuple(_text(one, each) for each in stored)


def _money(one: Field, stored: Any) -> Decimal:
    amount = Decimal(_text(one, stored))
    if not amount.is_finite():
        raise ValueError(stored)
    return amount


def _rows(one: Field, stored: Any) -> tuple[Any, ...]:
    if not isinstance(stored, list) or one.row is None:
        raise TypeError(stored)
    return tuple(one.row(**_row(one.parts, each)) for each in stored)


def _row(parts: Iterable[Field], stored: Any) -> dict[str, Any]:
    if not isinstance(stored, dict):
        raise TypeError(stored)
    found = {part.name: read(part, stored[part.name]) for part in parts if part.name in stored}
    return {name: value for name, value in found.items() if value is not None}


def _map(one: Field, stored: Any) -> dict[str, Json]:
    return dict(stored.items())


_READERS: dict[Kind, Callable[[Field, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.PROSE: _text,
    Kind.DAY: lambda _one, stored: date.fromisoformat(stored),
    Kind.MONEY: _money,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.CHOICE: _text,
    Kind.CHOICES: _texts,
    Kind.NAMES: _texts,
    Kind.REFERENCE: _text,
    Kind.REFERENCES: _texts,
    Kind.ROWS: _rows,
    Kind.MAP: _map,
}
