"""The agenda as a list: one line a meeting under headings of days, with a search field."""

from collections.abc import Callable, Mapping
from operator import attrgetter

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.agenda import (
    FULL_TEXT_ROLE,
    ROW_ROLE,
    TEXTS_ROLE,
    AgendaModel,
    AgendaRow,
    AgendaTexts,
)
from jointdesk.viewmodels.blocks import Certainty, Naming
from jointdesk.viewmodels.marks import Marks
from jointdesk.viewmodels.theme import Theme
from jointdesk.widgets.block_faces import TROUBLE
from jointdesk.widgets.fitting import elide
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight, struck_out
from jointdesk.widgets.list_rows import AIR, LEFT, paint_ground, paint_heading, paint_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import SPINE, paint_spine, paint_tag, tag_width
from jointdesk.widgets.tips import Tip

ROW = 44
_TIMES = 104
_ICON = 14
_SEEK_MS = 80
"""How long typing rests before the list follows."""

_TONES: Mapping[str, Callable[[Theme], QColor]] = {
    "red": attrgetter("red"),
    "amber": attrgetter("amber"),
    "ok": attrgetter("ok"),
}
"""The colour of a deadline by how pressing it is."""

_Index = QModelIndex | QPersistentModelIndex


class AgendaDelegate(QStyledItemDelegate):
    """Paints one row: spine, time, tags, title, place, trouble."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Paint in a look."""
        super().__init__(parent)
        self.look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the same height for every row, so that long lists need no measuring."""
        return QSize(200, self.look.fonts.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a heading or a meeting."""
        row: AgendaRow = index.data(ROW_ROLE)
        texts: AgendaTexts = index.data(TEXTS_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        paint_line(painter, self.look, box)
        if self.is_heading(index):
            paint_heading(painter, self.look, box, texts.title, texts.times, Text.SECTION)
        else:
            paint_ground(painter, self.look, option.state, box)
            self._paint_row(painter, row, texts, box)
        painter.restore()

    def is_heading(self, index: _Index) -> bool:
        """True if the row stands over others."""
        return bool(index.data(ROW_ROLE).is_heading)

    def _paint_row(self, painter: QPainter, row: AgendaRow, texts: AgendaTexts, box: QRect) -> None:
        look, theme, fonts = self.look, self.look.theme, self.look.fonts
        ratio = painter.device().devicePixelRatioF()
        spine = QRectF(box.x() + AIR, box.y() + 8, SPINE, box.height() - 16)
        tone = _TONES[texts.tone](theme) if texts.tone else theme.ink2
        if texts.tone:
            painter.fillRect(spine, tone)
        else:
            paint_spine(painter, theme, spine, texts.positions or (0,), ratio)
        left = box.x() + AIR + SPINE + 10
        right = box.right() - AIR - 4
        if row.severity:
            icon = look.icons.pixmap(TROUBLE[row.severity], theme.severity(row.severity), 16, ratio)
            right -= 16
            painter.drawPixmap(QPoint(right, box.center().y() - 7), icon)
            right -= 10
        painter.setFont(fonts.font(Text.BODY))
        painter.setPen(theme.ink2)
        painter.drawText(QRect(left, box.y(), fonts.px(_TIMES), box.height()), LEFT, texts.times)
        left += fonts.px(_TIMES) + 8
        for code, position in zip(texts.codes, texts.positions, strict=True):
            width, height = tag_width(look, code), fonts.px(18)
            if left + width > right:
                break
            tag = QRectF(left, box.y() + (box.height() - height) // 2, width, height)
            paint_tag(painter, look, tag, position, code)
            left += width + 5
        size = fonts.px(_ICON)
        if texts.icon and left + size < right:
            icon = look.icons.pixmap(texts.icon, tone, size, ratio)
            painter.drawPixmap(QPoint(left + 2, box.center().y() - size // 2 + 1), icon)
            left += size + 4
        self._paint_title(painter, texts, QRect(left + 5, box.y(), right - left - 5, box.height()))

    def _paint_title(self, painter: QPainter, texts: AgendaTexts, room: QRect) -> None:
        """The title, and the place at the right if a third of the room is enough for it."""
        theme, fonts = self.look.theme, self.look.fonts
        metrics = fonts.metrics(Text.BODY)
        place = elide(texts.place, metrics, room.width() / 3) if texts.place else ""
        if place and room.width() > fonts.px(240):
            width = round(metrics.horizontalAdvance(place)) + 1
            painter.setFont(fonts.font(Text.BODY))
            painter.setPen(theme.ink2)
            at = QRect(room.right() - width, room.y(), width + 2, room.height())
            painter.drawText(at, LEFT, place)
            room = room.adjusted(0, 0, -width - 16, 0)
        gone = texts.certainty is Certainty.GONE
        font = fonts.font(Text.BODY, Weight.SEMI_BOLD)
        if gone:
            font = struck_out(font)
        painter.setFont(font)
        painter.setPen(theme.ink2 if gone else theme.ink)
        title = elide(texts.title, fonts.metrics(Text.BODY, Weight.SEMI_BOLD), room.width())
        painter.drawText(room, LEFT, title)


class AgendaList(QListView):
    """The list itself.

    Signals:
        conflict_requested(int): the next or previous conflict is wanted, and not in this list.
        removal_requested: what is selected is to be deleted.
    """

    conflict_requested = Signal(int)
    removal_requested = Signal()

    def __init__(self, look: Look, model: AgendaModel) -> None:
        """Show a model."""
        super().__init__()
        self.agenda = model
        self.has_letter_keys = True
        self.tip = Tip(self)
        self.tip.set_look(look)
        self.delegate = AgendaDelegate(look, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty(OWN_RING, True)
        self.setAccessibleName("Agenda")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QListView { border: none; border-radius: 0; }")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and Shift+J go to conflicts, Ctrl+I shows the full text, Delete deletes."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_J and self.has_letter_keys and not control:
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._go_to_conflict(-1 if is_back else 1)
        elif event.key() == Qt.Key.Key_I and control:
            self.tell()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        else:
            self.tip.hide()
            super().keyPressEvent(event)

    def _go_to_conflict(self, step: int) -> None:
        place = self.agenda.next_conflict(self.currentIndex().row(), step)
        if place is None:
            self.conflict_requested.emit(step)
        else:
            self.setCurrentIndex(self.agenda.index(place))

    def tell(self) -> None:
        """Show the full text of the current row."""
        index = self.currentIndex()
        if index.isValid():
            box = self.visualRect(index)
            corner = self.viewport().mapToGlobal(box.topLeft())
            self.tip.tell(index.data(FULL_TEXT_ROLE), QRect(corner, box.size()))

    def event(self, event: QEvent) -> bool:
        """Take the list's letters before shortcuts do."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_J, Qt.Key.Key_I)
        ):
            event.accept()
            return True
        return super().event(event)


class AgendaPanel(QWidget):
    """The agenda with its search field, and words where there is nothing to list.

    Signals:
        meeting_selected(str): the id of the meeting that was selected, "" for none.
        meeting_opened(str): Enter or a double click on a meeting.
        record_opened(str): the same on a deadline: what it belongs to, for example "task/ID".
        meeting_removed(str): a meeting is to be deleted.
    """

    meeting_selected = Signal(str)
    meeting_opened = Signal(str)
    record_opened = Signal(str)
    meeting_removed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Show nothing until `show_rows`."""
        super().__init__(parent)
        self.model = AgendaModel(self)
        self.list = AgendaList(look, self.model)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find in the agenda")
        self.field.setAccessibleName("Find in the agenda")
        self.field.setClearButtonEnabled(True)
        self.empty = QLabel()
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._timer = QTimer(self, singleShot=True, interval=_SEEK_MS)
        self._build()
        self.field.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._on_seek)
        self.list.activated.connect(self._on_activated)
        self.list.removal_requested.connect(self._on_removal)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)

    def _build(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(AIR, 0, AIR, 4)
        top.addWidget(self.field)
        column.addLayout(top)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column.addLayout(self._stack)

    def show_rows(self, rows: list[AgendaRow], told: Naming, marks: Marks) -> None:
        """Show other rows; the selected meeting stays selected if it is among them."""
        chosen = self.selected()
        self.model.show(rows, told, marks)
        self._after_reset(chosen)

    def set_look(self, look: Look) -> None:
        """Take another theme or text size."""
        self.list.delegate.look = look
        self.list.tip.set_look(look)
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()

    def selected(self) -> str:
        """Return the id of the selected meeting, "" for none."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row.meeting.id if row is not None and row.meeting is not None else ""

    def select_meeting(self, meeting_id: str) -> bool:
        """Select a meeting; False if it is not listed."""
        place = self.model.place_of(meeting_id) if meeting_id else None
        if place is not None:
            index = self.model.index(place)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        return place is not None

    def _after_reset(self, chosen: str) -> None:
        self.select_meeting(chosen)
        sought = plain_line(self.field.text())
        self.empty.setText(f"Nothing found for “{sought}”." if sought else "Nothing in these days.")
        self._stack.setCurrentWidget(self.list if self.model.rows else self.empty)

    @Slot()
    def _on_seek(self) -> None:
        chosen = self.selected()
        self.model.seek(self.field.text())
        self._after_reset(chosen)

    @Slot()
    def _on_removal(self) -> None:
        if meeting_id := self.selected():
            self.meeting_removed.emit(meeting_id)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row: AgendaRow = index.data(ROW_ROLE)
        if row.note is not None:
            self.record_opened.emit(row.note.record)
        elif row.meeting is not None:
            self.meeting_opened.emit(row.meeting.id)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.list.tip.hide()
        row = now.data(ROW_ROLE)
        self.meeting_selected.emit(row.meeting.id if row is not None and row.meeting else "")
