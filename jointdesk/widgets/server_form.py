"""The form that connects a calendar server: sign in, then choose among what there is."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.words import counted, plain_line
from jointdesk.sources.caldav.login import Login
from jointdesk.viewmodels.import_sources import Choices
from jointdesk.viewmodels.servers import FoundLine, ServerModel, ServerStage
from jointdesk.widgets.controls import make_bar, make_button, plain_label
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Field, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import has_keyboard

_HINT = "https://dav.example.org"
_NOTE = "Nothing is changed until you connect."


class ServerForm(QFrame):
    """Asks for a server, shows what is on it, and connects what is ticked."""

    def __init__(self, look: Look, model: ServerModel) -> None:
        """Follow a model."""
        super().__init__()
        self._look = look
        self._model = model
        self.setProperty("kind", "card")
        self.organisation = Choice()
        self.address = QLineEdit()
        self.user = QLineEdit()
        self.password = QLineEdit()
        self.ask = make_button(look, "Look for calendars", "search", "primary")
        self.bar = make_bar()
        self.cancel = make_button(look, "Cancel", "x")
        self.connect_ticked = make_button(look, "Connect", "check", "primary")
        self.back = make_button(look, "Not now")
        self.boxes: list[QCheckBox] = []
        self._place = Field(look, "Address of the server or of one calendar", self.address)
        self._note = soft_label(look, _NOTE)
        self._asking = QWidget()
        self._choosing = QWidget()
        self._lay_out()
        self._connect()
        self._on_stage()

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - REACH, 14, 16 - REACH, 16)
        column.setSpacing(10)
        title = make_label(look, "Connect a calendar server", Text.SECTION, Weight.SEMI_BOLD)
        title.setIndent(REACH)
        column.addWidget(title)
        self.address.setPlaceholderText(_HINT)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        grid = QGridLayout(self._asking)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12 - 2 * REACH)
        grid.addWidget(self._place, 0, 0, 1, 3)
        grid.addWidget(Field(look, "Organisation", self.organisation), 1, 0)
        grid.addWidget(Field(look, "User", self.user), 1, 1)
        grid.addWidget(Field(look, "Password", self.password), 1, 2)
        for number in range(3):
            grid.setColumnStretch(number, 1)
        column.addWidget(self._asking)
        self._list = QVBoxLayout(self._choosing)
        self._list.setContentsMargins(REACH, 0, REACH, 0)
        column.addWidget(self._choosing)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(REACH, 2, REACH, 0)
        row.setSpacing(12)
        for widget in (self.ask, self.connect_ticked, self.back, self.cancel):
            row.addWidget(widget)
        row.addWidget(self.bar, 1)
        row.addWidget(self._note, 1)
        return row

    def _connect(self) -> None:
        model = self._model
        model.stage_changed.connect(self._on_stage)
        model.failed.connect(self._place.say)
        model.progressed.connect(self._on_progressed)
        self.ask.clicked.connect(self.submit)
        for field in (self.address, self.user, self.password):
            field.returnPressed.connect(self.submit)
            field.textChanged.connect(lambda: self._place.say(""))
        self.connect_ticked.clicked.connect(lambda: model.connect_chosen(self._ticked()))
        self.back.clicked.connect(model.leave)
        self.cancel.clicked.connect(model.cancel)

    @property
    def problem(self) -> str:
        """What is wrong, "" while all is well."""
        return self._place.problem

    def show_choices(self, choices: Choices) -> None:
        """Offer the organisations; what is chosen stays."""
        self.organisation.offer(
            [(f"{choices.names[one.id]} ({one.code})", one.code) for one in choices.organisations]
        )
        self.ask.setEnabled(bool(choices.organisations))

    @Slot()
    def submit(self) -> None:
        """Ask the server that the form names."""
        address = self.address.text().strip()
        if not address:
            self._place.say("Say where the server is.")
        elif self.organisation.currentData() and self._model.stage is ServerStage.ASK:
            login = Login(self.user.text().strip(), self.password.text())
            self._model.look(str(self.organisation.currentData()), address, login)

    @Slot()
    def _on_stage(self) -> None:
        stage = self._model.stage
        is_busy = stage in (ServerStage.LOOKING, ServerStage.CONNECTING)
        had_focus = has_keyboard(self)
        self._asking.setVisible(stage in (ServerStage.ASK, ServerStage.LOOKING))
        self._asking.setEnabled(not is_busy)
        self._choosing.setVisible(stage in (ServerStage.FOUND, ServerStage.CONNECTING))
        self._choosing.setEnabled(not is_busy)
        self.ask.setVisible(stage is ServerStage.ASK)
        self.connect_ticked.setVisible(stage is ServerStage.FOUND)
        self.back.setVisible(stage is ServerStage.FOUND)
        self.cancel.setVisible(is_busy)
        self.bar.setVisible(is_busy)
        self._note.setVisible(not is_busy)
        self.bar.setRange(0, 0)
        if stage is ServerStage.FOUND:
            self._show_found(self._model.lines)
        if stage is ServerStage.ASK and not self._model.lines and self.boxes:
            self._forget()
        if had_focus:
            first = {ServerStage.ASK: self.address, ServerStage.FOUND: self.connect_ticked}
            first.get(stage, self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_found(self, lines: tuple[FoundLine, ...]) -> None:
        """Offer what was found, everything ticked."""
        self._clear_boxes()
        for line in lines:
            words = f"{plain_line(line.name)}: {line.about}"
            box = QCheckBox(plain_label(words))
            box.setChecked(True)
            box.toggled.connect(self._on_ticks)
            self._list.addWidget(box)
            self.boxes.append(box)
        self._on_ticks()

    def _ticked(self) -> set[int]:
        return {number for number, box in enumerate(self.boxes) if box.isChecked()}

    @Slot()
    def _on_ticks(self) -> None:
        count = len(self._ticked())
        words = f"Connect {counted(count, 'calendar')}" if count else "Connect"
        self.connect_ticked.setText(words)
        self.connect_ticked.setEnabled(count > 0)

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleDescription(words)

    def _forget(self) -> None:
        """Let go of what was typed and found, the password above all."""
        self._clear_boxes()
        self.password.clear()

    def _clear_boxes(self) -> None:
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = []
