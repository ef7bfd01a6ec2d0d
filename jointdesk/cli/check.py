"""`check [--repair]`."""

import argparse

from jointdesk.cli.arguments import DONE, IN_PART, add_json
from jointdesk.cli.output import print_object
from jointdesk.cli.session import Session
from jointdesk.operations.check import check


def configure_check(parser: argparse.ArgumentParser) -> None:
    """Describe `check [--repair]`."""
    parser.add_argument("--repair", action="store_true", help="make anew what can be")
    parser.set_defaults(handler=_check)
    add_json(parser)


def _check(session: Session, args: argparse.Namespace) -> int:
    found = check(session.desk, session.now, mend=args.repair, say=session.note)
    if session.as_json:
        print_object(session, {"damage": found})
    else:
        for sentence in found or ["The desk is sound."]:
            session.say(sentence)
    return IN_PART if found else DONE


CONFIGURE = {"check": configure_check}
