"""`source add|list|remove`."""

import argparse
from getpass import getpass
from typing import Any

from jointdesk.cli.arguments import DONE, add_step, read_secret_line
from jointdesk.cli.output import print_done, print_id, print_list, print_object
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import iso
from jointdesk.domain.words import plain
from jointdesk.operations import sources
from jointdesk.sources.addresses import has_credentials
from jointdesk.sources.caldav.login import Login


def configure_source(parser: argparse.ArgumentParser) -> None:
    """Describe `source add|list|remove`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    words = "connect a calendar file, a folder of them, a feed, or a calendar server"
    add = add_step(steps, "add", _add, words)
    add.add_argument("org", metavar="ORG", help="the organisation's code")
    add.add_argument("kind", choices=["ics", "caldav"])
    add.add_argument(
        "address", metavar="PATH|URL|-", help="- reads the address from standard input (ics)"
    )
    add.add_argument("--user", default="", help="who signs in (caldav)")
    add.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from standard input, without --user a bearer token (caldav)",
    )
    add.add_argument("--name", default="", help="what to call it")
    add.add_argument("--collection", metavar="ID", default="", help="connect to a known one")
    where = add.add_mutually_exclusive_group()
    where.add_argument(
        "--url-in-desk", action="store_true", help="keep the address in the file: it is no secret"
    )
    where.add_argument("--no-keyring", action="store_true", help="keep what is secret nowhere")
    add_step(steps, "list", _list, "list the calendars")
    remove = add_step(steps, "remove", _remove, "take a calendar away")
    remove.add_argument("id", metavar="ID")
    remove.add_argument("--keep", action="store_true", help="keep what was read")


def _add(session: Session, args: argparse.Namespace) -> int:
    return _add_server(session, args) if args.kind == "caldav" else _add_ics(session, args)


def _add_server(session: Session, args: argparse.Namespace) -> int:
    if args.url_in_desk:
        raise WrongUseError("--url-in-desk is for feeds; the address of a server is kept anyway.")
    from jointdesk.operations.servers import add_server

    added = add_server(
        session.desk,
        session.actor,
        org_code=args.org,
        address=args.address,
        login=Login(args.user, _password(session, args)),
        keep=sources.Keep.NOWHERE if args.no_keyring else sources.Keep.KEYRING,
        name=args.name,
        collection_id=args.collection,
    )
    if not added.is_account:
        print_id(session, added.ids[0])
    elif session.as_json:
        print_object(session, {"ids": list(added.ids)})
    else:
        session.say("\n".join(added.ids))
    return DONE


def _password(session: Session, args: argparse.Namespace) -> str:
    """Return the password that standard input or a person at the keyboard gives, "" for none."""
    if args.password_stdin:
        return read_secret_line(session, f"Password of {plain(args.user)}")
    if not args.user or (args.no_keyring and not session.stdin.isatty()):
        return ""
    if not session.stdin.isatty():
        raise WrongUseError("A password is needed: --password-stdin reads it.")
    return getpass(f"Password of {plain(args.user)}: ")


def _add_ics(session: Session, args: argparse.Namespace) -> int:
    if args.user or args.password_stdin:
        raise WrongUseError("--user and --password-stdin are for a calendar server (caldav).")
    address = args.address
    if address == "-":
        address = read_secret_line(session, "The calendar's address").strip()
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
                "components": list(row.collection.components),
                "can_write": reached.can_write,
                "user": reached.user or None,
                "address": reached.address or None,
                "secret": None if reached.is_carried else reached.secret or None,
                "carried": reached.is_carried,
                "read_by": row.read_by or None,
                "left_out": row.left_out,
                "read_at": None if reached.read_at is None else iso(reached.read_at, zone),
                "paused": reached.paused,
                "error": reached.error or None,
            }
        )
    lines = [f"{row['id']}  {row['org']}  {row['name']}  {_place(row)}" for row in rows]
    print_list(session, "sources", rows, lines or ["There is no calendar yet."])
    return DONE


def _place(row: dict[str, Any]) -> str:
    if row["carried"]:
        return f"(read by {row['read_by']}'s computer)" if row["read_by"] else "(shared desk)"
    return str(row["address"] or "(secret address)")


def _remove(session: Session, args: argparse.Namespace) -> int:
    sources.remove_source(session.desk, session.actor, args.id, keep=args.keep)
    print_done(session, {"id": args.id, "kept": args.keep}, "Removed.")
    return DONE


CONFIGURE = {"source": configure_source}
