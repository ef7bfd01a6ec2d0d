"""All fields of a meeting, at the right of the diary in place of the inspector; never modal."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jointdesk.viewmodels.event_editor import EventEditor
from jointdesk.viewmodels.event_telling import unsent_words
from jointdesk.widgets.attendees import Attendees
from jointdesk.widgets.controls import make_button, make_icon_button
from jointdesk.widgets.event_fields import EventFields, WarningLines
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.labels import make_label, make_line
from jointdesk.widgets.look import Look
from jointdesk.widgets.repeat_editor import RepeatEditor
from jointdesk.widgets.scope_question import ScopeQuestion

_WIDTH = 384


class EventPanel(QFrame):
    """Edits one meeting, new or not; what it would clash with stays in sight above its foot.

    Signals:
        closed: the person left it, or it was saved.
    """

    closed = Signal()

    def __init__(self, look: Look, editor: EventEditor) -> None:
        """Follow an editor."""
        super().__init__()
        self._look, self._editor = look, editor
        self.setProperty("kind", "inspector")
        self.setFixedWidth(look.fonts.px(_WIDTH))
        self.fields = EventFields(look, editor)
        self.repeat = RepeatEditor(look, editor, self.fields)
        self.attendees = Attendees(look, editor)
        self.warnings = WarningLines(look)
        self.question = ScopeQuestion(look)
        self._lay_out(look)
        editor.changed.connect(self._on_changed)
        editor.asked.connect(self._on_asked)
        editor.foretold.connect(self.question.tell)
        editor.ended.connect(self._on_ended)
        self.question.answered.connect(editor.answer)
        self.question.left.connect(self._on_taken_back)

    def _lay_out(self, look: Look) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head(look))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(15, 2, 12, 12)
        column.setSpacing(6)
        self._add_fields(column)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        outer.addWidget(scroll, 1)
        outer.addWidget(make_line(look))
        outer.addLayout(self._foot(look))

    def _head(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(18, 12, 15, 6)
        self._name = make_label(look, "", Text.BODY, Weight.SEMI_BOLD)
        close = make_icon_button(look, "x", "Close without saving")
        close.clicked.connect(self._editor.leave)
        row.addWidget(self._name, 1)
        row.addWidget(close)
        return row

    def _add_fields(self, column: QVBoxLayout) -> None:
        fields = self.fields
        column.addWidget(fields.line("title", "Title"))
        self.copy = Choice()
        self._copies = Field(self._look, "Which copy is changed", self.copy)
        self.copy.activated.connect(lambda: self._editor.choose_copy(self.copy.currentData()))
        column.addWidget(self._copies)
        self._whose = QWidget()
        whose = self._whose_grid = _grid(self._whose)
        whose.addWidget(fields.choice("org", "Organisation"), 0, 0)
        whose.addWidget(fields.choice("collection", "Calendar"), 0, 1)
        whose.setColumnStretch(1, 2)
        column.addWidget(self._whose)
        self._reach = make_label(self._look, "", Text.DETAIL, colour=self._look.theme.ink2)
        self._reach.setContentsMargins(3, 0, 3, 0)
        column.addWidget(self._reach)
        column.addWidget(self._times())
        column.addWidget(fields.choice("repeat", "Repeats"))
        column.addWidget(self.repeat)
        column.addWidget(fields.line("until", "Repeats until", hint="Never, a day, or “10 times”"))
        column.addWidget(fields.line("place", "Place"))
        more = QWidget()
        grid = _grid(more)
        grid.addWidget(fields.choice("status", "Status"), 0, 0)
        grid.addWidget(fields.choice("visibility", "Who may see it"), 0, 1)
        grid.setColumnStretch(1, 2)
        column.addWidget(more)
        column.addWidget(self.attendees)
        column.addWidget(fields.prose("notes", "Notes"))

    def _times(self) -> QWidget:
        """Start and end, each with its day."""
        fields, times = self.fields, QWidget()
        grid = QGridLayout(times)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(fields.line("day", "Starts"), 0, 0)
        grid.addWidget(fields.line("start", "At", is_short=True), 0, 1)
        grid.addWidget(fields.line("end_day", "Ends"), 1, 0)
        grid.addWidget(fields.line("end", "At", is_short=True), 1, 1)
        fields.fields["day"].control.setAccessibleName("First day")
        fields.fields["start"].control.setAccessibleName("Starts at")
        fields.fields["end_day"].control.setAccessibleName("Last day")
        fields.fields["end"].control.setAccessibleName("Ends at")
        self.all_day = fields.check("all_day", "All day")
        row = QHBoxLayout()
        row.setContentsMargins(REACH, 0, REACH, REACH)
        row.addWidget(self.all_day)
        grid.addLayout(row, 2, 0)
        return times

    def _foot(self, look: Look) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(18, 10, 15, 12)
        column.setSpacing(8)
        self.save = make_button(look, "Save", kind="primary")
        self.save.clicked.connect(self._editor.save)
        self.leave = make_button(look, "Not now")
        self.leave.clicked.connect(self._editor.leave)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.save, self.leave):
            button.setAutoDefault(True)  # so that Enter presses it
            row.addWidget(button)
        row.addStretch(1)
        self._told = make_label(look, "", Text.DETAIL, colour=look.theme.ink2)
        column.addWidget(self._told)
        column.addWidget(self.warnings)
        column.addWidget(self.question)
        column.addWidget(self._buttons)
        return column

    # Showing

    def open_form(self) -> None:
        """Show the form that the editor has begun, and give it the keyboard."""
        editor = self._editor
        is_new = editor.meeting is None
        name = "New meeting" if is_new else "Change a meeting"
        name = "Copy of a meeting" if editor.copied else name
        self._name.setText(name)
        self.setAccessibleName(name)
        self.save.setText("Add to the diary" if is_new else "Save")
        self._on_taken_back()
        self._show(is_other=True)
        title = self.fields.fields["title"].control
        title.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(title, QLineEdit):
            title.selectAll()

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self, *, is_other: bool = False) -> None:
        editor, form = self._editor, self._editor.form
        fields = self.fields.fields
        self.fields.show(is_other=is_other)
        own = editor.calendars()
        is_new = editor.meeting is None
        fields["org"].setVisible(is_new)
        self._whose_grid.setColumnStretch(0, 1 if is_new else 0)
        self._whose.setVisible(is_new or (own is not None and len(own.calendars) > 1))
        self._copies.setVisible(bool(editor.copies))
        chosen = editor.chosen_copy
        if [one.id for one in editor.copies] != self._ids() or self.copy.currentData() != chosen:
            self.copy.offer([(one.words, one.id) for one in editor.copies], chosen)
        self._reach.setText(editor.changeable.told)
        self._reach.setVisible(bool(editor.changeable.told))
        told = self._unsent()
        self._told.setText(told)
        self._told.setVisible(bool(told))
        for name in ("start", "end"):
            fields[name].setVisible(not form.all_day)
        self.repeat.show_rule(is_other=is_other)
        fields["until"].setVisible(bool(form.repeat))
        self.attendees.show_attendees()
        self.warnings.show_warnings(editor.ahead.warnings)

    def _ids(self) -> list[object]:
        return [self.copy.itemData(place) for place in range(self.copy.count())]

    def _unsent(self) -> str:
        editor, meeting = self._editor, self._editor.meeting
        if editor.desk is None:
            return ""
        if meeting is None:
            return unsent_words(editor.desk, editor.form)
        organiser = meeting.preferred.details.organizer
        return unsent_words(editor.desk, editor.form, editor.begun, organiser)

    @property
    def told(self) -> str:
        """What is said of who could be told, "" for nobody."""
        return self._told.text() if self._told.isVisible() else ""

    @Slot(object)
    def _on_asked(self, ask: object) -> None:
        if self.isVisible():
            self._buttons.hide()
            self.question.ask(ask)  # type: ignore[arg-type]

    @Slot()
    def _on_taken_back(self) -> None:
        self.question.hide()
        self._buttons.show()

    @Slot()
    def _on_ended(self) -> None:
        if self.isVisible():
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter, leave with Escape."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._editor.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._editor.leave()
        else:
            super().keyPressEvent(event)


def _grid(inside: QWidget) -> QGridLayout:
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
