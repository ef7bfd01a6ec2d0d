"""A desk that several machines share: set it up, join it, exchange changes, leave it.

The file stays what the window reads and writes; a server carries its changes to the others and
guards what each of them may have.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jointdesk.desk.certificates import certificate_file
from jointdesk.desk.entering import entered
from jointdesk.desk.invitations import make_ready, read_invitation, write_invitation
from jointdesk.desk.run import Exchanged
from jointdesk.desk.server import Server, connect
from jointdesk.desk.verification import broken_order, count_placed
from jointdesk.domain.desk_invitations import DeskInvitation
from jointdesk.domain.errors import SecretError, WrongUseError
from jointdesk.domain.memberships import Membership
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Person
from jointdesk.operations import desk_password
from jointdesk.operations.audiences import audience_of, login_holders
from jointdesk.operations.desk_administration import read_certificate
from jointdesk.operations.exchanging import exchange_over
from jointdesk.operations.leavers import leavers, note_back
from jointdesk.operations.only_sending import count_waiting, may_only_send
from jointdesk.operations.passwords import checked_password
from jointdesk.operations.unreadable import Unreadable, list_unreadable
from jointdesk.store.desk import Desk, create_desk, open_desk
from jointdesk.store.files import remove_database
from jointdesk.store.integrity import check
from jointdesk.store.membership import end_membership, find_membership, put_membership
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.secrets import can_keep
from jointdesk.store.server_log import placed_ends
from jointdesk.store.streams import stream_names
from jointdesk.sync.progress import Progress, silent

if TYPE_CHECKING:
    from jointdesk.desk.creation import NewDesk

_NO_KEYRING = (
    "This computer offers no safe place to keep the password, or its keyring is locked: unlock it."
    " --password-stdin reads one and keeps it nowhere: give it again with each “desk sync”."
)


class DeskStatus(NamedTuple):
    """How a desk stands with its server: None for `membership` where it is not shared.

    `waiting` counts changes of this machine that are not known to be on the server, `confirmed` all
    whose place there is known. Who `may_only_send` was removed: nothing comes any more.
    """

    membership: Membership | None
    waiting: int
    confirmed: int
    may_only_send: bool = False


class Verified(NamedTuple):
    """What verifying came to: sentences on what does not add up; what cannot be read here.

    What cannot be read is proved like all the rest, and so no trouble.
    """

    troubles: list[str]
    unreadable: list[Unreadable]


class Left(NamedTuple):
    """What leaving came to: how the machine belonged to the desk, and what could not be forgotten.

    `kept` are the names under which a keyring that could not be asked may keep the password.
    """

    membership: Membership
    kept: tuple[str, ...] = ()


class Joined(NamedTuple):
    """What joining came to: the file, as whom, and what the first exchange brought."""

    path: Path
    invitation: DeskInvitation
    exchanged: Exchanged


# Setting up


def create_shared(desk: Desk, address: str, folder: Path, ca_file: Path | None) -> list[Path]:
    """Set the desk up on a server, as its administrator; return the invitations written.

    There is one for each person with a seat who has none yet: doing it again adds those who came
    since. `ca_file` holds the certificate of the authority that vouches for the server.

    Raises:
        WrongUseError: nobody has a seat, a file cannot be read or written, or the desk's file is
            not the director's; nothing was changed.
        ServerError: no answer, or a refusal.
    """
    from jointdesk.desk.creation import create_on_server

    _refuse_part(desk)
    wanted, ca = _new_desk(desk), read_certificate(ca_file)
    make_ready(folder)
    made = create_on_server(address, wanted, ca)
    written = [write_invitation(folder, one) for one in made]
    note_back(desk, [one.person for one in made])
    return written


def _refuse_part(desk: Desk) -> None:
    """Refuse a file that has not all of a desk: what it does not know of, nobody could read on."""
    membership = find_membership(desk.connection)
    if membership is not None and not audience_of(desk, membership.person_id).is_director:
        raise WrongUseError(
            "This computer has only a part of the desk. Do that with the director's file, on the"
            " director's computer. Nothing was changed."
        )


def _new_desk(desk: Desk) -> "NewDesk":
    """Return what the file says of its streams and of who may read which."""
    from jointdesk.desk.creation import Member, NewDesk, SharedStream

    rows = desk.connection.execute("SELECT id, kind, org_id FROM stream").fetchall()
    names = stream_names(desk.connection)
    known = {one.id for one in list_organisations(desk.connection)}
    streams = tuple(SharedStream(*row) for row in rows if row[1] != "org" or row[2] in known)
    members = []
    for person, audience in login_holders(desk):
        may = tuple(one.id for one in streams if audience.reads(names[one.id]))
        members.append(Member(person.id, person.name, audience.is_director, may))
    if len(members) < 2:
        raise WrongUseError(
            "Nobody but the director has a seat on this desk yet. Add the PAs, each with a seat,"
            " first."
        )
    return NewDesk(desk.id, desk.name, str(desk.zone), streams, tuple(members))


def removed_with_seats(desk: ReadableDesk) -> list[Person]:
    """Return who has a seat, and was removed from the shared desk: creating it again lets none in.

    An invitation of their own does: see `desk_administration.invite_again`.
    """
    removed = leavers(desk)
    return [person for person, _ in login_holders(desk) if person.id in removed]


# Joining and leaving


def join(
    path: Path,
    data_folder: Path,
    invitation_file: Path,
    now: Instant,
    ask_password: Callable[[DeskInvitation], str],
    *,
    keep: bool = True,
    progress: Progress = silent,
) -> Joined:
    """Connect this machine to the desk that an invitation names.

    Where the file is not there it is made, and what this person may have comes into it; where
    that fails it is taken away again. The director joins with the desk's own file: what it held
    goes to the server first. `ask_password` gives the password to use from now on; the
    invitation's own serves once.

    Raises:
        WrongUseError: it is no invitation, or the file is another desk's; the password is too
            short; or the director has not joined yet.
        SecretError: the password is to be kept and there is no keyring that may be used.
        ServerError: no answer, or a refusal.
        DeskFileError: the file cannot be written.
    """
    invitation = read_invitation(invitation_file)
    if keep and not can_keep():
        raise SecretError(_NO_KEYRING)
    with _own_copy(path, data_folder, invitation) as desk:
        password = checked_password(ask_password(invitation))
        with (
            certificate_file(invitation.ca) as ca_file,
            entered(desk, invitation, password, ca_file) as server,
        ):
            _keep_certificate(data_folder, invitation)
            put_membership(desk, Membership(invitation.address, invitation.role, invitation.person))
            if keep:
                desk_password.keep_password(desk.id, invitation.role, password)
            done = exchange_over(desk, server, now, progress)
        return Joined(desk.path, invitation, done)


@contextmanager
def _own_copy(path: Path, data_folder: Path, invitation: DeskInvitation) -> Iterator[Desk]:
    """Give the desk's file, made where it is not there and taken away again on failure."""
    is_made_here = not path.exists()
    if is_made_here:
        desk = create_desk(
            path,
            name=invitation.name,
            zone=invitation.zone,
            data_folder=data_folder,
            id_=invitation.desk,
        )
    else:
        desk = open_desk(path, data_folder=data_folder)
    try:
        if desk.id != invitation.desk:
            raise WrongUseError(
                f"{path.name} is another desk than “{invitation.name}”. Nothing was changed. Join"
                " in a file that is not there yet."
            )
        yield desk
    except BaseException:
        desk.close()
        if is_made_here:  # nobody could open a desk on which nobody is
            remove_database(path)
        raise
    desk.close()


def leave(desk: Desk) -> Left:
    """End this machine's part in the shared desk; what is here stays, and belongs to nobody else.

    Raises:
        WrongUseError: the desk is not shared.
    """
    membership = _membership(desk)
    end_membership(desk)
    return Left(membership, tuple(desk_password.forget_password(desk.id, membership.role)))


def forget_server(desk_id: str, data_folder: Path) -> None:
    """Forget what this computer keeps of a desk's server in a file."""
    _certificate(data_folder, desk_id).unlink(missing_ok=True)


# Exchanging


def exchange_now(
    desk: Desk,
    now: Instant,
    data_folder: Path,
    password: str = "",
    progress: Progress = silent,
) -> Exchanged:
    """Exchange changes with the server until neither side has anything new.

    Raises:
        WrongUseError: the desk is not shared.
        SecretError: the password is not on this computer and was not given.
        ServerError: no answer, or a refusal.
        HistoryError: the server's past is not the one that this machine knew.
    """
    with connected(desk, data_folder, password) as server:
        return exchange_over(desk, server, now, progress)


def connected(desk: Desk, data_folder: Path, password: str = "") -> Server:
    """Return a connection to the desk's server; whoever asks for it hangs up.

    Raises:
        WrongUseError: the desk is not shared.
        SecretError: the password is not on this computer and was not given.
        ServerError: no answer, or a refusal.
    """
    membership = _membership(desk)
    kept = desk_password.KeptPassword(password)
    if not password:
        kept = desk_password.find_password(desk.id, membership.role)
    if not kept.password:
        raise SecretError(
            "The password of the shared desk is not on this computer, or the keyring is locked:"
            " unlock it, or give the password with --password-stdin."
        )
    ca_file = _certificate(data_folder, desk.id)
    server = connect(
        membership.address,
        membership.role,
        kept.password,
        ca_file=str(ca_file) if ca_file.exists() else "",
    )
    if kept.is_old:
        desk_password.move_password(desk.id, membership.role, kept.password)
    return server


def keep_password(desk: Desk, password: str) -> bool:
    """Keep a password that the server has accepted, where this computer has a safe place."""
    if not can_keep():
        return False
    desk_password.keep_password(desk.id, _membership(desk).role, password)
    return True


def revoke(desk: Desk, data_folder: Path, person_id: str, days: int, password: str = "") -> None:
    """Let a person go: for so many days they may still send what they wrote, then nothing.

    What they said stays, under their name.

    Raises:
        WrongUseError: the desk is not shared.
        SecretError: the password is not on this computer and was not given.
        ServerError: no answer, or it is not this person's to do.
    """
    with connected(desk, data_folder, password) as server:
        server.revoke(person_id, days)


# Looking


def desk_status(desk: ReadableDesk) -> DeskStatus:
    """Return how the desk stands with its server, as far as this machine knows."""
    membership = find_membership(desk.connection)
    if membership is None:
        return DeskStatus(None, 0, 0)
    confirmed = count_placed(desk.connection)
    return DeskStatus(membership, count_waiting(desk), confirmed, may_only_send(desk))


def verify(desk: Desk, data_folder: Path, password: str = "") -> Verified:
    """Compute every hash again: of the file, its chains, the server's order, the server itself.

    Raises:
        WrongUseError: the desk is not shared.
        SecretError: the password is not on this computer and was not given.
        ServerError: no answer.
    """
    _membership(desk)
    found = [*check(desk), *broken_order(desk.connection)]
    with connected(desk, data_folder, password) as server:
        for stream, end in placed_ends(desk.connection).items():
            if server.hash_at(stream, end.n) != end.hash:
                name = stream_names(desk.connection)[stream]
                found.append(
                    f"The server has another history of “{name}” than this machine: it was put"
                    " back from a backup, or altered."
                )
    return Verified(found, list_unreadable(desk))


def _membership(desk: ReadableDesk) -> Membership:
    found = find_membership(desk.connection)
    if found is None:
        raise WrongUseError(
            "This desk is not shared: it is this file alone. “desk join” connects a machine to a"
            " shared one."
        )
    return found


def _certificate(data_folder: Path, desk_id: str) -> Path:
    return data_folder / "servers" / f"{desk_id}.pem"


def _keep_certificate(data_folder: Path, invitation: DeskInvitation) -> None:
    """Keep what vouches for the server that was entered; without it, what the system trusts."""
    path = _certificate(data_folder, invitation.desk)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if invitation.ca:
        path.write_text(invitation.ca, "utf-8")
