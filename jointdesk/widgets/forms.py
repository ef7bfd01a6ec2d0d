"""What forms are made of: the head of a page, texts, fields with what is wrong under them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look

_HEAD = 56
_WIDEST = 860
_INSET = 8


def soft_label(look: Look, words: str, text: Text = Text.DETAIL) -> QLabel:
    """Return a text in the second colour, such as a hint."""
    return make_label(look, words, text, colour=look.theme.ink2)


def set_paper(widget: QWidget) -> None:
    """Give a widget the ground that one reads on."""
    widget.setBackgroundRole(QPalette.ColorRole.Base)
    widget.setAutoFillBackground(True)


def set_in(box: QAbstractSpinBox) -> None:
    """Let a box's text stand clear of its border, where a style sheet's padding does not reach."""
    box.lineEdit().setTextMargins(_INSET, 0, 0, 0)


class PageHead(QWidget):
    """The head of a page: its name, what is open in it, and buttons at the right."""

    def __init__(self, look: Look, name: str) -> None:
        """Show a name."""
        super().__init__()
        self.setMinimumHeight(look.fonts.px(_HEAD))
        self.row = FlowingRow(self)
        self.row.setContentsMargins(20, 6, 16, 6)
        title = make_label(look, name, Text.PAGE, Weight.SEMI_BOLD, wraps=False)
        set_paper(self)
        self._rest = make_label(look, "", Text.PAGE, colour=look.theme.ink2, wraps=False)
        self._rest.setMinimumWidth(1)
        self.row.addWidget(title)
        self.row.addWidget(self._rest)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the right."""
        for widget in widgets:
            self.row.add_at_end(widget)

    def say(self, rest: str) -> None:
        """Show what is open in the page."""
        self._rest.setText(rest)


def make_rule(look: Look) -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setStyleSheet(f"background: {look.theme.line.name()};")
    return line


class Column(QScrollArea):
    """A column of things one under another, as wide as one reads well, that scrolls."""

    def __init__(self, look: Look, name: str) -> None:
        """Begin empty; `name` is for screen readers."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        body, inside = QWidget(), QWidget()
        set_paper(body)
        self._inside = inside
        self.set_widest(look.fonts.px(_WIDEST))
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(24, 20, 24, 24)
        self.column.setSpacing(12)
        outer = QVBoxLayout(body)
        outer.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(inside, 1)
        row.addStretch(0)
        outer.addLayout(row)
        outer.addStretch(1)
        self.setWidget(body)

    def set_widest(self, pixels: int) -> None:
        """Let the column be wider, or less wide, than what one reads well."""
        self._inside.setMaximumWidth(pixels)


class Problem(QWidget):
    """What is wrong, in red under the field that it is about; nothing while all is well."""

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        icon = make_icon(look, "octagon-alert", look.theme.red, 14)
        self._text = make_label(look, "", Text.DETAIL, colour=look.theme.red)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence, "" while all is well."""
        return self._text.text()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing for ""."""
        self._text.setText(sentence)
        self.setVisible(bool(sentence))


class Field(QWidget):
    """A control with its name above it and what is wrong under it.

    Round it is room for the ring of the focus, which lies outside the control.
    """

    def __init__(
        self, look: Look, name: str, control: QWidget, *beside: QWidget, hint: str = ""
    ) -> None:
        """Name a control, for screen readers too; `beside` are buttons that belong to it."""
        super().__init__()
        self.control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(REACH, 0, REACH, REACH)
        column.setSpacing(4)
        self._label = make_label(look, name, Text.DETAIL, Weight.MEDIUM, look.theme.ink2)
        self._label.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(name)
        self._problem = Problem(look)
        column.addWidget(self._label)
        self._label.setVisible(bool(name))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(control, 1)
        for widget in beside:
            row.addWidget(widget)
        column.addLayout(row)
        if hint:
            column.addWidget(soft_label(look, hint))
            control.setAccessibleDescription(hint)
        column.addWidget(self._problem)
        column.addStretch(1)

    @property
    def problem(self) -> str:
        """The sentence under the control, "" while all is well."""
        return self._problem.text

    def rename(self, name: str) -> None:
        """Give the field another name."""
        self._label.setText(name)

    def say(self, sentence: str) -> None:
        """Show what is wrong, or that all is well."""
        if sentence == self.problem:
            return
        self._problem.say(sentence)
        self.control.setAccessibleDescription(sentence)
        self.control.setProperty("problem", bool(sentence))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)


class Choice(QComboBox):
    """A list to choose from that the mouse wheel never changes while one only scrolls past."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def offer(self, options: list[tuple[str, object]], chosen: object = None) -> None:
        """Offer names with their values; keep what is chosen unless another is named."""
        wanted = self.currentData() if chosen is None else chosen
        self.blockSignals(True)
        self.clear()
        for name, value in options:
            self.addItem(name, value)
        values = [value for _, value in options]
        self.setCurrentIndex(values.index(wanted) if wanted in values else 0)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class Banner(QFrame):
    """A sentence on a tint with an icon and its ways on, such as what is missing in a file."""

    def __init__(self, look: Look, tone: str, icon: str) -> None:
        """Take the colours of a tone of the theme: "red", "amber", "info" or "ok"."""
        super().__init__()
        theme = look.theme
        ink, tint = getattr(theme, tone), getattr(theme, f"{tone}_tint")
        border = f"border: 1px solid {ink.name()};" if tint == theme.surface else "border: none;"
        self.setStyleSheet(f"Banner {{ background: {tint.name()}; {border} border-radius: 8px; }}")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 6, 8, 6)
        self.row.setSpacing(8)
        mark = make_icon(look, icon, ink)
        mark.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        wraps = look.fonts.are_large
        self._strong = make_label(look, "", Text.BODY, Weight.SEMI_BOLD, wraps=wraps)
        self._text = make_label(look, "")
        self.row.addWidget(mark)
        words = QVBoxLayout() if look.fonts.are_large else QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._strong)
        words.addWidget(self._text, 1)
        self.row.addLayout(words, 1)
        self.setMinimumHeight(look.fonts.px(38))
        self.hide()

    @property
    def text(self) -> str:
        """What is said, "" while it is hidden."""
        if self.isHidden():
            return ""
        return " ".join(filter(None, (self._strong.text(), self._text.text())))

    def say(self, strong: str, text: str = "") -> None:
        """Show a sentence, its first part strong; nothing for ""."""
        self._strong.setText(strong)
        self._strong.setVisible(bool(strong))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{strong} {text}".strip())
        self.setVisible(bool(strong or text))
