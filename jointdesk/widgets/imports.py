"""The import page: choose a calendar, read it, look at what would change, import."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.import_ahead import ImportAhead
from jointdesk.viewmodels.import_steps import Step
from jointdesk.viewmodels.imports import ImportModel
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column, PageHead, Problem, make_rule
from jointdesk.widgets.import_form import ImportForm
from jointdesk.widgets.import_preview import ImportPreview, set_button
from jointdesk.widgets.import_progress import ImportProgress
from jointdesk.widgets.import_sources import SourceList
from jointdesk.widgets.import_stages import ImportStages
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import has_keyboard
from jointdesk.widgets.server_form import ServerForm


class ImportPage(QFrame):
    """Lays out the steps of an import and connects them to the model.

    Signals:
        organisation_wanted: the person wants to add an organisation first.
    """

    organisation_wanted = Signal()

    def __init__(self, look: Look, model: ImportModel, ahead: ImportAhead) -> None:
        """Show the model as it stands, and follow it."""
        super().__init__()
        self._look = look
        self._model = model
        self.form = ImportForm(look)
        self.server = ServerForm(look, model.servers)
        self.sources = SourceList(look)
        self.preview = ImportPreview(look, model, ahead)
        self.progress = ImportProgress(look, "Reading the calendar…")
        self.problem = Problem(look)
        self._is_form_asked = False
        self._head = PageHead(look, "Import")
        self.other = make_button(look, "Choose another file")
        self.go = make_button(look, "Import", "import", "primary")
        self._stack = ImportStages(self._make_start(), self.progress, self.preview)
        self._lay_out()
        self._connect()
        self._on_choices()
        self._on_step()
        model.refresh()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        if self._model.step is Step.CHOOSE:
            return self.form.address
        return self.preview.table if self._model.step is Step.PREVIEW else self.progress.cancel

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self._head, *filter(None, [self._stack.currentWidget()])]

    def _make_start(self) -> Column:
        start = Column(self._look, "Add a calendar")
        start.column.addWidget(self.form)
        start.column.addWidget(self.server)
        self._connected = make_label(
            self._look, "Connected calendars", Text.SECTION, Weight.SEMI_BOLD
        )
        start.column.addSpacing(12)
        start.column.addWidget(self._connected)
        start.column.addWidget(self.problem)
        start.column.addWidget(self.sources)
        return start

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head.add(self.other, self.go)
        column.addWidget(self._head)
        column.addWidget(make_rule(self._look))
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        model = self._model
        model.choices_changed.connect(self._on_choices)
        model.step_changed.connect(self._on_step)
        model.progressed.connect(self.progress.show_progress)
        model.failed.connect(self._on_failed)
        model.keyring_missing.connect(self.form.ask_where_to_keep)
        model.file_proposed.connect(self._on_file_proposed)
        model.rows.ticks_changed.connect(self._on_ticks)
        self.form.wanted.connect(self._on_wanted)
        self.form.organisation_wanted.connect(self.organisation_wanted)
        self.sources.look_requested.connect(self._on_look_requested)
        self.sources.removal_requested.connect(model.remove)
        self.progress.cancel.clicked.connect(model.cancel)
        self.other.clicked.connect(model.leave)
        self.go.clicked.connect(model.import_ticked)

    @Slot()
    def _on_choices(self) -> None:
        choices = self._model.choices
        if choices is not None:
            self.form.show_choices(choices)
            self.server.show_choices(choices)
            self.sources.show_sources(choices.sources)
            self._connected.setVisible(bool(choices.sources))

    @Slot()
    def _on_step(self) -> None:
        step, looked = self._model.step, self._model.looked
        had_focus = has_keyboard(self)
        self._stack.show_step(step)
        self.other.setVisible(step is Step.PREVIEW)
        self.go.setVisible(step is Step.PREVIEW)
        if step is Step.PREVIEW and looked is not None:
            self._head.say(plain_line(looked.file))
            self.preview.show_looked(looked)
            self.form.clear()
            self.problem.say("")
        elif step is Step.CHOOSE:
            self._head.say("")
        if had_focus and step is not Step.PREVIEW:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_ticks(self) -> None:
        looked = self._model.looked
        if looked is not None:
            ticked = self._model.rows.ticked()
            kept = looked.preview.would_keep(ticked) if not ticked else 0
            set_button(self.go, len(ticked), kept, is_new=looked.is_new)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        """Say it where it was asked: in the form, or above the connected calendars."""
        if self._is_form_asked:
            self.form.say(sentence)
        else:
            self.problem.say(sentence)

    @Slot(object, bool)
    def _on_wanted(self, wanted: object, is_keep_chosen: bool) -> None:
        self._is_form_asked = True
        self.problem.say("")
        self._model.begin(wanted, is_keep_chosen=is_keep_chosen)  # type: ignore[arg-type]

    @Slot(str, str)
    def _on_look_requested(self, source_id: str, address: str) -> None:
        self._is_form_asked = False
        self.problem.say("")
        self._model.look_at(source_id, address)

    @Slot(str)
    def _on_file_proposed(self, path: str) -> None:
        self.form.propose(path, Path(path).is_dir())
