"""The form that begins an import: which file, and whose register it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from jointdesk.domain.organisations import Organisation
from jointdesk.viewmodels.words import short_names
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.file_dialogs import ask_file
from jointdesk.widgets.forms import Field
from jointdesk.widgets.look import Look
from jointdesk.widgets.start_form import StartForm

_KINDS = ("Registers (*.xlsx *.xlsm *.csv *.tsv *.txt *.ics)", "All files (*)")


class DecisionImportForm(StartForm):
    """Asks for one register.

    Signals:
        wanted(str, str): look at the file at this path, for the organisation with this code.
    """

    wanted = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, "Bring a register of decisions in", "Look at the rows")
        self.file = QLineEdit()
        self.file.setPlaceholderText("decision log.xlsx")
        self.browse = make_button(look, "Choose…")
        self._place = Field(look, "Workbook, CSV file or calendar file", self.file, self.browse)
        self.column.addWidget(self._place)
        self.column.addWidget(Field(look, "Whose decisions these are", self.organisation))
        self.add_foot(look)
        self.browse.setAccessibleName("Choose a file")
        self.browse.clicked.connect(self._on_browse)
        self.read.clicked.connect(self.submit)
        self.file.returnPressed.connect(self.submit)
        self.file.textChanged.connect(lambda: self._place.say(""))

    @property
    def problem(self) -> str:
        """What is wrong with the file, "" while all is well."""
        return self._place.problem

    def show_organisations(self, organisations: Sequence[Organisation]) -> None:
        """Offer organisations; what is chosen stays."""
        names = short_names(tuple(organisations))
        self.offer(organisations, names, "First say whose register it is.")

    def propose(self, path: str) -> None:
        """Put a dropped file in."""
        self.file.setText(path)
        self.organisation.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say under the file why it could not be read."""
        self._place.say(sentence)
        self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def submit(self) -> None:
        """Ask for what the form says."""
        path = self.file.text().strip()
        if not path:
            self.say("Choose a file.")
        elif self.organisation.currentData():
            self.wanted.emit(path, str(self.organisation.currentData()))

    @Slot()
    def _on_browse(self) -> None:
        """Let the system's own dialogue find a file; it does not block the window."""
        ask_file(self, "Choose a register", self.file.setText, _KINDS)
