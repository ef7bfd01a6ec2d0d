"""When other people are busy, as their calendars publish it (RFC 5545 section 3.6.4)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.moments import Instant, Span


class BusyKind(StrEnum):
    """How surely somebody is busy: FBTYPE (RFC 5545 section 3.2.9)."""

    BUSY = "busy"
    TENTATIVE = "tentative"
    AWAY = "away"


class BusyTime(NamedTuple):
    """One stretch in which somebody is busy, half-open."""

    start: Instant
    end: Instant
    kind: BusyKind = BusyKind.BUSY


@dataclass(frozen=True, slots=True)
class FreeBusy:
    """What one source says of one person: busy then, and otherwise free, in `covers` alone.

    `email` is in lower case. `source` names where it came from: "file", or a collection's id.
    `read_at` is when it was read.
    """

    email: str
    source: str
    covers: Span
    busy: tuple[BusyTime, ...]
    read_at: Instant

    def within(self, span: Span) -> "FreeBusy | None":
        """Return the part that lies in a span, None where nothing does."""
        start, end = max(self.covers.start, span.start), min(self.covers.end, span.end)
        if start >= end:
            return None
        busy = tuple(
            BusyTime(max(one.start, start), min(one.end, end), one.kind)
            for one in self.busy
            if one.start < end and one.end > start
        )
        return FreeBusy(self.email, self.source, Span(start, end), busy, self.read_at)

    def outside(self, span: Span) -> list["FreeBusy"]:
        """Return the parts that lie before and after a span."""
        before = self.within(Span(self.covers.start, min(self.covers.end, span.start)))
        after = self.within(Span(max(self.covers.start, span.end), self.covers.end))
        return [part for part in (before, after) if part is not None]
