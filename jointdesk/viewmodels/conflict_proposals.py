"""The form in which somebody proposes how to settle a conflict: a way, a meeting, new times."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.events import Event
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, MINUTE, Span, local_day
from jointdesk.domain.occurrences import PlaceKind
from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.event_times import Times, wall
from jointdesk.operations.proposals import Wish, easiest, propose, times_told
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.conflict_thread import ConflictThreadModel
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.event_form import EventForm, followed, form_of, read_times
from jointdesk.viewmodels.notices import Notice, Tone

WAYS = (
    ("Move it to another time", "move"),
    ("Send a deputy", "deputy"),
    ("Join remotely", "remote"),
    ("Let it give way", "give_way"),
)
_DAYS = 21
_MOST_TIMES = 4


class Side(NamedTuple):
    """A meeting of the conflict that something may be proposed for."""

    key: str
    name: str
    meeting: Meeting


class FreeTime(NamedTuple):
    """A time that suits: how it reads, why it suits, and its form."""

    name: str
    why: str
    form: EventForm


class ProposeModel(QObject):
    """Holds one form, for the conflict that is shown; nothing changes in the diary by it.

    `way` is one of `WAYS`, `side` the meeting that it is about, `person` the deputy's id, `form`
    has the new day and times as typed. `problems` are sentences by field, once it was sent.

    Signals:
        opened: there is a form for another conflict or meeting, or none any more.
        changed: its values, problems or free times are others.
    """

    opened = Signal()
    changed = Signal()

    def __init__(
        self, desk: DeskModel, thread: ConflictThreadModel, undo: Callable[[], None]
    ) -> None:
        """Propose for what a thread is about; `undo` takes the last action back."""
        super().__init__(desk)
        self._desk, self._thread, self._undo = desk, thread, undo
        self._conflict_id = ""
        self._today, self._zone = date.min, ZoneInfo("UTC")
        self._is_tried = False
        self._search = 0
        self.sides: tuple[Side, ...] = ()
        self.side: Side | None = None
        self.way, self.person, self.text = "move", "", ""
        self.form = EventForm()
        self._sound = self.form
        self.times: tuple[FreeTime, ...] = ()
        thread.thread_changed.connect(self._on_thread)

    @property
    def can_begin(self) -> bool:
        """True where the conflict has meetings that something can be proposed for."""
        entry = self._thread.entry
        return entry is not None and bool(entry.meetings)

    @Slot()
    def begin(self) -> None:
        """Open the form, for the meeting that gives way most easily."""
        entry = self._thread.entry
        if entry is None or not entry.meetings:
            return
        self._conflict_id = entry.id
        self._zone = self._thread.zone
        self._today = local_day(now(), self._zone)
        self.sides = tuple(_side(one) for one in entry.meetings)
        self.way, self.person, self.text, self._is_tried = "move", "", "", False
        first = easiest([one.meeting for one in self.sides])
        self.choose_side(next(one.key for one in self.sides if one.meeting is first))

    def choose_side(self, key: str) -> None:
        """Propose for another meeting of the conflict, and look for times that suit it."""
        self.side = next(one for one in self.sides if one.key == key)
        self.form = self._sound = _form(self.side.meeting, self._zone)
        self.times = ()
        self.opened.emit()
        self._look(self.side)

    @Slot()
    def leave(self) -> None:
        """Close the form."""
        self._search += 1
        self.side, self.times = None, ()
        self.opened.emit()

    @Slot()
    def _on_thread(self) -> None:
        if self.side is not None and self._thread.view.conflict_id != self._conflict_id:
            self.leave()

    # Free times

    def _look(self, side: Side) -> None:
        """Look for times in the worker; only the last answer counts."""
        audience = self._desk.audience
        self._search += 1
        search = self._search
        if audience is None or side.meeting.preferred.details.all_day:
            return

        def take(found: tuple[FreeTime, ...]) -> None:
            if search == self._search:
                self.times = found
                self.changed.emit()

        self._desk.read(lambda reading: _free_times(reading, audience, side.meeting), take)

    def take_time(self, place: int) -> None:
        """Fill in one of the times that suit."""
        if 0 <= place < len(self.times):
            self.form = self._sound = self.times[place].form
            self.changed.emit()

    # Filling in

    def choose_way(self, way: str) -> None:
        """Propose another way."""
        self.way = way
        self._is_tried = False
        self.changed.emit()

    def enter(self, name: str, text: str) -> None:
        """Take what is typed in a field of the times; the end follows the start."""
        typed: dict[str, Any] = {name: text}
        self.form = followed(self._sound, replace(self.form, **typed), self._today)
        if not read_times(self.form, self._today).problems:
            self._sound = self.form
        self.changed.emit()

    @property
    def problems(self) -> Mapping[str, str]:
        """What is to be shown under the fields, by their names."""
        if not self._is_tried:
            return {}
        if self.way == "deputy" and not self.person:
            return {"person": "Say who goes."}
        return read_times(self.form, self._today).problems if self.way == "move" else {}

    @Slot()
    def send(self) -> None:
        """Propose it, unless something is wrong."""
        audience, side = self._desk.audience, self.side
        if audience is None or side is None:
            return
        self._is_tried = True
        self.changed.emit()
        if self.problems:
            return
        fields: Mapping[str, Any] = {}
        if self.way == "move":
            fields = read_times(self.form, self._today).fields
        person = self.person if self.way == "deputy" else ""
        wish = Wish(
            self.way, side.key, str(fields.get("start", "")), str(fields.get("end", "")),
            person, self.text,
        )  # fmt: skip
        conflict_id = self._conflict_id

        def work(desk: Any, actor: Actor) -> str:
            return propose(desk, actor, audience, conflict_id, wish).sentence

        self._desk.act(work, self._done)

    def _done(self, sentence: str) -> None:
        self.leave()
        text = plain_line(f"Proposed: {sentence}.")
        self._desk.noticed.emit(Notice(text, Tone.DONE, "Undo", self._undo))


def _side(meeting: Meeting) -> Side:
    title = plain_line(meeting.preferred.details.title) or "(no title)"
    return Side(meeting.id, title, meeting)


def _form(meeting: Meeting, zone: ZoneInfo) -> EventForm:
    all_day = meeting.preferred.details.all_day
    start, end = (wall(when, all_day, zone) for when in (meeting.start, meeting.end))
    return form_of(Event(id="", start=start, end=end), zone)


def _free_times(reading: Reading, audience: Audience, meeting: Meeting) -> tuple[FreeTime, ...]:
    """Return the best times for a meeting in the next weeks, without itself in the way."""
    from jointdesk.diary.suggestions import Ask
    from jointdesk.operations.suggestions import find_times

    at, details = now(), meeting.preferred.details
    minutes = max(1, (meeting.end - meeting.start) // MINUTE)
    ask = Ask(
        minutes=minutes,
        window=Span(at, max(at, meeting.start) + _DAYS * DAY),
        online=details.place_kind is PlaceKind.VIRTUAL,
        orgs=meeting.org_ids,
        place=details.place,
    )
    own = frozenset(copy.details.series_id for copy in meeting.copies)
    found = find_times(reading, audience, ask, at, _MOST_TIMES, without=own)
    times = []
    for one in found.suggestions:
        both = Times(*(wall(when, False, reading.zone) for when in (one.start, one.end)))
        form = form_of(Event(id="", start=both.start, end=both.end), reading.zone)
        times.append(
            FreeTime(times_told(*both), plain_line(". ".join((*one.why, *one.warns))), form)
        )
    return tuple(times)
