"""`authority`, `delegation`, `forum`, `interest`, `fund`, `office`, `poll`: add|list|show|…."""

import argparse
from functools import partial
from pathlib import Path
from typing import Any

from jointdesk.cli.arguments import DONE, IN_PART, Configure, add_step
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.records import add_values, given_fields, record_shape
from jointdesk.cli.session import Session
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.fields import RecordType
from jointdesk.domain.registers import REGISTERS
from jointdesk.operations import registers
from jointdesk.operations.naming import Names


def configure(kind: RecordType[Any], parser: argparse.ArgumentParser) -> None:
    """Describe `KIND add|list|show|edit|remove|import`."""
    words = registers.WORDS[kind.name]
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add_values(add_step(steps, "add", partial(_add, kind), f"add: {words}"), kind)
    add_step(steps, "list", partial(_list, kind), "list them")
    for name, handler, help_text in (
        ("show", _show, "show one"),
        ("edit", _edit, "change one"),
        ("remove", _remove, "take one away"),
    ):
        step = add_step(steps, name, partial(handler, kind), help_text)
        step.add_argument("id", metavar="ID")
        if name == "edit":
            add_values(step, kind)
    bring = add_step(steps, "import", partial(_import, kind), "bring a table (.xlsx, .csv) in")
    bring.add_argument("file", metavar="FILE")


def _names(session: Session) -> Names:
    return Names(session.desk, session.audience)


def _add(kind: RecordType[Any], session: Session, args: argparse.Namespace) -> int:
    fields = given_fields(session, args, kind, _names(session))
    print_id(session, registers.add_entry(session.desk, session.actor, kind, fields))
    return DONE


def _list(kind: RecordType[Any], session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    found = registers.entries(names.records, kind)
    rows = [record_shape(kind, one, names) for one in found]
    lines = [f"{one.id}  {registers.name_of_entry(kind.stored(one))}" for one in found]
    print_list(session, "items", rows, lines)
    return DONE


def _show(kind: RecordType[Any], session: Session, args: argparse.Namespace) -> int:
    _print(session, kind, args.id)
    return DONE


def _edit(kind: RecordType[Any], session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    entry = _entry(kind, names, args.id)
    fields = given_fields(session, args, kind, names)
    registers.edit_entry(session.desk, session.actor, kind, entry.id, fields)
    _print(session, kind, entry.id)
    return DONE


def _remove(kind: RecordType[Any], session: Session, args: argparse.Namespace) -> int:
    entry = _entry(kind, _names(session), args.id)
    registers.remove_entry(session.desk, session.actor, kind, entry.id)
    print_done(session, {"id": entry.id}, "Removed. “undo” brings it back.")
    return DONE


def _import(kind: RecordType[Any], session: Session, args: argparse.Namespace) -> int:
    brought = registers.import_entries(
        session.desk, session.actor, kind, Path(args.file), _names(session)
    )
    refused = [{"row": one.row, "reason": one.reason} for one in brought.refused]
    fields = {"added": brought.added, "already": brought.already, "refused": refused}
    print_done(session, fields, f"Added {brought.added}, {brought.already} were there already.")
    for one in brought.refused:
        session.note(f"Row {one.row} was left out: {one.reason}")
    return IN_PART if brought.refused else DONE


def _print(session: Session, kind: RecordType[Any], entry_id: str) -> None:
    names = _names(session)
    shape = record_shape(kind, _entry(kind, names, entry_id), names)
    told = [f"{name}: {value}" for name, value in shape.items() if value not in (None, [], "")]
    print_done(session, shape, "\n".join(told))


def _entry(kind: RecordType[Any], names: Names, entry_id: str) -> Any:
    for one in registers.entries(names.records, kind):
        if one.id == entry_id:
            return one
    words = registers.WORDS[kind.name]
    raise NotFoundError(f"There is no {words} {entry_id}. “{kind.name} list” shows them.")


CONFIGURE: dict[str, Configure] = {kind.name: partial(configure, kind) for kind in REGISTERS}
