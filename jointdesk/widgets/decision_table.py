"""The tables of the register: bodies side by side under each matter, or decision by decision."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from jointdesk.viewmodels.decision_rows import (
    DECISION_COLUMNS,
    DecisionTexts,
    MatterTexts,
    Meter,
    Side,
    SideKind,
    Wrong,
)
from jointdesk.viewmodels.decision_table import TEXTS_ROLE, DecisionTable, MatterTable
from jointdesk.widgets.fitting import elide, wrap
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import paint_tag, tag_width
from jointdesk.widgets.pills import (
    SEVERITY_SHADES,
    paint_meter,
    paint_pill,
    pill_height,
    trouble_icon,
)
from jointdesk.widgets.register_head import RegisterHead

_ROW, _FLAT_ROW = 76, 40
_PAD = 10
_METER = 152
_STATE = QStyle.StateFlag
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row, its line, and the ring of the selected one."""

    height = _ROW

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Paint in a look."""
        super().__init__(parent)
        self.look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the same height for every row."""
        return QSize(100, self.look.fonts.px(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        theme, box = self.look.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & _STATE.State_Selected:
            painter.fillRect(box, theme.accent_tint)
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.line)
        painter.setClipRect(box)
        self.paint_cell(painter, box.adjusted(_PAD, 0, -_PAD, 0), index)
        if option.state & _STATE.State_Selected:
            self._paint_ring(painter, option, index)
        painter.restore()

    def paint_cell(self, painter: QPainter, box: QRect, index: _Index) -> None:
        """Draw what a cell says."""
        raise NotImplementedError

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw this cell's part of the frame round the row, heavier with the keyboard in it."""
        table = self.parent()
        has_focus = isinstance(table, QTableView) and table.hasFocus()
        width = 2 if has_focus else 1
        box, colour = option.rect, self.look.theme.accent
        painter.fillRect(box.x(), box.y(), box.width(), width, colour)
        painter.fillRect(box.x(), box.bottom() + 1 - width, box.width(), width, colour)
        header = table.horizontalHeader() if isinstance(table, QTableView) else None
        if header is None:
            return
        shown = [one for one in range(header.count()) if not header.isSectionHidden(one)]
        if index.column() == shown[0]:
            painter.fillRect(box.x(), box.y(), width, box.height(), colour)
        if index.column() == shown[-1]:
            painter.fillRect(box.right() + 1 - width, box.y(), width, box.height(), colour)

    def line(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        size: Text,
        colour: QColor,
        weight: int = Weight.REGULAR,
    ) -> float:
        """Draw a line of text, elided, and return how much of the width it takes."""
        fonts = self.look.fonts
        painter.setFont(fonts.font(size, weight))
        painter.setPen(colour)
        metrics = fonts.metrics(size, weight)
        text = elide(words, metrics, box.width())
        painter.drawText(box, _LEFT, text)
        return metrics.horizontalAdvance(text)


class MatterDelegate(RowDelegate):
    """Paints a matter: its title and value, each body's half, what is wrong."""

    def paint_cell(self, painter: QPainter, box: QRect, index: _Index) -> None:
        """Draw one cell of a matter."""
        texts: MatterTexts | None = index.data(TEXTS_ROLE)
        if texts is None:
            return
        inner = QRectF(box).adjusted(0, self.look.fonts.px(9), 0, -4)
        if index.column() == 0:
            self._paint_title(painter, inner, texts)
        elif index.column() <= len(texts.sides):
            self._paint_side(painter, inner, texts.sides[index.column() - 1])
        else:
            self._paint_wrong(painter, inner, texts.wrong)

    def _paint_title(self, painter: QPainter, box: QRectF, texts: MatterTexts) -> None:
        fonts, theme = self.look.fonts, self.look.theme
        line = fonts.line(Text.BODY)
        metrics = fonts.metrics(Text.BODY, Weight.SEMI_BOLD)
        top = box.y()
        for words in wrap(texts.title, metrics, box.width(), 2):
            first = QRectF(box.x(), top, box.width(), line)
            self.line(painter, first, words, Text.BODY, theme.ink, Weight.SEMI_BOLD)
            top += line
        second = QRectF(box.x(), top, box.width(), fonts.line(Text.DETAIL))
        self.line(painter, second, texts.line, Text.DETAIL, theme.ink2)

    def _paint_side(self, painter: QPainter, box: QRectF, side: Side) -> None:
        fonts, theme = self.look.fonts, self.look.theme
        line = fonts.line(Text.BODY)
        first = QRectF(box.x(), box.y(), box.width(), line)
        if side.kind is SideKind.NONE:
            self.line(painter, first, side.line, Text.BODY, theme.ink2)
            return
        left = box.x()
        if side.head:
            left += self.line(painter, first, side.head, Text.BODY, theme.ink, Weight.SEMI_BOLD) + 7
        top = first.y() + (line - pill_height(self.look)) / 2
        room = box.right() - left
        if room > 24:
            paint_pill(painter, self.look, QPointF(left, top), side.pill, side.shade, room)
        detail = fonts.line(Text.DETAIL)
        second = QRectF(box.x(), first.bottom() + 1, box.width(), detail)
        self.line(painter, second, side.line, Text.DETAIL, theme.ink2)
        if side.meter is not None and side.meter.total:
            bar = QRectF(box.x(), second.bottom() + 3, self._meter_width(box), fonts.px(6))
            paint_meter(painter, self.look, bar, side.meter)
            under = QRectF(box.x(), bar.bottom() + 1, box.width(), fonts.line(Text.MICRO))
            self._paint_missing(painter, under, side.meter)

    def _meter_width(self, box: QRectF) -> float:
        return min(float(self.look.fonts.px(_METER)), box.width())

    def _paint_missing(self, painter: QPainter, box: QRectF, meter: Meter) -> None:
        theme = self.look.theme
        if not meter.missing:
            self.line(painter, box, meter.words, Text.MICRO, theme.ink2)
            return
        colour = theme.red if meter.required else theme.ink
        used = self.line(painter, box, meter.words, Text.MICRO, colour, Weight.SEMI_BOLD)
        rest = f", {meter.done} of {meter.total}"
        self.line(painter, box.adjusted(used, 0, 0, 0), rest, Text.MICRO, theme.ink2)

    def _paint_wrong(self, painter: QPainter, box: QRectF, wrong: Wrong) -> None:
        fonts, theme = self.look.fonts, self.look.theme
        shade = SEVERITY_SHADES[wrong.severity]
        icon = trouble_icon(wrong.severity)
        paint_pill(painter, self.look, box.topLeft(), wrong.words, shade, box.width(), icon)
        detail = fonts.line(Text.DETAIL)
        top = box.y() + fonts.line(Text.BODY) + 2
        for words in wrap(wrong.line, fonts.metrics(Text.DETAIL), box.width(), 2):
            second = QRectF(box.x(), top, box.width(), detail)
            self.line(painter, second, words, Text.DETAIL, theme.ink2)
            top += detail


class DecisionDelegate(RowDelegate):
    """Paints the cells of a single decision's row."""

    height = _FLAT_ROW

    def paint_cell(self, painter: QPainter, box: QRect, index: _Index) -> None:
        """Draw one cell of a decision."""
        texts: DecisionTexts | None = index.data(TEXTS_ROLE)
        if texts is None:
            return
        theme, cell = self.look.theme, QRectF(box)
        words = texts.cells[index.column()]
        match DECISION_COLUMNS[index.column()]:
            case "Status":
                top = cell.center().y() - pill_height(self.look) / 2
                at = QPointF(cell.x(), top)
                paint_pill(painter, self.look, at, words, texts.shade, cell.width())
            case "Body":
                height = self.look.fonts.px(18)
                top = cell.center().y() - height / 2
                tag = QRectF(cell.x(), top, tag_width(self.look, words), height)
                paint_tag(painter, self.look, tag, texts.position, words)
            case "Title":
                self.line(painter, cell, words, Text.BODY, theme.ink, Weight.SEMI_BOLD)
            case "Missing":
                colour = theme.red if texts.meter.required else theme.ink2
                self.line(painter, cell, words, Text.DETAIL, colour, Weight.MEDIUM)
            case _:
                self.line(painter, cell, words, Text.BODY, theme.ink)


class RegisterTable(QTableView):
    """A table of whole rows.

    Signals:
        opened(int, int): Enter or a double click on a row and column.
    """

    opened = Signal(int, int)

    def __init__(self, look: Look, name: str, delegate: type[RowDelegate]) -> None:
        """Name the table for screen readers."""
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setProperty(OWN_RING, True)
        self.setItemDelegate(delegate(look, self))
        self.setHorizontalHeader(RegisterHead(look, self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.fonts.px(delegate.height))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTableView { border: none; border-radius: 0; }")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._on_opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter; the rest is the table's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row(), index.column())

    def choose_row(self, row: int | None) -> None:
        """Select a row and have it in sight; the first one for None."""
        model = self.model()
        if not model.rowCount():
            return
        shown = [one for one in range(model.columnCount()) if not self.isColumnHidden(one)]
        index = model.index(row or 0, shown[0] if shown else 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def hide_columns(self, names: frozenset[str]) -> None:
        """Hide the columns of these names, never the first."""
        model = self.model()
        for column in range(1, model.columnCount()):
            name = model.headerData(column, Qt.Orientation.Horizontal)
            self.setColumnHidden(column, name in names)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Share the width out among the columns."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        self.fit_columns()

    def share(self, parts: dict[int, float], least: dict[int, int]) -> None:
        """Give each column its part of the width, but not less than its least."""
        shown = {column: part for column, part in parts.items() if not self.isColumnHidden(column)}
        room, whole = self.viewport().width(), sum(shown.values())
        for column, part in shown.items():
            self.setColumnWidth(column, max(int(room * part / whole), least[column]))


class MatterView(RegisterTable):
    """Matters with the bodies side by side."""

    def __init__(self, look: Look, model: MatterTable) -> None:
        """Show a model."""
        super().__init__(look, "Matters", MatterDelegate)
        self.setModel(model)
        self.horizontalHeader().setSectionsClickable(False)
        model.modelReset.connect(self.fit_columns)

    @Slot()
    def fit_columns(self) -> None:
        """Give the bodies equal parts, what is wrong a smaller one."""
        last = self.model().columnCount() - 1
        if last < 1:
            return
        px = self._look.fonts.px
        parts = {column: 1.0 for column in range(last + 1)} | {0: 0.96, last: 0.72}
        self.share(parts, {column: px(170) for column in parts} | {last: px(150)})


_WIDTHS = (118, 62, 150, 108, 108, 78, 86, 84, 72, 88)
"""Pixels of the design that each column has at least; the title gets half of what is left over."""

_FIRST_TO_GO = "Outcome"
"""What is left out where there is no room for all."""


class DecisionView(RegisterTable):
    """Decisions one by one; a click on a head sorts."""

    def __init__(self, look: Look, model: DecisionTable) -> None:
        """Show a model."""
        super().__init__(look, "Decisions", DecisionDelegate)
        self._hidden: frozenset[str] = frozenset()
        self.setModel(model)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSectionsClickable(True)

    def hide_columns(self, names: frozenset[str]) -> None:
        """Hide the columns of these names."""
        self._hidden = names
        super().hide_columns(names)

    def fit_columns(self) -> None:
        """Give the title most, and leave a column out where there is no room for all."""
        px, room = self._look.fonts.px, self.viewport().width()
        least = {column: px(width) for column, width in enumerate(_WIDTHS)}
        shown = [one for one, name in enumerate(DECISION_COLUMNS) if name not in self._hidden]
        spare = room - sum(least[column] for column in shown)
        is_out = _FIRST_TO_GO in self._hidden or spare < 0
        self.setColumnHidden(DECISION_COLUMNS.index(_FIRST_TO_GO), is_out)
        parts = {column: float(width) for column, width in least.items()}
        parts[DECISION_COLUMNS.index("Title")] += max(0, spare) / 2
        self.share(parts, least)
