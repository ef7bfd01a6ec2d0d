"""The form by which an administrator shares this desk: a server, and invitations that result."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jointdesk.viewmodels.desk_sharing import DeskSharing, Invited
from jointdesk.widgets.controls import make_bar, make_button
from jointdesk.widgets.file_dialogs import Taken, ask_file, ask_folder
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.forms import Field, soft_label
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import Card

KEY = "share"
_ADDRESS = "postgresql://name:password@server.example:5432/database"
_WHO = (
    "For whoever runs the server: an empty PostgreSQL database, and a login that owns it and may"
    " create roles. The address is used now and kept nowhere. Each person with a seat gets an"
    " invitation, a file; doing this again adds those who came since."
)
_TITLES = ("Share this desk", "Invite who came since")
"""What the card is called before the desk is shared, and after."""
_HAND_OVER = "Hand each person their own, and nobody else's: it lets them in once."
_NEXT = f"{_HAND_OVER} The director joins first, here, with this desk's own file."


class ShareForm(Card):
    """Asks for the server; lists the invitations that were written.

    Signals:
        join_requested(str): the director's own invitation is to be used here.
    """

    join_requested = Signal(str)

    def __init__(self, look: Look, model: DeskSharing) -> None:
        """Follow a model."""
        super().__init__()
        self._look, self._model = look, model
        self.address, self.ca, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.address.setEchoMode(QLineEdit.EchoMode.Password)
        self.address.setPlaceholderText(_ADDRESS)
        self.ca.setPlaceholderText("Only where the server's certificate is your own")
        self.share = make_button(look, _TITLES[False], "users", "primary")
        self.bar = make_bar()
        self._place = Field(look, "Address of the server, with name and password", self.address)
        choose = self._button("Choose the folder for the invitations", self.folder, ask_folder)
        self._into = Field(look, "Folder for the invitations", self.folder, choose)
        self._result = QWidget()
        self._lay_out()
        self.share.clicked.connect(self.submit)
        for line in (self.address, self.ca, self.folder):
            line.returnPressed.connect(self.submit)
            line.textChanged.connect(self._clear)
        model.busy_changed.connect(self._on_busy)
        model.failed.connect(self._on_failed)
        model.invited.connect(self._on_invited)
        self._on_busy()

    def _lay_out(self) -> None:
        look = self._look
        self._title = self.add_title(look, _TITLES[False])
        note = soft_label(look, _WHO)
        note.setIndent(REACH)
        self.column.addWidget(note)
        self.column.addWidget(self._place)
        choose = self._button("Choose the certificate", self.ca, ask_file)
        self.column.addWidget(Field(look, "Certificate of the authority, a file", self.ca, choose))
        self.column.addWidget(self._into)
        self.add_foot(self.share)
        self.column.addWidget(self.bar)
        self._list = QVBoxLayout(self._result)
        self._list.setContentsMargins(REACH, 0, REACH, 0)
        self._result.hide()
        self.column.addWidget(self._result)

    def _button(
        self, title: str, line: QLineEdit, ask: Callable[[QWidget, str, Taken], None]
    ) -> QPushButton:
        button = make_button(self._look, "Choose…")
        button.setAccessibleName(title)
        button.clicked.connect(lambda: ask(self, title, line.setText))
        return button

    def show_shared(self, *, is_shared: bool) -> None:
        """Say what it comes to: the desk is shared, or was and those who came since are added."""
        self._title.setText(_TITLES[is_shared])
        self.share.setText(_TITLES[is_shared])

    @property
    def problem(self) -> str:
        """What is wrong, "" while all is well."""
        return self._place.problem or self._into.problem

    @Slot()
    def submit(self) -> None:
        """Set the desk up, if everything is filled in."""
        address, folder = self.address.text().strip(), self.folder.text().strip()
        if not address:
            self._say("Say where the server is.", self._place)
        elif not folder:
            self._say("Choose a folder for the invitations.", self._into)
        else:
            self._model.share(address, self.ca.text().strip(), folder)

    def _say(self, sentence: str, field: Field) -> None:
        self._clear()
        field.say(sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _clear(self) -> None:
        for field in (self._place, self._into):
            field.say("")

    @Slot()
    def _on_busy(self) -> None:
        """Show that it goes on; the keyboard comes back to the button afterwards."""
        is_busy = self._model.doing == KEY
        if is_busy:
            self.setFocus()  # else disabling would hand the keyboard to whatever comes next
        self.bar.setVisible(is_busy)
        self.share.setEnabled(not is_busy)
        if not is_busy and self.hasFocus():
            self.share.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        if key == KEY:
            self._say(sentence, self._place)

    @Slot(object)
    def _on_invited(self, made: Sequence[Invited]) -> None:
        """List what was written, and say what comes next; the address is forgotten."""
        self.address.clear()
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        words = _NEXT if any(one.is_directors for one in made) else _HAND_OVER
        if not made:
            words = "Everybody with a seat has an invitation already."
        self._list.addWidget(make_label(self._look, words))
        for one in made:
            self._list.addWidget(self._line(one))
        self._result.show()

    def _line(self, one: Invited) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon = make_icon(self._look, "user-round", self._look.theme.ink2, 14)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(make_label(self._look, one.name, wraps=False))
        if one.is_directors:
            button = make_button(self._look, "Join with it here", kind="small")
            button.setAccessibleName(f"Join with the {one.name} on this computer")
            button.clicked.connect(lambda: self.join_requested.emit(str(one.path)))
            row.addWidget(button)
        row.addStretch(1)
        return line
