"""`source add|list|remove`."""

import argparse

from jointdesk.cli.arguments import DONE, add_step, read_secret_line
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import iso
from jointdesk.operations import sources
from jointdesk.sources.addresses import has_credentials


def configure_source(parser: argparse.ArgumentParser) -> None:
    """Describe `source add|list|remove`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add = add_step(steps, "add", _add, "connect a calendar file, a folder of them or a feed")
    add.add_argument("org", metavar="ORG", help="the organisation's code")
    add.add_argument("kind", choices=["ics"])
    add.add_argument(
        "address", metavar="PATH|URL|-", help="- reads the address from standard input"
    )
    add.add_argument("--name", default="", help="what to call it")
    add.add_argument("--collection", metavar="ID", default="", help="connect to a known one")
    where = add.add_mutually_exclusive_group()
    where.add_argument(
        "--url-in-desk", action="store_true", help="keep the address in the file: it is no secret"
    )
    where.add_argument("--no-keyring", action="store_true", help="keep the address nowhere")
    add_step(steps, "list", _list, "list the calendars")
    remove = add_step(steps, "remove", _remove, "take a calendar away")
    remove.add_argument("id", metavar="ID")
    remove.add_argument("--keep", action="store_true", help="keep what was read")


def _add(session: Session, args: argparse.Namespace) -> int:
    address = args.address
    if address == "-":
        address = read_secret_line(session)
    elif has_credentials(address):
        raise WrongUseError(
            "An address with a user or a password in it must not be an argument, where other"
            " programs can see it. Give “-” and type it on standard input."
        )
    keep = sources.Keep.KEYRING
    if args.url_in_desk:
        keep = sources.Keep.DESK
    elif args.no_keyring:
        keep = sources.Keep.NOWHERE
    made = sources.add_source(
        session.desk,
        session.actor,
        org_code=args.org,
        address=address,
        name=args.name,
        keep=keep,
        collection_id=args.collection,
    )
    print_id(session, made)
    return DONE


def _list(session: Session, args: argparse.Namespace) -> int:
    zone = session.desk.zone
    rows = []
    for row in sources.list_sources(session.desk):
        reached = row.connection
        rows.append(
            {
                "id": row.collection.id,
                "org": row.organisation.code,
                "name": row.collection.name,
                "kind": row.collection.kind,
                "address": reached.address or None,
                "secret": reached.secret or None,
                "read_at": None if reached.read_at is None else iso(reached.read_at, zone),
                "paused": reached.paused,
                "error": reached.error or None,
            }
        )
    lines = [
        f"{row['id']}  {row['org']}  {row['name']}  {row['address'] or '(secret address)'}"
        for row in rows
    ]
    print_list(session, "sources", rows, lines or ["There is no calendar yet."])
    return DONE


def _remove(session: Session, args: argparse.Namespace) -> int:
    sources.remove_source(session.desk, session.actor, args.id, keep=args.keep)
    print_done(session, {"id": args.id, "kept": args.keep}, "Removed.")
    return DONE


CONFIGURE = {"source": configure_source}
