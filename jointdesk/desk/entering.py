"""How a person comes onto a shared desk: by the invitation once, by their own password after."""

from collections.abc import Iterator
from contextlib import contextmanager

from jointdesk.desk.refusals import PasswordError
from jointdesk.desk.run import APP
from jointdesk.desk.server import Server, connect
from jointdesk.domain.desk_invitations import DeskInvitation
from jointdesk.domain.errors import WrongUseError
from jointdesk.store.desk import Desk
from jointdesk.store.people import list_people


@contextmanager
def entered(
    desk: Desk, invitation: DeskInvitation, password: str, ca_file: str
) -> Iterator[Server]:
    """Connect with the person's own password; the first time, put it in the invitation's place.

    Raises:
        WrongUseError: the desk is neither in this file nor on its server yet.
        ServerError: no answer, or a refusal.
    """
    try:
        server = connect(invitation.address, invitation.role, password, ca_file=ca_file)
    except PasswordError:
        try:
            first = connect(
                invitation.address, invitation.role, invitation.password, ca_file=ca_file
            )
        except PasswordError as error:
            raise PasswordError(
                "This invitation has been used before. Type the password that was chosen then, or"
                " ask whoever set the desk up for a new one."
            ) from error
        with first:
            _refuse_nothing(desk, first)  # the invitation goes on letting them in
            first.set_password(password)
        server = connect(invitation.address, invitation.role, password, ca_file=ca_file)
    with server:
        _refuse_nothing(desk, server)
        yield server


def _refuse_nothing(desk: Desk, server: Server) -> None:
    """Refuse to join what has nobody on it, here or there: nobody could open such a desk."""
    with desk.transaction():
        device = desk.device()
    hello = server.hello(device, APP)
    if hello.is_founded or list_people(desk.connection):
        return
    if hello.is_director:
        raise WrongUseError(
            "Nothing of this desk is on its server yet. Join with the desk's own file first, on"
            " the computer where that is."
        )
    raise WrongUseError(
        "Nothing of this desk is on its server yet: the director joins first. Nothing was changed;"
        " join again with this invitation afterwards."
    )
