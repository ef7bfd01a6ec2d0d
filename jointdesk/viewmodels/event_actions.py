"""What a person does with meetings: shown at once, done in the worker, said with Undo."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.items import Fields
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import occurrence_key, split_key
from jointdesk.domain.people import Audience
from jointdesk.domain.words import long_day
from jointdesk.operations import events
from jointdesk.operations.events import EventDone
from jointdesk.viewmodels.blocks import title_of
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.expected import at_times, cancelled, days_with
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.words import clock_of

Result = TypeVar("Result")
Again = Callable[[], None]
"""Opens a form again as it was typed."""

_REACH = {
    EditScope.OCCURRENCE: "",
    EditScope.FOLLOWING: " and all that follow",
    EditScope.ALL: " (all of its series)",
}


class EventActions(QObject):
    """Acts on the meetings of a diary.

    With `copy`, the id of a collection, the copy that stands there is changed alone.

    Signals:
        renamed(str, str): a meeting that was shown under one id is found under another.
        written(object): the ids of the series that were written to.
    """

    renamed = Signal(str, str)
    written = Signal(object)

    def __init__(self, diary: DiaryModel, undo: Callable[[], None]) -> None:
        """Act on a diary's days; `undo` takes the last action back."""
        super().__init__(diary)
        self._diary = diary
        self._desk = diary.desk
        self._undo = undo
        self._desk.crashed.connect(self._give_up)

    def add(self, fields: Fields, again: Again) -> None:
        """Put a new meeting into the diary, and select it there."""
        self._act(
            lambda desk, actor, _audience: events.add_event(desk, actor, fields),
            f"Added “{fields['title']}”, {_when(str(fields['start']))}.",
            then=lambda done: self._show(done, str(fields["start"])),
            again=again,
        )

    def duplicate(self, meeting_id: str, fields: Fields, again: Again) -> None:
        """Put a meeting into the diary that is like another one but for some fields."""
        self._act(
            lambda desk, actor, audience: events.duplicate_event(
                desk, actor, audience, meeting_id, fields
            ),
            f"Added a copy, “{fields['title']}”, {_when(str(fields['start']))}.",
            then=lambda done: self._show(done, str(fields["start"])),
            again=again,
        )

    def _show(self, done: EventDone, start: str) -> None:
        day = date.fromisoformat(start[:10])
        self._diary.go_to_meeting(occurrence_key(done.id, day.toordinal(), 0), day)

    def keep_time(self, task_id: str, title: str, start: Instant, minutes: int, said: str) -> None:
        """Keep time in the diary for a task."""
        self._act(
            lambda desk, actor, audience: events.keep_time(
                desk, actor, audience, task_id, start, minutes
            ),
            f"Kept time for “{title}”, {said}",
        )

    def move(
        self, meeting: Meeting, start: str, end: str, scope: EditScope, said: str, copy: str = ""
    ) -> str:
        """Give a meeting other times, as they are stored; return the id that it will have."""
        after = at_times(meeting, start, end, self._diary.zone, scope)
        fields: Fields = {"start": start, "end": end}
        self._act(
            lambda desk, actor, audience: events.edit_event(
                desk, actor, audience, meeting.id, fields, scope=scope, copy=copy
            ),
            said,
            touched=meeting,
            # What becomes of a meeting one of whose copies goes elsewhere is not known yet.
            instead=None if copy else (meeting, after),
        )
        return meeting.id if copy else after.id

    def edit(
        self, meeting: Meeting, fields: Fields, scope: EditScope, again: Again, copy: str = ""
    ) -> None:
        """Give fields of a meeting other values."""
        self._act(
            lambda desk, actor, audience: events.edit_event(
                desk, actor, audience, meeting.id, fields, scope=scope, copy=copy
            ),
            f"Changed {_named(meeting)}{_REACH[scope]}.",
            touched=meeting,
            again=again,
        )

    def cancel(self, meeting: Meeting, scope: EditScope, copy: str = "") -> None:
        """Keep a meeting in the diary, struck through."""
        self._act(
            lambda desk, actor, audience: events.cancel_event(
                desk, actor, audience, meeting.id, scope=scope, copy=copy
            ),
            f"Cancelled {_named(meeting)}{_REACH[scope]}.",
            touched=meeting,
            instead=None if copy else (meeting, cancelled(meeting)),
        )

    def remove(self, meeting: Meeting, scope: EditScope, copy: str = "") -> None:
        """Take a meeting out of the diary, into the bin."""
        self._act(
            lambda desk, actor, audience: events.remove_event(
                desk, actor, audience, meeting.id, scope=scope, copy=copy
            ),
            f"Deleted {_named(meeting)}{_REACH[scope]}.",
            touched=meeting,
            instead=None if copy else (meeting, None),
        )

    def restore(self, item_id: str, title: str) -> None:
        """Bring a meeting back from the bin."""
        self._act(
            lambda desk, actor, audience: events.restore_event(desk, actor, audience, item_id),
            f"Brought “{title}” back.",
        )

    def _act(
        self,
        work: Callable[[Any, Actor, Audience], Result],
        said: str,
        *,
        touched: Meeting | None = None,
        instead: tuple[Meeting, Meeting | None] | None = None,
        then: Callable[[Result], None] | None = None,
        again: Again | None = None,
    ) -> None:
        """Show what will be there at once, do it in the worker, and say so with Undo.

        Where it is refused nothing that was typed is lost: `again` opens the form again.
        `touched` is the meeting as it was.
        """
        audience = self._desk.audience
        if audience is None:
            return
        self._diary.expected += 1
        if instead is not None and self._diary.days is not None:
            self._diary.show(days_with(self._diary.days, *instead))

        def done(result: Result) -> None:
            self._diary.expected = max(0, self._diary.expected - 1)
            told = result if isinstance(result, EventDone) else EventDone("")
            text = " ".join((said, *told.notes))
            self._desk.noticed.emit(Notice(text, Tone.DONE, "Undo", self._undo))
            if told.id and instead is not None and instead[1] is not None:
                self.renamed.emit(instead[1].id, told.id)
            if told.id:
                self.written.emit(_series_of(touched, told.id))
            if then is not None:
                then(result)

        def failed(error: JointDeskError) -> None:
            self._give_up()
            action = "Edit again" if again else ""
            self._desk.noticed.emit(Notice(str(error), Tone.PROBLEM, action, again))

        self._desk.act(lambda desk, actor: work(desk, actor, audience), done, failed=failed)

    @Slot()
    def _give_up(self) -> None:
        """Show the desk as it is: something was not written."""
        self._diary.expected = 0
        self._diary.load()


def _series_of(meeting: Meeting | None, found: str) -> frozenset[str]:
    """Return the series of a meeting's copies, and the one under whose id it is found now."""
    try:
        found = split_key(found)[0]
    except ValueError:
        pass  # an event's own id is that of its series
    copies = meeting.copies if meeting is not None else ()
    return frozenset({found, *(one.details.series_id for one in copies)})


def _named(meeting: Meeting) -> str:
    return f"“{title_of(meeting.preferred.details)}”"


def _when(start: str) -> str:
    """Return "Tuesday 15 December, 14:00" of a stored start."""
    moment = datetime.fromisoformat(start)
    day = long_day(moment.date())
    return f"{day}, {clock_of(moment)}" if "T" in start else day
