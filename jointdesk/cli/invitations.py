"""`invitation list|accept|tentative|decline|propose|file`: what the director is asked to."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.output import print_done, print_list
from jointdesk.cli.session import Session
from jointdesk.cli.shapes import meeting_shape, when
from jointdesk.domain.moments import local
from jointdesk.domain.words import counted, plain_name
from jointdesk.operations.agenda import AgendaEntry, notes_on
from jointdesk.store.files import new_file
from jointdesk.store.organisations import list_organisations

if TYPE_CHECKING:
    from jointdesk.operations.invitations import Invitation

_WORDS = {"accept": "accepted", "tentative": "tentative", "decline": "declined"}
_HELP = {
    "accept": "say that the director comes",
    "tentative": "say that the director may come",
    "decline": "say that the director does not come",
}


def configure_invitation(parser: argparse.ArgumentParser) -> None:
    """Describe `invitation` and its steps."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add_step(steps, "list", _list, "list what is still to be answered")
    for name, words in _HELP.items():
        step = add_step(steps, name, _answer, words)
        step.add_argument("id", metavar="ID")
        step.add_argument("--only-this", action="store_true", help="of a series this one alone")
        step.set_defaults(reply=_WORDS[name])
    step = add_step(steps, "propose", _propose, "write a mail that proposes another time")
    step.add_argument("id", metavar="ID")
    step.add_argument("start", metavar="START", help="as 2026-12-01T14:00 on the desk's clock")
    step.add_argument("end", metavar="END", nargs="?", default="")
    step.add_argument("--comment", metavar="TEXT", default="")
    step.add_argument("--ics", metavar="FILE", default="", help="write the proposal to a file")
    step = add_step(steps, "file", _file, "write an invitation of one's own, to send by mail")
    step.add_argument("id", metavar="EVENT")
    step.add_argument("file", metavar="FILE")


def _list(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.invitations import list_invitations

    found = list_invitations(session.desk, session.audience, session.now)
    shapes = [_shape(session, one) for one in found]
    print_list(
        session, "items", shapes, [_line(session, one) for one in found] or ["Nothing to answer."]
    )
    return DONE


def _shape(session: Session, one: "Invitation") -> dict[str, Any]:
    organisations = {each.id: each for each in list_organisations(session.desk.connection)}
    entry = AgendaEntry(one.meeting, one.conflicts, notes_on(one.meeting))
    details, zone = one.copy.details, session.desk.zone
    return {
        **meeting_shape(entry, organisations, zone),
        "id": one.id,
        "title": details.title,
        "start": when(one.copy.start, details.all_day, zone),
        "end": when(one.copy.end, details.all_day, zone),
        "organiser": details.organizer,
        "series": one.is_series,
        "occurrences": one.occurrences,
        "writable": details.writable,
    }


def _line(session: Session, one: "Invitation") -> str:
    start = local(one.copy.start, session.desk.zone)
    details = one.copy.details
    more = f", {counted(one.occurrences, 'occurrence')}" if one.is_series else ""
    clash = f"  {counted(len(one.conflicts), 'conflict')}" if one.conflicts else ""
    return (
        f"{one.id}  {start:%Y-%m-%d %H:%M}  {details.org_code}  {plain_name(details.title)}"
        f"  from {plain_name(details.organizer)}{more}{clash}"
    )


def _answer(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.invitations import answer

    done = answer(
        session.desk, session.actor, session.audience, args.id, args.reply,
        only_this=args.only_this,
    )  # fmt: skip
    said = ["The organiser is told when it is written. Until then “undo” takes it back."]
    shape = {"id": done.id, "reply": args.reply, "notes": list(done.notes)}
    print_done(session, shape, "\n".join(done.notes or said))
    return DONE


def _propose(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.invitations import propose

    found = propose(
        session.desk, session.audience, args.id, args.start, args.end, args.comment, session.now
    )
    if args.ics:
        with new_file(Path(args.ics)) as draft:
            draft.write_bytes(found.calendar)
    shape = {
        "id": args.id,
        "to": found.organiser,
        "subject": found.subject,
        "text": found.text,
        "ics": found.calendar.decode("utf-8", "replace"),
    }
    attach = " and attach the file" if args.ics else ""
    said = (
        f"Calendar servers carry no proposals: send this by mail{attach}.\n\n"
        f"To: {found.organiser}\nSubject: {found.subject}\n\n{found.text}"
    )
    print_done(session, shape, said)
    return DONE


def _file(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.sending import invitation_file

    found = invitation_file(session.desk, session.audience, args.id, session.now)
    with new_file(Path(args.file)) as draft:
        draft.write_bytes(found)
    print_done(session, {"id": args.id, "file": args.file}, f"Saved {Path(args.file).name}.")
    return DONE


CONFIGURE = {"invitation": configure_invitation}
