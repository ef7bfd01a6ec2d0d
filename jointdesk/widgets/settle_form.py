"""What is asked before something is settled: why, how far, until when; in place, never modal."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.viewmodels.conflict_detail import Reach
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import set_in
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look


class SettleForm(QWidget):
    """A reason, which is required, how far it goes, and perhaps a last day.

    Signals:
        settled(str, object, object): reason, `Reach`, last day or None.
        cancelled: the person changed their mind.
    """

    settled = Signal(str, object, object)
    cancelled = Signal()

    def __init__(
        self,
        look: Look,
        ask: str,
        button: str,
        reaches: Sequence[Reach],
        until: date | None = None,
    ) -> None:
        """Ask for a reason by the words `ask`; `button` says what then happens."""
        super().__init__()
        self._look = look
        self._reaches = tuple(reaches)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(ask)
        self.reason.setAccessibleName(f"Reason: {ask}")
        self.reason.setMaxLength(2000)
        self.reach = QComboBox()
        self.reach.setAccessibleName("How far this goes")
        self.reach.addItems([reach.name for reach in self._reaches])
        self.until = QDateEdit()
        set_in(self.until)
        self.until.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.until.setDisplayFormat("ddd d MMM yyyy")
        self.until.setAccessibleName("Until the end of")
        self._has_until = until is not None
        if until is not None:
            self.until.setDate(QDate(until.year, until.month, until.day))
        self._lay_out(button)
        self.reason.returnPressed.connect(self._on_settle)
        self.reason.textChanged.connect(self._on_typed)
        self.setFocusProxy(self.reason)

    def _lay_out(self, button: str) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 4, 3, 3)  # room for the ring round the field
        column.setSpacing(8)
        column.addWidget(self.reason)
        column.addWidget(self._problem())
        row = QHBoxLayout()
        row.setSpacing(8)
        if self._has_until:
            row.addWidget(make_label(look, "Until the end of", wraps=False))
            row.addWidget(self.until)
        if len(self._reaches) > 1:
            row.addWidget(self.reach)
        row.addStretch(1)
        cancel = make_button(look, "Cancel")
        cancel.clicked.connect(self.cancelled)
        settle = make_button(look, button, kind="primary")
        settle.clicked.connect(self._on_settle)
        row.addWidget(cancel)
        row.addWidget(settle)
        column.addLayout(row)

    def _problem(self) -> QWidget:
        """Return the sentence that stands under the field while the reason is missing."""
        theme = self._look.theme
        self._missing = QWidget()
        row = QHBoxLayout(self._missing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(make_icon(self._look, "octagon-alert", theme.red, 14))
        words = "Say why, so that the others understand it later."
        row.addWidget(make_label(self._look, words, Text.DETAIL, colour=theme.red), 1)
        self._missing.hide()
        return self._missing

    def _show_problem(self, is_missing: bool) -> None:
        self.reason.setProperty("problem", is_missing)
        self.reason.style().polish(self.reason)
        self._missing.setVisible(is_missing)

    @Slot()
    def _on_typed(self) -> None:
        if self.reason.text().strip():
            self._show_problem(False)

    @Slot()
    def _on_settle(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self._show_problem(True)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        chosen = self.until.date()
        until = date(chosen.year(), chosen.month(), chosen.day()) if self._has_until else None
        self.settled.emit(reason, self._reaches[max(0, self.reach.currentIndex())], until)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the question away."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
