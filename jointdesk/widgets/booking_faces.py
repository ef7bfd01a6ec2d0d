"""How a card of the board is painted: tags, what stands at its upper right, title, lines."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

from jointdesk.viewmodels.booking_rows import BookingCard
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.list_rows import LEFT
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import paint_tag, tag_width
from jointdesk.widgets.pills import paint_pill, pill_height, pill_width

_PAD, _AIR, _TAG = 12, 4, 17
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def card_height(look: Look, card: BookingCard) -> int:
    """Return how tall a card is, with the air under it."""
    fonts = look.fonts
    lines = fonts.line(Text.BODY) * (1 + len(card.lines))
    return 2 * _PAD + fonts.px(_TAG) + 6 + lines + 2 * _AIR


def _middle(top: int, height: int, size: float) -> float:
    return top + (height - size) / 2


class BookingFace:
    """Paints one card; all in the same look."""

    def __init__(self, look: Look, painter: QPainter, card: BookingCard, box: QRect) -> None:
        """Paint a card into its box, on a ground that is painted already."""
        self._look, self._painter, self._card = look, painter, card
        self._box = box.adjusted(2, _AIR, -2, -_AIR)
        self._inner = self._box.adjusted(_PAD, _PAD, -_PAD, -_PAD)

    def paint(self, state: QStyle.StateFlag) -> None:
        """Draw everything."""
        self._paint_ground(state)
        theme, line = self._look.theme, self._look.fonts.line(Text.BODY)
        top = self._inner.y()
        self._paint_head(top)
        top += self._look.fonts.px(_TAG) + 6
        self._words(self._card.title, top, theme.ink, Text.BODY, Weight.SEMI_BOLD)
        for number, words in enumerate(self._card.lines, 1):
            self._words(words, top + number * line, theme.ink2, Text.BLOCK, Weight.REGULAR)

    def _paint_ground(self, state: QStyle.StateFlag) -> None:
        theme, painter = self._look.theme, self._painter
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = is_chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        edge = theme.accent if is_chosen else theme.line2 if is_hovered else theme.line
        painter.setBrush(theme.accent_tint if is_chosen else theme.surface)
        painter.setPen(QPen(edge, 2 if has_focus else 1))
        half = 1.0 if has_focus else 0.5
        painter.drawRoundedRect(QRectF(self._box).adjusted(half, half, -half, -half), 8, 8)

    def _paint_head(self, top: int) -> None:
        """The tags, and at the right an age, or what is held in a pill."""
        look, card, painter = self._look, self._card, self._painter
        height = look.fonts.px(_TAG)
        left = float(self._inner.x())
        for code, position in zip(card.codes, card.positions, strict=True):
            width = tag_width(look, code)
            paint_tag(painter, look, QRectF(left, top, width, height), position, code)
            left += width + 6
        if not card.aside:
            return
        room = self._inner.right() + 1 - left
        if card.shade is None:
            painter.setFont(look.fonts.font(Text.BLOCK))
            painter.setPen(look.theme.ink2)
            box = QRectF(left, top, room, height)
            painter.drawText(box, _RIGHT, elide(card.aside, look.fonts.metrics(Text.BLOCK), room))
            return
        pill = min(room, pill_width(look, card.aside, has_icon=True))
        at = QPointF(self._inner.right() + 1 - pill, _middle(top, height, pill_height(look)))
        paint_pill(painter, look, at, card.aside, card.shade, pill, "hourglass")

    def _words(self, words: str, top: int, colour: QColor, size: Text, weight: int) -> None:
        fonts = self._look.fonts
        box = QRect(self._inner.x(), top, self._inner.width(), fonts.line(Text.BODY))
        text = elide(words, fonts.metrics(size, weight), box.width())
        self._painter.setFont(fonts.font(size, weight))
        self._painter.setPen(colour)
        self._painter.drawText(box, LEFT, text)
