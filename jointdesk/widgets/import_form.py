"""The form that adds a calendar: whose it is, where it is read from, where its address is kept."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
)

from jointdesk.domain.words import diary_name, plain_line
from jointdesk.operations.imports import Wanted
from jointdesk.operations.sources import Keep
from jointdesk.viewmodels.import_sources import Choices
from jointdesk.widgets.controls import SegmentedControl, make_button
from jointdesk.widgets.file_dialogs import ask_file, ask_folder
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.start_form import StartForm

_FILE, _FOLDER, _ADDRESS = range(3)
_NAMES = ("A file", "A folder", "An address")
_FIELDS = ("Calendar file", "Folder of calendar files", "Address of the calendar")
_HINTS = ("wexmere.ics", "A folder with files that end in .ics", "https://… or webcal://…")


class ImportForm(StartForm):
    """Asks for one calendar.

    Signals:
        wanted(Wanted, bool): look at this calendar; True if it was said where the address is
            kept.
    """

    wanted = Signal(object, bool)

    def __init__(self, look: Look) -> None:
        super().__init__(look, "Add a calendar", "Look at the changes")
        self._choices: Choices | None = None
        self.kinds = SegmentedControl(_NAMES, "Read from")
        self.address = QLineEdit()
        self.browse = make_button(look, "Choose…")
        self.show_address = QCheckBox("Show the address")
        self.calendar = Choice()
        self.name = QLineEdit()
        self.keep = _KeepChoice(look)
        self._place = Field(look, _FIELDS[0], self.address, self.browse, self.show_address)
        self._name_field = Field(look, "Name of the new calendar", self.name)
        self._lay_out(look)
        self._connect()
        self._on_kind(_FILE)

    def _lay_out(self, look: Look) -> None:
        kinds = QHBoxLayout()
        kinds.setContentsMargins(REACH, 0, REACH, 0)
        kinds.addWidget(self.kinds)
        kinds.addStretch(1)
        self.column.addLayout(kinds)
        self.column.addWidget(self._place)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12 - 2 * REACH)
        grid.addWidget(Field(look, "Organisation", self.organisation), 0, 0)
        grid.addWidget(Field(look, "Goes into", self.calendar), 0, 1)
        columns = 2 if look.fonts.are_large else 3
        grid.addWidget(self._name_field, 2 // columns, 2 % columns)
        for number in range(columns):
            grid.setColumnStretch(number, 1)
        self.column.addLayout(grid)
        keep = QHBoxLayout()
        keep.setContentsMargins(REACH, 0, REACH, 0)
        keep.addWidget(self.keep)
        self.column.addLayout(keep)
        self.add_foot(look)

    def _connect(self) -> None:
        self.kinds.choice_changed.connect(self._on_kind)
        self.browse.clicked.connect(self._on_browse)
        self.show_address.toggled.connect(self._on_masked)
        self.organisation.currentIndexChanged.connect(self._on_organisation)
        self.calendar.currentIndexChanged.connect(self._on_calendar)
        self.read.clicked.connect(self.submit)
        self.address.returnPressed.connect(self.submit)
        self.address.textChanged.connect(lambda: self._place.say(""))

    @property
    def problem(self) -> str:
        """What is wrong with the place, "" while all is well."""
        return self._place.problem

    def show_choices(self, choices: Choices) -> None:
        """Offer organisations and their calendars; what is chosen stays."""
        self._choices = choices
        self.offer(choices.organisations, choices.names, "First say whose calendar it is.")
        self._on_organisation()

    def propose(self, path: str, is_folder: bool) -> None:
        """Put a dropped file or folder in."""
        kind = _FOLDER if is_folder else _FILE
        self.kinds.take(kind)
        self._on_kind(kind)
        self.address.setText(path)
        self.organisation.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_where_to_keep(self) -> None:
        """Show the two ways on where there is no keyring."""
        self.keep.show()
        self.keep.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say under the place why it could not be read."""
        self._place.say(sentence)
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what was typed, the secret above all."""
        self.address.clear()
        self.name.clear()
        self.keep.hide()
        self.show_address.setChecked(False)

    @Slot()
    def submit(self) -> None:
        """Ask for what the form says."""
        text = self.address.text().strip()
        is_url = text.lower().startswith(("http://", "https://", "webcal://", "webcals://"))
        if not text:
            self.say("Choose a file." if self.kinds.choice() == _FILE else "Say where it is.")
        elif self.kinds.choice() == _ADDRESS and not is_url:
            self.say("An address of a calendar begins with https, http, webcal or webcals.")
        elif self._choices is not None and self._choices.organisations:
            code = str(self.organisation.currentData())
            known = str(self.calendar.currentData() or "")
            name = self.name.text().strip() or self._choices.new_name(code)
            wanted = Wanted(code, text, name, self.keep.choice, known)
            self.wanted.emit(wanted, not self.keep.isHidden())

    @Slot(int)
    def _on_kind(self, kind: int) -> None:
        is_address = kind == _ADDRESS
        self.address.clear()
        self.address.setAccessibleName(_FIELDS[kind])
        self._place.rename(_FIELDS[kind])
        self.address.setPlaceholderText(_HINTS[kind])
        self.browse.setVisible(not is_address)
        self.browse.setAccessibleName("Choose a folder" if kind == _FOLDER else "Choose a file")
        self.show_address.setVisible(is_address)
        self.show_address.setChecked(False)
        self.keep.hide()
        self._on_masked()

    @Slot()
    def _on_masked(self) -> None:
        is_hidden = self.kinds.choice() == _ADDRESS and not self.show_address.isChecked()
        mode = QLineEdit.EchoMode.Password if is_hidden else QLineEdit.EchoMode.Normal
        self.address.setEchoMode(mode)

    @Slot()
    def _on_organisation(self) -> None:
        choices = self._choices
        if choices is None:
            return
        code = str(self.organisation.currentData() or "")
        known = [
            (f"{diary_name(plain_line(one.name))}", one.id) for one in choices.calendars_of(code)
        ]
        self.calendar.offer([*known, ("A new calendar", "")], self.calendar.currentData() or None)
        self.name.setPlaceholderText(choices.new_name(code))
        self._on_calendar()

    @Slot()
    def _on_calendar(self) -> None:
        self._name_field.setVisible(not self.calendar.currentData())

    @Slot()
    def _on_browse(self) -> None:
        """Let the system's own dialogue find a file; it does not block the window."""
        if self.kinds.choice() == _FOLDER:
            ask_folder(self, "Choose a calendar", self.address.setText)
        else:
            kinds = ["Calendars (*.ics *.ical *.ifb)", "All files (*)"]
            ask_file(self, "Choose a calendar", self.address.setText, kinds)


class _KeepChoice(QFrame):
    """The two ways on where this computer has no safe place for the address."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "well")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        words = "This computer offers no safe place to keep the address. Where shall it go?"
        column.addWidget(make_label(look, words, Text.BODY, Weight.SEMI_BOLD))
        self.first = QRadioButton("Nowhere: JointDesk asks for it once a session")
        self.second = QRadioButton(
            "In the desk's file: right only if the address is no secret, because whoever can"
            " open the file can read it"
        )
        self._group = QButtonGroup(self)
        for button in (self.first, self.second):
            self._group.addButton(button)
            column.addWidget(button)
        self.first.setChecked(True)
        self.hide()

    @property
    def choice(self) -> Keep:
        """Where the address goes: the keyring while nothing else was asked."""
        if self.isHidden():
            return Keep.KEYRING
        return Keep.NOWHERE if self.first.isChecked() else Keep.DESK
