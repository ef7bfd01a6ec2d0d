"""What would be sent to whom of the event at hand, with a button that sends it, and one that not.

Nothing is sent without that button; what is put off stays on the page of what waits.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.viewmodels.telling import Telling
from jointdesk.widgets.announcing import announce
from jointdesk.widgets.controls import make_button, make_icon_button, plain_label
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_WIDTH = 328


class TellCard(QFrame):
    """Shows what a model has, and is hidden while that is nothing."""

    def __init__(self, look: Look, telling: Telling, parent: QWidget) -> None:
        """Follow a model, from the first in a parent: alone it would be shown as a window."""
        super().__init__(parent)
        self._telling = telling
        self.setProperty("kind", "well")
        self.setAccessibleName("What would be sent")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        self.title = make_label(look, "", Text.BODY, Weight.SEMI_BOLD)
        self.words = make_label(look, "", Text.DETAIL)
        self.send = make_button(look, "", kind="primary")
        self.later = make_button(look, "Not now")
        row = FlowingRow(spacing=8)
        for button in (self.send, self.later):
            button.setAutoDefault(True)  # so that Enter presses it
            row.addWidget(button)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(row)
        self.send.clicked.connect(telling.send)
        self.later.clicked.connect(telling.not_now)
        telling.changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        told = self._telling.tellable
        had_keyboard = self.send.hasFocus() or self.later.hasFocus()
        self.title.setText(told.title)
        self.words.setText(told.words)
        self.send.setText(plain_label(told.send))
        self.send.setAccessibleDescription(told.words)
        self.setVisible(bool(told.parts))
        parent = self.parentWidget()
        if not told.parts and had_keyboard and parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
        elif told.parts and self.isVisible():
            announce(self, f"{told.title}. {told.words}")


class TellFoot(QWidget):
    """Room for the card under something else, which takes none while there is nothing to send."""

    def __init__(self, look: Look, telling: Telling) -> None:
        """Follow a model."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        self.card = TellCard(look, telling, self)
        column.addWidget(self.card)


class TellPanel(QFrame):
    """The same at the right of the diary, where the meeting itself is not shown there.

    Signals:
        closed: there is nothing to send any more, or the person closed it.
    """

    closed = Signal()

    def __init__(self, look: Look, telling: Telling) -> None:
        """Follow a model."""
        super().__init__()
        self.setProperty("kind", "inspector")
        self.setAccessibleName("Nobody was told yet")
        self.setFixedWidth(look.fonts.px(_WIDTH))
        self._telling = telling
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 20)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(make_label(look, "Nobody was told yet", Text.BODY, Weight.SEMI_BOLD), 1)
        close = make_icon_button(look, "x", "Close")
        close.clicked.connect(telling.not_now)
        row.addWidget(close)
        self.card = TellCard(look, telling, self)
        column.addLayout(row)
        column.addWidget(self.card)
        column.addStretch(1)
        telling.changed.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        if not self._telling.tellable.parts:
            self.closed.emit()
