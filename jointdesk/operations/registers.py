"""Keep the registers: authority documents, delegations, forums, interests, funds, offices, polls.

Each is an ordinary list. An entry says at least what makes it one; everything else may follow.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.entry import entered
from jointdesk.domain.errors import JointDeskError, WrongUseError
from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.items import Fields, Item, Write
from jointdesk.domain.records import Records
from jointdesk.domain.tables import Cell, Row, Table
from jointdesk.governance.register_sense import nonsense
from jointdesk.governance.written_days import read_day
from jointdesk.operations.ids import new_id
from jointdesk.operations.matters import VISIBILITY_IS_FINAL
from jointdesk.operations.naming import Names
from jointdesk.operations.records import edit_record, remove_record, stream_for, stream_of
from jointdesk.operations.uses import refuse_if_used
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.moving import record_in_place

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "authority": ("org", "name"),
    "delegation": ("authority",),
    "forum": ("name",),
    "interest": ("person", "nature"),
    "fund": ("name",),
    "office": ("org", "title"),
    "poll": ("name", "day"),
}
"""What an entry cannot do without, by the kind's name."""

WORDS: Mapping[str, str] = {
    "authority": "authority document",
    "delegation": "delegation",
    "forum": "forum",
    "interest": "interest",
    "fund": "pooled fund",
    "office": "office",
    "poll": "poll",
}
"""What people call an entry, by the kind's name."""


_END_IT = "What is over can be given a last day instead."


class Refused(NamedTuple):
    """A row that was not taken in, and why."""

    row: int
    reason: str


class Brought(NamedTuple):
    """What came of a table: how many entries are new, how many were there, what was refused."""

    added: int
    already: int
    refused: tuple[Refused, ...]


def add_entry(desk: Desk, actor: Actor, kind: RecordType[Any], fields: Fields) -> str:
    """Add an entry to a register and return its id.

    Raises:
        WrongUseError: it lacks what makes it an entry, or makes no sense.
    """
    write = _write(kind, fields)
    record(desk, actor, f"Added the {WORDS[kind.name]} {name_of_entry(fields)}".strip(), [write])
    return write.item_id


def edit_entry(
    desk: Desk, actor: Actor, kind: RecordType[Any], entry_id: str, fields: Fields
) -> None:
    """Give some fields of an entry new values; one that is kept to a body now moves there.

    Raises:
        NotFoundError: there is no such entry.
        WrongUseError: it would lose what makes it an entry, or make no sense.
    """
    for name in _NEEDED[kind.name]:
        if name in fields and fields[name] is None:
            _refuse_without(kind, name)
    label, home = f"Changed a {WORDS[kind.name]}", stream_of(desk, kind, entry_id)
    item = find_item(desk.connection, entry_id)
    after = {**(item.fields if item else {}), **fields}
    _refuse_nonsense(kind, after)
    stream = _stream(after)
    if stream == home:
        edit_record(desk, actor, kind, entry_id, fields, label)
    else:
        write = Write(entry_id, kind.name, fields, stream)
        record_in_place(desk, actor, label, [write], VISIBILITY_IS_FINAL)


def remove_entry(desk: Desk, actor: Actor, kind: RecordType[Any], entry_id: str) -> None:
    """Take an entry away; `undo` brings it back.

    Raises:
        NotFoundError: there is no such entry.
        WrongUseError: something still refers to it.
    """
    item = find_item(desk.connection, entry_id)
    name = name_of_entry(item.fields) if item else ""
    words = WORDS[kind.name]
    refuse_if_used(desk, f"“{name}”" if name else f"The {words}", entry_id, (), _END_IT)
    remove_record(desk, actor, kind, entry_id, f"Removed a {WORDS[kind.name]}")


def name_of_entry(fields: Fields) -> str:
    """Return the words by which an entry is known in a sentence."""
    for name in ("name", "title", "subject", "paragraph", "nature"):
        value = fields.get(name)
        if isinstance(value, str) and value:
            return value
    return ""


def import_entries(
    desk: Desk, actor: Actor, kind: RecordType[Any], path: Path, names: Names
) -> Brought:
    """Bring a workbook or text table into a register, as one action.

    Its headings are the fields' labels or names, its days are written as people write them. A
    row that is in the register already, where the person sees it, is left alone; one that cannot
    be understood is listed with its reason.

    Raises:
        WrongUseError: no heading is a field's, or the file cannot be read.
    """
    from jointdesk.sources.tables import read_tables  # heavy: workbooks

    table = _table(kind, read_tables(path, is_heading=_knows(kind)))
    known = [kind.stored(one) for one in entries(names.records, kind)]
    writes: list[Write] = []
    refused: list[Refused] = []
    already = 0
    for row in table.rows:
        try:
            write = _write(kind, _fields(kind, table, row, names))
        except JointDeskError as error:
            refused.append(Refused(row.number, str(error)))
            continue
        entry = kind.stored(_entry(kind, write.fields))
        if entry in known:
            already += 1
        else:
            known.append(entry)
            writes.append(write)
    if writes:
        record(desk, actor, f"Imported {len(writes)} of: {WORDS[kind.name]}", writes)
    return Brought(len(writes), already, tuple(refused))


def _entry(kind: RecordType[Any], fields: Fields) -> Any:
    """Return what the fields come to, with what is taken for granted where nothing is said."""
    return kind.of(Item("", kind.name, "", 0, fields))


def _write(kind: RecordType[Any], fields: Fields) -> Write:
    for name in _NEEDED[kind.name]:
        if not fields.get(name):
            _refuse_without(kind, name)
    _refuse_nonsense(kind, fields)
    return Write(new_id(), kind.name, fields, _stream(fields))


def _refuse_nonsense(kind: RecordType[Any], fields: Fields) -> None:
    wrong = nonsense(kind, _entry(kind, fields))
    if wrong:
        raise WrongUseError(wrong)


def _stream(fields: Fields) -> str:
    """Return the stream of an entry: an interest can be kept to the body it is declared in."""
    declared = fields.get("declared_in")
    home = str(declared[0]) if isinstance(declared, list) and declared else ""
    return stream_for(str(fields.get("visibility") or ""), home)


def _refuse_without(kind: RecordType[Any], name: str) -> None:
    label = kind.field(name).label.lower()
    article = "An" if WORDS[kind.name][0] in "aeiou" else "A"
    raise WrongUseError(f"{article} {WORDS[kind.name]} needs: {label}.")


def _knows(kind: RecordType[Any]) -> Callable[[str], bool]:
    known = {_plain(text) for one in kind.fields for text in (one.name, one.public, one.label)}
    return lambda heading: _plain(heading) in known


def _plain(heading: str) -> str:
    return " ".join(heading.replace("_", " ").casefold().split())


def _table(kind: RecordType[Any], tables: Iterable[Table]) -> Table:
    knows = _knows(kind)
    for table in tables:
        if any(map(knows, table.headings)):
            return table
    labels = ", ".join(one.label for one in kind.fields)
    raise WrongUseError(f"No sheet of this file has a column for any of: {labels}.")


def _fields(kind: RecordType[Any], table: Table, row: Row, names: Names) -> Fields:
    by_heading = {
        _plain(text): one.name for one in kind.fields for text in (one.label, one.public, one.name)
    }
    values: dict[str, str] = {}
    for heading, cell in zip(table.headings, row.cells, strict=True):
        name = by_heading.get(_plain(heading))
        if name is not None and cell is not None:
            values[name] = _typed(kind.field(name), cell)
    found = entered(kind, values, names.id_of)
    return {name: value for name, value in found.items() if value is not None}


def _typed(field: Field, cell: Cell) -> str:
    text = cell if isinstance(cell, str) else str(cell)
    if field.kind is not Kind.DAY or not text.strip():
        return text
    day = read_day(text)
    if isinstance(day, str):
        raise WrongUseError(f"“{text}” in “{field.label}”: {day}.")
    return day.isoformat()


def entries(records: Records, kind: RecordType[Any]) -> Sequence[Any]:
    """Return the entries of a register among an audience's records."""
    return records.of_type(kind.name)
