"""The connected calendars: whose, from where, read when, and what is wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.domain.words import diary_name
from jointdesk.viewmodels.import_sources import SourceLine
from jointdesk.viewmodels.words import joined
from jointdesk.widgets.controls import TagLabel, make_button, make_icon_button
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Problem, make_rule, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look


class SourceList(QFrame):
    """A row a calendar.

    Signals:
        look_requested(str, str): read this one to look at it; its secret where it was asked.
        removal_requested(str): take this one away.
    """

    look_requested = Signal(str, str)
    removal_requested = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_sources(self, sources: tuple[SourceLine, ...]) -> None:
        """Show these rows in place of those before."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for source in sources:
            self._column.addWidget(self._row(source))
            self._column.addWidget(make_rule(self._look))

    def _row(self, source: SourceLine) -> QWidget:
        look = self._look
        widget = QWidget()
        widget.setMinimumHeight(look.fonts.px(52))
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(10)
        organisation = source.organisation
        tag = TagLabel(look, organisation.position, organisation.code, organisation.name)
        row.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._texts(source), 1)
        field = self._secret_field(source) if source.asked else None
        if field is not None:
            row.addWidget(field, 1)
        self._add_buttons(row, source, field)
        column.addLayout(row)
        if source.error:
            problem = Problem(look)
            column.addWidget(problem)  # first: shown by itself it would be a window of its own
            problem.say(source.error)
        return widget

    def _texts(self, source: SourceLine) -> QVBoxLayout:
        look = self._look
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(make_label(look, source.name, Text.BODY, Weight.SEMI_BOLD))
        paused = "paused until it is read by hand" if source.is_paused else ""
        said = joined((source.place, source.read, paused))
        texts.addWidget(soft_label(look, said))
        return texts

    def _secret_field(self, source: SourceLine) -> QLineEdit:
        """The address or password that is kept nowhere: asked for here, once a session."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText(f"Its {source.asked}, for this session")
        name = f"{source.asked.capitalize()} of the {diary_name(source.name)}, for this session"
        field.setAccessibleName(name)
        field.returnPressed.connect(lambda: self._ask(source, field))
        return field

    def _add_buttons(self, row: QHBoxLayout, source: SourceLine, field: QLineEdit | None) -> None:
        read = make_button(self._look, "Read now…", "refresh-cw", "small")
        read.setAccessibleName(f"Read the {diary_name(source.name)} now")
        read.clicked.connect(lambda: self._ask(source, field))
        remove = make_icon_button(self._look, "trash-2", f"Remove the {diary_name(source.name)}")
        remove.clicked.connect(lambda: self.removal_requested.emit(source.id))
        row.addWidget(read)
        row.addWidget(remove)

    def _ask(self, source: SourceLine, field: QLineEdit | None) -> None:
        if field is not None and not field.text().strip():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.look_requested.emit(source.id, field.text() if field is not None else "")
