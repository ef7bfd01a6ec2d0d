"""Exports in the window: choose, look through what would be written, have it checked, save."""

from collections.abc import Callable
from datetime import tzinfo
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError, StoppedError
from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.export_log import Logged, export_log
from jointdesk.store.desk import Desk
from jointdesk.store.reading import Reading
from jointdesk.sync.progress import Meter
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.export_choices import (
    Form,
    Offer,
    Option,
    What,
    Wish,
    form_for,
    read_offer,
)
from jointdesk.viewmodels.export_log import ExportLogTable
from jointdesk.viewmodels.export_making import (
    ChangedError,
    Made,
    Saved,
    days_words,
    make_ready,
    period_in,
    save_made,
    turned,
)
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.pages import Page


class ExportStep(StrEnum):
    """Where an export stands."""

    CHOOSE = "choose"
    PREPARING = "preparing"
    PREVIEW = "preview"
    SAVING = "saving"


class _Found(NamedTuple):
    """What is read anew when the desk changes."""

    offer: Offer
    log: list[Logged]
    zone: tzinfo


def _read(reading: Reading, audience: Audience) -> _Found:
    offer = read_offer(reading, audience, now())
    return _Found(offer, export_log(reading, audience), reading.zone)


class ExportModel(QObject):
    """One export at a time; `made` is what is looked through.

    `wish` is what is wished by now, `days` its days in words.

    Signals:
        form_changed: another `form`: what is wished, and what can be chosen.
        log_changed: other rows are in `log`.
        step_changed: `step` is new.
        progressed(int, int, str): so many of so many are done, 0 of 0 where nobody knows.
        failed(str): why it could not be made ready.
    """

    form_changed = Signal()
    log_changed = Signal()
    step_changed = Signal()
    progressed = Signal(int, int, str)
    failed = Signal(str)

    def __init__(self, desk: DeskModel, show: Callable[[Path], None] | None = None) -> None:
        """Export from a desk; `show` shows a file or a folder, by the system if not given."""
        super().__init__(desk)
        self.step = ExportStep.CHOOSE
        self.form: Form | None = None
        self.log = ExportLogTable(self)
        self.made: Made | None = None
        self._desk = desk
        self._show = show or _show
        self.wish = Wish()
        self.days = ""
        self._offer: Offer | None = None
        self._audience = desk.audience
        self._job: Job | None = None
        self._prepares_next = False
        desk.pages.follow(Page.EXPORT, self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read again what can be chosen, and the log.

        Somebody else who looks now may not see what the preview shows: it is given up.
        """
        audience = self._desk.audience
        if audience != self._audience:
            self._audience = audience
            self.cancel()
            self._forget()
        if audience is None:
            return

        self._desk.read(lambda reading: _read(reading, audience), self._take)

    def _take(self, found: _Found) -> None:
        if found.offer.maker != self._desk.audience:
            return
        self._offer = found.offer
        self.choose(self.wish)
        if self._prepares_next:
            self._prepares_next = False
            self.prepare()
        if self.log.show(found.log, found.zone, is_whole=found.offer.maker.is_director):
            self.log_changed.emit()

    # Choosing

    def choose(self, wish: Wish) -> None:
        """Take what the form says; what cannot be chosen with it gives way."""
        self.wish = wish
        if self._offer is None:
            return
        form = form_for(self._offer, wish)
        self.wish = form.wish
        self.days = days_words(self._offer, self.wish)
        if form != self.form:
            self.form = form
            self.form_changed.emit()

    def begin_with(self, wish: Wish, *, prepares: bool = False) -> None:
        """Begin a new export with a wish; one that is being looked through is given up.

        With `prepares` it is made ready at once, or when it is known what can be chosen.
        """
        if self.step in (ExportStep.CHOOSE, ExportStep.PREVIEW):
            self._forget()
            self.choose(wish)
            self._prepares_next = prepares and self._offer is None
            if prepares:
                self.prepare()

    def open_register(self) -> None:
        """Begin with the register of a body of the person's own."""
        if self.wish.kind not in (What.REGISTER, What.JOINT, What.NOTICE, What.ACTIONS):
            self.begin_with(Wish())

    def checkers(self) -> list[Option]:
        """Return who can have looked at a public edition: anybody but the acting person."""
        own = self._offer.maker.person_id if self._offer else ""
        return [one for one in (self._offer.people if self._offer else ()) if one[1] != own]

    # Making

    def prepare(self) -> None:
        """Make what is wished ready to be looked through."""
        offer, wish = self._offer, self.wish
        if offer is None or self.step not in (ExportStep.CHOOSE, ExportStep.PREVIEW):
            return
        try:
            period_in(offer, wish)
        except JointDeskError as error:
            self.failed.emit(plain_line(str(error)))
            return

        def work(job: Job) -> Made:
            job.report(0, 0, "Reading the records")
            meter = Meter(job.report, job.cancelled)
            made = make_ready(*self._desk.acting(), offer, wish, meter.step)
            if job.cancelled():
                raise StoppedError
            return made

        self._go(ExportStep.PREPARING)
        self._job = self._desk.runner.run(
            work, partial(self._on_made, offer), self._on_failed, self.progressed.emit
        )

    def remake(self, wish: Wish) -> None:
        """Make what is looked through anew, with other choices; until then it stays in sight."""
        if self.made is None:
            return
        self.choose(wish)
        if self.step is ExportStep.PREVIEW:
            self.prepare()
        else:  # what is being made is no longer what is wished
            self._prepares_next = True

    def turn(self, step: int) -> None:
        """Make it for as many days before or after those that are looked through."""
        if self._offer is not None:
            self.remake(turned(self._offer, self.wish, step))

    def cancel(self) -> None:
        """Stop at the next safe point; nothing is written."""
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def leave(self) -> None:
        """Go back to choosing; nothing was written."""
        if self.step is ExportStep.PREVIEW:
            self._forget()

    def save(self, path: Path, checked_by: str = "") -> None:
        """Write what is looked through to a file, and log it."""
        made, audience = self.made, self._audience
        if made is None or audience is None or self.step is not ExportStep.PREVIEW:
            return

        def work(_job: Job, desk: Desk, actor: Actor) -> Saved:
            return save_made(desk, actor, audience, made, path, checked_by)

        self._go(ExportStep.SAVING)
        self._desk.work(work, self._on_saved, self.progressed.emit, failed=self._on_not_saved)

    # What comes back

    def _on_made(self, offer: Offer, made: Made) -> None:
        self._job = None
        if offer.maker != self._desk.audience:  # another person's by now
            self._forget()
            return
        self.made = made
        self._go(ExportStep.PREVIEW)
        if self._prepares_next:
            self._prepares_next = False
            self.prepare()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self._forget()
        if isinstance(error, JointDeskError) and not isinstance(error, StoppedError):
            self.failed.emit(plain_line(str(error)))
        else:
            self._desk.fail(error)

    def _on_saved(self, saved: Saved) -> None:
        is_for_paper = self.made is not None and bool(self.made.pages)
        self._forget()
        words, place = "Show in folder", saved.path.parent
        if is_for_paper:
            words, place = "Open it to print", saved.path
        show = partial(self._show, place)
        self._desk.noticed.emit(Notice(saved.text, Tone.DONE, words, show))

    def _on_not_saved(self, error: JointDeskError) -> None:
        self._go(ExportStep.PREVIEW)
        if isinstance(error, ChangedError):
            self._desk.noticed.emit(Notice(str(error), Tone.PROBLEM, "Look again", self.prepare))
        else:
            self._desk.fail(error)

    def _forget(self) -> None:
        self.made = None
        self._go(ExportStep.CHOOSE)

    def _go(self, step: ExportStep) -> None:
        if step is not self.step or step is ExportStep.PREVIEW:
            self.step = step
            self.step_changed.emit()


def _show(place: Path) -> None:
    """Let the system show a folder, or a file that was written here."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
