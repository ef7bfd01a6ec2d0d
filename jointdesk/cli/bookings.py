"""`booking` and its steps: from what somebody asks for to a meeting in both diaries."""

import argparse
from pathlib import Path
from typing import Any

from jointdesk.cli.arguments import DONE, add_step
from jointdesk.cli.booking_options import configure_options
from jointdesk.cli.booking_shapes import booking_line, booking_shape, detail_lines, detail_shape
from jointdesk.cli.days import parse_day
from jointdesk.cli.output import print_done, print_id, print_list
from jointdesk.cli.records import add_values, given_fields
from jointdesk.cli.session import Session
from jointdesk.cli.tasks import tasks_orgs
from jointdesk.cli.typed_bookings import add_typed, is_typed
from jointdesk.domain.bookings import BOOKING, STATES
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.invitations import NO_WAY_BACK
from jointdesk.domain.items import Fields
from jointdesk.domain.words import plain
from jointdesk.operations import bookings
from jointdesk.operations.audiences import find_person
from jointdesk.operations.booking_lists import booking_detail, list_bookings
from jointdesk.operations.booking_notes import note_booking, see_booking
from jointdesk.operations.booking_templates import list_templates, with_template
from jointdesk.operations.bookings import BookingDone, find_booking
from jointdesk.operations.naming import Names
from jointdesk.operations.upkeep import bring_up_to_date

_SLOT = "an option's number, a start such as 2026-12-01T14:00, or START/END"


def configure_booking(parser: argparse.ArgumentParser) -> None:
    """Describe `booking` and its steps."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    _configure_add(add_step(steps, "add", _add, "note what somebody asks for"))
    found = add_step(steps, "list", _list, "the bookings, open ones first")
    chosen = found.add_mutually_exclusive_group()
    for name, words in (
        ("mine", "those that are the acting person's move"),
        ("waiting", "those that wait for somebody else"),
        ("old", "those that are getting old"),
    ):
        chosen.add_argument(f"--{name}", dest="only", action="store_const", const=name, help=words)
    found.add_argument("--state", choices=tuple(STATES), default="")
    add_step(steps, "templates", _templates, "what a new booking may be made from")
    _add_one(steps, "show", _show, "show one, with all that is said of it")
    add_values(_add_one(steps, "edit", _edit, "change one"), BOOKING)
    configure_options(steps)
    _configure_holds(steps)
    offer = _add_one(steps, "offer", _offer, "note which times were offered; else all held ones")
    offer.add_argument("slots", metavar="SLOT", nargs="*", help=_SLOT)
    answer = _add_one(steps, "answer", _answer, "note what somebody said to a time")
    answer.add_argument("who", metavar="WHO")
    answer.add_argument("answer", metavar="yes|no|perhaps")
    answer.add_argument("slot", metavar="SLOT", nargs="?", default="", help=_SLOT)
    confirm = _add_one(steps, "confirm", _confirm, "confirm a time; all other holds are freed")
    confirm.add_argument("slot", metavar="SLOT", help=_SLOT)
    confirm.add_argument(
        "--send", action="store_true",
        help="let the calendar's server tell those who are asked; without it nobody is told",
    )  # fmt: skip
    move = _add_one(steps, "move", _move, "give a confirmed booking another time")
    move.add_argument("start", metavar="START", help="such as 2026-12-01T14:00")
    move.add_argument("end", metavar="END", nargs="?", default="")
    decline = _add_one(steps, "decline", _decline, "decline one: its holds go everywhere")
    decline.add_argument("--why", metavar="WORDS", required=True)
    _configure_words(steps)
    _add_one(steps, "remove", _remove, "take one away, with its holds")


def _configure_add(add: argparse.ArgumentParser) -> None:
    add.add_argument(
        "title", metavar="TITLE|LINE", nargs="?", default="",
        help="alone, a line such as “Fees with Cllr Stott 90 min by Fri 8 Jan @Town Hall /CAL"
        " from Cllr Stott”; else the title",
    )  # fmt: skip
    add.add_argument("--org", metavar="CODE", action="append", default=[], help="or joint")
    add.add_argument("--template", metavar="NAME", default="", help="what fills the blanks")
    add.add_argument("--ics", metavar="FILE|-", default="", help="an invitation; - reads it here")
    add.add_argument("--dry-run", action="store_true", help="show what a line comes to, no more")
    add_values(add, BOOKING)


def _configure_holds(steps: Any) -> None:
    hold = _add_one(steps, "hold", _hold, "hold times in every diary")
    hold.add_argument("slots", metavar="SLOT", nargs="*", help=_SLOT)
    hold.add_argument(
        "--until", metavar="DAY", default="",
        help="the last day of its holds, else the fifth working day; alone it extends them",
    )  # fmt: skip
    free = add_step(steps, "free", _free, "free holds in every diary")
    free.add_argument("id", metavar="ID", nargs="?", default="")
    free.add_argument("slots", metavar="SLOT", nargs="*", help=f"only these; {_SLOT}")
    free.add_argument(
        "--ended", action="store_true", help="every hold that has ended, of all bookings"
    )


def _configure_words(steps: Any) -> None:
    note = _add_one(steps, "note", _note, "say something about one, in your own name")
    note.add_argument("text", metavar="TEXT")
    note.add_argument("--to", metavar="PERSON", default="")
    note.add_argument("--hand-over", action="store_true", help="--to goes on with it")
    _add_one(steps, "seen", _seen, "note that you have seen it and all that is said of it")


def _add_one(steps: Any, name: str, handler: Any, words: str) -> argparse.ArgumentParser:
    step = add_step(steps, name, handler, words)
    step.add_argument("id", metavar="ID", help="or its title")
    return step


def _names(session: Session) -> Names:
    return Names(session.desk, session.audience)


def _id(session: Session, args: argparse.Namespace) -> str:
    """Return the id of the booking that is meant, by its id or its title."""
    return _names(session).id_of(BOOKING.name, args.id)


# Making and changing


def _add(session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    orgs: list[str] = tasks_orgs(names, ",".join(args.org)) if args.org else []
    is_plain = args.values or args.fields or args.ics
    if is_plain and args.dry_run:
        raise WrongUseError("--dry-run is for a typed line, without --set, --fields and --ics.")
    if args.title and not is_plain and (args.dry_run or is_typed(session, args.title)):
        return add_typed(session, args.title, orgs, args.template, is_dry=args.dry_run)
    fields = dict(_invitation(session, args.ics)) if args.ics else {}
    _spell_joint(args, names)
    fields |= given_fields(session, args, BOOKING, names)
    if args.title:
        fields["title"] = args.title.strip()
    if orgs:
        fields["orgs"] = [*orgs]
    made = with_template(fields, args.template) if args.template else fields
    print_id(session, bookings.add_booking(session.desk, session.actor, made))
    return DONE


def _invitation(session: Session, source: str) -> Fields:
    from jointdesk.operations.booking_invitations import booking_from_invitation, read_invitation

    if source != "-":
        return booking_from_invitation(session.desk, read_invitation(Path(source)))
    buffer = getattr(session.stdin, "buffer", None)
    data = buffer.read() if buffer is not None else session.stdin.read().encode()
    return booking_from_invitation(session.desk, data)


def _spell_joint(args: argparse.Namespace, names: Names) -> None:
    """Let “joint” mean both employers."""
    for at, pair in enumerate(args.values):
        if pair.casefold() in ("org=joint", "orgs=joint"):
            codes = (names.name_of("organisation", one) for one in names.employers())
            args.values[at] = f"org={','.join(codes)}"


def _edit(session: Session, args: argparse.Namespace) -> int:
    names = _names(session)
    _spell_joint(args, names)
    fields = given_fields(session, args, BOOKING, names)
    id_ = _id(session, args)
    done = bookings.edit_booking(session.desk, session.actor, session.audience, id_, fields)
    return _print(session, done)


def _remove(session: Session, args: argparse.Namespace) -> int:
    id_ = _id(session, args)
    bookings.remove_booking(session.desk, session.actor, session.audience, id_)
    print_done(session, {"id": id_}, "Removed, with its holds. “undo” brings it back.")
    return DONE


# Looking


def _list(session: Session, args: argparse.Namespace) -> int:
    bring_up_to_date(session.desk, session.now, session.note)
    names = _names(session)
    rows = [
        one
        for one in list_bookings(session.desk, session.audience, session.now, only=args.only)
        if args.state in ("", one.standing.state)
    ]
    shapes = [booking_shape(session, one, names) for one in rows]
    print_list(session, "items", shapes, [booking_line(one, names) for one in rows])
    return DONE


def _show(session: Session, args: argparse.Namespace) -> int:
    bring_up_to_date(session.desk, session.now, session.note)
    return _print(session, BookingDone(_id(session, args)))


def _print_placed(session: Session, done: BookingDone) -> int:
    """Print a booking whose times stand in the diaries, and what they clash with there."""
    from jointdesk.operations.booking_clashes import clash_notes

    booked = find_booking(session.desk, session.audience, done.id)
    clashes = clash_notes(session.desk, session.audience, booked, session.now)
    return _print(session, done._replace(notes=(*done.notes, *clashes)))


def _print(session: Session, done: BookingDone) -> int:
    names = _names(session)
    detail = booking_detail(session.desk, session.audience, done.id, session.now)
    shape = {**detail_shape(session, detail, names), "hints": list(done.notes)}
    lines = [*detail_lines(session, detail, names), *done.notes]
    print_done(session, shape, "") if session.as_json else _say(session, lines)
    return DONE


def _say(session: Session, lines: list[str]) -> None:
    for line in lines:
        session.say(plain(line))


def _templates(session: Session, args: argparse.Namespace) -> int:
    found = list_templates()
    rows = [{"name": one.name, "label": one.label, "fields": dict(one.fields)} for one in found]
    print_list(session, "items", rows, [f"{one.name:8}  {one.label}" for one in found])
    return DONE


# Steps


def _hold(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.booking_holds import hold_booking

    until = parse_day(args.until) if args.until else None
    id_ = _id(session, args)
    return _print_placed(
        session,
        hold_booking(session.desk, session.actor, session.audience, id_, args.slots, until),
    )


def _free(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.booking_holds import free_booking, free_ended

    desk, actor, audience = session.desk, session.actor, session.audience
    if args.ended == bool(args.id):
        raise WrongUseError("Say which booking's holds are to be freed, or --ended.")
    if not args.ended:
        return _print(session, free_booking(desk, actor, audience, _id(session, args), args.slots))
    names = _names(session)
    freed = [
        booking_detail(desk, audience, one.id, session.now).row
        for one in free_ended(desk, actor, audience)
    ]
    lines = [booking_line(one, names) for one in freed] or ["No hold has ended."]
    print_list(session, "items", [booking_shape(session, one, names) for one in freed], lines)
    return DONE


def _offer(session: Session, args: argparse.Namespace) -> int:
    id_ = _id(session, args)
    return _print(
        session,
        bookings.offer_booking(session.desk, session.actor, session.audience, id_, args.slots),
    )


def _answer(session: Session, args: argparse.Namespace) -> int:
    done = bookings.answer_booking(
        session.desk, session.actor, session.audience, _id(session, args),
        args.who, args.answer, args.slot,
    )  # fmt: skip
    return _print(session, done)


def _confirm(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.booking_meetings import confirm_booking

    done = confirm_booking(
        session.desk, session.actor, session.audience, _id(session, args), args.slot, args.send
    )
    if args.send:
        session.note(f"The next sync sends the invitations. {NO_WAY_BACK}")
    return _print_placed(session, done)


def _move(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.booking_meetings import move_booking

    done = move_booking(
        session.desk, session.actor, session.audience, _id(session, args), args.start, args.end
    )
    return _print_placed(session, done)


def _decline(session: Session, args: argparse.Namespace) -> int:
    from jointdesk.operations.booking_meetings import decline_booking

    id_ = _id(session, args)
    return _print(
        session, decline_booking(session.desk, session.actor, session.audience, id_, args.why)
    )


def _note(session: Session, args: argparse.Namespace) -> int:
    to = find_person(session.desk, args.to).id if args.to else None
    id_ = _id(session, args)
    note_booking(session.desk, session.actor, session.audience, id_, args.text, to, args.hand_over)
    return _print(session, BookingDone(id_))


def _seen(session: Session, args: argparse.Namespace) -> int:
    id_ = _id(session, args)
    see_booking(session.desk, session.actor, session.audience, id_)
    return _print(session, BookingDone(id_))


CONFIGURE = {"booking": configure_booking}
