"""Bringing calendars in: choose, read, look at what would change, import, take back."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import StoppedError
from jointdesk.domain.words import counted, diary_name, plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.imports import (
    Looked,
    Removed,
    Wanted,
    bring_back,
    bring_in,
    has_keyring,
    look,
    look_again,
    needs_keeping,
    remove_calendar,
    take_back,
)
from jointdesk.operations.sources import Keep
from jointdesk.sources.protocol import UnreadableError
from jointdesk.store.desk import Desk
from jointdesk.sync.report import Report
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.import_sources import PASSWORD, Choices, read_choices
from jointdesk.viewmodels.import_steps import ImportSteps, Step
from jointdesk.viewmodels.import_table import ImportTable
from jointdesk.viewmodels.import_words import Told, tell_row
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.servers import ServerModel

Result = TypeVar("Result")

_UNAUTHORISED = 401


class ImportModel(ImportSteps):
    """One calendar at a time.

    `looked` is what is being previewed, `rows` its rows. `servers` connects calendar servers.

    Signals:
        choices_changed: `choices` is new.
        keyring_missing: the address needs a place to be kept; ask where.
    """

    choices_changed = Signal()
    keyring_missing = Signal()

    def __init__(self, desk: DeskModel, addresses: dict[str, str]) -> None:
        """Import into a desk; `addresses` are those of this session that are kept nowhere."""
        super().__init__(desk)
        self.choices: Choices | None = None
        self.looked: Looked | None = None
        self.rows = ImportTable(self)
        self.servers = ServerModel(desk, addresses)
        self._addresses = addresses
        self.rows.rows_wanted.connect(self._on_rows_wanted)
        desk.pages.follow(Page.IMPORT, self.refresh)

    # Choosing

    @Slot()
    def refresh(self) -> None:
        """Read again what is connected and what can be chosen."""
        self._follow_person()
        given = tuple(self._addresses)
        self._desk.read(lambda reading: read_choices(reading, given, now()), self._take_choices)

    def begin(self, wanted: Wanted, *, is_keep_chosen: bool = False) -> None:
        """Read a calendar to look at it; without a keyring the person is asked first."""

        def work(job: Job, desk: Desk) -> Looked | None:
            is_open = wanted.keep is Keep.KEYRING and not is_keep_chosen
            if is_open and needs_keeping(wanted.address) and not has_keyring():
                return None
            return look(desk, wanted, now(), progress=job.report, cancelled=job.cancelled)

        self._go(Step.READING)
        self._job = self._run(work, self._on_looked)

    def look_at(self, source_id: str, address: str = "") -> None:
        """Read a connected calendar to look at it; `address` where it is kept nowhere."""
        if self.step is not Step.CHOOSE:
            return
        given = dict(self._addresses)
        if address.strip():
            given[source_id] = address.strip()

        def work(job: Job, desk: Desk) -> Looked:
            return look_again(
                desk, source_id, given, now(), progress=job.report, cancelled=job.cancelled
            )

        self._go(Step.READING)

        def done(looked: Looked) -> None:
            self._addresses.update(given)  # it led to a calendar
            self.refresh()
            self._on_looked(looked)

        def failed(error: Exception) -> None:
            self._keep_or_forget(source_id, given, error)

        self._job = self._run(work, done, failed)

    def _keep_or_forget(self, source_id: str, given: dict[str, str], error: Exception) -> None:
        """Keep a password that nobody has refused yet; ask again for one that was."""
        from jointdesk.sources.caldav.client import RefusedError  # with it comes XML

        known = self.choices.sources if self.choices is not None else ()
        line = next((one for one in known if one.id == source_id), None)
        if not isinstance(error, UnreadableError) or line is None:
            return
        if isinstance(error, RefusedError) and error.status == _UNAUTHORISED:
            self._addresses.pop(source_id, "")
        elif line.asked == PASSWORD:
            self._addresses.update(given)
        self.refresh()

    # Importing

    def import_ticked(self) -> None:
        """Bring in what is ticked."""
        looked = self.looked
        if looked is None or self.step is not Step.PREVIEW:
            return
        numbers = self.rows.ticked()

        def work(job: Job, desk: Desk, actor: Actor) -> Report:
            return bring_in(
                desk, actor, looked, numbers, progress=job.report, cancelled=job.cancelled
            )

        self._go(Step.IMPORTING)
        self._job = self._desk.work(
            work,
            lambda report: self._on_imported(looked, report, looked.preview.would_keep(numbers)),
            self.progressed.emit,
            failed=self._on_refused,
        )

    def remove(self, source_id: str) -> None:
        """Take a connected calendar away, with Undo."""
        self._desk.act(
            lambda desk, actor: remove_calendar(desk, actor, source_id), self._on_removed
        )

    # What comes back

    def _take_choices(self, choices: Choices) -> None:
        if choices != self.choices:
            self.choices = choices
            self.choices_changed.emit()

    def _on_looked(self, looked: Looked | None) -> None:
        if self._job is not None and self._job.cancelled():  # it had ended before it heard
            self._on_unreadable(StoppedError())
            return
        self._job = None
        if looked is None:
            self._go(Step.CHOOSE)
            self.keyring_missing.emit()
            return
        self.looked = looked
        self.rows.show(looked.preview)
        self._go(Step.PREVIEW)

    def _on_imported(self, looked: Looked, report: Report, kept: int) -> None:
        self._job = None
        if looked.secret and looked.draft.connection.secret == Keep.NOWHERE:
            self._addresses[report.id] = looked.secret
        name = plain_line(looked.draft.collection.name)
        self._forget()
        written = report.stored - kept
        text = f"Imported {counted(written, 'change')} to the {diary_name(name)}."
        if not written and kept:
            text = f"Kept {counted(kept, 'meeting')} in the {diary_name(name)}."
        elif not written:
            text = f"The {diary_name(name)} is connected. There was nothing in it to import."
        self._undoable(text, lambda desk, actor: take_back(desk, actor, looked, report))

    def _on_removed(self, removed: Removed) -> None:
        name = plain_line(removed.name)
        self._undoable(
            f"Removed the {diary_name(name)}.", lambda desk, actor: bring_back(desk, actor, removed)
        )

    def _undoable(self, text: str, undo: Callable[[Desk, Actor], None]) -> None:
        def act() -> None:
            self._notice("Putting the diary back…", Tone.INFO)
            self._desk.act(undo, lambda _: self._notice("Undone. The diary is as it was before."))

        self._desk.noticed.emit(Notice(text, Tone.DONE, "Undo", act))

    @Slot(int, int)
    def _on_rows_wanted(self, first: int, end: int) -> None:
        looked, person = self.looked, self._desk.audience
        if looked is None:
            return
        organisation = looked.organisation
        sees = person is not None and person.sees(organisation.id)
        hidden = "" if sees else f"Busy ({organisation.code})"

        def work(_job: Job, desk: Desk) -> list[Told]:
            rows = (looked.preview.row(number) for number in range(first, end))
            return [tell_row(row, desk.zone, looked.read_before, hidden) for row in rows]

        def done(rows: list[Told]) -> None:
            if looked is self.looked:
                self.rows.take(first, rows)

        self._run(work, done)

    def sees_texts(self) -> bool:
        """True if the person may read what stands in the calendar that is looked at."""
        audience = self._desk.audience
        looked = self.looked
        return bool(audience and looked and audience.sees(looked.organisation.id))

    # Steps

    def _run(
        self,
        work: Callable[[Job, Desk], Result],
        done: Callable[[Result], None],
        also_failed: Callable[[Exception], None] = lambda _: None,
    ) -> Job:
        """Work that changes nothing in the desk, so that nobody has to read it again."""

        def failed(error: Exception) -> None:
            also_failed(error)
            if self.step is Step.READING:
                self._on_unreadable(error)
            else:
                self._desk.fail(error)

        return self._desk.runner.run(
            lambda job: work(job, self._desk.open_desk()), done, failed, self.progressed.emit
        )

    def _forget(self) -> None:
        self.looked = None
        self.rows.show(None)
        self._go(Step.CHOOSE)

    def _notice(self, text: str, tone: Tone = Tone.DONE) -> None:
        self._desk.noticed.emit(Notice(text, tone))
