"""Bar 7: peak memory of the shown week and of a large ingest."""

import sys
from collections.abc import Iterator

from benchmarks.desks import full_desk
from benchmarks.figures import Figure
from benchmarks.ingest import ingest
from benchmarks.setting import Setting
from benchmarks.timing import in_turn, spend


def measure(setting: Setting) -> Iterator[Figure]:
    """The processes of bars 1 and 2 once more, by their peak memory."""
    desk = full_desk(setting.work, setting.calendars(setting.middle))
    bare = (sys.executable, "-m", "benchmarks.bare_window")
    peak = in_turn(
        3,
        {
            "bare": lambda: spend(*bare, environment=desk.environment).peak_mb,
            "ours": lambda: desk.show().peak_mb,
        },
    )
    what = f"painted week, 2 × {setting.middle:,}"
    yield Figure(7, what, peak["ours"], "MB", "bare PySide6 window", peak["bare"], 1.25)
    large = ingest(setting.work, setting.calendars(setting.large)).peak_mb
    yield Figure(7, f"ingest {setting.large:,} events", large, "MB", most=400)
