"""Everything that decides how a widget looks, handed to it as one value."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from jointdesk.viewmodels.theme import Theme, ThemeName, load_theme
from jointdesk.widgets.fonts import Fonts, load_fonts, system_scale
from jointdesk.widgets.icons import Icons


@dataclass(frozen=True, slots=True)
class Look:
    """A theme, the fonts at one text size, and the icons; `resources` is where they are from."""

    theme: Theme
    fonts: Fonts
    icons: Icons
    resources: Path


def load_look(resources: Path, name: ThemeName, scale: float | None = None) -> Look:
    """Read theme, fonts and icons; call it once, after the application exists.

    `scale` is how much larger than the design text is; None takes the system's text size.
    """
    if scale is None:
        scale = system_scale()
    load_fonts(resources / "fonts")
    theme = load_theme(resources / "themes", name)
    return Look(theme, Fonts(scale), Icons(resources / "icons"), resources)


def with_theme(look: Look, name: ThemeName) -> Look:
    """Return the same look in another theme."""
    return replace(look, theme=load_theme(look.resources / "themes", name))


def system_theme() -> ThemeName:
    """Return the theme that the desktop asks for, light where it does not say."""
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility()  # held, or Qt deletes it while it is asked
    if accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast:
        return ThemeName.HIGH_CONTRAST
    return ThemeName.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else ThemeName.LIGHT
