"""`decision import`: bring an existing register of decisions in."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jointdesk.cli.arguments import DONE, IN_PART, add_step
from jointdesk.cli.output import print_object
from jointdesk.cli.session import Session
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.words import counted, plain
from jointdesk.governance.import_rows import CellProblem, RowVerdict, State
from jointdesk.governance.mapping import Mapping
from jointdesk.operations.decision_imports import (
    Preview,
    Wanted,
    bring_in,
    find_sheet,
    preview,
    read_register,
)
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.register_mappings import find_mapping, mapping_for, remember_mapping


def configure_import(steps: Any) -> None:
    """Add `import FILE --org CODE [--mapping NAME] [--sheet NAME] …` to the steps of `decision`."""
    parser = add_step(steps, "import", _import, "bring an existing register in")
    parser.add_argument("file", metavar="FILE", help="a workbook, a CSV file or a calendar file")
    parser.add_argument("--org", metavar="CODE", required=True, help="whose register it is")
    parser.add_argument(
        "--mapping", metavar="NAME", default="",
        help="read it as remembered under this name; a new name remembers how it was read",
    )  # fmt: skip
    parser.add_argument("--sheet", metavar="NAME", default="", help="which sheet of a workbook")
    parser.add_argument(
        "--across", action="store_true",
        help="let a decision join another organisation's matter of the same title",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _import(session: Session, args: argparse.Namespace) -> int:
    desk, audience = session.desk, session.audience
    organisation = organisation_by_code(desk, args.org)
    file, tables = read_register(Path(args.file), desk.zone)
    table, mapping = find_sheet(
        [
            (table, mapping_for(desk, audience, organisation, table, args.mapping))
            for table in tables
        ],
        args.sheet,
    )
    wanted = Wanted(organisation, file, table, mapping, args.across)
    if args.dry_run:
        found = preview(desk, audience, wanted, session.now)
    else:
        if args.mapping and find_mapping(desk, audience, organisation, args.mapping) is None:
            remember_mapping(desk, session.actor, audience, organisation, args.mapping, mapping)
        found = bring_in(desk, session.actor, audience, wanted).preview
    if session.as_json:
        print_object(session, _shape(found))
    else:
        for line in _lines(found, dry_run=args.dry_run):
            session.say(plain(line))
    return IN_PART if found.count(State.REFUSED) else DONE


def _shape(found: Preview) -> dict[str, Any]:
    return {
        "added": found.count(State.ADDED),
        "already": found.count(State.ALREADY),
        "refused": [_refused(one) for one in found.verdicts if one.state is State.REFUSED],
        "warnings": [_problem(row, one) for row, one in found.remarks()],
        "mapping": fields_by_column(found.wanted.mapping),
    }


def _refused(verdict: RowVerdict) -> dict[str, Any]:
    """Return a refused row with its first reason, and `also` where it has more."""
    first, *more = verdict.problems
    shape = _problem(verdict.number, first)
    if more:
        shape["also"] = [_cell(one) for one in more]
    return shape


def _problem(row: int, one: CellProblem) -> dict[str, Any]:
    return {"row": row or None, **_cell(one)}


def _cell(one: CellProblem) -> dict[str, Any]:
    return {"column": one.column or None, "value": one.value or None, "reason": one.reason}


def fields_by_column(mapping: Mapping) -> dict[str, str]:
    """Return the public names of the fields by the headings of their columns."""
    return {
        heading: DECISION.field(field).public for heading, field in mapping.by_heading().items()
    }


def _lines(found: Preview, *, dry_run: bool) -> Iterator[str]:
    for column, field in fields_by_column(found.wanted.mapping).items():
        yield f"{column} -> {field}"
    added, already = found.count(State.ADDED), found.count(State.ALREADY)
    verb = "Would add" if dry_run else "Added"
    yield f"{verb} {counted(added, 'decision')}; {already} were there already."
    for title, problems in (("Refused", found.problems()), ("Look at", found.remarks())):
        for row, one in problems:
            place = f"row {row}" if row else "the table"
            said = ": ".join(filter(None, (one.column, one.value and f"“{one.value}”", one.reason)))
            yield f"{title} {place}: {said}"
