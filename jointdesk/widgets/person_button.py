"""A person as one can press them: initials in a circle, the name, and what they are."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from jointdesk.widgets.controls import set_tip
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_HEIGHT, _CIRCLE, _CHEVRONS = 46, 30, 14


class PersonButton(QPushButton):
    """Shows a person; with `leads_on` chevrons at the right say that another may be chosen."""

    def __init__(self, look: Look, *, leads_on: bool = False) -> None:
        """Show nobody yet."""
        super().__init__()
        self._look = look
        self._leads_on = leads_on
        self._name = self._role = ""
        self._is_narrow = False
        self.setProperty("kind", "navigation")
        # The style sheet gives navigation rows their height: this one is taller.
        self.setStyleSheet(f"min-height: {look.fonts.px(_HEIGHT)}px;")

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the initials only, or all."""
        self._is_narrow = is_narrow
        self.update()

    def show_person(self, name: str, role: str) -> None:
        """Show a name and what they are."""
        self._name, self._role = name or "Director", role
        told = ", ".join(filter(None, (self._name, self._role)))
        self.setAccessibleName(f"{told}, change who is looking" if self._leads_on else told)
        set_tip(self, told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the initials in a circle, the name and the role."""
        super().paintEvent(event)
        theme, fonts = self._look.theme, self._look.fonts
        size = fonts.px(_CIRCLE)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            circle = QRectF(4, (self.height() - size) / 2, size, size)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent_tint)
            painter.drawEllipse(circle)
            painter.setPen(theme.accent)
            painter.setFont(fonts.font(Text.MICRO, Weight.SEMI_BOLD))
            initials = "".join(part[0] for part in self._name.split()[:2]).upper()
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials)
            if self._is_narrow:
                return
            left = circle.right() + 8
            width = self.width() - left - (26 if self._leads_on else 8)
            name, role = fonts.px(18), fonts.px(16)
            top = (self.height() - name - role) / 2
            painter.setPen(theme.ink)
            self._line(painter, Text.BODY, QRectF(left, top, width, name), self._name)
            painter.setPen(theme.ink2)
            self._line(painter, Text.MICRO, QRectF(left, top + name, width, role), self._role)
            if self._leads_on:
                self._draw_chevrons(painter)

    def _draw_chevrons(self, painter: QPainter) -> None:
        ratio, size = self.devicePixelRatioF(), _CHEVRONS
        icon = self._look.icons.pixmap("chevrons-up-down", self._look.theme.ink2, size, ratio)
        painter.drawPixmap(QPoint(self.width() - 22, (self.height() - size) // 2), icon)

    def _line(self, painter: QPainter, text: Text, box: QRectF, words: str) -> None:
        weight = Weight.SEMI_BOLD if text is Text.BODY else Weight.REGULAR
        painter.setFont(self._look.fonts.font(text, weight))
        metrics = self._look.fonts.metrics(text, weight)
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
