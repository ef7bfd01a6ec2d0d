"""A new meeting in a few fields, beside the time that was marked for it."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.viewmodels.event_editor import EventEditor
from jointdesk.viewmodels.typed_entry import TypedAhead, typed_ahead, unseen_words
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.event_fields import EventFields, WarningLines
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.popover import Popover

_WIDTH = 348


class QuickEvent(Popover):
    """Title, whose, when and where; Enter saves.

    A title that is a typed line (docs/typed-entry.md) is shown as it is understood, under the
    field: Tab takes it over into the fields, saving takes it as it is shown.

    Signals:
        more_wanted: all fields are wanted.
        closed: it was saved or left here.
    """

    more_wanted = Signal()
    closed = Signal()

    def __init__(self, look: Look, view: QWidget, editor: EventEditor) -> None:
        """Follow an editor."""
        super().__init__(look, view, "New meeting", _WIDTH)
        self._editor = editor
        self.fields = EventFields(look, editor)
        self.warnings = WarningLines(look)
        self.ahead = TypedAhead()
        self._taken = ""
        """The title that a line left: it is none again."""
        self.preview = make_label(look, "", Text.DETAIL, colour=look.theme.ink2)
        self.preview.setContentsMargins(3, 0, 3, 3)
        self._lay_out(look)
        editor.changed.connect(self._on_changed)
        editor.ended.connect(self._on_ended)
        self.left.connect(editor.leave)

    def _lay_out(self, look: Look) -> None:
        fields = self.fields
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 9, 11, 12)
        column.setSpacing(2)
        title = fields.line("title", "", hint="Title, or a line: Exec Thu 2-3.30pm")
        title.control.setAccessibleName("Title")
        title.control.installEventFilter(self)
        column.addWidget(title)
        column.addWidget(self.preview)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.addWidget(fields.choice("org", "", "Organisation"), 0, 0)
        grid.addWidget(fields.choice("collection", "", "Calendar"), 0, 1)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(fields.line("day", "", hint="Day"), 1)
        row.addWidget(fields.line("start", "", is_short=True, hint="From"))
        row.addWidget(fields.line("end", "", is_short=True, hint="To"))
        column.addLayout(row)
        column.addWidget(fields.line("place", "", hint="Place"))
        inside = QVBoxLayout()
        inside.setContentsMargins(3, 0, 3, 0)
        inside.setSpacing(8)
        inside.addWidget(self.warnings)
        inside.addLayout(self._buttons(look))
        column.addLayout(inside)
        for field in fields.fields.values():
            if isinstance(field.control, QLineEdit):
                field.control.returnPressed.connect(self._save)

    def _buttons(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save = make_button(look, "Add to the diary", kind="primary")
        self.save.clicked.connect(self._save)
        self.more = make_button(look, "More…")
        self.more.clicked.connect(self._on_more)
        leave = make_button(look, "Not now", kind="link")
        leave.clicked.connect(self.left)
        for button in (self.save, self.more):
            button.setAutoDefault(True)  # so that Enter presses it
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(leave)
        return row

    def open_beside(self, box: QRect) -> None:
        """Show the form that the editor has begun beside a box of the view."""
        self.fields.show(is_other=True)
        self.warnings.show_warnings(self._editor.ahead.warnings)
        self._taken = ""
        self._look_ahead()
        self.show_beside(box)
        title = self.fields.fields["title"].control
        title.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():
            self.fields.show()
            self.warnings.show_warnings(self._editor.ahead.warnings)
            self._look_ahead()
            self.place()

    def _look_ahead(self) -> None:
        """Show what the title comes to as a typed line."""
        desk = self._editor.desk
        form = self._editor.form
        if desk is None:
            self.ahead = TypedAhead()
        elif form.title == self._taken:
            self.ahead = TypedAhead(unseen_words(form, desk))
        else:
            self.ahead = typed_ahead(form, desk)
        self.preview.setText(self.ahead.words)
        self.preview.setVisible(bool(self.ahead.words))
        self.fields.fields["title"].control.setAccessibleDescription(self.ahead.words)

    def _take_over(self) -> None:
        """Give the fields what the line says, as it is shown."""
        if self.ahead.values:
            self._taken = str(self.ahead.values["title"])
            self._editor.enter(**self.ahead.values)
            self.fields.show(is_other=True)

    @Slot()
    def _save(self) -> None:
        self._take_over()
        self._editor.save()

    @Slot()
    def _on_ended(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    @Slot()
    def _on_more(self) -> None:
        self.hide()
        self.more_wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take a typed line over with Tab, which then goes on to the next field."""
        title = self.fields.fields.get("title")
        is_tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if is_tab and event.type() is QEvent.Type.KeyPress and title and watched is title.control:
            self._take_over()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter from anywhere in it."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self._save()
        else:
            super().keyPressEvent(event)
