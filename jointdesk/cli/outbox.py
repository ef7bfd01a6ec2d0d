"""`outbox list|send|retry|withdraw|mine|theirs`: what waits to be written to calendars."""

import argparse
from typing import Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.output import print_done, print_list
from jointdesk.cli.session import Session
from jointdesk.cli.shapes import told_shape
from jointdesk.domain.invitations import NO_WAY_BACK, told_words
from jointdesk.domain.moments import local
from jointdesk.domain.words import plain_name
from jointdesk.operations import outbox, sending
from jointdesk.operations.outbox import OutboxEntry
from jointdesk.store.organisations import list_organisations


def configure_outbox(parser: argparse.ArgumentParser) -> None:
    """Describe `outbox list|send|retry|withdraw|mine|theirs`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    listing = add_step(steps, "list", _list, "list what waits, and what was changed there too")
    listing.add_argument(
        "--collisions", action="store_true", help="only what was changed there too"
    )
    for name, handler, words in (
        ("send", _send, "let its server send what “list” says it would, at the next sync"),
        ("retry", _retry, "try it again at the next sync"),
        ("withdraw", _withdraw, "take the change back"),
    ):
        step = add_step(steps, name, handler, words)
        step.add_argument("id", metavar="ID")
    for name, words in ((outbox.MINE, "what was changed here"), (outbox.THEIRS, "what is there")):
        step = add_step(steps, name, _settle, f"where both were changed, keep {words}")
        step.add_argument("id", metavar="ID")
        step.add_argument("field", metavar="FIELD")
        step.set_defaults(choice=name)


def _list(session: Session, args: argparse.Namespace) -> int:
    find = outbox.list_collided if args.collisions else outbox.list_outbox
    found = find(session.desk, session.audience, session.now)
    codes = {one.id: one.code for one in list_organisations(session.desk.connection)}
    lines = [line for entry in found for line in _lines(entry, codes)]
    print_list(
        session,
        "items",
        [_shape(session, entry, codes) for entry in found],
        lines or ["Nothing waits to be written."],
    )
    return DONE


def _shape(session: Session, entry: OutboxEntry, codes: dict[str, str]) -> dict[str, Any]:
    next_at = entry.next_at
    return {
        "id": entry.id,
        "org": codes.get(entry.collection.org_id, ""),
        "source": entry.collection.id,
        "title": entry.title,
        "kind": entry.kind.value,
        "state": entry.state,
        "values": {
            name: {"base": one.base, "mine": one.wanted} for name, one in entry.values.items()
        },
        "collisions": {
            one.field: {"base": one.base, "mine": one.mine, "theirs": one.theirs}
            for one in entry.collided
        },
        "attempts": entry.attempts,
        "next_at": local(next_at, session.desk.zone).isoformat() if next_at else None,
        "error": entry.error or None,
        "sends": told_shape(entry.told),
    }


def _lines(entry: OutboxEntry, codes: dict[str, str]) -> list[str]:
    code, title = codes.get(entry.collection.org_id, ""), plain_name(entry.title)
    fields = ", ".join(name.replace("_", " ") for name in entry.values)
    what = f"{entry.kind.value} ({fields})" if fields else entry.kind.value
    lines = [f"{entry.id}  {code}  {title}  {what}  {entry.state}"]
    if entry.told:
        how = "Not written: its server would send" if entry.state == "asks" else "Not sent:"
        lines.append(f"  {how} {told_words(entry.told)}.")
        lines.append(f"  {NO_WAY_BACK} “outbox send {entry.id}” lets it.")
    if entry.error:
        lines.append(f"  {entry.error}")
    lines += [
        f"  {one.field}: was {one.base!r}, mine {one.mine!r}, theirs {one.theirs!r}"
        for one in entry.collided
    ]
    return lines


def _send(session: Session, args: argparse.Namespace) -> int:
    told = sending.send(session.desk, session.actor, session.audience, args.id)
    said = f"The next sync sends {told_words(told)}. {NO_WAY_BACK}"
    print_done(session, {"id": args.id, "sends": told_shape(told)}, said)
    return DONE


def _retry(session: Session, args: argparse.Namespace) -> int:
    outbox.retry(session.desk, session.actor, session.audience, args.id)
    print_done(session, {"id": args.id}, "It is tried again at the next sync.")
    return DONE


def _withdraw(session: Session, args: argparse.Namespace) -> int:
    outbox.withdraw(session.desk, session.actor, session.audience, args.id)
    print_done(session, {"id": args.id}, "Withdrawn. “undo” brings it back.")
    return DONE


def _settle(session: Session, args: argparse.Namespace) -> int:
    outbox.settle_collision(
        session.desk, session.actor, session.audience, args.id, args.field, args.choice
    )
    said = "It is written at the next sync." if args.choice == outbox.MINE else "Theirs stays."
    print_done(session, {"id": args.id, "field": args.field}, said)
    return DONE


CONFIGURE = {"outbox": configure_outbox}
