"""The page of one matter: its tabs, the matter itself, each body's decision."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jointdesk.domain.decisions import Status
from jointdesk.viewmodels.decision_editor import DecisionEditor
from jointdesk.viewmodels.decision_words import Shade
from jointdesk.viewmodels.matter_detail import Half
from jointdesk.viewmodels.matters import MatterModel
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.decision_editor import DecisionPanel
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import set_paper
from jointdesk.widgets.labels import make_label, make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.matter_overview import MatterOverview
from jointdesk.widgets.matter_tabs import MatterTabs
from jointdesk.widgets.pills import Pill
from jointdesk.widgets.step_form import ASKED, StepForm
from jointdesk.widgets.step_menu import StepButtons


class MatterPage(QFrame):
    """Shows the matter of a model and takes the steps that the person asks for.

    Signals:
        left: back to the register.
        conflict_requested(str): the id of a conflict to be settled.
        notice_requested(str): the id of a decision whose notice is to be made.
    """

    left = Signal()
    conflict_requested = Signal(str)
    notice_requested = Signal(str)

    def __init__(self, look: Look, model: MatterModel, editor: DecisionEditor) -> None:
        """Follow a model; `editor` edits its decisions."""
        super().__init__()
        self._look = look
        self._model = model
        self._decision = ""
        self.form: StepForm | None = None
        self.tabs = MatterTabs(look)
        self.overview = MatterOverview(look)
        self.editor = DecisionPanel(look, editor)
        self._lay_out()
        self._connect()

    @property
    def decision(self) -> str:
        """The id of the decision whose tab is open, "" for the matter itself."""
        return self._decision

    def show_matter(self, matter_id: str, decision_id: str = "") -> None:
        """Show a matter, open at one of its decisions."""
        self._leave_form()
        self._decision = decision_id
        self._model.open(matter_id)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        return self.tabs.tabs.get(self._decision, self.back)

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self.tabs, *(self.editor.areas() if self._decision else [self.overview])]

    # Laying out

    def _lay_out(self) -> None:
        set_paper(self)
        self._form_place = QVBoxLayout()
        self._form_place.setContentsMargins(24, 10, 24, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        self._stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(make_line(self._look))
        column.addWidget(self.tabs)
        column.addWidget(make_line(self._look))
        column.addLayout(self._form_place)
        column.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        look = self._look
        row = QHBoxLayout()
        row.setContentsMargins(20, 8, 13, 8)
        row.addStrut(look.fonts.px(40))
        row.setSpacing(10)
        self.back = make_button(look, "Decisions", "chevron-left", "link")
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        self._title = make_label(look, "", Text.PAGE, Weight.SEMI_BOLD, wraps=False)
        self._title.setMinimumWidth(1)
        self._number = Pill(look, "", Shade.PLAIN)
        row.addWidget(self._title)
        row.addWidget(self._number)
        row.addStretch(1)
        self._saved = make_label(look, "", Text.DETAIL, colour=look.theme.ink2, wraps=False)
        row.addWidget(self._saved)
        self.steps = StepButtons(look)
        row.addWidget(self.steps)
        return row

    def _connect(self) -> None:
        model = self._model
        model.detail_changed.connect(self._on_detail)
        model.history_changed.connect(self._on_history)
        model.failed.connect(self._on_failed)
        model.done.connect(self._on_done)
        self.tabs.chosen.connect(self.open_decision)
        self.tabs.body_chosen.connect(model.add_decision)
        self.editor.saved.connect(lambda: self._saved.setText("Saved"))
        self.editor.decision_requested.connect(self.open_decision)
        self.editor.side.conflict_requested.connect(self.conflict_requested)
        self.steps.step_requested.connect(self.ask_step)
        self.steps.notice_requested.connect(self.notice_requested)
        self.overview.notice_requested.connect(self.notice_requested)
        self.overview.step_requested.connect(self.ask_step)
        self.overview.decision_requested.connect(self.open_decision)
        self.overview.conflict_requested.connect(self.conflict_requested)
        self.overview.entered.connect(model.edit_matter)
        self.overview.task_added.connect(model.add_task)
        self.overview.task_ticked.connect(model.tick_task)
        keys = Qt.ShortcutContext.WidgetWithChildrenShortcut
        escape = QShortcut(QKeySequence("Escape"), self, context=keys)
        escape.activated.connect(self._on_escape)

    # What the model says

    @Slot()
    def _on_detail(self) -> None:
        detail = self._model.detail
        if detail is None:
            self._title.clear()
            self.tabs.clear()
            self.overview.clear()
            self.left.emit()
            return
        if self._decision and self._half() is None:
            moved = self._model.register.matter_of(self._decision)
            if moved not in ("", detail.matter.id):
                self.show_matter(moved, self._decision)
                return
            self._decision = ""
        self._title.setText(detail.title)
        self._number.say(detail.number, Shade.PLAIN)
        self.tabs.show_detail(detail, self._decision)
        self.overview.show_detail(detail)
        self._show_open()

    @Slot()
    def _on_history(self) -> None:
        self.overview.show_history(self._model.history)

    def _show_open(self) -> None:
        half, detail = self._half(), self._model.detail
        self.steps.show_half(half)
        self._stack.setCurrentWidget(self.editor if half else self.overview)
        if half is not None and detail is not None:
            self.editor.show_half(half, detail)

    def _half(self, decision_id: str | None = None) -> Half | None:
        detail, wanted = self._model.detail, decision_id or self._decision
        if detail is None or not wanted:
            return None
        return next((half for half in detail.halves if half.decision.id == wanted), None)

    # What the person does

    @Slot(str)
    def open_decision(self, decision_id: str) -> None:
        """Open the tab of a decision, "" for the matter itself."""
        self._leave_form()
        self._saved.clear()
        self._decision = decision_id
        self.tabs.mark(decision_id)
        self._show_open()

    @Slot(str, object)
    def ask_step(self, decision_id: str, step: Status) -> None:
        """Take a step, or ask first what it needs and say what cannot be undone."""
        half = self._half(decision_id)
        if half is None:
            return
        if step not in ASKED:
            self._model.advance(decision_id, step)
            return
        self._leave_form()
        self.form = StepForm(self._look, half, step, self._model.today())
        self.form.confirmed.connect(self._on_confirmed)
        self.form.left.connect(self._on_escape)
        self._form_place.addWidget(self.form)
        self.form.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object, str, object, str, str)
    def _on_confirmed(
        self, step: Status, decision_id: str, on: date | None, reason: str, other: str
    ) -> None:
        if step is Status.SUPERSEDED:
            self._model.supersede(decision_id, other, reason)
        else:
            self._model.advance(decision_id, step, on, reason)

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        if key == "step" and self.form is not None:
            self.form.say(sentence)
        elif key in ("step", "task") or (key == "new" and self.isVisible()):
            self._model.say(sentence)
        elif key != "new":  # else the page of new ones says it
            self.overview.refuse(key, sentence)

    @Slot(str)
    def _on_done(self, key: str) -> None:
        if key == "step":
            self._leave_form()
        else:
            self.overview.refuse(key, "")

    @Slot()
    def _on_escape(self) -> None:
        if self.form is not None:
            self._leave_form()
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _leave_form(self) -> None:
        if self.form is not None:
            self._form_place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
