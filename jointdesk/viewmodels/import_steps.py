"""The steps that every import goes through: choose, read, look at what would change, import."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.errors import JointDeskError, StoppedError
from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.jobs import Job


class Step(StrEnum):
    """Where an import stands."""

    CHOOSE = "choose"
    READING = "reading"
    PREVIEW = "preview"
    IMPORTING = "importing"


class ImportSteps(QObject):
    """One import at a time; a kind of it knows what is read, looked at and brought in.

    Signals:
        step_changed: `step` is new.
        progressed(int, int, str): so many of so many are done, 0 of 0 where nobody knows.
        failed(str): why what was chosen could not be looked at.
        file_proposed(str): a file was dropped: show it in the form.
    """

    step_changed = Signal()
    progressed = Signal(int, int, str)
    failed = Signal(str)
    file_proposed = Signal(str)

    def __init__(self, desk: DeskModel) -> None:
        """Import into a desk; nothing is chosen yet."""
        super().__init__(desk)
        self.step = Step.CHOOSE
        self._desk = desk
        self._job: Job | None = None
        self._audience = desk.audience

    def propose(self, path: str) -> None:
        """Begin with a file that was dropped on the window."""
        if self.step in (Step.CHOOSE, Step.PREVIEW):
            self.leave()
            self.file_proposed.emit(path)

    def cancel(self) -> None:
        """Stop reading or importing at the next safe point; nothing is changed."""
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def leave(self) -> None:
        """Give up the preview; nothing was changed."""
        if self.step is Step.PREVIEW:
            self._forget()

    def _follow_person(self) -> None:
        """Give the preview up if somebody else looks now, who may not see what it shows."""
        if self._desk.audience != self._audience:
            self._audience = self._desk.audience
            self.leave()

    def _forget(self) -> None:
        """Forget what is looked at, and begin again."""
        raise NotImplementedError

    def _go(self, step: Step) -> None:
        self.step = step
        self.step_changed.emit()

    def _on_unreadable(self, error: Exception) -> None:
        """Go back to the form, which says what a person can do about it."""
        self._job = None
        self._go(Step.CHOOSE)
        if isinstance(error, JointDeskError) and not isinstance(error, StoppedError):
            self.failed.emit(plain_line(str(error)))
        else:
            self._desk.fail(error)

    def _on_refused(self, error: JointDeskError) -> None:
        """Go back to the preview: nothing was brought in."""
        self._job = None
        self._go(Step.PREVIEW)
        self._desk.fail(error)
