"""What the pointer does in the diary: hover, select, open, mark, move, zoom; and texts beside."""

from functools import partial
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu

from jointdesk.viewmodels.blocks import Kind
from jointdesk.viewmodels.carried import NEW_MINUTES, STEP, Grip, Load, Place
from jointdesk.widgets.controls import plain_label
from jointdesk.widgets.diary_geometry import Placed, PlacedStrip
from jointdesk.widgets.diary_items import Item
from jointdesk.widgets.tips import DELAY_MS, Tip

if TYPE_CHECKING:
    from jointdesk.widgets.diary import DiaryView


EDGE = 5
"""Pixels at an edge of a block or bar by which it is made longer or shorter."""
_EDGED_FROM = 24
"""A lower block has a lower edge only, and one half this high none."""


class DiaryPointer(QObject):
    """Follows the pointer over the grid and the head of a diary.

    Signals:
        pressed(): the left button went down in the grid.
    """

    pressed = Signal()

    def __init__(self, view: "DiaryView") -> None:
        """Watch the view's viewport and head from now on."""
        super().__init__(view)
        self.hovered: Placed | PlacedStrip | None = None
        self.tip = Tip(view)
        self._view = view
        self._told: Item | None = None
        self._pressed: tuple[Load, QPoint] | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.tell)
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    def forget(self) -> None:
        """Lie over nothing, for example because there is another page."""
        self.hovered = None
        self.hide_tip()

    def hide_tip(self) -> None:
        """Take the text away, and do not show the next one yet."""
        self._timer.stop()
        self._told = None
        self.tip.hide()

    def wait_to_tell(self, item: Item | None) -> None:
        """Tell the text of an item in a moment, if nothing else happens."""
        self.hide_tip()
        self._told = item
        if item is not None and item.full_text:
            self._timer.start()

    @Slot()
    def tell(self) -> None:
        """Show the full text of what the pointer rests on, or of what is selected."""
        item = self._told or self._view.selection.item
        if item is not None and item.full_text and self._view.isVisible():
            box = self._view.box_of(item)
            corner = self._view.mapToGlobal(box.topLeft())
            self.tip.tell(item.full_text, QRect(corner, box.size()))

    def list_choices(self, item: Item) -> None:
        """List the meetings that a count stands for; the one that is chosen is opened."""
        view = self._view
        menu = QMenu(view)
        menu.setAccessibleName(item.spoken)
        for choice in item.choices:
            action = menu.addAction(plain_label(f"{choice.times}  {choice.title}".strip()))
            wish = view.record_opened if choice.record else view.meeting_opened
            action.triggered.connect(partial(wish.emit, choice.record or choice.meeting_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(view.mapToGlobal(view.box_of(item).bottomLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the pointer over the grid."""
        kinds = QEvent.Type
        match event.type():
            case kinds.MouseMove if isinstance(event, QMouseEvent):
                if self.carry(event):
                    return True
                self._point(self._at(event))
                self._shape(event)
            case kinds.Leave:
                self._point(None)
            case kinds.MouseButtonPress | kinds.MouseButtonDblClick if isinstance(
                event, QMouseEvent
            ):
                return self._press(event)
            case kinds.MouseButtonRelease:
                self.release()
                return True
            case kinds.Wheel if isinstance(event, QWheelEvent):
                self.hide_tip()
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self._view.zoom_by(1 if event.angleDelta().y() > 0 else -1)
                    return True
        return False

    def _at(self, event: QMouseEvent) -> Placed | PlacedStrip | None:
        if self._view.grid is None:
            return None
        below = self._view.verticalScrollBar().value()
        return self._view.grid.at(event.position().toPoint() + QPoint(0, below))

    def _point(self, placed: Placed | PlacedStrip | None) -> None:
        if placed is self.hovered:
            return
        self.hovered = placed
        key = "" if placed is None else _key(placed)
        self.wait_to_tell(self._view.selection.find(key))
        self._view.viewport().update()

    def _shape(self, event: QMouseEvent) -> None:
        """Show by the pointer whether an edge can be dragged where it is."""
        placed = self.hovered
        grip = _grip(placed, self._y(event)) if isinstance(placed, Placed) else Grip.WHOLE
        can_lift = (
            grip is not Grip.WHOLE
            and isinstance(placed, Placed)
            and self._view.carrying.lifts(placed.block.meeting_id) is not None
        )
        shapes = Qt.CursorShape
        self._view.viewport().setCursor(shapes.SizeVerCursor if can_lift else shapes.ArrowCursor)

    def carry(self, event: QMouseEvent) -> bool:
        """Carry what was pressed, once the pointer has gone far enough; False if nothing is."""
        carrying, at = self._view.carrying, event.globalPosition().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        load, origin = self._pressed
        if carrying.load is None:
            if (at - origin).manhattanLength() < QApplication.startDragDistance():
                return True
            carrying.lift(load)
        carrying.over(at)
        return True

    def hold(self, load: Load | None, at: QPoint) -> None:
        """Remember what may be carried from a global point, None for nothing."""
        self.pressed.emit()
        self._pressed = (load, at) if load is not None else None

    def let_go(self) -> None:
        """Carry nothing any more, though the button is still down."""
        self._pressed = None
        self._view.carrying.let_go()

    def _lift(self, placed: Placed | PlacedStrip | None, event: QMouseEvent) -> None:
        """Remember what may be carried from here: a meeting, one of its edges, an empty time."""
        self._pressed, grid, at = None, self._view.grid, event.globalPosition().toPoint()
        if grid is None:
            return
        minute = grid.minute_at(self._y(event))
        day = grid.day_at(round(event.position().x()))
        if _is_meeting(placed):
            load = self._view.carrying.lifts(placed.block.meeting_id)
            if load is not None:
                grabbed = (placed.day - load.day) * 24 * 60 + minute - load.start
                grip = _grip(placed, self._y(event))
                self._pressed = load._replace(grabbed=grabbed, grip=grip), at
        elif not isinstance(placed, PlacedStrip) and day is not None:
            start = minute // STEP * STEP
            self._pressed = Load(day=day, start=start, grip=Grip.NEW), at

    def _y(self, event: QMouseEvent) -> int:
        """Return how far below midnight the pointer is."""
        return round(event.position().y()) + self._view.verticalScrollBar().value()

    def _press(self, event: QMouseEvent) -> bool:
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        placed = self._at(event)
        self.pressed.emit()
        self._lift(placed, event)
        key = "" if placed is None else _key(placed)
        is_double = event.type() is QEvent.Type.MouseButtonDblClick
        self.take(key, is_double)
        if is_double and self._pressed is not None and self._pressed[0].grip is Grip.NEW:
            load, self._pressed = self._pressed[0], None
            start = min(load.start // 30 * 30, 24 * 60 - NEW_MINUTES)
            self._view.carrying.put_down.emit(load, Place(load.day, start, NEW_MINUTES))
        return True

    @property
    def is_holding(self) -> bool:
        """Whether a meeting is held that may be dragged yet: nothing must move under it."""
        return self._pressed is not None and self._pressed[0].grip is not Grip.NEW

    def release(self) -> None:
        """Drop what is carried, and tell what was selected by the way."""
        was_holding, self._pressed = self.is_holding, None
        self._view.carrying.drop()
        item = self._view.selection.item
        if was_holding and item is not None:
            self._view.meeting_selected.emit(item.meeting_id)

    def take(self, key: str, is_double: bool) -> None:
        """Select what has that key, "" for nothing; open it after a double click."""
        view = self._view
        item = view.selection.find(key)
        self.hide_tip()
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        if item is not None and not item.is_stop:
            item = view.selection.find_meeting(item.meeting_id)
        view.selection.take(item)
        if item is not None and (is_double or item.choices):
            view.open_item(item)


def _grip(placed: Placed, y: int) -> Grip:
    """Return by what a block would be held so far below midnight."""
    box, block = placed.box, placed.block
    if not _is_meeting(placed) or 2 * box.height() < _EDGED_FROM:
        return Grip.WHOLE
    if box.bottom() - y < EDGE and not block.runs_after:
        return Grip.END
    is_high = box.height() >= _EDGED_FROM
    if is_high and y - box.top() < EDGE and not block.runs_before:
        return Grip.START
    return Grip.WHOLE


def _is_meeting(placed: Placed | PlacedStrip | None) -> TypeGuard[Placed]:
    return isinstance(placed, Placed) and placed.block.kind is Kind.MEETING


def _key(placed: Placed | PlacedStrip) -> str:
    return placed.block.key if isinstance(placed, Placed) else placed.key
