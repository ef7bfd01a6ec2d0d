"""The best times as cards: number, when, what speaks for each and against it, and Hold."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from jointdesk.viewmodels.time_picture import Best
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.time_card import TimeCard


class BestCard(TimeCard):
    """One of the best times.

    Signals:
        looked_at(int): the card was pressed.
        toggled(int): it is to be among those that are held together, or not any more.
        held(str): its START/END is to be held.
    """

    looked_at = Signal(int)
    toggled = Signal(int)
    held = Signal(str)

    def __init__(self, look: Look, one: Best, *, is_main: bool, is_chosen: bool) -> None:
        """Show a time; the main one is the one that is looked at."""
        super().__init__(look, "best", one.spoken, is_marked=is_main)
        self._best = one
        row = self._row
        self.number = self._number(is_chosen=is_chosen)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._texts(), 1)
        self.hold = make_button(look, "Hold", kind="primary" if is_main else "")
        self.hold.setAccessibleName(f"Hold {one.title}")
        self.hold.clicked.connect(lambda: self.held.emit(one.slot))
        row.addWidget(self.hold, 0, Qt.AlignmentFlag.AlignVCenter)

    def _number(self, *, is_chosen: bool) -> QPushButton:
        theme, one = self._look.theme, self._best
        button = make_button(self._look, str(one.number), kind="small")
        button.setCheckable(True)
        button.setChecked(is_chosen)
        if is_chosen:
            colours = f"color: {theme.on_accent.name()}; background: {theme.accent.name()};"
            button.setStyleSheet(colours)
        verb = "Chosen" if is_chosen else "Choose"
        button.setAccessibleName(f"{verb}: {one.spoken}")
        button.clicked.connect(lambda: self.toggled.emit(one.number))
        return button

    def _texts(self) -> QVBoxLayout:
        look, one, theme = self._look, self._best, self._look.theme
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(make_label(look, one.title, Text.BODY, Weight.SEMI_BOLD))
        if one.why:
            column.addWidget(make_label(look, one.why, Text.BLOCK, colour=theme.ink2))
        for words in one.warns:
            line = QHBoxLayout()
            line.setSpacing(6)
            icon = make_icon(look, "triangle-alert", theme.amber, 14)
            line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(make_label(look, words, Text.BLOCK, colour=theme.amber), 1)
            column.addLayout(line)
        return column

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at this time."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.looked_at.emit(self._best.number)
        super().mousePressEvent(event)
