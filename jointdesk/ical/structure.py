"""Where the components of a calendar text begin and end: BEGIN and END lines, nothing else.

Folded text cannot be mistaken for structure: a continuation line starts with a blank, a BEGIN
or END line does not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

KINDS = (b"VEVENT", b"VTODO", b"VJOURNAL")
"""The components that become resources."""

_MARK_LINE = rb"(BEGIN|END)[ \t]*:[ \t]*([^\r\n]*)"
_FIRST_MARK = re.compile(_MARK_LINE, re.IGNORECASE)
# The line end before it makes the search quick: only line ends are looked at.
_NEXT_MARK = re.compile(rb"\n" + _MARK_LINE, re.IGNORECASE)

_TOP = frozenset((*KINDS, b"VCALENDAR", b"VTIMEZONE", b"VFREEBUSY"))
DEEPEST = 32
"""How many components may be inside one another."""


class Block(NamedTuple):
    """A component's extent in a text: `end` is behind its last line, `fault` "" if it is whole."""

    end: int
    fault: str = ""


def marks(text: bytes, start: int) -> Iterator[re.Match[bytes]]:
    """Yield the BEGIN and END lines from the line that begins at `start` on; see `mark_name`."""
    first = _FIRST_MARK.match(text, start)
    if first:
        yield first
    yield from _NEXT_MARK.finditer(text, start)


def next_mark(text: bytes, start: int) -> re.Match[bytes] | None:
    """Return the first BEGIN or END line from the line that begins at `start` on."""
    if start == 0:
        return _FIRST_MARK.match(text) or _NEXT_MARK.search(text)
    return _NEXT_MARK.search(text, start - 1)


def mark_name(mark: re.Match[bytes]) -> bytes:
    """Return the name on a BEGIN or END line in upper case; the line starts at its group 1."""
    return mark[2].strip().upper()


def is_begin(mark: re.Match[bytes]) -> bool:
    """True for a BEGIN line."""
    return mark[1][0] in b"Bb"


def line_end(text: bytes, start: int) -> int:
    """Return the position behind the line that `start` lies in."""
    found = text.find(b"\n", start)
    return len(text) if found < 0 else found + 1


def block_at(text: bytes, start: int) -> Block:
    """Return the extent of the component whose BEGIN line starts at `start`.

    Components inside it may lack their END line; where its own is missing, it ends before the
    next component that cannot stand inside another.
    """
    open_names: list[bytes] = []
    for mark in marks(text, start):
        name = mark_name(mark)
        if is_begin(mark):
            if open_names and name in _TOP and open_names[0] != b"VPOLL":
                return Block(mark.start(1), "has no END line")
            open_names.append(name)
            if len(open_names) > DEEPEST:
                return Block(line_end(text, mark.end()), "holds too many components in another")
        elif name in open_names:
            # It also closes what was left open inside it.
            del open_names[open_names.index(name) :]
            if not open_names:
                return Block(line_end(text, mark.end()))
        elif name in _TOP:
            return Block(mark.start(1), "has no END line")
    return Block(len(text), "is cut off: the file ends before its END line")
