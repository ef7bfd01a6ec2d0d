"""The field for a task's meeting: found in the diary while one types, those to come first."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter

from jointdesk.viewmodels.task_detail import Names
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_fields import ReferenceField

_SEEK_MS = 150
"""How long typing rests before the diary is asked."""


class MeetingField(ReferenceField):
    """A meeting by its title; arrow down in the empty field lists what comes next.

    Signals:
        sought(str): the words for which meetings are to be offered.
    """

    sought = Signal(str)

    def __init__(self, look: Look, name: str, label: str) -> None:
        """Offer nothing yet."""
        super().__init__(look, name, label, "meeting")
        self._id: str | None = None
        self._named = Names({})
        completer = self.line.completer()
        assert completer is not None  # every reference has one
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        later = Qt.ConnectionType.QueuedConnection  # the line takes the name first
        completer.activated.connect(self._on_finished, later)
        self._rest = QTimer(self, singleShot=True, interval=_SEEK_MS)
        self._rest.timeout.connect(self._seek)
        self.line.textEdited.connect(lambda _text: self._rest.start())

    def show_id(self, item_id: str | None, *, is_other: bool = False) -> None:
        """Show another meeting; what it is called may have to be read first (`name_it`)."""
        if is_other or item_id != self._id:
            self._id = item_id
            hint = "A meeting that is not in sight" if item_id else "No meeting"
            self.line.setPlaceholderText(hint)
            name = self._names.name_of(item_id) or self._named.name_of(item_id)
            self.show_text(name, is_other=is_other)

    def name_it(self, names: Names) -> None:
        """Show what the meeting is called."""
        self._named = names
        self.show_text(names.name_of(self._id))

    def offer(self, names: Names) -> None:
        """List these meetings under the field, while one is still typing in it."""
        super().offer(names)
        completer = self.line.completer()
        if completer is not None and self.line.hasFocus() and names.ids:
            completer.complete()

    def stored(self, text: str) -> object:
        """Return the meeting that is meant, None for none."""
        self._rest.stop()
        known = self._named.id_of(text)
        return known if known is not None else super().stored(text)

    @Slot()
    def _seek(self) -> None:
        if self.line.hasFocus():
            self.sought.emit(self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let arrow down ask for what can be chosen."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
            and watched is self.line
        ):
            text = self.line.text()
            self.sought.emit("" if text == self._shown else text)
            return True
        return super().eventFilter(watched, event)
