"""In which order pages are read anew after a change: first the one that is looked at."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from jointdesk.viewmodels.jobs import JobRunner
from jointdesk.viewmodels.pages import Page

Load = Callable[[], None]


class PageReading(QObject):
    """Has the page that is looked at read at once, others when the worker rests or they are shown.

    What changes until then is read together. As long as nobody has said what is looked at, every
    page is read at once.
    """

    def __init__(self, runner: JobRunner, parent: QObject) -> None:
        """Wait for this runner to rest."""
        super().__init__(parent)
        self._runner = runner
        self._loads: list[tuple[Page, Load]] = []
        self._due: list[tuple[Page, Load]] = []
        self._shown: Page | None = None
        runner.rested.connect(self._on_rested)

    def follow(self, page: Page, load: Load) -> None:
        """Call what reads a page, or a part of it, after every change."""
        self._loads.append((page, load))

    def show(self, page: Page) -> None:
        """Say which page is looked at; what has changed in it meanwhile is read now."""
        self._shown = page
        wanted = [one for one in self._due if one[0] is page]
        self._due = [one for one in self._due if one[0] is not page]
        for _, load in wanted:
            load()

    @Slot()
    def read(self) -> None:
        """Read what is looked at; the rest is due."""
        self._due = [one for one in self._loads if self._shown not in (None, one[0])]
        for page, load in self._loads:
            if self._shown in (None, page):
                load()

    @Slot()
    def forget(self) -> None:
        """Read nothing any more."""
        self._loads, self._due = [], []

    @Slot()
    def _on_rested(self) -> None:
        """Read what is due, one after another: what is more pressing comes between."""
        while self._due and not self._runner.is_worker_busy:
            _, load = self._due.pop(0)
            load()
