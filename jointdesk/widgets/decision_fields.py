"""The controls of a decision's form: one for each kind of field, saved when it is left."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.fields import SEVERAL, Kind
from jointdesk.viewmodels.decision_form import Line, Option
from jointdesk.widgets.controls import make_button, plain_label
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import SavedLine

_IDLE_MS = 4000
"""After how long without a key what is being written is saved, lest it be lost."""
_NOT_ANSWERED = "Not answered"
_NEVER_BLANK = frozenset({"matter"})
_FEWEST, _MOST = 2, 12
"""Lines of a text that are seen at once."""


class Control(QWidget):
    """What a field's value is entered with.

    Signals:
        entered(object): a text as typed, or the value to be stored; "" takes the value away.
    """

    entered = Signal(object)

    def __init__(self, look: Look, line: Line) -> None:
        """Begin without a value; `show_line` gives it one."""
        super().__init__()
        self.look = look
        self.line = line
        self.row = QVBoxLayout(self)
        self.row.setContentsMargins(REACH, REACH, REACH, REACH)
        self.row.setSpacing(4)

    def show_line(self, line: Line) -> None:
        """Show a value, unless another is just being written."""
        raise NotImplementedError

    def accept(self) -> None:
        """Take what was entered as saved: the value to come may be written otherwise."""

    def focus_target(self) -> QWidget:
        """What gets the keyboard when the field is wanted."""
        raise NotImplementedError

    def mark(self, is_wrong: bool) -> None:
        """Show, or not, that something is wrong with the value."""
        target = self.focus_target()
        if target.property("problem") != is_wrong:
            target.setProperty("problem", is_wrong)
            target.style().unpolish(target)
            target.style().polish(target)


class LineControl(Control):
    """A text on one line; also days, money, numbers and names."""

    def __init__(self, look: Look, line: Line) -> None:
        """Show the value."""
        super().__init__(look, line)
        hints = {Kind.DAY: "Like 8 Dec 2026", Kind.MONEY: "£", Kind.NAMES: "One; another"}
        hint = line.field.hint or hints.get(line.field.kind, "")
        self.edit = SavedLine(line.field.label, hint)
        self._entered = ""
        self.edit.committed.connect(self._on_committed)
        self.row.addWidget(self.edit)
        self.show_line(line)

    def show_line(self, line: Line) -> None:
        """Show a value."""
        self.line = line
        self.edit.show_value(line.text)

    def _on_committed(self, text: str) -> None:
        self._entered = text
        self.entered.emit(text)

    def accept(self) -> None:
        """Take what was entered as saved."""
        self.edit.show_value(self._entered)

    def focus_target(self) -> QWidget:
        """The line."""
        return self.edit


class ProseEdit(QPlainTextEdit):
    """A text of several lines: saved when left, with Ctrl+Enter, or after a pause; Tab leaves.

    Signals:
        committed(str): another text than the saved one was entered.
    """

    committed = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        """Name it for screen readers."""
        super().__init__()
        self._saved = ""
        self.saves_itself = True
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self._line = look.fonts.line(Text.BODY)
        self._timer = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._timer.timeout.connect(self._on_idle)
        self.textChanged.connect(self._on_text)
        self._fit()

    def show_value(self, text: str) -> None:
        """Show what is saved, unless the person is writing something else."""
        is_writing = self.hasFocus() and self.toPlainText() != self._saved
        self._saved = text
        if not is_writing and self.toPlainText() != text:
            self.setPlainText(text)

    def commit(self) -> None:
        """Save what is written, if it is another text."""
        self._timer.stop()
        text = self.toPlainText().strip()
        if text != self._saved:
            self._saved = text
            self.committed.emit(text)

    def _on_text(self) -> None:
        self._fit()
        if self.hasFocus():
            self._timer.start()

    def _on_idle(self) -> None:
        if self.saves_itself:
            self.commit()

    def _fit(self) -> None:
        """Grow with the text, up to a dozen lines."""
        lines = self.document().documentLayout().documentSize().height()
        shown = max(_FEWEST, min(_MOST, int(lines)))
        needs_bar = int(lines) > _MOST
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAsNeeded if needs_bar else policies.ScrollBarAlwaysOff
        )
        self.setFixedHeight(shown * self._line + 26)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be taller where it is narrower."""
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save what was written."""
        super().focusOutEvent(event)
        self.commit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was written when the page is left."""
        super().hideEvent(event)
        self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter."""
        if event.matches(QKeySequence.StandardKey.InsertLineSeparator):
            self.commit()
        else:
            super().keyPressEvent(event)


class ProseControl(Control):
    """A text of several lines."""

    def __init__(self, look: Look, line: Line) -> None:
        """Show the value."""
        super().__init__(look, line)
        self.edit = ProseEdit(look, line.field.label)
        self.edit.setPlaceholderText(line.field.hint)
        self.edit.committed.connect(self.entered.emit)
        self.row.addWidget(self.edit)
        self.show_line(line)

    def show_line(self, line: Line) -> None:
        """Show a value."""
        self.line = line
        self.edit.saves_itself = not line.is_locked
        self.edit.show_value(line.text)

    def focus_target(self) -> QWidget:
        """The text."""
        return self.edit


_YES_NO = (Option("Yes", "yes"), Option("No", "no"))


class ChoiceControl(Control):
    """One of several values, or none of them yet."""

    def __init__(self, look: Look, line: Line) -> None:
        """Show the value."""
        super().__init__(look, line)
        self.box = Choice()
        self.box.setAccessibleName(line.field.label)
        self.box.activated.connect(lambda: self.entered.emit(self.box.currentData()))
        self.row.addWidget(self.box)
        self.show_line(line)

    def show_line(self, line: Line) -> None:
        """Show a value, also one that is no longer offered."""
        self.line = line
        options = _YES_NO if line.field.kind is Kind.FLAG else line.options
        value = {True: "yes", False: "no", None: ""}.get(line.value, line.value)  # type: ignore[arg-type]
        offered = [(one.words, one.value) for one in options]
        if line.name not in _NEVER_BLANK:
            offered.insert(0, (_NOT_ANSWERED, ""))
        if value not in [each for _, each in offered]:
            offered.append((line.text, str(value)))
        self.box.offer(offered, value)  # type: ignore[arg-type]

    def focus_target(self) -> QWidget:
        """The list."""
        return self.box


class ChoicesControl(Control):
    """Several of a few values, each with a box to tick."""

    def __init__(self, look: Look, line: Line) -> None:
        """Show the value."""
        super().__init__(look, line)
        self.boxes: dict[str, QCheckBox] = {}
        for option in line.options:
            box = QCheckBox(plain_label(option.words))
            box.setMinimumWidth(1)
            box.setAccessibleName(f"{line.field.label}: {option.words}")
            box.clicked.connect(self._on_clicked)
            self.boxes[option.value] = box
            self.row.addWidget(box)
        self.show_line(line)

    def show_line(self, line: Line) -> None:
        """Show which values hold."""
        self.line = line
        held = line.value if isinstance(line.value, list) else []
        for value, box in self.boxes.items():
            box.setChecked(value in held)

    def _on_clicked(self) -> None:
        held = [value for value, box in self.boxes.items() if box.isChecked()]
        self.entered.emit(held or "")

    def focus_target(self) -> QWidget:
        """The first box."""
        return next(iter(self.boxes.values()), self)


class NoneBar(Control):
    """Beside a field that can be answered with "none": the answer, or the button that gives it."""

    def __init__(self, look: Look, inner: Control) -> None:
        """Stand under another control."""
        super().__init__(look, inner.line)
        self.inner = inner
        self.row.setContentsMargins(0, 0, 0, 0)
        inner.entered.connect(self.entered)
        self.row.addWidget(inner)
        bar = QHBoxLayout()
        bar.setContentsMargins(REACH, REACH, REACH, REACH)
        bar.setSpacing(8)
        none = inner.line.field.none
        self.answer = make_button(look, none, kind="small")
        self.answer.setAccessibleName(f"{inner.line.field.label}: {none}")
        self.answer.clicked.connect(lambda: self.entered.emit([]))
        self._tick = make_icon(look, "circle-check", look.theme.ok)
        self._tick.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._said: QLabel = make_label(look, none)
        self.change = make_button(look, "Change", kind="link")
        self.change.setAccessibleName(f"{inner.line.field.label}: change the answer")
        self.change.clicked.connect(lambda: self.entered.emit(""))
        for widget in (self.answer, self._tick, self._said, self.change):
            bar.addWidget(widget)
        bar.addStretch(1)
        self.row.addLayout(bar)
        self.show_line(inner.line)

    def show_line(self, line: Line) -> None:
        """Show the answer, or what gives one."""
        self.line = line
        self.inner.show_line(line)
        self.inner.setVisible(not line.is_none)
        self.answer.setVisible(not line.value and not line.is_none)
        for widget in (self._tick, self._said, self.change):
            widget.setVisible(line.is_none)

    def accept(self) -> None:
        """Take what was entered as saved."""
        self.inner.accept()

    def focus_target(self) -> QWidget:
        """The control, or what changes the answer."""
        return self.change if self.line.is_none else self.inner.focus_target()

    def mark(self, is_wrong: bool) -> None:
        """Show, or not, that something is wrong with the value."""
        if not self.line.is_none:
            self.inner.mark(is_wrong)


def control_for(look: Look, line: Line) -> Control:
    """Return the control for a field's kind."""
    from jointdesk.widgets.decision_rows import RowsControl

    kind = line.field.kind
    made: Control
    if kind is Kind.PROSE:
        made = ProseControl(look, line)
    elif kind in (Kind.CHOICE, Kind.REFERENCE, Kind.FLAG):
        made = ChoiceControl(look, line)
    elif kind in (Kind.CHOICES, Kind.REFERENCES):
        made = ChoicesControl(look, line)
    elif kind is Kind.ROWS:
        made = RowsControl(look, line)
    else:
        made = LineControl(look, line)
    return NoneBar(look, made) if kind in SEVERAL and line.field.none else made
