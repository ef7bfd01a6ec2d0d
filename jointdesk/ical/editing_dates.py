"""The dates of a series that are written out: EXDATE and RDATE (RFC 5545 section 3.8.5)."""

from collections.abc import Callable
from typing import NamedTuple

from jointdesk.domain.moments import Instant
from jointdesk.ical.content_lines import ContentLines, content_line
from jointdesk.ical.editing_draft import Draft
from jointdesk.ical.properties import Property
from jointdesk.ical.times import Moment, read_moment
from jointdesk.ical.values import parse_duration
from jointdesk.ical.written_times import Form, When, Writing, writing_of
from jointdesk.ical.zones import Zone


class Dated(NamedTuple):
    """One value of EXDATE or RDATE; `rest` is what a PERIOD has behind its slash, else ""."""

    text: str
    moment: Moment
    rest: str = ""


def filter_dates(
    part: ContentLines, name: str, draft: Draft, home: Zone, keep: Callable[[Dated], bool]
) -> None:
    """Take away the values of EXDATE or RDATE that are not to be kept.

    `home` is the zone of a value without one. A line that keeps all of its values stays as it
    is; a value that cannot be read is kept.
    """
    lines = []
    for line in part.all(name):
        values = [value for value in line.value.split(",") if value.strip()]
        found = [(value, _read(value, line, draft, home)) for value in values]
        kept = [value for value, dated in found if dated is None or keep(dated)]
        if len(kept) == len(values):
            lines.append(part.written(line))
        elif kept:
            lines.append(content_line(name, ",".join(kept), line.parameters))
    part.put(name, *lines)


def add_dates(
    part: ContentLines,
    name: str,
    draft: Draft,
    home: Zone,
    earlier: ContentLines,
    source: Draft,
    earlier_home: Zone,
) -> None:
    """Add the values of EXDATE or RDATE that a component of another draft has and this has not.

    `home` and `earlier_home` are the zones of a value without one.
    """
    lines = [part.written(line) for line in part.all(name)]
    known = {
        _place(_read(value, line, draft, home))
        for line in part.all(name)
        for value in line.value.split(",")
    }
    for line in earlier.all(name):
        values = [
            value
            for value in line.value.split(",")
            if _place(_read(value, line, source, earlier_home)) not in {None, *known}
        ]
        if values:
            lines.append(content_line(name, ",".join(values), line.parameters))
    part.put(name, *lines)


def _place(dated: Dated | None) -> tuple[bool, int] | None:
    """Return what a value names: a day, or an instant."""
    if dated is None:
        return None
    is_day = dated.moment.second is None
    return is_day, dated.moment.day if is_day else dated.moment.instant


def move_dates(
    part: ContentLines,
    name: str,
    draft: Draft,
    home: Zone,
    change: Callable[[Dated], When],
    writing: Writing,
) -> None:
    """Put all values of EXDATE or RDATE elsewhere, each in its own form where that goes.

    `writing` is DTSTART's, for values that were dates and are times now, or the reverse. A
    period moves with its start.
    """
    lines = []
    for line in part.all(name):
        own = writing_of(line, draft.zones, home)
        groups: dict[tuple[Writing, bool], list[str]] = {}
        unread = []
        for value in filter(str.strip, line.value.split(",")):
            dated = _read(value, line, draft, home)
            if dated is None:
                unread.append(value)
                continue
            when = change(dated)
            fits = own is not None and (own.form is Form.DATE) == (when.day is not None)
            form = own if own is not None and fits else writing
            is_period = bool(dated.rest) and when.day is None
            end = f"/{_moved_rest(dated, when, line, draft, home, form)}" if is_period else ""
            groups.setdefault((form, is_period), []).append(form.value(when) + end)
        lines += [
            _line(name, form, is_period, texts) for (form, is_period), texts in groups.items()
        ]
        if unread:
            lines.append(content_line(name, ",".join(unread), line.parameters))
    part.put(name, *lines)


def _line(name: str, form: Writing, is_period: bool, texts: list[str]) -> str:
    parameters = {**({"VALUE": "PERIOD"} if is_period else {}), **form.parameters}
    return content_line(name, ",".join(texts), parameters)


def _read(value: str, line: Property, draft: Draft, home: Zone) -> Dated | None:
    begin, _, rest = value.strip().partition("/")
    try:
        return Dated(value, read_moment(begin, line, draft.zones, home), rest.strip())
    except ValueError:
        return None


def _moved_rest(
    dated: Dated, when: When, line: Property, draft: Draft, home: Zone, form: Writing
) -> str:
    """Return the end of a period that moved: a duration stays, a time moves as far."""
    try:
        parse_duration(dated.rest)
    except ValueError:
        end = _end(dated, line, draft, home)
        if end is None:
            return dated.rest
        length = end - dated.moment.instant
        return form.value(When(None, when.instant + length))
    return dated.rest


def _end(dated: Dated, line: Property, draft: Draft, home: Zone) -> Instant | None:
    try:
        return read_moment(dated.rest, line, draft.zones, home).instant
    except ValueError:
        return None
