"""Changes of a whole series: moved, repeated otherwise, ended, without one of its occurrences."""

from jointdesk.domain.moments import Instant
from jointdesk.ical.assembly import Override, Series
from jointdesk.ical.content_lines import content_line
from jointdesk.ical.editing_dates import Dated, filter_dates, move_dates
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.editing_occurrences import Found
from jointdesk.ical.editing_overrides import (
    begin_at,
    begin_later,
    original_when,
    put_recurrence_id,
    series_writing,
)
from jointdesk.ical.editing_rules import (
    Move,
    ended_rule,
    fitted_rule,
    goes_with_start,
    later_rule,
    moved_rule,
)
from jointdesk.ical.editing_times import day_at, put_times
from jointdesk.ical.repetition import REPEATING, Repetition
from jointdesk.ical.slots import Slot, find_slots
from jointdesk.ical.written_times import When
from jointdesk.ical.zones import Zone

_WEEK = 7


def move_series(draft: Draft, series: Series, start: When, end: When) -> None:
    """Let a series be then: what its rule, its dates and its overrides say of days goes with it.

    An override that is where its series puts it goes along, one with times of its own keeps
    them; of each, the occurrence that it replaces moves.
    """
    repetition = series.repetitions[0]
    part = draft.part(series.components[0])
    home = home_of(draft, series)
    put_times(draft, part, start, end)
    now = draft.series
    if repetition is None or now is None or now.repetitions[0] is None:
        return
    new = now.repetitions[0].start
    is_free = all(goes_with_start(line.value) for line in part.all("RRULE"))
    move = Move(repetition.start, new, new.day - repetition.start.day if is_free else 0)
    writing = series_writing(draft, now)
    for name in ("RRULE", "EXRULE"):
        rules = [moved_rule(line.value, move, writing) for line in part.all(name)]
        part.put(name, *[content_line(name, rule) for rule in rules])
    moved = _Moved(draft, move)
    move_dates(part, "RDATE", draft, home, moved.when, writing)
    moved.align()
    move_dates(part, "EXDATE", draft, home, moved.aligned, writing)
    for override in series.overrides:
        _move_override(draft, series, override, moved)


def home_of(draft: Draft, series: Series) -> Zone:
    """Return the zone of a value of a series that has none of its own: that of its DTSTART."""
    if series.components[0].all_day:
        return draft.zones.desk
    return series_writing(draft, series).zone


class _Moved:
    """Where what is said of a series' days goes when the series moves."""

    def __init__(self, draft: Draft, move: Move) -> None:
        self._draft = draft
        self._move = move
        self._series: Series | None = None

    def align(self) -> None:
        """Look at the series as it is by now, to bring values to its occurrences."""
        self._series = self._draft.series

    def when(self, dated: Dated) -> When:
        """Return where a value goes."""
        moment = dated.moment
        if moment.second is None or self._move.old.is_date:
            return self._on_clock(*self._move.wall(moment.day, None))
        return self._on_clock(*self._move.wall(*self._move.old.clock.wall(moment.instant)))

    def aligned(self, dated: Dated) -> When:
        """Return where an exception goes: to the occurrence that it took away."""
        when = self.when(dated)
        slot = self.slot(when)
        if slot is None:
            return when
        if when.day is not None:
            return day_at(slot.day, self._draft)
        return When(None, slot.start)

    def slot(self, when: When) -> Slot | None:
        """Return the occurrence then, or the nearest within a week of it."""
        series = self._series
        if series is None:
            return None
        day = when.day or self._move.new.clock.wall(when.instant)[0]
        slots = find_slots(series.masters, series.repetitions, day - _WEEK, day + _WEEK, [])
        if when.day is not None:
            return min(slots, key=lambda slot: abs(slot.day - day), default=None)
        return min(slots, key=lambda slot: abs(slot.start - when.instant), default=None)

    def original(self, override: Override) -> When:
        """Return where the original start of an override goes."""
        if self._move.old.is_date:
            return self._on_clock(*self._move.wall(override.day, None))
        return self._on_clock(*self._move.wall(*self._move.old.clock.wall(override.original)))

    def _on_clock(self, day: int, second: int | None) -> When:
        if second is None:
            return day_at(day, self._draft)
        return When(None, self._move.new.clock.instant(day, second))


def _move_override(draft: Draft, series: Series, override: Override, moved: _Moved) -> None:
    now = draft.series
    component = series.components[override.component]
    part = draft.part(component)
    when = moved.original(override)
    slot = moved.slot(when)
    if now is None:
        return
    if slot is None:
        day = when.day or home_of(draft, now).clock.wall(when.instant)[0]
        put_recurrence_id(draft, now, part, when.instant, day)
        return
    put_recurrence_id(draft, now, part, slot.start, slot.day)
    if component.start == override.original and _has_length_of(series, component.end, override):
        master = now.components[0]
        put_times(draft, part, draft.when(slot.start, master), draft.when(slot.end, master))


def _has_length_of(series: Series, end: Instant | None, override: Override) -> bool:
    """True if an override lasts as long as its series makes it."""
    slots = find_slots(series.masters, series.repetitions, override.day, override.day, [])
    return any(slot.start == override.original and slot.end == end for slot in slots)


def repeat_series(draft: Draft, series: Series, rules: str) -> None:
    """Let a series repeat by these rules, one a line; "" lets it be once.

    Overrides of occurrences that are no more go.
    """
    master = series.components[0]
    part = draft.part(master)
    if not rules:
        part.remove(*REPEATING)
        draft.drop({series.components[one.component].line for one in series.overrides})
        return
    start, writing = draft.start(master), series_writing(draft, series)
    texts = [fitted_rule(text, start, writing) if start else text for text in rules.split("\n")]
    before = _lines_met(series)
    part.put("RRULE", *[content_line("RRULE", text) for text in texts])
    now = draft.series
    if now is not None:
        draft.drop(before - _lines_met(now))


def end_series(draft: Draft, series: Series, day: int, ordinal: int) -> None:
    """Let a series end before an occurrence: UNTIL, and no dates and overrides from there on.

    Where there is no such occurrence it ends before that day; it keeps its first one.
    """
    first = series.repetitions[0] if series.repetitions else None
    if first is None:
        return
    slots = find_slots(series.masters, series.repetitions, day, day, [])
    midnight = first.start.clock.instant(day, 0)
    cut = slots[ordinal].start if ordinal < len(slots) else midnight
    if cut <= first.start.instant:
        return
    part, home = draft.part(series.components[0]), home_of(draft, series)
    writing = series_writing(draft, series)
    rules = [ended_rule(line.value, first.start, cut, writing) for line in part.all("RRULE")]
    part.put("RRULE", *[content_line("RRULE", rule) for rule in rules])
    for name in ("RDATE", "EXDATE"):
        filter_dates(part, name, draft, home, lambda dated: _instant(dated, first) < cut)
    late = [one for one in series.overrides if one.original >= cut]
    gone = {series.components[one.component].line for one in late}
    masters = series.masters[1:]
    draft.drop(gone | {one.line for one in masters if one.start is not None and one.start >= cut})


def delete_occurrence(draft: Draft, series: Series, found: Found) -> None:
    """Take one occurrence away: EXDATE, and its override goes."""
    override, slot = found.override, found.slot
    if slot is not None:
        master = series.masters[slot.master]
        part = draft.part(master)
        line = series_writing(draft, series).line(
            "EXDATE", original_when(series, slot.start, slot.day)
        )
        part.put("EXDATE", *[part.written(known) for known in part.all("EXDATE")], line)
        draft.bump(part)
    if override is not None and override.is_this_and_future and slot is not None:
        begin_later(draft, series, override, slot)
    elif override is not None:
        draft.drop({found.component.line})


def restore_occurrence(draft: Draft, series: Series, found: Found) -> None:
    """Bring one occurrence back that EXDATE takes away."""
    slot = found.slot
    repetition = series.repetitions[slot.master] if slot else None
    if slot is None or repetition is None:
        return
    part = draft.part(series.masters[slot.master])

    def is_other(dated: Dated) -> bool:
        if dated.moment.second is None or repetition.start.is_date:
            return dated.moment.day != slot.day
        return dated.moment.instant != slot.start

    filter_dates(part, "EXDATE", draft, home_of(draft, series), is_other)
    draft.bump(part)


def tail_of(draft: Draft, series: Series, slot: Slot) -> None:
    """Leave of a series only what it is from an occurrence on."""
    first = series.repetitions[slot.master]
    if first is None:
        return
    master = series.masters[slot.master]
    part, home = draft.part(master), home_of(draft, series)
    early = [one for one in series.overrides if one.original < slot.start]
    ranges = [one for one in early if one.is_this_and_future]
    kept = max(ranges, key=lambda one: one.original, default=None)
    if kept is not None and not begin_at(draft, series, kept, slot):
        begin_later(draft, series, kept, slot)
    gone = {series.components[one.component].line for one in early if one is not kept}
    for name in ("RDATE", "EXDATE"):
        filter_dates(part, name, draft, home, lambda dated: _instant(dated, first) > slot.start)
    rules = [line.value for line in part.all("RRULE")]
    put_times(draft, part, draft.when(slot.start, master), draft.when(slot.end, master))
    begin = draft.start(master)
    texts = [later_rule(text, first.start, begin) if begin else text for text in rules]
    part.put("RRULE", *[content_line("RRULE", text) for text in texts if text])
    draft.drop(gone | {one.line for one in series.masters if one is not master})


def _instant(dated: Dated, repetition: Repetition) -> Instant:
    """Return when the occurrence starts that a value of EXDATE or RDATE is about."""
    moment, start = dated.moment, repetition.start
    if moment.second is None or start.is_date:
        return start.clock.instant(moment.day, start.second)
    return moment.instant


def _lines_met(series: Series) -> set[int]:
    """Return the lines of the overrides that replace an occurrence which the series makes."""
    found = set()
    for one in series.overrides:
        slots = find_slots(series.masters, series.repetitions, one.day, one.day, [])
        if any(slot.start == one.original for slot in slots):
            found.add(series.components[one.component].line)
    return found
