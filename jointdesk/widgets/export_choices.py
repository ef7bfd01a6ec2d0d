"""The choices that can be made while one looks at a diary or a brief: they change it in place."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from jointdesk.exports.formats import PERSONAL
from jointdesk.viewmodels.export_choices import Form, What, Wish
from jointdesk.widgets.controls import make_icon_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.forms import Choice, Field
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import Card

_NAMES: Mapping[str, str] = MappingProxyType(
    {"audience": "For whom", "detail": "How much", "beside": "Diaries"}
)

_TURNED = (What.DIARY, What.BRIEF)
"""The kinds whose days one turns like pages."""


class ExportChoices(Card):
    """A few of the form's choices, beside what they change.

    Signals:
        changed(object): another `Wish`.
        turned(int): the days after (1) or before (-1) are wanted.
    """

    changed = Signal(object)
    turned = Signal(int)

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__()
        self._wish = Wish()
        self.add_title(look, "What is printed")
        self._days = make_label(look, "")
        self._days.setIndent(REACH)
        self.earlier = make_icon_button(look, "chevron-left", "Days before")
        self.later = make_icon_button(look, "chevron-right", "Days after")
        row = QHBoxLayout()
        row.addWidget(self._days, 1)
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        self.column.addLayout(row)
        self.choices = {name: Choice() for name in _NAMES}
        self._fields = {
            name: Field(look, _NAMES[name], choice) for name, choice in self.choices.items()
        }
        for name, field in self._fields.items():
            self.column.addWidget(field)
            self.choices[name].currentIndexChanged.connect(self._on_changed)
        self.earlier.clicked.connect(lambda: self.turned.emit(-1))
        self.later.clicked.connect(lambda: self.turned.emit(1))
        self.hide()

    def show_form(self, form: Form, days: str) -> None:
        """Show what is chosen, and what else can be; `days` are those that are printed."""
        self._wish = form.wish
        self.setVisible(form.wish.kind in PERSONAL)
        self._days.setText(days)
        for button in (self.earlier, self.later):
            button.setVisible(form.wish.kind in _TURNED)
        for name, choice in self.choices.items():
            options = form.options[name]
            choice.offer(list(options), getattr(form.wish, name))
            self._fields[name].setVisible(bool(options))

    @Slot()
    def _on_changed(self) -> None:
        values: dict[str, Any] = {
            name: str(one.currentData() or "") for name, one in self.choices.items()
        }
        self.changed.emit(self._wish._replace(**values))
