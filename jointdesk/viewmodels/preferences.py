"""What this person likes on this machine, kept in their data folder and in no desk."""

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from jointdesk.viewmodels.theme import ThemeName

_THEME = "window/theme"


class Preferences(QObject):
    """Likings that are kept at once.

    Signals:
        theme_changed: `theme` is another one.
    """

    theme_changed = Signal()

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        """Keep them in a file of the data folder."""
        super().__init__(parent)
        self._kept = QSettings(str(data_folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeName | None:
        """The theme that was chosen, None for the desktop's own."""
        name = str(self._kept.value(_THEME, ""))
        return ThemeName(name) if name in list(ThemeName) else None

    def choose_theme(self, theme: ThemeName | None) -> None:
        """Use a theme from now on, None for the desktop's own."""
        if theme is not self.theme:
            self._kept.setValue(_THEME, theme.value if theme else "")
            self._kept.sync()
            self.theme_changed.emit()

    def text(self, name: str) -> str:
        """Return a text that was kept under a name, "" for none."""
        return str(self._kept.value(name, ""))

    def keep_text(self, name: str, text: str) -> None:
        """Keep a text under a name ("decisions/filters/PERSON")."""
        self._kept.setValue(name, text)
        self._kept.sync()
