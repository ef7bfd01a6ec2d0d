"""What is wrong with a thing, where the thing is shown: a card each, with the way to settle it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.viewmodels.decision_troubles import Trouble
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.pills import trouble_icon
from jointdesk.widgets.task_parts import empty

_TOP = Qt.AlignmentFlag.AlignTop


class TroubleCards(QWidget):
    """Shows conflicts, and what two people changed at once.

    Signals:
        settle_requested(str): the id of what is to be settled.
    """

    settle_requested = Signal(str)

    def __init__(self, look: Look, *, is_narrow: bool = False) -> None:
        """Begin with none; where it `is_narrow` the buttons stand under the sentences."""
        super().__init__()
        self._look, self._is_narrow = look, is_narrow
        self._troubles: tuple[Trouble, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_troubles(self, troubles: Iterable[Trouble]) -> None:
        """Show others; the same ones stay, with the keyboard where it is."""
        wanted = tuple(troubles)
        if wanted == self._troubles:
            return
        self._troubles = wanted
        empty(self._column)
        for trouble in wanted:
            self._column.addWidget(self._card(trouble))
        self.setVisible(bool(wanted))

    def _card(self, trouble: Trouble) -> QFrame:
        look, theme = self._look, self._look.theme
        ink, tint = theme.severity(trouble.severity), theme.severity_tint(trouble.severity)
        frame = QFrame()
        frame.setObjectName("trouble")
        border = ink.name() if tint == theme.surface else tint.name()
        frame.setStyleSheet(
            f"#trouble {{ background: {tint.name()}; border: 1px solid {border};"
            " border-radius: 8px; }"
        )
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 8, 6, 8)
        row = QHBoxLayout()
        column.addLayout(row)
        row.addWidget(make_icon(look, trouble_icon(trouble.severity), ink), 0, _TOP)
        row.addWidget(make_label(look, trouble.message, Text.DETAIL), 1)
        settle = make_button(look, "Settle", kind="small")
        settle.setAccessibleName(f"Settle: {trouble.message}")
        settle.clicked.connect(lambda: self.settle_requested.emit(trouble.id))
        if self._is_narrow:
            column.addWidget(settle, 0, Qt.AlignmentFlag.AlignRight)
        else:
            row.addWidget(settle, 0, _TOP)
        return frame
