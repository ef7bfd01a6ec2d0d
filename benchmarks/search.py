"""Bar 9: search as you type."""

from collections.abc import Iterator

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

    def ids(words: str) -> list[int]:
        return find_components(desk.reading.connection, words, private=False, limit=50)

    slowest = max(cpu_median(setting.rounds, lambda: ids(words)) for words in TYPED)
    what = f"search as you type, {2 * events:,} items"
    yield Figure(9, f"{what}: first 50, newest first", slowest * 1e3, "ms", most=5)
    shown = max(
        cpu_median(setting.rounds, lambda: search(desk.reading, desk.audience, words, AT))
        for words in TYPED
    )
    yield Figure(9, "  the same as merged meetings", shown * 1e3, "ms")
