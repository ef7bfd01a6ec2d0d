"""What the sections of the settings have in common: fields that save themselves."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Column, Field, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

Shown = TypeVar("Shown", bound=QWidget)


class SavedLine(QLineEdit):
    """A line that is saved when it is left or Return is pressed; Escape takes it back.

    Signals:
        committed(str): another text than the saved one was entered.
    """

    committed = Signal(str)

    def __init__(self, name: str, hint: str = "") -> None:
        """Name the line for screen readers; `hint` shows while it is empty."""
        super().__init__()
        self._saved = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.editingFinished.connect(self._on_finished)

    def show_value(self, text: str) -> None:
        """Show what is saved, unless the person is writing something else."""
        is_writing = self.hasFocus() and self.text() != self._saved
        self._saved = text
        if not is_writing:
            self.setText(text)
            self.setCursorPosition(0)  # so that the beginning is seen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings the saved text back."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._saved:
            self.setText(self._saved)
            event.accept()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_finished(self) -> None:
        if self.text() != self._saved:
            self.committed.emit(self.text())


class Section(Column):
    """One section; what is wrong is said under the field that its key names."""

    def __init__(self, look: Look, model: SettingsModel, name: str, note: str) -> None:
        """Show the name and a note; subclasses add the rest."""
        super().__init__(look, name)
        self.look = look
        self.model = model
        self._fields: dict[str, Field] = {}
        self.column.addWidget(make_label(look, name, Text.TITLE, Weight.SEMI_BOLD))
        self.column.addWidget(soft_label(look, note, Text.BODY))

    def show_settings(self, settings: Settings) -> None:
        """Show what is set by now."""
        raise NotImplementedError

    def order_tabs(self) -> None:
        """Let Tab go from top to bottom, also where a thing above was made last."""
        before: QWidget | None = None
        for widget in _in_order(self.column):
            for control in (widget, *widget.findChildren(QWidget)):
                takes_tab = control.focusPolicy() & Qt.FocusPolicy.TabFocus
                if not takes_tab or control.window() is not self.window():
                    continue  # the list of a choice is a window of its own
                if before is not None:
                    QWidget.setTabOrder(before, control)
                before = control

    def add_field(self, key: str, name: str, control: QWidget, *beside: QWidget) -> Field:
        """Return a field under which is said what is wrong with what the key stands for."""
        field = Field(self.look, name, control, *beside)
        self._fields[key] = field
        return field

    def problem(self, key: str) -> str:
        """Return what is said under a field, "" while all is well."""
        return self._fields[key].problem

    def say(self, key: str, sentence: str) -> None:
        """Say what is wrong, or nothing for ""."""
        if key in self._fields:
            self._fields[key].say(sentence)


def _in_order(layout: QLayout) -> Iterator[QWidget]:
    """Yield what stands in a layout, from top to bottom."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is not None and (widget := item.widget()) is not None:
            yield widget
        elif item is not None and (inner := item.layout()) is not None:
            yield from _in_order(inner)


class Card(QFrame):
    """A frame round the fields of one thing, with room for the ring of the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16 - REACH, 14, 16 - REACH, 14)
        self.column.setSpacing(8)

    def add_title(self, look: Look, words: str) -> QLabel:
        """Put a title over the fields, and return it."""
        title = make_label(look, words, Text.SECTION, Weight.SEMI_BOLD)
        title.setIndent(REACH)
        self.column.addWidget(title)
        return title

    def add_foot(self, button: QWidget) -> None:
        """Put the button that does what the card is for under the fields."""
        foot = QHBoxLayout()
        foot.setContentsMargins(REACH, 0, REACH, 0)
        foot.addWidget(button)
        foot.addStretch(1)
        self.column.addLayout(foot)


def remove_gone(shown: dict[str, Shown], known: Collection[str]) -> None:
    """Take away what stands for things that are not there any more; both name them by id."""
    for gone in [id_ for id_ in shown if id_ not in known]:
        widget = shown.pop(gone)
        widget.hide()
        widget.deleteLater()
