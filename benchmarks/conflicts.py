"""Bar 5: all conflicts of five years, of a week, and around one edit."""

from collections.abc import Iterator, Sequence

from benchmarks.figures import Figure
from benchmarks.opened import WEEKS, five_years, opened, weeks
from benchmarks.setting import Setting
from benchmarks.timing import cpu_median, cpu_of
from jointdesk.derive.view import meetings_between
from jointdesk.diary.conflicts import REACH, find_conflicts
from jointdesk.domain.conflicts import OVERLAP_GROUP, Conflict, code_group
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Span


def measure(setting: Setting) -> Iterator[Figure]:
    """The rules alone, on meetings that are already read and merged."""
    desk = opened(setting, setting.middle)
    years = five_years(desk)

    def meetings(window: Span) -> list[Meeting]:
        wide = Span(window.start + REACH.start, window.end + REACH.end)
        return meetings_between(desk.reading.connection, desk.context, desk.audience, wide)

    reading, everything = cpu_of(lambda: meetings(years))
    seconds, found = cpu_of(lambda: find_conflicts(everything, desk.context, years))
    what = f"conflicts over five years, 2 × {setting.middle:,}"
    yield Figure(5, what, seconds, "s", most=0.5, trouble=_wrong(everything, found, years))
    yield Figure(
        5, f"  ({len(found):,} of {len(everything):,} meetings read, merged)", reading, "s"
    )

    spans = [(week, meetings(week)) for week in weeks(desk)]
    week = cpu_median(
        setting.rounds, lambda: [find_conflicts(own, desk.context, at) for at, own in spans]
    )
    yield Figure(5, "conflicts of a visible week", week / WEEKS * 1e3, "ms", most=2)
    days = [Span(at.start + DAY, at.start + 2 * DAY) for at in weeks(desk)]
    edit = cpu_median(
        setting.rounds, lambda: [find_conflicts(meetings(day), desk.context, day) for day in days]
    )
    yield Figure(
        5, "after one edit: its day read, merged, judged", edit / WEEKS * 1e3, "ms", most=5
    )


def _wrong(meetings: Sequence[Meeting], found: Sequence[Conflict], years: Span) -> str:
    """What a look at every pair of a few days says otherwise about overlaps."""
    few = Span(years.start + 300 * DAY, years.start + 303 * DAY)
    busy = [
        one
        for one in meetings
        if few.start <= one.start < few.end and _takes_time(one) and not one.preferred.details.leave
    ]
    expected = {
        frozenset((one.id, other.id))
        for number, one in enumerate(busy)
        for other in busy[number + 1 :]
        if one.start < other.end and other.start < one.end
    }
    clashes = {
        frozenset(conflict.participants)
        for conflict in found
        if code_group(conflict.code) == OVERLAP_GROUP
    }
    ids = {one.id for one in busy}
    here = {pair for pair in clashes if pair <= ids}
    return "" if here == expected else f"{len(expected ^ here)} overlaps differ from brute force"


def _takes_time(meeting: Meeting) -> bool:
    details = meeting.preferred.details
    return details.busy and details.counts
