"""Overrides: the component that tells of one occurrence alone, made where there is none yet."""

from jointdesk.domain.components import Component
from jointdesk.domain.moments import Instant
from jointdesk.ical.assembly import Override, Series
from jointdesk.ical.content_lines import ContentLines, with_parameter
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.editing_occurrences import Found, find_occurrence, is_single, next_slot
from jointdesk.ical.editing_tasks import put_task_instance
from jointdesk.ical.editing_times import put_moment, put_times, start_writing
from jointdesk.ical.repetition import REPEATING
from jointdesk.ical.slots import Slot
from jointdesk.ical.written_times import When, Writing, writing_of
from jointdesk.ical.zones import Zone

_MOST_PASSED_OVER = 100


def part_of_occurrence(draft: Draft, series: Series, found: Found) -> ContentLines:
    """Return the lines that tell of one occurrence alone; an override is made where it needs one.

    An override that stands for all later ones too goes on with the next of them, so that it
    stays as it is for those.
    """
    override, slot = found.override, found.slot
    is_alone = override is not None and not override.is_this_and_future
    if is_alone or slot is None or is_single(series):
        return draft.part(found.component)
    part = ContentLines(draft.part(found.component).text)
    part.remove(*REPEATING, "RECURRENCE-ID")
    put_instance(draft, part, found)
    put_recurrence_id(draft, series.masters[slot.master], part, slot.start, slot.day)
    if override is not None:
        begin_later(draft, series, override, slot)
    draft.add(part)
    return part


def begin_later(draft: Draft, series: Series, override: Override, slot: Slot) -> None:
    """Let an override that stands for later ones too begin at the first of them behind a slot.

    Occurrences that have an override of their own are passed over. It goes where there is none.
    """
    component = series.components[override.component]
    later = next_slot(series, slot)
    for _ in range(_MOST_PASSED_OVER):
        if later is None:
            break
        if begin_at(draft, series, override, later):
            return
        later = next_slot(series, later)
    draft.drop(draft.part(component))


def begin_at(draft: Draft, series: Series, override: Override, slot: Slot) -> bool:
    """Let an override that stands for later ones too begin at a slot, if it tells of that."""
    component = series.components[override.component]
    found = find_occurrence(series, slot.day, slot.ordinal)
    if found is None or found.component is not component:
        return False
    part = draft.part(component)
    put_instance(draft, part, found)
    put_recurrence_id(draft, series.masters[slot.master], part, slot.start, slot.day)
    return True


def put_recurrence_id(
    draft: Draft, master: Component, part: ContentLines, original: Instant, day: int
) -> None:
    """Write which occurrence a component replaces: in the form and zone of its master's DTSTART.

    RFC 5545 section 3.8.4.4. RANGE stays.
    """
    old = part.first("RECURRENCE-ID")
    line = original_line("RECURRENCE-ID", draft, master, original, day)
    if old is not None and (which := old.parameters.get("RANGE", "")):
        line = with_parameter(line, "RANGE", which)
    part.put("RECURRENCE-ID", line)


def original_line(name: str, draft: Draft, master: Component, original: Instant, day: int) -> str:
    """Return a property that names an occurrence by its original start, or by its day."""
    when = When(day if master.all_day else None, original)
    return master_writing(draft, master).line(name, when)


def master_writing(draft: Draft, master: Component) -> Writing:
    """Return how a series writes which occurrence is meant: as its DTSTART is written."""
    part = draft.part(master)
    line = part.first("DTSTART")
    writing = writing_of(line, draft.zones) if line else None
    if writing is not None:
        return writing
    return start_writing(draft, part, draft.when(master.start or 0, master))


def home_of(draft: Draft, master: Component) -> Zone:
    """Return the zone of a value of a series that has none of its own: that of its DTSTART."""
    return draft.zones.desk if master.all_day else master_writing(draft, master).zone


def put_span(draft: Draft, part: ContentLines, start: When, end: When) -> None:
    """Let a component be then; of a task only the start is meant, for DUE is a day of its own."""
    if draft.kind == "VTODO":
        put_moment(draft, part, "DTSTART", start, start_writing(draft, part, start))
    else:
        put_times(draft, part, start, end)


def put_instance(draft: Draft, part: ContentLines, found: Found) -> None:
    """Let a component be when an occurrence is."""
    if draft.kind == "VTODO":
        put_task_instance(draft, part, found)
    else:
        start, end = (draft.when(when, found.component) for when in (found.start, found.end))
        put_times(draft, part, start, end)
