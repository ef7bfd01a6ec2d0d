"""Changes of a whole series: moved, repeated otherwise, without one of its occurrences."""

from jointdesk.domain.moments import Instant
from jointdesk.ical.assembly import Override, Series
from jointdesk.ical.content_lines import content_line
from jointdesk.ical.editing_dates import Dated, filter_dates, move_dates
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.editing_occurrences import Found
from jointdesk.ical.editing_overrides import (
    begin_later,
    home_of,
    master_writing,
    original_line,
    put_recurrence_id,
    put_span,
)
from jointdesk.ical.editing_rules import Move, fitted_rule, move_of, moved_rule
from jointdesk.ical.editing_times import day_at
from jointdesk.ical.repetition import REPEATING
from jointdesk.ical.slots import Slot, find_slots
from jointdesk.ical.times import Moment
from jointdesk.ical.written_times import When

_WEEK = 7


def move_series(draft: Draft, series: Series, start: When, end: When) -> None:
    """Let a series be then: what its rule, its dates and its overrides say of days goes with it.

    An override that is where its series puts it goes along, one with times of its own keeps
    them; of each, the occurrence that it replaces moves.
    """
    repetition = series.repetitions[0] if series.repetitions else None
    master = series.components[0]
    part = draft.part(master)
    home = home_of(draft, master)
    put_span(draft, part, start, end)
    now = draft.series
    if repetition is None or now is None or now.repetitions[0] is None:
        return
    new = now.repetitions[0].start
    move = move_of(repetition.start, new, [line.value for line in part.all("RRULE")])
    writing = master_writing(draft, now.components[0])
    for name in ("RRULE", "EXRULE"):
        rules = [moved_rule(line.value, move, writing) for line in part.all(name)]
        part.put(name, *[content_line(name, rule) for rule in rules])
    moved = _Moved(draft, move, series)
    move_dates(part, "RDATE", draft, home, moved.when, writing)
    moved.align()
    move_dates(part, "EXDATE", draft, home, moved.aligned, writing)
    for override in series.overrides:
        _move_override(draft, series, override, moved)


class _Moved:
    """Where what is said of a series' days goes when the series moves."""

    def __init__(self, draft: Draft, move: Move, old: Series) -> None:
        self._draft = draft
        self._move = move
        self._old = old
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
        """Return where an exception goes: to the occurrence that it took away, if there was one."""
        when = self.when(dated)
        slot = self.slot(when) if self._takes_away(dated.moment) else None
        if slot is None:
            return when
        if when.day is not None:
            return day_at(slot.day, self._draft)
        return When(None, slot.start)

    def _takes_away(self, moment: Moment) -> bool:
        """True if the series made an occurrence then, before it moved."""
        old = self._move.old
        is_day = moment.second is None or old.is_date
        day = moment.day if is_day else old.clock.wall(moment.instant)[0]
        slots = find_slots(self._old.masters, self._old.repetitions, day, day, [])
        return any(is_day or slot.start == moment.instant for slot in slots)

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
    slot = moved.slot(when) if is_met(series, override) else None
    if now is None:
        return
    if slot is None:
        master = now.components[0]
        day = when.day or home_of(draft, master).clock.wall(when.instant)[0]
        put_recurrence_id(draft, master, part, when.instant, day)
        return
    master = now.masters[slot.master]
    put_recurrence_id(draft, master, part, slot.start, slot.day)
    if component.start == override.original and _has_length_of(series, component.end, override):
        put_span(draft, part, draft.when(slot.start, master), draft.when(slot.end, master))


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
        draft.drop(*draft.parts_of(series, series.overrides))
        return
    start, writing = draft.start(part, all_day=master.all_day), master_writing(draft, master)
    texts = [fitted_rule(text, start, writing) if start else text for text in rules.split("\n")]
    met = [one for one in series.overrides if is_met(series, one)]
    part.put("RRULE", *[content_line("RRULE", text) for text in texts])
    now = draft.series
    if now is not None:
        draft.drop(*draft.parts_of(series, [one for one in met if not is_met(now, one)]))


def delete_occurrence(draft: Draft, series: Series, found: Found) -> None:
    """Take one occurrence away: EXDATE, and its override goes."""
    override, slot = found.override, found.slot
    if slot is not None and series.repetitions[slot.master] is None:
        draft.drop(draft.part(series.masters[slot.master]))
    elif slot is not None:
        master = series.masters[slot.master]
        part = draft.part(master)
        line = original_line("EXDATE", draft, master, slot.start, slot.day)
        part.put("EXDATE", *[part.written(known) for known in part.all("EXDATE")], line)
        draft.bump(part)
    if override is not None and override.is_this_and_future and slot is not None:
        begin_later(draft, series, override, slot)
    elif override is not None:
        draft.drop(draft.part(found.component))


def restore_occurrence(draft: Draft, series: Series, found: Found) -> None:
    """Bring one occurrence back that EXDATE takes away."""
    slot = found.slot
    repetition = series.repetitions[slot.master] if slot else None
    if slot is None or repetition is None:
        return
    master = series.masters[slot.master]
    part = draft.part(master)

    def is_other(dated: Dated) -> bool:
        if dated.moment.second is None or repetition.start.is_date:
            return dated.moment.day != slot.day
        return dated.moment.instant != slot.start

    filter_dates(part, "EXDATE", draft, home_of(draft, master), is_other)
    draft.bump(part)


def is_met(series: Series, override: Override) -> bool:
    """True if a series makes the occurrence that an override replaces."""
    slots = find_slots(series.masters, series.repetitions, override.day, override.day, [])
    return any(slot.start == override.original for slot in slots)
