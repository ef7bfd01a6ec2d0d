"""The month beside the diary: choose a day, see which days have trouble."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.words import DAYS, MONTHS
from jointdesk.widgets.controls import make_icon_button
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look

_WEEKS = 6
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class MiniMonth(QWidget):
    """A month with its name and buttons for the one before and after.

    Signals:
        day_chosen: a `datetime.date`.
    """

    day_chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        """Show the month of the day that `set_days` will name."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(0)
        self._name = QLabel()
        self._name.setFont(look.fonts.font(Text.BODY, Weight.SEMI_BOLD))
        back = make_icon_button(look, "chevron-left", "Month before")
        on = make_icon_button(look, "chevron-right", "Month after")
        back.clicked.connect(lambda: self._turn(-1))
        on.clicked.connect(lambda: self._turn(1))
        row.addWidget(self._name, 1)
        row.addWidget(back)
        row.addWidget(on)
        column.addLayout(row)
        self._grid = _MonthGrid(look)
        self._grid.day_chosen.connect(self.day_chosen)
        self._grid.month_changed.connect(self._on_month_changed)
        column.addWidget(self._grid)
        self._on_month_changed()

    def set_days(self, today: date, first: date, last: date) -> None:
        """Show today, and the days from first to last (exclusive) as those in view."""
        self._grid.set_days(today, first, last)
        self._on_month_changed()

    def set_marks(self, marks: Mapping[date, Severity]) -> None:
        """Mark the days that have open conflicts with their worst severity."""
        self._grid.set_marks(marks)

    def _turn(self, months: int) -> None:
        self._grid.turn(months)

    @Slot()
    def _on_month_changed(self) -> None:
        month = self._grid.month
        self._name.setText(f"{MONTHS[month.month - 1]} {month.year}")


class _MonthGrid(QWidget):
    """The days, painted. The cursor is the day that the keyboard is at."""

    day_chosen = Signal(object)
    month_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.month = date(2026, 1, 1)
        self._today = self._cursor = self._first = self._last = self.month
        self._marks: Mapping[date, Severity] = {}
        self._row = look.fonts.px(26)
        self.setFixedHeight(self._row * (_WEEKS + 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, True)
        self._say()

    def set_days(self, today: date, first: date, last: date) -> None:
        """Show other days as in view, and their month."""
        self._today, self._first, self._last = today, first, last
        self._cursor = first
        self._show_month(first)

    def set_marks(self, marks: Mapping[date, Severity]) -> None:
        """Show other marks."""
        self._marks = marks
        self.update()
        self._say()

    def turn(self, months: int) -> None:
        """Show the month that many on."""
        count = self.month.year * 12 + self.month.month - 1 + months
        self._show_month(date(count // 12, count % 12 + 1, 1))

    def _show_month(self, day: date) -> None:
        self.month = day.replace(day=1)
        self.update()
        self._say()
        self.month_changed.emit()

    def _say(self) -> None:
        day = self._cursor
        spoken = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"
        mark = self._marks.get(day)
        if mark is not None:
            spoken += ", must act" if mark is Severity.RED else ", should act"
        self.setAccessibleName(f"Month, {spoken}")

    def _day_at(self, row: int, column: int) -> date:
        start = self.month - timedelta(days=self.month.weekday())
        return start + timedelta(days=row * 7 + column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor by arrows and pages; Enter and Space choose the day."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._go_to(self._cursor + timedelta(days=step))
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            import calendar  # nobody turns months at the start

            step = -1 if event.key() == Qt.Key.Key_PageUp else 1
            count = self._cursor.year * 12 + self._cursor.month - 1 + step
            year, month = count // 12, count % 12 + 1
            last = calendar.monthrange(year, month)[1]
            self._go_to(date(year, month, min(self._cursor.day, last)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def _go_to(self, day: date) -> None:
        self._cursor = day
        self._show_month(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the pointer."""
        column = int(event.position().x() // (self.width() / 7))
        row = int(event.position().y() // self._row) - 1
        if 0 <= row < _WEEKS and 0 <= column < 7:
            self._cursor = self._day_at(row, column)
            self.day_chosen.emit(self._cursor)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when the window gets or loses the keyboard."""
        self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw weekday letters, the band of the days in view, days, marks, today, the cursor."""
        theme, fonts = self._look.theme, self._look.fonts
        width = self.width() / 7
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(fonts.font(Text.MICRO))
            painter.setPen(theme.ink2)
            for column, name in enumerate(DAYS):
                box = QRectF(column * width, 0, width, self._row)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name[0])
            for row in range(_WEEKS):
                for column in range(7):
                    top = (row + 1) * self._row
                    self._paint_day(
                        painter,
                        QRectF(column * width, top, width, self._row),
                        self._day_at(row, column),
                    )

    def _paint_day(self, painter: QPainter, box: QRectF, day: date) -> None:
        theme = self._look.theme
        centre = QPointF(box.center().x(), box.center().y() - 2)
        radius = self._row * 0.38
        if self._first <= day < self._last:
            painter.fillRect(box.adjusted(0, 1, 0, -1), theme.sunken)
        painter.setPen(theme.ink if day.month == self.month.month else theme.ink3)
        if day == self._today:
            painter.setBrush(theme.accent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(centre, radius, radius)
            painter.setPen(theme.on_accent)
        painter.drawText(box.adjusted(0, -4, 0, 0), Qt.AlignmentFlag.AlignCenter, str(day.day))
        mark = self._marks.get(day)
        if mark is not None:
            bar = QRectF(box.center().x() - 2.5, box.bottom() - 4, 5, 3)
            painter.fillRect(bar, theme.severity(mark))
        if self.hasFocus() and day == self._cursor:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
