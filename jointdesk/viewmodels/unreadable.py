"""What is on the desk and cannot be read in full: it is left out, and somebody is to know that."""

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.people import Audience
from jointdesk.domain.words import counted
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel

_MEANS = (
    "What cannot be read is left out wherever it would be shown; nothing else suffers by it. A"
    " newer JointDesk may have written it, or two people at once. Bring JointDesk up to date on"
    " this computer; what is left then is named by the command “jointdesk check”."
)


class UnreadableModel(QObject):
    """Says it in a sentence, while somebody looks: all that is stored has to be gone through.

    Signals:
        words_changed: `words` are others, "" where everything can be read.
    """

    words_changed = Signal()

    def __init__(self, desk: DeskModel) -> None:
        """Look at a desk."""
        super().__init__(desk)
        self.words = ""
        self._desk = desk
        self._lookers = 0
        desk.changed.connect(self._on_changed)

    def look(self, *, is_looking: bool) -> None:
        """Say that one more, or one less, shows the words."""
        self._lookers += 1 if is_looking else -1
        if is_looking:
            self._load()

    @Slot()
    def _on_changed(self) -> None:
        if self._lookers:
            self._load()

    def _load(self) -> None:
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(lambda reading: unreadable_words(reading, audience), self._take)

    def _take(self, words: str) -> None:
        if words != self.words:
            self.words = words
            self.words_changed.emit()


def unreadable_words(reading: Reading, audience: Audience) -> str:
    """Return how much of what the audience may see cannot be read, and what to do; "" for nothing.

    What machines carry of calendars mends itself.
    """
    from jointdesk.operations.unreadable import odd_items

    number = len(odd_items(reading, audience))
    if not number:
        return ""
    return f"{counted(number, 'thing')} on this desk cannot be read in full. {_MEANS}"
