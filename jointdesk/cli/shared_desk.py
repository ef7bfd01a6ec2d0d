"""`desk create|join|sync|status|verify|leave|revoke`: one desk on several machines."""

import argparse
from getpass import getpass
from pathlib import Path
from typing import Any

from jointdesk.cli.arguments import DONE, IN_PART, add_step, read_secret_line
from jointdesk.cli.collisions import configure_collisions
from jointdesk.cli.desk_administration import (
    add_address,
    certificate,
    configure_administration,
    read_address,
)
from jointdesk.cli.lines import moment_words
from jointdesk.cli.output import print_done, print_object, progress_of
from jointdesk.cli.session import Session
from jointdesk.domain.desk_invitations import DeskInvitation
from jointdesk.domain.errors import UnsentError, WrongUseError
from jointdesk.domain.moments import iso
from jointdesk.domain.words import counted, plain
from jointdesk.operations import shared_desk, wiping
from jointdesk.operations.audiences import find_person, person_by_id
from jointdesk.operations.desk_members import unsent_files
from jointdesk.operations.desk_password import still_kept
from jointdesk.operations.known_desks import is_half_wiped
from jointdesk.operations.leavers import leaver_words, leavers, note_leaver, people_sharing
from jointdesk.operations.left_out import count_left_out, tell_left_out
from jointdesk.operations.unreadable import unreadable_sentence
from jointdesk.store.membership import last_arrivals
from jointdesk.store.quiet_exchanges import last_exchange


def configure_desk(parser: argparse.ArgumentParser) -> None:
    """Describe `desk` and its steps."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    create = add_step(steps, "create", _create, "set the desk up on a server, as administrator")
    add_address(create)
    create.add_argument("--out", metavar="FOLDER", required=True, help="for the invitations")
    join = add_step(steps, "join", _join, "connect this machine to a shared desk")
    join.add_argument("invitation", metavar="INVITATION")
    _add_password(join)
    _add_password(add_step(steps, "sync", _sync, "exchange changes with the server now"))
    add_step(steps, "status", _status, "how this machine stands with the server")
    _add_password(add_step(steps, "verify", _verify, "compute every hash again"))
    _configure_leave(add_step(steps, "leave", _leave, "end this machine's part in the shared desk"))
    revoke = add_step(steps, "revoke", _revoke, "let a person go")
    revoke.add_argument("person", metavar="PERSON")
    revoke.add_argument(
        "--grace", metavar="DAYS", type=int, default=0,
        help="days in which they may still send what they wrote",
    )  # fmt: skip
    _add_password(revoke)
    configure_administration(steps)
    configure_collisions(steps)


def _add_password(step: argparse.ArgumentParser) -> None:
    step.add_argument(
        "--password-stdin", action="store_true",
        help="read the password from standard input, and keep it nowhere",
    )  # fmt: skip


def _password(session: Session, args: argparse.Namespace) -> str:
    return read_secret_line(session, "Password") if args.password_stdin else ""


def _create(session: Session, args: argparse.Namespace) -> int:
    address = read_address(session, args)
    made = shared_desk.create_shared(session.desk, address, Path(args.out), certificate(args))
    lines = [str(path) for path in made]
    if made:
        lines.append("Hand each invitation to its person, and to nobody else: it lets them in.")
    else:
        lines.append("Everybody with a seat has an invitation already.")
    removed = shared_desk.removed_with_seats(session.desk)
    lines += [
        f"{one.name} was removed from the shared desk, and stays so: “desk invite {one.id}” brings"
        " them back."
        for one in removed
    ]
    if session.as_json:
        items = [{"file": str(path)} for path in made]
        people = [{"person": one.id, "name": one.name} for one in removed]
        print_object(session, {"items": items, "removed": people})
        return DONE
    for line in lines:
        session.say(plain(line))
    return DONE


def _join(session: Session, args: argparse.Namespace) -> int:
    def ask(invitation: DeskInvitation) -> str:
        if args.password_stdin:
            password = read_secret_line(session, f"A password for {plain(invitation.person_name)}")
        elif session.stdin.isatty():
            password = getpass(f"A password for {plain(invitation.person_name)}: ")
        else:
            raise WrongUseError("A password is needed: --password-stdin reads it.")
        return password

    joined = shared_desk.join(
        session.desk_path,
        session.data_folder,
        Path(args.invitation),
        session.now,
        ask,
        keep=not args.password_stdin,
        progress=progress_of(session),
    )
    invitation, done = joined.invitation, joined.exchanged
    shown = {
        "desk": invitation.name,
        "person": invitation.person,
        "file": str(joined.path),
        "sent": done.sent,
        "received": done.received,
    }
    print_done(
        session, shown,
        f"This machine is {invitation.person_name}'s on the shared desk “{invitation.name}”."
        f" {counted(done.received, 'change')} came, {done.sent} went.",
    )  # fmt: skip
    return DONE


def _sync(session: Session, args: argparse.Namespace) -> int:
    password = _password(session, args)
    done = shared_desk.exchange_now(
        session.desk, session.now, session.data_folder, password, progress_of(session)
    )
    for words in (*done.told, *tell_left_out(session.desk)):
        session.note(plain(words))
    shown = {
        "sent": done.sent,
        "received": done.received,
        "brought_back": done.brought_back,
        "said_again": done.said_again,
        "unsent_files": _unsent(session),
        "left_out": count_left_out(session.desk),
    }
    sentence = f"{counted(done.sent, 'change')} went, {done.received} came."
    print_done(session, shown, sentence + _told(session))
    return DONE


def _unsent(session: Session) -> list[str]:
    return [str(path) for path in unsent_files(session.desk.path)]


def _told(session: Session) -> str:
    """Return sentences on what could not be sent when a seat ended, "" for nothing."""
    return "".join(
        f" What you had not sent when your seat ended is in {plain(path)}."
        for path in _unsent(session)
    )


def _status(session: Session, args: argparse.Namespace) -> int:
    status = shared_desk.desk_status(session.desk)
    known = status.membership
    shown: dict[str, Any] = {"shared": known is not None}
    sentence = "This desk is not shared: it is this file alone."
    if known is not None:
        zone, synced = session.desk.zone, last_exchange(session.desk)
        when = "never" if synced is None else moment_words(synced, zone)
        shown |= {
            "address": known.address,
            "person": known.person_id,
            "synced_at": None if synced is None else iso(synced, zone),
            "waiting": status.waiting,
            "may_only_send": status.may_only_send,
            "confirmed": status.confirmed,
            "trouble": known.trouble or None,
            "unsent_files": _unsent(session),
            "people": _people(session),
        }
        name = person_by_id(session.desk, known.person_id).name
        sentence = (
            (
                f"Shared, as {name}. Last exchange: {when}. {_waiting(status)} {known.trouble}"
            ).rstrip()
            + _told(session)
            + _removed(session)
        )
    print_done(session, shown, sentence)
    return DONE if known is None or not known.trouble else IN_PART


def _waiting(status: shared_desk.DeskStatus) -> str:
    """Return a sentence on what is not on the server, and whether anything else can be expected."""
    changes = counted(status.waiting, "change")
    if status.membership is not None and status.membership.trouble:
        return f"{changes} on this machine alone."
    if not status.may_only_send:
        return f"{changes} to be sent."
    sent = f"{changes} to be sent." if status.waiting else "All of it is on the server."
    return (
        "You were removed from it: what you wrote is still taken for some days, and nothing comes"
        f" any more. {sent}"
    )


def _people(session: Session) -> list[dict[str, Any]]:
    """Return who is on the shared desk, and who was removed from it."""
    zone, removed = session.desk.zone, leavers(session.desk)
    sent = last_arrivals(session.desk.connection)
    people = []
    for one in people_sharing(session.desk):
        leaver = removed.get(one.id)
        moments = {
            "sent_at": sent.get(one.id),
            "removed_at": leaver.removed_at if leaver else None,
            "sends_until": leaver.sends_until if leaver else None,
            "removed_again_at": leaver.again_at if leaver else None,
        }
        words = {name: None if at is None else iso(at, zone) for name, at in moments.items()}
        people.append({"person": one.id, "name": one.name, **words})
    return people


def _removed(session: Session) -> str:
    """Return sentences on who was removed, "" for nobody."""
    zone, removed = session.desk.zone, leavers(session.desk)
    return "".join(
        f" {plain(one.name)}:"
        f" {leaver_words(removed[one.id], session.now, lambda at: moment_words(at, zone))}."
        for one in people_sharing(session.desk)
        if one.id in removed
    )


def _verify(session: Session, args: argparse.Namespace) -> int:
    password = _password(session, args)
    found, unreadable = shared_desk.verify(session.desk, session.data_folder, password)
    if session.as_json:
        items = [one._asdict() for one in unreadable]
        print_object(session, {"sound": not found, "troubles": found, "unreadable": items})
    else:
        lines = found or ["Nothing was altered, here or on the server."]
        if unreadable:
            lines = [*lines, _NOT_READ, *map(unreadable_sentence, unreadable)]
        for line in lines:
            session.say(plain(line))
    return IN_PART if found else DONE


_NOT_READ = (
    "Not all that was verified can be read by this JointDesk; its hashes count all the same."
)


def _configure_leave(leave: argparse.ArgumentParser) -> None:
    leave.add_argument(
        "--wipe", action="store_true",
        help="take this machine's copy away too, once all of it is on the server",
    )  # fmt: skip
    leave.add_argument(
        "--discard-unsent", action="store_true",
        help="with --wipe: also what is on this machine alone; it cannot be had back",
    )  # fmt: skip
    _add_password(leave)


def _leave(session: Session, args: argparse.Namespace) -> int:
    if args.wipe:
        return _wipe(session, args)
    if args.discard_unsent:
        raise WrongUseError("--discard-unsent goes with --wipe: leaving alone takes nothing away.")
    left = shared_desk.leave(session.desk)
    sentence = "This machine is no part of the shared desk any more. What is here stays here."
    print_done(
        session, {"address": left.membership.address, "passwords": [*left.kept]},
        f"{sentence} {still_kept(left.kept)}".rstrip(),
    )  # fmt: skip
    return DONE


_KEEP_OR_DISCARD = "“desk sync” sends changes. If nobody needs what is left: --discard-unsent."


def _wipe(session: Session, args: argparse.Namespace) -> int:
    path, discard = session.desk_path, args.discard_unsent
    if not is_half_wiped(path):
        try:
            wiping.get_ready(
                session.desk, session.now, session.data_folder, _password(session, args),
                discard_unsent=discard, progress=progress_of(session),
            )  # fmt: skip
        except UnsentError as error:
            raise UnsentError(f"{error} {_KEEP_OR_DISCARD}") from error
    session.close()  # where it is open nobody can remove it
    done = wiping.wipe(path, session.data_folder, discard_unsent=discard)
    shown = {
        "removed": [str(one) for one in done.removed],
        "kept": [str(one) for one in done.kept],
        "calendars": [*done.calendars],
        "passwords": [*done.passwords],
    }
    print_done(session, shown, wiping.wiped_words(done))
    return IN_PART if done.kept else DONE


def _revoke(session: Session, args: argparse.Namespace) -> int:
    if args.grace < 0:
        raise WrongUseError("Give the days as a number from 0 up.")
    person = find_person(session.desk, args.person)
    password = _password(session, args)
    shared_desk.revoke(session.desk, session.data_folder, person.id, args.grace, password)
    note_leaver(session.desk, session.actor, person.id, args.grace)
    until = f" They may still send what they wrote, for {counted(args.grace, 'day')}."
    print_done(
        session, {"person": person.id, "grace": args.grace},
        f"{person.name} reads nothing more of this desk; what they wrote stays."
        + (until if args.grace else ""),
    )  # fmt: skip
    return DONE


CONFIGURE = {"desk": configure_desk}
