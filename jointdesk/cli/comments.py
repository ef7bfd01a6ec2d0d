"""`comment`, `comments`, `seen`: what people say to each other about a conflict."""

import argparse
from typing import Any

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.lines import day_words
from jointdesk.cli.output import print_done, print_list, print_object
from jointdesk.cli.session import Session
from jointdesk.domain.conflicts import JudgedConflict, State
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.moments import Instant, iso
from jointdesk.operations.comments import comment_on_conflict
from jointdesk.operations.conflict_threads import Thread, read_talk, see_conflict, see_said
from jointdesk.operations.conflicts import find_conflict
from jointdesk.operations.proposals import sentence_of
from jointdesk.operations.upkeep import bring_up_to_date
from jointdesk.store.people import person_names


def configure_comment(parser: argparse.ArgumentParser) -> None:
    """Describe `comment ID TEXT`."""
    parser.add_argument("id", metavar="ID", help="a conflict")
    parser.add_argument("text", metavar="TEXT")
    parser.set_defaults(handler=_comment)
    add_json(parser)


def configure_comments(parser: argparse.ArgumentParser) -> None:
    """Describe `comments ID`."""
    parser.add_argument("id", metavar="ID", help="a conflict")
    parser.set_defaults(handler=_list)
    add_json(parser)


def configure_seen(parser: argparse.ArgumentParser) -> None:
    """Describe `seen ID`."""
    parser.add_argument("id", metavar="ID", help="a conflict, a comment or a proposal")
    parser.set_defaults(handler=_seen)
    add_json(parser)


def _comment(session: Session, args: argparse.Namespace) -> int:
    bring_up_to_date(session.desk, session.now, session.note)
    said = comment_on_conflict(session.desk, session.actor, session.audience, args.id, args.text)
    session.note(said.readers)
    if session.as_json:
        print_object(session, {"id": said.id})
    else:
        session.say(said.id)
    return DONE


def _list(session: Session, args: argparse.Namespace) -> int:
    bring_up_to_date(session.desk, session.now, session.note)
    judged = find_conflict(session.desk, session.audience, args.id, session.now)
    thread = read_talk(session.desk, session.audience).thread(judged)
    rows = _rows(session, judged, thread)
    lines = [_line(session, row) for row in rows]
    print_list(session, "items", rows, lines or ["Nobody has said anything yet."])
    return DONE


def _rows(session: Session, judged: JudgedConflict, thread: Thread) -> list[dict[str, Any]]:
    """Return who has it, what was said and what was proposed, in the order in which it was."""
    rows: list[dict[str, Any]] = []
    settlement = judged.settlement
    if judged.state is State.ASSIGNED and settlement is not None:
        words = settlement.reason
        given = _row(session, "given", judged.conflict.id, settlement.at, judged.owner, words)
        seen_at = iso(thread.seen_at, session.desk.zone) if thread.seen_at is not None else None
        rows.append({**given, "seen_at": seen_at})
    for comment in thread.comments:
        rows.append(_row(session, "comment", comment.id, comment.at, comment.author, comment.text))
    for asked in thread.proposals:
        one = asked.proposal
        words = sentence_of(session.desk, session.audience, one)
        row = _row(session, "proposal", one.id, one.at, one.by, words)
        rows.append({**row, "state": one.state, "answer": one.answer})
    for row in rows:
        row["unseen"] = row["id"] in thread.unseen
    return sorted(rows, key=lambda row: str(row["at"]))


def _row(
    session: Session, kind: str, id_: str, at: Instant, person: str | None, text: str
) -> dict[str, Any]:
    names = person_names(session.desk.connection)
    return {
        "kind": kind,
        "id": id_,
        "at": iso(at, session.desk.zone),
        "person": person,
        "person_name": names.get(person or "", ""),
        "text": text,
    }


def _line(session: Session, row: dict[str, Any]) -> str:
    who = row["person_name"] or "the director"
    mark = "* " if row["unseen"] else "  "
    if row["kind"] == "given":
        seen = f"seen {_when(row['seen_at'])}" if row["seen_at"] else "not seen yet"
        note = f": {row['text']}" if row["text"] else ""
        return f"{mark}{_when(row['at'])}  Given to {who} ({seen}){note}"
    if row["kind"] == "proposal":
        answer = f": {row['answer']}" if row["answer"] else ""
        return f"{mark}{_when(row['at'])}  {who} proposes: {row['text']} ({row['state']}{answer})"
    return f"{mark}{_when(row['at'])}  {who}: {row['text']}"


def _when(text: str) -> str:
    from datetime import datetime

    moment = datetime.fromisoformat(text)
    return f"{day_words(moment.date())} {moment:%H:%M}"


def _seen(session: Session, args: argparse.Namespace) -> int:
    bring_up_to_date(session.desk, session.now, session.note)
    desk, actor, audience = session.desk, session.actor, session.audience
    try:
        judged = find_conflict(desk, audience, args.id, session.now)
    except NotFoundError:
        number = see_said(desk, actor, audience, args.id)
    else:
        number = see_conflict(desk, actor, audience, judged)
    said = "Seen." if number else "Nothing here was new to you."
    print_done(session, {"id": args.id, "seen": number}, said)
    return DONE


CONFIGURE = {"comment": configure_comment, "comments": configure_comments, "seen": configure_seen}
