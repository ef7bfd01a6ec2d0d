"""The diary page's state: which days, in which form, what is selected; it reads in the worker."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.conflicts import JudgedConflict
from jointdesk.domain.moments import DAY, Span, local_day
from jointdesk.domain.people import Audience
from jointdesk.operations.clock import now
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.allday import DayNote
from jointdesk.viewmodels.blocks import Naming, naming
from jointdesk.viewmodels.changeable import ChosenCopy
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.diary import DiaryPage, DiaryWeek, build_page
from jointdesk.viewmodels.diary_days import DiaryDays, Mode, days_of, read_meetings, span_of
from jointdesk.viewmodels.marks import Marks
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.words import range_name

# What judges, lists and inspects is imported when it is first wanted: the window paints its
# first week without it.
if TYPE_CHECKING:
    from jointdesk.viewmodels.agenda import AgendaRow
    from jointdesk.viewmodels.decision_troubles import Trouble
    from jointdesk.viewmodels.inspector import Inspection

_NEXT_CONFLICT_DAYS = 366
"""How far the next conflict is looked for."""


class DiaryModel(QObject):
    """Keeps the shown days in step with the desk.

    Signals:
        days_changed: other days, or the same days with other meetings, are in `days`.
        mode_changed: another form of the diary is chosen.
        meeting_wanted: the id of a meeting to be selected once its days are shown.
        notes_wanted(bool): deadlines are to be shown among the all-day items, or not.
    """

    days_changed = Signal()
    mode_changed = Signal()
    meeting_wanted = Signal(str)
    notes_wanted = Signal(bool)

    def __init__(self, desk: DeskModel, zone: ZoneInfo) -> None:
        super().__init__(desk)
        self._desk = desk
        self.zone = zone
        self.mode = Mode.WEEK
        self.anchor = local_day(now(), zone)
        self.days: DiaryDays | None = None
        self.selected = ""
        self.has_notes = True
        self._notes: tuple[DayNote, ...] = ()
        self.expected = 0
        """How much is being written that is shown already; what is read until then is older."""
        self._marks: Mapping[str, tuple[Trouble, ...]] = {}
        """What two people changed at once, by item id; it is known after the first picture."""
        self.copy = ChosenCopy()
        """Which copy of the selected meeting is to be changed."""
        desk.pages.follow(Page.DIARY, self.load)

    def mark(self, marks: "Mapping[str, tuple[Trouble, ...]]") -> None:
        """Mark meetings in which two people changed something at once."""
        if marks != self._marks:
            self._marks = marks
            self.days_changed.emit()

    @property
    def desk(self) -> DeskModel:
        """The desk whose diary it is."""
        return self._desk

    def show_first(self, reading: Reading, audience: Audience) -> None:
        """Read the first days' meetings here and now, so that the first picture has them.

        Their conflicts and journeys come with the first `load`.
        """
        self._take(read_meetings(reading, audience, days_of(self.mode, self.anchor)))

    @Slot()
    def load(self) -> None:
        """Read the chosen days in the worker."""
        audience = self._desk.audience
        if audience is None:
            return
        from jointdesk.viewmodels.judged_days import read_days

        wanted = days_of(self.mode, self.anchor)
        self._desk.read(lambda reading: read_days(reading, audience, wanted), self._take)

    def _take(self, days: DiaryDays) -> None:
        if days.days == days_of(self.mode, self.anchor) and not self.expected:
            self.show(days)

    def show(self, days: DiaryDays) -> None:
        """Show what was read, or what will be there once something was written."""
        self.days = days
        self.days_changed.emit()

    # Going about

    @Slot(int)
    def turn(self, pages: int) -> None:
        """Show the days before or after."""
        step = {Mode.DAY: 1, Mode.AGENDA: 28}.get(self.mode, 7)
        self.go_to(self.anchor + timedelta(days=step * pages))

    @Slot(object)
    def go_to(self, day: date) -> None:
        """Show the days around a day."""
        self.anchor = min(max(day, date(1, 2, 8)), date(9998, 1, 1))
        self.load()

    @Slot()
    def go_to_today(self) -> None:
        """Show the days around today."""
        if self.days is not None:
            self.go_to(local_day(now(), self.days.zone))

    def set_mode(self, mode: Mode) -> None:
        """Show another form of the diary."""
        if mode is not self.mode:
            self.mode = mode
            self.mode_changed.emit()
            self.load()

    def want_notes(self, is_wanted: bool) -> None:
        """Show deadlines, or hide them."""
        if is_wanted is not self.has_notes:
            self.has_notes = is_wanted
            self.notes_wanted.emit(is_wanted)
            self.days_changed.emit()

    def take_notes(self, notes: tuple[DayNote, ...]) -> None:
        """Show other deadlines; they come when everything else stands."""
        if notes != self._notes:
            self._notes = notes
            self.days_changed.emit()

    def go_to_meeting(self, meeting_id: str, day: date) -> None:
        """Show the day of a meeting and select it."""
        self.selected = meeting_id
        if self.mode is Mode.AGENDA:
            self.set_mode(Mode.WEEK)
        self.go_to(day)
        self.meeting_wanted.emit(meeting_id)

    @Slot(int)
    def go_to_conflict(self, step: int) -> None:
        """Show the next conflict after the days in view (1), or the one before them (-1)."""
        audience, days = self._desk.audience, self.days
        if audience is None or days is None:
            return
        from jointdesk.viewmodels.judged_days import read_unsettled

        first, last = span_of(days.days, days.zone)
        far = _NEXT_CONFLICT_DAYS * DAY
        window = Span(last, last + far) if step > 0 else Span(first - far, first)
        self._desk.read(
            lambda reading: read_unsettled(reading, audience, window),
            lambda found: self._go_to_one_of(found, step),
        )

    def _go_to_one_of(self, found: list[JudgedConflict], step: int) -> None:
        if not found or self.days is None:
            return
        conflict = found[0 if step > 0 else -1].conflict
        if conflict.start is not None and conflict.participants:
            day = local_day(conflict.start, self.days.zone)
            self.go_to_meeting(conflict.participants[0], day)

    # What is shown

    def page(self) -> DiaryPage | None:
        """Return the page of the grid, None before anything was read."""
        days = self.days
        if days is None:
            return None
        return build_page(
            DiaryWeek(
                days=days.days,
                zone=days.zone,
                organisations=days.organisations,
                meetings=days.meetings,
                marks=days.marks,
                journeys=days.journeys,
                stale=days.stale,
                notes=self._notes if self.has_notes else (),
            )
        )

    def agenda(self) -> tuple[list["AgendaRow"], Naming, Marks]:
        """Return the rows of the agenda, and how to tell them."""
        from jointdesk.viewmodels.agenda import agenda_rows

        days = self.days
        if days is None:
            return [], naming(self.zone, ()), Marks()
        told = naming(days.zone, days.organisations, days.stale)
        notes = self._notes if self.has_notes else ()
        first, last = days.days[0], days.days[-1]
        rows = agenda_rows(days.meetings, first, last, told, days.marks, notes)
        return rows, told, days.marks

    def title(self) -> tuple[str, str]:
        """Return the name of the shown days and their year."""
        shown = days_of(self.mode, self.anchor)
        return range_name(shown[0], shown[-1])

    def inspection(self, meeting_id: str) -> "Inspection | None":
        """Return everything about a meeting of the shown days, None if it is not there."""
        from jointdesk.operations.agenda import notes_on
        from jointdesk.viewmodels.inspector import inspect, marked
        from jointdesk.viewmodels.judged_days import conflicts_of

        days = self.days
        if days is None:
            return None
        for meeting in days.meetings:
            if meeting.id == meeting_id:
                own = conflicts_of(days, meeting_id)
                notes = notes_on(meeting)
                copy = self.copy.of(meeting)
                found = inspect(meeting, own, days.organisations, days.zone, notes, copy)
                return marked(found, meeting, self._marks)
        return None
