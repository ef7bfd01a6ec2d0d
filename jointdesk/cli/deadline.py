"""`deadline`: when something is due, reckoned from a day, without any record."""

import argparse
from collections.abc import Iterator

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.days import parse_day
from jointdesk.cli.output import print_object
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import full_day
from jointdesk.governance.deadline_rules import Deadline
from jointdesk.governance.deadlines import RULES, rule_by_id
from jointdesk.operations.deadlines import deadline, own_settings


def configure_deadline(parser: argparse.ArgumentParser) -> None:
    """Describe `deadline RULE --on DATE [--set KEY=VALUE]… [--org CODE]`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "rules, and what DATE is:\n" + "\n".join(
        f"  {rule.id:5} {rule.name} ({rule.date_means})" for rule in RULES.values()
    )
    parser.add_argument("rule", metavar="RULE", help="DL1 to DL15")
    parser.add_argument("--on", metavar="DATE", required=True, help="the day it starts from")
    parser.add_argument(
        "--set",
        dest="settings",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="a setting of the rule, other than its default",
    )
    parser.add_argument("--org", metavar="CODE", help="reckon by an organisation's own settings")
    parser.set_defaults(handler=_deadline)
    add_json(parser)


def _deadline(session: Session, args: argparse.Namespace) -> int:
    own = own_settings(session.desk, args.org, args.rule, session.now) if args.org else None
    found = deadline(args.rule, parse_day(args.on), _settings(args.settings), own)
    if session.as_json:
        dates = {name: day.isoformat() for name, day in found.dates.items()}
        print_object(session, {"rule": found.rule, "dates": dates, "why": list(found.why)})
    else:
        for line in _lines(found):
            session.say(line)
    return DONE


def _settings(pairs: list[str]) -> dict[str, str | int]:
    """Return KEY=VALUE arguments; of one key given twice the later counts.

    Raises:
        WrongUseError: one has no “=”.
    """
    settings: dict[str, str | int] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise WrongUseError(f"“{pair}” is not KEY=VALUE, such as days=5.")
        settings[key] = value
    return settings


def _lines(found: Deadline) -> Iterator[str]:
    labels = rule_by_id(found.rule).labels
    for name, day in found.dates.items():
        yield f"{labels[name]} {full_day(day)}"
    for sentence in found.why:
        yield f"  {sentence}"


CONFIGURE = {"deadline": configure_deadline}
