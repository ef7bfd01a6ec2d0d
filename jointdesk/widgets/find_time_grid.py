"""The picture of find-a-time: everybody's lines over five days, with the best times across them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from jointdesk.viewmodels.find_time import FindTimeModel
from jointdesk.viewmodels.time_picture import Best
from jointdesk.widgets.accessible import PaintedList
from jointdesk.widgets.controls import plain_tip
from jointdesk.widgets.find_time_faces import GridFaces
from jointdesk.widgets.find_time_places import GridPlaces
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.look import Look

_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)
_LINE, _BEST = "line", "best"


class TimeGrid(QWidget):
    """Paints a page of days and the best times in it.

    Left and Right go through the best times by time, Up and Down through the people, PageUp and
    PageDown five days back and on; 1, 2, 3 choose a time, Space the one it is at, Enter holds it.

    Signals:
        held(str): START/END of a time that is to be held.
    """

    held = Signal(str)

    def __init__(self, look: Look, model: FindTimeModel) -> None:
        """Paint what the model shows."""
        super().__init__()
        self._look, self._model = look, model
        self._faces = GridFaces(look)
        self._line = -1
        self._interface: PaintedList | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        model.shown.connect(self._on_shown)
        model.turned.connect(self._on_turned)
        self._on_shown()

    def sizeHint(self) -> QSize:
        """Return the height of the heads and of a row for everyone."""
        days = self._model.days
        lines = len(days.lines) if days else 1
        return QSize(self._look.fonts.px(560), GridPlaces.height(self._look, lines))

    @property
    def places(self) -> GridPlaces:
        """Where everything lies at the present size."""
        picture, days = self._model.picture, self._model.days
        first, last = (picture.first, picture.last) if picture else (480, 1080)
        lines = len(days.lines) if days else 0
        columns = len(days.columns) if days else 0
        return GridPlaces(self._look, self.width(), lines, columns, first, last)

    @Slot()
    def _on_shown(self) -> None:
        self._line = -1
        self.setFixedHeight(self.sizeHint().height())
        self._on_turned()

    @Slot()
    def _on_turned(self) -> None:
        self.setAccessibleName(self.name(""))
        self.update()
        if self._interface is not None and self.hasFocus():
            self._interface.tell_focus()

    def _here(self) -> list[Best]:
        """Return the best times on these days, by time."""
        picture, page = self._model.picture, self._model.page
        every = picture.best if picture else ()
        return sorted((one for one in every if one.page == page), key=lambda one: one.slot)

    # What a screen reader asks

    def accessible_interface(self) -> PaintedList:
        """Return the list of people and times in the accessibility tree."""
        if self._interface is None:
            self._interface = PaintedList(self, self)
        return self._interface

    def keys(self) -> Sequence[str]:
        """Return a key for each line and each of the best times on these days."""
        days = self._model.days
        lines = range(len(days.lines)) if days else ()
        best = [f"{_BEST}:{one.number}" for one in self._here()]
        return [*best, *(f"{_LINE}:{number}" for number in lines)]

    def name(self, key: str) -> str:
        """Return what is said of a line or a time; of the whole for ""."""
        days = self._model.days
        if days is None:
            return "Find a time: no days to show"
        kind, _, number = key.partition(":")
        if kind == _LINE:
            return days.lines[int(number)].spoken
        if kind == _BEST:
            found = self._model.best(int(number))
            is_chosen = int(number) in self._model.chosen
            return f"{found.spoken}{', chosen' if is_chosen else ''}" if found else ""
        return f"Find a time: {'; '.join(column.spoken for column in days.columns)}"

    def box(self, key: str) -> QRect:
        """Return where a line or a time lies."""
        kind, _, number = key.partition(":")
        if kind == _LINE:
            return self.places.row(int(number)).toRect()
        found = self._model.best(int(number))
        return self.places.across(found.day, found.start, found.end).toRect() if found else QRect()

    def current(self) -> str:
        """Return the key of what the keyboard is on."""
        if self._line >= 0:
            return f"{_LINE}:{self._line}"
        here = {one.number for one in self._here()}
        return f"{_BEST}:{self._model.current}" if self._model.current in here else ""

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the days, everybody's lines, and the best times over them."""
        days, model = self._model.days, self._model
        with QPainter(self) as painter:
            faces, places = self._faces, self.places
            faces.paint_frame(painter, places)
            if days is None:
                return
            faces.paint_days(painter, places, days.columns)
            across = [places.across(one.day, one.start, one.end) for one in self._here()]
            for number, line in enumerate(days.lines):
                faces.paint_line(painter, places, number, line, across)
            for one in reversed(self._here()):
                is_main = one.number == model.current
                faces.paint_best(painter, places, one, is_main, one.number in model.chosen)
            faces.paint_edges(painter, places)
            if self.hasFocus():
                ring = self.current()
                box = QRectF(self.box(ring)) if ring else QRectF(self.rect())
                faces.paint_ring(painter, box.adjusted(1, 1, -1, -1))

    # The person

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through times and people, turn the page, choose and hold."""
        key, model = event.key(), self._model
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go_line(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            model.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in _DIGITS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self._line = -1
            model.toggle(key - Qt.Key.Key_0)
        elif key == Qt.Key.Key_Space:
            model.toggle(model.current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            found = model.best(model.current)
            if found is not None:
                self.held.emit(found.slot)
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        """Go to the next of the best times, on whatever days it is."""
        picture = self._model.picture
        every = sorted(picture.best if picture else (), key=lambda one: one.slot)
        self._line = -1
        numbers = [one.number for one in every]
        if not numbers:
            return
        current = self._model.current
        place = numbers.index(current) + step if current in numbers else 0
        self._model.go_to(numbers[max(0, min(place, len(numbers) - 1))])

    def _go_line(self, step: int) -> None:
        days = self._model.days
        if days is not None and days.lines:
            self._line = max(0, min(self._line + step, len(days.lines) - 1))
            self._on_turned()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the time or the line under the pointer."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        for one in self._here():
            if self.places.across(one.day, one.start, one.end).contains(event.position()):
                self._line = -1
                self._model.go_to(one.number)
                return
        self._line = self.places.row_at(event.position())
        self._on_turned()

    def event(self, event: QEvent) -> bool:
        """Keep the keys from the shortcuts of the page, and show what is under the pointer."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (Qt.Key.Key_Space, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            if event.key() in _DIGITS or event.key() in own:
                event.accept()
                return True
        if event.type() is QEvent.Type.FocusIn:
            self._on_turned()
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), plain_tip(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def words_at(self, position: QPointF) -> str:
        """Return what is said of what lies at a point, "" for nothing."""
        days, places = self._model.days, self.places
        number = places.row_at(position)
        if days is None:
            return ""
        for one in self._here():
            if places.badge(one.day, one.start, one.end).contains(position):
                return one.spoken
        if number < 0:
            day = places.day_at(position)
            return days.columns[day].spoken if day >= 0 else ""
        line = days.lines[number]
        if position.x() < places.left:
            return line.spoken
        for box in line.boxes:
            if places.box(number, box.day, box.start, box.end).contains(position):
                return f"{line.name}: {box.words}"
        for day, start, end in line.unknown:
            if places.box(number, day, start, end).contains(position):
                return f"{line.name}: not known"
        return ""
