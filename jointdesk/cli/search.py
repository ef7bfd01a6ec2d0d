"""`search WORDS`."""

import argparse
from typing import Any

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.lines import agenda_lines
from jointdesk.cli.output import print_list
from jointdesk.cli.session import Session
from jointdesk.cli.shapes import hit_shape
from jointdesk.operations.agenda import AgendaEntry
from jointdesk.operations.naming import Names
from jointdesk.operations.search import Hit, search, search_records
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
    names = Names(desk, session.audience)
    hits = [_shape(hit, names) for hit in search_records(desk, session.audience, words)]
    rows = [*hits, *(hit_shape(meeting, organisations, desk.zone) for meeting in meetings)]
    entries = [AgendaEntry(meeting, (), ()) for meeting in meetings]
    lines = [f"{hit['type']:10}  {hit['ref'] or hit['id']:14}  {hit['title']}" for hit in hits]
    if meetings:
        lines += agenda_lines(entries, organisations, desk.zone)
    print_list(session, "items", rows, lines or [_nothing(words)])
    return DONE


def _shape(hit: Hit, names: Names) -> dict[str, Any]:
    """Return a record that was found; its own command shows the rest."""
    record = hit.record
    org = getattr(record, "org", "")
    orgs = getattr(record, "orgs", ()) or ((org,) if org else ())
    return {
        "type": hit.type,
        "id": record.id,
        "ref": getattr(record, "ref", "") or getattr(record, "code", "") or None,
        "title": _title(record),
        "orgs": [names.name_of("organisation", one) for one in orgs],
    }


def _title(record: Any) -> str:
    for name in ("title", "name", "subject", "paragraph", "nature"):
        if text := getattr(record, name, ""):
            return str(text)
    return ""


def _nothing(words: str) -> str:
    return f"Nothing found for “{words}”. Private items of other bodies are not searched."


CONFIGURE = {"search": configure_search}
