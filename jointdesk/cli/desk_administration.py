"""`desk invite|restored|remove`: what an administrator does to a shared desk that is there."""

import argparse
from pathlib import Path

from jointdesk.cli.arguments import DONE, add_step, read_secret_line
from jointdesk.cli.output import print_done
from jointdesk.cli.session import Session
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import counted, plain
from jointdesk.operations import desk_administration
from jointdesk.operations.audiences import find_person


def configure_administration(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the administrator's steps of `desk`."""
    invite = add_step(steps, "invite", _invite, "a new one-time password, as administrator")
    invite.add_argument("person", metavar="PERSON")
    add_address(invite)
    invite.add_argument("--out", metavar="FOLDER", required=True, help="for the invitation")
    restored = add_step(steps, "restored", _restored, "say that a backup was put back")
    add_address(restored)
    remove = add_step(steps, "remove", _remove, "remove the desk from its server for good")
    add_address(remove)
    remove.add_argument("--confirm", metavar="NAME", required=True, help="the desk's name")


def add_address(step: argparse.ArgumentParser) -> None:
    """Let a step take the server's address from standard input."""
    step.add_argument("address", metavar="-", help="standard input gives the server's address")
    step.add_argument("--ca", metavar="FILE", help="certificate that vouches for the server")


def certificate(args: argparse.Namespace) -> Path | None:
    """Return the file of the authority that vouches for the server, None for the system's."""
    return Path(args.ca) if args.ca else None


def read_address(session: Session, args: argparse.Namespace) -> str:
    """Return the server's address, which is never an argument.

    Raises:
        WrongUseError: it was given as one.
    """
    if args.address != "-":
        raise WrongUseError(
            "The server's address holds a password: give “-” and type it on standard input, where"
            " no other program can see it."
        )
    return read_secret_line(session, "The server's address").strip()


def _invite(session: Session, args: argparse.Namespace) -> int:
    person = find_person(session.desk, args.person)
    address = read_address(session, args)
    path = desk_administration.invite_again(
        session.desk, person.id, address, Path(args.out), certificate(args)
    )
    print_done(
        session, {"person": person.id, "file": str(path)},
        f"{path}\n{plain(person.name)}'s password from before lets nobody in any more. Hand the"
        " invitation to them, and to nobody else: “desk join” takes it, with their own file.",
    )  # fmt: skip
    return DONE


def _restored(session: Session, args: argparse.Namespace) -> int:
    address = read_address(session, args)
    done = desk_administration.say_restored(session.desk, address, certificate(args))
    kept_out = "".join(
        f" {plain(name)} had been removed from the shared desk, and is kept out again."
        for name in done.kept_out
    )
    print_done(
        session, {"epoch": done.epoch, "kept_out": [*done.kept_out]},
        f"For thirty days each machine brings back what the server lost.{kept_out}",
    )  # fmt: skip
    return DONE


def _remove(session: Session, args: argparse.Namespace) -> int:
    address = read_address(session, args)
    logins = desk_administration.remove_from_server(
        session.desk, address, args.confirm, certificate(args)
    )
    print_done(
        session, {"logins": logins},
        f"The desk is not on that server any more, and {counted(logins, 'login')} with it. What is"
        " on each machine stays there: “desk leave” ends its part.",
    )  # fmt: skip
    return DONE
