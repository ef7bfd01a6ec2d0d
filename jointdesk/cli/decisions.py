"""`decision add|list|show|edit|advance|supersede|revoke|import`."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.days import add_range, parse_day
from jointdesk.cli.decision_imports import configure_import
from jointdesk.cli.output import print_done, print_id, print_list, print_object
from jointdesk.cli.record_shapes import Shapes
from jointdesk.cli.records import add_values, given_fields
from jointdesk.cli.session import Session
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decision_words import STATUS_WORDS
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Fields
from jointdesk.domain.words import plain
from jointdesk.operations import decisions
from jointdesk.operations.meeting_decisions import fields_from_meeting
from jointdesk.operations.naming import Names
from jointdesk.operations.twin_references import twin_references


def configure_decision(parser: argparse.ArgumentParser) -> None:
    """Describe `decision add|list|show|edit|advance|supersede|revoke|import`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    _configure_add(steps)
    _configure_list(steps)
    show = add_step(steps, "show", _show, "show a decision, what it lacks and how it stands")
    show.add_argument("id", metavar="DECISION", help="an id, a reference or a title")
    edit = add_step(steps, "edit", _edit, "change a decision; with a reason once it was taken")
    edit.add_argument("id", metavar="DECISION")
    edit.add_argument("--reason", metavar="TEXT", default="")
    add_values(edit, DECISION)
    advance = add_step(
        steps, "advance", _advance, "go on to a step of its life; “taken” cannot be undone"
    )
    advance.add_argument("id", metavar="DECISION")
    advance.add_argument("status", metavar="STATUS", nargs="?", help=", ".join(Status))
    advance.add_argument("--to", metavar="STATUS", help="the same")
    advance.add_argument("--on", metavar="DAY", help="today unless it is known")
    advance.add_argument("--reason", metavar="TEXT", default="")
    add_values(advance, DECISION)
    supersede = add_step(steps, "supersede", _supersede, "put a newer decision in its place")
    supersede.add_argument("id", metavar="OLD")
    supersede.add_argument("new", metavar="NEW", nargs="?")
    supersede.add_argument("--by", metavar="NEW", help="the same")
    supersede.add_argument("--reason", metavar="TEXT", default="")
    add_values(supersede, DECISION)
    revoke = add_step(steps, "revoke", _revoke, "end a decision")
    revoke.add_argument("id", metavar="DECISION")
    revoke.add_argument("--by", metavar="DECISION", default="", help="the one that revokes it")
    revoke.add_argument("--on", metavar="DAY")
    revoke.add_argument("--reason", metavar="TEXT", default="")
    configure_import(steps)


def _configure_add(steps: Any) -> None:
    add = add_step(steps, "add", _add, "add a decision of one organisation, or one of each")
    add.add_argument("title", metavar="TITLE", nargs="?")
    add.add_argument("--org", metavar="CODE", action="append", default=[], help="may be repeated")
    add.add_argument("--matter", metavar="MATTER", default="", help="without, a new one is made")
    add.add_argument("--meeting", metavar="ID", default="", help="where it was decided")
    add_values(add, DECISION)


def _configure_list(steps: Any) -> None:
    listing = add_step(steps, "list", _list, "list the decisions")
    listing.add_argument("--org", metavar="CODE", action="append", default=[])
    listing.add_argument("--status", metavar="STATUS", action="append", default=[])
    listing.add_argument("--matter", metavar="MATTER", default="")
    listing.add_argument("--search", metavar="WORDS", default="")
    add_range(listing, required=False)


def _add(session: Session, args: argparse.Namespace) -> int:
    names = Names(session.desk, session.audience)
    given = dict(given_fields(session, args, DECISION, names))
    if args.title:
        given["title"] = args.title
    if args.matter:
        given["matter"] = names.id_of("matter", args.matter)
    orgs = [names.id_of("organisation", code) for code in args.org]
    rows = [
        {**row, **given} for row in _rows(session, args.meeting, orgs or [given.pop("org", "")])
    ]
    made = decisions.add_decisions(
        session.desk, session.actor, session.audience, rows, one_matter=len(rows) > 1
    )
    _tell_of_twins(session, made)
    if len(made) == 1:
        print_id(session, made[0])
    elif session.as_json:
        print_object(session, {"id": made[0], "ids": list(made)})
    else:
        for one in made:
            session.say(one)
    return DONE


def _rows(session: Session, meeting: str, orgs: Iterable[Any]) -> Iterator[Fields]:
    """One row for each organisation; from a meeting, of those named, else of whose it is."""
    wanted = [org for org in orgs if org]
    if not meeting:
        yield from ({"org": org} for org in wanted or [None])
        return
    found = fields_from_meeting(session.desk, session.audience, meeting)
    if not wanted and len(found) > 1:
        raise WrongUseError("It is a meeting of several organisations: say whose with --org.")
    common = {name: value for name, value in found[0].items() if name != "decision_makers"}
    by_org = {str(row["org"]): row for row in found}
    yield from (by_org.get(org, {**common, "org": org}) for org in wanted or by_org)


def _list(session: Session, args: argparse.Namespace) -> int:
    shapes = Shapes(session)
    wanted = _wanted(shapes.names, args)
    statuses = {_status(text).value for text in args.status}
    found = [one for one in shapes.records.decisions if wanted(one)]
    rows = [shapes.decision(one) for one in found]
    if statuses:
        rows = [
            row
            for row, one in zip(rows, found, strict=True)
            if statuses.intersection((row["status"], one.status))
        ]
    print_list(session, "items", rows, [_line(row) for row in rows] or ["No decisions."])
    return DONE


def _wanted(names: Names, args: argparse.Namespace) -> Callable[[Decision], bool]:
    """Return the filter that the arguments ask for."""
    orgs = {names.id_of("organisation", code) for code in args.org}
    matter = names.id_of("matter", args.matter) if args.matter else ""
    words = args.search.casefold().split()
    first = parse_day(args.first) if args.first else date.min
    last = parse_day(args.last) if args.last else None
    if last is not None and last <= first:
        raise WrongUseError(f"The range is empty: {args.last} is not after {args.first}.")
    has_range = bool(args.first or args.last)

    def holds(one: Decision) -> bool:
        day = one.date_taken or one.decision_due
        if has_range and (day is None or day < first or (last is not None and day >= last)):
            return False
        text = f"{one.ref} {one.title} {one.decision_text} {one.reasons}".casefold()
        return (
            (not orgs or one.org in orgs)
            and (not matter or one.matter == matter)
            and all(word in text for word in words)
        )

    return holds


def _line(row: dict[str, Any]) -> str:
    marks = f"  [{' '.join(row['checks'])}]" if row["checks"] else ""
    return (
        f"{row['ref'] or row['id']:14}  {STATUS_WORDS[row['status']]:22}"
        f"  {row['date_taken'] or '':10}  {row['title']}{marks}"
    )


def _show(session: Session, args: argparse.Namespace) -> int:
    shape = _shape(session, Names(session.desk, session.audience).id_of("decision", args.id))
    if session.as_json:
        print_object(session, shape)
        return DONE
    for line in _lines(shape):
        session.say(plain(line))
    return DONE


def _shape(session: Session, decision_id: str) -> dict[str, Any]:
    shapes = Shapes(session, decision_id)
    found = shapes.records.decision_by_id.get(decision_id)
    return shapes.full_decision(found) if found else {"id": decision_id}


def _lines(shape: dict[str, Any]) -> Iterator[str]:
    yield f"{shape['ref'] or shape['id']}  {shape['org']}  {shape['title']}"
    yield f"Status: {STATUS_WORDS[shape['status']]}"
    yield f"Taken: {shape['date_taken'] or 'not yet'}"
    yield f"In effect from: {shape['date_effective'] or 'not known'}"
    yield from (f"  {why}" for why in shape["effective_why"])
    for name, label in (("decision_text", "Decision"), ("reasons", "Reasons")):
        if shape[name]:
            yield f"{label}: {shape[name]}"
    done = shape["completeness"]
    yield f"Complete: {done['done']} of {done['total']}"
    yield from (f"  {name}: {why}" for name, why in shape["asked_by"].items())
    yield from (f"  proposed: {name}" for name in shape["proposed"])
    if shape["checks"]:
        yield f"Checks: {', '.join(shape['checks'])}"


def _edit(session: Session, args: argparse.Namespace) -> int:
    names = Names(session.desk, session.audience)
    decision_id = names.id_of("decision", args.id)
    fields = given_fields(session, args, DECISION, names)
    decisions.edit_decision(
        session.desk, session.actor, session.audience, decision_id, fields, args.reason
    )
    _tell_of_twins(session, [decision_id])
    return _tell(session, decision_id, "Changed")


def _tell_of_twins(session: Session, ids: Sequence[str]) -> None:
    for sentence in twin_references(session.desk, session.audience, ids):
        session.note(sentence)


def _advance(session: Session, args: argparse.Namespace) -> int:
    names = Names(session.desk, session.audience)
    decision_id = names.id_of("decision", args.id)
    text = args.to or args.status
    if not text:
        raise WrongUseError(f"Say to which step: {', '.join(Status)}.")
    warnings = decisions.advance(
        session.desk,
        session.actor,
        session.audience,
        decision_id,
        _status(text),
        parse_day(args.on) if args.on else None,
        args.reason,
        given_fields(session, args, DECISION, names),
    )
    for sentence in warnings:
        session.note(sentence)
    return _tell(session, decision_id, "Done")


def _status(text: str) -> Status:
    wanted = text.strip().casefold().replace(" ", "_")
    for status in Status:
        if wanted in (status.value, status.name.lower(), STATUS_WORDS[status].casefold()):
            return status
    raise WrongUseError(f"“{text}” is no step: use {', '.join(Status)}.")


def _supersede(session: Session, args: argparse.Namespace) -> int:
    names = Names(session.desk, session.audience)
    old = names.id_of("decision", args.id)
    fields = given_fields(session, args, DECISION, names)
    if args.by or args.new:
        if fields:
            raise WrongUseError("Name the newer decision, or give the fields of a new one.")
        new = names.id_of("decision", args.by or args.new)
        decisions.supersede(session.desk, session.actor, session.audience, old, new, args.reason)
        return _tell(session, old, "Linked")
    if not fields:
        raise WrongUseError("Say by which decision: decision supersede OLD NEW.")
    known = names.meant(old).decision_by_id[old]
    common = {"org": known.org, "matter": known.matter, "title": known.title, "supersedes": old}
    row = {**common, **fields}
    decisions.add_decisions(session.desk, session.actor, session.audience, [row])
    return _tell(session, old, "Linked")


def _revoke(session: Session, args: argparse.Namespace) -> int:
    names = Names(session.desk, session.audience)
    decision_id = names.id_of("decision", args.id)
    decisions.revoke(
        session.desk,
        session.actor,
        session.audience,
        decision_id,
        names.id_of("decision", args.by) if args.by else "",
        parse_day(args.on) if args.on else None,
        args.reason,
    )
    return _tell(session, decision_id, "Revoked")


def _tell(session: Session, decision_id: str, word: str) -> int:
    shape = _shape(session, decision_id)
    status = STATUS_WORDS.get(shape.get("status", ""), "")
    name = shape.get("ref") or decision_id
    print_done(session, shape, f"{word}: {name}, {status.lower()}." if status else f"{word}.")
    return DONE


CONFIGURE = {"decision": configure_decision}
