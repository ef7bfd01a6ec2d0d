"""Does one edit on a draft: which components it reaches, and what of each it changes."""

from collections.abc import Mapping

from jointdesk.domain.components import Component
from jointdesk.domain.edits import Edit
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.pending import RESTORED, Pending, Standing
from jointdesk.ical.assembly import Series
from jointdesk.ical.content_lines import ContentLines
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.editing_fields import put_event_fields
from jointdesk.ical.editing_occurrences import Found, find_occurrence, is_single
from jointdesk.ical.editing_overrides import part_of_occurrence
from jointdesk.ical.editing_restored import restore_exceptions, restore_override
from jointdesk.ical.editing_series import (
    delete_occurrence,
    move_series,
    repeat_series,
    restore_occurrence,
)
from jointdesk.ical.editing_shown import occurrence_values, repeat_spelled, whole_values
from jointdesk.ical.editing_splitting import end_series
from jointdesk.ical.editing_tasks import put_task_fields, put_task_start, task_start
from jointdesk.ical.editing_times import put_times
from jointdesk.ical.editing_values import read_when, usable_fields
from jointdesk.ical.written_times import When

_BUMPING = frozenset(
    {"start", "end", "place", "status", "repeat", "ends_before", RESTORED, "due", "due_time"}
)
"""What makes SEQUENCE grow: RFC 5546 section 2.1.4 and what people would have to know of."""

_OF_TIME = frozenset({"start", "end", "repeat", "ends_before", "deleted", RESTORED})
"""What belongs to one component, and does not pass on to those that agree with it."""


class Editing:
    """Does edits of one draft."""

    def __init__(self, draft: Draft, now: Instant, mine: frozenset[str]) -> None:
        self._draft = draft
        self._now = now
        self._mine = mine

    def apply(self, edit: Edit) -> None:
        """Do one edit."""
        draft = self._draft
        series = draft.series
        if series is None or draft.kind not in ("VEVENT", "VTODO"):
            return
        fields = usable_fields(edit.fields, draft.kind, draft.zone)
        if edit.day is None:
            self._edit_series(series, fields)
        elif is_single(series):
            if series.components[0].day in (None, edit.day):
                self._edit_series(series, fields)
        else:
            self._edit_occurrence(series, edit.day, edit.ordinal, fields)

    def _edit_series(self, series: Series, fields: Fields) -> None:
        draft = self._draft
        if fields.get("deleted") is True:
            draft.parts.clear()
            return
        master = series.components[0]
        shown = whole_values(draft, series, master, self._mine)
        part = draft.part(master)
        changes = _changes(fields, shown)
        start = draft.start(part, all_day=master.all_day)
        rules = str(changes.get("repeat") or "").split("\n")
        if "\n".join(repeat_spelled(rule, start) for rule in rules) == shown.get("repeat"):
            changes.pop("repeat", None)
        if changes:
            draft.drop_superseded()
        texts = {name: value for name, value in changes.items() if name not in _OF_TIME}
        for component in series.components:
            own = whole_values(draft, series, component, self._mine)
            same = {
                name: value
                for name, value in texts.items()
                if component is master or own.get(name) == shown.get(name)
            }
            self._put(draft.part(component), component, own, same)
        self._put_series_times(master, shown, changes)
        if changes.keys() & _BUMPING:
            draft.bump(part)

    def _put_series_times(
        self, master: Component, shown: Mapping[str, Json], changes: Mapping[str, Json]
    ) -> None:
        draft = self._draft
        if "repeat" in changes and (series := draft.series) and series.repetitions:
            repeat_series(draft, series, str(changes["repeat"] or ""))
        if ("start" in changes or "end" in changes) and (series := draft.series):
            self._move(series, shown, changes)
        key = changes.get("ends_before")
        if isinstance(key, str) and key and (series := draft.series):
            _, day, ordinal = split_key(key)
            end_series(draft, series, day, ordinal)
        if earlier := changes.get(RESTORED):
            restore_exceptions(draft, str(earlier), is_moved="start" in changes)

    def _move(self, series: Series, shown: Mapping[str, Json], changes: Mapping[str, Json]) -> None:
        draft = self._draft
        if draft.kind == "VEVENT":
            move_series(draft, series, *_span(shown, changes, draft))
            return
        part = draft.part(series.components[0])
        start = task_start(draft, part, changes["start"])
        if start is not None and any(series.repetitions):
            move_series(draft, series, start, start)
        else:
            put_task_start(draft, part, changes["start"])

    def _edit_occurrence(self, series: Series, day: int, ordinal: int, fields: Fields) -> None:
        draft = self._draft
        found = find_occurrence(series, day, ordinal)
        if found is None:
            return
        if fields.get("deleted") is True:
            if not found.is_deleted:
                delete_occurrence(draft, series, found)
            return
        if found.is_deleted:
            if "deleted" not in fields:
                return
            restore_occurrence(draft, series, found)
            self._edit_occurrence(draft.series or series, day, ordinal, _without_deleted(fields))
            return
        earlier = str(fields.get(RESTORED) or "")
        if earlier and restore_override(draft, earlier, day, ordinal) and draft.series:
            series = draft.series
            found = find_occurrence(series, day, ordinal) or found
        self._change_occurrence(series, found, fields)

    def _change_occurrence(self, series: Series, found: Found, fields: Fields) -> None:
        draft = self._draft
        shown = occurrence_values(draft, found, self._mine)
        changes = {
            name: value
            for name, value in _changes(fields, shown).items()
            if name not in ("repeat", "ends_before", "deleted", RESTORED)
        }
        if not changes:
            return
        draft.drop_superseded()
        part = part_of_occurrence(draft, series, found)
        self._put(part, found.component, shown, changes)
        if draft.kind == "VTODO" and "start" in changes:
            put_task_start(draft, part, changes["start"])
        elif "start" in changes or "end" in changes:
            put_times(draft, part, *_span(shown, changes, draft))
        if changes.keys() & _BUMPING:
            draft.bump(part)

    def _put(
        self,
        part: ContentLines,
        component: Component,
        shown: Mapping[str, Json],
        changes: Mapping[str, Json],
    ) -> None:
        """Write what does not say when an event is; of a task all but its start."""
        if self._draft.kind == "VTODO":
            put_task_fields(self._draft, part, shown, changes, self._now)
        else:
            put_event_fields(part, component, changes, self._mine)


def _changes(fields: Fields, shown: Mapping[str, Json]) -> dict[str, Json]:
    """Return the fields whose values are not shown yet."""
    return {
        name: value
        for name, value in fields.items()
        if Pending(name, None, value).standing(shown.get(name)) is not Standing.DONE
    }


def _without_deleted(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name != "deleted"}


def _span(
    shown: Mapping[str, Json], changes: Mapping[str, Json], draft: Draft
) -> tuple[When, When]:
    """Return start and end as they are wanted; a start behind the end takes it along."""
    old_start, old_end = (read_when(str(shown[name]), draft.zone) for name in ("start", "end"))
    start, end = (
        read_when(str(changes.get(name, shown[name])), draft.zone) for name in ("start", "end")
    )
    if end.instant < start.instant and start.day is None and old_start.day is None:
        end = When(None, start.instant + old_end.instant - old_start.instant)
    return start, end
