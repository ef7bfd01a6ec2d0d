"""Today, and what its rows lead to: made once the first picture stands."""

from collections.abc import Callable
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
    from jointdesk.app.decision_parts import DecisionParts
    from jointdesk.app.parts import Parts
    from jointdesk.app.task_parts import TaskParts


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
        print_brief: Callable[[], None],
    ) -> None:
        """Serve a window; `look` gives its look, the three after `data_folder` where rows lead.

        `print_brief` makes today's brief.
        """
        self._print_brief = print_brief
        self._look = look
        self._window = window
        self._parts = parts
        self._decisions = decisions
        self._tasks = tasks
        self.model = TodayModel(desk, Preferences(data_folder, desk))
        self.model.today_changed.connect(self.count)

    @Slot()
    def count(self) -> None:
        """Show in the navigation how many things must be done today."""
        if self.model.today is not None:
            self._window.navigation.show_count(Page.TODAY, self.model.today.number)

    def page(self) -> QWidget:
        """Make the page of Today."""
        page = TodayPage(self._look(), self.model)
        page.followed.connect(self.follow)
        page.brief_requested.connect(lambda: self._print_brief())
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
