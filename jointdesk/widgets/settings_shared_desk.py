"""The shared desk in the settings: how it stands, who is on it, joining, leaving."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jointdesk.domain.moments import Instant
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.leavers import leaver_words
from jointdesk.viewmodels.desk_sharing import DeskSharing, Fellow
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.viewmodels.sharing import Trouble
from jointdesk.viewmodels.sharing_words import moment_words, standing_words
from jointdesk.viewmodels.words import button_name
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Field, Problem, set_in, soft_label
from jointdesk.widgets.join_form import JoinForm
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.parting_card import PartingCard
from jointdesk.widgets.refocusing import has_keyboard
from jointdesk.widgets.settings_section import Card, Section, remove_gone
from jointdesk.widgets.share_form import ShareForm
from jointdesk.widgets.sure_button import SureButton
from jointdesk.widgets.unreadable_line import UnreadableLine

_MINUTE_MS = 60_000
"""How often the words that name a time are written anew: what was today is yesterday later."""


_MEANS_REVOKING = (
    "They read nothing new from that moment, on any computer. What is on theirs already stays"
    " there, and what they said here stays under their name."
)


class SharedDeskSection(Section):
    """Shows how things stand, and offers what fits: sharing and joining, or verifying, leaving."""

    def __init__(self, look: Look, model: SettingsModel, sharing: DeskSharing) -> None:
        """Follow a model."""
        super().__init__(
            look,
            model,
            "Shared desk",
            "The director and the PAs each on a computer of their own, on one desk: a server"
            " carries the changes. You can work at any time, with or without a network.",
        )
        self.sharing = sharing
        self.standing = StandingCard(look, sharing)
        self.standing.column.addWidget(UnreadableLine(look, model.unreadable))
        self.people = FellowCard(look, sharing)
        self.parting = PartingCard(look, sharing)
        self.join = JoinForm(look, sharing.joining)
        self.share = ShareForm(look, sharing)
        self.share.join_requested.connect(self.join.take_file)
        sharing.file_requested.connect(self.join.take_file)
        for card in (self.standing, self.people, self.parting, self.join, self.share):
            self.column.addWidget(card)
        sharing.sharing.sharing_changed.connect(self._on_sharing)
        sharing.joining.busy_changed.connect(self._on_sharing)
        sharing.people_changed.connect(self.order_tabs)
        clock = QTimer(self, interval=_MINUTE_MS)
        clock.timeout.connect(self.standing.show_words)
        clock.timeout.connect(self.people.show_words)
        clock.start()
        sharing.begin()
        self._on_sharing()

    def show_settings(self, settings: Settings) -> None:
        """Nothing here is in the settings of the desk."""

    @Slot()
    def _on_sharing(self) -> None:
        if self.sharing.joining.is_busy:
            return  # the form says how it goes, and what went wrong; nothing else can be done
        is_shared = self.sharing.sharing.sharing.is_shared
        is_other = is_shared is self.standing.isHidden()
        was_here = has_keyboard(self)
        for card in (self.standing, self.people, self.parting):
            card.setVisible(is_shared)
        self.share.setVisible(self.sharing.is_directors or not is_shared)
        self.share.show_shared(is_shared=is_shared)
        if is_other and was_here:
            first = self.standing.again if is_shared else self.join.file
            first.setFocus(Qt.FocusReason.OtherFocusReason)


class StandingCard(Card):
    """How the desk stands with its server, and what to do where something is wrong."""

    def __init__(self, look: Look, model: DeskSharing) -> None:
        """Follow a model."""
        super().__init__()
        self._model, self._sharing = model, model.sharing
        self.add_title(look, "How it stands")
        self.words = make_label(look, "")
        self.problem = Problem(look)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        use = make_button(look, "Use it")
        use.setAccessibleName("Use this password")
        self.asking = Field(look, "Your password on the shared desk", self.password, use)
        self.trying = make_label(look, "Trying…")
        self.again = make_button(look, "Exchange now", "refresh-cw")
        self.verify = make_button(look, "Check the record", "check")
        self.verify.setToolTip("Compute every hash of the record again, here and on the server")
        self.verified = make_label(look, "")
        for label in (self.words, self.trying, self.verified):
            label.setIndent(REACH)
        for widget in (self.words, self.problem, self.trying, self.asking):
            self.column.addWidget(widget)
        row = QHBoxLayout()
        row.setContentsMargins(REACH, 0, REACH, 0)
        row.setSpacing(8)
        row.addWidget(self.again)
        row.addWidget(self.verify)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.verified)
        self.verified.hide()
        use.clicked.connect(self._on_password)
        self.password.returnPressed.connect(self._on_password)
        self.again.clicked.connect(self._sharing.exchange_now)
        self.verify.clicked.connect(self._on_verify)
        model.verified.connect(self._on_verified)
        model.failed.connect(self._on_failed)
        self._sharing.sharing_changed.connect(self._on_sharing)
        self._on_sharing()

    @Slot()
    def _on_sharing(self) -> None:
        sharing = self._sharing.sharing
        self.show_words()
        asks = sharing.trouble is Trouble.PASSWORD
        is_trying = asks and sharing.is_busy
        self.problem.say("" if is_trying else sharing.words)
        self.trying.setVisible(is_trying)
        was_asked = has_keyboard(self.asking)
        self.asking.setVisible(asks)
        if was_asked and not asks:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_words(self) -> None:
        """Say how the desk stands by now."""
        self.words.setText(standing_words(self._sharing.sharing, self._sharing.zone, now()))

    @Slot()
    def _on_password(self) -> None:
        """Try what was typed, which is nowhere in the window any more then."""
        password = self.password.text()
        self.password.clear()
        if password:
            self._sharing.use_password(password)

    @Slot()
    def _on_verify(self) -> None:
        self._say("Checking the record…")
        self._model.verify()

    @Slot(object)
    def _on_verified(self, sentences: list[str]) -> None:
        self._say(" ".join(map(plain_line, sentences)))

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        if key == "verify":
            self._say(sentence)

    def _say(self, words: str) -> None:
        self.verified.setText(words)
        self.verified.show()


class FellowCard(Card):
    """Who is on the desk; the director may remove somebody."""

    def __init__(self, look: Look, model: DeskSharing) -> None:
        """Follow a model."""
        super().__init__()
        self._look, self._model = look, model
        self.problem = Problem(look)
        self.days = QSpinBox()
        self.days.setRange(0, 365)
        self.days.valueChanged.connect(self._on_days)
        self._on_days(self.days.value())
        set_in(self.days)
        self.days.setAccessibleName("Days in which they may still send what they wrote")
        self._list = Card()
        self.add_title(look, "Who is on it")
        self._list.setProperty("kind", "")
        self._list.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._list)
        self._rows: dict[str, FellowRow] = {}
        self._grace = Field(
            look,
            "Whoever is removed may still send what they wrote, for",
            self.days,
            hint=_MEANS_REVOKING,
        )
        self.column.addWidget(self._grace)
        self.column.addWidget(self.problem)
        model.people_changed.connect(self._on_people)
        model.failed.connect(self._on_failed)
        self._on_people()

    @Slot(int)
    def _on_days(self, days: int) -> None:
        self.days.setSuffix(" day" if days == 1 else " days")

    @Slot()
    def _on_people(self) -> None:
        """Show who is there by now; a row stays while only its words are others.

        So a question that is asked in one, and the keyboard, stay where they are.
        """
        may_remove = self._model.is_directors
        known = {f"{one.person.id} {one.name} {may_remove}": one for one in self._model.people}
        remove_gone(self._rows, known)
        for place, (key, fellow) in enumerate(known.items()):
            row = self._rows.get(key)
            if row is None:
                row = self._rows[key] = FellowRow(self._look, fellow, may_remove=may_remove)
                row.removed.connect(self._on_removed)
            if self._list.column.indexOf(row) != place:
                self._list.column.insertWidget(place, row)
                row.show()
            row.raise_()  # the last of its kind so far, in which order Tab goes
            row.fellow = fellow
        self._grace.setVisible(may_remove)
        self.show_words()

    @Slot()
    def show_words(self) -> None:
        """Say when something of theirs last came."""
        for row in self._rows.values():
            row.show_words(self._model.sharing.zone, now())

    @Slot(object)
    def _on_removed(self, fellow: Fellow) -> None:
        self.problem.say("")
        self._model.revoke(fellow.person, self.days.value())

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        if key == "revoke":
            self.problem.say(sentence)


class FellowRow(QWidget):
    """Somebody on the desk.

    Signals:
        removed(object): the `Fellow` is to be removed, for certain.
    """

    removed = Signal(object)

    def __init__(self, look: Look, fellow: Fellow, *, may_remove: bool) -> None:
        """Show who they are; what may change of them is said by `show_words`."""
        super().__init__()
        self.fellow = fellow
        is_large = look.fonts.are_large  # a question beside the words would leave them no room
        row = QVBoxLayout(self) if is_large else QHBoxLayout(self)
        row.setContentsMargins(REACH, 2, REACH, 2)
        row.setSpacing(8)
        icon = make_icon(look, "user-round", look.theme.ink2)
        self._name = make_label(look, "", Text.BODY, Weight.MEDIUM)
        self._heard = soft_label(look, "", Text.BLOCK)
        self._remove: SureButton | None = None
        words = QGridLayout()
        words.setHorizontalSpacing(8)
        words.setVerticalSpacing(0)
        words.setColumnStretch(1, 1)
        words.addWidget(icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._name, 0, 1)
        words.addWidget(self._heard, 1, 1)
        row.addLayout(words, 1)
        if may_remove and not fellow.is_here:
            means = f"Remove {button_name(fellow.name)} from the shared desk"
            self._remove = SureButton(look, "Remove…", means)
            self._remove.confirmed.connect(lambda: self.removed.emit(self.fellow))
            row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeft)

    def show_words(self, zone: ZoneInfo, at: Instant) -> None:
        """Say what they are, and when something of theirs last came."""
        fellow = self.fellow
        self._name.setText(f"{plain_line(fellow.name)}, {fellow.role}")
        when = moment_words(fellow.heard_at, zone, at)
        heard = "this computer" if fellow.is_here else f"sent something last: {when}"
        if fellow.leaver is not None:
            heard = leaver_words(fellow.leaver, at, lambda one: moment_words(one, zone, at))
        self._heard.setText(heard)
        if self._remove is not None:  # while they may still send, that may be ended at once
            self._remove.setVisible(fellow.leaver is None or fellow.leaver.may_send(at))
