"""What an import page shows at each step: the form, how far it is, or what would change."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from jointdesk.viewmodels.import_steps import Step
from jointdesk.widgets.import_progress import ImportProgress


class ImportStages(QStackedWidget):
    """Shows one of the three; the preview scrolls."""

    def __init__(self, start: QWidget, progress: ImportProgress, preview: QWidget) -> None:
        super().__init__()
        self._start = start
        self._progress = progress
        # A preview has more to say than a low window, or large text, has room for.
        self._previewing = QScrollArea()
        self._previewing.setWidget(preview)
        self._previewing.setWidgetResizable(True)
        self._previewing.setFrameShape(QFrame.Shape.NoFrame)
        self._previewing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (start, progress, self._previewing):
            self.addWidget(widget)

    def show_step(self, step: Step) -> None:
        """Show what belongs to a step."""
        shown = {Step.CHOOSE: self._start, Step.PREVIEW: self._previewing}
        self.setCurrentWidget(shown.get(step, self._progress))
        self._progress.restart(is_importing=step is Step.IMPORTING)
