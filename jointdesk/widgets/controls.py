"""The small controls of the window: buttons, the segmented control, navigation rows, tags."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from jointdesk.domain.conflicts import Severity
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.icons import SIZE
from jointdesk.widgets.look import Look
from jointdesk.widgets.patterns import paint_swatch, paint_tag, tag_width

Kind = Literal["", "primary", "small", "link"]

GAP = 4
"""Pixels between the icon and the text of a button, above the 4 that Qt leaves."""
_LONE_ICON = 18
"""Of a button that shows nothing else."""


def plain_label(text: str) -> str:
    """Return a text for a button or menu in which & means only itself."""
    return text.replace("&", "&&")


def plain_tip(text: str) -> str:
    """Return a text for a tooltip, which would otherwise take some texts for markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>"


def set_tip(widget: QWidget, text: str) -> None:
    """Give a control a tooltip, "" for none, which a screen reader reads without its markup."""
    widget.setToolTip(plain_tip(text) if text else "")
    widget.setAccessibleDescription(text)


def set_icon(
    button: QAbstractButton, look: Look, icon: str, colour: QColor, size: int = SIZE, gap: int = 0
) -> None:
    """Put an icon on a button, so many pixels wide in the design; it grows with the text.

    `gap` are pixels between it and a text, above the 4 that Qt leaves.
    """
    pixels, more = look.fonts.px(size), look.fonts.px(gap)
    button.setIcon(look.icons.icon(icon, colour, look.theme.ink3, pixels, more))
    button.setIconSize(QSize(pixels + more, pixels))


def make_button(look: Look, text: str, icon: str = "", kind: Kind = "") -> QPushButton:
    """Return a button with a text, and an icon before it."""
    button = QPushButton(plain_label(text))
    button.setProperty("kind", kind)
    if icon:
        theme = look.theme
        colours = {"primary": theme.on_accent, "link": theme.accent}
        set_icon(button, look, icon, colours.get(kind, theme.ink2), gap=GAP if text else 0)
    return button


def make_icon_button(look: Look, icon: str, name: str) -> QPushButton:
    """Return a button that shows only an icon; its name is told to screen readers and on hover."""
    button = QPushButton()
    button.setProperty("kind", "quiet")
    set_icon(button, look, icon, look.theme.ink2, _LONE_ICON)
    button.setAccessibleName(name)
    set_tip(button, name)
    return button


def make_toggle(look: Look, icon: str, name: str) -> QPushButton:
    """Return a button that shows only an icon, and stays down while what it names is shown."""
    button = make_icon_button(look, icon, name)
    button.setProperty("kind", "toggle")
    button.setCheckable(True)
    return button


def make_bar() -> QProgressBar:
    """Return a bar that says that something goes on; with a range, how far it is."""
    bar = QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setAccessibleName("Progress")
    return bar


class SegmentedControl(QFrame):
    """A few choices side by side, one of which is taken, such as Day, Week, Agenda.

    Signals:
        choice_changed(int): the index of the choice taken by the person.
    """

    choice_changed = Signal(int)

    def __init__(self, names: Sequence[str], accessible_name: str) -> None:
        """Show the names; the first is taken."""
        super().__init__()
        self.setProperty("kind", "well")
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = FlowingRow(self, spacing=2, lines=2)
        row.setContentsMargins(2, 2, 2, 2)
        self._group = QButtonGroup(self)
        for index, name in enumerate(names):
            button = QPushButton(plain_label(name))
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            self._group.addButton(button, index)
            row.addWidget(button)
        self._is_told = False
        self._group.idToggled.connect(self._on_toggled)
        for each in self._group.buttons():
            each.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.take(0)

    @Slot(int, bool)
    def _on_toggled(self, index: int, is_taken: bool) -> None:
        """Let Tab stop at the choice that is taken; arrows lead to the others.

        It is told here and not when it is pressed, as a screen reader takes it without that.
        """
        policy = Qt.FocusPolicy.StrongFocus if is_taken else Qt.FocusPolicy.ClickFocus
        self._group.button(index).setFocusPolicy(policy)
        if is_taken and not self._is_told:
            self.choice_changed.emit(index)

    def taken(self) -> QAbstractButton:
        """Return the button of the choice that is taken."""
        return self._group.button(self._group.checkedId())

    def choice(self) -> int:
        """Return the index of the choice that is taken."""
        return self._group.checkedId()

    def take(self, index: int) -> None:
        """Take a choice without telling anybody."""
        self._is_told = True
        self._group.button(index).setChecked(True)
        self._is_told = False

    def offer(self, index: int, is_offered: bool) -> None:
        """Show one choice, or leave it out."""
        self._group.button(index).setVisible(is_offered)

    def rename(self, index: int, name: str) -> None:
        """Show another name for one choice, for example with a new count."""
        self._group.button(index).setText(plain_label(name))


class NavigationRow(QPushButton):
    """One row of the navigation: icon, name and a count, which is a badge where one must act.

    Narrow, it shows only the icon and a dot for the count, with both in its tooltip.
    """

    def __init__(self, look: Look, icon: str, name: str) -> None:
        """Show a name; there is nothing to count yet."""
        super().__init__()
        self._look = look
        self._icon_name = icon
        self._name = name
        self._count = 0
        self._severity: Severity | None = None
        self._is_narrow = False
        self.setProperty("kind", "navigation")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.toggled.connect(self._on_toggled)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._say()

    def set_look(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self._say()

    def set_count(self, count: int, severity: Severity | None = None) -> None:
        """Show a number; with a severity it is a badge in that colour."""
        self._count = count
        self._severity = severity
        self._say()

    def set_narrow(self, is_narrow: bool) -> None:
        """Show only the icon, or icon and name."""
        self._is_narrow = is_narrow
        self._say()

    @Slot(bool)
    def _on_toggled(self, is_open: bool) -> None:
        """Let Tab stop at the page that is open; arrows lead to the others."""
        policy = Qt.FocusPolicy.StrongFocus if is_open else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        self._say()

    def _say(self) -> None:
        theme = self._look.theme
        colour = theme.accent if self.isChecked() else theme.ink2
        gap = 0 if self._is_narrow else 2 * GAP
        set_icon(self, self._look, self._icon_name, colour, _LONE_ICON, gap)
        counted = f", {self._count} open" if self._severity else f", {self._count}"
        spoken = self._name + (counted if self._count else "")
        self.setAccessibleName(spoken)
        self.setText("" if self._is_narrow else plain_label(self._name))
        set_tip(self, spoken if self._is_narrow else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and the count at its right."""
        super().paintEvent(event)
        if not self._count:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._is_narrow:
                self._paint_dot(painter)
            else:
                self._paint_count(painter)

    def _paint_dot(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.severity(self._severity) if self._severity else theme.line2)
        left = min(self.width() - 14, 4 + self.iconSize().width())
        painter.drawEllipse(QRectF(left, 4, 8, 8))

    def _paint_count(self, painter: QPainter) -> None:
        theme, fonts = self._look.theme, self._look.fonts
        font = fonts.font(Text.BLOCK, Weight.SEMI_BOLD if self._severity else Weight.MEDIUM)
        text = str(self._count)
        width = max(fonts.px(26), fonts.px(14) + painter.fontMetrics().horizontalAdvance(text))
        height = fonts.px(18)
        box = QRectF(self.width() - 8 - width, (self.height() - height) / 2, width, height)
        painter.setFont(font)
        if self._severity is None:
            painter.setPen(theme.ink2)
            painter.drawText(box.adjusted(0, 0, -6, 0), _RIGHT, text)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.severity(self._severity))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(theme.surface)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TagLabel(QWidget):
    """An organisation's tag in its colours, as in the inspector and the legend."""

    def __init__(self, look: Look, position: int, code: str, name: str) -> None:
        """Show the code of the organisation that was added at that place."""
        super().__init__()
        self._look = look
        self._position = position
        self._code = code
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(tag_width(look, code), look.fonts.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tag."""
        with QPainter(self) as painter:
            paint_tag(painter, self._look, QRectF(self.rect()), self._position, self._code)


class Swatch(QWidget):
    """A small square with an organisation's colour and pattern, for the legend."""

    def __init__(self, look: Look, position: int) -> None:
        """Show the pattern of the organisation that was added at that place."""
        super().__init__()
        self._look = look
        self._position = position
        self.setFixedSize(look.fonts.px(13), look.fonts.px(13))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the swatch."""
        with QPainter(self) as painter:
            paint_swatch(painter, self._look, QRectF(self.rect()), self._position)
