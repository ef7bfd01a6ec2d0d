"""Parts a series in two: its head ends before an occurrence, its tail starts there."""

from jointdesk.domain.moments import Instant
from jointdesk.ical.assembly import Series
from jointdesk.ical.content_lines import content_line
from jointdesk.ical.editing_dates import Dated, filter_dates
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.editing_occurrences import Found, next_slot
from jointdesk.ical.editing_overrides import (
    begin_at,
    begin_later,
    home_of,
    master_writing,
    put_instance,
)
from jointdesk.ical.editing_rules import ended_rule, later_rule
from jointdesk.ical.recurrence import expand_rule
from jointdesk.ical.repetition import Repetition
from jointdesk.ical.slots import Slot, find_slots

_MOST_PASSED_OVER = 100


def end_series(draft: Draft, series: Series, day: int, ordinal: int) -> None:
    """Let a series end before an occurrence: UNTIL, and no dates and overrides from there on.

    Where there is no such occurrence it ends before that day; it keeps its first one.
    """
    first = series.repetitions[0] if series.repetitions else None
    if first is None:
        return
    slots = find_slots(series.masters, series.repetitions, day, day, [])
    midnight = first.start.clock.instant(day, 0)
    cut = slots[ordinal].start if 0 <= ordinal < len(slots) else midnight
    if cut <= first.start.instant:
        return
    master = series.components[0]
    part, home, writing = draft.part(master), home_of(draft, master), master_writing(draft, master)
    rules = [ended_rule(line.value, first.start, cut, writing) for line in part.all("RRULE")]
    part.put("RRULE", *[content_line("RRULE", rule) for rule in rules])
    for name in ("RDATE", "EXDATE"):
        filter_dates(part, name, draft, home, lambda dated: _instant(dated, first) < cut)
    late = [one for one in series.overrides if one.original >= cut]
    others = [one for one in series.masters[1:] if one.start is not None and one.start >= cut]
    draft.drop(*draft.parts_of(series, late), *map(draft.part, others))


def tail_of(draft: Draft, series: Series, slot: Slot) -> None:
    """Leave of a series only what it is from an occurrence on.

    It starts there, or, where RDATE makes that occurrence, at the next one that a rule makes: the
    days of a rule go by its DTSTART.
    """
    first = series.repetitions[slot.master]
    if first is None or slot.start == first.start.instant:
        return
    master = series.masters[slot.master]
    part, home = draft.part(master), home_of(draft, master)
    early = [one for one in series.overrides if one.original < slot.start]
    ranges = [one for one in early if one.is_this_and_future]
    kept = max(ranges, key=lambda one: one.original, default=None)
    gone = draft.parts_of(series, [one for one in early if one is not kept])
    gone += [draft.part(one) for one in series.masters if one is not master]
    if kept is not None and not begin_at(draft, series, kept, slot):
        begin_later(draft, series, kept, slot)
    begin = _ruled_slot(series, first, slot)
    for name in ("RDATE", "EXDATE"):
        filter_dates(part, name, draft, home, lambda dated: _instant(dated, first) >= slot.start)
    rules = [line.value for line in part.all("RRULE")]
    put_instance(draft, part, Found(master, begin.start, begin.end, begin, None))
    start = draft.start(part, all_day=master.all_day)
    texts = [later_rule(text, first.start, start) if start else text for text in rules]
    part.put("RRULE", *[content_line("RRULE", text) for text in texts if text])
    draft.drop(*gone)


def _ruled_slot(series: Series, repetition: Repetition, slot: Slot) -> Slot:
    """Return the slot, or the next that a rule makes; the slot itself where there is none."""
    found: Slot | None = slot
    for _ in range(_MOST_PASSED_OVER):
        if found is None:
            break
        day = found.day
        made = (expand_rule(repetition.start, rule, day, day) for rule in repetition.rules)
        if any(found.start in one.instants for one in made):
            return found
        found = next_slot(series, found)
    return slot


def _instant(dated: Dated, repetition: Repetition) -> Instant:
    """Return when the occurrence starts that a value of EXDATE or RDATE is about."""
    moment, start = dated.moment, repetition.start
    if moment.second is None or start.is_date:
        return start.clock.instant(moment.day, start.second)
    return moment.instant
