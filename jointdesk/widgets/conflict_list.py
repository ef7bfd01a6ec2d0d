"""The list of conflicts: two lines a row, under headings that count them."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QWidget,
)

from jointdesk.viewmodels.conflict_list import ConflictRow
from jointdesk.viewmodels.conflicts import ConflictListModel
from jointdesk.viewmodels.headed_list import LINE_ROLE
from jointdesk.widgets.block_faces import TROUBLE
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.headed_list import HeadedDelegate
from jointdesk.widgets.list_rows import AIR, LEFT
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import paint_tag, tag_width

_ROW, _LARGE_ROW, _HEADING = 52, 70, 44
_ICON = 16
_DOT = 8
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_Index = QModelIndex | QPersistentModelIndex


class ConflictDelegate(HeadedDelegate):
    """Paints a heading, or a conflict: icon, title and tags, when and who.

    Where text is large the tags stand beside who has it, in a third line.
    """

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Paint in a look."""
        super().__init__(look, parent, _HEADING, _LARGE_ROW if look.fonts.are_large else _ROW)

    def paint_row(self, painter: QPainter, row: ConflictRow, box: QRect) -> None:
        """Draw a conflict."""
        self._paint_row(painter, row, box.adjusted(AIR, 0, -AIR, 0))

    def _paint_row(self, painter: QPainter, row: ConflictRow, box: QRect) -> None:
        look, theme, fonts = self.look, self.look.theme, self.look.fonts
        ratio = painter.device().devicePixelRatioF()
        line = fonts.line(Text.BODY)
        lines = 3 if fonts.are_large else 2
        top = box.y() + (box.height() - lines * line) // 2
        size = fonts.px(_ICON)
        icon = look.icons.pixmap(TROUBLE[row.severity], theme.severity(row.severity), size, ratio)
        painter.drawPixmap(QPoint(box.x(), top + (line - size) // 2), icon)
        if row.is_unseen:
            self._paint_dot(painter, box.x() + size // 2, top + line + line // 2)
        left = box.x() + size + fonts.px(9)
        beside = top + 2 * line if fonts.are_large else top
        tags = self._paint_tags(painter, row, box.right() + 1, beside, line) - 8
        right = box.right() + 1 if fonts.are_large else tags
        painter.setFont(fonts.font(Text.BODY, Weight.SEMI_BOLD))
        painter.setPen(theme.ink)
        metrics = fonts.metrics(Text.BODY, Weight.SEMI_BOLD)
        title = QRect(left, top, right - left, line)
        painter.drawText(title, LEFT, elide(row.title, metrics, title.width()))
        second = QRect(left, top + line, box.right() + 1 - left, line)
        last = QRect(left, beside, tags - left, line) if fonts.are_large else second
        self._paint_second(painter, row, second, last)

    def _paint_dot(self, painter: QPainter, x: int, y: int) -> None:
        """Say that something new was said, under the icon; the row's spoken text says it too."""
        half = self.look.fonts.px(_DOT) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.theme.accent)
        painter.drawEllipse(QRectF(x - half, y - half, 2 * half, 2 * half))

    def _paint_tags(
        self, painter: QPainter, row: ConflictRow, right: int, top: int, line: int
    ) -> int:
        """Paint the tags from the right, and return where they begin."""
        for code, position in reversed([*zip(row.codes, row.positions, strict=True)]):
            width = tag_width(self.look, code)
            height = self.look.fonts.px(17)
            box = QRectF(right - width, top + (line - height) // 2, width, height)
            paint_tag(painter, self.look, box, position, code)
            right -= width + 7
        return right

    def _paint_second(self, painter: QPainter, row: ConflictRow, box: QRect, last: QRect) -> None:
        """Paint when it is, and who has it; in a line of its own where text is large."""
        fonts = self.look.fonts
        metrics = fonts.metrics(Text.BLOCK)
        theme = self.look.theme
        painter.setFont(fonts.font(Text.BLOCK))
        painter.setPen(theme.accent if row.waits else theme.ink2)
        is_apart = last != box
        who = elide(row.who, metrics, last.width()) if is_apart else row.who
        painter.drawText(last if is_apart else box, LEFT if is_apart else _RIGHT, who)
        painter.setPen(theme.ink2)
        if is_apart:
            painter.drawText(box, LEFT, elide(row.when, metrics, box.width()))
            return
        room = box.width() - metrics.horizontalAdvance(row.who) - 10
        painter.drawText(box, LEFT, elide(row.when, metrics, room))


class ConflictList(QListView):
    """The list itself; letters act here only.

    Signals:
        conflict_selected(str): the id of the first conflict of the row.
        way_requested(int): a way to settle it, from 0.
        assign_requested, mute_requested, entered: A, M, Enter.
    """

    conflict_selected = Signal(str)
    way_requested = Signal(int)
    assign_requested = Signal()
    mute_requested = Signal()
    entered = Signal()

    def __init__(self, look: Look, model: ConflictListModel) -> None:
        """Show a model."""
        super().__init__()
        self._model = model
        self.has_letter_keys = True
        self.setModel(model)
        self.setItemDelegate(ConflictDelegate(look, self))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty(OWN_RING, True)
        self.setAccessibleName("Conflicts")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QListView { border: none; border-radius: 0; }")
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_selected(self, conflict_id: str) -> None:
        """Mark the row of a conflict, after the model has taken other rows."""
        place = self._model.place_of(conflict_id)
        if place is not None and place != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(place))
        if place is not None:
            self.scrollTo(self._model.index(place))
            if self._model.step(place, -1) is None:
                self.scrollToTop()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) conflict."""
        place = self._model.step(self.currentIndex().row(), by)
        if place is not None:
            self.setCurrentIndex(self._model.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a letter or a digit asks for; the rest is the list's."""
        if not self.has_letter_keys or not self._do(event):
            super().keyPressEvent(event)

    def _do(self, event: QKeyEvent) -> bool:
        keys = Qt.Key
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if not shift and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match event.key():
            case keys.Key_J:
                self.step(-1 if shift else 1)
            case keys.Key_A:
                self.assign_requested.emit()
            case keys.Key_M:
                self.mute_requested.emit()
            case keys.Key_Return | keys.Key_Enter:
                self.entered.emit()
            case number if keys.Key_1 <= number <= keys.Key_9:
                self.way_requested.emit(number - keys.Key_1)
            case _:
                return False
        return True

    def event(self, event: QEvent) -> bool:
        """Take the list's letters before shortcuts do."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            and event.key() in _LETTERS
        ):
            event.accept()
            return True
        return super().event(event)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        line = now.data(LINE_ROLE)
        if isinstance(line, ConflictRow):
            self.conflict_selected.emit(line.ids[0])


_LETTERS = (Qt.Key.Key_J, Qt.Key.Key_A, Qt.Key.Key_M, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
