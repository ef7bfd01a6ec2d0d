"""The registers that decisions are checked against: simple lists, with add, edit and import."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.domain.fields import RecordType
from jointdesk.operations.registers import WORDS, Brought, remove_entry
from jointdesk.viewmodels.registers import ARTICLES, KINDS, NAMES, NOTES, EntryRow
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.widgets.controls import SegmentedControl, make_button, make_icon_button
from jointdesk.widgets.file_dialogs import ask_file
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Banner, make_rule, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.register_form import EntryForm
from jointdesk.widgets.settings_section import Section

_TABLES = ("Tables (*.xlsx *.xlsm *.csv *.tsv)",)
_MOST_REASONS = 8


class EntryLine(QWidget):
    """One entry of a register, with what changes it and what takes it away."""

    def __init__(self, look: Look, entry: EntryRow) -> None:
        """Show an entry."""
        super().__init__()
        self.setMinimumHeight(look.fonts.px(44))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(look, entry.title, Text.BODY, Weight.MEDIUM))
        words.addWidget(soft_label(look, entry.detail))
        self.edit = make_icon_button(look, "pencil", f"Change: {entry.spoken}")
        self.remove = make_icon_button(look, "trash-2", f"Remove: {entry.spoken}")
        row.addLayout(words, 1)
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)


class RegisterSection(Section):
    """One register at a time; a click or Enter on the pencil opens an entry in its place."""

    def __init__(self, look: Look, model: SettingsModel) -> None:
        super().__init__(look, model, "Registers", "What decisions, tasks and forums refer to.")
        self.registers = model.registers
        self.form: EntryForm | None = None
        self.kind: RecordType[Any] = KINDS[0]
        """The register that is open."""
        self.choice = SegmentedControl([NAMES[kind.name] for kind in KINDS], "Register")
        self.choice.choice_changed.connect(self.open_register)
        self._note = soft_label(look, NOTES[KINDS[0].name], Text.BODY)
        self.banner = Banner(look, "amber", "triangle-alert")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.none = soft_label(look, "")
        self.add = make_button(look, "", "plus")
        self.add.clicked.connect(self.begin_entry)
        self.bring = make_button(look, "Bring in a table", "import")
        self.bring.clicked.connect(self._on_bring)
        self._lay_out()
        self.registers.registers_changed.connect(self._show)
        self.registers.brought.connect(self._on_brought)
        self.open_register(0)
        self.registers.want()

    def _lay_out(self) -> None:
        self.column.addWidget(self.choice)
        self.column.addWidget(self._note)
        self.column.addWidget(self.banner)
        self.column.addLayout(self._list)
        self.column.addWidget(self.none)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add)
        foot.addWidget(self.bring)
        foot.addStretch(1)
        self.column.addLayout(foot)

    def show_settings(self, settings: Settings) -> None:
        """The registers are read by a model of their own."""

    # Showing

    @Slot(int)
    def open_register(self, place: int) -> None:
        """Open a register."""
        self.kind = KINDS[place]
        self._leave_form()
        self.banner.say("")
        self._note.setText(NOTES[self.kind.name])
        self.add.setText(f"Add {ARTICLES[self.kind.name]}")
        self._show()

    @Slot()
    def _show(self) -> None:
        desk = self.registers.registers
        if desk is None:
            return
        focused = focused_name(self)
        rows = desk.rows(self.kind)
        form = self.form
        if form is not None and form.entry_id and form.entry_id not in [row.id for row in rows]:
            self._leave_form()  # it was removed
            form = None
        self._clear()
        for row in rows:
            line = EntryLine(self.look, row)
            line.edit.clicked.connect(partial(self.open_entry, row.id))
            line.remove.clicked.connect(partial(self._on_remove, row))
            self._list.addWidget(line)
            if form is not None and form.entry_id == row.id:
                form.show_lines(desk.lines(self.kind, row.id))
                self._list.addWidget(form)
            self._list.addWidget(make_rule(self.look))
        if form is not None and not form.entry_id:
            self._list.addWidget(form)
        self.none.setText(f"There is no {WORDS[self.kind.name]} yet.")
        self.none.setVisible(not rows and form is None)
        self.order_tabs()
        if focused and not focused_name(self):
            refocus(self, focused)

    def _clear(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.form:
                widget.hide()
                widget.deleteLater()

    # What the person does

    def open_entry(self, entry_id: str) -> None:
        """Show the fields of an entry under it; once more closes them."""
        was_open = self.form is not None and self.form.entry_id == entry_id
        self._leave_form()
        if not was_open:
            self._open_form(entry_id)

    @Slot()
    def begin_entry(self) -> None:
        """Ask for what makes an entry."""
        self._leave_form()
        self._open_form("")

    def _open_form(self, entry_id: str) -> None:
        desk = self.registers.registers
        if desk is None:
            return
        form = EntryForm(self.look, self.kind, entry_id, desk.lines(self.kind, entry_id))
        form.entered.connect(self._on_entered)
        form.added.connect(self._on_added)
        form.left.connect(self._on_left)
        self.form = form
        self._show()
        form.show()
        form.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._reveal)

    @Slot()
    def _reveal(self) -> None:
        """Scroll to the form, once it has its place."""
        if self.form is not None:
            self.ensureWidgetVisible(self.form)

    def _leave_form(self) -> None:
        if self.form is not None:
            self._list.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    @Slot()
    def _on_left(self) -> None:
        self._leave_form()
        self._show()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str, object)
    def _on_entered(self, name: str, value: object) -> None:
        if self.form is None:
            return
        kind, entry_id = self.kind, self.form.entry_id
        label = kind.field(name).label
        self.model.try_save(
            f"register:{entry_id}:{name}",
            f"Saved “{label}”.",
            lambda: self.registers.editing(kind, entry_id, name, value),
        )

    @Slot(object)
    def _on_added(self, values: dict[str, object]) -> None:
        kind = self.kind
        self.model.try_save(
            "register::",
            f"Added {ARTICLES[kind.name]}.",
            lambda: self.registers.adding(kind, values),
        )

    def _on_remove(self, entry: EntryRow) -> None:
        kind = self.kind
        self.model.save(
            f"register:{entry.id}:",
            f"Removed “{entry.title}”.",
            lambda desk, actor: remove_entry(desk, actor, kind, entry.id),
        )

    def say(self, key: str, sentence: str) -> None:
        """Say what is wrong; a new entry that was saved closes its form."""
        what, _, rest = key.partition(":")
        entry_id, _, name = rest.partition(":")
        form = self.form
        if what != "register" or form is None or form.entry_id != entry_id:
            return
        if not entry_id and not sentence:
            self._on_left()
        else:
            form.say(name, sentence)

    # Tables

    @Slot()
    def _on_bring(self) -> None:
        ask_file(self, "Bring in a table", self.bring_file, _TABLES)

    def bring_file(self, file: str) -> None:
        """Bring a table into the open register."""
        self.banner.say("")
        self.registers.bring(self.kind, file, lambda sentence: self.banner.say("", sentence))

    @Slot(str, object)
    def _on_brought(self, _kind: str, result: Brought) -> None:
        reasons = [f"Row {one.row}: {one.reason}" for one in result.refused[:_MOST_REASONS]]
        more = len(result.refused) - len(reasons)
        told = [*reasons, *([f"and {more} more"] if more > 0 else [])]
        number = len(result.refused)
        head = f"{number} {'row was' if number == 1 else 'rows were'} left out." if number else ""
        self.banner.say(head, "\n".join(told))
