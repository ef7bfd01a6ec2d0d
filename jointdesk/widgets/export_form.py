"""The form that begins an export: what, whose, for whom, of which days, as what."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from jointdesk.viewmodels.export_choices import Form, Wish, hint_for
from jointdesk.viewmodels.export_days import TYPED
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Banner, Choice, Field, Problem, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "kind": "What",
        "org": "Whose",
        "decision": "Which decision",
        "audience": "For whom",
        "period": "Of which days",
        "detail": "How much",
        "beside": "Diaries",
        "forum": "Forum",
        "owner": "Lead",
        "format": "Format",
    }
)
"""The choices in their order, by the names of the wish's fields."""


class ExportForm(QFrame):
    """Asks for one export.

    Signals:
        changed(object): the form says another `Wish`.
        wanted: make it ready to be looked through.
    """

    changed = Signal(object)
    wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Begin empty; `show_form` fills it."""
        super().__init__()
        self._look = look
        self._wish = Wish()
        self.setProperty("kind", "card")
        self.choices = {name: Choice() for name in _NAMES}
        self.first, self.last = QLineEdit(), QLineEdit()
        self.open_only = QCheckBox("Only what is to do")
        self.look_through = make_button(look, "Preview", "file-output", "primary")
        self.nothing = Banner(look, "info", "info")
        self.problem = Problem(look)
        self._hint = soft_label(look, "")
        self._fields = {
            name: Field(look, _NAMES[name], choice) for name, choice in self.choices.items()
        }
        self._fields["first"] = Field(look, "First day", self.first)
        self._fields["last"] = Field(look, "Last day", self.last)
        for field in self._fields.values():
            field.setParent(self)
        self.open_only.setParent(self)
        self._grid = QGridLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - REACH, 14, 16 - REACH, 16)
        column.setSpacing(10)
        title = make_label(look, "What is to leave JointDesk", Text.SECTION, Weight.SEMI_BOLD)
        title.setIndent(REACH)
        column.addWidget(title)
        for line in (self.first, self.last):
            line.setPlaceholderText("14 Dec 2026")
            line.setMaxLength(60)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self._hint.setIndent(REACH)
        column.addWidget(self._hint)
        column.addWidget(self.nothing)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.setContentsMargins(REACH, 2, REACH, 0)
        row.setSpacing(12)
        row.addWidget(self.look_through)
        row.addWidget(soft_label(look, "Nothing is written until you save it."), 1)
        column.addLayout(row)

    def _connect(self) -> None:
        for choice in self.choices.values():
            choice.currentIndexChanged.connect(self._on_changed)
        for line in (self.first, self.last):
            line.textEdited.connect(self._on_changed)
            line.returnPressed.connect(self.look_through.click)
        self.open_only.toggled.connect(self._on_changed)
        self.look_through.clicked.connect(self.wanted)

    def show_form(self, form: Form) -> None:
        """Show a wish and what can be chosen with it; what is not asked is not shown."""
        self._wish = wish = form.wish
        shown = []
        for name, choice in self.choices.items():
            options = form.options[name]
            choice.offer(list(options), getattr(wish, name))
            if options:
                shown.append(name)
            if name == "period" and wish.period == TYPED:
                shown += ["first", "last"]
        for line, text in ((self.first, wish.first), (self.last, wish.last)):
            if line.text() != text:
                line.setText(text)
        self.open_only.blockSignals(True)
        self.open_only.setChecked(wish.open_only)
        self.open_only.blockSignals(False)
        self._arrange(shown, asks_open=bool(form.options["owner"]))
        self._hint.setText(hint_for(wish))
        self.choices["audience"].setAccessibleDescription(hint_for(wish))
        self._say_nothing(form)

    def _arrange(self, shown: list[str], *, asks_open: bool) -> None:
        """Put the fields that are asked side by side, two a row, in the order of Tab."""
        while self._grid.takeAt(0) is not None:
            pass
        for name, field in self._fields.items():
            field.setVisible(name in shown)
        for place, name in enumerate(shown):
            self._grid.addWidget(self._fields[name], *divmod(place, 2))
        before = None
        for name in shown:
            control = self._fields[name].control
            if before is not None:
                self.setTabOrder(before, control)
            before = control
        self.open_only.setVisible(asks_open)
        if asks_open:
            at_bottom = Qt.AlignmentFlag.AlignBottom
            self._grid.addWidget(self.open_only, *divmod(len(shown), 2), at_bottom)
        for control in (self.open_only, self.look_through):
            if before is not None:
                self.setTabOrder(before, control)
            before = control

    def _say_nothing(self, form: Form) -> None:
        wish = form.wish
        has_none = (wish.kind == "notice" and not wish.decision) or not wish.audience
        self.nothing.say("", "No decision is taken yet that you may see." if has_none else "")
        self.look_through.setEnabled(not has_none)
        self.look_through.setToolTip("There is nothing to export" if has_none else "")

    def say(self, sentence: str) -> None:
        """Say why it could not be made ready."""
        self.problem.say(sentence)
        self.look_through.setAccessibleDescription(sentence)

    @Slot()
    def _on_changed(self) -> None:
        self.say("")
        values = {name: str(one.currentData() or "") for name, one in self.choices.items()}
        self.changed.emit(
            self._wish._replace(
                **values,
                first=self.first.text(),
                last=self.last.text(),
                open_only=self.open_only.isChecked(),
            )
        )
