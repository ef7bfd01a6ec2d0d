"""The help: every shortcut, in a list that can be read by the keyboard and aloud."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from jointdesk.viewmodels.shortcuts import SHORTCUTS, ShortcutGroup
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.focus import OWN_RING
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_label, make_line
from jointdesk.widgets.look import Look

_WIDEST = 560


class HelpPage(QFrame):
    """Lists the keys.

    Signals:
        left: the page before is wanted.
    """

    left = Signal()

    def __init__(self, look: Look) -> None:
        """List all keys."""
        super().__init__()
        self._look = look
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 11, 16, 11)
        title = make_label(look, "Keyboard", Text.PAGE, Weight.SEMI_BOLD, wraps=False)
        head.addWidget(title, 1)
        back = make_button(look, "Back")
        back.clicked.connect(self.left)
        head.addWidget(back)
        column.addLayout(head)
        column.addWidget(make_line(look))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName("All shortcuts")
        self.area.setProperty(OWN_RING, True)  # the ring would lie outside the window
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setWidget(self._body())
        column.addWidget(self.area, 1)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the page is opened."""
        return self.area

    def areas(self) -> list[QWidget]:
        """The areas that F6 goes through."""
        return [self.area]

    def _body(self) -> QWidget:
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        body.setAutoFillBackground(True)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 8, 20, 24)
        for group in SHORTCUTS:
            column.addWidget(self._group(group))
        words = "Single letters act only in lists and in the diary, never in fields."
        column.addWidget(make_label(self._look, words, colour=self._look.theme.ink2))
        column.addStretch(1)
        return body

    def _group(self, group: ShortcutGroup) -> QWidget:
        look = self._look
        box = QWidget()
        box.setMaximumWidth(look.fonts.px(_WIDEST))
        box.setAccessibleName(group.name)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 12, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, look.fonts.px(190))
        grid.setColumnStretch(1, 1)
        name = make_label(look, group.name, Text.SECTION, Weight.SEMI_BOLD)
        grid.addWidget(name, 0, 0, 1, 2)
        for number, (keys, does) in enumerate(group.rows, 1):
            pressed = make_label(look, keys, weight=Weight.MEDIUM, wraps=False)
            pressed.setAccessibleName(f"{keys}: {does}")
            grid.addWidget(pressed, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(make_label(look, does, colour=look.theme.ink2), number, 1)
        return box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
