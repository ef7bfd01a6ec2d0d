"""`new`: create a desk."""

import argparse
from pathlib import Path

from jointdesk.cli.arguments import DONE, add_json
from jointdesk.cli.output import print_done
from jointdesk.cli.session import Session
from jointdesk.operations.desks import new_desk


def configure_new(parser: argparse.ArgumentParser) -> None:
    """Describe `new FILE --name N [--zone Z]`."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--name", required=True)
    parser.add_argument("--zone", default="Europe/London")
    parser.set_defaults(handler=_new)
    add_json(parser)


def _new(session: Session, args: argparse.Namespace) -> int:
    desk = new_desk(
        Path(args.file),
        name=args.name,
        zone=args.zone,
        data_folder=session.data_folder,
        now=session.now,
    )
    desk.close()
    print_done(
        session,
        {"name": args.name, "zone": args.zone, "file": args.file},
        f"Made the desk {args.name}. Whoever can open the file can read all of it.",
    )
    return DONE


CONFIGURE = {"new": configure_new}
