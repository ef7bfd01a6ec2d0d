"""The tasks of both bodies in the window: which are there, and which are listed."""

from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.task_lists import count_open
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.task_list import TaskListModel
from jointdesk.viewmodels.task_rows import Grouping, Listing, TaskDesk, TaskRow, read_tasks


class TasksModel(QObject):
    """Keeps the tasks in step with the desk; before they are wanted it only counts them.

    Signals:
        counted(int): how many open tasks the person sees.
        read: `tasks` is new, for another audience perhaps.
        listed: other rows are in `list`, or another `listing` holds.
    """

    counted = Signal(int)
    read = Signal()
    listed = Signal()

    def __init__(self, desk: DeskModel, preferences: Preferences) -> None:
        """Follow a desk; how tasks are listed is kept for each person."""
        super().__init__(desk)
        self.list = TaskListModel(self)
        self.tasks: TaskDesk | None = None
        self.listing = Listing()
        self._preferences = preferences
        self._audience: Audience | None = None
        self.number = 0
        self._desk = desk
        self._is_wanted = False
        desk.changed.connect(self.load)
        self.load()

    @property
    def desk(self) -> DeskModel:
        """The desk whose tasks they are."""
        return self._desk

    # Reading and listing

    def want(self) -> None:
        """Read the tasks themselves from now on."""
        if not self._is_wanted:
            self._is_wanted = True
            self.load()

    @Slot()
    def load(self) -> None:
        """Read the tasks in the worker, or only their number."""
        audience = self._desk.audience
        if audience is None:
            return
        if audience is not self._audience:
            self._audience, self.listing = audience, self._kept(audience)
        if self._is_wanted:
            self._desk.read(
                lambda reading: read_tasks(reading, audience),
                lambda found: self._take(found, audience),
            )
        else:
            self._desk.read(lambda reading: count_open(reading, audience, now()), self._count)

    def _take(self, found: TaskDesk, audience: Audience) -> None:
        if audience is not self._desk.audience:
            return  # it is another person's by now
        self.tasks = found
        self._count(sum(1 for row in found.rows if row.task.is_open))
        self.list.show(found.sections(self.listing))
        self.listed.emit()
        self.read.emit()

    def _count(self, number: int) -> None:
        self.number = number
        self.counted.emit(number)

    def show(self, listing: Listing) -> None:
        """List other tasks, or the same in another order."""
        if listing != self.listing:
            self.listing = listing
            if self._audience is not None:
                kept = f"{listing.grouping:d} {listing.is_mine:d}"
                self._preferences.keep_text(_key(self._audience), kept)
            if self.tasks is not None:
                self.list.show(self.tasks.sections(listing))
            self.listed.emit()

    def _kept(self, audience: Audience) -> Listing:
        """Return how a person listed tasks before; what is done or sought is asked anew."""
        grouping, _, mine = self._preferences.text(_key(audience)).partition(" ")
        known = {str(int(one)): one for one in Grouping}
        return Listing(known.get(grouping, Grouping.DUE), is_mine=mine == "1")

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


def _key(audience: Audience) -> str:
    return f"tasks/listing/{audience.person_id}"
