"""`worklist list|show`: what is to be done in calendars that only others can write to."""

import argparse
from pathlib import Path
from typing import Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.output import print_done, print_list
from jointdesk.cli.session import Session
from jointdesk.operations.worklist import WorklistEntry, list_worklist, worklist_entry
from jointdesk.store.files import new_file
from jointdesk.store.organisations import list_organisations


def configure_worklist(parser: argparse.ArgumentParser) -> None:
    """Describe `worklist list|show ID [--ics FILE]`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add_step(steps, "list", _list, "list what is to be done")
    show = add_step(steps, "show", _show, "show one, ready to be put there")
    show.add_argument("id", metavar="ID")
    show.add_argument("--ics", metavar="FILE", default="", help="save it as a calendar file")


def _list(session: Session, args: argparse.Namespace) -> int:
    found = list_worklist(session.desk, session.audience, session.now)
    codes = _codes(session)
    lines = [f"{entry.id}  {entry.sentence}" for entry in found]
    rows = [_shape(entry, codes) for entry in found]
    print_list(session, "items", rows, lines or ["There is nothing to be done elsewhere."])
    return DONE


def _show(session: Session, args: argparse.Namespace) -> int:
    entry = worklist_entry(session.desk, session.audience, session.now, args.id)
    if args.ics:
        with new_file(Path(args.ics)) as draft:
            draft.write_bytes(entry.calendar)
    text = entry.calendar.decode()
    shape = {**_shape(entry, _codes(session)), "calendar": text}
    told = entry.sentence if args.ics else f"{entry.sentence}\n\n{text}".rstrip()
    if session.as_json:
        print_done(session, shape, told)
    else:
        for line in told.splitlines():
            print_done(session, {}, line)
    return DONE


def _shape(entry: WorklistEntry, codes: dict[str, str]) -> dict[str, Any]:
    return {
        "id": entry.id,
        "org": codes.get(entry.collection.org_id, ""),
        "source": entry.collection.id,
        "title": entry.title,
        "kind": entry.kind.value,
        "sentence": entry.sentence,
    }


def _codes(session: Session) -> dict[str, str]:
    return {one.id: one.code for one in list_organisations(session.desk.connection)}


CONFIGURE = {"worklist": configure_worklist}
