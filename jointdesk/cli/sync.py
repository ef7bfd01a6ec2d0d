"""`sync`: read calendars."""

import argparse
import json
from typing import Any

from jointdesk.cli.arguments import DONE, IN_PART, add_json
from jointdesk.cli.output import print_list, progress_of
from jointdesk.cli.session import Session
from jointdesk.domain.components import Problem
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import counted, plain
from jointdesk.operations.sync import sync_sources
from jointdesk.store.organisations import list_organisations
from jointdesk.sync.report import Report

_WORST = 5
"""How many of the conflicts that a dry run foresees are told one by one."""


def configure_sync(parser: argparse.ArgumentParser) -> None:
    """Describe `sync [ID…] [--dry-run] [--allow-mass-delete] [--secrets-stdin]`."""
    parser.add_argument("ids", metavar="ID", nargs="*")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument(
        "--allow-mass-delete", action="store_true", help="remove even many items at once"
    )
    parser.add_argument(
        "--secrets-stdin",
        action="store_true",
        help="read {source id: address or password} as JSON from standard input",
    )
    parser.set_defaults(handler=_sync)
    add_json(parser)


def _sync(session: Session, args: argparse.Namespace) -> int:
    reports = sync_sources(
        session.desk,
        session.actor,
        args.ids,
        dry_run=args.dry_run,
        allow_mass_delete=args.allow_mass_delete,
        secrets=read_secrets(session) if args.secrets_stdin else None,
        progress=progress_of(session),
    )
    codes = {one.id: one.code for one in list_organisations(session.desk.connection)}
    rows = [_shape(report, codes) for report in reports]
    lines = [line for report in reports for line in _lines(report, codes, args.dry_run)]
    print_list(session, "sources", rows, lines or ["There is no calendar to read yet."])
    for report in reports:
        for line in _foreseen(report, codes):
            session.note(line)
    return IN_PART if any(report.has_trouble for report in reports) else DONE


def read_secrets(session: Session) -> dict[str, str]:
    """Return what standard input says of passwords and addresses, by source id.

    Raises:
        WrongUseError: it is no JSON object of texts.
    """
    try:
        given = json.loads(session.stdin.read())
    except ValueError:
        given = None
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise WrongUseError("Standard input is not a JSON object of {source id: secret}.")
    return given


def _shape(report: Report, codes: dict[str, str]) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": report.id,
        "org": codes.get(report.org_id, ""),
        "run": report.run,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "cancelled": report.cancelled,
        "missing": report.missing,
        "written": report.written,
        "rejected": [_problem(one) for one in report.rejected],
        "notes": [_problem(one) for one in report.notes],
        "collisions": list(report.collisions),
        "took_ms": report.took_ms,
    }
    if report.ahead is not None:
        shape["conflicts"] = {"new": report.ahead.made, "ended": report.ahead.ended}
    return {**shape, "error": report.error} if report.error else shape


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "uid": problem.uid,
        "reason": problem.reason,
    }


def _lines(report: Report, codes: dict[str, str], dry_run: bool) -> list[str]:
    counts = (
        f"{report.new} new, {report.changed} changed, {report.cancelled} cancelled,"
        f" {report.missing} missing, {report.unchanged} unchanged"
    )
    would = " (nothing was written)" if dry_run else ""
    run = f", run {report.run}" if report.run is not None else ""
    lines = [f"{codes.get(report.org_id, '')}  {report.id}  {counts}{run}{would}"]
    if report.error:
        lines.append(f"  {report.error}")
    lines += [f"  left out: {_where(one)}: {one.reason}" for one in report.rejected]
    lines += [f"  note: {_where(one)}: {one.reason}" for one in report.notes]
    return [plain(line) for line in lines]


def _foreseen(report: Report, codes: dict[str, str]) -> list[str]:
    """Return what a dry run found for the conflicts of the next eight weeks, the worst of them."""
    ahead = report.ahead
    if ahead is None or not (ahead.made or ahead.ended):
        return []
    ended = f", {ahead.ended:,} fewer of those there are" if ahead.ended else ""
    code = codes.get(report.org_id, "")
    head = f"{code}  {report.id}  would make {counted(ahead.made, 'new conflict')}{ended}"
    shown = [f"  {one.severity.value:5}  {one.message} [{one.code}]" for one in ahead.new[:_WORST]]
    more = ahead.made - len(shown)
    rest = [f"  and {more:,} more"] if more and shown else []
    return [plain(line) for line in (head, *shown, *rest)]


def _where(problem: Problem) -> str:
    return f"{problem.file} line {problem.line}" if problem.file else f"line {problem.line}"


CONFIGURE = {"sync": configure_sync}
