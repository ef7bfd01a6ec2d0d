"""The form that begins an import: which file, and whose register it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from jointdesk.domain.organisations import Organisation
from jointdesk.viewmodels.words import short_names
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Banner, Choice, Field, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_KINDS = ("Registers (*.xlsx *.xlsm *.csv *.tsv *.txt *.ics)", "All files (*)")


class DecisionImportForm(QFrame):
    """Asks for one register.

    Signals:
        wanted(str, str): look at the file at this path, for the organisation with this code.
        organisation_wanted: there is no organisation yet; the person wants to add one.
    """

    wanted = Signal(str, str)
    organisation_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("kind", "card")
        self.file = QLineEdit()
        self.browse = make_button(look, "Choose…")
        self.organisation = Choice()
        self.read = make_button(look, "Look at the rows", "import", "primary")
        self.nobody = Banner(look, "info", "info")
        self._place = Field(look, "Workbook, CSV file or calendar file", self.file, self.browse)
        self._lay_out()
        self.browse.setAccessibleName("Choose a file")
        self.browse.clicked.connect(self._on_browse)
        self.read.clicked.connect(self.submit)
        self.file.returnPressed.connect(self.submit)
        self.file.textChanged.connect(lambda: self._place.say(""))

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - REACH, 14, 16 - REACH, 16)
        column.setSpacing(10)
        title = make_label(look, "Bring a register of decisions in", Text.SECTION, Weight.SEMI_BOLD)
        title.setIndent(REACH)
        column.addWidget(title)
        add = make_button(look, "Add an organisation", kind="small")
        add.clicked.connect(self.organisation_wanted)
        self.nobody.row.addWidget(add)
        column.addWidget(self.nobody)
        self.file.setPlaceholderText("decision log.xlsx")
        column.addWidget(self._place)
        column.addWidget(Field(look, "Whose decisions these are", self.organisation))
        row = QHBoxLayout()
        row.setContentsMargins(REACH, 2, REACH, 0)
        row.setSpacing(12)
        row.addWidget(self.read)
        row.addWidget(soft_label(look, "Nothing is changed until you import."), 1)
        column.addLayout(row)

    @property
    def problem(self) -> str:
        """What is wrong with the file, "" while all is well."""
        return self._place.problem

    def show_organisations(self, organisations: Sequence[Organisation]) -> None:
        """Offer organisations; what is chosen stays."""
        has_any = bool(organisations)
        self.nobody.say(
            "" if has_any else "First say whose register it is.",
            "" if has_any else "Add the council and the NHS body in Settings.",
        )
        self.read.setEnabled(has_any)
        self.read.setToolTip("" if has_any else "There is no organisation yet")
        names = short_names(tuple(organisations))
        self.organisation.offer(
            [(f"{names[one.id]} ({one.code})", one.code) for one in organisations]
        )

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
        dialog = QFileDialog(self, "Choose a register")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(_KINDS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()
