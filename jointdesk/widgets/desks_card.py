"""The other desks of this computer, each with a button that opens it in this window's place."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.desks import DesksModel, KnownDesk
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.file_dialogs import ask_file
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Field, soft_label
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.settings_section import Card

_MEANS = (
    "The window shows one desk at a time, and begins with the one that was open last. Another one"
    " opens in its place; nothing of this one is lost."
)


class DesksCard(Card):
    """Lists the desks that were open before, and takes the name of any other desk's file."""

    def __init__(self, look: Look, model: DesksModel) -> None:
        """Follow a model."""
        super().__init__()
        self._look, self._model = look, model
        self.add_title(look, "Open another desk")
        means = soft_label(look, _MEANS)
        means.setIndent(REACH)
        self.column.addWidget(means)
        self._list = Card()
        self._list.setProperty("kind", "")
        self._list.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._list)
        self.file = QLineEdit()
        self.file.setPlaceholderText("A desk's file, such as desk.jointdesk")
        choose = make_button(look, "Choose…")
        choose.setAccessibleName("Choose another desk's file")
        self.open = make_button(look, "Open it")
        self.open.setAccessibleName("Open that desk in place of this one")
        self._field = Field(look, "Another desk's file", self.file, choose, self.open)
        self.column.addWidget(self._field)
        choose.clicked.connect(self._on_choose)
        self.open.clicked.connect(self.submit)
        self.file.returnPressed.connect(self.submit)
        self.file.textChanged.connect(lambda: self._field.say(""))
        model.desks_changed.connect(self._on_desks)
        model.failed.connect(self._on_failed)
        self._on_desks()
        model.load()

    @property
    def problem(self) -> str:
        """What is wrong, "" while all is well."""
        return self._field.problem

    @Slot()
    def submit(self) -> None:
        """Open the desk whose file is named."""
        path = self.file.text().strip()
        if path:
            self._model.open(Path(path))
        else:
            self._on_failed("Say which file.")

    @Slot()
    def _on_desks(self) -> None:
        focused = focused_name(self._list)
        while (item := self._list.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in self._model.desks:
            row = self._row(one)
            self._list.column.addWidget(row)
            row.show()  # at once, so that the keyboard can go back to where it was
        self._list.setVisible(bool(self._model.desks))
        refocus(self._list, focused)

    def _row(self, one: KnownDesk) -> QWidget:
        look = self._look
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(REACH, 2, REACH, 2)
        row.setSpacing(8)
        icon = make_icon(look, "calendar", look.theme.ink2)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(make_label(look, one.name, Text.BODY, Weight.MEDIUM), 1)
        row.addWidget(soft_label(look, plain_line(str(one.path)), Text.BLOCK), 2)
        button = make_button(look, "Open", kind="small")
        button.setAccessibleName(f"Open {one.name} in place of this desk, {one.path.name}")
        button.clicked.connect(partial(self._model.open, one.path))
        row.addWidget(button)
        return holder

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._field.say(sentence)
        self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_choose(self) -> None:
        """Let the system's own dialogue name a file; it does not block the window."""
        ask_file(self, "Open another desk", self._on_chosen, ["Desks (*.jointdesk)"])

    def _on_chosen(self, path: str) -> None:
        self.file.setText(path)
        self.submit()
