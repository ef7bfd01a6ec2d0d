"""`export register|joint|notice|actions|diary|brief|time-split|evidence`."""

import argparse
import time
from pathlib import Path
from typing import Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.days import add_range, parse_day
from jointdesk.cli.evidence import configure_evidence
from jointdesk.cli.output import print_done
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import counted
from jointdesk.exports.content import Period
from jointdesk.exports.diary import Detail
from jointdesk.exports.formats import FORMATS, PERSONAL
from jointdesk.operations.audiences import find_person
from jointdesk.operations.diary_exports import Layout
from jointdesk.operations.exports import Prepared, Request, finish, prepare, reader_of
from jointdesk.operations.naming import Names
from jointdesk.operations.upkeep import bring_up_to_date

_COUNTED = {
    "register": "decision",
    "joint": "matter",
    "notice": "decision",
    "actions": "action",
    "diary": "entry",
    "brief": "entry",
    "time-split": "part",
}

_QUIET_S = 2
"""Seconds before a person is told how far it is."""


def configure_export(parser: argparse.ArgumentParser) -> None:
    """Describe `export register|joint|notice|actions|diary|brief|time-split|evidence`."""
    steps = parser.add_subparsers(dest="step", metavar="WHAT", required=True)
    register = _step(steps, "register", "a body's register of decisions")
    register.add_argument("--org", metavar="CODE", required=True, help="whose decisions")
    add_range(register, required=False)
    joint = _step(steps, "joint", "matters with several bodies' decisions, side by side")
    add_range(joint, required=False)
    notice = _step(steps, "notice", "the notice of one decision")
    notice.add_argument("id", metavar="DECISION", help="an id, a reference or a title")
    actions = _step(steps, "actions", "the action log")
    actions.add_argument("--org", metavar="CODE", default="", help="whose actions")
    actions.add_argument("--forum", metavar="FORUM", default="")
    actions.add_argument("--owner", metavar="PERSON", default="")
    actions.add_argument("--open", dest="open_only", action="store_true", help="only what is to do")
    add_range(actions, required=False)
    diary = _step(steps, "diary", "days of the diary, this week if none are named")
    diary.add_argument("--org", metavar="CODE", default="", help="whose calendars")
    add_range(diary, required=False)
    diary.add_argument(
        "--detail",
        choices=[each.value for each in Detail],
        default=Detail.FULL.value,
        help="how much of each entry: everything, titles and times, or that time is taken",
    )
    diary.add_argument(
        "--side-by-side", action="store_true", help="each employer's diary by itself on its page"
    )
    brief = _step(steps, "brief", "agenda, papers, conflicts, deadlines and tasks of a day, today")
    add_range(brief, required=False)
    split = _step(steps, "time-split", "hours by organisation of the days named, this quarter")
    add_range(split, required=False)
    configure_evidence(steps)


def _step(steps: Any, kind: str, words: str) -> argparse.ArgumentParser:
    parser = add_step(steps, kind, _export, words)
    parser.add_argument(
        "--audience",
        metavar="public|org:CODE|joint|person:NAME|director",
        required=True,
        help="who reads it",
    )
    parser.add_argument("--format", metavar="|".join(FORMATS[kind]), default="")
    parser.add_argument("--out", metavar="FILE", required=True)
    parser.add_argument(
        "--checked-by", metavar="PERSON", default="", help="who looked at a public edition"
    )
    return parser


def _export(session: Session, args: argparse.Namespace) -> int:
    desk = session.desk
    file = Path(args.out)
    request = _request(session, args, file)
    checked_by = find_person(desk, args.checked_by).id if args.checked_by else ""
    if request.kind in PERSONAL:
        bring_up_to_date(desk, session.now, session.note)
    progress = _Progress(session)
    prepared = prepare(desk, session.audience, request, session.now, progress.step)
    made = finish(desk, session.actor, prepared, file, checked_by)
    print_done(session, _shape(prepared, args, made), _sentence(prepared, file))
    return DONE


def _request(session: Session, args: argparse.Namespace, file: Path) -> Request:
    names = Names(session.desk, session.audience)
    given = vars(args)

    def id_of(kind: str, name: str) -> str:
        return names.id_of(kind, given[name]) if given.get(name) else ""

    first, last = given.get("first"), given.get("last")
    period = Period(parse_day(first) if first else None, parse_day(last) if last else None)
    if period.first and period.last and period.last <= period.first:
        raise WrongUseError(f"The range is empty: {last} is not after {first}.")
    decision = id_of("decision", "id")
    org = id_of("organisation", "org")
    return Request(
        kind=args.step,
        reader=reader_of(session.desk, session.audience, args.audience),
        format=args.format or file.suffix.removeprefix(".").casefold(),
        org=names.records.decision_by_id[decision].org if decision else org,
        decision=decision,
        forum=id_of("forum", "forum"),
        owner=id_of("person", "owner"),
        period=period,
        open_only=bool(given.get("open_only")),
        layout=Layout(Detail(given.get("detail", Detail.FULL)), bool(given.get("side_by_side"))),
    )


class _Progress:
    """Says on standard error how far a long export is."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._next = time.monotonic() + _QUIET_S

    def step(self, done: int, total: int, words: str) -> None:
        """Say it, but not often."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _QUIET_S
            self._session.note(f"{words}: {done} of {total}.")


def _shape(prepared: Prepared, args: argparse.Namespace, made: str) -> dict[str, Any]:
    return {
        "id": made,
        "path": str(args.out),
        "audience": args.audience,
        "format": prepared.request.format,
        "count": prepared.count,
        "sha256": prepared.sha256,
    }


def _sentence(prepared: Prepared, file: Path) -> str:
    noun = _COUNTED[prepared.request.kind]
    many = "entries" if noun == "entry" else ""
    how_many = counted(prepared.count, noun, many)
    return f"Wrote {how_many} to {file}. SHA-256: {prepared.sha256}"


CONFIGURE = {"export": configure_export}
