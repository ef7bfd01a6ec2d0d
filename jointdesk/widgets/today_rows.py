"""The rows of Today: meetings, journeys and needs, each leading to what it is about."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.conflicts import Severity
from jointdesk.viewmodels.decision_words import Shade
from jointdesk.viewmodels.today_day import MeetingRow, Target, WayRow
from jointdesk.viewmodels.today_needs import Need
from jointdesk.widgets.controls import TagLabel, make_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import SPINE, paint_spine
from jointdesk.widgets.pills import SEVERITY_SHADES, Pill

TIMES = 96
"""Pixels of the column of times."""

_TOP = Qt.AlignmentFlag.AlignTop
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinkRow(QAbstractButton):
    """A row that leads somewhere: a click, Enter or Space goes there, arrows to its neighbours.

    Signals:
        followed(object): the `Target`.
    """

    followed = Signal(object)

    def __init__(self, look: Look, target: Target, spoken: str) -> None:
        """Lead to a target; `spoken` is what a screen reader says."""
        super().__init__()
        self._look = look
        self._is_hovered = False
        self.setAccessibleName(spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.followed.emit(target))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(6, 6, 6, 6)
        self.row.setSpacing(8)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """It is taller where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return how tall what stands in it is at a width."""
        return self.row.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size of what stands in it."""
        return self.row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of what stands in it."""
        return self.row.minimumSize()

    def add_tags(self, codes: tuple[str, ...], positions: tuple[int, ...]) -> None:
        """Put the tags of organisations at the right."""
        tags = QHBoxLayout()
        tags.setSpacing(4)
        for code, position in zip(codes, positions, strict=True):
            tags.addWidget(TagLabel(self._look, position, code, code), 0, _TOP)
        self.row.addLayout(tags)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows, as Space does."""
        if event.key() in _KEYS:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that one can press here."""
        self._is_hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Be plain again."""
        self._is_hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of a hovered row; the rest is labels."""
        if self._is_hovered:
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._look.theme.sunken)
                painter.drawRoundedRect(QRectF(self.rect()), 8, 8)


class Spine(QWidget):
    """Whose a meeting is: colours and patterns from top to bottom."""

    def __init__(self, look: Look, positions: tuple[int, ...]) -> None:
        """Show the patterns of the organisations at these places."""
        super().__init__()
        self._look = look
        self._positions = positions
        self.setFixedWidth(SPINE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the spine."""
        if self._positions:
            with QPainter(self) as painter:
                ratio = self.devicePixelRatioF()
                box = QRectF(self.rect())
                paint_spine(painter, self._look.theme, box, self._positions, ratio)


def texts(look: Look, title: str, lines: tuple[str, ...], *, is_quiet: bool = False) -> QVBoxLayout:
    """Return a title over its lines."""
    column = QVBoxLayout()
    column.setSpacing(1)
    colour = look.theme.ink2 if is_quiet else None
    column.addWidget(make_label(look, title, Text.BODY, Weight.SEMI_BOLD, colour))
    for line in lines:
        column.addWidget(make_label(look, line, Text.BLOCK, colour=look.theme.ink2))
    column.addStretch(1)
    return column


def times_label(look: Look, times: str) -> QLabel:
    """Return the column of times, at its right edge."""
    label = make_label(look, times, Text.BODY, colour=look.theme.ink2)
    label.setFixedWidth(look.fonts.px(TIMES))
    label.setAlignment(Qt.AlignmentFlag.AlignRight | _TOP)
    return label


def meeting_row(look: Look, row: MeetingRow) -> LinkRow:
    """Return the row of a meeting."""
    made = LinkRow(look, row.target, row.spoken)
    made.row.addWidget(times_label(look, row.times))
    made.row.addWidget(Spine(look, row.positions))
    lines = (row.detail,) if row.detail else ()
    made.row.addSpacing(2)
    made.row.addLayout(texts(look, row.title, lines, is_quiet=row.is_quiet), 1)
    if row.is_private:
        made.row.addWidget(make_icon(look, "lock", look.theme.ink2, 14), 0, _TOP)
    if row.mark is not None:
        shade = SEVERITY_SHADES[row.mark.severity] if row.mark.severity else Shade.PLAIN
        made.row.addWidget(Pill(look, row.mark.words, shade, row.mark.icon), 0, _TOP)
    made.add_tags(row.codes, row.positions)
    return made


def way_row(look: Look, row: WayRow) -> QWidget:
    """Return a journey that is no trouble: a car and the time that it takes."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(look.fonts.px(TIMES) + 12 + 8 + SPINE, 2, 6, 2)
    line.setSpacing(8)
    line.addWidget(make_icon(look, "car", look.theme.ink2, 14))
    line.addWidget(make_label(look, row.detail, Text.BLOCK, colour=look.theme.ink2), 1)
    return made


class TroubleCard(QFrame):
    """A journey that is too short, framed in its colour, and the button that leads on.

    Signals:
        followed(object): the `Target`.
    """

    followed = Signal(object)

    def __init__(self, look: Look, row: WayRow) -> None:
        """Show what is wrong with the journey."""
        super().__init__()
        theme = look.theme
        is_red = row.severity is Severity.RED
        ink, tint = (theme.red, theme.red_tint) if is_red else (theme.amber, theme.amber_tint)
        self.setStyleSheet(
            f"TroubleCard {{ background: {tint.name()}; border: 1px solid {ink.name()};"
            f" border-left: 6px solid {ink.name()}; border-radius: 5px; }}"
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 8, 12, 8)
        line.setSpacing(10)
        icon = make_icon(look, "octagon-alert" if is_red else "triangle-alert", ink)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(make_label(look, row.headline, Text.BODY, Weight.SEMI_BOLD, ink))
        words.addWidget(make_label(look, row.detail, Text.BLOCK, colour=theme.ink))
        line.addLayout(words, 1)
        self.button = make_button(look, "Settle this")
        self.button.setAccessibleName(f"{row.spoken} Settle this")
        self.button.clicked.connect(lambda: self.followed.emit(row.target))
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)


def need_row(look: Look, need: Need) -> LinkRow:
    """Return the row of something that is asked for, or of something that changed."""
    made = LinkRow(look, need.target, need.spoken)
    theme = look.theme
    colour = theme.severity(need.severity) if need.severity else theme.ink2
    if need.icon:
        made.row.addWidget(make_icon(look, need.icon, colour), 0, _TOP)
    made.row.addLayout(texts(look, need.title, need.lines), 1)
    if need.aside:
        aside = make_label(look, need.aside, Text.DETAIL, colour=theme.ink2, wraps=False)
        made.row.addWidget(aside, 0, _TOP)
    made.add_tags(need.codes, need.positions)
    return made
