"""The list of what left JointDesk: when, what, for whom, by whom; one in full under it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jointdesk.viewmodels.exports import ExportModel
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_ROW, _MOST_ROWS, _TEXT_HEIGHT = 32, 8, 104
_SHARES = (21, 33, 14, 14, 19, 19)
_CHECKED = 5
_NARROW_UNDER = 700


class ExportLog(QWidget):
    """Follows the log of a model."""

    def __init__(self, look: Look, model: ExportModel) -> None:
        """Show the log as it stands."""
        super().__init__()
        self._look = look
        self._model = model
        self.table = QTableView()
        self.text = QPlainTextEdit()
        self.none = soft_label(look, "Nothing was exported yet.")
        self.note = soft_label(look, "What is made for another body stands in that body's list.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        title = make_label(look, "What was exported", Text.SECTION, Weight.SEMI_BOLD)
        for widget in (title, self.none, self.table, self.text, self.note):
            column.addWidget(widget)
        self._set_up()
        model.log_changed.connect(self._on_log)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self._on_log()

    def _set_up(self) -> None:
        table, px = self.table, self._look.fonts.px
        table.setModel(self._model.log)
        table.setAccessibleName("What was exported")
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setStyleSheet("QTableView { border: none; border-radius: 0; }")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(_ROW))
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(_TEXT_HEIGHT))
        self.text.setAccessibleName("Everything about the chosen export")

    @Slot()
    def _on_log(self) -> None:
        rows = self._model.log.rowCount()
        self.none.setVisible(not rows)
        self.note.setHidden(self._model.log.is_whole)
        self.table.setVisible(bool(rows))
        row, head = self._look.fonts.px(_ROW), self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + row * min(rows, _MOST_ROWS) + 2)
        self._on_row()

    @Slot()
    def _on_row(self) -> None:
        told = self._model.log.told(self.table.currentIndex().row())
        self.text.setPlainText(told)
        self.text.setVisible(bool(told))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out; a narrow list leaves who checked to the text under it."""
        super().resizeEvent(event)
        room = self.table.width()
        is_narrow = room < self._look.fonts.px(_NARROW_UNDER)
        self.table.setColumnHidden(_CHECKED, is_narrow)
        shares = _SHARES[:_CHECKED] if is_narrow else _SHARES
        for column, share in enumerate(shares):
            self.table.setColumnWidth(column, room * share // sum(shares))
