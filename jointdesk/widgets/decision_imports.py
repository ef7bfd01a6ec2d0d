"""The page that brings a register of decisions in: choose, map the columns, look, import."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from jointdesk.domain.words import counted, plain_line
from jointdesk.viewmodels.decision_imports import DecisionImportModel
from jointdesk.viewmodels.import_steps import Step
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.decision_import_form import DecisionImportForm
from jointdesk.widgets.decision_import_preview import DecisionImportPreview
from jointdesk.widgets.forms import Column, PageHead, make_rule
from jointdesk.widgets.import_progress import ImportProgress
from jointdesk.widgets.import_stages import ImportStages
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import has_keyboard


class DecisionImportPage(QFrame):
    """Lays out the steps of an import and connects them to the model.

    Signals:
        left: the person is done here: the import is over or given up.
        organisation_wanted: the person wants to add an organisation first.
    """

    left = Signal()
    organisation_wanted = Signal()

    def __init__(self, look: Look, model: DecisionImportModel) -> None:
        """Show the model as it stands, and follow it."""
        super().__init__()
        self._look = look
        self._model = model
        self.form = DecisionImportForm(look)
        self.preview = DecisionImportPreview(look, model.mapping)
        self.progress = ImportProgress(look, "Reading the file…")
        self._head = PageHead(look, "Import decisions")
        self.back = make_button(look, "Back to the decisions")
        self.other = make_button(look, "Choose another file")
        self.go = make_button(look, "Import", "import", "primary")
        start = Column(look, "Bring a register of decisions in")
        start.column.addWidget(self.form)
        self._stack = ImportStages(start, self.progress, self.preview)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._on_organisations()
        self._on_judged()
        self._on_step()
        model.refresh()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        if self._model.step is Step.CHOOSE:
            return self.form.file
        return self.preview.table if self._model.step is Step.PREVIEW else self.progress.cancel

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        if self._model.step is Step.PREVIEW:
            return [self._head, self.preview.columns, self.preview.table]
        return [self._head, *filter(None, [self._stack.currentWidget()])]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head.add(self.back, self.other, self.go)
        column.addWidget(self._head)
        column.addWidget(make_rule(self._look))
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        model = self._model
        model.organisations_changed.connect(self._on_organisations)
        model.step_changed.connect(self._on_step)
        model.progressed.connect(self.progress.show_progress)
        model.failed.connect(self.form.say)
        model.file_proposed.connect(self.form.propose)
        model.mapping.judged.connect(self._on_judged)
        self.form.wanted.connect(model.begin)
        self.form.organisation_wanted.connect(self.organisation_wanted)
        self.progress.cancel.clicked.connect(model.cancel)
        self.back.clicked.connect(self._on_back)
        self.other.clicked.connect(model.leave)
        self.go.clicked.connect(self._on_go)

    @Slot()
    def _on_organisations(self) -> None:
        self.form.show_organisations(self._model.organisations)

    @Slot()
    def _on_step(self) -> None:
        step, opened = self._model.step, self._model.mapping.opened
        had_focus = has_keyboard(self)
        self._stack.show_step(step)
        is_looking = step is Step.PREVIEW
        self.other.setVisible(is_looking)
        self.go.setVisible(is_looking)
        self.back.setVisible(step is Step.CHOOSE)
        self._head.say(plain_line(opened.file) if opened and is_looking else "")
        if had_focus:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_judged(self) -> None:
        added = self._model.mapping.rows.brought_in
        self.go.setText(f"Import {counted(added, 'decision')}" if added else "Nothing to import")
        self.go.setEnabled(bool(added))

    @Slot()
    def _on_go(self) -> None:
        self._model.import_all(self.preview.columns.name.text().strip())

    @Slot()
    def _on_back(self) -> None:
        self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one file of this machine."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin with the file."""
        event.acceptProposedAction()
        self._model.propose(event.mimeData().urls()[0].toLocalFile())
