"""What is carried over the diary's grid until it is put down: its ghost, and what it clashes with.

The pointer or the keyboard carries; a drop is never refused. An empty time that is being marked
is carried too: by its end.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal, Slot

from jointdesk.viewmodels.blocks import MINUTES_A_DAY
from jointdesk.viewmodels.carried import (
    Foresight,
    Grip,
    Load,
    Place,
    held,
    held_in_row,
    nudged,
    spoken_place,
)

if TYPE_CHECKING:
    from jointdesk.widgets.diary import DiaryView

_NINE = 9 * 60
_EDGE, _SCROLL, _SCROLL_MS = 28, 14, 30


class Carrying(QObject):
    """Carries one thing at a time over a view.

    `lifts` says what can be lifted of the meetings that are shown; by itself nothing can.

    Signals:
        moved(object, object): the `Load` would lie at another `Place`.
        put_down(object, object): the `Load` is to lie at a `Place`.
        removed(str): a meeting is to be cancelled or taken out of the diary.
        refused(str): a meeting was to be moved that cannot be.
        told(str): what a screen reader is to say.
    """

    moved = Signal(object, object)
    put_down = Signal(object, object)
    removed = Signal(str)
    refused = Signal(str)
    told = Signal(str)

    def __init__(self, view: "DiaryView") -> None:
        """Carry nothing."""
        super().__init__(view)
        self.load: Load | None = None
        self.place: Place | None = None
        self.foresight = Foresight()
        self.lifts: Callable[[str], Load | None] = lambda _: None
        self._view = view
        self._at: QPoint | None = None
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
            self._lay(self.load, place)
        self._timer.start() if self.load is not None else self._timer.stop()
        self._repaint()

    def _repaint(self) -> None:
        self._view.viewport().update()
        self._view.head_view.update()

    def _lay(self, load: Load, place: Place | None) -> None:
        """Let it lie at a place, look ahead from there, and tell."""
        self.place, self.foresight = place, Foresight()
        grid = self._view.grid
        if place is None or grid is None:
            return
        self.moved.emit(load, place)
        weekday = grid.page.days[0].heading.day.weekday() + place.day
        self.told.emit(spoken_place(place, weekday % 7, self.foresight.words))

    def say(self, foresight: Foresight) -> None:
        """Show what it would clash with where it is held."""
        self.foresight = foresight
        self._repaint()

    def drop(self) -> None:
        """Put it down where it is held; over no day it is let go."""
        load, place = self.load, self.place
        self.let_go()
        if load is not None and place is not None:
            self.put_down.emit(load, place)

    def stay(self, load: Load, place: Place) -> None:
        """Show it where it would lie while something is asked."""
        self.load, self.place = load, place
        self.moved.emit(load, place)

    @Slot()
    def let_go(self) -> None:
        """Carry nothing any more."""
        self.load = self.place = self._at = None
        self.foresight = Foresight()
        self._timer.stop()
        self._repaint()

    def _place_at(self, at: QPoint) -> Place | None:
        view, grid, load = self._view, self._view.grid, self.load
        if grid is None or load is None:
            return None
        is_marking = load.grip is not Grip.WHOLE
        if self._is_in_row(load, at):
            over = grid.day_at(at.x())
            return None if over is None else held_in_row(load, over)
        if not is_marking and not view.viewport().rect().contains(at):
            return None
        day = load.day if is_marking else grid.day_at(at.x())
        if day is None:
            return None
        return held(load, day, grid.minute_at(at.y() + view.verticalScrollBar().value()))

    def _is_in_row(self, load: Load, at: QPoint) -> bool:
        """Whether it is held in the all-day row; an edge of what lies there never leaves it."""
        if load.grip is not Grip.WHOLE:
            return load.is_all_day
        head = self._view.head_view
        return not load.is_task and head.rect().contains(at + QPoint(0, head.height()))

    @Slot()
    def _scroll(self) -> None:
        """Scroll while it is held at an edge."""
        view = self._view
        if self._at is None or (self.place is not None and self.place.is_all_day):
            return
        at, height = view.viewport().mapFromGlobal(self._at), view.viewport().height()
        step = -_SCROLL if at.y() < _EDGE else _SCROLL if height - _EDGE < at.y() else 0
        if step and 0 <= at.x() < view.viewport().width():
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + step)
            self.over(self._at)

    # By keyboard

    def nudge(self, days: int = 0, minutes: int = 0, longer: int = 0) -> bool:
        """Move what is selected, or make it longer; False if nothing is selected."""
        item, grid = self._view.selection.item, self._view.grid
        if item is None or not item.meeting_id or grid is None:
            return False
        load = self.lifts(item.meeting_id)
        if load is None:
            self.refused.emit(item.meeting_id)
            return True
        opens = grid.page.days[max(0, min(load.day, len(grid.page.days) - 1))].opens
        place = nudged(load, days, minutes, longer, opens or _NINE)
        first, last = min(0, load.day), max(len(grid.page.days) - 1, load.day)
        place = place._replace(day=max(first, min(last, place.day)))
        self._lay(load, place)
        self.let_go()
        self.put_down.emit(load, place)
        return True

    def remove(self) -> bool:
        """Take what is selected out of the diary; False if nothing is selected."""
        item = self._view.selection.item
        if item is None or not item.meeting_id:
            return False
        self.removed.emit(item.meeting_id)
        return True

    # Painting

    def box(self) -> QRect | None:
        """Return where its ghost begins on the grid, None where it does not lie there."""
        return next(iter(self.boxes()), None)

    def boxes(self) -> list[QRect]:
        """Return where its ghost lies, in grid coordinates: a box for each day that it touches."""
        grid, place = self._view.grid, self.place
        if grid is None or place is None or self.load is None or place.is_all_day:
            return []
        found = []
        start, end = place.start, place.start + place.minutes
        for day in range(place.day, place.day + 1 + (end - 1) // MINUTES_A_DAY):
            before = (day - place.day) * MINUTES_A_DAY
            top, bottom = max(0, start - before), min(MINUTES_A_DAY, end - before)
            if 0 <= day < len(grid.page.days):
                found.append(grid.span(day, top, bottom))
        return found

    @property
    def top(self) -> int:
        """Where what is shown of the grid begins, in grid coordinates."""
        return self._view.verticalScrollBar().value()

    def pointed(self) -> QPoint | None:
        """Return where the pointer holds it, in grid coordinates, None where no pointer does."""
        if self._at is None:
            return None
        at = self._view.viewport().mapFromGlobal(self._at)
        return QPoint(at.x(), at.y() + self._view.verticalScrollBar().value())
