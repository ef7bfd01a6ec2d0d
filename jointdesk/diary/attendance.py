"""Whether the other people can come: known from what their calendars publish, else not known.

Nobody is taken to be free for want of knowledge. That somebody is busy is also known from the
meetings of this diary to which they are asked and have not said no.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import accumulate

from jointdesk.diary.timeline import takes_time
from jointdesk.diary.unions import coalesce
from jointdesk.domain.bookings import Wanted
from jointdesk.domain.free_busy import BusyKind, BusyTime, FreeBusy
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Instant, Span


class Presence(IntEnum):
    """Whether somebody can come, the best first."""

    FREE = 0
    UNKNOWN = 1
    PERHAPS = 2
    """Provisionally busy."""
    BUSY = 3


class Attendance:
    """What is known of one person's time.

    `busy` is in start order and may overlap; `known` are the spans in which whatever is not busy
    is free; `read_at` is when the oldest part of that was read, None where nothing was.
    """

    def __init__(
        self, wanted: Wanted, said: Iterable[FreeBusy] = (), at_meetings: Iterable[BusyTime] = ()
    ) -> None:
        parts = list(said)
        self.wanted = wanted
        self.busy = sorted({*at_meetings, *(one for part in parts for one in part.busy)})
        self.known = [Span(*one) for one in coalesce(sorted(part.covers for part in parts))]
        self.read_at = min((part.read_at for part in parts), default=None)
        self._starts = [one.start for one in self.busy]
        self._latest = [*accumulate((one.end for one in self.busy), max)]
        self._known_from = [one.start for one in self.known]

    @property
    def is_required(self) -> bool:
        """True unless the meeting can be without them."""
        return self.wanted.role != "optional"

    @property
    def name(self) -> str:
        """What to call them."""
        return self.wanted.name or self.wanted.email

    def presence(self, start: Instant, end: Instant) -> Presence:
        """Return whether they can come to all of a stretch."""
        found = Presence.FREE if self._knows(start, end) else Presence.UNKNOWN
        for i in range(bisect_right(self._starts, end - 1) - 1, -1, -1):
            if self._latest[i] <= start:
                break
            one = self.busy[i]
            if one.end > start:
                if one.kind is not BusyKind.TENTATIVE:
                    return Presence.BUSY
                found = Presence.PERHAPS
        return found

    def _knows(self, start: Instant, end: Instant) -> bool:
        place = bisect_right(self._known_from, start) - 1
        return place >= 0 and end <= self.known[place].end


def attendance_of(
    people: Iterable[tuple[Wanted, frozenset[str]]],
    said: Iterable[FreeBusy],
    meetings: Sequence[Meeting],
    apart: frozenset[str] = frozenset(),
) -> list[Attendance]:
    """Return what is known of each person's time.

    With each come all their e-mail addresses, in lower case. `apart` are addresses of the
    director, who is not asked twice.
    """
    of: dict[str, list[FreeBusy]] = defaultdict(list)
    for part in said:
        of[part.email].append(part)
    others = [(one, emails) for one, emails in people if apart.isdisjoint(emails)]
    every = frozenset(email for _, emails in others for email in emails)
    asked = _asked(meetings, every) if every else {}
    return [
        Attendance(
            one,
            (part for email in emails for part in of.get(email, ())),
            (busy for email in emails for busy in asked.get(email, ())),
        )
        for one, emails in others
    ]


def _asked(meetings: Iterable[Meeting], emails: frozenset[str]) -> dict[str, list[BusyTime]]:
    """Return when each of them is at a meeting of this diary."""
    found: dict[str, list[BusyTime]] = defaultdict(list)
    for meeting in meetings:
        details = meeting.preferred.details
        if emails.isdisjoint(details.people) or details.all_day or not takes_time(meeting):
            continue
        declined = {one.email for one in details.attendees if one.partstat == "DECLINED"}
        for email in (emails & details.people) - declined:
            found[email].append(BusyTime(meeting.start, meeting.end))
    return found
