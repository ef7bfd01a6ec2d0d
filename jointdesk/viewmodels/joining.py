"""Joining a shared desk with an invitation: a file, a password of one's own, the first exchange."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jointdesk.desk.invitations import read_invitation
from jointdesk.domain.desk_invitations import SUFFIX, DeskInvitation
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.known_desks import is_desk_with, place_of, remember_desk
from jointdesk.operations.passwords import password_problem
from jointdesk.viewmodels.jobs import JobRunner

if TYPE_CHECKING:
    from jointdesk.operations.shared_desk import Joined


class JoinModel(QObject):
    """One person's joining; beside the worker, because a server is asked.

    `typed` is the password while it is tried. A joining that breaks off may have put it into the
    place of the invitation's: it is there until everybody was told that.

    Signals:
        invitation_changed: `invitation` is another one, None for none.
        busy_changed: `is_busy` is another.
        failed(str, str): the field it is about ("invitation", "password", "again"), and why.
        joined(object, str): the `Joined`, and the password where this computer keeps none.
    """

    invitation_changed = Signal()
    busy_changed = Signal()
    failed = Signal(str, str)
    joined = Signal(object, str)

    def __init__(
        self,
        runner: JobRunner,
        path: Path,
        data_folder: Path,
        parent: QObject | None = None,
        *,
        may_be_elsewhere: bool = False,
    ) -> None:
        """Join with the desk's file at this path, which is made where it is not there.

        Where it `may_be_elsewhere` the invitation to another desk makes a file of its own.
        """
        super().__init__(parent)
        self.invitation: DeskInvitation | None = None
        self.is_elsewhere = False
        self._may_be_elsewhere = may_be_elsewhere
        self.is_busy = False
        self.typed = ""
        self._file = Path()
        self._runner = runner
        self._path = path
        self._data_folder = data_folder

    def choose(self, file: str) -> None:
        """Read an invitation; "" for none."""
        self.invitation = None
        try:
            if file:
                self.invitation, self._file = read_invitation(Path(file)), Path(file)
        except JointDeskError as error:
            self.failed.emit("invitation", str(error))
        wanted = self.invitation.desk if self.invitation else ""
        self.is_elsewhere = (
            self._may_be_elsewhere and bool(wanted) and not is_desk_with(self._path, wanted)
        )
        self.invitation_changed.emit()

    def join(self, password: str, again: str) -> None:
        """Join with the invitation that was chosen and a password typed twice."""
        if self.is_busy:
            return
        if self.invitation is None:
            self.failed.emit("invitation", "Choose the invitation that you were given.")
        elif problem := password_problem(password):
            self.failed.emit("password", problem)
        elif password != again:
            self.failed.emit("again", "This is not the same as above.")
        else:
            self.typed = password
            self._set_busy(is_busy=True)
            self._runner.run(
                lambda _job: self._join(password), self._end, self._fail, is_beside=True
            )

    def _join(self, password: str) -> "tuple[Joined, str]":
        from jointdesk.operations.shared_desk import join
        from jointdesk.store.secrets import can_keep

        keep, path, invitation = can_keep(), self._path, self.invitation
        if self.is_elsewhere and invitation is not None:
            path = place_of(self._data_folder, invitation.desk, invitation.name, path)
            # Known from now on: where this breaks off, the same invitation goes on with that file.
            remember_desk(self._data_folder, self._path, path)
        joined = join(path, self._data_folder, self._file, now(), lambda _: password, keep=keep)
        return joined, "" if keep else password

    def _end(self, ended: "tuple[Joined, str]") -> None:
        self.typed = ""
        self.joined.emit(*ended)
        self._set_busy(is_busy=False)

    def _fail(self, error: Exception) -> None:
        self._set_busy(is_busy=False)
        self.typed = ""
        if not isinstance(error, JointDeskError):
            self.failed.emit("invitation", "Something went wrong. Join again.")
            raise error
        self.failed.emit("invitation", str(error))

    def _set_busy(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy_changed.emit()


def invitation_words(invitation: DeskInvitation, *, is_elsewhere: bool = False) -> str:
    """Return whom an invitation is for, and to what; if it comes into a file of its own."""
    who, desk = plain_line(invitation.person_name), plain_line(invitation.name)
    told = f"For {who}, to the shared desk “{desk}”."
    if is_elsewhere:
        told += (
            " That is another desk than this one: it comes into a file of its own and opens in"
            " this window, and this desk stays as it is."
        )
    return told


def is_invitation(path: str) -> bool:
    """True for a file that lets somebody join, by its name and its first character."""
    file = Path(path)
    if file.suffix.casefold() != SUFFIX:
        return False
    try:
        with file.open("rb") as opened:
            return opened.read(1) == b"{"
    except OSError:
        return False
