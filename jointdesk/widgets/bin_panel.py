"""The deleted meetings, at the right of the diary: looked through, and brought back."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from jointdesk.viewmodels.event_bin import BinModel, BinRow
from jointdesk.widgets.controls import make_button, make_icon_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import has_keyboard

_WIDTH = 328
_AIR = 14


class BinPanel(QFrame):
    """Lists what was deleted, the latest first.

    Signals:
        closed: the person closed it.
    """

    closed = Signal()

    def __init__(self, look: Look, model: BinModel) -> None:
        """Follow a model."""
        super().__init__()
        self._look, self._model = look, model
        self.setProperty("kind", "inspector")
        self.setAccessibleName("Deleted meetings")
        self.setFixedWidth(look.fonts.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 12, 14)
        column.setSpacing(8)
        column.addLayout(self._head(look))
        self.list = QListWidget()
        self.list.setAccessibleName("Deleted meetings")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemActivated.connect(self.restore)
        self.list.currentRowChanged.connect(self._on_current)
        self.empty = make_label(look, "", colour=look.theme.ink2)
        self.back = make_button(look, "Bring back", "undo-2")
        self.back.clicked.connect(self.restore)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.back)
        model.rows_changed.connect(self._on_rows)
        self._on_rows()

    def _head(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(make_label(look, "Deleted meetings", Text.BODY, Weight.SEMI_BOLD), 1)
        close = make_icon_button(look, "x", "Close the deleted meetings")
        close.clicked.connect(self.closed)
        row.addWidget(close)
        return row

    def chosen(self) -> BinRow | None:
        """Return what is selected."""
        rows, place = self._model.rows or (), self.list.currentRow()
        return rows[place] if 0 <= place < len(rows) else None

    @Slot()
    def _on_rows(self) -> None:
        rows, place = self._model.rows, self.list.currentRow()
        had_keyboard = has_keyboard(self)
        self.list.clear()
        for row in rows or ():
            item = QListWidgetItem("\n".join(row.lines))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
            height = len(row.lines) * self._look.fonts.line(Text.BODY) + _AIR
            item.setSizeHint(QSize(0, height))
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(0, place), self.list.count() - 1))
        self.empty.setText("" if rows is None else "Nothing was deleted.")
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._on_current()
        if had_keyboard and self.isVisible():
            self.give_focus()

    def give_focus(self) -> None:
        """Give the list the keyboard, or what stands in its place."""
        target = self.list if self.list.isVisibleTo(self) else self
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_current(self) -> None:
        self.back.setEnabled(self.chosen() is not None)

    @Slot()
    def restore(self) -> None:
        """Bring back what is selected."""
        row = self.chosen()
        if row is not None:
            self._model.restore(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
