"""Find a time for a booking: what is sought, everybody's days, and the best times to be held."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.viewmodels.find_time import FindTimeModel
from jointdesk.viewmodels.time_picture import TimePicture, hold_words
from jointdesk.widgets.controls import Swatch, make_button, make_icon_button
from jointdesk.widgets.find_time_cards import BestCard
from jointdesk.widgets.find_time_grid import TimeGrid
from jointdesk.widgets.find_time_unknown import UnknownLine
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_parts import empty

_PATIENCE_MS = 300
"""How long a search may take before a line says that it goes on."""

_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)


class FindTime(QWidget):
    """Lays out the picture and the cards, and tells what is to be held.

    Signals:
        held(object): the times that are to be held, as START/END.
        field_wanted(str): the booking's field that a chip stands for is to be changed.
    """

    held = Signal(object)
    field_wanted = Signal(str)

    def __init__(self, look: Look, model: FindTimeModel, *, has_chips: bool = True) -> None:
        """Follow a model; without `has_chips` what is sought is told elsewhere."""
        super().__init__()
        self._look, self._model, self._has_chips = look, model, has_chips
        self.setAccessibleName("Find a time")
        self.grid = TimeGrid(look, model)
        self.cards: dict[int, BestCard] = {}
        self.earlier = make_icon_button(look, "chevron-left", "Five days earlier")
        self.later = make_icon_button(look, "chevron-right", "Five days later")
        self.hold = make_button(look, "Hold", "hourglass")
        self.shorten = make_button(look, "", kind="primary")
        self.further = make_button(look, "Look further")
        self.unknown = UnknownLine(look, model)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._lay_out()
        self._connect()
        self._on_shown()

    def show_booking(self, booking_id: str) -> None:
        """Seek times for a booking, "" for none."""
        self._model.show_booking(booking_id)

    def _lay_out(self) -> None:
        look, ink = self._look, self._look.theme.ink2
        self._loading = QFrame()
        self._loading.setFixedHeight(2)
        self._chips, self._legend, self._foot = (FlowingRow(spacing=6) for _ in range(3))
        head = QHBoxLayout()
        head.addLayout(self._chips, 1)
        for button in (self.earlier, self.later):
            head.addWidget(button)
        self._best_head = make_label(look, "Best times", Text.BLOCK, Weight.SEMI_BOLD, ink)
        self._nothing = make_label(look, "")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._read = make_label(look, "", Text.BLOCK, colour=ink, wraps=False)
        self._stale = QVBoxLayout()
        for widget in (self.hold, self.shorten, self.further):
            self._foot.addWidget(widget)
        self._foot.add_at_end(self._read)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 0, 3, 3)
        column.setSpacing(8)
        column.addWidget(self._loading)
        column.addLayout(head)
        column.addWidget(self.grid)
        column.addLayout(self._legend)
        for part in (self.unknown, self._best_head, self._nothing):
            column.addWidget(part)
        for layout in (self._cards, self._stale, self._foot):
            column.addLayout(layout)
        column.addStretch(1)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self._on_shown)
        model.turned.connect(self._on_turned)
        model.loading_changed.connect(self._on_loading)
        self._timer.timeout.connect(lambda: self._say_loading(is_loading=True))
        self.grid.held.connect(lambda slot: self.held.emit([slot]))
        self.earlier.clicked.connect(lambda: model.turn(-1))
        self.later.clicked.connect(lambda: model.turn(1))
        self.hold.clicked.connect(lambda: self.held.emit(model.slots()))
        self.shorten.clicked.connect(lambda: model.shorten())
        self.further.clicked.connect(lambda: model.look_further())

    # What the model says

    @Slot()
    def _on_shown(self) -> None:
        picture = self._model.picture
        self.grid.setVisible(picture is not None and bool(picture.pages))
        self._show_chips(picture)
        self._show_legend(picture)
        nothing = picture.nothing if picture else ""
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))
        self._best_head.setVisible(bool(picture and picture.best))
        shorter = picture.shorter if picture and nothing else 0
        self.shorten.setText(f"Use {shorter} minutes")
        self.shorten.setVisible(bool(shorter))
        self.further.setVisible(bool(nothing and picture and picture.pages))
        self._read.setText(picture.read if picture else "")
        self._show_stale(picture)
        self._on_turned()

    @Slot()
    def _on_turned(self) -> None:
        model = self._model
        for button, step in ((self.earlier, -1), (self.later, 1)):
            button.setVisible(model.days is not None)
            button.setEnabled(model.can_turn(step))
        words = hold_words(model.chosen)
        self.hold.setText(words)
        self.hold.setVisible(bool(model.picture and model.picture.best))
        self.hold.setEnabled(bool(model.chosen))
        self.hold.setToolTip("" if model.chosen else "No time is chosen")
        self._show_cards()

    def _show_chips(self, picture: TimePicture | None) -> None:
        empty(self._chips)
        for icon, words, field in picture.chips if picture and self._has_chips else ():
            chip = make_button(self._look, words, icon, "small")
            chip.setAccessibleName(f"{words}, change")
            chip.clicked.connect(lambda _=False, one=field: self.field_wanted.emit(one))
            self._chips.addWidget(chip)

    def _show_legend(self, picture: TimePicture | None) -> None:
        look, ink = self._look, self._look.theme.ink2
        empty(self._legend)
        if picture is None or not picture.pages:
            return
        for one in picture.legend:
            self._legend.addWidget(Swatch(look, one.position))
            label = make_label(look, one.words, Text.BLOCK, colour=ink, wraps=False)
            self._legend.addWidget(label)
        told = make_label(
            look, "Travel and working hours are counted in", Text.BLOCK, colour=ink, wraps=False
        )
        self._legend.add_at_end(told)

    def _show_stale(self, picture: TimePicture | None) -> None:
        amber = self._look.theme.amber
        empty(self._stale)
        for words in picture.stale if picture else ():
            line = QFrame()
            row = FlowingRow(line, spacing=6)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(make_icon(self._look, "triangle-alert", amber))
            row.addWidget(make_label(self._look, words, colour=amber, wraps=False))
            self._stale.addWidget(line)

    def _show_cards(self) -> None:
        model = self._model
        focused = next(
            ((n, is_hold) for n, card in self.cards.items()
             for is_hold, part in ((False, card.number), (True, card.hold)) if part.hasFocus()),
            None,
        )  # fmt: skip
        empty(self._cards)
        self.cards = {}
        for one in model.picture.best if model.picture else ():
            number = one.number
            card = BestCard(
                self._look, one, is_main=number == model.current, is_chosen=number in model.chosen
            )
            card.looked_at.connect(model.go_to, Qt.ConnectionType.QueuedConnection)
            card.toggled.connect(model.toggle, Qt.ConnectionType.QueuedConnection)
            card.held.connect(lambda slot: self.held.emit([slot]))
            self._cards.addWidget(card)
            self.cards[number] = card
        if focused and focused[0] in self.cards:
            card = self.cards[focused[0]]
            (card.hold if focused[1] else card.number).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _on_loading(self, is_loading: bool) -> None:
        if is_loading:
            self._timer.start()
        else:
            self._timer.stop()
            self._say_loading(is_loading=False)

    def _say_loading(self, *, is_loading: bool) -> None:
        """Show a line while a search goes on; what was found before stays."""
        colour = self._look.theme.accent.name() if is_loading else "transparent"
        self._loading.setStyleSheet(f"background: {colour}; border: none;")

    # The person

    def showEvent(self, event: QShowEvent) -> None:
        """Seek from now on."""
        super().showEvent(event)
        self._model.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Seek nothing while nobody looks."""
        super().hideEvent(event)
        self._model.set_seen(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a time by its number."""
        if event.key() in _DIGITS and self._model.best(event.key() - Qt.Key.Key_0):
            self._model.toggle(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the numbers from the shortcuts of the page while something in here has the keys."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in _DIGITS and self._model.best(event.key() - Qt.Key.Key_0):
                event.accept()
                return True
        return super().event(event)
