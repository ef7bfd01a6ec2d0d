"""Bar 4: one week's rows with their titles, from an open desk."""

from collections.abc import Iterator
from functools import partial

from benchmarks.figures import Figure
from benchmarks.opened import AT, WEEKS, Opened, opened, weeks
from benchmarks.setting import Setting
from benchmarks.timing import cpu_median, cpu_of
from jointdesk.derive.meetings import occurrences_between
from jointdesk.derive.view import view
from jointdesk.domain.moments import Span

_REPEAT = 10


def measure(setting: Setting) -> Iterator[Figure]:
    """A week's query, what a row costs in a calendar ten times as large, and the whole view.

    A window looks at a week again and again: after the first time its components are known.
    """
    middle, large = opened(setting, setting.middle), opened(setting, setting.large)
    first, seconds, per_row = _cost(setting, middle)
    *_, large_per_row = _cost(setting, large)
    what = f"week with titles, 2 × {setting.middle:,}"
    yield Figure(4, what, seconds * 1e3, "ms", most=1)
    yield Figure(4, "the same for the first time", first * 1e3, "ms")
    yield Figure(
        4,
        f"a row of it, 2 × {setting.large:,}",
        large_per_row * 1e6,
        "µs",
        f"a row, 2 × {setting.middle:,}",
        per_row * 1e6,
        1.2,
    )
    whole = cpu_median(
        setting.rounds, lambda: [_view(middle, week) for week in weeks(middle)], as_worker=True
    )
    yield Figure(4, "the same merged, judged and marked", whole / WEEKS * 1e3, "ms")


def _cost(setting: Setting, desk: Opened) -> tuple[float, float, float]:
    """CPU seconds of a week for the first time, of one looked at again, and of a row of that."""
    first = again = 0.0
    rows = 0
    for week in weeks(desk):
        taken, found = cpu_of(partial(_query, desk, week), as_worker=True)
        first += taken
        again += cpu_median(setting.rounds, partial(_query, desk, week), _REPEAT, as_worker=True)
        rows += len(found)
    return first / WEEKS, again / WEEKS, again / max(rows, 1)


def _query(desk: Opened, week: Span) -> list[tuple[int, str]]:
    found = occurrences_between(desk.reading.connection, desk.context, week)
    return [(one.start, one.details.title) for one in found]


def _view(desk: Opened, week: Span) -> object:
    seen = view(desk.reading.connection, desk.context, desk.audience, week, AT)
    return list(seen.conflicts.marks())
