"""The page of exports: choose, look through what would be written, save; and what left before."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.export_choices import FORMAT_WORDS, What
from jointdesk.viewmodels.exports import ExportModel, ExportStep
from jointdesk.widgets.controls import SegmentedControl, make_button, set_tip
from jointdesk.widgets.export_document import DocumentView
from jointdesk.widgets.export_form import ExportForm
from jointdesk.widgets.export_log import ExportLog
from jointdesk.widgets.export_pages import PagesView
from jointdesk.widgets.export_side import ExportSide
from jointdesk.widgets.file_dialogs import ask_new_file
from jointdesk.widgets.forms import Column, PageHead, make_rule
from jointdesk.widgets.import_progress import ImportProgress
from jointdesk.widgets.labels import make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import has_keyboard


class ExportPage(QFrame):
    """Lays out the steps of an export and connects them to the model.

    Signals:
        left: the person is done here.
    """

    left = Signal()

    def __init__(self, look: Look, model: ExportModel) -> None:
        """Show the model as it stands, and follow it."""
        super().__init__()
        self._look = look
        self._model = model
        self.form = ExportForm(look)
        self.log = ExportLog(look, model)
        self.document = DocumentView(look)
        self.pages = PagesView(look)
        self.view = SegmentedControl(("Pages", "Text"), "How the preview is shown")
        self.side = ExportSide(look)
        self.progress = ImportProgress(look, "Reading the records…", "Nothing is written yet.")
        self._head = PageHead(look, "Export")
        self.back = make_button(look, "Back")
        self.other = make_button(look, "Choose something else")
        self.save = make_button(look, "Save…", "file-output", "primary")
        self._start = Column(look, "Choose what to export")
        self._preview = QWidget()
        self._sheets = QStackedWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._on_form()
        self._on_step()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        match self._model.step:
            case ExportStep.CHOOSE:
                return self.form.choices["kind"]
            case ExportStep.PREVIEW:
                return self.pages if self._has_pages() else self.document.paper
            case _:
                return self.progress.cancel

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        if self._model.step is ExportStep.PREVIEW:
            return [self._head, self._sheets, self.side]
        return [self._head, *filter(None, [self._stack.currentWidget()])]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head.add(self.view, self.back, self.other, self.save)
        column.addWidget(self._head)
        column.addWidget(make_rule(self._look))
        self._start.column.addWidget(self.form)
        self._start.column.addWidget(self.log)
        row = QHBoxLayout(self._preview)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._sheets.addWidget(self.pages)
        self._sheets.addWidget(self.document)
        row.addWidget(self._sheets, 1)
        row.addWidget(make_line(self._look, is_upright=True))
        row.addWidget(self.side)
        for widget in (self._start, self.progress, self._preview):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        model = self._model
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_escape)
        model.form_changed.connect(self._on_form)
        model.step_changed.connect(self._on_step)
        model.progressed.connect(self.progress.show_progress)
        model.failed.connect(self.form.say)
        self.form.changed.connect(model.choose)
        self.form.wanted.connect(model.prepare)
        self.side.checked_changed.connect(self._on_checked)
        self.side.choices.changed.connect(model.remake)
        self.side.choices.turned.connect(model.turn)
        self.view.choice_changed.connect(self._show_sheets)
        self.progress.cancel.clicked.connect(model.cancel)
        self.back.clicked.connect(self.left)
        self.other.clicked.connect(model.leave)
        self.save.clicked.connect(self._on_save)

    @Slot()
    def _on_form(self) -> None:
        if self._model.form is not None:
            self.form.show_form(self._model.form)
            self.side.choices.show_form(self._model.form, self._model.days)

    def _has_pages(self) -> bool:
        """Whether the pages are what is shown."""
        made = self._model.made
        return made is not None and bool(made.pages) and self.view.choice() == 0

    @Slot()
    def _show_sheets(self) -> None:
        """Show the pages as pictures, or what they say."""
        made = self._model.made
        self.view.setVisible(made is not None and bool(made.pages))
        self._sheets.setCurrentWidget(self.pages if self._has_pages() else self.document)

    @Slot()
    def _on_step(self) -> None:
        step, made = self._model.step, self._model.made
        is_looking = made is not None and (
            step is ExportStep.PREVIEW or (step is ExportStep.PREPARING and bool(made.pages))
        )
        shown = self._start if step is ExportStep.CHOOSE else self.progress
        had_focus = has_keyboard(self)
        if is_looking and made is not None and made.document is not self.document.shown:
            self.document.show_document(made.document)
            self.pages.show_pages(plain_line(made.document.title), made.pages)
            self.side.show_made(made, self._model.checkers())
        elif step is ExportStep.CHOOSE:
            self.document.show_document(None)
            self.pages.show_pages("", ())
        before = self._stack.currentWidget()
        self._stack.setCurrentWidget(self._preview if is_looking else shown)
        self._show_sheets()
        self.other.setVisible(is_looking)
        self.save.setVisible(is_looking)
        self.back.setVisible(is_looking or step is ExportStep.CHOOSE)
        saving = "Saving the file…" if step is ExportStep.SAVING else ""
        self.progress.restart(is_importing=False, words=saving)
        self.progress.cancel.setVisible(step is ExportStep.PREPARING)
        self._head.say(plain_line(made.document.title) if is_looking and made else "")
        self._on_checked()
        if had_focus and self._stack.currentWidget() is not before:
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_checked(self) -> None:
        """Let a public edition be saved only once somebody else has ticked it."""
        is_ready = self._model.step is ExportStep.PREVIEW
        why = self.side.why_not if is_ready else "It is being made anew"
        self.save.setEnabled(not why)
        set_tip(self.save, why or "Saving cannot be undone")

    @Slot()
    def _on_escape(self) -> None:
        """Stop what is being made, or go back to choosing."""
        if self._model.step is ExportStep.PREPARING:
            self._model.cancel()
        else:
            self._model.leave()

    @Slot()
    def _on_save(self) -> None:
        """Let the system's own dialogue find a place; it does not block the window."""
        made = self._model.made
        if made is None:
            return
        ending = made.wish.format
        ask_new_file(
            self,
            "Save the export",
            self._on_place,
            ending,
            kind=FORMAT_WORDS[ending].partition(" (")[0],
            name=made.name,
            folder=_documents(),
            may_replace=made.wish.kind != What.EVIDENCE,
        )

    @Slot(str)
    def _on_place(self, path: str) -> None:
        if not self.side.why_not:
            self._model.save(Path(path), self.side.checked_by)


def _documents() -> str:
    """Return the folder in which a person keeps documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place) or str(Path.home())
