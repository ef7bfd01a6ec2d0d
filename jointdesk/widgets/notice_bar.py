"""The bar that says what happened, with its way out; it never takes the keyboard away."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.widgets.controls import make_icon_button, plain_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import has_keyboard

_ICONS = {Tone.DONE: "circle-check", Tone.INFO: "info", Tone.PROBLEM: "octagon-alert"}
_STAYS_MS = 12_000
"""How long a notice stays that is no problem; with the pointer or the keyboard in it, longer."""


class NoticeBar(QFrame):
    """One notice at a time, plain text, with one button and a cross."""

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__()
        self._look = look
        self._notice: Notice | None = None
        self.setProperty("kind", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._action = QPushButton()
        self._action.setProperty("kind", "small")
        self._action.clicked.connect(self._on_action)
        close = make_icon_button(look, "x", "Close this notice")
        close.clicked.connect(self.hide)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self._on_timeout)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, "" for none."""
        return self._text.text() if not self.isHidden() else ""

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before, and have it read out.

        What stands there already is read out again only where it is a problem.
        """
        is_known = notice.text == self.text and notice.tone is not Tone.PROBLEM
        self._notice = notice
        theme = self._look.theme
        colours = {
            Tone.DONE: (theme.ok, theme.ok_tint),
            Tone.INFO: (theme.info, theme.info_tint),
            Tone.PROBLEM: (theme.red, theme.red_tint),
        }
        ink, tint = colours[notice.tone]
        line = theme.line if tint == theme.surface else tint  # high contrast has no tints
        self.setStyleSheet(
            f"NoticeBar {{ background: {tint.name()}; border-top: 1px solid {line.name()}; }}"
        )
        self._icon.setPixmap(
            self._look.icons.pixmap(
                _ICONS[notice.tone], ink, self._look.fonts.px(18), self.devicePixelRatioF()
            )
        )
        self._text.setText(notice.text)
        self._action.setText(plain_label(notice.action))
        self._action.setVisible(bool(notice.action))
        self.setAccessibleDescription(notice.text)
        self.show()
        if not is_known:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        if notice.tone is Tone.PROBLEM:
            self._timer.stop()
        else:
            self._timer.start()

    @Slot()
    def _on_action(self) -> None:
        notice = self._notice
        self.hide()
        if notice is not None and notice.act is not None:
            notice.act()

    @Slot()
    def _on_timeout(self) -> None:
        if self.underMouse() or has_keyboard(self):
            self._timer.start()
        else:
            self.hide()
