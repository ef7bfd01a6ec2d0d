"""What is carried over the diary's grid until it is put down: its ghost, and what it clashes with.

The pointer or the keyboard carries; a drop is never refused.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal, Slot

from jointdesk.viewmodels.carried import Foresight, Load, Place

if TYPE_CHECKING:
    from jointdesk.widgets.diary import DiaryView

STEP = 15
"""Minutes to which a place snaps."""
_LEAST = 15
_DAY = 24 * 60
_EDGE, _SCROLL, _SCROLL_MS = 28, 14, 30


class Carrying(QObject):
    """Carries one thing at a time over a view.

    `lifts` says what can be lifted of the meetings that are shown; by itself nothing can.

    Signals:
        moved(object, object): the `Load` would lie at another `Place`.
        put_down(object, object): the `Load` is to lie at a `Place`.
        removed(object): the `Load` is to be taken out of the diary.
    """

    moved = Signal(object, object)
    put_down = Signal(object, object)
    removed = Signal(object)

    def __init__(self, view: "DiaryView") -> None:
        """Carry nothing."""
        super().__init__(view)
        self.load: Load | None = None
        self.place: Place | None = None
        self.foresight = Foresight()
        self.lifts: Callable[[str], Load | None] = lambda _: None
        self._view = view
        self._at = QPoint()
        self._timer = QTimer(self, interval=_SCROLL_MS)
        self._timer.timeout.connect(self._scroll)

    def lift(self, load: Load) -> None:
        """Carry something from now on."""
        self.load, self.place, self.foresight = load, None, Foresight()
        self._view.pointer.hide_tip()

    def over(self, at: QPoint) -> None:
        """Hold it at a global position; outside of the grid it lies nowhere."""
        self._at = at
        place = self._place_at(self._view.viewport().mapFromGlobal(at))
        if self.load is not None and place != self.place:
            self.place, self.foresight = place, Foresight()
            if place is not None:
                self.moved.emit(self.load, place)
        self._timer.start() if self.load is not None else self._timer.stop()
        self._view.viewport().update()

    def say(self, foresight: Foresight) -> None:
        """Show what it would clash with where it is held."""
        self.foresight = foresight
        self._view.viewport().update()

    def drop(self) -> None:
        """Put it down where it is held; over no day it is let go."""
        load, place = self.load, self.place
        self.let_go()
        if load is not None and place is not None:
            self.put_down.emit(load, place)

    @Slot()
    def let_go(self) -> None:
        """Carry nothing any more."""
        self.load = self.place = None
        self.foresight = Foresight()
        self._timer.stop()
        self._view.viewport().update()

    def _place_at(self, at: QPoint) -> Place | None:
        view, grid, load = self._view, self._view.grid, self.load
        if grid is None or load is None or not view.viewport().rect().contains(at):
            return None
        day = grid.day_at(at.x())
        if day is None:
            return None
        minute = grid.minute_at(at.y() + view.verticalScrollBar().value()) - load.grabbed
        start = round(minute / STEP) * STEP
        return Place(day, max(0, min(_DAY - min(load.minutes, _DAY), start)))

    @Slot()
    def _scroll(self) -> None:
        """Scroll while it is held at an edge."""
        view = self._view
        y, height = view.viewport().mapFromGlobal(self._at).y(), view.viewport().height()
        step = -_SCROLL if 0 <= y < _EDGE else _SCROLL if height - _EDGE < y <= height else 0
        if step:
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + step)
            self.over(self._at)

    # By keyboard

    def nudge(self, days: int = 0, minutes: int = 0, longer: int = 0) -> bool:
        """Move what is selected, or make it longer; False if it cannot be moved here."""
        load = self._selected()
        page = self._view.grid.page if self._view.grid else None
        if load is None or page is None:
            return False
        length = max(_LEAST, load.minutes + longer)
        day = max(0, min(len(page.days) - 1, load.day + days))
        start = max(0, min(_DAY - min(length, _DAY), load.start + minutes))
        self.put_down.emit(load._replace(minutes=length), Place(day, start))
        return True

    def remove(self) -> bool:
        """Take what is selected out of the diary; False if that cannot be done here."""
        load = self._selected()
        if load is not None:
            self.removed.emit(load)
        return load is not None

    def _selected(self) -> Load | None:
        item = self._view.selection.item
        return self.lifts(item.meeting_id) if item is not None and item.meeting_id else None

    # Painting

    def box(self) -> QRect | None:
        """Return where its ghost lies, in grid coordinates."""
        grid, load, place = self._view.grid, self.load, self.place
        if grid is None or load is None or place is None:
            return None
        return grid.span(place.day, place.start, place.start + load.minutes)
