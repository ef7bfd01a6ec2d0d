"""The fields of a meeting, tied to its editor: each tells what is typed and shows what is wrong."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.events import EVENT_STATUSES, LOCAL
from jointdesk.domain.matters import VISIBILITY
from jointdesk.viewmodels import repeats
from jointdesk.viewmodels.calendars import OrgCalendars
from jointdesk.viewmodels.day_words import read_typed_day
from jointdesk.viewmodels.event_editor import EventEditor
from jointdesk.widgets.announcing import announce
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.task_parts import empty

_NOTES = 84
_STATUSES = [(words, name) for name, words in EVENT_STATUSES.items() if name != "cancelled"]
_ICONS = {Severity.RED: "octagon-alert", Severity.AMBER: "triangle-alert"}


class EventFields:
    """Makes fields for an editor by name, fills them, and says what is wrong under them.

    A field that has the keyboard keeps what is being typed.
    """

    def __init__(self, look: Look, editor: EventEditor) -> None:
        """Begin without fields."""
        self._look, self._editor = look, editor
        self.fields: dict[str, Field] = {}

    def line(self, name: str, label: str, *, is_short: bool = False, hint: str = "") -> Field:
        """Return a field of one line; `hint` stands in it while it is empty."""
        line = QLineEdit()
        line.setMaxLength(400)
        line.setPlaceholderText(hint)
        line.textEdited.connect(lambda text: self._editor.enter(**{name: text}))
        line.editingFinished.connect(partial(self._leave, name))
        if is_short:
            line.setMaximumWidth(self._look.fonts.px(76))
        return self._keep(name, label or hint, line, has_label=bool(label))

    def choice(self, name: str, label: str, spoken: str = "") -> Field:
        """Return a field of a few values."""
        choice = Choice()
        choice.activated.connect(lambda place: self._editor.enter(**{name: choice.itemData(place)}))
        return self._keep(name, label or spoken, choice, has_label=bool(label))

    def check(self, name: str, words: str) -> QCheckBox:
        """Return a tick."""
        box = QCheckBox(words)
        box.clicked.connect(lambda is_on: self._editor.enter(**{name: is_on}))
        self.fields[name] = Field(self._look, "", box)
        return box

    def prose(self, name: str, label: str) -> Field:
        """Return a field of several lines."""
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        text.setFixedHeight(self._look.fonts.px(_NOTES))
        text.textChanged.connect(
            lambda: self._editor.enter(**{name: text.toPlainText()}) if text.hasFocus() else None
        )
        return self._keep(name, label, text)

    def _leave(self, name: str) -> None:
        if isValid(self._editor):  # a field loses the keyboard too when everything is taken apart
            self._editor.leave_field(name)

    def _keep(self, name: str, label: str, control: QWidget, *, has_label: bool = True) -> Field:
        field = Field(self._look, label if has_label else "", control)
        control.setAccessibleName(label)
        layout = field.layout()
        if not has_label and layout is not None:
            layout.setContentsMargins(REACH, REACH, REACH, REACH)
        self.fields[name] = field
        return field

    # Showing

    def show(self, *, is_other: bool = False) -> None:
        """Show what the form holds; what is being typed stays, unless it is another form."""
        self._offer()
        form, problems = self._editor.form, self._editor.problems
        for name, field in self.fields.items():
            value, control = getattr(form, name), field.control
            is_typing = control.hasFocus() and not is_other
            if isinstance(control, QLineEdit):
                if control.text() != value and not is_typing:
                    control.setText(value)
                    control.setCursorPosition(0)
            elif isinstance(control, QCheckBox):
                control.setChecked(value)
            elif isinstance(control, QPlainTextEdit):
                if control.toPlainText() != value and not is_typing:
                    control.setPlainText(value)
            field.say(problems.get(name, ""))

    def _offer(self) -> None:
        """Offer what can be chosen now, with what is chosen."""
        editor, form = self._editor, self._editor.form
        desk, own = editor.desk, editor.calendars()
        if desk is None:
            return
        bodies: list[tuple[str, object]] = [
            (one.organisation.code, one.organisation.id) for one in desk.calendars
        ]
        self._fill("org", bodies, form.org)
        calendars = _calendars(own, is_new=editor.meeting is None)
        chosen = form.collection if form.collection in [one for _, one in calendars] else ""
        self._fill("collection", calendars, chosen)
        statuses: list[tuple[str, object]] = list(_STATUSES)
        if form.status == "cancelled":
            statuses.append((EVENT_STATUSES["cancelled"], "cancelled"))
        self._fill("status", statuses, form.status)
        self._fill("visibility", [(words, one) for one, words in VISIBILITY.items()],
                   form.visibility)  # fmt: skip
        day = read_typed_day(form.day, desk.today)
        rules: list[tuple[str, object]] = list(
            repeats.choices(desk.today if not day or isinstance(day, str) else day)
        )
        if editor.changeable.is_series and not form.repeat:
            rules[0] = ("On days of its own", "")
        if form.repeat not in [one for _, one in rules] and form.repeat != repeats.CUSTOM:
            rules.append((form.repeat, form.repeat))
        self._fill("repeat", [*rules, ("Another rule…", repeats.CUSTOM)], form.repeat)

    def _fill(self, name: str, options: list[tuple[str, object]], chosen: object) -> None:
        field = self.fields.get(name)
        if field is None or not isinstance(field.control, Choice):
            return
        choice = field.control
        shown = [
            (choice.itemText(place), choice.itemData(place)) for place in range(choice.count())
        ]
        if shown != options or choice.currentData() != chosen:
            choice.offer(options, chosen)


def _calendars(own: OrgCalendars | None, *, is_new: bool) -> list[tuple[str, object]]:
    """Return the calendars that are offered, with how a form says each.

    "" is the one that is taken by itself of a new meeting, and the local one of any other.
    """
    found = own.calendars if own else ()
    return [
        (words, "" if (not place if is_new else id_.startswith(f"{LOCAL}:")) else id_)
        for place, (id_, words) in enumerate(found)
    ]


class WarningLines(QWidget):
    """The conflicts that a meeting would make, a line each; they are said as they come."""

    def __init__(self, look: Look) -> None:
        """Begin with none."""
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.sentences: list[str] = []
        self.setAccessibleName("Conflicts")
        self.hide()

    def show_warnings(self, warnings: tuple[tuple[Severity, str], ...]) -> None:
        """Show other ones."""
        sentences = [words for _, words in warnings]
        if sentences == self.sentences:
            return
        self.sentences = sentences
        empty(self._column)
        for severity, words in warnings:
            line = self._line(severity, words)
            self._column.addWidget(line)
            line.show()  # at once, so that it counts in the size of what it stands in
        self.setVisible(bool(warnings))
        announce(self, ". ".join(sentences))

    def _line(self, severity: Severity, words: str) -> QWidget:
        theme, line = self._look.theme, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        colour = theme.severity(severity)
        row.addWidget(make_icon(self._look, _ICONS[severity], colour, 14), 0,
                      Qt.AlignmentFlag.AlignTop)  # fmt: skip
        row.addWidget(make_label(self._look, words, Text.DETAIL, colour=colour), 1)
        return line
