"""Bar 9: search as you type."""

from collections.abc import Iterator
from functools import partial

from benchmarks.figures import Figure
from benchmarks.opened import AT, opened
from benchmarks.setting import Setting
from benchmarks.timing import cpu_median
from jointdesk.operations.search import search
from jointdesk.store.search import find_components

TYPED = ("b", "bu", "budget", "budget w", "budget workshop", "caf", "safeguarding boar", "731")


def measure(setting: Setting) -> Iterator[Figure]:
    """The slowest of what is typed, in the index alone and as meetings to be shown."""
    events = setting.large // 2
    desk = opened(setting, events)

    index = partial(find_components, desk.reading.connection, private=False, limit=50)
    whole = partial(search, desk.reading, desk.audience, now=AT)
    slowest = max(cpu_median(setting.rounds, partial(index, words)) for words in TYPED)
    what = f"search as you type, {2 * events:,} items"
    yield Figure(9, f"{what}: first 50, newest first", slowest * 1e3, "ms", most=5)
    shown = max(cpu_median(setting.rounds, partial(whole, words)) for words in TYPED)
    yield Figure(9, "  the same as merged meetings", shown * 1e3, "ms")
