"""Fusion with our palette and a small style sheet for the controls that Fusion draws otherwise.

Controls say what they are by the dynamic property `kind`: "primary", "small", "quiet" (an icon
alone), "link", "segment" and "navigation" for buttons, "well" for a frame that is sunken and
"card" for one that stands out. The ring round the focused control is `focus.FocusRing`.
"""

from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from jointdesk.viewmodels.theme import Theme
from jointdesk.widgets.fonts import Fonts, Text
from jointdesk.widgets.look import Look

_SHEET = Template("""
* { outline: none; }
QToolTip { color: $ink; background: $surface; border: 1px solid $line2; padding: 4px; }
QPushButton, QToolButton {
  color: $ink; background: $surface; border: 1px solid $line2; border-radius: 6px;
  min-height: $control; padding: 0 12px; font-weight: 500;
}
QPushButton:hover, QToolButton:hover { background: $sunken; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:disabled, QToolButton:disabled {
  color: $ink3; border-color: $line; border-style: $disabled_line;
}
QPushButton[kind="primary"] { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:disabled {
  color: $ink3; background: $sunken; border-color: $line;
}
QPushButton[kind="small"] { min-height: $small; padding: 0 10px; font-size: ${block}pt; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
  background: transparent; border-color: transparent; padding: 0; min-width: $quiet;
  min-height: $quiet;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $sunken; }
QPushButton[kind="toggle"] {
  background: transparent; border: 1px solid transparent; padding: 0; min-width: $quiet;
  min-height: $quiet;
}
QPushButton[kind="toggle"]:hover { background: $sunken; }
QPushButton[kind="toggle"]:checked { background: $accent_tint; border-color: $line2; }
QPushButton[kind="link"] {
  color: $accent; background: transparent; border: none; padding: 0 4px; min-height: 24px;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="segment"] {
  background: transparent; border-color: transparent; min-height: $segment; color: $ink2;
}
QPushButton[kind="segment"]:hover { color: $ink; }
QPushButton[kind="segment"]:checked {
  background: $surface; border-color: $line2; color: $ink;
}
QPushButton[kind="navigation"] {
  background: transparent; border: 1px solid transparent; text-align: left; padding: 0 8px;
  color: $ink;
}
QPushButton[kind="navigation"]:hover { background: $sunken; }
QPushButton[kind="navigation"]:checked {
  background: $accent_tint; border-color: $selected_line; color: $accent; font-weight: 600;
}
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
  color: $ink; background: $surface; border: 1px solid $line2; border-radius: 6px;
  padding: 0 8px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: $control; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("$images/down.svg"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { border: 1px solid $line2; border-radius: 0; padding: 4px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 22px; }
QAbstractSpinBox::up-arrow { image: url("$images/up.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("$images/down.svg"); width: 12px; height: 12px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 14px; height: 14px; border: 1px solid $line2; background: $surface;
}
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url("$images/check.svg");
}
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QAbstractItemView {
  background: $surface; border: 1px solid $line; border-radius: 8px;
  selection-background-color: $chosen; selection-color: $on_chosen;
}
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
  background: $surface; color: $ink2; border: none; border-bottom: 1px solid $line2;
  padding: 6px 8px; font-weight: 600;
}
QProgressBar { background: $sunken; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
  color: $ink3; border-color: $line; background: $window;
}
QLineEdit[problem="true"], QComboBox[problem="true"], QPlainTextEdit[problem="true"] {
  border: 1.5px solid $red;
}
QFrame[kind="well"] {
  background: $sunken; border: 1px solid $line; border-radius: 8px;
}
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QLabel { background: transparent; }
QMenu { background: $surface; color: $ink; border: 1px solid $line2; padding: 4px; }
QMenu::item { padding: 5px 20px 5px 8px; border-radius: 4px; border: 1px solid transparent; }
QMenu::item:selected { background: $accent_tint; border-color: $selected_line; }
QMenu::item:disabled { color: $ink3; }
QScrollBar { background: transparent; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def palette(theme: Theme) -> QPalette:
    """Return Fusion's palette in the colours of a theme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.ink,
        role.Base: theme.surface,
        role.AlternateBase: theme.window,
        role.Text: theme.ink,
        role.PlaceholderText: theme.ink3,
        role.Button: theme.surface,
        role.ButtonText: theme.ink,
        role.BrightText: theme.red,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.ink,
        role.Light: theme.surface,
        role.Midlight: theme.line,
        role.Mid: theme.line2,
        role.Dark: theme.line2,
        role.Shadow: theme.ink2,
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, theme.ink3)
    return made


def style_sheet(theme: Theme, fonts: Fonts, images: Path) -> str:
    """Return the style sheet of a theme at a text size; `images` holds its arrows and ticks."""

    def name(colour: QColor) -> str:
        return colour.name()

    def inner(height: int) -> str:
        """A control's height without its border of 1 px above and below."""
        return f"{fonts.px(height) - 2}px"

    # High contrast has no tints: what is chosen has a line round it, or is filled.
    has_tints = theme.accent_tint != theme.surface
    tokens = (
        "ink", "ink2", "ink3", "window", "surface", "sunken", "line", "line2", "red",
        "accent", "accent_tint", "on_accent",
    )  # fmt: skip
    return _SHEET.substitute(
        {token: name(getattr(theme, token)) for token in tokens},
        accent_hover=name(theme.accent.darker(112)),
        # nor has it a fainter ink: what cannot be pressed is dashed
        disabled_line="solid" if has_tints else "dashed",
        selected_line="transparent" if has_tints else name(theme.accent),
        chosen=name(theme.accent_tint if has_tints else theme.accent),
        on_chosen=name(theme.ink if has_tints else theme.on_accent),
        images=images.as_posix(),
        control=inner(32),
        small=inner(26),
        segment=inner(26),
        quiet=inner(28),
        block=fonts.font(Text.BLOCK).pointSizeF(),
    )


def apply_look(application: QApplication, look: Look) -> None:
    """Give the whole application a look; also for changing it while it runs."""
    images = look.resources / "themes" / look.theme.name
    application.setStyle("Fusion")
    application.setFont(look.fonts.font(Text.BODY))
    application.setPalette(palette(look.theme))
    application.setStyleSheet(style_sheet(look.theme, look.fonts, images))
