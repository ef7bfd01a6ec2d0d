"""The readings of one diary: what each did, from what to what, and the way back."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.viewmodels.run_history import ChangeLine, History, RunHistory, RunLine
from jointdesk.widgets.controls import make_button, make_icon_button, set_tip
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import make_rule, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.settings_section import Card

_NONE = "No reading has changed anything yet."


class HistoryCard(Card):
    """Shows the history that is open; hidden while none is."""

    def __init__(self, look: Look, model: RunHistory) -> None:
        """Follow a model."""
        super().__init__()
        self._look, self._model = look, model
        model.history_changed.connect(self._on_history)
        self._on_history()

    @Slot()
    def _on_history(self) -> None:
        history = self._model.history
        focused = focused_name(self)
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(history.source_id))
        rows: list[QWidget] = [self._head(history)]
        for run in history.runs:
            rows += [make_rule(self._look), self._run(run, history)]
        for row in rows:
            self.column.addWidget(row)
            row.show()  # at once, so that the keyboard can go back to where it was
        if not history.runs:
            self.column.addWidget(self._soft(_NONE))
        refocus(self, focused)

    def _head(self, history: History) -> QWidget:
        look = self._look
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(REACH, 0, REACH, 0)
        name = f"What readings of {history.name} did"
        row.addWidget(make_label(look, name, Text.SECTION, Weight.SEMI_BOLD), 1)
        close = make_icon_button(look, "x", "Close the history")
        close.clicked.connect(lambda: self._model.show("", ""))
        row.addWidget(close)
        return holder

    def _run(self, run: RunLine, history: History) -> QWidget:
        look = self._look
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(REACH, 2, REACH, 2)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(make_label(look, run.when, Text.BODY, Weight.MEDIUM, wraps=False))
        row.addWidget(make_label(look, run.about, colour=look.theme.ink2), 1)
        is_open = history.opened == run.id
        show = make_button(look, "Hide" if is_open else "What changed", kind="small")
        show.setAccessibleName(f"What the reading of {run.when} changed")
        show.clicked.connect(lambda: self._model.open_run(0 if is_open else run.id))
        undo = make_button(look, "Undo", "undo-2", kind="small")
        undo.setAccessibleName(f"Undo the reading of {run.when}")
        undo.setEnabled(not run.kept_by)
        set_tip(undo, run.kept_by)
        undo.setVisible(not run.is_undone)
        undo.clicked.connect(lambda: self._model.take_back(run.id))
        row.addWidget(show)
        row.addWidget(undo)
        column.addLayout(row)
        if is_open:
            self._add_changes(column, run, history)
        return holder

    def _add_changes(self, column: QVBoxLayout, run: RunLine, history: History) -> None:
        for change in history.changes:
            column.addWidget(self._change(change))
        if history.note:
            column.addWidget(self._soft(history.note))
        if run.kept_by and not run.is_undone:
            column.addWidget(self._soft(f"It cannot be undone. {run.kept_by}"))

    def _change(self, change: ChangeLine) -> QWidget:
        look = self._look
        holder = QWidget()
        holder.setAccessibleName(change.spoken)
        row = QHBoxLayout(holder)
        row.setContentsMargins(look.fonts.px(12), 0, 0, 0)
        row.setSpacing(8)
        what = make_label(look, change.what, Text.BLOCK, Weight.MEDIUM, look.theme.ink2)
        what.setFixedWidth(look.fonts.px(120))
        row.addWidget(what)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(make_label(look, change.title, Text.BODY, Weight.MEDIUM))
        words.addWidget(make_label(look, change.change, Text.BLOCK, colour=look.theme.ink2))
        row.addLayout(words, 1)
        return holder

    def _soft(self, words: str) -> QWidget:
        label = soft_label(self._look, words)
        label.setIndent(REACH)
        return label
