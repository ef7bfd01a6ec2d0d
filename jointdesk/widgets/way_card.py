"""One way to settle a conflict: its number, what it is, the button, and then the question why."""

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.viewmodels.conflict_detail import Act, Reach, Way
from jointdesk.widgets.controls import Kind, make_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settle_form import SettleForm


class WayCard(QFrame):
    """A card; the first one is what is suggested.

    Signals:
        chosen(int): the person takes this way.
        taken(object, str, object): the `Way`, the reason and the `Reach`.
        left: the person has changed their mind.
    """

    chosen = Signal(int)
    taken = Signal(object, str, object)
    left = Signal()

    def __init__(self, look: Look, number: int, way: Way, reaches: tuple[Reach, ...]) -> None:
        """Show a way under its number, from 1."""
        super().__init__()
        self._look = look
        self.way = way
        self._reaches = reaches
        self.form: SettleForm | None = None
        theme, is_first = look.theme, number == 1
        border = theme.accent if is_first else theme.line
        self.setStyleSheet(
            f"WayCard {{ background: {theme.surface.name()};"
            f" border: 1px solid {border.name()}; border-radius: 8px; }}"
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 11, 12, 11)
        self._column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(make_label(look, way.title, Text.BODY, Weight.SEMI_BOLD))
        texts.addWidget(make_label(look, way.hint, Text.BLOCK, colour=theme.ink2))
        kind: Kind = "primary" if is_first else ""
        self.button = make_button(look, way.button, kind=kind)
        self.button.setAccessibleName(f"{number}: {way.title}. {way.hint}")
        self.button.clicked.connect(lambda: self.chosen.emit(number - 1))
        row.addWidget(_Number(look, number, is_first), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)

    @property
    def is_asking(self) -> bool:
        """True while it asks for the reason."""
        return self.form is not None and not self.form.isHidden()

    def open_form(self) -> None:
        """Ask for the reason, or do it at once where none is needed."""
        if self.way.act is not Act.SETTLE:
            self.taken.emit(self.way, "", self._reaches[0])
            return
        if self.form is None:
            way = self.way
            self.form = SettleForm(self._look, way.ask, way.button, self._reaches)
            self.form.settled.connect(self._on_settled)
            self.form.cancelled.connect(self._on_cancelled)
            self._column.addWidget(self.form)
        self.button.hide()
        self.form.show()
        self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Take the question away."""
        if self.form is not None:
            self.form.hide()
        self.button.show()

    @Slot(str, object, object)
    def _on_settled(self, reason: str, reach: Reach, _until: object) -> None:
        self.taken.emit(self.way, reason, reach)

    @Slot()
    def _on_cancelled(self) -> None:
        self.close_form()
        self.left.emit()


class _Number(QWidget):
    """The number of a way in a circle."""

    def __init__(self, look: Look, number: int, is_first: bool) -> None:
        super().__init__()
        self._look = look
        self._number = number
        self._is_first = is_first
        self.setFixedSize(look.fonts.px(21), look.fonts.px(21))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent if self._is_first else theme.sunken)
            painter.drawEllipse(QRectF(self.rect()))
            painter.setPen(theme.on_accent if self._is_first else theme.ink2)
            painter.setFont(self._look.fonts.font(Text.MICRO, Weight.SEMI_BOLD))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
