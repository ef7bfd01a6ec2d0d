"""What the commands on records share: `--set FIELD=VALUE`, `--fields FILE`, and their JSON."""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

from jointdesk.cli.session import Session
from jointdesk.domain.entry import entered, takes
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.fields import Field, Kind, RecordType, store
from jointdesk.domain.items import Fields
from jointdesk.operations.naming import Names

_COLUMNS = 100


def add_values(parser: argparse.ArgumentParser, kind: RecordType[Any] | None = None) -> None:
    """Add `--set FIELD=VALUE` and `--fields FILE|-`, and the kind's fields to `--help`."""
    if kind is not None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "\n".join(field_lines(kind))
    parser.add_argument(
        "--set", dest="values", metavar="FIELD=VALUE", action="append", default=[],
        help="may be given many times; an empty value takes it away, “none” says none",
    )  # fmt: skip
    parser.add_argument(
        "--fields", metavar="FILE|-", default="", help="a JSON object of fields; - reads it here"
    )


def field_lines(kind: RecordType[Any]) -> Iterator[str]:
    """Yield lines that list the fields of a kind, group by group, and what each takes."""
    yield "fields, and what each takes:"
    width = max(len(one.public) for one in kind.fields) + 4
    group = ""
    for one in kind.fields:
        if one.group != group:
            group = one.group
            yield f" {group}"
        text = f"{one.label}: {takes(one)}"
        yield from wrap(
            text, _COLUMNS, initial_indent=f"  {one.public:{width - 2}}",
            subsequent_indent=" " * (width + 2),
        )  # fmt: skip


def given_fields(
    session: Session, args: argparse.Namespace, kind: RecordType[Any], names: Names
) -> Fields:
    """Return the fields that `--fields` and `--set` give, as they are stored; `--set` wins.

    Raises:
        WrongUseError: something cannot be understood.
    """
    values = dict(_object(session, args.fields)) if args.fields else {}
    for pair in args.values:
        name, equals, value = pair.partition("=")
        if not equals:
            raise WrongUseError(f"“{pair}” is not FIELD=VALUE.")
        values[name.strip()] = value
    return entered(kind, values, names.id_of)


def _object(session: Session, source: str) -> Mapping[str, Any]:
    try:
        text = session.stdin.read() if source == "-" else Path(source).read_text("utf-8-sig")
        found = json.loads(text.removeprefix("\ufeff"))
    except (OSError, ValueError, RecursionError) as error:
        raise WrongUseError(f"The fields in {source} cannot be read: {error}.") from error
    if not isinstance(found, dict):
        raise WrongUseError(f"The fields in {source} are not one JSON object.")
    return found


def record_shape(kind: RecordType[Any], record: Any, names: Names) -> dict[str, Any]:
    """Return a record's id and all fields by their public names, null where nobody answered.

    Organisations are given by code, other references by id; “financial.amount” stands as
    {"financial": {"amount": …}}.
    """
    shape: dict[str, Any] = {"id": record.id}
    for one in kind.fields:
        value = public(one, store(one, getattr(record, one.name)), names)
        head, dot, tail = one.public.partition(".")
        if dot:
            shape.setdefault(head, {})[tail] = value
        else:
            shape[head] = value
    return shape


def public(one: Field, stored: Any, names: Names) -> Any:
    """Return a stored value as it is printed: organisation ids become codes."""
    if stored in (None, ""):
        return None
    if one.kind is Kind.ROWS:
        parts = {part.name: part for part in one.parts}
        return [
            {parts[name].public: public(parts[name], value, names) for name, value in row.items()}
            for row in stored
        ]
    if one.to == "organisation":
        if isinstance(stored, list):
            return [names.name_of("organisation", each) for each in stored]
        return names.name_of("organisation", stored)
    return stored
