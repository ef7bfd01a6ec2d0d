"""Bar 5: all conflicts of five years, of a week, and around one edit."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from benchmarks.figures import Figure
from benchmarks.opened import WEEKS, Opened, five_years, opened, weeks
from benchmarks.setting import Setting
from benchmarks.timing import cpu_median, cpu_of
from jointdesk.derive.meetings import meetings_between
from jointdesk.diary.conflicts import REACH, Survey, find_conflicts
from jointdesk.domain.conflicts import OVERLAP_GROUP, code_group
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Span


def measure(setting: Setting) -> Iterator[Figure]:
    """The rules alone, on merged meetings: a full diary, and one as thick as performance wants.

    Finding decides how many there are, of what and when; the sentence, id and fingerprint of
    one are made when it is read, and measured apart.

    Two calendars of 1,000 events are eight meetings a day, which is a busy director's diary; of
    10,000 they are 85 a day, most of which clash.
    """
    for events, bars in ((setting.small, False), (setting.middle, True)):
        desk = opened(setting, events)
        size = f"2 × {events:,}"
        seconds, found = _five_years(desk)
        what = f"conflicts over five years, {size}: {found:,}"
        limit = 0.5 if bars else None
        yield Figure(5, what, seconds, "s", most=limit, trouble=_wrong(desk))

        spans = [(at, _meetings(desk, at)) for at in weeks(desk)]
        week = _seconds(setting, partial(_decide_all, desk, spans)) / WEEKS
        limit = 2 if bars else None
        yield Figure(5, f"conflicts of a visible week, {size}", week * 1e3, "ms", most=limit)
        told = _seconds(setting, partial(_judge_all, desk, spans)) / WEEKS
        yield Figure(5, "the same, each in a sentence", told * 1e3, "ms")

        days = [Span(at.start + DAY, at.start + 2 * DAY) for at in weeks(desk)]
        edit = _seconds(setting, partial(_look_again, desk, days)) / WEEKS
        limit = 5 if bars else None
        yield Figure(5, f"after one edit, its day anew, {size}", edit * 1e3, "ms", most=limit)


def _seconds(setting: Setting, call: Callable[[], object]) -> float:
    return cpu_median(setting.rounds, call, as_worker=True)


def _meetings(desk: Opened, window: Span) -> list[Meeting]:
    """All meetings that the rules need to judge a window."""
    wide = Span(window.start + REACH.start, window.end + REACH.end)
    return meetings_between(desk.reading.connection, desk.context, desk.audience, wide)


def _five_years(desk: Opened) -> tuple[float, int]:
    """CPU seconds and number of all that is found."""
    whole = five_years(desk)
    meetings = _meetings(desk, whole)
    seconds, survey = cpu_of(partial(Survey, meetings, desk.context, whole), as_worker=True)
    return seconds, len(survey)


def _decide_all(desk: Opened, spans: Sequence[tuple[Span, Sequence[Meeting]]]) -> None:
    """Find them all; sentences are made for those that a person reads."""
    for window, meetings in spans:
        Survey(meetings, desk.context, window)


def _judge_all(desk: Opened, spans: Sequence[tuple[Span, Sequence[Meeting]]]) -> None:
    for window, meetings in spans:
        find_conflicts(meetings, desk.context, window)


def _look_again(desk: Opened, days: Sequence[Span]) -> None:
    """What a window does after an edit: read, merge and judge the day."""
    for day in days:
        Survey(_meetings(desk, day), desk.context, day)


def _wrong(desk: Opened) -> str:
    """What a look at every pair of three days says otherwise about overlaps."""
    start = five_years(desk).start + 300 * DAY
    few = Span(start, start + 3 * DAY)
    meetings = _meetings(desk, few)
    busy = [one for one in meetings if _takes_time(one) and not one.preferred.details.leave]
    expected = {
        frozenset((one.id, other.id))
        for one in busy
        if few.start <= one.start < few.end
        for other in busy
        if other is not one and one.start < other.end and other.start < one.end
        if other.start < few.end
    }
    found = [
        finding
        for finding in Survey(meetings, desk.context, few)
        if code_group(finding.code) == OVERLAP_GROUP
    ]
    told = {frozenset(one.id for one in finding.meetings) for finding in found if finding.meetings}
    untold = sum(int(finding.facts[0]) for finding in found if not finding.meetings)
    wrong = len(told - expected) + abs(len(expected) - len(told) - untold)
    return f"{wrong} overlaps differ from brute force" if wrong else ""


def _takes_time(meeting: Meeting) -> bool:
    details = meeting.preferred.details
    return details.busy and details.counts
