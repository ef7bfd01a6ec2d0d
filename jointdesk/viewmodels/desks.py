"""The desks of this computer, of which a window shows one: which there are, and opening another."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.errors import DeskFileError, JointDeskError
from jointdesk.domain.file_names import usable
from jointdesk.domain.words import plain_line
from jointdesk.operations.known_desks import (
    default_desk,
    known_desks,
    open_reading,
    remember_desk,
)
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Tone

_INVITATION = (
    "This is an invitation to a shared desk, no desk: choose it under “Join a shared desk” in"
    " “Shared desk”."
)


class NextWindow(NamedTuple):
    """What is shown in the place of a window that was closed.

    `person` is an id, "" for whoever works with that desk on this computer. `password` is that of
    a shared desk where this computer has no safe place for it. Where `is_wiped` the desk's copy is
    taken away first, and another one shown; with `discards_unsent` what is nowhere else goes too.
    `words` are told in the next window, in that `tone`.
    """

    path: Path
    person: str = ""
    password: str = ""
    is_wiped: bool = False
    discards_unsent: bool = False
    words: str = ""
    tone: Tone = Tone.DONE


class KnownDesk(NamedTuple):
    """Another desk that was opened on this computer."""

    path: Path
    name: str


class DesksModel(QObject):
    """Finds the other desks, and opens one in this window's place.

    Signals:
        desks_changed: `desks` are others.
        failed(str): why that desk cannot be opened.
        next_requested(object): the `NextWindow` to be shown in this one's place.
    """

    desks_changed = Signal()
    failed = Signal(str)
    next_requested = Signal(object)

    def __init__(self, desk: DeskModel, data_folder: Path) -> None:
        """Serve a window on a desk."""
        super().__init__(desk)
        self.desks: tuple[KnownDesk, ...] = ()
        self._desk = desk
        self._data_folder = data_folder

    @Slot()
    def load(self) -> None:
        """Find the desks in the worker."""
        self._desk.runner.run(lambda _job: self._others(), self._take, self._desk.fail)

    def open(self, path: Path) -> None:
        """Look whether it is a desk, and open it in this window's place."""
        self._desk.runner.run(lambda _job: self._look_at(path), self.go_to, self._fail)

    def go_to(self, wanted: NextWindow) -> None:
        """Open a desk in this window's place, and begin with it the next time."""
        remember_desk(self._data_folder, wanted.path, self._desk.path)
        self.next_requested.emit(wanted)

    def _take(self, desks: tuple[KnownDesk, ...]) -> None:
        if desks != self.desks:
            self.desks = desks
            self.desks_changed.emit()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, JointDeskError):
            self.failed.emit(str(error))
        else:
            self._desk.fail(error)

    def _others(self) -> tuple[KnownDesk, ...]:
        """Return the other desks that are there and can be read."""
        here = self._desk.path.resolve()
        paths = dict.fromkeys((*known_desks(self._data_folder), default_desk(self._data_folder)))
        found = []
        for path in paths:
            if path.resolve() == here or not path.is_file():
                continue
            try:
                found.append(KnownDesk(path, self._name(path)))
            except JointDeskError:
                continue
        return tuple(found)

    def _name(self, path: Path) -> str:
        reading = open_reading(path, self._data_folder)
        try:
            return plain_line(reading.name)
        finally:
            reading.close()

    def _look_at(self, path: Path) -> NextWindow:
        from jointdesk.viewmodels.joining import is_invitation  # with all that reaches a server

        try:
            wanted, here = usable(path).resolve(), self._desk.path.resolve()
        except (OSError, RuntimeError) as error:  # a link that leads round in a circle, for one
            raise DeskFileError(f"{plain_line(path.name)} cannot be found.") from error
        if wanted == here:
            raise DeskFileError("This desk is open already.")
        if is_invitation(str(wanted)):
            raise DeskFileError(_INVITATION)
        self._name(wanted)
        return NextWindow(wanted)
