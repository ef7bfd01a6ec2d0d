"""Pills and meters: how a decision stands, and how far its record is complete."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.decision_rows import Meter
from jointdesk.viewmodels.decision_words import Shade
from jointdesk.viewmodels.theme import Theme
from jointdesk.widgets.block_faces import TROUBLE
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_PILL, _ICON = 18, 14
_METER = 7

SEVERITY_SHADES = {
    Severity.RED: Shade.RED,
    Severity.AMBER: Shade.AMBER,
    Severity.INFO: Shade.INFO,
    None: Shade.OK,
}
"""The colours of a pill that says how bad something is; nothing is in order."""


def trouble_icon(severity: Severity | None) -> str:
    """Return the icon beside what is wrong, or beside "Nothing"."""
    return TROUBLE[severity] if severity else "circle-check"


def shade_colours(theme: Theme, shade: Shade) -> tuple[QColor, QColor]:
    """Return the colours of a pill's text and of the ground under it."""
    return {
        Shade.PLAIN: (theme.ink2, theme.sunken),
        Shade.INFO: (theme.info, theme.info_tint),
        Shade.OK: (theme.ok, theme.ok_tint),
        Shade.AMBER: (theme.amber, theme.amber_tint),
        Shade.RED: (theme.red, theme.red_tint),
    }[shade]


def pill_width(look: Look, words: str, *, has_icon: bool = False) -> int:
    """Return how wide a pill with these words is."""
    metrics = look.fonts.metrics(Text.MICRO, Weight.MEDIUM)
    return round(metrics.horizontalAdvance(words)) + 14 + (look.fonts.px(_ICON) + 5) * has_icon


def pill_height(look: Look) -> int:
    """Return the height of every pill."""
    return look.fonts.px(_PILL)


def paint_pill(
    painter: QPainter,
    look: Look,
    at: QPointF,
    words: str,
    shade: Shade,
    room: float,
    icon: str = "",
) -> float:
    """Draw a pill from its top left, in at most so much room, and return its width."""
    ink, tint = shade_colours(look.theme, shade)
    width = min(pill_width(look, words, has_icon=bool(icon)), room)
    box = QRectF(at.x(), at.y(), width, pill_height(look))
    has_tint = tint != look.theme.surface
    painter.setPen(Qt.PenStyle.NoPen if has_tint else QPen(ink, 1))
    painter.setBrush(tint)
    painter.drawRoundedRect(box if has_tint else box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    left = box.x() + 7
    if icon:
        size = look.fonts.px(_ICON)
        ratio = painter.device().devicePixelRatioF()
        pixmap = look.icons.pixmap(icon, ink, size, ratio)
        painter.drawPixmap(QPointF(left, box.y() + (box.height() - size) / 2), pixmap)
        left += size + 5
    painter.setPen(ink)
    painter.setFont(look.fonts.font(Text.MICRO, Weight.MEDIUM))
    inner = QRectF(left, box.y(), box.right() - 6 - left, box.height())
    metrics = look.fonts.metrics(Text.MICRO, Weight.MEDIUM)
    text = elide(words, metrics, inner.width() + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    return width


def paint_meter(painter: QPainter, look: Look, box: QRectF, meter: Meter) -> None:
    """Draw a piece for each field: filled, asked for by law (red), or by good practice."""
    theme = look.theme
    if not meter.total:
        return
    gap = 2.0 if meter.total <= 20 else 1.0
    width = (box.width() - gap * (meter.total - 1)) / meter.total
    pieces = [
        QRectF(box.x() + number * (width + gap), box.y(), width, box.height())
        for number in range(meter.total)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.ok)
    painter.drawRects(pieces[: meter.done])
    last = meter.done + meter.required
    for some, line, fill in (
        (pieces[meter.done : last], theme.red, theme.red_tint),
        (pieces[last:], theme.line2, theme.surface),
    ):
        painter.setPen(QPen(line, 1))
        painter.setBrush(fill)
        painter.drawRects([piece.adjusted(0.5, 0.5, -0.5, -0.5) for piece in some])


class Pill(QWidget):
    """A pill on a page."""

    def __init__(self, look: Look, words: str, shade: Shade, icon: str = "") -> None:
        """Show words in a shade."""
        super().__init__()
        self._look = look
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(words, shade)

    def say(self, words: str, shade: Shade) -> None:
        """Show other words."""
        self.words, self._shade = words, shade
        width = pill_width(self._look, words, has_icon=bool(self._icon))
        self.setFixedSize(QSize(width, pill_height(self._look)))
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            at, room = QPointF(0, 0), self.width()
            paint_pill(painter, self._look, at, self.words, self._shade, room, self._icon)


class MeterBar(QWidget):
    """The meter of one record; a screen reader hears "11 of 14 done"."""

    def __init__(self, look: Look, meter: Meter) -> None:
        """Show a meter."""
        super().__init__()
        self._look = look
        self._meter = meter
        self.setFixedHeight(look.fonts.px(_METER + 4))
        self.setAccessibleName(meter.spoken)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the meter."""
        with QPainter(self) as painter:
            paint_meter(painter, self._look, QRectF(self.rect()).adjusted(0, 1, 0, -1), self._meter)
