"""Ends this computer's part in a shared desk: its copy stays, or goes."""

from PySide6.QtCore import Qt, Slot

from jointdesk.viewmodels.desk_sharing import DeskSharing
from jointdesk.viewmodels.sharing_words import (
    MEANS_LEAVING,
    MEANS_WIPING,
    reads_words,
    unsent_words,
)
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.forms import Problem, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import has_keyboard
from jointdesk.widgets.settings_section import Card
from jointdesk.widgets.sure_button import SureButton

_ASKING = "Exchanging a last time; then the copy is taken away…"


class PartingCard(Card):
    """Offers to leave, and to leave with everything taken off this computer."""

    def __init__(self, look: Look, model: DeskSharing) -> None:
        """Follow a model."""
        super().__init__()
        self._model = model
        self.add_title(look, "Leave the shared desk")
        self.reads, self.unsent = make_label(look, ""), make_label(look, "")
        self.problem = Problem(look)
        self.doing = make_label(look, _ASKING)
        self.leave = SureButton(look, "Leave…", "Leave the shared desk")
        self.wipe = SureButton(
            look, "Take it off this computer…", "Leave, and take it off this computer"
        )
        self.discard = SureButton(
            look, "Lose that all the same…", "Lose that, and take all off this computer"
        )
        self.column.addWidget(self.reads)
        self.column.addWidget(self.unsent)
        for means, button in ((MEANS_LEAVING, self.leave), (MEANS_WIPING, self.wipe)):
            words = soft_label(look, means)
            words.setIndent(REACH)
            self.column.addWidget(words)
            self.add_foot(button)
        for label in (self.reads, self.unsent, self.doing):
            label.setIndent(REACH)
        self.column.addWidget(self.doing)
        self.column.addWidget(self.problem)
        self.add_foot(self.discard)
        self.discard.hide()
        self.leave.confirmed.connect(model.leave)
        self.wipe.confirmed.connect(self._on_wipe)
        self.discard.confirmed.connect(lambda: model.wipe(discards_unsent=True))
        model.failed.connect(self._on_failed)
        model.busy_changed.connect(self._on_busy)
        model.people_changed.connect(self._on_people)
        model.sharing.sharing_changed.connect(self._on_sharing)
        self._on_busy()
        self._on_people()
        self._on_sharing()

    @Slot()
    def _on_wipe(self) -> None:
        self.discard.hide()
        self.problem.say("")
        self._model.wipe()

    @Slot()
    def _on_busy(self) -> None:
        """Offer nothing meanwhile; the keyboard comes back to the first button afterwards."""
        if self._model.doing and has_keyboard(self):
            self.setFocus()  # else disabling would hand the keyboard to whatever comes next
        self.doing.setVisible(self._model.doing == "wipe")
        for button in (self.leave, self.wipe, self.discard):
            button.setEnabled(not self._model.doing)
        if not self._model.doing and self.hasFocus():
            self.leave.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_sharing(self) -> None:
        words = unsent_words(self._model.sharing.sharing)
        self.unsent.setText(words)
        self.unsent.setVisible(bool(words))

    @Slot()
    def _on_people(self) -> None:
        words = reads_words(self._model.calendars)
        self.reads.setText(words)
        self.reads.setVisible(bool(words))

    @Slot(str, str)
    def _on_failed(self, key: str, sentence: str) -> None:
        if key in ("leave", "wipe", "unsent"):
            self.problem.say(sentence)
            self.discard.setVisible(key == "unsent")
