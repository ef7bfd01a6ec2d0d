"""What stands above the table of an import: what it would bring, whose it is, what was read."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.domain.organisations import Organisation
from jointdesk.widgets.controls import TagLabel
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look


class PreviewHead(QWidget):
    """A title beside the organisation's tag, and a softer line under both."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._title = make_label(look, "", Text.PAGE, Weight.SEMI_BOLD)
        self._note = soft_label(look, "", Text.SECTION)
        self._tag: TagLabel | None = None
        self._row = QHBoxLayout()
        self._row.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._row)
        column.addWidget(self._note)

    def say(self, title: str, note: str) -> None:
        """Say what it would bring, and what was read."""
        self._title.setText(title)
        self._note.setText(note)

    def show_organisation(self, organisation: Organisation) -> None:
        """Show whose it is in place of whose it was."""
        if self._tag is not None:
            self._row.removeWidget(self._tag)
            self._tag.deleteLater()
        self._tag = TagLabel(
            self._look, organisation.position, organisation.code, organisation.name
        )
        self._row.addWidget(self._tag)
