"""`site add|remove|list` and `travel set`."""

import argparse

from jointdesk.cli.arguments import DONE, add_step, whole_number
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.session import Session
from jointdesk.operations import sites
from jointdesk.store.organisations import list_organisations
from jointdesk.store.sites import list_sites


def configure_site(parser: argparse.ArgumentParser) -> None:
    """Describe `site add|remove|list`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add = add_step(steps, "add", _add, "add a site")
    add.add_argument("id", metavar="ID")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--org", metavar="CODE")
    add.add_argument("--alias", action="append", default=[], help="what calendars call it")
    remove = add_step(steps, "remove", _remove, "take a site away")
    remove.add_argument("id", metavar="ID")
    add_step(steps, "list", _list, "list the sites")


def configure_travel(parser: argparse.ArgumentParser) -> None:
    """Describe `travel set`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    change = add_step(steps, "set", _set_travel, "say how long it takes between two sites")
    change.add_argument("a", metavar="A")
    change.add_argument("b", metavar="B")
    change.add_argument("minutes", metavar="MINUTES")


def _add(session: Session, args: argparse.Namespace) -> int:
    made = sites.add_site(
        session.desk,
        session.actor,
        site_id=args.id,
        name=args.name,
        org_code=args.org,
        aliases=tuple(args.alias),
    )
    print_id(session, made)
    return DONE


def _remove(session: Session, args: argparse.Namespace) -> int:
    site = sites.site_by_id(session.desk, args.id)
    sites.remove_site(session.desk, session.actor, site.id)
    print_done(session, {"id": site.id, "name": site.name}, f"Removed {site.name}.")
    return DONE


def _set_travel(session: Session, args: argparse.Namespace) -> int:
    minutes = whole_number(args.minutes, "minutes")
    sites.set_travel(session.desk, session.actor, args.a, args.b, minutes)
    fields = {"a": args.a, "b": args.b, "minutes": minutes}
    print_done(session, fields, f"{args.a} to {args.b}: {minutes} minutes, both ways.")
    return DONE


def _list(session: Session, args: argparse.Namespace) -> int:
    codes = {one.id: one.code for one in list_organisations(session.desk.connection)}
    known = list_sites(session.desk.connection)
    rows = [
        {
            "id": site.id,
            "name": site.name,
            "org": codes.get(site.org_id) if site.org_id else None,
            "aliases": list(site.aliases),
        }
        for site in known
    ]
    print_list(session, "items", rows, [f"{site.id}  {site.name}" for site in known])
    return DONE


CONFIGURE = {"site": configure_site, "travel": configure_travel}
