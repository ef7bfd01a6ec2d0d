"""The bookings as a table; a click on a head sorts by it."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from jointdesk.viewmodels.booking_rows import BookingCard
from jointdesk.viewmodels.booking_table import (
    AGE,
    ASKED_BY,
    CARD_ROLE,
    ORGS,
    OWNER,
    STATE,
    TITLE,
    WHEN,
    BookingTableModel,
)
from jointdesk.widgets.booking_board import asked_by_key, takes_key
from jointdesk.widgets.fonts import Weight
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import paint_tag, tag_width
from jointdesk.widgets.preview_table import Index, PreviewDelegate, PreviewTable

_TAG = 17
_WIDE, _MIDDLE, _SMALL, _LEAST = 860, 700, 480, 320
"""From these widths on all columns are shown, or all but who works on it and who asked; under them
the time is left out too, and at last the state.
"""


class BookingDelegate(PreviewDelegate):
    """Paints the cells of the table."""

    def paint_cell(self, painter: QPainter, inner: QRect, index: Index) -> None:
        """Draw tags, or words."""
        card: BookingCard = index.data(CARD_ROLE)
        theme = self.look.theme
        if index.column() == ORGS:
            self._paint_tags(painter, inner, card)
            return
        is_title = index.column() == TITLE
        colour = theme.ink if is_title else theme.ink2
        if index.column() == STATE and card.shade is not None:
            ink = {"amber": theme.amber, "red": theme.red}.get(card.shade.value, theme.ink2)
            colour = ink
        weight = Weight.SEMI_BOLD if is_title else Weight.REGULAR
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        self.paint_words(painter, inner, words, colour, weight)

    def _paint_tags(self, painter: QPainter, inner: QRect, card: BookingCard) -> None:
        height = self.look.fonts.px(_TAG)
        left, top = float(inner.x()), inner.center().y() - height / 2
        for code, position in zip(card.codes, card.positions, strict=True):
            width = tag_width(self.look, code)
            if left + width > inner.right():
                return
            paint_tag(painter, self.look, QRectF(left, top, width, height), position, code)
            left += width + 5


class BookingTable(PreviewTable):
    """The table itself.

    Signals:
        chosen(str): a row was chosen by the person, by its booking's id.
        asked(str): a key for what is chosen.
    """

    chosen = Signal(str)
    asked = Signal(str)

    has_letter_keys = True

    def __init__(self, look: Look, model: BookingTableModel) -> None:
        """Show a model."""
        super().__init__(look, model, BookingDelegate, "Bookings")
        self._rows = model
        self._is_told = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def choose(self, booking_id: str) -> None:
        """Choose a row, without telling it; none where it is not listed."""
        place = self._rows.place_of(booking_id)
        self._is_told = True
        if place is None:
            self.selectionModel().clear()
        else:
            self.selectRow(place)
        self._is_told = False

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        card = self._rows.card_at(now.row()) if now.isValid() else None
        if card is not None and not self._is_told:
            self.chosen.emit(card.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out; what there is no room for is left out."""
        super().resizeEvent(event)
        px, width = self.look.fonts.px, self.viewport().width()
        self.setColumnHidden(OWNER, width < px(_WIDE))
        self.setColumnHidden(ASKED_BY, width < px(_MIDDLE))
        self.setColumnHidden(AGE, width < px(_MIDDLE))
        self.setColumnHidden(WHEN, width < px(_SMALL))
        self.setColumnHidden(STATE, width < px(_LEAST))
        wide = {ORGS: 104, STATE: 108, WHEN: 142, OWNER: 120, AGE: 64}
        fixed = {at: px(one) for at, one in wide.items() if not self.isColumnHidden(at)}
        if self.isColumnHidden(ASKED_BY):
            self.setColumnWidth(TITLE, max(px(80), width - sum(fixed.values())))
            for column, one in fixed.items():
                self.setColumnWidth(column, one)
        else:
            self.share(fixed, TITLE, 0.62, ASKED_BY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key asks for; the rest is the table's."""
        asked = asked_by_key(event)
        if asked and self.has_letter_keys:
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the table's keys before shortcuts do."""
        if self.has_letter_keys and takes_key(event):
            event.accept()
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.asked.emit("open")
