"""The counts above the table of an import; pressing one shows only its rows."""

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from jointdesk.widgets.chips import Face
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HEIGHT = 64

Key = TypeVar("Key")


class CountCard(QPushButton):
    """A number and what it counts; one without rows to show cannot be pressed."""

    def __init__(self, look: Look, face: Face, *, has_rows: bool = True) -> None:
        super().__init__()
        self._look = look
        self._face = face
        self._has_rows = has_rows
        self._count = 0
        self.setCheckable(has_rows)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The application's style sheet says how high a button is, so only another can say more.
        self.setStyleSheet(f"min-height: {look.fonts.px(_HEIGHT)}px;")
        self.setMaximumHeight(look.fonts.px(_HEIGHT))
        if not has_rows:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def count(self, number: int) -> None:
        """Show a number; where it is 0 there is nothing to be shown only."""
        self._count = number
        name = self._face.name.lower()
        shows = f", show only {name}" if self._has_rows and number else ""
        self.setAccessibleName(f"{number} {name}{shows}")
        self.setEnabled(bool(number) or not self._has_rows)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return room for the longest name."""
        return QSize(self._look.fonts.px(96), self._look.fonts.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, the number, the name and the kind's icon."""
        look, theme, fonts = self._look, self._look.theme, self._look.fonts
        colours = self._face.colours(theme)
        is_live = bool(self._count) or not self._has_rows
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = theme.accent if self.isChecked() else theme.line2 if self.underMouse() else None
            painter.setPen(QPen(edge or theme.line, 2 if self.isChecked() else 1))
            painter.setBrush(theme.accent_tint if self.isChecked() else theme.surface)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
            inner = QRectF(self.rect()).adjusted(14, 9, -14, -9)
            half = inner.height() * 0.55
            painter.setFont(fonts.font(Text.PAGE, Weight.SEMI_BOLD))
            painter.setPen(theme.ink if is_live else theme.ink3)
            number = QRectF(inner.x(), inner.y(), inner.width(), half)
            painter.drawText(number, _LEFT, f"{self._count:,}")
            painter.setFont(fonts.font(Text.BODY))
            painter.setPen(theme.ink2 if is_live else theme.ink3)
            name = QRectF(inner.x(), inner.y() + half, inner.width(), inner.height() - half)
            painter.drawText(name, _LEFT, self._face.name)
            chip = QRectF(inner.right() - 26, number.center().y() - 8, 26, 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours[1])
            painter.drawRoundedRect(chip, 4, 4)
            icon = look.icons.pixmap(self._face.icon, colours[0], 14, self.devicePixelRatioF())
            painter.drawPixmap(round(chip.center().x()) - 7, round(chip.center().y()) - 7, icon)


def release_others(cards: Mapping[Key, CountCard], pressed: Key) -> None:
    """Let every card up but the pressed one, which alone decides now what is shown."""
    for key, card in cards.items():
        if key is not pressed and card.isChecked():
            card.blockSignals(True)
            card.setChecked(False)
            card.blockSignals(False)
