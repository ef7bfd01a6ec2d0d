"""Models and pages that are made when they are first wanted, so that the window opens sooner."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from jointdesk.operations.pairings import find_meeting
from jointdesk.viewmodels.collision_marks import MARK
from jointdesk.viewmodels.conflict_detail import Act
from jointdesk.viewmodels.conflict_proposals import ProposeModel
from jointdesk.viewmodels.conflict_thread import ConflictThreadModel
from jointdesk.viewmodels.conflicts import ConflictsModel
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.searching import SearchModel
from jointdesk.viewmodels.undoing import UndoModel
from jointdesk.widgets.conflicts import ConflictsPage
from jointdesk.widgets.help import HelpPage
from jointdesk.widgets.look import Look
from jointdesk.widgets.search import SearchPage
from jointdesk.widgets.window import MainWindow


class Parts:
    """Conflicts, undo, search and help, and what leads from one to another."""

    def __init__(
        self,
        look: Callable[[], Look],
        desk: DeskModel,
        diary: DiaryModel,
        window: MainWindow,
        open_record: Callable[[str, str], None],
        show_collision: Callable[[str], None],
    ) -> None:
        """Serve a window; `look` gives the look that it has by then.

        `open_record` shows a record of a kind ("task", "matter" …) on its own page,
        `show_collision` where what two people changed in an item is settled.
        """
        self._look = look
        self._desk = desk
        self._diary = diary
        self._window = window
        self._open_record = open_record
        self._show_collision = show_collision
        self.undoing = UndoModel(desk)

    @cached_property
    def conflicts(self) -> ConflictsModel:
        """The conflicts of the next weeks."""
        return ConflictsModel(self._desk, self.undoing.undo)

    @cached_property
    def thread(self) -> ConflictThreadModel:
        """What people say about the conflict that is shown."""
        return ConflictThreadModel(self._desk, self.conflicts, self.undoing.undo)

    @cached_property
    def proposing(self) -> ProposeModel:
        """What somebody proposes about it."""
        return ProposeModel(self._desk, self.thread, self.undoing.undo)

    @cached_property
    def searching(self) -> SearchModel:
        """The search everywhere."""
        return SearchModel(self._desk)

    def conflicts_page(self) -> QWidget:
        """Make the page of conflicts."""
        page = ConflictsPage(self._look(), self.conflicts, self.thread, self.proposing)
        page.diary_requested.connect(self.show_meeting)
        page.search_requested.connect(self._window.open_search)
        return page

    def search_page(self) -> QWidget:
        """Make the search everywhere."""
        page = SearchPage(self._look(), self.searching)
        page.meeting_requested.connect(self.show_meeting)
        page.record_requested.connect(self._open_record)
        page.left.connect(self._window.go_back)
        return page

    def help_page(self) -> QWidget:
        """Make the list of all shortcuts."""
        page = HelpPage(self._look())
        page.left.connect(self._window.go_back)
        return page

    def show_conflict(self, conflict_id: str) -> None:
        """Show one conflict on its page; what two people changed at once is on another."""
        if conflict_id.startswith(MARK):
            self._show_collision(conflict_id.removeprefix(MARK))
            return
        self._window.open_page(Page.CONFLICTS)
        self.conflicts.go_to(conflict_id)

    def split(self, meeting_id: str) -> None:
        """Say that the copies of a meeting are different meetings."""
        self.conflicts.judge_copies(meeting_id, Act.SPLIT)

    def pair(self, meeting_id: str) -> None:
        """Say that the copies of a meeting are one."""
        self.conflicts.judge_copies(meeting_id, Act.PAIR)

    def show_day(self, day: date) -> None:
        """Show a day in the diary."""
        self._window.open_page(Page.DIARY)
        self._diary.go_to(day)

    @Slot(str, object)
    def show_meeting(self, meeting_id: str, day: date) -> None:
        """Show a meeting in the diary; any copy's id is understood."""
        self._window.open_page(Page.DIARY)
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(
                lambda reading: find_meeting(reading, audience, meeting_id).id,
                lambda found: self._diary.go_to_meeting(found, day),
            )
