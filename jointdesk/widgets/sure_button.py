"""A button for what cannot be undone: the first press asks, the second does it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jointdesk.widgets.controls import make_button
from jointdesk.widgets.look import Look


class SureButton(QWidget):
    """Asks in the same place whether it is meant; Escape takes it back.

    Signals:
        confirmed: it is meant.
    """

    confirmed = Signal()

    def __init__(self, look: Look, words: str, means: str) -> None:
        """Show `words`; `means` says what the second press does ("Leave the shared desk")."""
        super().__init__()
        self.first = make_button(look, words, kind="small")
        self.first.setAccessibleName(f"{means}; asks once more")
        self.sure = make_button(look, means, "triangle-alert", "small")
        self.sure.setAccessibleName(f"{means} now")
        self.no = make_button(look, "No", kind="small")
        self.no.setAccessibleName("No, leave it as it is")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.first, self.no, self.sure):
            row.addWidget(button)
        self.first.clicked.connect(self._on_first)
        self.no.clicked.connect(self._take_back)
        self.sure.clicked.connect(self._on_sure)
        self._ask(is_asking=False)

    def _ask(self, *, is_asking: bool) -> None:
        self.first.setVisible(not is_asking)
        self.no.setVisible(is_asking)
        self.sure.setVisible(is_asking)

    @Slot()
    def _on_first(self) -> None:
        self._ask(is_asking=True)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _take_back(self) -> None:
        self._ask(is_asking=False)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_sure(self) -> None:
        self._take_back()
        self.confirmed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the question back."""
        if event.key() == Qt.Key.Key_Escape and self.first.isHidden():
            self._take_back()
            event.accept()
        else:
            super().keyPressEvent(event)
