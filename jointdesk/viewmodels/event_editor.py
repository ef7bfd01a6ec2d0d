"""The editor of a meeting, new or not: what is typed, what is wrong, what it would clash with."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.edits import EditScope
from jointdesk.domain.items import Fields
from jointdesk.domain.meetings import Meeting
from jointdesk.operations.event_times import Times
from jointdesk.viewmodels import repeats
from jointdesk.viewmodels.blocks import title_of
from jointdesk.viewmodels.calendars import OrgCalendars, chosen_org
from jointdesk.viewmodels.carried import NEW_MINUTES
from jointdesk.viewmodels.changeable import SCOPES, Changeable, CopyChoice, ScopeAsk
from jointdesk.viewmodels.diary_events import DiaryEvents
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.event_form import (
    EventForm,
    FormRead,
    changed_fields,
    event_of,
    followed,
    form_of,
    new_form,
    read_form,
    read_times,
)
from jointdesk.viewmodels.event_reading import EditorDesk, read_editor_desk
from jointdesk.viewmodels.event_warnings import EventWarnings, foretell
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.repeat_form import day_of, days_ahead
from jointdesk.viewmodels.repeat_pattern import Unit, rule_of, usual_pattern


class EventEditor(QObject):
    """Holds one form at a time.

    `form` is what is typed, `problems` what is wrong with the fields that were left or, once it
    was to be saved, with all. `ahead` has the conflicts that it would make.

    Signals:
        opened: there is a form for another meeting.
        changed: the form, its problems or its warnings are others.
        asked(object): a `ScopeAsk` before a series is changed.
        foretold(object): what each answer to what was asked would clash with, in words.
        ended: it was saved, or left.
    """

    foretold = Signal(object)
    opened = Signal()
    changed = Signal()
    asked = Signal(object)
    ended = Signal()

    def __init__(self, diary: DiaryModel, events: DiaryEvents) -> None:
        """Write what is saved by the actions of a diary's events."""
        super().__init__(events)
        self._diary, self._events = diary, events
        self._desk = diary.desk
        self.form = EventForm()
        self._readable = self.form  # as it was when its times could last be read
        self.desk: EditorDesk | None = None
        self.meeting: Meeting | None = None
        self.copied = ""
        """The id of the meeting that a new one is like, "" for none."""
        self.changeable = Changeable()
        """Which copies a change reaches."""
        self.copies: tuple[CopyChoice, ...] = ()
        self.chosen_copy = ""
        """Of a meeting with several copies: those that can be changed alone, and which is meant."""
        self.begun = EventForm()
        """The form as it was opened."""
        self._before: Fields = {}
        self._touched: set[str] = set()
        self._entered: set[str] = set()
        self._is_tried = False
        self.ahead = EventWarnings(diary.desk, self.look_ahead, self)
        """What it would clash with."""
        self.ahead.changed.connect(self.changed)

    # Opening

    def begin_new(self, day: date, start: int, minutes: int = NEW_MINUTES, org: str = "") -> None:
        """Open the form of a new meeting at a minute of a day."""

        def begin(desk: EditorDesk) -> None:
            form = new_form(chosen_org(desk.calendars, org), day, start, minutes)
            self._open(desk, form, None)

        self._read("", begin)

    def begin_edit(self, meeting: Meeting) -> None:
        """Open the form of a meeting."""

        def begin(desk: EditorDesk) -> None:
            if desk.event is not None:
                self._open(desk, form_of(desk.event, desk.zone), meeting)

        self._read(meeting.id, begin, self._diary.copy.of(meeting))

    def choose_copy(self, collection_id: str) -> None:
        """Change another copy of the meeting, or all for ""; what was typed stays typed."""
        meeting, typed = self.meeting, {one: getattr(self.form, one) for one in self._entered}
        if meeting is None:
            return
        self._diary.copy.choose(meeting, collection_id)

        def begin(desk: EditorDesk) -> None:
            if desk.event is not None and self.meeting is meeting:
                self.form = self.begun  # it is not left
                self._open(desk, form_of(desk.event, desk.zone), meeting)
                self.enter(**typed)

        self._read(meeting.id, begin, collection_id)

    def begin_copy(self, meeting: Meeting) -> None:
        """Open the form of a new meeting that is like another one; nobody is asked to it yet."""

        def begin(desk: EditorDesk) -> None:
            if desk.event is not None:
                form = form_of(replace(desk.event, repeat="", attendees=()), desk.zone)
                self._open(desk, form, None, copied=meeting.id)

        self._read(meeting.id, begin)

    def _read(self, meeting_id: str, begin: Any, copy: str = "") -> None:
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(
                lambda reading: read_editor_desk(reading, audience, meeting_id, copy), begin
            )

    def _open(
        self, desk: EditorDesk, form: EventForm, meeting: Meeting | None, copied: str = ""
    ) -> None:
        self.leave()  # what was typed for another meeting can be had back
        self.desk, self.form, self.meeting, self.copied = desk, form, meeting, copied
        self.changeable = self._events.changeable(meeting) if meeting else Changeable()
        self.copies = self._events.copies(meeting) if meeting else ()
        self.chosen_copy = self._diary.copy.of(meeting) if meeting else ""
        self.begun = self._readable = form
        self._before = read_form(form, desk.today, desk.zone).fields if meeting else {}
        self._touched, self._entered = set(), set()
        self._is_tried = False
        self.ahead.clear()
        self.opened.emit()
        self.look_ahead()

    # What is typed

    @property
    def problems(self) -> Mapping[str, str]:
        """What is to be shown under the fields, by their names."""
        if self.desk is None:
            return {}
        found = self._typed(self.desk).problems
        shown = found if self._is_tried else self._touched
        return {name: words for name, words in found.items() if name in shown}

    def _typed(self, desk: EditorDesk) -> FormRead:
        begun = self.begun if self.meeting is not None else None
        return read_form(self.form, desk.today, desk.zone, begun)

    def calendars(self) -> OrgCalendars | None:
        """Return the calendars of the organisation that is chosen."""
        found = self.desk.calendars if self.desk else ()
        return next((one for one in found if one.organisation.id == self.form.org), None)

    def enter(self, **values: Any) -> None:
        """Take what is typed or chosen in fields, by name; an end follows its start."""
        if self.desk is None:
            return
        after = replace(self.form, **values)
        self._entered |= values.keys()
        if "org" in values and after.org != self.form.org:
            after = replace(after, collection="")
        if after.repeat == repeats.CUSTOM and self.form.repeat != repeats.CUSTOM:
            day = day_of(after, self.desk.today)  # begin with what was chosen before
            usual = rule_of(usual_pattern(Unit.WEEK, 1, day))
            after = replace(after, rule=self.form.repeat or after.rule or usual)
        after = followed(self._readable, after, self.desk.today)
        if not read_times(after, self.desk.today).problems:
            self._readable = after
        if after != self.form:
            self.form = after
            self.ahead.wait()
            self.changed.emit()

    def leave_field(self, name: str) -> None:
        """Say what is wrong with a field from now on."""
        if name not in self._touched:
            self._touched.add(name)
            self.changed.emit()

    def times(self) -> tuple[datetime, datetime] | None:
        """Return start and end on the clock, None where they cannot be read, or all day."""
        if self.desk is None or self.form.all_day:
            return None
        fields = self._typed(self.desk).fields
        start, end = str(fields["start"]), str(fields["end"])
        return (datetime.fromisoformat(start), datetime.fromisoformat(end)) if start else None

    # Looking ahead

    def look_ahead(self) -> None:
        """Read what it would clash with, and a series that it would be or become."""
        desk = self.desk
        if desk is None:
            return
        read = self._typed(desk)
        if read.problems.keys() & {"day", "end_day", "start", "end", "org"}:
            self.ahead.clear()
            return
        own = self.meeting.preferred.details.series_id if self.meeting else "new"
        event = event_of({**read.fields, "title": read.fields["title"] or "New meeting"}, own)
        is_other_rule = self.meeting is None or "repeat" in self._changes()
        days = days_ahead(event) if is_other_rule else ()
        self.ahead.look_at(event, self.meeting.id if self.meeting else "", days)

    # Ending

    @Slot()
    def save(self) -> None:
        """Write it, unless something is wrong; of a series it is asked first how much is meant."""
        if self.desk is None:
            return
        self._is_tried = True
        read = self._typed(self.desk)
        if read.problems:
            self.changed.emit()
            return
        if self.meeting is None:
            given, again = {name: one for name, one in read.fields.items() if one}, self._again()
            self._end()
            if self.copied:
                self._events.actions.duplicate(self.copied, read.fields, again)
            else:
                self._events.actions.add(given, again)
            return
        changed = self._changes()
        if not changed:
            self._end()
        elif self.changeable.is_series:
            title = title_of(self.meeting.preferred.details)
            question = f"Change “{title}”: how much of the series?"
            # A rule is the series' own: one occurrence has none. A calendar has all of a series.
            choices = SCOPES[1:] if "repeat" in changed else SCOPES
            choices = SCOPES[2:] if "collection" in changed else choices
            self.asked.emit(ScopeAsk(self.meeting.id, question, choices))
            if "start" in changed and "repeat" not in changed:
                times = Times(str(changed["start"]), str(changed["end"]))
                foretell(self._desk, self.meeting, times, self.foretold.emit)
        else:
            self.answer(EditScope.ALL if "repeat" in changed else EditScope.OCCURRENCE)

    def _changes(self) -> Fields:
        assert self.desk is not None
        read = self._typed(self.desk)
        fixed = {"org"}
        if not self._entered & {"repeat", "rule", "until"}:
            fixed.add("repeat")  # a rule that only follows the day goes with it by itself
        after = {name: value for name, value in read.fields.items() if name not in fixed}
        return changed_fields(self._before, after)

    def answer(self, scope: EditScope) -> None:
        """Write what was changed to so much of the series."""
        if self.meeting is not None and self.desk is not None:
            meeting, changed, again = self.meeting, self._changes(), self._again()
            self._end()
            self._events.actions.edit(meeting, changed, scope, again, self.chosen_copy)

    @Slot()
    def leave(self) -> None:
        """Leave the form; what was typed can be had back."""
        if self.desk is None:
            return
        was_changed, again = self.form != self.begun, self._again()
        self._end()
        if was_changed:
            text = "What you typed was not saved."
            self._desk.noticed.emit(Notice(text, Tone.INFO, "Edit again", again))

    def _again(self) -> Callable[[], None]:
        """Return what opens the form again as it is."""
        desk, form, begun = self.desk, self.form, self.begun
        meeting, copied, entered = self.meeting, self.copied, set(self._entered)

        def again() -> None:
            if desk is not None:
                self._open(desk, begun, meeting, copied)
                self.form, self._entered = form, entered
                self._readable = form
                self.opened.emit()
                self.look_ahead()

        return again

    def _end(self) -> None:
        self.desk = self.meeting = None
        self.ahead.clear()
        self.ended.emit()
