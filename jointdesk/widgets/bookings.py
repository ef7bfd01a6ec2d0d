"""The page of bookings: who waits for the director's time, and how far each one is."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jointdesk.viewmodels.bookings import BookingsModel
from jointdesk.widgets.booking_bar import BookingBar, BookingToolbar
from jointdesk.widgets.booking_board import BookingBoard
from jointdesk.widgets.booking_table import BookingTable
from jointdesk.widgets.empty import EmptyState
from jointdesk.widgets.forms import set_paper
from jointdesk.widgets.labels import make_line
from jointdesk.widgets.look import Look

_NARROW_UNDER = 1000
"""In a page less wide the board has one column."""
_LIST_SHARE = 0.52
"""How much of the page the list takes beside the open booking."""


class BookingsPage(QFrame):
    """Lays out the page and connects it to its model.

    Signals:
        search_requested: the search everywhere is wanted.
    """

    search_requested = Signal()

    def __init__(self, look: Look, model: BookingsModel) -> None:
        """Show what the model has, and follow it."""
        super().__init__()
        self._look, self._model = look, model
        self._chosen = ""
        self._wanted = ""
        self.toolbar = BookingToolbar(look, model)
        self.bar = BookingBar(look, model)
        self.board = BookingBoard(look, model.board)
        self.table = BookingTable(look, model.table)
        self._empty = EmptyState(look, "")
        self._lay_out()
        self._connect()
        model.want()
        self._on_listed()

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        if self._model.bookings is not None and not self._model.board.number:
            return self.toolbar.new
        return self.table if self._model.listing.is_list else self.board.focus_target()

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self._stack, self.sheet]

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.setBackgroundRole(QPalette.ColorRole.Window)
        self._stack.setAutoFillBackground(True)
        for widget in (self.board, self.table, self._empty):
            self._stack.addWidget(widget)
        self.sheet = QWidget()
        set_paper(self)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._stack)
        body.addWidget(make_line(self._look, is_upright=True))
        body.addWidget(self.sheet, 1)
        above = QVBoxLayout()
        above.setContentsMargins(12, 8, 12, 0)
        above.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(make_line(self._look))
        column.addLayout(above)
        column.addWidget(make_line(self._look))
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self._model.listed.connect(self._on_listed)
        self.toolbar.search_requested.connect(self.search_requested)
        self.bar.left.connect(self._to_bookings)
        for view in (self.board, self.table):
            view.chosen.connect(self._on_chosen)
        keys = {"Ctrl+F": self.bar.field.take_keyboard}
        for text, act in keys.items():
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(text), self, context=context).activated.connect(act)
        self.installEventFilter(self)

    @Slot()
    def _on_listed(self) -> None:
        """Show what is listed by now, with what was chosen still chosen."""
        model = self._model
        is_empty = not model.board.number and bool(model.nothing())
        self._empty.say(model.nothing())
        shown = self.table if model.listing.is_list else self.board
        self._stack.setCurrentWidget(self._empty if is_empty else shown)
        self._fit()

    @Slot(str)
    def _on_chosen(self, booking_id: str) -> None:
        self._chosen = booking_id

    @Slot()
    def _to_bookings(self) -> None:
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Give the board its columns, and the list its share of the page."""
        self.board.set_narrow(self.width() < self._look.fonts.px(_NARROW_UNDER))
        is_list = self._model.listing.is_list
        width = round(self.width() * _LIST_SHARE) if is_list else self.board.width()
        self._stack.setFixedWidth(width)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the size of the page."""
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False
