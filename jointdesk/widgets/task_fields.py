"""Fields that are saved at once: each shows a value, and tells when a person gave it another."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QPlainTextEdit, QWidget

from jointdesk.viewmodels.day_words import read_typed_day, shown_day
from jointdesk.viewmodels.task_detail import Names
from jointdesk.widgets.controls import make_button, plain_label
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.look import Look

LIST_SHOWN = 10
"""Names that a completer shows at once."""


class SavedField(Field):
    """A field of a record.

    Signals:
        saved(str, object): the field's name and the value as it is stored.
    """

    saved = Signal(str, object)

    def __init__(self, look: Look, name: str, label: str, control: QWidget) -> None:
        """Name the control that the value is shown in."""
        super().__init__(look, label, control)
        self.name = name


class LineField(SavedField):
    """One line of text; Escape takes back what was typed."""

    def __init__(self, look: Look, name: str, label: str, longest: int = 400) -> None:
        """Begin empty."""
        self.line = QLineEdit()
        self.line.setMaxLength(longest)
        self._shown = ""
        super().__init__(look, name, label, self.line)
        self.line.editingFinished.connect(self._on_finished)
        self.line.installEventFilter(self)

    def show_text(self, text: str, *, is_other: bool = False) -> None:
        """Show a value; what is being typed stays, unless it is about another record."""
        is_typing = self.line.hasFocus() and self.line.text() != self._shown
        if is_other or not is_typing:
            self._shown = text
            self.line.setText(text)
            self.line.setCursorPosition(0)
            self.say("")

    def stored(self, text: str) -> object:
        """Return what a typed text is stored as.

        Raises:
            ValueError: with a sentence, where it means nothing.
        """
        return text

    @Slot()
    def _on_finished(self) -> None:
        text = self.line.text().strip()
        if text == self._shown.strip():
            self.say("")
            return
        try:
            value = self.stored(text)
        except ValueError as error:
            self.say(str(error))
            return
        self._shown = text
        self.say("")
        self.saved.emit(self.name, value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let Escape bring the value back."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.line.text() != self._shown
        ):
            self.line.setText(self._shown)
            self.say("")
            return True
        return super().eventFilter(watched, event)


class DayField(LineField):
    """A day, as people type it."""

    def __init__(self, look: Look, name: str, label: str, today: Callable[[], date]) -> None:
        """Read days in sight of today."""
        super().__init__(look, name, label, 60)
        self._today = today
        self.line.setPlaceholderText("No date")

    def stored(self, text: str) -> object:
        """Return the day as it is stored, None for none."""
        found = read_typed_day(text, self._today())
        if isinstance(found, str):
            raise ValueError(f"“{text}” is no day: {found}.")
        self.line.setText(shown_day(found))
        return found.isoformat() if found else None


class ReferenceField(LineField):
    """A record by its name, found while one types."""

    def __init__(self, look: Look, name: str, label: str, what: str, hint: str = "") -> None:
        """Offer nothing yet; `what` is "matter", "decision" or "task"."""
        super().__init__(look, name, label)
        self._what = what
        self._names = Names({})
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(LIST_SHOWN)
        self.line.setCompleter(completer)
        self.line.setPlaceholderText(hint or f"No {what}")

    def offer(self, names: Names) -> None:
        """Offer other names."""
        if names.ids != self._names.ids:
            self._names = names
            self._offered.setStringList(list(names.ids))

    def show_id(self, item_id: str | None, *, is_other: bool = False) -> None:
        """Show the name of an id."""
        self.show_text(self._names.name_of(item_id), is_other=is_other)

    def stored(self, text: str) -> object:
        """Return the id that is meant, None for none."""
        found = self._names.id_of(text)
        if text and found is None:
            raise ValueError(f"There is no {self._what} “{text}”.")
        return found


class AddField(ReferenceField):
    """Adds a record by its name: the line is empty again once it is added."""

    def show_text(self, text: str, *, is_other: bool = False) -> None:
        """Stay empty."""
        super().show_text("", is_other=is_other)

    def stored(self, text: str) -> object:
        """Return the id that is meant."""
        found = super().stored(text)
        self.line.clear()
        self._shown = ""
        return found


class ProseField(SavedField):
    """Text of several lines, saved when one leaves it."""

    def __init__(self, look: Look, name: str, label: str) -> None:
        """Begin empty."""
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(look.fonts.px(96))
        self._shown = ""
        super().__init__(look, name, label, self.text)
        self.text.installEventFilter(self)

    def show_text(self, text: str, *, is_other: bool = False) -> None:
        """Show a value; what is being typed stays, unless it is about another record."""
        is_typing = self.text.hasFocus() and self.text.toPlainText() != self._shown
        if (is_other or not is_typing) and (text != self._shown or is_typing):
            self._shown = text
            self.text.setPlainText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Save when the keyboard leaves."""
        if event.type() is QEvent.Type.FocusOut and self.text.toPlainText() != self._shown:
            self._shown = self.text.toPlainText()
            self.saved.emit(self.name, self._shown)
        return super().eventFilter(watched, event)


class ChoiceField(SavedField):
    """One of a few values."""

    def __init__(
        self, look: Look, name: str, label: str, options: Sequence[tuple[str, object]] = ()
    ) -> None:
        """Offer names with their values."""
        self.choice = Choice()
        super().__init__(look, name, label, self.choice)
        self._options = list(options)
        self.choice.offer(self._options)
        self.choice.activated.connect(self._on_activated)

    def show_value(self, value: object) -> None:
        """Show a value; one that is not offered is offered as it stands."""
        options = self._options
        if value not in [one for _, one in options]:
            options = [*options, (str(value), value)]
        self.choice.offer(options, value)

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        self.saved.emit(self.name, self.choice.itemData(place))


class SeveralField(SavedField):
    """Some of a few things, such as people: a button that shows them and opens the list."""

    def __init__(self, look: Look, name: str, label: str, nothing: str, icon: str = "") -> None:
        """Say `nothing` while none is chosen."""
        self.button = make_button(look, nothing, icon)
        self.button.setStyleSheet("QPushButton { text-align: left; padding: 0 8px; }")
        self.button.setMinimumWidth(1)
        super().__init__(look, name, label, self.button)
        self._what, self._nothing = label, nothing
        self._options: list[tuple[str, str]] = []
        self._chosen: list[str] = []
        self.button.clicked.connect(self.open_menu)

    def show_ids(self, options: Iterable[tuple[str, str]], chosen: Sequence[str]) -> None:
        """Show what is chosen of ids and their names."""
        self._options, self._chosen = list(options), list(chosen)
        names = [name for id_, name in self._options if id_ in chosen]
        words = ", ".join(names) or self._nothing
        self.button.setText(plain_label(words))
        self.button.setAccessibleName(f"{self._what}: {words}")

    @Slot()
    def open_menu(self) -> None:
        """List everything, what is chosen ticked."""
        self.menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def menu(self) -> QMenu:
        """Return the list; each entry adds or takes away."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for id_, name in self._options:
            action = menu.addAction(plain_label(name))
            action.setCheckable(True)
            action.setChecked(id_ in self._chosen)
            action.toggled.connect(partial(self._on_toggled, id_))
        return menu

    def _on_toggled(self, item_id: str, is_chosen: bool) -> None:
        wanted = [id_ for id_, _ in self._options if id_ in self._chosen and id_ != item_id]
        kept = [*wanted, item_id] if is_chosen else wanted
        self.saved.emit(self.name, kept)
