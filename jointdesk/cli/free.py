"""`free`: time that is free in every diary."""

import argparse

from jointdesk.cli.arguments import DONE, add_json, whole_number
from jointdesk.cli.days import add_range, parse_window
from jointdesk.cli.lines import day_words
from jointdesk.cli.output import print_list
from jointdesk.cli.session import Session
from jointdesk.domain.moments import iso, local
from jointdesk.operations.free import free
from jointdesk.operations.upkeep import bring_up_to_date


def configure_free(parser: argparse.ArgumentParser) -> None:
    """Describe `free --from D --to D --minutes M [--site S]`."""
    add_range(parser, required=True)
    parser.add_argument("--minutes", metavar="M", required=True)
    parser.add_argument("--site", metavar="S")
    parser.set_defaults(handler=_free)
    add_json(parser)


def _free(session: Session, args: argparse.Namespace) -> int:
    desk = session.desk
    window = parse_window(args.first, args.last, desk.zone)
    bring_up_to_date(desk, session.now, session.note)
    slots = free(
        desk,
        session.audience,
        window,
        session.now,
        minutes=whole_number(args.minutes, "minutes"),
        site_id=args.site,
    )
    rows = []
    lines = []
    for slot in slots:
        start, end = local(slot.start, desk.zone), local(slot.end, desk.zone)
        row = {
            "start": iso(slot.start, desk.zone),
            "end": iso(slot.end, desk.zone),
            "why": list(slot.why),
            "stale": slot.stale,
        }
        rows.append({**row, "site": args.site} if args.site else row)
        stale = "  (a diary is out of date)" if slot.stale else ""
        lines.append(f"{day_words(start.date())}  {start:%H:%M}–{end:%H:%M}{stale}")
    print_list(session, "slots", rows, lines or ["No time fits in these days."])
    return DONE


CONFIGURE = {"free": configure_free}
