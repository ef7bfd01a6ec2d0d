"""The list of tasks: rows to tick, choose, sort out by key, and drag onto the diary."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QWidget,
)

from jointdesk.viewmodels.task_list import TaskListModel
from jointdesk.viewmodels.task_rows import TaskRow
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.headed_list import HeadedDelegate
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_faces import TaskFace, tick_reach

_ROW, _HEADING = 52, 40
_LETTERS = {Qt.Key.Key_A: "assign", Qt.Key.Key_D: "defer", Qt.Key.Key_T: "time"}

_Index = QModelIndex | QPersistentModelIndex


class TaskDelegate(HeadedDelegate):
    """Paints a heading or a task."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Paint in a look."""
        super().__init__(look, parent, _HEADING, _ROW)

    def paint_row(self, painter: QPainter, row: TaskRow, box: QRect) -> None:
        """Draw a task."""
        TaskFace(self.look, painter, row, box).paint()


class TaskList(QListView):
    """The list itself; letters act here only.

    Signals:
        current_changed(str): the id of the task that has the keyboard, "" for none.
        chosen_changed: other tasks are chosen.
        asked(str): "assign", "defer", "time", "remove", "open": a key for what is chosen.
        ticked(object): the ids of the tasks that are done, or are not.
        dragged(str, object), dropped(str, object): a task is dragged over, or let go at, a
            global position.
        drag_cancelled: it is not dragged any more.
    """

    current_changed = Signal(str)
    chosen_changed = Signal()
    asked = Signal(str)
    ticked = Signal(object)
    dragged = Signal(str, object)
    dropped = Signal(str, object)
    drag_cancelled = Signal()

    def __init__(self, look: Look, model: TaskListModel, *, can_drag: bool = False) -> None:
        """Show a model; where a task can be dragged, one is chosen at a time."""
        super().__init__()
        self._look, self._model = look, model
        self.has_letter_keys = True
        self._can_drag = can_drag
        self._pressed: tuple[str, QPoint] | None = None
        self._dragged = ""
        self.setModel(model)
        self.setItemDelegate(TaskDelegate(look, self))
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.SingleSelection if can_drag else modes.ExtendedSelection)
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty(OWN_RING, True)
        self.setAccessibleName("Tasks")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QListView { border: none; border-radius: 0; }")
        self.selectionModel().currentChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def chosen(self) -> list[str]:
        """Return the ids of the tasks that are chosen, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [row.id for row in map(self._model.row_at, rows) if row is not None]

    def choose(self, ids: list[str]) -> None:
        """Choose tasks, after the model has taken other rows; the first gets the keyboard."""
        places = [place for one in ids if (place := self._model.place_of(one)) is not None]
        if not places:
            self.setCurrentIndex(QModelIndex())
            return
        flags = QItemSelectionModel.SelectionFlag
        selection = QItemSelection()
        for place in places:
            index = self._model.index(place)
            selection.select(index, index)
        self.selectionModel().setCurrentIndex(self._model.index(places[0]), flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect)
        self.scrollTo(self._model.index(places[0]))
        if self._model.row_at(places[0] - 1) is None:
            self.scrollTo(self._model.index(max(0, places[0] - 1)))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key asks for; the rest is the list's."""
        if not self._do(event):
            super().keyPressEvent(event)

    def _do(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        keys, key = Qt.Key, Qt.Key(event.key())
        if key == keys.Key_Escape and self._dragged:
            self._end_drag()
            self.drag_cancelled.emit()
        elif key == keys.Key_Space:
            self.ticked.emit(self.chosen())
        elif key in (keys.Key_Return, keys.Key_Enter):
            self.asked.emit("open")
        elif key == keys.Key_Delete:
            self.asked.emit("remove")
        elif self.has_letter_keys and key in _LETTERS:
            self.asked.emit(_LETTERS[key])
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        """Take the list's letters before shortcuts do."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not event.modifiers()
            and event.key() in (*_LETTERS, Qt.Key.Key_Space, Qt.Key.Key_Delete)
        ):
            event.accept()
            return True
        return super().event(event)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick a box, or choose a row that may then be dragged."""
        row = self._row_at(event.position().toPoint())
        is_left = event.button() is Qt.MouseButton.LeftButton
        if row is not None and is_left and event.position().x() < tick_reach(self._look):
            self.ticked.emit([row.id])
            return
        if row is not None and is_left and self._can_drag:
            self._pressed = row.id, event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was pressed, once the pointer has gone far enough."""
        if self._pressed is None or not self._can_drag:
            super().mouseMoveEvent(event)
            return
        at = event.globalPosition().toPoint()
        far = (at - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
        if far or self._dragged:
            self._dragged = self._pressed[0]
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(self._dragged, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of what is dragged."""
        dragged = self._dragged
        self._end_drag()
        if dragged:
            self.dropped.emit(dragged, event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row."""
        if self._row_at(event.position().toPoint()) is not None:
            self.asked.emit("open")

    def _end_drag(self) -> None:
        self._pressed, self._dragged = None, ""
        self.unsetCursor()

    def _row_at(self, at: QPoint) -> TaskRow | None:
        index = self.indexAt(at)
        return self._model.row_at(index.row()) if index.isValid() else None

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self._model.row_at(now.row()) if now.isValid() else None
        self.current_changed.emit(row.id if row else "")
