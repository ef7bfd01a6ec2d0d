"""What can be done with the meeting of the inspector, which copies that reaches, what waits."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jointdesk.domain.words import listed
from jointdesk.viewmodels.changeable import Changeable, CopyChoice
from jointdesk.widgets.controls import SegmentedControl, make_button, set_tip
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look

_BUTTONS = (
    ("edit", "Edit"),
    ("duplicate", "Duplicate"),
    ("cancel", "Cancel"),
    ("remove", "Delete"),
)
_SPOKEN = {
    "edit": "Edit this meeting",
    "duplicate": "Make a copy of this meeting",
    "cancel": "Cancel this meeting: it stays, struck through",
    "remove": "Delete this meeting: it goes to the bin",
}


class EventButtons(QWidget):
    """The buttons, and what is to be known before one is pressed.

    Signals:
        asked(str): "edit", "duplicate", "cancel" or "remove".
        copy_chosen(str): the id of the collection whose copy is to be changed, "" for every copy.
    """

    asked = Signal(str)
    copy_chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        change: Changeable,
        *,
        is_cancelled: bool,
        choices: Sequence[CopyChoice] = (),
        chosen: str = "",
    ) -> None:
        """Serve one meeting; of several copies `choices` can be changed alone: `chosen` is."""
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        self.copies: SegmentedControl | None = None
        row = FlowingRow(spacing=6)
        for name, words in _BUTTONS:
            if name == "cancel" and is_cancelled:
                continue
            button = make_button(look, words, kind="small")
            button.setAccessibleName(_SPOKEN[name])
            set_tip(button, change.refusal or _SPOKEN[name])
            button.setEnabled(not change.refusal)
            button.setAutoDefault(True)  # so that Enter presses it
            button.clicked.connect(partial(self._ask, name))
            row.addWidget(button)
            self.buttons[name] = button
        column.addLayout(row)
        if change.waiting:
            words = f"Waiting to be written to {listed(change.waiting)}"
            column.addLayout(self._line("upload", words))
        if change.refusal:
            column.addLayout(self._line("lock", change.refusal))
        else:
            self._add_reach(column, change)
            self._offer(column, choices, chosen)

    def _offer(self, column: QVBoxLayout, choices: Sequence[CopyChoice], chosen: str) -> None:
        """Ask which of several copies are meant, over what a change reaches."""
        if not choices:
            return
        self.copies = SegmentedControl([one.words for one in choices], "Which copy is changed")
        ids = [one.id for one in choices]
        self.copies.take(ids.index(chosen) if chosen in ids else 0)
        self.copies.choice_changed.connect(lambda place: self._choose(choices[place]))
        row = FlowingRow(spacing=8)
        row.addWidget(make_label(self._look, "Change", Text.DETAIL, wraps=False))
        row.addWidget(self.copies)
        column.insertLayout(column.count() - 1, row)

    def _add_reach(self, column: QVBoxLayout, change: Changeable) -> None:
        """Say which copies a change reaches."""
        self._reach = QWidget()
        line = self._line("info", "")
        line.setContentsMargins(0, 0, 0, 0)
        self._reach.setLayout(line)
        column.addWidget(self._reach)
        self._say_reach(change)

    def _choose(self, choice: CopyChoice) -> None:
        self._say_reach(choice.change)
        self.copy_chosen.emit(choice.id)

    def _say_reach(self, change: Changeable) -> None:
        label = self._reach.findChildren(QLabel)[-1]
        label.setText(change.reach)
        self._reach.setVisible(bool(change.reach))

    def _ask(self, name: str, _is_checked: bool = False) -> None:
        self.asked.emit(name)

    def _line(self, icon: str, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        mark = make_icon(self._look, icon, self._look.theme.ink2)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        label = make_label(self._look, words, Text.DETAIL, colour=self._look.theme.ink2)
        row.addWidget(label, 1)
        return row
