"""Which conflicts an import would make: found again, in the background, as rows are ticked."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from jointdesk.derive.ahead import Ahead
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.words import counted, plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.foresight import foresee_run
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.imports import ImportModel

_REST_MS = 250
"""How long ticking rests before it is looked what comes of it."""
_WORST = 3


class ImportAhead(QObject):
    """What the rows that are ticked by now would do to the person's conflicts.

    `ahead` is None while nothing is previewed, and until it is known.

    Signals:
        ahead_changed: `ahead` is new.
    """

    ahead_changed = Signal()

    def __init__(self, model: ImportModel, desk: DeskModel) -> None:
        """Follow an import into a desk."""
        super().__init__(model)
        self.ahead: Ahead | None = None
        self._model = model
        self._desk = desk
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._look)
        model.step_changed.connect(self._on_step)
        model.rows.ticks_changed.connect(self._on_ticks)

    @Slot()
    def _on_step(self) -> None:
        self._timer.stop()
        self._take(None)
        self._on_ticks()

    @Slot()
    def _on_ticks(self) -> None:
        if self._model.looked is not None:
            self._timer.start()

    @Slot()
    def _look(self) -> None:
        looked, audience = self._model.looked, self._desk.audience
        if looked is None or audience is None:
            return
        ticked = self._model.rows.ticked()

        def done(ahead: Ahead) -> None:
            if looked is self._model.looked and ticked == self._model.rows.ticked():
                self._take(ahead)

        self._desk.runner.run(
            lambda _: foresee_run(
                self._desk.open_desk(), audience, now(), looked.preview.chosen(ticked)
            ),
            done,
            self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        """The desk may have changed since it was looked at: then nothing is known of what comes."""
        if not isinstance(error, JointDeskError):
            self._desk.fail(error)

    def _take(self, ahead: Ahead | None) -> None:
        if ahead != self.ahead:
            self.ahead = ahead
            self.ahead_changed.emit()


def ahead_words(ahead: Ahead | None) -> tuple[str, str]:
    """Return what there is to say before importing, and the worst conflicts, a line each."""
    if ahead is None or not ahead.made:
        return "", ""
    ended = f" and ends {ahead.ended:,}" if ahead.ended else ""
    lines = [plain_line(conflict.message) for conflict in ahead.new[:_WORST]]
    more = ahead.made - len(lines)
    if more and lines:
        lines.append(f"and {more:,} more")
    made = counted(ahead.made, "new conflict")
    return f"Importing makes {made}{ended} in the next eight weeks.", "\n".join(lines)
