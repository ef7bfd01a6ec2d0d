"""How far reading or importing is, and the way to stop it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from jointdesk.widgets.controls import make_bar, make_button
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import set_paper, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_BAR = 420


class ImportProgress(QWidget):
    """Shows what is being done; `reading` says what is read first, `note` what stopping means."""

    def __init__(
        self, look: Look, reading: str, note: str = "Nothing is changed if you cancel."
    ) -> None:
        super().__init__()
        self._reading = reading
        set_paper(self)
        self.words = make_label(look, "", Text.SECTION)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = make_bar()
        self.bar.setFixedWidth(look.fonts.px(_BAR))
        self.cancel: QPushButton = make_button(look, "Cancel", "x")
        under = soft_label(look, note)
        under.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self.words)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.bar, 0, centre)
        column.addWidget(self.cancel, 0, centre)
        column.addWidget(under)
        column.addStretch(3)

    def restart(self, *, is_importing: bool, words: str = "") -> None:
        """Begin again at nothing; `words` in place of the usual ones."""
        self.bar.setRange(0, 0)
        self.words.setText(words or ("Importing…" if is_importing else self._reading))

    @Slot(int, int, str)
    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show that so many of so many are done."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        counts = f" {done:,} of {total:,}" if total else ""
        self.words.setText(f"{words}…{counts}")
