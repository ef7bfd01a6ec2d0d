"""The journeys of some days: from one meeting in person to the next at another site."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

from jointdesk.domain.conflicts import JudgedConflict, State
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import MINUTE, local_day
from jointdesk.domain.occurrences import PlaceKind
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.viewmodels.blocks import Journey

_TRAVEL = "DIA-04"
_SETTLED = (State.RESOLVED, State.ACCEPTED, State.MUTED)


def journeys_between(
    meetings: Iterable[Meeting],
    conflicts: Iterable[JudgedConflict],
    sites: Mapping[str, Site],
    travel: TravelMatrix,
    zone: tzinfo,
    buffer_minutes: int = 0,
) -> tuple[Journey, ...]:
    """Return the journeys to meetings that have another one in person before them that day.

    Whether one is too short is not judged here but taken from the conflicts (DIA-04), which add
    `buffer_minutes` to what is needed; a settled one is shown without its severity. A journey
    that nobody has timed is not shown at all.
    """
    short = {
        judged.conflict.participants: None if judged.state in _SETTLED else judged.conflict.severity
        for judged in conflicts
        if judged.conflict.code == _TRAVEL
    }
    rows = sorted((each for each in meetings if _is_attended(each)), key=_start)
    found = []
    for place, meeting in enumerate(rows):
        before = _before(rows[:place], meeting, zone)
        if before is None:
            continue
        pair = (before.id, meeting.id)
        ends = (before.preferred.details.site_id, meeting.preferred.details.site_id)
        minutes = travel.minutes(*ends)
        if minutes:
            needed = minutes + (buffer_minutes if pair in short else 0)
            available = (meeting.start - before.end) // MINUTE
            here, there = (_name(sites, site_id) for site_id in ends)
            span = (before.end, meeting.start)
            found.append(Journey(*span, needed, available, here, there, short.get(pair)))
    return tuple(found)


def _is_attended(meeting: Meeting) -> bool:
    details = meeting.preferred.details
    return (
        details.busy
        and details.counts
        and not details.leave
        and not details.all_day
        and details.place_kind is PlaceKind.SITE
        and bool(details.site_id)
    )


def _start(meeting: Meeting) -> int:
    return meeting.start


def _before(earlier: Sequence[Meeting], meeting: Meeting, zone: tzinfo) -> Meeting | None:
    """Return the meeting one comes from, None where one is still in another or came from home."""
    if not earlier:
        return None
    last = max(earlier, key=lambda each: each.end)
    same_day = local_day(last.end, zone) == local_day(meeting.start, zone)
    return last if last.end <= meeting.start and same_day else None


def _name(sites: Mapping[str, Site], site_id: str) -> str:
    site = sites.get(site_id)
    return site.name if site else site_id
