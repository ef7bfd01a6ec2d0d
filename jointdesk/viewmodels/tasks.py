"""The tasks of both bodies in the window: which are there, and which are listed."""

from datetime import date
from typing import Any

from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.task_lists import count_open
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.page_list import PageListModel
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.task_list import TaskListModel
from jointdesk.viewmodels.task_rows import Grouping, Listing, TaskDesk, TaskRow, read_tasks


class TasksModel(PageListModel[TaskDesk, Listing]):
    """The tasks, in their list; it counts the open ones that the person sees."""

    def __init__(self, desk: DeskModel, preferences: Preferences) -> None:
        """Follow a desk; how tasks are listed is kept for each person."""
        super().__init__(desk, preferences, Page.TASKS, Listing())
        self.list = TaskListModel(self)

    @property
    def tasks(self) -> TaskDesk | None:
        """The tasks as read last, None before."""
        return self.found

    def _read(self, reading: Any, audience: Audience) -> TaskDesk:
        return read_tasks(reading, audience)

    def _count(self, reading: Any, audience: Audience) -> int:
        return count_open(reading, audience, now())

    def _number_of(self, found: TaskDesk) -> int:
        return sum(1 for row in found.rows if row.task.is_open)

    def _fill(self, found: TaskDesk) -> None:
        self.list.show(found.sections(self.listing))

    def _kept(self, text: str) -> Listing:
        grouping, _, mine = text.partition(" ")
        known = {str(int(one)): one for one in Grouping}
        return Listing(known.get(grouping, Grouping.DUE), is_mine=mine == "1")

    def _text(self, listing: Listing) -> str:
        return f"{listing.grouping:d} {listing.is_mine:d}"

    def counts(self) -> tuple[int, int]:
        """Return how many of the person's own are listed, and how many of all."""
        if self.tasks is None:
            return 0, 0
        mine, every = (
            len(self.tasks.listed(self.listing._replace(is_mine=is_mine)))
            for is_mine in (True, False)
        )
        return mine, every

    def nothing(self) -> str:
        """Return what stands in place of an empty list, "" while nothing was read."""
        listing = self.listing
        if self.tasks is None:
            return ""
        if listing.words.strip():
            return f"Nothing found for “{plain_line(listing.words)}”."
        what = "No tasks are done yet" if listing.is_done else "No open tasks"
        of = next((one.name for one in self.tasks.organisations if one.id == listing.org), "")
        whose = " of yours" if listing.is_mine else ""
        return f"{what}{whose}{f' for {plain_line(of)}' if of else ''}."

    def row(self, task_id: str) -> TaskRow | None:
        """Return a task as it was read last, None where it is not there any more."""
        return self.tasks.row_by_id.get(task_id) if self.tasks else None

    def today(self) -> date:
        """Return the day as of which everything is shown."""
        return self.tasks.today if self.tasks else date.min

    def own_org(self) -> str:
        """Return the organisation that is listed, or the only one that the person sits in."""
        audience = self._desk.audience
        seats = audience.org_ids if audience and not audience.is_director else frozenset()
        return self.listing.org or (next(iter(seats)) if len(seats) == 1 else "")
