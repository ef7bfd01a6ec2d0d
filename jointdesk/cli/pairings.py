"""`pair` and `split`: the same meeting or not."""

import argparse

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.output import print_done
from jointdesk.cli.session import Session
from jointdesk.domain.meetings import PairScope
from jointdesk.operations import pairings


def configure_pair(parser: argparse.ArgumentParser) -> None:
    """Describe `pair ID ID`."""
    parser.add_argument("first", metavar="ID")
    parser.add_argument("second", metavar="ID")
    _common(parser, _pair)


def configure_split(parser: argparse.ArgumentParser) -> None:
    """Describe `split ID`."""
    parser.add_argument("id", metavar="ID")
    _common(parser, _split)


def _common(parser: argparse.ArgumentParser, handler: object) -> None:
    parser.add_argument(
        "--scope",
        choices=[scope.value for scope in PairScope],
        default=PairScope.OCCURRENCE.value,
        help="this occurrence, or the whole series",
    )
    parser.set_defaults(handler=handler)
    add_json(parser)


def _pair(session: Session, args: argparse.Namespace) -> int:
    scope = PairScope(args.scope)
    pairings.pair(session.desk, session.actor, session.audience, args.first, args.second, scope)
    meeting = pairings.find_meeting(session.desk, session.audience, args.first)
    print_done(session, {"id": meeting.id}, f"One meeting now: {meeting.preferred.details.title}")
    return DONE


def _split(session: Session, args: argparse.Namespace) -> int:
    scope = PairScope(args.scope)
    pairings.split(session.desk, session.actor, session.audience, args.id, scope)
    print_done(session, {"id": args.id}, "Different meetings from now on.")
    return DONE


CONFIGURE = {"pair": configure_pair, "split": configure_split}
