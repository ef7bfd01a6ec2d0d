"""`search WORDS`."""

import argparse

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.lines import agenda_lines
from jointdesk.cli.output import print_list
from jointdesk.cli.session import Session
from jointdesk.cli.shapes import hit_shape
from jointdesk.operations.agenda import AgendaEntry
from jointdesk.operations.search import search
from jointdesk.operations.upkeep import bring_up_to_date
from jointdesk.store.organisations import list_organisations


def configure_search(parser: argparse.ArgumentParser) -> None:
    """Describe `search WORDS`."""
    parser.add_argument("words", metavar="WORDS", nargs="+")
    parser.set_defaults(handler=_search)
    add_json(parser)


def _search(session: Session, args: argparse.Namespace) -> int:
    desk = session.desk
    words = " ".join(args.words)
    bring_up_to_date(desk, session.now, session.note)
    meetings = search(desk, session.audience, words, session.now)
    organisations = {one.id: one for one in list_organisations(desk.connection)}
    rows = [hit_shape(meeting, organisations, desk.zone) for meeting in meetings]
    entries = [AgendaEntry(meeting, (), ()) for meeting in meetings]
    lines = agenda_lines(entries, organisations, desk.zone) if meetings else [_nothing(words)]
    print_list(session, "items", rows, lines)
    return DONE


def _nothing(words: str) -> str:
    return f"Nothing found for “{words}”. Private items of other bodies are not searched."


CONFIGURE = {"search": configure_search}
