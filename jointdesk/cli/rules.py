"""`rule add|remove|list`."""

import argparse

from jointdesk.cli.arguments import DONE, add_step, key_values, whole_number
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.rules import Rule
from jointdesk.operations import rules
from jointdesk.store.rules import list_rules


def configure_rule(parser: argparse.ArgumentParser) -> None:
    """Describe `rule add|remove|list`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add = add_step(steps, "add", _add, "add a rule")
    add.add_argument("--title", metavar="GLOB", help="which titles, such as “*Cabinet*”")
    add.add_argument("--collection", metavar="ID", help="which calendar")
    add.add_argument(
        "--set",
        dest="values",
        metavar="KEY=VALUE",
        action="append",
        required=True,
        help="tier=1..4, all_day=free|busy, counts=leave|no",
    )
    remove = add_step(steps, "remove", _remove, "take a rule away")
    remove.add_argument("id", metavar="ID")
    add_step(steps, "list", _list, "list the rules")


def _add(session: Session, args: argparse.Namespace) -> int:
    given = key_values(args.values, ("tier", "all_day", "counts"))
    rule = Rule(
        id="",
        title=args.title,
        collection_id=args.collection,
        tier=whole_number(given["tier"], "tier") if "tier" in given else None,
        all_day=_one_of(given, "all_day", "free", "busy"),  # type: ignore[arg-type]
        counts=_one_of(given, "counts", "leave", "no"),  # type: ignore[arg-type]
    )
    print_id(session, rules.add_rule(session.desk, session.actor, rule))
    return DONE


def _remove(session: Session, args: argparse.Namespace) -> int:
    rules.remove_rule(session.desk, session.actor, args.id)
    print_done(session, {"id": args.id}, "Removed.")
    return DONE


def _one_of(given: dict[str, str], key: str, *allowed: str) -> str | None:
    value = given.get(key)
    if value is not None and value not in allowed:
        raise WrongUseError(f"“{key}” is one of: {', '.join(allowed)}.")
    return value


def _list(session: Session, args: argparse.Namespace) -> int:
    rows = [
        {
            "id": rule.id,
            "title": rule.title,
            "collection": rule.collection_id,
            "tier": rule.tier,
            "all_day": rule.all_day,
            "counts": rule.counts,
        }
        for rule in list_rules(session.desk.connection)
    ]
    lines = [
        "  ".join(f"{key}={value}" for key, value in row.items() if value is not None)
        for row in rows
    ]
    print_list(session, "items", rows, lines)
    return DONE


CONFIGURE = {"rule": configure_rule}
