"""Puts back what a series had for single occurrences: overrides, EXDATE and RDATE.

Ending a series early, or giving it another rule, takes them away, and the rule alone does not bring
them back; nor does moving it back undo that it has met an override. Nothing is taken away here,
and what people have said since stays as it is.
"""

from zoneinfo import ZoneInfo

from jointdesk.domain.resources import ResourceText
from jointdesk.ical.assembly import Override, Series
from jointdesk.ical.content_lines import ContentLines
from jointdesk.ical.editing_dates import add_dates
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.editing_occurrences import find_occurrence
from jointdesk.ical.editing_overrides import home_of
from jointdesk.ical.editing_series import is_met
from jointdesk.ical.repetition import REPEATING
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.zones import split_frame

_TIMES = ("DTSTART", "DTEND", "DURATION")


def restore_exceptions(draft: Draft, earlier: str, *, is_moved: bool = False) -> None:
    """Put back the overrides and dates of an earlier text that the series lacks by now.

    Where the series begins as it did, overrides that have lost their place or their own times get
    these again. One that has just been moved back there is also written in its zone and form of
    then.
    """
    series, source = draft.series, _draft_of(earlier, draft)
    past = source.series if source else None
    if series is None or source is None or past is None:
        return
    part, master = draft.part(series.components[0]), past.components[0]
    if is_moved and _starts_with(series, past):
        _write_as(part, source.part(master))
    for name in ("EXDATE", "RDATE"):
        home = home_of(draft, series.components[0])
        add_dates(part, name, draft, home, source.part(master), source, home_of(source, master))
    if _starts_with(series, past):
        _bring_home(draft, past, source)
        _part_from_series(draft, past, source)
    for override in past.overrides:
        restore_override(draft, earlier, override.day, override.ordinal)


def _bring_home(draft: Draft, past: Series, source: Draft) -> None:
    """Have overrides that replace nothing replace again what they did then on the same day."""
    series = draft.series
    replaced = {one.original for one in series.overrides} if series else set()
    for override in series.overrides if series else ():
        if series is None or is_met(series, override):
            continue
        homes = [
            one
            for one in past.overrides
            if one.day == override.day and one.original not in replaced and is_met(past, one)
        ]
        if len(homes) == 1:
            old = source.part(past.components[homes[0].component])
            part = draft.part(series.components[override.component])
            _put_as(part, old, "RECURRENCE-ID")
            _define_zones(draft, source)


def _part_from_series(draft: Draft, past: Series, source: Draft) -> None:
    """Give overrides that go with the series the times of their own that they had then.

    The series had come to where they were, and they went back with it.
    """
    series = draft.series
    for old in past.overrides if series else ():
        now = _override(series, old.day, old.ordinal) if series else None
        if series is None or now is None or not _has_own_start(past, old):
            continue
        if not _has_own_start(series, now):
            then = source.part(past.components[old.component])
            _put_as(draft.part(series.components[now.component]), then, *_TIMES)
            _define_zones(draft, source)


def _has_own_start(series: Series, override: Override) -> bool:
    return series.components[override.component].start != override.original


def restore_override(draft: Draft, earlier: str, day: int, ordinal: int) -> bool:
    """Put back the override of one occurrence, if that is there and has none; True if it was."""
    series, source = draft.series, _draft_of(earlier, draft)
    past = source.series if source else None
    if series is None or source is None or past is None:
        return False
    old = _override(past, day, ordinal)
    if old is None or _override(series, day, ordinal) is not None:
        return False
    found = find_occurrence(series, day, ordinal)
    if found is not None and found.is_deleted:
        return False
    _define_zones(draft, source)
    draft.add(ContentLines(source.part(past.components[old.component]).text))
    return True


def lacks_exceptions(text: ResourceText, earlier: str, zone: ZoneInfo) -> bool:
    """True if a text lacks overrides or dates that an earlier one has."""
    draft = Draft(text, zone)
    restore_exceptions(draft, earlier)
    return draft.is_changed


def lacks_override(
    text: ResourceText, earlier: str, day: int, ordinal: int, zone: ZoneInfo
) -> bool:
    """True if a text lacks the override that an earlier one has of an occurrence."""
    return restore_override(Draft(text, zone), earlier, day, ordinal)


def _starts_with(series: Series, past: Series) -> bool:
    """True if both begin at the same moment, in whatever zone or form."""
    now, then = series.components[0], past.components[0]
    return (now.start, now.all_day) == (then.start, then.all_day)


def _write_as(part: ContentLines, earlier: ContentLines) -> None:
    """Write when a series is as it was written earlier: its zone says when it is in winter."""
    _put_as(part, earlier, *_TIMES, *REPEATING)


def _put_as(part: ContentLines, earlier: ContentLines, *names: str) -> None:
    for name in names:
        part.put(name, *(earlier.written(line) for line in earlier.all(name)))


def _draft_of(earlier: str, draft: Draft) -> Draft | None:
    try:
        found = scan(earlier.encode("utf-8", "replace"), "").resources
    except NotACalendarError:
        return None
    return next((Draft(one, draft.zone) for one in found if one.kind == draft.kind), None)


def _override(series: Series, day: int, ordinal: int) -> Override | None:
    place = day, ordinal
    return next((one for one in series.overrides if (one.day, one.ordinal) == place), None)


def _define_zones(draft: Draft, source: Draft) -> None:
    """Bring along the definitions of zones that the draft has not."""
    known = split_frame(draft.frame)[0]
    for name, definition in split_frame(source.frame)[0].items():
        if name not in known:
            newline = b"" if not draft.frame or draft.frame.endswith(b"\n") else b"\r\n"
            draft.frame += newline + definition
