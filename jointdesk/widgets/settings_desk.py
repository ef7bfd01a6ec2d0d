"""How the window looks on this machine, and copies of the desk."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton

from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.desks import DesksModel
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.desks_card import DesksCard
from jointdesk.widgets.file_dialogs import ask_new_file
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.forms import soft_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import Card, Section
from jointdesk.widgets.unreadable_line import UnreadableLine

_BACKUP = "backup"
_THEMES: dict[ThemeName | None, str] = {
    None: "As the desktop asks for",
    ThemeName.LIGHT: "Light",
    ThemeName.DARK: "Dark",
    ThemeName.HIGH_CONTRAST: "High contrast",
}


class DeskSection(Section):
    """Appearance, where the desk lies and is copied to, and opening another desk."""

    def __init__(
        self, look: Look, model: SettingsModel, preferences: Preferences, desks: DesksModel
    ) -> None:
        super().__init__(
            look, model, "Appearance and copies", "Kept on this computer, not in the desk."
        )
        self._preferences = preferences
        self.themes: dict[ThemeName | None, QRadioButton] = {}
        self.column.addWidget(self._appearance())
        self.file = QLineEdit()
        self.column.addWidget(self._copies())
        self.desks = DesksCard(look, desks)
        self.column.addWidget(self.desks)

    def _appearance(self) -> Card:
        card = Card()
        card.add_title(self.look, "Appearance")
        group = QButtonGroup(card)
        for theme, name in _THEMES.items():
            button = QRadioButton(name)
            button.setChecked(theme is self._preferences.theme)
            button.clicked.connect(lambda _=False, one=theme: self._preferences.choose_theme(one))
            group.addButton(button)
            self.themes[theme] = button
            row = QHBoxLayout()
            row.setContentsMargins(REACH, 0, REACH, 0)
            row.addWidget(button)
            row.addStretch(1)
            card.column.addLayout(row)
        return card

    def _copies(self) -> Card:
        look = self.look
        card = Card()
        card.add_title(look, "The desk and its copies")
        where = soft_label(look, f"This desk is {plain_line(str(self.model.path))}.")
        protects = soft_label(
            look,
            "In one file JointDesk hides, it does not protect: whoever can open the file, or a"
            " copy of it, can read all of it.",
        )
        choose = make_button(look, "Choose…")
        choose.setAccessibleName("Choose where the copy goes")
        copy = make_button(look, "Make a copy", "paperclip")
        self.file.setPlaceholderText("A new file, such as desk-2026-12-14.jointdesk")
        for label in (where, protects):
            label.setIndent(REACH)
            card.column.addWidget(label)
        card.column.addWidget(UnreadableLine(look, self.model.unreadable))
        card.column.addWidget(self.add_field(_BACKUP, "Copy to", self.file, choose, copy))
        choose.clicked.connect(self._on_choose)
        copy.clicked.connect(self._on_copy)
        self.file.returnPressed.connect(self._on_copy)
        return card

    def show_settings(self, settings: Settings) -> None:
        """Nothing here is in the desk."""

    def say(self, key: str, sentence: str) -> None:
        """Say what is wrong; a copy that was made empties the line."""
        super().say(key, sentence)
        if key == _BACKUP and not sentence:
            self.file.clear()

    @Slot()
    def _on_choose(self) -> None:
        """Let the system's own dialogue name a file; it does not block the window."""
        ask_new_file(self, "Copy the desk to", self.file.setText, "jointdesk", may_replace=False)

    @Slot()
    def _on_copy(self) -> None:
        if self.file.text().strip():
            self.model.back_up(_BACKUP, self.file.text().strip())
        else:
            self.say(_BACKUP, "Say where the copy goes.")
