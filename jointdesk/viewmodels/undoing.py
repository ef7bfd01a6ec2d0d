"""Undo and redo for the whole window, with a notice of what was undone and what was left alone."""

from PySide6.QtCore import QObject, Slot

from jointdesk.domain.errors import JointDeskError
from jointdesk.operations.undo import redo, undo
from jointdesk.store.undo import Undone
from jointdesk.viewmodels.conflict_history import without_codes
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone


class UndoModel(QObject):
    """Reverses the last action of the acting person."""

    def __init__(self, desk: DeskModel) -> None:
        super().__init__(desk)
        self._desk = desk

    @Slot()
    def undo(self) -> None:
        """Reverse the last action that is not undone yet."""
        self._desk.act(undo, self._tell_undone, failed=self._tell_nothing)

    @Slot()
    def redo(self) -> None:
        """Take the last undoing back."""
        self._desk.act(redo, self._tell_redone, failed=self._tell_nothing)

    def _tell_undone(self, undone: Undone) -> None:
        text = undone_words("Undone", undone)
        self._desk.noticed.emit(Notice(text, _tone(undone), "Redo", self.redo))

    def _tell_redone(self, undone: Undone) -> None:
        text = undone_words("Done again", undone)
        self._desk.noticed.emit(Notice(text, _tone(undone), "Undo", self.undo))

    def _tell_nothing(self, error: JointDeskError) -> None:
        self._desk.noticed.emit(Notice(str(error), Tone.INFO))


def undone_words(verb: str, undone: Undone) -> str:
    """Return for example "Undone: assigned. Left alone: Bridget changed it at 09:40."."""
    labels = [without_codes(label) for label in undone.labels]
    told = "; ".join(f"{label[:1].lower()}{label[1:]}" for label in labels)
    sentences = [f"{verb}: {told}." if told else "", *undone.left]
    return " ".join(sentence for sentence in sentences if sentence)


def _tone(undone: Undone) -> Tone:
    return Tone.INFO if undone.left else Tone.DONE
