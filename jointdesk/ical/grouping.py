"""From a calendar's components to resources: gathered by UID, each with its digest."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jointdesk.domain.resources import ResourceText
from jointdesk.ical.properties import find_property
from jointdesk.ical.structure import KINDS, block_at, is_begin, mark_name, marks
from jointdesk.ical.values import line_text

_MANY_ZONES = 16
_STAMP = re.compile(rb"\nDTSTAMP[;:][^\n]*", re.IGNORECASE)
_VOLATILE = re.compile(rb"\n(?:DTSTAMP|CREATED|LAST-MODIFIED|SEQUENCE)[;:][^\n]*", re.IGNORECASE)
# What of a calendar's own properties changes how its components are read.
_READ_WITH = re.compile(rb"^(?:METHOD|X-WR-TIMEZONE)[;:][^\n]*", re.IGNORECASE | re.MULTILINE)
_TZID = re.compile(rb"\nTZID[^\n:]*:[ \t]*([^\r\n]+)", re.IGNORECASE)


@dataclass
class CalendarExtent:
    """One VCALENDAR as extents of a text: its own lines, its zones, and its components.

    A component is (kind, start, end, line). `is_bare` is True where components stand without a
    VCALENDAR around them.
    """

    lines: list[tuple[int, int]] = field(default_factory=list)
    zones: list[tuple[int, int]] = field(default_factory=list)
    components: list[tuple[bytes, int, int, int]] = field(default_factory=list)
    is_bare: bool = False


def group(
    text: bytes, calendar: CalendarExtent
) -> tuple[list[ResourceText], list[tuple[int, str]]]:
    """Return the calendar's resources, and line and made UID of components without one.

    A made UID is a digest of the component without the lines that change at every export: it
    stays the same as long as the component does.
    """
    numbers: dict[bytes, dict[str, int | list[int]]] = {kind: {} for kind in KINDS}
    unnamed = []
    for number, (kind, start, end, line) in enumerate(calendar.components):
        uid = component_uid(text, start, end)
        if not uid:
            uid = _made_uid(text[start:end])
            unnamed.append((line, uid))
        # Nearly every UID has one component: no list is made for it.
        known = numbers[kind].setdefault(uid, number)
        if isinstance(known, list):
            known.append(number)
        elif known != number:
            numbers[kind][uid] = [known, number]
    gather = _Gatherer(text, calendar)
    resources = [
        gather.resource(kind.decode(), uid, known)
        for kind, uids in numbers.items()
        for uid, known in uids.items()
    ]
    return resources, unnamed


def digest_of(frame: bytes, components: Sequence[bytes]) -> bytes:
    """Return the digest of a resource: of its components, and of what they are read with."""
    zones, lines, at = [], [], 0
    for mark in marks(frame, 0):
        begin = mark.start(1)
        if begin >= at and is_begin(mark) and mark_name(mark) == b"VTIMEZONE":
            lines.append((at, begin))
            at = block_at(frame, begin).end
            zones.append((begin, at))
    lines.append((at, len(frame)))
    gather = _Gatherer(frame, CalendarExtent(lines, zones))
    return gather.digest(components)


def component_uid(text: bytes, start: int, end: int) -> str:
    """Return the UID of the component at that extent of the text, "" where it has none."""
    at = text.find(b"\nUID:", start, end)
    if at >= 0 and text.find(b"\nBEGIN:", start, at) < 0:
        behind = text.find(b"\n", at + 5, end)
        # A blank would continue a folded UID.
        if behind >= 0 and text[behind + 1 : behind + 2] not in (b" ", b"\t"):
            return line_text(text[at + 5 : behind].rstrip().decode("utf-8", "replace"))
    found = find_property(text[start:end], "UID")
    return line_text(found) if found else ""


def _made_uid(component: bytes) -> str:
    return "no-uid-" + hashlib.sha256(_VOLATILE.sub(b"", component)).hexdigest()[:32]


class _Gatherer:
    """Makes the resources of one calendar.

    A digest covers the text without DTSTAMP and what it is read with. Of the frame, that is
    METHOD, X-WR-TIMEZONE and the zones that the text names: a new event in another zone, or a
    new title of the calendar, changes no other resource.
    """

    def __init__(self, text: bytes, calendar: CalendarExtent) -> None:
        self._text = text
        self._components = calendar.components
        head = b"".join(text[start:end] for start, end in calendar.lines)
        zones = [text[start:end] for start, end in calendar.zones]
        self._frame = head + b"".join(zones)
        self._base = _sha1(b"\n".join(_READ_WITH.findall(head)))
        self._zones = [(_tzid(zone), _sha1(zone).digest()) for zone in zones]
        if len(zones) > _MANY_ZONES:
            self._base.update(b"".join(digest for _, digest in self._zones))
            self._zones.clear()

    def resource(self, kind: str, uid: str, numbers: int | list[int]) -> ResourceText:
        """Return the resource of one component, or of several, by their numbers."""
        if isinstance(numbers, int):
            _, start, end, line = self._components[numbers]
            text = self._text[start:end]
            return ResourceText(uid, kind, "", self._frame, text, self.digest((text,)), line)
        bodies, lines = [], []
        for number in numbers:
            _, start, end, line = self._components[number]
            bodies.append(self._text[start:end])
            lines.append(line)
        digest = self.digest(bodies)
        text = b"".join(body if body.endswith(b"\n") else body + b"\n" for body in bodies)
        return ResourceText(uid, kind, "", self._frame, text, digest, lines[0], tuple(lines))

    def digest(self, bodies: Iterable[bytes]) -> bytes:
        """Return the digest of components."""
        hashed = self._base.copy()
        for body in bodies:
            self._hash(hashed, body)
        return hashed.digest()

    def _hash(self, hashed: "hashlib._Hash", body: bytes) -> None:
        """Add one component to a digest."""
        for tzid, digest in self._zones:
            if tzid in body:
                hashed.update(digest)
        at = body.find(b"\nDTSTAMP:")
        if at < 0:
            hashed.update(_STAMP.sub(b"", body))
        else:
            hashed.update(body[:at] + body[body.find(b"\n", at + 9) :])


def _tzid(zone: bytes) -> bytes:
    found = _TZID.search(zone)
    return found[1].strip() if found else b""


def _sha1(data: bytes) -> "hashlib._Hash":
    return hashlib.sha1(data, usedforsecurity=False)
