"""`desk collisions|settle`: what several people changed at once, and which value is right."""

import argparse
from typing import Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.lines import moment_words
from jointdesk.cli.output import print_done, print_list
from jointdesk.cli.session import Session
from jointdesk.domain.items import DELETED
from jointdesk.domain.moments import iso
from jointdesk.domain.words import plain, plain_line
from jointdesk.operations.collisions import ItemCollision, list_collisions, settle


def configure_collisions(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the steps of `desk` that are about collisions."""
    add_step(steps, "collisions", _list, "list what several people changed at once")
    step = add_step(steps, "settle", _settle, "say which of several values is right")
    step.add_argument("item", metavar="ITEM")
    step.add_argument("field", metavar="FIELD")
    step.add_argument(
        "--take", metavar="KEY", required=True, help="the value's own key, from the list"
    )


def _list(session: Session, args: argparse.Namespace) -> int:
    found = list_collisions(session.desk, session.audience)
    lines = [line for one in found for line in _lines(session, one)]
    print_list(
        session,
        "items",
        [_shape(session, one) for one in found],
        lines or ["Nothing was changed by two people at once."],
    )
    return DONE


def _shape(session: Session, one: ItemCollision) -> dict[str, Any]:
    return {
        "id": one.item,
        "type": one.type,
        "title": one.title,
        "field": _field(one),
        "label": one.label,
        "values": [
            {
                "take": said.key,
                "value": said.words,
                "fields": {name.lstrip("_"): value for name, value in said.values.items()},
                "person": said.author,
                "name": said.author_name,
                "at": iso(said.at, session.desk.zone),
                "shown": not place,
            }
            for place, said in enumerate(one.said)
        ],
    }


def _lines(session: Session, one: ItemCollision) -> list[str]:
    lines = [f"{one.item}  {_field(one)}  {plain_line(one.title)}: {one.label}"]
    for place, said in enumerate(one.said):
        shown = ", shown" if not place else ""
        who = plain_line(said.author_name) or "somebody"
        when = moment_words(said.at, session.desk.zone)
        lines.append(f"  {said.key}  {plain(said.words)}  {who}, {when}{shown}")
    return lines


def _field(one: ItemCollision) -> str:
    return one.field.lstrip("_")


def _settle(session: Session, args: argparse.Namespace) -> int:
    field = DELETED if args.field == DELETED.lstrip("_") else args.field
    one = settle(session.desk, session.actor, session.audience, args.item, field, args.take)
    (taken,) = one.said
    print_done(
        session,
        {"id": one.item, "field": _field(one), "value": taken.words},
        f"{one.label} of “{plain_line(one.title)}”: {plain(taken.words)}. “undo” takes that back.",
    )
    return DONE
