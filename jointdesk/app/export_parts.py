"""Exports and what leads to them: made when they are first wanted."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.exports import ExportModel
from jointdesk.viewmodels.pages import Page
from jointdesk.widgets.exports import ExportPage
from jointdesk.widgets.look import Look
from jointdesk.widgets.window import MainWindow


class ExportParts:
    """The model and the page of exports."""

    def __init__(self, look: Callable[[], Look], desk: DeskModel, window: MainWindow) -> None:
        """Serve a window; `look` gives the look that it has by then."""
        self._look = look
        self._desk = desk
        self._window = window
        self._before = Page.DECISIONS

    @cached_property
    def exports(self) -> ExportModel:
        """The export that is being made."""
        return ExportModel(self._desk)

    def page(self) -> QWidget:
        """Make the page."""
        page = ExportPage(self._look(), self.exports)
        page.left.connect(self._go_back)
        return page

    @Slot()
    def open_register(self) -> None:
        """Export decisions."""
        self.exports.open_register()
        self._open()

    def open_diary(self, first: date, last: date) -> None:
        """Print or export some days of the diary, the last included."""
        self.exports.open_diary(first.isoformat(), last.isoformat())
        self._open()

    @Slot(str)
    def open_notice(self, decision_id: str) -> None:
        """Make the notice of one decision."""
        self.exports.open_notice(decision_id)
        self._open()

    def _open(self) -> None:
        """Open the page, and know where one came from."""
        if self._window.page is not Page.EXPORT:
            self._before = self._window.page
        self._window.open_page(Page.EXPORT)

    @Slot()
    def _go_back(self) -> None:
        self._window.open_page(self._before)
