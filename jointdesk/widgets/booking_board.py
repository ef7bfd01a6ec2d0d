"""The board: cards in columns, gone through with the arrows in both directions."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from jointdesk.viewmodels.booking_board import BookingBoardModel, BookingColumnModel
from jointdesk.viewmodels.booking_rows import BookingCard
from jointdesk.viewmodels.headed_list import LINE_ROLE, ListHeading
from jointdesk.widgets.booking_faces import BookingFace, card_height
from jointdesk.widgets.controls import plain_tip
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.list_rows import paint_heading
from jointdesk.widgets.look import Look

COLUMN = 224
_HEADING = 36
_LETTERS = {Qt.Key.Key_N: "new", Qt.Key.Key_C: "note"}
_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)

_Index = QModelIndex | QPersistentModelIndex


def asked_by_key(event: QKeyEvent) -> str:
    """Return what a key asks for on the board or in the list: "open", "slot 2", "" for nothing."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return ""
    key = event.key()
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return "open"
    if key == Qt.Key.Key_Delete:
        return "remove"
    if key in _DIGITS:
        return f"slot {key - Qt.Key.Key_0}"
    return _LETTERS.get(Qt.Key(key), "")


def takes_key(event: QEvent) -> bool:
    """Whether a key is the board's or list's own, before shortcuts see it."""
    return (
        event.type() is QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and bool(asked_by_key(event))
    )


class BookingDelegate(QStyledItemDelegate):
    """Paints a heading or a card, which has a frame of its own in place of lines between them."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Paint in a look."""
        super().__init__(parent)
        self.look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a heading, or of all that a card says."""
        line: ListHeading | BookingCard = index.data(LINE_ROLE)
        if isinstance(line, ListHeading):
            return QSize(100, self.look.fonts.px(_HEADING))
        return QSize(100, card_height(self.look, line))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        line: ListHeading | BookingCard = index.data(LINE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, ListHeading):
            box = option.rect.adjusted(-8, 0, 0, 0)
            paint_heading(painter, self.look, box, line.name, f"{line.number:,}", Text.BLOCK)
        else:
            BookingFace(self.look, painter, line, option.rect).paint(option.state)
        painter.restore()

    def helpEvent(  # noqa: N802
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Show all of a card where the pointer rests on it."""
        line = index.data(LINE_ROLE)
        if event.type() is not QEvent.Type.ToolTip or not isinstance(line, BookingCard):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tip(line.spoken), view)
        return True


class BookingColumn(QListView):
    """One column of cards; letters and digits act here only.

    Signals:
        chosen(str): a card was chosen by the person, by its booking's id.
        asked(str): "open", "new", "note", "remove", "slot 2": a key for what is chosen.
        sideways(int): the column at the left (-1) or right (1) is wanted.
    """

    chosen = Signal(str)
    asked = Signal(str)
    sideways = Signal(int)

    has_letter_keys = True

    def __init__(self, look: Look, model: BookingColumnModel, name: str) -> None:
        """Show a model; `name` is what a screen reader calls the column."""
        super().__init__()
        self._model = model
        self._is_told = False
        self.setModel(model)
        self.setItemDelegate(BookingDelegate(look, self))
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty(OWN_RING, True)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setStyleSheet("QListView { border: none; background: transparent; }")
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, place: int | None, *, is_told: bool = True) -> None:
        """Choose the card of a line, or none; `is_told` keeps it from being told again."""
        self._is_told = is_told
        if place is None:
            self.selectionModel().clear()
        else:
            index = self._model.index(place)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)
        self._is_told = False

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        card = self._model.row_at(now.row()) if now.isValid() else None
        if card is not None and not self._is_told:
            self.chosen.emit(card.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key asks for; up and down are the list's."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        asked = asked_by_key(event)
        if event.key() in steps and not event.modifiers():
            self.sideways.emit(steps[Qt.Key(event.key())])
        elif asked and self.has_letter_keys:
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the column's keys before shortcuts do."""
        if self.has_letter_keys and takes_key(event):
            event.accept()
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a card."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.asked.emit("open")


class BookingBoard(QWidget):
    """Two columns beside each other, of which a narrow window shows the first only.

    Signals:
        chosen(str): a card was chosen by the person, by its booking's id.
        asked(str): a key for what is chosen.
    """

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, look: Look, model: BookingBoardModel) -> None:
        """Show a model."""
        super().__init__()
        self._look, self._model = look, model
        names = ("Asked for, and waiting for an answer", "Held, and confirmed")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 4, 14, 8)
        row.setSpacing(12)
        self.columns: list[BookingColumn] = []
        for number, (column, name) in enumerate(zip(model.columns, names, strict=True)):
            view = BookingColumn(look, column, name)
            view.chosen.connect(self._on_chosen)
            view.asked.connect(self.asked)
            view.sideways.connect(lambda step, at=number: self._go(at, step))
            row.addWidget(view)
            self.columns.append(view)

    def set_narrow(self, is_narrow: bool) -> None:
        """Show one column, or two."""
        width = self._look.fonts.px(COLUMN)
        self._model.set_narrow(is_narrow)
        self.columns[1].setVisible(not is_narrow)
        self.setFixedWidth(width + 32 if is_narrow else 2 * width + 44)

    def choose(self, booking_id: str) -> None:
        """Choose a card, without telling it; none where it is not shown."""
        found = self._model.place_of(booking_id)
        for number, column in enumerate(self.columns):
            is_here = found is not None and found[0] == number
            column.choose(found[1] if found is not None and is_here else None)

    def place(self) -> tuple[int, int]:
        """Return column and line of the chosen card, the first where none is."""
        for number, column in enumerate(self.columns):
            if column.currentIndex().isValid():
                return number, column.currentIndex().row()
        return 0, 0

    def focus_target(self) -> QWidget:
        """The column that gets the keyboard: that of the chosen card."""
        number, _ = self.place()
        if not self._model.columns[number].number:
            number = 1 - number
        return self.columns[number]

    @Slot(str)
    def _on_chosen(self, booking_id: str) -> None:
        for column in self.columns:
            if column is not self.sender():
                column.choose(None)
        self.chosen.emit(booking_id)

    def _go(self, column: int, step: int) -> None:
        """Go to the card of the next column that lies beside the present one."""
        other = column + step
        if not 0 <= other < len(self.columns) or not self._model.columns[other].number:
            return
        here, there = self.columns[column], self.columns[other]
        beside = there.indexAt(here.visualRect(here.currentIndex()).center())
        place = beside.row() if beside.isValid() else there.model().rowCount()
        near = self._model.columns[other].near(place)
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        there.choose(self._model.columns[other].place_of(near), is_told=False)
