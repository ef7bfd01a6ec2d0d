"""From the bytes of a file or feed to one text per UID; structure only, no value is read.

A component that is not whole is rejected alone; the rest comes in.
"""

from collections.abc import Iterator
from typing import NamedTuple

from jointdesk.domain.components import Problem
from jointdesk.domain.errors import SourceError
from jointdesk.domain.resources import ResourceText
from jointdesk.ical.decoding import decode
from jointdesk.ical.grouping import CalendarExtent, component_uid, group
from jointdesk.ical.structure import (
    KINDS,
    Block,
    block_at,
    is_begin,
    line_end,
    mark_name,
    next_mark,
)
from jointdesk.ical.values import line_text

_PROBLEM_TEXT = 1 << 16
_BROKEN_OFF = "The file breaks off before END:VCALENDAR; its end may be missing"
_READ_KINDS = "only events, tasks and journals"
_NO_UID = "It has no UID; one was made from its text"


class NotACalendarError(SourceError):
    """The bytes are no iCalendar at all."""


class Scan(NamedTuple):
    """What a file holds: of each calendar its events, tasks and journals, in file order.

    `rejected` are components that are not whole, `notes` what was left out or made up. `whole`
    is False where the file breaks off, so that something may be missing at its end.
    """

    resources: tuple[ResourceText, ...]
    rejected: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    whole: bool = True


def scan(data: bytes, name: str) -> Scan:
    """Return the resources of a file or feed: the components of one UID in one calendar.

    A component without UID gets one made from its text without the lines that change at every
    export, so that it stays the same as long as the component does. `href` is left empty.

    Args:
        data: the bytes as they came.
        name: what the file is called to the person who reads about a problem.

    Raises:
        NotACalendarError: the bytes are no iCalendar at all.
    """
    text = decode(data)
    outline = _Outline(text, name)
    outline.walk()
    if not outline.calendars:
        raise NotACalendarError(_no_calendar(text, name))
    notes = outline.notes
    resources: list[ResourceText] = []
    for calendar in outline.calendars:
        grouped, unnamed = group(text, calendar)
        resources += grouped
        notes += [Problem(name, line, uid, _NO_UID) for line, uid in unnamed]
    notes.sort(key=lambda note: note.line)
    return Scan(tuple(resources), tuple(outline.rejected), tuple(notes), outline.whole)


def _no_calendar(text: bytes, name: str) -> str:
    """Return the sentence for something that is no calendar."""
    start = text[:1024].lstrip().lower()
    if not start:
        return f"{name} is empty: there is no calendar in it."
    if start.startswith((b"<!doctype html", b"<html")):
        return f"{name} is a web page, not a calendar; perhaps it asks to sign in."
    return f"{name} is not a calendar file: it has no line BEGIN:VCALENDAR."


class _Outline:
    """Where the calendars of a text and their components begin and end."""

    def __init__(self, text: bytes, name: str) -> None:
        self.calendars: list[CalendarExtent] = []
        self.rejected: list[Problem] = []
        self.notes: list[Problem] = []
        self.whole = True
        self._text = text
        self._name = name
        self._lines = _LineNumbers(text)
        self._calendar: CalendarExtent | None = None

    def walk(self) -> None:
        """Look through the text once."""
        position = 0
        while (mark := next_mark(self._text, position)) is not None:
            start = mark.start(1)
            if self._calendar and start > position:
                self._calendar.lines.append((position, start))
            name = mark_name(mark)
            position = line_end(self._text, mark.end())
            if name == b"VCALENDAR":
                self._calendar = self._opened() if is_begin(mark) else None
            elif is_begin(mark):
                position = self._component(name, start)
        if self._calendar and not self._calendar.is_bare:
            self.whole = False
            line = self._lines.at(len(self._text))
            self.notes.append(Problem(self._name, line, "", _BROKEN_OFF))

    def _opened(self, *, is_bare: bool = False) -> CalendarExtent:
        calendar = CalendarExtent(is_bare=is_bare)
        self.calendars.append(calendar)
        return calendar

    def _component(self, kind: bytes, start: int) -> int:
        """Note the component that begins there, and those like it behind it; return the end."""
        is_read = kind in KINDS
        calendar = self._calendar
        if calendar is None and (is_read or kind == b"VTIMEZONE"):
            # It stands without a VCALENDAR around it.
            calendar = self._calendar = self._opened(is_bare=True)
        if is_read and calendar:
            end = start
            for begins, end in _alike(self._text, start, kind):
                calendar.components.append((kind, begins, end, self._lines.at(begins)))
            if end > start:
                return end
        block = block_at(self._text, start)
        if kind == b"VTIMEZONE" and calendar:
            calendar.zones.append((start, block.end))
        elif is_read and calendar and not block.fault:
            calendar.components.append((kind, start, block.end, self._lines.at(start)))
        else:
            (self.rejected if is_read else self.notes).append(self._problem(kind, start, block))
        return block.end

    def _problem(self, kind: bytes, start: int, block: Block) -> Problem:
        """Return why a component is rejected or left out."""
        body = self._text[start : min(block.end, start + _PROBLEM_TEXT)]
        shown = line_text(kind.decode("utf-8", "replace"))[:40] or "component without name"
        if kind in KINDS:
            reason, uid = f"The {shown} {block.fault}", component_uid(body, 0, len(body))
        else:
            reason, uid = f"The {shown} is left out: {_READ_KINDS} are read", ""
        text = body.decode("utf-8", "replace")
        return Problem(self._name, self._lines.at(start), uid, reason, text)


class _LineNumbers:
    """Counts lines up to positions that only ever grow."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._position = 0
        self._line = 1

    def at(self, position: int) -> int:
        """Return the number of the line that begins at the position, from 1."""
        self._line += self._text.count(b"\n", self._position, position)
        self._position = position
        return self._line


def _alike(text: bytes, start: int, kind: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of the components of that kind that follow each other from `start` on.

    Only whole ones written exactly like the first: nearly all of a file, found quickly.
    """
    begin = text[start : line_end(text, start)]
    if not begin.startswith(b"BEGIN:" + kind):
        return
    end_line = b"\nEND" + begin[5:]
    while text.startswith(begin, start):
        # Looking no further than the next component keeps this linear whatever is missing.
        limit = text.find(b"\nBEGIN:V", start + 1)
        while limit >= 0 and text.startswith(b"ALARM", limit + 8):
            limit = text.find(b"\nBEGIN:V", limit + 8)
        end = text.find(end_line, start, limit + 1 if limit >= 0 else len(text))
        if end < 0:
            return
        end += len(end_line)
        yield start, end
        start = end
