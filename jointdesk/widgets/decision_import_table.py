"""The table of a register: what becomes of each row, which decision it is, what is to be known."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from jointdesk.viewmodels.decision_import_table import (
    DAY,
    NUMBER,
    REMARK,
    STATE,
    TITLE,
    TOLD_ROLE,
    DecisionImportTable,
)
from jointdesk.viewmodels.decision_import_words import Kind, Told
from jointdesk.widgets.chips import Face, paint_chip
from jointdesk.widgets.fonts import Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.preview_table import Index, PreviewDelegate, PreviewTable

_NARROW_UNDER = 620

FACES = {
    Kind.NEW: Face(Kind.NEW.value, "plus", "ok"),
    Kind.CHECK: Face(Kind.CHECK.value, "triangle-alert", "amber"),
    Kind.THERE: Face(Kind.THERE.value, "equal"),
    Kind.REFUSED: Face(Kind.REFUSED.value, "octagon-alert", "red"),
    Kind.NO_RECORD: Face(Kind.NO_RECORD.value, "info", "info"),
}
"""How each kind of row looks."""


class DecisionImportDelegate(PreviewDelegate):
    """Paints the cells of the table."""

    def paint_cell(self, painter: QPainter, inner: QRect, index: Index) -> None:
        """Draw what becomes of the row, or what it says."""
        theme, column = self.look.theme, index.column()
        if column == STATE:
            told: Told = index.data(TOLD_ROLE)
            paint_chip(painter, self.look, inner, FACES[told.kind])
            return
        weight = Weight.SEMI_BOLD if column == TITLE else Weight.REGULAR
        colour = theme.ink2 if column in (NUMBER, DAY) else theme.ink
        self.paint_words(painter, inner, str(index.data()), colour, weight)


class DecisionImportTableView(PreviewTable):
    """The table itself."""

    def __init__(self, look: Look, rows: DecisionImportTable) -> None:
        super().__init__(look, rows, DecisionImportDelegate, "What becomes of each row")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out between decision and remark; a narrow table leaves the day out."""
        super().resizeEvent(event)
        px = self.look.fonts.px
        is_narrow = self.viewport().width() < px(_NARROW_UNDER)
        self.setColumnHidden(DAY, is_narrow)
        fixed = {STATE: px(124), NUMBER: px(52), DAY: 0 if is_narrow else px(104)}
        self.share(fixed, TITLE, 0.42, REMARK)
