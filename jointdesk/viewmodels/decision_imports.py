"""Bringing a register of decisions in: choose a file, look at every row, import, take back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import StoppedError
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted
from jointdesk.governance.import_rows import State
from jointdesk.operations.decision_imports import Imported, bring_in, read_register
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.register_mappings import mapping_for, mappings_of, remember_mapping
from jointdesk.store.desk import Desk
from jointdesk.store.organisations import list_organisations
from jointdesk.viewmodels.decision_mapping import MappingModel, Opened
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.import_steps import ImportSteps, Step
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.words import short_names


class DecisionImportModel(ImportSteps):
    """One register at a time; `mapping` is what is looked at.

    Signals:
        organisations_changed: `organisations` is new.
    """

    organisations_changed = Signal()

    def __init__(self, desk: DeskModel, undo: Callable[[], None]) -> None:
        """Import into a desk; `undo` reverses the person's last action."""
        super().__init__(desk)
        self.organisations: tuple[Organisation, ...] = ()
        self.mapping = MappingModel(desk)
        self._undo = undo
        desk.pages.follow(Page.DECISION_IMPORT, self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Read again which organisations there are, and judge the rows by what the desk has now."""
        self._follow_person()
        self._desk.read(
            lambda reading: tuple(list_organisations(reading.connection)), self._take_organisations
        )
        if self.step is Step.PREVIEW:
            self.mapping.judge()

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

        self._go(Step.IMPORTING)
        self._job = self._desk.work(
            work, self._on_imported, self.progressed.emit, failed=self._on_refused
        )

    def _take_organisations(self, found: tuple[Organisation, ...]) -> None:
        if found != self.organisations:
            self.organisations = found
            self.organisations_changed.emit()

    def _on_opened(self, opened: Opened) -> None:
        if self._job is not None and self._job.cancelled():  # it had ended before it heard
            self._on_unreadable(StoppedError())
            return
        self._job = None
        self.mapping.open(opened)
        self._go(Step.PREVIEW)

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
