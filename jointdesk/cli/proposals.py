"""`propose`, `proposals`, `accept`, `refuse`: what one person asks another to agree to."""

import argparse
from typing import Any

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.output import print_done, print_list, print_object
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import iso
from jointdesk.domain.proposals import WAYS, Proposal
from jointdesk.domain.words import plain
from jointdesk.operations import proposal_acts, proposals
from jointdesk.operations.audiences import find_person
from jointdesk.operations.proposals import ProposalRow, Wish
from jointdesk.operations.upkeep import bring_up_to_date
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import person_names

_NAMES = {way.replace("_", "-"): way for way in WAYS}


def configure_propose(parser: argparse.ArgumentParser) -> None:
    """Describe `propose ID --how …`."""
    parser.add_argument("id", metavar="ID", help="a conflict")
    parser.add_argument(
        "--how",
        required=True,
        nargs="+",
        metavar=("HOW", "WHAT"),
        help="move [MEETING] --start S [--end E], deputy PERSON, remote [MEETING],"
        " give-way [MEETING]",
    )
    parser.add_argument("--meeting", metavar="ID", default="", help="which meeting it is about")
    parser.add_argument("--start", metavar="S", default="", help="such as 2026-12-01T14:00")
    parser.add_argument("--end", metavar="E", default="", help="without it as long as before")
    parser.add_argument("--text", metavar="T", default="", help="what is said to it")
    parser.set_defaults(handler=_propose)
    add_json(parser)


def configure_proposals(parser: argparse.ArgumentParser) -> None:
    """Describe `proposals [--conflict ID] [--open]`."""
    parser.add_argument("--conflict", metavar="ID", default="")
    parser.add_argument("--open", action="store_true", help="those that wait for an answer")
    parser.set_defaults(handler=_list)
    add_json(parser)


def configure_accept(parser: argparse.ArgumentParser) -> None:
    """Describe `accept PROPOSAL [--note T]`."""
    parser.add_argument("id", metavar="PROPOSAL")
    parser.add_argument("--note", metavar="T", default="")
    parser.set_defaults(handler=_accept)
    add_json(parser)


def configure_refuse(parser: argparse.ArgumentParser) -> None:
    """Describe `refuse PROPOSAL --why T`."""
    parser.add_argument("id", metavar="PROPOSAL")
    parser.add_argument("--why", metavar="T", default="", help="needed, but for one's own")
    parser.set_defaults(handler=_refuse)
    add_json(parser)


def _propose(session: Session, args: argparse.Namespace) -> int:
    wish = _wish(session, args)
    bring_up_to_date(session.desk, session.now, session.note)
    made = proposals.propose(session.desk, session.actor, session.audience, args.id, wish)
    session.note(f"{made.sentence}. {made.readers}")
    for clash in made.clashes:
        session.note(plain(clash))
    if session.as_json:
        shown = {"id": made.id, "sentence": made.sentence, "clashes": [*made.clashes]}
        print_object(session, shown)
    else:
        session.say(made.id)
    return DONE


def _wish(session: Session, args: argparse.Namespace) -> Wish:
    how, *what = args.how
    if how not in _NAMES or len(what) > 1:
        raise WrongUseError(f"--how takes one of {', '.join(_NAMES)}, and at most one thing more.")
    if how == "deputy":
        person = find_person(session.desk, what[0]).id if what else ""
        return Wish("deputy", args.meeting, args.start, args.end, person, args.text)
    meeting = what[0] if what else args.meeting
    return Wish(_NAMES[how], meeting, args.start, args.end, "", args.text)


def _list(session: Session, args: argparse.Namespace) -> int:
    bring_up_to_date(session.desk, session.now, session.note)
    found = proposals.list_proposals(session.desk, session.audience, session.now, args.conflict)
    if args.open:
        found = [row for row in found if row.asked.proposal.is_open]
    shown = [proposal_shape(session, row) for row in found]
    lines = [_line(shape) for shape in shown]
    print_list(session, "items", shown, lines or ["Nothing is proposed."])
    return DONE


def proposal_shape(session: Session, row: ProposalRow) -> dict[str, Any]:
    """Return a proposal as JSON."""
    proposal: Proposal = row.asked.proposal
    zone = session.desk.zone
    names = person_names(session.desk.connection)
    codes = {one.id: one.code for one in list_organisations(session.desk.connection)}
    return {
        "id": proposal.id,
        "conflict": row.judged.conflict.id if row.judged else proposal.conflict,
        "code": row.judged.conflict.code if row.judged else None,
        "how": proposal.way.replace("_", "-"),
        "meeting": proposal.event,
        "orgs": [codes.get(one, one) for one in proposal.orgs],
        "start": proposal.start or None,
        "end": proposal.end or None,
        "person": proposal.person,
        "sentence": row.sentence,
        "text": proposal.text,
        "by": proposal.by,
        "by_name": names.get(proposal.by, ""),
        "at": iso(proposal.at, zone),
        "state": proposal.state,
        "changed": row.asked.is_changed,
        "may_answer": row.asked.may_answer,
        "answered_by": proposal.answered_by,
        "answered_at": iso(proposal.answered_at, zone) if proposal.answered_at else None,
        "answer": proposal.answer,
    }


def _line(shape: dict[str, Any]) -> str:
    changed = ", but its conflict has changed since" if shape["changed"] else ""
    text = f": {shape['text']}" if shape["text"] else ""
    answer = f": {shape['answer']}" if shape["answer"] else ""
    return (
        f"{shape['id']}  {shape['by_name'] or 'the director'}: {shape['sentence']}{text}"
        f" ({shape['state']}{changed}{answer})"
    )


def _accept(session: Session, args: argparse.Namespace) -> int:
    bring_up_to_date(session.desk, session.now, session.note)
    done = proposal_acts.accept(session.desk, session.actor, session.audience, args.id, args.note)
    for note in done.notes:
        session.note(note)
    state = {"id": args.id, "state": "accepted", "sentence": done.sentence}
    fields = {**state, "given_to": done.given_to or None, "notes": list(done.notes)}
    print_done(session, fields, f"Accepted: {done.sentence}.")
    return DONE


def _refuse(session: Session, args: argparse.Namespace) -> int:
    state = proposals.refuse(session.desk, session.actor, session.audience, args.id, args.why)
    words = {"declined": "Declined.", "withdrawn": "Taken back."}
    print_done(session, {"id": args.id, "state": state}, words[state])
    return DONE


CONFIGURE = {
    "propose": configure_propose,
    "proposals": configure_proposals,
    "accept": configure_accept,
    "refuse": configure_refuse,
}
