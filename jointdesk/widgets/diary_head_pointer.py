"""What the pointer does in the head of the diary: hover, select, open, and carry all-day items."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QMouseEvent

from jointdesk.viewmodels.blocks import MINUTES_A_DAY
from jointdesk.viewmodels.carried import Grip, Load
from jointdesk.widgets.diary_geometry import PlacedBar, PlacedMore
from jointdesk.widgets.diary_pointer import EDGE

if TYPE_CHECKING:
    from jointdesk.widgets.diary import DiaryView

_EDGED_FROM = 24
"""A bar that is not so wide has no edges."""


class DiaryHeadPointer(QObject):
    """Follows the pointer over the head; what is carried from there goes on over the grid."""

    def __init__(self, view: "DiaryView") -> None:
        """Watch the view's head from now on."""
        super().__init__(view)
        self._view = view
        self._head, self._pointer = view.head_view, view.pointer
        self._head.pressed.connect(self._on_pressed)
        self._head.pointed.connect(self._on_pointed)
        self._head.moved.connect(self._on_moved)
        self._head.released.connect(self._pointer.release)

    @Slot(object, object, bool)
    def _on_pressed(
        self, placed: PlacedBar | PlacedMore | None, event: QMouseEvent, is_double: bool
    ) -> None:
        load = self._load(placed, event) if isinstance(placed, PlacedBar) else None
        self._pointer.hold(load, event.globalPosition().toPoint())
        self._pointer.take(_key(placed), is_double)

    def _load(self, placed: PlacedBar, event: QMouseEvent) -> Load | None:
        """Return what may be carried from there."""
        grid, x = self._view.grid, round(event.position().x())
        day = grid.day_at(x) if grid is not None else None
        load = self._view.carrying.lifts(placed.bar.meeting_id)
        if load is None or day is None:
            return None
        return load._replace(grabbed=(day - load.day) * MINUTES_A_DAY, grip=_grip(placed, x))

    @Slot(object)
    def _on_moved(self, event: QMouseEvent) -> None:
        """Carry what was pressed; else show whether an edge can be dragged where the pointer is."""
        if self._pointer.carry(event):
            return
        placed, shapes = self._head.hovered, Qt.CursorShape
        can_lift = (
            isinstance(placed, PlacedBar)
            and _grip(placed, round(event.position().x())) is not Grip.WHOLE
            and self._view.carrying.lifts(placed.bar.meeting_id) is not None
        )
        self._head.setCursor(shapes.SizeHorCursor if can_lift else shapes.ArrowCursor)

    @Slot(object)
    def _on_pointed(self, placed: PlacedBar | PlacedMore | None) -> None:
        self._pointer.wait_to_tell(self._view.selection.find(_key(placed)))


def _grip(placed: PlacedBar, x: int) -> Grip:
    """Return by what an all-day bar would be held at an x of the head."""
    box, bar = placed.box, placed.bar
    if box.width() < _EDGED_FROM:
        return Grip.WHOLE
    if box.right() - x < EDGE and not bar.runs_after:
        return Grip.END
    if x - box.left() < EDGE and not bar.runs_before:
        return Grip.START
    return Grip.WHOLE


def _key(placed: PlacedBar | PlacedMore | None) -> str:
    if placed is None:
        return ""
    return placed.bar.key if isinstance(placed, PlacedBar) else placed.key
