"""Meetings and kept time in the diary's grid: what is carried, where to, and what that means."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.derive.context import load_context
from jointdesk.diary.context import Context
from jointdesk.domain.edits import EditScope
from jointdesk.domain.events import Event
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span, instant, local, parse_instant
from jointdesk.domain.words import long_day
from jointdesk.operations.event_times import DEFAULT_MINUTES, Times
from jointdesk.operations.events_ahead import conflicts_ahead, conflicts_if_moved, turned
from jointdesk.viewmodels.blocks import codes_of, naming, positions_of, title_of
from jointdesk.viewmodels.carried import Foresight, Grip, Load, Place, place_of
from jointdesk.viewmodels.changeable import (
    SCOPES,
    Changeable,
    CopyChoice,
    ScopeAsk,
    changeable,
    copy_choices,
)
from jointdesk.viewmodels.clashes import foresight
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.event_actions import EventActions
from jointdesk.viewmodels.event_warnings import foretell
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.task_rows import TaskRow
from jointdesk.viewmodels.telling import Telling
from jointdesk.viewmodels.words import clock, day_span


class DiaryEvents(QObject):
    """Acts on the meetings that a diary shows, and looks ahead.

    Of a series it is asked first how much is meant; what was answered holds while the same
    meeting is moved on.

    Signals:
        asked(object): a `ScopeAsk`; the answer comes by `answer` or `take_back`.
        moved(str): the id that the meeting which was moved will have.
        foretold(object): what each answer to what was asked would clash with, in words.
    """

    asked = Signal(object)
    moved = Signal(str)
    foretold = Signal(object)

    def __init__(self, diary: DiaryModel, undo: Callable[[], None]) -> None:
        """Act on a diary's days; `undo` takes the last action back."""
        super().__init__(diary)
        self._diary = diary
        self._desk = diary.desk
        self.actions = EventActions(diary, undo)
        self.telling = Telling(diary, self.actions)
        self._context: Context | None = None
        self._wanted: Callable[[EditScope], None] | None = None
        self._answers: dict[str, EditScope] = {}
        self._desk.changed.connect(self.prepare)
        self.prepare()

    # What can be carried

    def load_of_task(self, row: TaskRow) -> Load:
        """Return a task as something to carry, for an hour."""
        org = row.task.orgs[0] if row.task.orgs else ""
        first = slice(0, 1)
        return Load(
            row.id, row.title, org, row.positions[first], row.codes[first], DEFAULT_MINUTES, True
        )

    def load_of_meeting(self, meeting_id: str) -> Load | None:
        """Return a meeting as something to carry, None for one that cannot be moved in the grid."""
        days, meeting = self._diary.days, self.meeting(meeting_id)
        if days is None or meeting is None or self.changeable(meeting).refusal:
            return None
        begins = local(meeting.start, days.zone)
        ends = local(meeting.end, days.zone)
        details = meeting.preferred.details
        told = naming(days.zone, days.organisations)
        wall = ends.replace(tzinfo=UTC) - begins.replace(tzinfo=UTC)
        return Load(
            meeting_id,
            title_of(details),
            details.org_id,
            positions_of(meeting, told),
            codes_of(meeting),
            int(wall.total_seconds()) // 60,
            day=(begins.date() - days.days[0]).days,
            start=begins.hour * 60 + begins.minute,
            is_all_day=details.all_day,
        )

    def meeting(self, meeting_id: str) -> Meeting | None:
        """Return a meeting of the shown days, None if it is not there."""
        days = self._diary.days
        found = (one for one in (days.meetings if days else ()) if one.id == meeting_id)
        return next(found, None)

    def changeable(self, meeting: Meeting) -> Changeable:
        """Return what changing a meeting comes to, or its chosen copy."""
        return changeable(meeting, self._names(), self._diary.copy.of(meeting))

    def copies(self, meeting: Meeting) -> tuple[CopyChoice, ...]:
        """Return the copies of a meeting that can be changed alone."""
        return copy_choices(meeting, self._names())

    def _names(self) -> Mapping[str, str]:
        days = self._diary.days
        return naming(self._diary.zone, days.organisations if days else ()).names

    @Slot(str, str)
    def choose_copy(self, meeting_id: str, collection_id: str) -> None:
        """Mean one copy of a meeting from now on, or all for ""."""
        meeting = self.meeting(meeting_id)
        if meeting is not None:
            self._diary.copy.choose(meeting, collection_id)

    @Slot(str)
    def explain(self, meeting_id: str) -> None:
        """Say why a meeting cannot be moved or taken away."""
        meeting = self.meeting(meeting_id)
        if meeting is not None:
            self._desk.noticed.emit(Notice(self.changeable(meeting).refusal, Tone.INFO))

    # Looking ahead

    @Slot()
    def prepare(self) -> None:
        """Read what the rules need to know, so that a look ahead takes no time."""

        def take(context: Context) -> None:
            self._context = context

        self._desk.read(lambda reading: load_context(reading.connection, reading.zone), take)

    def foresee(self, load: Load, place: Place) -> Foresight:
        """Return what something would clash with at a place of the shown days."""
        days, times, context = self._diary.days, self._times(place), self._context
        if days is None or times is None or context is None:
            return Foresight()
        near = {one.id: one for one in days.meetings}
        moving = self.meeting(load.id)
        if moving is not None:
            span = Span(*(parse_instant(text, days.zone) for text in times))
            there = turned(moving, place.is_all_day)
            found = conflicts_if_moved(there, span, days.meetings, context)
            return foresight(found, moving.id, near)
        org = load.org or next(iter(context.organisations), "")
        event = Event("carried", org=org, title=load.title, start=times.start, end=times.end)
        found = conflicts_ahead(event, days.meetings, context)
        return foresight(found, "", near)

    def _times(self, place: Place) -> Times | None:
        days = self._diary.days
        if days is None:
            return None
        start = _clock_time(days.days[0], place.day * 24 * 60 + place.start)
        end = start + timedelta(minutes=place.minutes)
        if place.is_all_day:
            return Times(start.date().isoformat(), end.date().isoformat())
        return Times(*(one.strftime("%Y-%m-%dT%H:%M") for one in (start, end)))

    # Doing

    def put(self, load: Load, place: Place) -> None:
        """Keep time for a task, or move a meeting."""
        days, times = self._diary.days, self._times(place)
        if days is None or times is None or load.grip is Grip.NEW:
            return
        day = days.days[0] + timedelta(days=place.day)
        clash = self.foresee(load, place).words
        when = _when(day, place)
        said = f"{when}.{f' {clash}.' if clash else ''}"
        if load.is_task:
            start = instant(_clock_time(day, place.start).replace(tzinfo=days.zone))
            self.actions.keep_time(load.id, load.title, start, place.minutes, said)
            return
        meeting = self.meeting(load.id)
        if meeting is None or place == place_of(load):
            return
        said = f"{_done(load, place)} {said}"

        copy = self._diary.copy.of(meeting)

        def move(scope: EditScope) -> None:
            self.moved.emit(self.actions.move(meeting, *times, scope, said, copy))

        self._scoped(meeting, f"Move “{load.title}”: how much of the series?", move, times)

    def remove(self, meeting_id: str) -> None:
        """Take a meeting out of the diary."""
        self._take_away(meeting_id, "Delete", self.actions.remove)

    def cancel(self, meeting_id: str) -> None:
        """Keep a meeting in the diary, struck through."""
        self._take_away(meeting_id, "Cancel", self.actions.cancel)

    def _take_away(
        self, meeting_id: str, verb: str, act: Callable[[Meeting, EditScope, str], None]
    ) -> None:
        meeting = self.meeting(meeting_id)
        if meeting is None:
            return
        refusal = self.changeable(meeting).refusal
        if refusal:
            self._desk.noticed.emit(Notice(refusal, Tone.INFO))
            return
        self._answers.clear()
        title = title_of(meeting.preferred.details)
        question = f"{verb} “{title}”: how much of the series?"
        copy = self._diary.copy.of(meeting)
        self._scoped(meeting, question, lambda scope: act(meeting, scope, copy))

    # How much of a series is meant

    def _scoped(
        self,
        meeting: Meeting,
        question: str,
        act: Callable[[EditScope], None],
        times: Times | None = None,
    ) -> None:
        """Do it, once it is known how much of a series is meant; `times` are new ones."""
        series = meeting.preferred.details.series_id
        if not self.changeable(meeting).is_series:
            act(EditScope.OCCURRENCE)
        elif series in self._answers:
            act(self._answers[series])
        else:

            def wanted(scope: EditScope) -> None:
                # What follows becomes a series of its own: its next move is asked about again.
                self._answers = {} if scope is EditScope.FOLLOWING else {series: scope}
                act(scope)

            self._wanted = wanted
            self.asked.emit(ScopeAsk(meeting.id, question, SCOPES))
            if times is not None:
                foretell(self._desk, meeting, times, self.foretold.emit)

    def answer(self, scope: EditScope) -> None:
        """Do what was wanted, to so much of the series."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted(scope)

    @Slot()
    def take_back(self) -> None:
        """Leave everything as it was."""
        self._wanted = None

    @Slot(str)
    def follow(self, meeting_id: str) -> None:
        """Ask again from now on, where a meeting of another series is selected."""
        meeting = self.meeting(meeting_id)
        self._diary.copy.follow(meeting)
        if meeting is None or meeting.preferred.details.series_id not in self._answers:
            self._answers.clear()


def _when(day: date, place: Place) -> str:
    """Return "Tuesday 15 December, 14:00", or the days of what lasts all day."""
    if place.is_all_day:
        return day_span(day, day + timedelta(days=place.last - place.day))
    return f"{long_day(day)}, {clock(place.start)}"


def _done(load: Load, place: Place) -> str:
    """Return what was done, up to when it is now."""
    if place.is_all_day and load.is_all_day and place.minutes != load.minutes:
        return f"“{load.title}” lasts other days now:"
    if place.is_all_day is load.is_all_day and place.minutes != load.minutes:
        end = clock((place.start + place.minutes) % (24 * 60) or 24 * 60)
        return f"“{load.title}” lasts until {end} now:"
    if place.is_all_day and not load.is_all_day:
        return f"“{load.title}” lasts all day now:"
    return f"Moved “{load.title}” to"


def _clock_time(day: date, minute: int) -> datetime:
    """Return what the clock shows; in no zone yet, though UTC is written beside it."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)
