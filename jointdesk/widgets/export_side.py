"""What stands beside the preview: what it holds, what it leaves out, who has looked at it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy

from jointdesk.viewmodels.export_choices import Option
from jointdesk.viewmodels.export_making import Made, told
from jointdesk.widgets.export_choices import ExportChoices
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice, Column, Field, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import Card

_WIDTH = 300

_HASH = 64
"""Letters of a SHA-256 in hexadecimal."""

_UNCHECKED = "Choose who has looked at it: a public edition is checked by a second person"
_UNTICKED = "{name} has not ticked yet that this was looked at"


class ExportSide(Column):
    """The facts of what is looked through, and the second person's tick for public editions.

    Signals:
        checked_changed: another `checked_by` or `why_not`.
    """

    checked_changed = Signal()

    def __init__(self, look: Look) -> None:
        """Begin empty; `show_made` fills it."""
        super().__init__(look, "About this export")
        self._look = look
        self.setFixedWidth(look.fonts.px(_WIDTH))
        self.column.setContentsMargins(16, 18, 16, 18)
        self._is_public = False
        self._facts = QGridLayout()
        self._facts.setColumnStretch(1, 1)
        self._facts.setHorizontalSpacing(10)
        self.choices = ExportChoices(look)
        self.left_out = Card()
        self.check = Card()
        self.who = Choice()
        self.tick = QCheckBox("I have looked through it all")
        self._lay_out()
        self.who.currentIndexChanged.connect(self._on_who)
        self.tick.toggled.connect(self.checked_changed)

    def _lay_out(self) -> None:
        look = self._look
        self.column.addWidget(self.choices)
        self.column.addWidget(make_label(look, "This export", Text.SECTION, Weight.SEMI_BOLD))
        self.column.addLayout(self._facts)
        self.left_out.add_title(look, "Not in it")
        self.omissions = make_label(look, "")
        self.omissions.setIndent(3)
        self.left_out.column.addWidget(self.omissions)
        self.column.addWidget(self.left_out)
        self.check.add_title(look, "A second person's check")
        self.check.column.addWidget(Field(look, "Who looks through it", self.who))
        self.check.column.addWidget(self.tick)
        self.column.addWidget(self.check)
        self.column.addWidget(
            soft_label(
                look,
                "Saving it is logged and cannot be undone: the file is written, and may go out.",
            )
        )

    @property
    def checked_by(self) -> str:
        """The id of who has looked at it, "" where nobody has to or nobody has."""
        is_done = self._is_public and self.tick.isChecked()
        return str(self.who.currentData() or "") if is_done else ""

    @property
    def why_not(self) -> str:
        """Why it cannot be saved yet, "" if it can."""
        if not self._is_public or self.checked_by:
            return ""
        is_named = bool(self.who.currentData())
        return _UNTICKED.format(name=self.who.currentText()) if is_named else _UNCHECKED

    def show_made(self, made: Made, checkers: list[Option]) -> None:
        """Show what is looked through; nobody has checked it yet."""
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, (name, value) in enumerate(told(made)):
            label = make_label(self._look, _broken(value))
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._facts.addWidget(soft_label(self._look, name), row, 0)
            self._facts.addWidget(label, row, 1)
        self.left_out.setVisible(bool(made.left_out))
        self.omissions.setText("\n".join(f"• {one}" for one in made.left_out))
        self._is_public = made.is_public
        self.check.setVisible(made.is_public)
        self.who.offer([("Nobody yet", ""), *checkers], "")
        self._on_who()

    @Slot()
    def _on_who(self) -> None:
        """Ask for the tick of whoever is chosen; another person ticks anew."""
        name = self.who.currentText() if self.who.currentData() else ""
        self.tick.blockSignals(True)
        self.tick.setChecked(False)
        self.tick.blockSignals(False)
        self.tick.setEnabled(bool(name))
        self.tick.setAccessibleName(f"{name or 'The second person'} has looked through it all")
        self.tick.setToolTip("" if name else "Choose who looks through it")
        self.checked_changed.emit()


def _broken(text: str) -> str:
    """Let a hash, which has no blanks, go on in the next line."""
    if len(text) != _HASH:
        return text
    return "\u200b".join(text[at : at + 8] for at in range(0, _HASH, 8))
