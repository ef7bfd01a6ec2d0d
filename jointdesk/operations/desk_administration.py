"""A shared desk's administrator: a new password for somebody, a restored server, the end."""

from pathlib import Path
from typing import NamedTuple

from jointdesk.desk.invitations import make_ready, write_invitation
from jointdesk.domain.errors import WrongUseError
from jointdesk.operations.desk_members import readers
from jointdesk.operations.leavers import leavers, note_back
from jointdesk.store.desk import Desk
from jointdesk.store.membership import find_membership
from jointdesk.store.people import list_people


def read_certificate(ca_file: Path | None) -> str:
    """Return the certificate of the authority that vouches for the server, "" for none.

    Raises:
        WrongUseError: it cannot be read.
    """
    try:
        return ca_file.read_text("utf-8") if ca_file else ""
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUseError(f"{ca_file} is no certificate that can be read.") from error


def invite_again(
    desk: Desk, person_id: str, address: str, folder: Path, ca_file: Path | None
) -> Path:
    """Write an invitation with a new one-time password: for who forgot theirs, or was let go.

    Raises:
        WrongUseError: a file cannot be read or written; nothing was changed.
        ServerError: no answer, a refusal, or no such member.
    """
    from jointdesk.desk.administration import invite_again

    ca = read_certificate(ca_file)
    make_ready(folder)
    streams = readers(desk).get(person_id, frozenset())
    made = invite_again(address, desk.id, person_id, ca, streams)
    written = write_invitation(folder, made)
    note_back(desk, [person_id])
    return written


class Restored(NamedTuple):
    """What saying so came to: the desk's new epoch, and who was removed, and is kept out again."""

    epoch: int
    kept_out: tuple[str, ...]


def say_restored(desk: Desk, address: str, ca_file: Path | None) -> Restored:
    """Say that the server was put back from a backup, and keep out who was removed since.

    Raises:
        WrongUseError: the certificate cannot be read.
        ServerError: no answer, a refusal, or no such desk.
    """
    from jointdesk.desk.administration import say_restored

    ca = read_certificate(ca_file)
    removed = {person: leaver.sends_until for person, leaver in leavers(desk).items()}
    known = find_membership(desk.connection)
    seen = known.epoch if known else 0
    epoch, kept_out = say_restored(address, desk.id, ca, removed, seen)
    names = {one.id: one.name for one in list_people(desk.connection)}
    return Restored(epoch, tuple(names.get(one, "Somebody") for one in kept_out))


def remove_from_server(desk: Desk, address: str, name: str, ca_file: Path | None) -> int:
    """Remove the desk and its logins from the server for good; return how many logins.

    Raises:
        WrongUseError: `name` is not the desk's, or the certificate cannot be read.
        ServerError: no answer, a refusal, or no such desk.
    """
    from jointdesk.desk.administration import remove_from_server

    if name != desk.name:
        raise WrongUseError(
            f"This desk is called “{desk.name}”. Nothing was removed: --confirm takes its name."
        )
    return remove_from_server(address, desk.id, name, read_certificate(ca_file))
