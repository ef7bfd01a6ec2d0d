"""The form that joins a shared desk: an invitation, and a password of one's own, typed twice."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jointdesk.operations.passwords import SHORTEST
from jointdesk.viewmodels.joining import JoinModel, invitation_words
from jointdesk.widgets.controls import make_bar, make_button
from jointdesk.widgets.file_dialogs import ask_file
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Field, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_KEPT = (
    "Choose a password of your own, which nobody else knows. It takes the place of the one in the"
    " invitation and is kept in this computer's keyring; where there is none, you are asked for it"
    " each time the program starts."
)
_FETCHING = "Joining: what you may have comes to this computer…"


class JoinForm(QFrame):
    """Asks for what a model needs to join."""

    def __init__(self, look: Look, model: JoinModel) -> None:
        """Follow a model."""
        super().__init__()
        self._look, self._model = look, model
        self.setProperty("kind", "card")
        self.file, self.password, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self.file.setPlaceholderText("Invitation of … .jointdesk")
        self.choose = make_button(look, "Choose…")
        self.choose.setAccessibleName("Choose the invitation")
        self.join = make_button(look, "Join", "check", "primary")
        self.bar = make_bar()
        for line in (self.password, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields = {
            "invitation": Field(look, "Your invitation, a file", self.file, self.choose),
            "password": Field(
                look, f"A password, of at least {SHORTEST} characters", self.password
            ),
            "again": Field(look, "The same again", self.again),
        }
        self._whose = make_label(look, "", Text.BODY, Weight.MEDIUM)
        self._said = soft_label(look, "")
        self._asking = QWidget()
        self._calls_back = True
        """Whether the keyboard is called back to what is wrong."""
        self._lay_out()
        self._connect()
        self._on_invitation()
        self._on_busy()

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - REACH, 14, 16 - REACH, 16)
        column.setSpacing(8)
        title = make_label(look, "Join a shared desk", Text.SECTION, Weight.SEMI_BOLD)
        title.setIndent(REACH)
        column.addWidget(title)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(self._fields["invitation"])
        self._whose.setIndent(REACH)
        asking.addWidget(self._whose)
        passwords = QVBoxLayout() if look.fonts.are_large else QHBoxLayout()
        passwords.setSpacing(12 - 2 * REACH)
        passwords.addWidget(self._fields["password"], 1)
        passwords.addWidget(self._fields["again"], 1)
        asking.addLayout(passwords)
        note = soft_label(look, _KEPT)
        note.setIndent(REACH)
        asking.addWidget(note)
        column.addWidget(self._asking)
        row = QHBoxLayout()
        row.setContentsMargins(REACH, 2, REACH, 0)
        row.setSpacing(12)
        row.addWidget(self.join)
        row.addWidget(self.bar)
        row.addWidget(self._said, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.file.editingFinished.connect(self._on_left)
        self.join.clicked.connect(self.submit)
        for line in (self.password, self.again):
            line.returnPressed.connect(self.submit)
            line.textChanged.connect(self._clear)
        self._model.invitation_changed.connect(self._on_invitation)
        self._model.busy_changed.connect(self._on_busy)
        self._model.failed.connect(self._on_failed)
        self._model.joined.connect(self._on_joined)

    def problem(self, key: str) -> str:
        """Return what is said under a field, "" while all is well."""
        return self._fields[key].problem

    def take_file(self, path: str) -> None:
        """Take an invitation that was chosen, or dropped on the window; none while one joins."""
        if self._model.is_busy:
            return
        self.file.setText(path)
        self._calls_back = True
        self._on_file()
        if self._model.invitation is not None:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def submit(self) -> None:
        """Join, if everything is filled in."""
        self._clear()
        self._calls_back = True
        self._on_file()
        if not self.problem("invitation"):
            self._model.join(self.password.text(), self.again.text())

    @Slot()
    def _on_left(self) -> None:
        """Read the file that was typed; the keyboard stays where it went, as for a password."""
        self._calls_back = False
        self._on_file()

    def _on_file(self) -> None:
        self._fields["invitation"].say("")
        self._model.choose(self.file.text().strip())

    @Slot()
    def _on_choose(self) -> None:
        """Let the system's own dialogue name a file; it does not block the window."""
        ask_file(self, "Choose the invitation", self.take_file, ["Invitations (*.jointdesk)"])

    @Slot()
    def _on_invitation(self) -> None:
        invitation = self._model.invitation
        is_elsewhere = self._model.is_elsewhere
        words = invitation_words(invitation, is_elsewhere=is_elsewhere) if invitation else ""
        self._whose.setText(words)
        self._whose.setVisible(invitation is not None)

    @Slot()
    def _on_busy(self) -> None:
        is_busy = self._model.is_busy
        if is_busy:
            self.setFocus()  # else disabling would hand the keyboard to whatever comes next
        self._asking.setEnabled(not is_busy)
        self.join.setEnabled(not is_busy)
        self.bar.setVisible(is_busy)
        self._said.setText(_FETCHING if is_busy else "")

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        self._fields[key].say(sentence)
        if self._calls_back:
            self._fields[key].control.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _clear(self) -> None:
        for field in self._fields.values():
            field.say("")

    @Slot()
    def _on_joined(self) -> None:
        """Let go of what was typed."""
        for line in (self.file, self.password, self.again):
            line.clear()
        self._model.choose("")
