"""The page of bookings: who waits for the director's time, and how far each one is."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jointdesk.viewmodels.booking_actions import BookingActions
from jointdesk.viewmodels.bookings import BookingsModel
from jointdesk.viewmodels.find_time import FindTimeModel
from jointdesk.widgets.booking_bar import BookingBar, BookingToolbar
from jointdesk.widgets.booking_board import BookingBoard
from jointdesk.widgets.booking_new import NewBooking
from jointdesk.widgets.booking_sheet import BookingSheet
from jointdesk.widgets.booking_steps import BookingSteps
from jointdesk.widgets.booking_table import BookingTable
from jointdesk.widgets.empty import EmptyState
from jointdesk.widgets.file_dialogs import ask_file
from jointdesk.widgets.forms import set_paper
from jointdesk.widgets.labels import make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import has_keyboard

_NARROW_UNDER = 1060
"""In a page less wide the board has one column."""
_LIST_SHARE = 0.5
"""How much of the page the list takes beside the open booking."""
_LIST, _SHEET = 240, 520
"""Widths below which the list, and then the open booking, do not go."""


class BookingsPage(QFrame):
    """Lays out the page and connects it to its model.

    Signals:
        search_requested: the search everywhere is wanted.
        conflict_requested(str): the mark of what two people changed at once.
    """

    search_requested = Signal()
    conflict_requested = Signal(str)

    def __init__(
        self, look: Look, model: BookingsModel, actions: BookingActions, finding: FindTimeModel
    ) -> None:
        """Show what the model has, and follow it; `finding` seeks times."""
        super().__init__()
        self._look, self._model, self._actions = look, model, actions
        self._chosen, self._wanted = "", ""
        self._place = 0, 0
        self.toolbar = BookingToolbar(look, model)
        self.bar = BookingBar(look, model)
        self.board = BookingBoard(look, model.board)
        self.table = BookingTable(look, model.table)
        self.sheet = BookingSheet(look, finding)
        self.steps = BookingSteps(self.sheet, actions, finding)
        self.new = NewBooking(look, model, actions)
        self._empty = EmptyState(look, "")
        self.setAcceptDrops(True)
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

    # Laying out

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.setBackgroundRole(QPalette.ColorRole.Window)
        self._stack.setAutoFillBackground(True)
        for widget in (self.board, self.table, self._empty):
            self._stack.addWidget(widget)
        set_paper(self)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._stack)
        body.addWidget(make_line(self._look, is_upright=True))
        body.addWidget(self.sheet, 1)
        above = QVBoxLayout()
        above.setContentsMargins(12, 8, 12, 4)
        above.addWidget(self.bar)
        above.addWidget(self.new)
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
        self._actions.added.connect(self._on_added)
        self.toolbar.search_requested.connect(self.search_requested)
        self.toolbar.new_requested.connect(self.begin_booking)
        self.bar.left.connect(self._to_bookings)
        self.new.left.connect(self._to_bookings)
        self.new.file_wanted.connect(self._ask_file)
        for view in (self.board, self.table):
            view.chosen.connect(self._on_chosen)
            view.asked.connect(self._on_asked)
        self.steps.left.connect(self._to_bookings)
        self.sheet.conflict_requested.connect(self.conflict_requested)
        keys = {"Ctrl+F": self.bar.field.take_keyboard, "Ctrl+N": self.begin_booking}
        for text, act in keys.items():
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(text), self, context=context).activated.connect(act)
        self.installEventFilter(self)

    def _fit(self) -> None:
        """Give the board its columns, and the list its share of the page."""
        self.board.set_narrow(self.width() < self._look.fonts.px(_NARROW_UNDER))
        is_list = self._model.listing.is_list
        px = self._look.fonts.px
        share = min(round(self.width() * _LIST_SHARE), self.width() - px(_SHEET))
        self._stack.setFixedWidth(max(px(_LIST), share) if is_list else self.board.width())
        self.board.choose(self._chosen)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the size of the page."""
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    # What the model says

    @Slot()
    def _on_listed(self) -> None:
        """Show what is listed by now, with what was chosen still chosen."""
        model = self._model
        if self._wanted and model.card(self._wanted) is not None:
            self._show_wanted()
            return
        had_focus = has_keyboard(self._stack)
        is_empty = not model.board.number and bool(model.nothing())
        self._empty.say(model.nothing())
        if model.board.place_of(self._chosen) is None and model.bookings is not None:
            self._chosen = model.board.near(*self._place)
        self._fit()
        self.table.choose(self._chosen)
        # Only now: a list that gets the keyboard without a choice would choose its first row.
        shown = self.table if model.listing.is_list else self.board
        self._stack.setCurrentWidget(self._empty if is_empty else shown)
        self._read_sheet()
        if had_focus:
            self._to_bookings()

    def _show_wanted(self) -> None:
        """Choose what is read by now; who has gone on to something else meanwhile stays there."""
        waits = has_keyboard(self._stack) or self.toolbar.new.hasFocus()
        wanted, self._wanted = self._wanted, ""
        self.show_booking(wanted, takes_keyboard=waits)

    def _read_sheet(self) -> None:
        """Read the chosen booking anew; until it is read, what was shown of it stays."""
        self._place = self._model.board.place_of(self._chosen) or self._place
        self.steps.open(self._chosen)

    @Slot(str)
    def _on_added(self, booking_id: str) -> None:
        """Go on with a booking that was just added, in its fields."""
        if has_keyboard(self.new):
            # Else the window would choose who has it once the form is gone: who works here.
            self._to_bookings()
        self.new.close_form()
        self.show_booking(booking_id)
        self.steps.open_fields(booking_id)

    # What the person does

    @Slot(str)
    def _on_chosen(self, booking_id: str) -> None:
        self._chosen = booking_id
        if self._model.listing.is_list:
            self.board.choose(booking_id)
        else:
            self.table.choose(booking_id)
        self._read_sheet()

    @Slot(str)
    def _on_asked(self, what: str) -> None:
        """Do what a key on the board or in the list asks for."""
        if what == "new":
            self.begin_booking()
        else:
            self.steps.do(what)

    @Slot()
    def begin_booking(self) -> None:
        """Ask for a new booking."""
        self.new.begin()

    def show_booking(self, booking_id: str, *, takes_keyboard: bool = True) -> None:
        """Choose a booking, whatever is listed."""
        if self._model.card(booking_id) is None:
            self._wanted = booking_id  # it comes with what is being read
            return
        self._chosen = booking_id
        if self._model.board.place_of(booking_id) is None:
            self._model.show_all(booking_id)
        self._on_listed()
        if takes_keyboard:
            self._to_bookings()

    @Slot()
    def _to_bookings(self) -> None:
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    # Invitations

    @Slot()
    def _ask_file(self) -> None:
        """Let the person point at an invitation."""
        ask_file(self, "Open an invitation", self._open_invitation, ["Invitations (*.ics)"])

    def _open_invitation(self, path: str) -> None:
        self.begin_booking()
        self._actions.drafts.open_invitation(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take an invitation; anything else is the window's."""
        if _invitation(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Make a booking of the invitation."""
        if named := _invitation(event):
            event.acceptProposedAction()
            self._open_invitation(named)


def _invitation(event: QDropEvent) -> str:
    """Return the path of the one invitation that is dragged, "" for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return ""
    path = urls[0].toLocalFile()
    return path if Path(path).suffix.casefold() == ".ics" else ""
