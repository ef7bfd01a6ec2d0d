"""A table of a document in the preview: all of it at its height, or a large one to scroll in."""

from PySide6.QtCore import Qt, QTimer, Slot
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

from jointdesk.domain.words import counted
from jointdesk.exports.document import Kind
from jointdesk.viewmodels.export_document import BlockTable
from jointdesk.widgets.export_cells import CellDelegate
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import soft_label
from jointdesk.widgets.look import Look

_LEAST_ROW, _LARGE_ROW, _LARGE_HEIGHT, _TEXT_HEIGHT = 24, 40, 420, 84
_LEAST_COLUMN, _LARGE_COLUMN, _LONG_COLUMN, _AIR = 72, 120, 260, 24
_LARGE_LINES = 2


class BlockTableView(QWidget):
    """The table under its caption; under a large one the whole text of the chosen cell."""

    def __init__(self, look: Look, model: BlockTable) -> None:
        """Show a table of a document."""
        super().__init__()
        self._look = look
        self._model = model
        model.setParent(self)
        self.table = QTableView()
        self.text = QPlainTextEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(4)
        column.addWidget(soft_label(look, model.caption, Text.DETAIL))
        column.addWidget(self.table)
        column.addWidget(self.text)
        self._set_up()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._on_settled)

    def _set_up(self) -> None:
        table, model, px = self.table, self._model, self._look.fonts.px
        table.setModel(model)
        rows = counted(model.rowCount(), "row")
        table.setAccessibleName(f"{model.caption}, {rows}")
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        lines = _LARGE_LINES if model.is_large else 0
        table.setItemDelegate(CellDelegate(self._look, table, lines))
        table.setStyleSheet(
            f"QTableView {{ gridline-color: {self._look.theme.line.name()}; border-radius: 0; }}"
            " QHeaderView::section:vertical { padding: 0; }"
        )
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(px(_LEAST_ROW))
        head = table.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(20)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(_TEXT_HEIGHT))
        self.text.setAccessibleName("The whole text of the chosen cell")
        self.text.setVisible(model.is_large)
        if model.is_large:
            table.verticalHeader().setDefaultSectionSize(px(_LARGE_ROW))
            high = head.sizeHint().height() + px(_LARGE_ROW) * model.rowCount() + px(14)
            table.setFixedHeight(min(px(_LARGE_HEIGHT), high))
            self.text.setPlaceholderText("Choose a cell to read the whole of it here.")
            table.selectionModel().currentChanged.connect(self._on_current)
        else:
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out among the columns."""
        super().resizeEvent(event)
        self._settle.start()

    @Slot()
    def _on_settled(self) -> None:
        table = self.table
        room = table.viewport().width()
        widths = _shared(room, self._model.weights(), self._least())
        for place, width in enumerate(widths):
            table.setColumnWidth(place, width)
        if self._model.is_large:
            return
        table.resizeRowsToContents()
        high = table.horizontalHeader().height() + table.verticalHeader().length() + 2
        if sum(widths) > room:
            high += table.horizontalScrollBar().sizeHint().height()
        table.setFixedHeight(high)

    def _least(self) -> list[int]:
        """Return how wide each column is at least, so that no header and hardly a word is cut."""
        metrics, px = self._look.fonts.metrics(Text.BODY, Weight.SEMI_BOLD), self._look.fonts.px
        model = self._model
        large = {Kind.TEXT: _LARGE_COLUMN, Kind.LONG: _LONG_COLUMN} if model.is_large else {}
        found = []
        for place in range(model.columnCount()):
            word = max(map(metrics.horizontalAdvance, model.long_words(place)))
            least = max(px(large.get(model.kind(place), _LEAST_COLUMN)), round(word) + px(_AIR))
            found.append(min(least, px(_LONG_COLUMN)))
        return found

    @Slot()
    def _on_current(self) -> None:
        self.text.setPlainText(self._model.told(self.table.currentIndex()))


def _shared(room: int, weights: list[int], least: list[int]) -> list[int]:
    """Return the widths of columns: by weight, none under its least, no more than there is."""
    widths = list(least)
    free = list(range(len(widths)))
    while free:
        left = room - sum(width for place, width in enumerate(widths) if place not in free)
        share = left / sum(weights[place] for place in free)
        narrow = [place for place in free if share * weights[place] < least[place]]
        if not narrow:
            for place in free:
                widths[place] = int(share * weights[place])
            break
        free = [place for place in free if place not in narrow]
    return widths
