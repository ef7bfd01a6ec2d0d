"""Exports and what leads to them: made when they are first wanted."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jointdesk.diary.time_split import Days
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.export_choices import What, Wish, diary_of
from jointdesk.viewmodels.export_days import TYPED
from jointdesk.viewmodels.exports import ExportModel
from jointdesk.viewmodels.pages import Page
from jointdesk.widgets.exports import ExportPage
from jointdesk.widgets.look import Look
from jointdesk.widgets.window import MainWindow


class ExportParts:
    """The model and the page of exports."""

    def __init__(
        self, look: Callable[[], Look], desk: DeskModel, diary: DiaryModel, window: MainWindow
    ) -> None:
        """Serve a window; `look` gives the look that it has by then."""
        self._look = look
        self._desk = desk
        self._diary = diary
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
    def begin(self) -> None:
        """Begin to export what is open: the shown days of the diary, or else decisions."""
        shown = self._diary.days
        if self._window.page is Page.DIARY and shown is not None:
            self._open()
            self.exports.begin_with(diary_of(shown.days[0], shown.days[-1]), prepares=True)
            return
        if self._window.page is not Page.EXPORT:
            self.exports.open_register()
        self._open()

    @Slot(str)
    def open_notice(self, decision_id: str) -> None:
        """Make the notice of one decision."""
        self.exports.begin_with(Wish(kind=What.NOTICE, decision=decision_id))
        self._open()

    def open_brief(self, day: date | None = None) -> None:
        """Make the brief of a day, today's for None."""
        wish = Wish(kind=What.BRIEF)
        if day is not None:
            text = day.isoformat()
            wish = wish._replace(period=TYPED, first=text, last=text)
        self._open()
        self.exports.begin_with(wish, prepares=True)

    def open_time_split(self, days: Days) -> None:
        """Make the report of where the time of some days went."""
        first, last = days.first.isoformat(), (days.last - timedelta(days=1)).isoformat()
        wish = Wish(kind=What.TIME_SPLIT, audience="joint", period=TYPED, first=first, last=last)
        self._open()
        self.exports.begin_with(wish, prepares=True)

    def _open(self) -> None:
        """Open the page, and know where one came from."""
        if self._window.page is not Page.EXPORT:
            self._before = self._window.page
        self._window.open_page(Page.EXPORT)

    @Slot()
    def _go_back(self) -> None:
        self._window.open_page(self._before)
