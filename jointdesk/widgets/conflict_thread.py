"""What people say to each other about a conflict: comments, proposals, and a line to say more."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.viewmodels.conflict_thread import SaidLine, ThreadView
from jointdesk.widgets.announcing import announce
from jointdesk.widgets.controls import Kind, make_button
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import soft_label
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.word_form import WordForm

_LONGEST = 2000
_DOT = 8


class ThreadPanel(QWidget):
    """Shows a thread, the oldest first.

    Signals:
        said(str): something to say to the others.
        accepted(str, str), refused(str, str): a proposal's id, and a word to it.
        propose_requested: something is to be proposed.
    """

    said = Signal(str)
    accepted = Signal(str, str)
    refused = Signal(str, str)
    propose_requested = Signal()

    def __init__(self, look: Look) -> None:
        """Begin with nothing said."""
        super().__init__()
        self._look = look
        self.view = ThreadView()
        self.cards: list[SaidCard] = []
        self.setAccessibleName("What was said")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._seen = soft_label(look, "")
        self._seen.hide()
        column.addWidget(self._seen)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column.addLayout(self._lines)
        column.addLayout(self._entry())
        self._readers = soft_label(look, "")
        column.addWidget(self._readers)

    def _entry(self) -> FlowingRow:
        look, row = self._look, FlowingRow()
        row.setContentsMargins(REACH, REACH, REACH, 0)
        self.word = QLineEdit()
        self.word.setPlaceholderText("Say something to the others")
        self.word.setAccessibleName("Say something to the others about this conflict")
        self.word.setMaxLength(_LONGEST)
        self.word.setMinimumWidth(look.fonts.px(300))
        self.word.returnPressed.connect(self._on_said)
        say = make_button(look, " Say it", "message-square")
        say.clicked.connect(self._on_said)
        self.propose = make_button(look, " Propose…", "calendar-clock")
        self.propose.setAccessibleName("Propose how to settle it")
        self.propose.clicked.connect(self.propose_requested)
        row.addWidget(self.word)
        row.addWidget(say)
        row.add_at_end(self.propose)
        return row

    def show_thread(self, view: ThreadView, *, can_propose: bool) -> None:
        """Show another thread; a form that is open in a proposal stays while nothing changes."""
        self.propose.setVisible(can_propose)
        if view == self.view:
            return
        before, self.view = self.view, view
        self._seen.setText(view.seen)
        self._seen.setVisible(bool(view.seen))
        self._readers.setText(view.readers)
        if view.lines == before.lines:
            return
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = [SaidCard(self._look, line) for line in view.lines]
        for card in self.cards:
            card.accepted.connect(self.accepted)
            card.refused.connect(self.refused)
            self._lines.addWidget(card)
        new = [line for line in view.lines if line not in before.lines]
        if before.conflict_id == view.conflict_id and new:
            announce(self, f"{new[-1].who}: {new[-1].words}")

    @Slot()
    def _on_said(self) -> None:
        text = self.word.text().strip()
        if text:
            self.word.clear()
            self.said.emit(text)


class SaidCard(QFrame):
    """One comment, or a proposal with its buttons.

    Signals:
        accepted(str, str), refused(str, str): the proposal's id, and a word to it.
    """

    accepted = Signal(str, str)
    refused = Signal(str, str)

    def __init__(self, look: Look, line: SaidLine) -> None:
        """Show a line."""
        super().__init__()
        self._look, self._line = look, line
        self.form: WordForm | None = None
        theme = look.theme
        border = theme.accent if line.can_answer and not line.is_changed else theme.line
        self.setStyleSheet(
            f"SaidCard {{ background: {theme.surface.name()};"
            f" border: 1px solid {border.name()}; border-radius: 8px; }}"
        )
        self.setAccessibleName(spoken(line))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 9, 12, 9)
        self._column.setSpacing(4)
        self._column.addLayout(self._head())
        weight = Weight.SEMI_BOLD if line.is_proposal else Weight.REGULAR
        self._column.addWidget(make_label(look, line.words, Text.BODY, weight))
        if line.note:
            self._column.addWidget(make_label(look, line.note, colour=theme.ink2))
        if line.is_changed:
            self._column.addLayout(self._warning())
        if line.status:
            self._column.addWidget(make_label(look, line.status, Text.BLOCK, colour=theme.ink2))
        self.buttons = self._buttons()
        if self.buttons is not None:
            self._column.addWidget(self.buttons)

    def _head(self) -> QHBoxLayout:
        look, line, row = self._look, self._line, QHBoxLayout()
        row.setSpacing(8)
        if line.is_new:
            row.addWidget(NewDot(look), 0, Qt.AlignmentFlag.AlignVCenter)
        verb = " proposes" if line.is_proposal else ""
        who = make_label(look, f"{line.who}{verb}", Text.BLOCK, Weight.SEMI_BOLD, wraps=False)
        row.addWidget(who)
        when = make_label(look, line.when, Text.BLOCK, colour=look.theme.ink2, wraps=False)
        row.addWidget(when)
        row.addStretch(1)
        return row

    def _warning(self) -> QHBoxLayout:
        theme, row = self._look.theme, QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(make_icon(self._look, "triangle-alert", theme.amber, 14))
        words = "A meeting has changed since: it may no longer fit. Propose it anew."
        row.addWidget(make_label(self._look, words, Text.BLOCK, colour=theme.amber), 1)
        return row

    def _buttons(self) -> QWidget | None:
        line = self._line
        if not (line.can_answer or line.can_take_back):
            return None
        place = QWidget()
        row = FlowingRow(place)
        row.setContentsMargins(0, 4, 0, 0)
        if line.can_answer and not line.is_changed:
            self._add(row, "Accept", self._ask_accept, "primary")
        if line.can_answer and not line.can_take_back:
            self._add(row, "Decline…", self._ask_refuse)
        if line.can_take_back:
            self._add(row, "Take it back", lambda: self.refused.emit(line.id, ""))
        return place

    def _add(self, row: FlowingRow, name: str, act: Callable[[], None], kind: Kind = "") -> None:
        button = make_button(self._look, name, kind=kind)
        button.setAccessibleName(f"{name.rstrip('…')}: {self._line.words}")
        button.clicked.connect(lambda: act())
        row.addWidget(button)

    def _ask_accept(self) -> None:
        form = WordForm(self._look, "A word to it (may stay empty)", "Accept and do it")
        self._open(form, self.accepted)

    def _ask_refuse(self) -> None:
        form = WordForm(self._look, "Why not", "Decline", is_needed=True)
        self._open(form, self.refused)

    def _open(self, form: WordForm, answer: SignalInstance) -> None:
        self._close()
        self.form = form
        form.said.connect(partial(answer.emit, self._line.id))
        form.cancelled.connect(self._close)
        if self.buttons is not None:
            self.buttons.hide()
        self._column.addWidget(form)
        form.show()
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _close(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if self.buttons is not None:
            self.buttons.show()
            self.buttons.setFocus(Qt.FocusReason.OtherFocusReason)


class NewDot(QWidget):
    """A dot that says that something is new; its name says so in words."""

    def __init__(self, look: Look) -> None:
        """Take the accent of a look."""
        super().__init__()
        self._look = look
        self.setFixedSize(look.fonts.px(_DOT), look.fonts.px(_DOT))
        self.setToolTip("New to you")
        self.setAccessibleName("New to you")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.accent)
            painter.drawEllipse(QRectF(self.rect()))


def spoken(line: SaidLine) -> str:
    """Return a line as a screen reader says it."""
    verb = " proposes" if line.is_proposal else ""
    parts = (
        "New to you" if line.is_new else "",
        f"{line.who}{verb}, {line.when}: {line.words}",
        line.note,
        "a meeting has changed since" if line.is_changed else "",
        line.status,
    )
    return ", ".join(filter(None, parts))
