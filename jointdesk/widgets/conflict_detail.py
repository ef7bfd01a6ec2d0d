"""The right side of the conflicts page: one conflict in full, and the ways out of it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.conflicts import Resolution
from jointdesk.domain.people import Person
from jointdesk.domain.words import plain_line
from jointdesk.viewmodels.conflict_detail import ConflictDetail, Reach, Way, counted_words
from jointdesk.viewmodels.conflict_history import Told
from jointdesk.widgets.block_faces import TROUBLE
from jointdesk.widgets.compare import CompareTable
from jointdesk.widgets.conflict_picture import ConflictPicture
from jointdesk.widgets.conflict_thread import ThreadPanel
from jointdesk.widgets.controls import make_button, plain_label
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Banner
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settle_form import SettleForm
from jointdesk.widgets.way_card import WayCard
from jointdesk.widgets.word_form import WordForm

_WIDEST = 780
_AIR = 16
"""Pixels kept free around what is scrolled into view."""


class ConflictPanel(QScrollArea):
    """Shows one conflict.

    Signals:
        way_taken(object, str, object): a `Way`, the reason, the `Reach`.
        settled(object, str, object, object): a `Resolution`, reason, `Reach`, last day or None.
        owner_chosen(object, str): a `Person`, and a note to them.
        occurrence_chosen(str): the id of another conflict of the same row.
        reopen_requested, diary_requested: wishes about what is shown.
        left: a question was taken back; the keyboard may go elsewhere.
        writing_changed(bool): the person has begun to write about it, or writes no more.
    """

    way_taken = Signal(object, str, object)
    settled = Signal(object, str, object, object)
    owner_chosen = Signal(object, str)
    occurrence_chosen = Signal(str)
    reopen_requested = Signal()
    diary_requested = Signal()
    left = Signal()
    writing_changed = Signal(bool)

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self._look = look
        self._detail: ConflictDetail | None = None
        self._people: Sequence[Person] = ()
        self.ways: list[WayCard] = []
        self.form: SettleForm | WordForm | None = None
        self.again: Callable[[], None] | None = None
        """Asks again what is being asked under the buttons."""
        self.owner = QPushButton()
        self.talk = ThreadPanel(look)
        self.proposal_place = QVBoxLayout()
        self._talks_of = ""
        self._form_place = QVBoxLayout()
        self._history = QGridLayout()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Conflict")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_detail(self, detail: ConflictDetail | None, people: Sequence[Person]) -> None:
        """Show a conflict in place of the one before; None shows nothing.

        Of the same one, what is being asked about it is asked again, with what was typed.
        """
        asked = _asked(self) if detail and self._detail and detail.id == self._detail.id else None
        self._detail, self._people, self.again = detail, people, None
        self.ways, self.form = [], None
        draft = self.talk.word.text() if detail and detail.id == self._talks_of else ""
        is_saying = bool(draft) and self.talk.word.hasFocus()
        self._talks_of = detail.id if detail else ""
        self.talk, self.proposal_place = ThreadPanel(self._look), QVBoxLayout()
        self.talk.word.setText(draft)
        self.talk.word.textChanged.connect(self._on_written)
        body = QWidget()
        body.setObjectName("body")
        surface = self._look.theme.surface.name()
        self.setStyleSheet(f"QScrollArea, #body {{ background: {surface}; }}")
        row = QHBoxLayout(body)
        row.setContentsMargins(24, 20, 24, 24)
        if detail is not None:
            inner = QWidget()
            inner.setMaximumWidth(self._look.fonts.px(_WIDEST))
            column = QVBoxLayout(inner)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
            self._fill(column, detail)
            column.addStretch(1)
            row.addWidget(inner, 1)
            row.addStretch(0)
        if (before := self.takeWidget()) is not None:
            before.deleteLater()  # not at once: what asks for this may lie in it
        self.setWidget(body)
        if asked is not None:
            _ask_again(self, asked)
        elif is_saying:
            self.talk.word.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, column: QVBoxLayout, detail: ConflictDetail) -> None:
        look = self._look
        column.addLayout(self._head(detail))
        column.addWidget(make_label(look, detail.headline, Text.PAGE, Weight.SEMI_BOLD))
        column.addWidget(make_label(look, detail.sentence, Text.SECTION))
        if detail.meanwhile or detail.standing:
            tone, icon = ("amber", "triangle-alert") if detail.meanwhile else ("info", "info")
            banner = Banner(look, tone, icon)
            column.addWidget(banner)
            banner.say("", detail.meanwhile or detail.standing)
        if len(detail.occurrences) > 1:
            column.addLayout(self._which(detail))
        if detail.picture is not None:
            column.addSpacing(4)
            column.addWidget(ConflictPicture(look, detail.picture))
        if detail.copies is not None:
            many = counted_words(len(detail.copies.copy_codes)).capitalize()
            column.addWidget(self._section(f"{many} copies"))
            column.addWidget(CompareTable(look, detail.copies))
        if detail.ways:
            column.addWidget(self._section("Ways to settle it"))
        for number, way in enumerate(detail.ways, 1):
            card = WayCard(look, number, way, detail.reaches)
            card.chosen.connect(self.choose_way)
            card.taken.connect(self.way_taken)
            card.left.connect(self._on_cancelled)
            self.ways.append(card)
            column.addWidget(card)
        column.addSpacing(2)
        column.addLayout(self._buttons(detail))
        self._form_place = QVBoxLayout()
        column.addLayout(self._form_place)
        column.addWidget(self._section("What was said"))
        column.addWidget(self.talk)
        column.addLayout(self.proposal_place)
        self._history = QGridLayout()
        self._history.setHorizontalSpacing(24)
        self._history.setVerticalSpacing(8)
        self._history.setColumnStretch(1, 1)
        column.addLayout(self._history)

    def _head(self, detail: ConflictDetail) -> FlowingRow:
        look, theme = self._look, self._look.theme
        colour = theme.severity(detail.severity)
        row = FlowingRow()
        row.addWidget(make_icon(look, TROUBLE[detail.severity], colour))
        status = make_label(look, detail.status, Text.BODY, Weight.SEMI_BOLD, colour, wraps=False)
        row.addWidget(status)
        if detail.meeting_id:
            show = make_button(look, "Show in the diary", kind="link")
            show.clicked.connect(self.diary_requested)
            row.add_at_end(show)
        code = make_label(look, detail.code, Text.BLOCK, colour=theme.ink2, wraps=False)
        row.add_at_end(code)
        return row

    def _which(self, detail: ConflictDetail) -> FlowingRow:
        row = FlowingRow()
        number = len(detail.occurrences)
        words = f"This happens {number} times. Shown:"
        row.addWidget(make_label(self._look, words, colour=self._look.theme.ink2, wraps=False))
        which = QComboBox()
        which.setAccessibleName(f"Which of the {number} times is shown")
        for id_, name in detail.occurrences:
            which.addItem(name, id_)
        which.setCurrentIndex(which.findData(detail.id))
        which.activated.connect(lambda place: self.occurrence_chosen.emit(which.itemData(place)))
        row.addWidget(which)
        return row

    def _buttons(self, detail: ConflictDetail) -> FlowingRow:
        look = self._look
        row = FlowingRow()
        if detail.ways or not detail.is_settled:
            accept = make_button(look, "Accept the risk…")
            accept.clicked.connect(self.ask_accept)
            mute = make_button(look, "Mute…")
            mute.clicked.connect(self.ask_mute)
            row.addWidget(accept)
            row.addWidget(mute)
        if detail.is_settled:
            reopen = make_button(look, "Open again")
            reopen.clicked.connect(self.reopen_requested)
            row.addWidget(reopen)
        ink = look.theme.ink2
        row.add_at_end(make_label(look, "Owner", Text.BODY, colour=ink, wraps=False))
        self.owner = make_button(look, f" {detail.owner or 'Choose owner'}", "user-round")
        self.owner.setAccessibleName(f"Owner: {detail.owner or 'nobody'}. Choose owner")
        self.owner.clicked.connect(self.choose_owner)
        row.addWidget(self.owner)
        return row

    def show_history(self, history: Sequence[Told]) -> None:
        """Show what was said, the newest first."""
        look = self._look
        while (item := self._history.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if history:
            self._history.addWidget(self._section("History"), 0, 0, 1, 2)
        for number, told in enumerate(history, 1):
            when = make_label(look, told.when, Text.BLOCK, colour=look.theme.ink2, wraps=False)
            self._history.addWidget(when, number, 0, Qt.AlignmentFlag.AlignTop)
            self._history.addWidget(make_label(look, told.what, Text.BLOCK), number, 1)

    def _section(self, name: str) -> QWidget:
        label = make_label(
            self._look, name, Text.MICRO, Weight.SEMI_BOLD, self._look.theme.ink2, wraps=False
        )
        label.setContentsMargins(0, 10, 0, 0)
        return label

    # What the person asks for

    @Slot(int)
    def choose_way(self, number: int) -> None:
        """Take the way with that number, from 0: ask why."""
        if not 0 <= number < len(self.ways):
            return
        self._close_form()
        for place, card in enumerate(self.ways):
            if place != number:
                card.close_form()
        self.ways[number].open_form()
        if (line := _line(self)) is not None:
            line.textChanged.connect(self._on_written)
        self.show_when_laid_out(self.ways[number])

    def ask_way(self, way: Way) -> None:
        """Ask why this way is taken, under the buttons, where it is not among the ways."""
        if self._detail is not None:
            form = SettleForm(self._look, way.ask, way.button, self._detail.reaches)
            form.settled.connect(lambda reason, reach, _: self.way_taken.emit(way, reason, reach))
            self._open(form)
            self.again = partial(self.ask_way, way)

    @Slot()
    def ask_accept(self) -> None:
        """Ask why the risk is accepted, and until when."""
        if self._detail is not None:
            ask = "Why this may stay as it is"
            detail = self._detail
            self._ask(
                Resolution.ACCEPTED, ask, "Accept the risk", detail.reaches, detail.accept_until
            )
            self.again = self.ask_accept

    @Slot()
    def ask_mute(self) -> None:
        """Ask why nobody need see it, and how far that goes."""
        if self._detail is not None:
            ask = "Why nobody needs to see this"
            self._ask(Resolution.MUTED, ask, "Mute", self._detail.mute_reaches, None)
            self.again = self.ask_mute

    def _ask(
        self,
        how: Resolution,
        ask: str,
        button: str,
        reaches: tuple[Reach, ...],
        until: date | None,
    ) -> None:
        form = SettleForm(self._look, ask, button, reaches, until)
        form.settled.connect(lambda reason, reach, day: self.settled.emit(how, reason, reach, day))
        self._open(form)

    def _open(self, form: SettleForm | WordForm) -> None:
        """Show a question under the buttons, in place of any other."""
        self._close_form()
        for card in self.ways:
            card.close_form()
        form.cancelled.connect(self._on_cancelled)
        self._form_place.addWidget(form)
        self.form = form
        if (line := _line(self)) is not None:
            line.textChanged.connect(self._on_written)
        form.show()
        form.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_when_laid_out(form)

    def show_when_laid_out(self, widget: QWidget) -> None:
        """Scroll a widget into view once it has its place."""
        QTimer.singleShot(0, widget, lambda: self.ensureWidgetVisible(widget, 0, _AIR))

    @Slot()
    def _on_written(self) -> None:
        """Tell that something is written, or that nothing is and nothing is asked."""
        line = _line(self)
        if self.talk.word.text() or (line is not None and line.text()):
            self.writing_changed.emit(True)
        elif line is None:
            self.writing_changed.emit(False)

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    @Slot()
    def _on_cancelled(self) -> None:
        self._close_form()
        self._on_written()
        self.left.emit()

    @Slot()
    def choose_owner(self) -> None:
        """List the people of the desk."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for person in self._people:
            action = menu.addAction(plain_label(person.name))
            action.triggered.connect(lambda _=False, one=person: self.ask_note(one))
        menu.popup(self.owner.mapToGlobal(QPoint(0, self.owner.height())))

    def ask_note(self, person: Person) -> None:
        """Ask for a note to the person whom it is given to; it may stay empty."""
        name = plain_line(person.name)
        self._open(
            form := WordForm(self._look, f"A note to {name} (may stay empty)", f"Give it to {name}")
        )
        form.said.connect(lambda note: self.owner_chosen.emit(person, note))
        self.again = partial(self.ask_note, person)


class _Asked(NamedTuple):
    """What is being asked: the way it is about, what was typed, and if the keyboard is there."""

    way: Way | None
    again: Callable[[], None] | None
    words: str
    has_keyboard: bool


def _asked(panel: ConflictPanel) -> _Asked | None:
    """Return what is being asked about the conflict, None for nothing."""
    line = _line(panel)
    if line is None:
        return None
    way = next((one.way for one in panel.ways if one.is_asking), None)
    return _Asked(way, panel.again, line.text(), line.hasFocus())


def _line(panel: ConflictPanel) -> QLineEdit | None:
    """Return the line in which something is asked."""
    form = panel.form or next((one.form for one in panel.ways if one.is_asking), None)
    line = form.focusProxy() if form is not None else None
    return line if isinstance(line, QLineEdit) else None


def _ask_again(panel: ConflictPanel, asked: _Asked) -> None:
    """Ask it again, also where the way is not offered any more: nothing typed is lost."""
    focused = QApplication.focusWidget()
    ways = [card.way for card in panel.ways]
    if asked.way is None:
        if asked.again is not None:
            asked.again()
    elif asked.way in ways:
        panel.choose_way(ways.index(asked.way))
    else:
        panel.ask_way(asked.way)
    if (line := _line(panel)) is not None:
        line.setText(asked.words)
    if not asked.has_keyboard and focused is not None:
        focused.setFocus(Qt.FocusReason.OtherFocusReason)
