"""Bringing a register of decisions in: choose a file, look at every row, import, take back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError, StoppedError
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted, plain_line
from jointdesk.governance.import_rows import State
from jointdesk.operations.decision_imports import Imported, bring_in, read_register
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.register_mappings import mapping_for, mappings_of, remember_mapping
from jointdesk.store.desk import Desk
from jointdesk.store.organisations import list_organisations
from jointdesk.viewmodels.decision_mapping import MappingModel, Opened
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.imports import Step
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.words import short_names


class DecisionImportModel(QObject):
    """One import at a time; `mapping` is what is looked at.

    Signals:
        organisations_changed: `organisations` is new.
        step_changed: `step` is new.
        progressed(int, int, str): so many of so many are done, 0 of 0 where nobody knows.
        failed(str): why the file could not be looked at.
        file_proposed(str): a file was dropped: show it in the form.
    """

    organisations_changed = Signal()
    step_changed = Signal()
    progressed = Signal(int, int, str)
    failed = Signal(str)
    file_proposed = Signal(str)

    def __init__(self, desk: DeskModel, undo: Callable[[], None]) -> None:
        """Import into a desk; `undo` reverses the person's last action."""
        super().__init__(desk)
        self.step = Step.CHOOSE
        self.organisations: tuple[Organisation, ...] = ()
        self.mapping = MappingModel(desk)
        self._desk = desk
        self._undo = undo
        self._job: Job | None = None
        self._audience = desk.audience
        desk.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Read again which organisations there are, and judge the rows by what the desk has now.

        Somebody else who looks now may see other decisions: the preview is given up.
        """
        if self._desk.audience != self._audience:
            self._audience = self._desk.audience
            self.leave()
        self._desk.read(
            lambda reading: tuple(list_organisations(reading.connection)), self._take_organisations
        )
        if self.step is Step.PREVIEW:
            self.mapping.judge()

    def propose(self, path: str) -> None:
        """Begin with a file that was dropped on the window."""
        if self.step in (Step.CHOOSE, Step.PREVIEW):
            self.leave()
            self.file_proposed.emit(path)

    def begin(self, path: str, org_code: str) -> None:
        """Read a file to look at it."""
        audience = self._audience
        if audience is None:
            return

        def work(job: Job) -> Opened:
            job.report(0, 0, "Reading the file")
            return _opened(self._desk.open_desk(), audience, Path(path), org_code, job)

        self._go(Step.READING)
        self._job = self._desk.runner.run(
            work, self._on_opened, self._on_unreadable, self.progressed.emit
        )

    def cancel(self) -> None:
        """Stop reading or importing at the next safe point; nothing is changed."""
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def leave(self) -> None:
        """Give up the preview; nothing was changed."""
        if self.step is Step.PREVIEW:
            self._forget()

    def import_all(self, mapping_name: str = "") -> None:
        """Bring in every row that is new; remember the mapping under a name, if one is given."""
        wanted, audience = self.mapping.wanted, self._audience
        if wanted is None or audience is None or self.step is not Step.PREVIEW:
            return

        def work(job: Job, desk: Desk, actor: Actor) -> Imported:
            known = mappings_of(desk, audience, wanted.organisation)
            columns = wanted.mapping.by_heading()
            if mapping_name and not any(one.columns == columns for one in known):
                remember_mapping(
                    desk, actor, audience, wanted.organisation, mapping_name, wanted.mapping
                )
            return bring_in(
                desk, actor, audience, wanted, progress=job.report, cancelled=job.cancelled
            )

        def failed(error: JointDeskError) -> None:
            self._job = None
            self._go(Step.PREVIEW)
            self._desk.fail(error)

        self._go(Step.IMPORTING)
        self._job = self._desk.work(work, self._on_imported, self.progressed.emit, failed=failed)

    def _take_organisations(self, found: tuple[Organisation, ...]) -> None:
        if found != self.organisations:
            self.organisations = found
            self.organisations_changed.emit()

    def _on_opened(self, opened: Opened) -> None:
        self._job = None
        self.mapping.open(opened)
        self._go(Step.PREVIEW)

    def _on_unreadable(self, error: Exception) -> None:
        self._job = None
        self._go(Step.CHOOSE)
        if isinstance(error, JointDeskError) and not isinstance(error, StoppedError):
            self.failed.emit(plain_line(str(error)))
        else:
            self._desk.fail(error)

    def _on_imported(self, imported: Imported) -> None:
        self._job = None
        opened, added = self.mapping.opened, imported.preview.count(State.ADDED)
        name = opened.short_name if opened else ""
        self._forget()
        text = f"Imported {counted(added, 'decision')} of {name}."
        notice = Notice(text, Tone.DONE, "Undo", self._undo)
        nothing = Notice("There was nothing new to import.", Tone.INFO)
        self._desk.noticed.emit(notice if imported.action else nothing)

    def _forget(self) -> None:
        self.mapping.close()
        self._go(Step.CHOOSE)

    def _go(self, step: Step) -> None:
        self.step = step
        self.step_changed.emit()


def _opened(desk: Desk, audience: Audience, path: Path, org_code: str, job: Job) -> Opened:
    """Read a file and say how each of its tables would be read."""
    organisation = organisation_by_code(desk, org_code)
    names = short_names(tuple(list_organisations(desk.connection)))
    file, tables = read_register(path, desk.zone, job.cancelled)
    return Opened(
        organisation,
        names[organisation.id],
        file,
        tables,
        tuple(mapping_for(desk, audience, organisation, table) for table in tables),
        tuple(one.name for one in mappings_of(desk, audience, organisation)),
    )
