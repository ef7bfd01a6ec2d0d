"""Today, and what its rows lead to: made once the first picture stands."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.today import TodayModel
from jointdesk.viewmodels.today_day import Target
from jointdesk.widgets.look import Look
from jointdesk.widgets.today import TodayPage
from jointdesk.widgets.window import MainWindow

if TYPE_CHECKING:
    from jointdesk.app.booking_parts import BookingParts
    from jointdesk.app.decision_parts import DecisionParts
    from jointdesk.app.parts import Parts
    from jointdesk.app.task_parts import TaskParts
    from jointdesk.diary.time_split import Days
    from jointdesk.viewmodels.brief import BriefModel
    from jointdesk.viewmodels.time_split import TimeSplitModel


class TodayParts:
    """The model and the page of Today."""

    def __init__(
        self,
        look: Callable[[], Look],
        desk: DeskModel,
        window: MainWindow,
        data_folder: Path,
        parts: Callable[[], "Parts"],
        decisions: Callable[[], "DecisionParts"],
        tasks: Callable[[], "TaskParts"],
        bookings: Callable[[], "BookingParts"],
        print_brief: Callable[[date | None], None],
        make_report: Callable[["Days"], None],
    ) -> None:
        """Serve a window; `look` gives its look, the four after `data_folder` where rows lead.

        `print_brief` makes the brief of a day, today's for None; `make_report` the report of
        where the time of some days went.
        """
        self._print_brief = print_brief
        self._make_report = make_report
        self._desk = desk
        self._look = look
        self._window = window
        self._parts = parts
        self._decisions = decisions
        self._tasks = tasks
        self._bookings = bookings
        self.model = TodayModel(desk, Preferences(data_folder, desk))
        self.model.today_changed.connect(self.count)

    @cached_property
    def brief(self) -> "BriefModel":
        """The brief of a day."""
        from jointdesk.viewmodels.brief import BriefModel

        return BriefModel(self._desk)

    @cached_property
    def split(self) -> "TimeSplitModel":
        """Where the time of a week, a month or a quarter went."""
        from jointdesk.viewmodels.time_split import TimeSplitModel

        return TimeSplitModel(self._desk)

    @Slot()
    def count(self) -> None:
        """Show in the navigation how many things must be done today."""
        if self.model.today is not None:
            self._window.navigation.show_count(Page.TODAY, self.model.today.number)

    def page(self) -> QWidget:
        """Make the page of Today."""
        page = TodayPage(self._look(), self.model)
        page.followed.connect(self.follow)
        page.brief_requested.connect(lambda: self._print_brief(None))
        page.reading_requested.connect(lambda: self._open(Page.BRIEF))
        page.split_requested.connect(lambda: self._open(Page.TIME_SPLIT))
        page.search_requested.connect(self._window.open_search)
        page.import_requested.connect(lambda: self._window.open_page(Page.IMPORT))
        return page

    def news_page(self) -> QWidget:
        """Make the page of all that changed."""
        from jointdesk.widgets.news import NewsPage

        page = NewsPage(self._look(), self.model)
        page.followed.connect(self.follow)
        page.left.connect(lambda: self._window.open_page(Page.TODAY))
        return page

    def _open(self, page: Page) -> None:
        """Open a page that belongs to Today, with what it shows of the day or month it is."""
        if page is Page.BRIEF:
            self.brief.go_to(None)
        else:
            self.split.go_to_today()
        self._window.open_page(page)

    def brief_page(self) -> QWidget:
        """Make the page of a day's brief."""
        from jointdesk.widgets.brief import BriefPage

        page = BriefPage(self._look(), self.brief)
        page.print_requested.connect(lambda day: self._print_brief(day))
        page.left.connect(lambda: self._window.open_page(Page.TODAY))
        return page

    def split_page(self) -> QWidget:
        """Make the page of the time split."""
        from jointdesk.widgets.time_split import TimeSplitPage

        page = TimeSplitPage(self._look(), self.split)
        page.report_requested.connect(self._report)
        page.left.connect(lambda: self._window.open_page(Page.TODAY))
        return page

    @Slot()
    def _report(self) -> None:
        """Make the report of the days that the time split shows."""
        if self.split.shown is not None:
            self._make_report(self.split.shown.days)

    @Slot(object)
    def follow(self, target: Target) -> None:
        """Show what a row is about."""
        if not target.id and target.day is not None:
            self._parts().show_day(target.day)
            return
        if not target.id:
            self._window.open_page(target.page)
            return
        match target.page:
            case Page.DIARY:
                assert target.day is not None  # a meeting is told with its day
                self._parts().show_meeting(target.id, target.day)
            case Page.CONFLICTS:
                self._parts().show_conflict(target.id)
            case Page.DECISIONS:
                self._decisions().show_decision(target.id)
            case Page.TASKS:
                self._tasks().show_task(target.id)
            case Page.BOOKINGS:
                self._bookings().show_booking(target.id)
