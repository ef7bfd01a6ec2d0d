"""`agenda`: the merged diary."""

import argparse

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.days import add_range, parse_window
from jointdesk.cli.lines import agenda_lines
from jointdesk.cli.output import print_list
from jointdesk.cli.session import Session
from jointdesk.cli.shapes import meeting_shape
from jointdesk.operations.agenda import agenda
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.upkeep import bring_up_to_date
from jointdesk.store.organisations import list_organisations


def configure_agenda(parser: argparse.ArgumentParser) -> None:
    """Describe `agenda --from D --to D [--org CODE]…`."""
    add_range(parser, required=True)
    parser.add_argument("--org", metavar="CODE", action="append", default=[])
    parser.set_defaults(handler=_agenda)
    add_json(parser)


def _agenda(session: Session, args: argparse.Namespace) -> int:
    desk = session.desk
    window = parse_window(args.first, args.last, desk.zone)
    org_ids = frozenset(organisation_by_code(desk, code).id for code in args.org)
    bring_up_to_date(desk, session.now, session.note)
    entries = agenda(desk, session.audience, window, session.now, org_ids)
    organisations = {one.id: one for one in list_organisations(desk.connection)}
    rows = [meeting_shape(entry, organisations, desk.zone) for entry in entries]
    print_list(session, "meetings", rows, agenda_lines(entries, organisations, desk.zone))
    return DONE


CONFIGURE = {"agenda": configure_agenda}
