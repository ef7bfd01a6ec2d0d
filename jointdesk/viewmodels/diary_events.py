"""Time kept for tasks and events made here: put into the diary, moved in it, taken out of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Slot

from jointdesk.derive.context import load_context
from jointdesk.diary.context import Context
from jointdesk.domain.actors import Actor
from jointdesk.domain.events import LOCAL, Event
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import instant, local
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.people import Audience
from jointdesk.domain.words import long_day, plain_line
from jointdesk.operations.events import DEFAULT_MINUTES, edit_event, keep_time, remove_event
from jointdesk.operations.events_ahead import conflicts_ahead
from jointdesk.viewmodels.blocks import codes_of, naming, positions_of, title_of
from jointdesk.viewmodels.carried import Foresight, Load, Place
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.task_rows import TaskRow
from jointdesk.viewmodels.words import clock


class _Times(NamedTuple):
    """On the clock of the desk's zone: "2026-12-15T14:00"."""

    start: str
    end: str


class DiaryEvents(QObject):
    """Acts on the events made here that a diary shows, and looks ahead."""

    def __init__(self, diary: DiaryModel, undo: Callable[[], None]) -> None:
        """Act on a diary's days; `undo` takes the last action back."""
        super().__init__(diary)
        self._diary = diary
        self._desk = diary.desk
        self._undo = undo
        self._context: Context | None = None
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
        """Return a meeting as something to carry, None for one of an outside calendar."""
        days, meeting = self._diary.days, self._meeting(meeting_id)
        if days is None or meeting is None or not is_made_here(meeting):
            return None
        begins = local(meeting.start, days.zone)
        if begins.date() not in days.days:
            return None
        details = meeting.preferred.details
        told = naming(days.zone, days.organisations)
        return Load(
            meeting_id,
            title_of(details),
            details.org_id,
            positions_of(meeting, told),
            codes_of(meeting),
            (meeting.end - meeting.start) // 60,
            False,
            day=days.days.index(begins.date()),
            start=begins.hour * 60 + begins.minute,
        )

    def _meeting(self, meeting_id: str) -> Meeting | None:
        days = self._diary.days
        found = (one for one in (days.meetings if days else ()) if one.id == meeting_id)
        return next(found, None)

    # Looking ahead

    @Slot()
    def prepare(self) -> None:
        """Read what the rules need to know, so that a look ahead takes no time."""

        def take(context: Context) -> None:
            self._context = context

        self._desk.read(lambda reading: load_context(reading.connection, reading.zone), take)

    def foresee(self, load: Load, place: Place) -> Foresight:
        """Return what something would clash with at a place of the shown days."""
        days, times = self._diary.days, self._times(load, place)
        if days is None or times is None or self._context is None:
            return Foresight()
        moving = self._meeting(load.id)
        series = moving.preferred.details.series_id if moving else "carried"
        event = Event(series, org=load.org, title=load.title, start=times.start, end=times.end)
        found = conflicts_ahead(event, days.meetings, self._context)
        if not found:
            return Foresight()
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        ids = frozenset(id_ for one in found for id_ in one.participants)
        return Foresight(plain_line(found[0].message) + more, ids)

    def _times(self, load: Load, place: Place) -> _Times | None:
        days = self._diary.days
        if days is None or not 0 <= place.day < len(days.days):
            return None
        start = _clock_time(days.days[place.day], place.start)
        end = start + timedelta(minutes=load.minutes)
        return _Times(*(one.strftime("%Y-%m-%dT%H:%M") for one in (start, end)))

    # Doing

    def put(self, load: Load, place: Place) -> str:
        """Keep time for a task, or move an event; return the id that it will have, or ""."""
        days, times = self._diary.days, self._times(load, place)
        if days is None or times is None:
            return ""
        day = days.days[place.day]
        when = f"{long_day(day)}, {clock(place.start)}"
        clash = self.foresee(load, place).words
        warning = f" {clash}." if clash else ""
        if load.is_task:
            start = instant(_clock_time(day, place.start).replace(tzinfo=days.zone))
            self._act(
                lambda desk, actor, audience: keep_time(
                    desk, actor, audience, load.id, start, load.minutes
                ),
                f"Kept time for “{load.title}”, {when}.{warning}",
            )
            return ""
        self._act(
            lambda desk, actor, audience: edit_event(
                desk, actor, audience, load.id, times._asdict()
            ),
            f"Moved “{load.title}” to {when}.{warning}",
        )
        meeting = self._meeting(load.id)
        series = meeting.preferred.details.series_id if meeting else ""
        return occurrence_key(series, day.toordinal(), 0)

    def remove(self, load: Load) -> None:
        """Take an event out of the diary."""
        self._act(
            lambda desk, actor, audience: remove_event(desk, actor, audience, load.id),
            f"Removed “{load.title}” from the diary.",
        )

    def _act(self, work: Callable[[Any, Actor, Audience], object], said: str) -> None:
        audience = self._desk.audience
        if audience is not None:
            self._desk.act(
                lambda desk, actor: work(desk, actor, audience),
                lambda _: self._desk.noticed.emit(Notice(said, Tone.DONE, "Undo", self._undo)),
            )


def is_made_here(meeting: Meeting) -> bool:
    """Return whether a meeting stands in no outside calendar, and has times of day."""
    details = meeting.preferred.details
    is_local = details.collection_id.startswith(f"{LOCAL}:")
    return is_local and len(meeting.copies) == 1 and not details.all_day and not details.masked


def _clock_time(day: date, minute: int) -> datetime:
    """Return what the clock shows; in no zone yet, though UTC is written beside it."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)
