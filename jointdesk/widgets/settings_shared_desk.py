"""The shared desk in the settings: how it stands, who is on it, joining, leaving."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QWidget

from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.viewmodels.desk_sharing import DeskSharing, Fellow
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.viewmodels.sharing import Trouble
from jointdesk.viewmodels.sharing_words import moment_words, standing_words
from jointdesk.widgets.controls import make_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Field, Problem, soft_label
from jointdesk.widgets.join_form import JoinForm
from jointdesk.widgets.labels import make_icon, make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.parting_card import PartingCard
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.settings_section import Card, Section
from jointdesk.widgets.share_form import ShareForm
from jointdesk.widgets.sure_button import SureButton

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
        self.people = FellowCard(look, sharing)
        self.parting = PartingCard(look, sharing)
        self.join = JoinForm(look, sharing.joining)
        self.share = ShareForm(look, sharing)
        self.share.join_requested.connect(self.join.take_file)
        sharing.file_requested.connect(self.join.take_file)
        for card in (self.standing, self.people, self.parting, self.join, self.share):
            self.column.addWidget(card)
        sharing.sharing.sharing_changed.connect(self._on_sharing)
        sharing.begin()
        self._on_sharing()

    def show_settings(self, settings: Settings) -> None:
        """Nothing here is in the settings of the desk."""

    @Slot()
    def _on_sharing(self) -> None:
        is_shared = self.sharing.sharing.sharing.is_shared
        for card in (self.standing, self.people, self.parting):
            card.setVisible(is_shared)
        self.share.setVisible(self.sharing.is_directors or not is_shared)


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
        self.again = make_button(look, "Exchange now", "refresh-cw")
        self.verify = make_button(look, "Verify", "check")
        self.verify.setToolTip("Compute every hash of the history again, here and on the server")
        self.verified = make_label(look, "")
        self.words.setIndent(REACH)
        self.verified.setIndent(REACH)
        for widget in (self.words, self.problem, self.asking):
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
        self.words.setText(standing_words(sharing, self._sharing.zone, now()))
        self.problem.say(sharing.words)
        asks = sharing.trouble is Trouble.PASSWORD
        if asks and self.asking.isHidden():
            self.password.clear()
        self.asking.setVisible(asks)
        self.again.setEnabled(not sharing.is_busy)

    @Slot()
    def _on_password(self) -> None:
        if self.password.text():
            self._sharing.use_password(self.password.text())

    @Slot()
    def _on_verify(self) -> None:
        self._say("Verifying…")
        self._model.verify()

    @Slot(object)
    def _on_verified(self, troubles: list[str]) -> None:
        self._say(" ".join(map(plain_line, troubles)) or "Every hash fits, here and on the server.")

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        if key == "verify":
            self._say(sentence)

    def _say(self, words: str) -> None:
        self.verified.setText(words)
        self.verified.show()


class FellowCard(Card):
    """Who is on the desk; the director may let somebody go."""

    def __init__(self, look: Look, model: DeskSharing) -> None:
        """Follow a model."""
        super().__init__()
        self._look, self._model = look, model
        self.problem = Problem(look)
        self.days = QSpinBox()
        self.days.setRange(0, 365)
        self.days.setSuffix(" days")
        self.days.setAccessibleName("Days in which they may still send what they wrote")
        self._list = Card()
        self.add_title(look, "Who is on it")
        self._list.setProperty("kind", "")
        self._list.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._list)
        self._grace = Field(
            look,
            "When somebody is let go, take what they wrote for another",
            self.days,
            hint=_MEANS_REVOKING,
        )
        self.column.addWidget(self._grace)
        self.column.addWidget(self.problem)
        model.people_changed.connect(self._on_people)
        model.failed.connect(self._on_failed)
        self._on_people()

    @Slot()
    def _on_people(self) -> None:
        focused = focused_name(self._list)
        while (item := self._list.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for fellow in self._model.people:
            row = self._row(fellow)
            self._list.column.addWidget(row)
            row.show()  # at once, so that the keyboard can go back to where it was
        self._grace.setVisible(self._model.is_directors)
        refocus(self._list, focused)

    def _row(self, fellow: Fellow) -> QWidget:
        look = self._look
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(REACH, 2, REACH, 2)
        row.setSpacing(8)
        icon = make_icon(look, "user-round", look.theme.ink2, look.fonts.px(16))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        name = f"{plain_line(fellow.name)}, {fellow.role}"
        row.addWidget(make_label(look, name, Text.BODY, Weight.MEDIUM), 1)
        heard = "this computer"
        if not fellow.is_here:
            when = moment_words(fellow.heard_at, self._model.sharing.zone, now())
            heard = f"sent something last: {when}"
        row.addWidget(soft_label(look, heard, Text.BLOCK))
        if self._model.is_directors and not fellow.is_here:
            go = SureButton(look, "Let go…", f"Let {plain_line(fellow.name)} go")
            go.confirmed.connect(partial(self._on_go, fellow))
            row.addWidget(go)
        return holder

    def _on_go(self, fellow: Fellow) -> None:
        self.problem.say("")
        self._model.revoke(fellow.person, self.days.value())

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        if key == "revoke":
            self.problem.say(sentence)
