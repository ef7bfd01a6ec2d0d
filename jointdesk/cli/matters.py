"""`matter add|list|show|edit`."""

import argparse

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.output import print_done, print_id, print_list, print_object
from jointdesk.cli.record_shapes import Shapes
from jointdesk.cli.records import add_values, given_fields
from jointdesk.cli.session import Session
from jointdesk.domain.matters import MATTER
from jointdesk.domain.words import plain
from jointdesk.operations.matters import add_matter, edit_matter
from jointdesk.operations.naming import Names


def configure_matter(parser: argparse.ArgumentParser) -> None:
    """Describe `matter add|list|show|edit`."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    add = add_step(steps, "add", _add, "add a matter: a subject on which bodies decide")
    add.add_argument("title", metavar="TITLE", nargs="?")
    add_values(add, MATTER)
    listing = add_step(steps, "list", _list, "list the matters")
    listing.add_argument("--org", metavar="CODE", action="append", default=[])
    listing.add_argument("--search", metavar="WORDS", default="")
    show = add_step(steps, "show", _show, "show a matter with its decisions")
    show.add_argument("id", metavar="MATTER", help="an id, a reference or a title")
    edit = add_step(steps, "edit", _edit, "change a matter")
    edit.add_argument("id", metavar="MATTER")
    add_values(edit, MATTER)


def _add(session: Session, args: argparse.Namespace) -> int:
    fields = dict(given_fields(session, args, MATTER, Names(session.desk, session.audience)))
    if args.title:
        fields["title"] = args.title
    print_id(session, add_matter(session.desk, session.actor, session.audience, fields))
    return DONE


def _list(session: Session, args: argparse.Namespace) -> int:
    shapes = Shapes(session)
    words = args.search.casefold().split()
    wanted = {shapes.names.name_of("organisation", shapes.names.id_of("organisation", code))
              for code in args.org}  # fmt: skip
    found = [
        shapes.matter(one)
        for one in shapes.records.matters
        if all(word in f"{one.ref} {one.title} {one.summary}".casefold() for word in words)
    ]
    rows = [row for row in found if not wanted or wanted.intersection(row["orgs"])]
    lines = [
        f"{row['id']}  {' '.join(row['orgs']) or '-':12}  {row['state']:8}  {row['title']}"
        for row in rows
    ]
    print_list(session, "items", rows, lines or ["No matters."])
    return DONE


def _show(session: Session, args: argparse.Namespace) -> int:
    matter_id = Names(session.desk, session.audience).id_of("matter", args.id)
    shapes = Shapes(session, matter_id)
    shape = shapes.full_matter(shapes.records.matter_by_id[matter_id])
    if session.as_json:
        print_object(session, shape)
        return DONE
    session.say(plain(shape["title"]))
    for row in shape["decisions"]:
        taken = f" on {row['date_taken']}" if row["date_taken"] else ""
        session.say(
            plain(f"  {row['org']}  {row['ref'] or row['id']}  {row['status']}{taken}:"
                  f" {row['title']}")
        )  # fmt: skip
    for row in shape["stubs"]:
        session.say(f"  {row['org']}  {row['title']} ({'taken' if row['taken'] else 'not taken'})")
    waits = f", waits for {', '.join(shape['waits_for'])}" if shape["waits_for"] else ""
    session.say(f"  {shape['state']}{waits}"
                + (f", in effect from {shape['date_effective']}" if shape["date_effective"] else "")
                )  # fmt: skip
    return DONE


def _edit(session: Session, args: argparse.Namespace) -> int:
    names = Names(session.desk, session.audience)
    matter_id = names.id_of("matter", args.id)
    fields = given_fields(session, args, MATTER, names)
    edit_matter(session.desk, session.actor, session.audience, matter_id, fields)
    shapes = Shapes(session, matter_id)
    changed = shapes.records.matter_by_id.get(matter_id)
    shape = shapes.full_matter(changed) if changed else {"id": matter_id}
    print_done(session, shape, "Changed the matter.")
    return DONE


CONFIGURE = {"matter": configure_matter}
