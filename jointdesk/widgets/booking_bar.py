"""The two bars over the bookings: board or list and a new one; whose, and words that are sought."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.booking_rows import Whose
from jointdesk.viewmodels.bookings import BookingsModel
from jointdesk.widgets.controls import SegmentedControl, make_button
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.search_button import SearchButton
from jointdesk.widgets.search_field import SearchField

_NAMES = {
    Whose.ALL: "All",
    Whose.MINE: "Mine",
    Whose.OTHER: "Waiting for the other PA",
    Whose.OLD: "Getting old",
    Whose.ENDED: "Ended",
}


class BookingToolbar(QWidget):
    """How many wait, board or list, the search and a new booking.

    Signals:
        search_requested, new_requested: wishes.
    """

    search_requested = Signal()
    new_requested = Signal()

    def __init__(self, look: Look, model: BookingsModel) -> None:
        """Follow the model."""
        super().__init__()
        self._model = model
        self.shape = SegmentedControl(("Board", "List"), "Board or list")
        self.new = make_button(look, "New booking", "plus", "primary")
        self.new.clicked.connect(self.new_requested)
        row = FlowingRow(self)
        row.setContentsMargins(20, 11, 16, 11)
        row.addWidget(make_label(look, "Bookings", Text.PAGE, Weight.SEMI_BOLD, wraps=False))
        self._count = make_label(look, "", Text.PAGE, colour=look.theme.ink2, wraps=False)
        row.addWidget(self._count)
        row.add_at_end(self.shape)
        search = SearchButton(look)
        search.clicked.connect(self.search_requested)
        row.addWidget(search)
        row.addWidget(self.new)
        self.shape.choice_changed.connect(
            lambda choice: model.show(model.listing._replace(is_list=choice == 1))
        )
        model.listed.connect(self._on_listed)
        self._on_listed()

    @Slot()
    def _on_listed(self) -> None:
        model = self._model
        self.shape.take(1 if model.listing.is_list else 0)
        self._count.setText(f"{model.number:,} waiting" if model.number else "")


class BookingBar(QWidget):
    """Whose bookings, and words.

    Signals:
        left: the keyboard may go back to the bookings.
    """

    left = Signal()

    def __init__(self, look: Look, model: BookingsModel) -> None:
        """Filter a model's cards."""
        super().__init__()
        self._model = model
        self.field = SearchField("bookings", self._seek)
        self.field.setFixedWidth(look.fonts.px(220))
        self.field.left.connect(self.left)
        self.whose = SegmentedControl([*_NAMES.values()], "Which bookings")
        row = FlowingRow(self)
        row.setContentsMargins(6, 4, 6, 6)
        row.addWidget(self.field)
        row.addWidget(self.whose)
        self.whose.choice_changed.connect(
            lambda choice: model.show(model.listing._replace(whose=Whose(choice)))
        )
        model.listed.connect(self._on_listed)
        self._on_listed()

    @Slot()
    def _on_listed(self) -> None:
        model = self._model
        self.whose.take(model.listing.whose)
        self.field.show_words(model.listing.words)
        if model.bookings is not None:
            for one, name in _NAMES.items():
                number = model.count_of(one)
                self.whose.rename(one, f"{name} {number:,}" if number else name)

    def _seek(self, words: str) -> None:
        self._model.show(self._model.listing._replace(words=words))
