"""Bar 1: from the start of the process to the painted week."""

import sys
from collections.abc import Callable, Iterator

from benchmarks.calendars import one_file_each
from benchmarks.desks import full_desk
from benchmarks.figures import Figure
from benchmarks.peers import Khal
from benchmarks.setting import Setting
from benchmarks.timing import in_turn, spend


def measure(setting: Setting) -> Iterator[Figure]:
    """Our window against an empty one and against khal's list, each a process of its own."""
    for events, most in ((setting.middle, 1.3), (setting.large, 1.5)):
        took = in_turn(setting.rounds, _starts(setting, events))
        what = f"start to painted week, 2 × {events:,}"
        yield Figure(1, what, took["ours"], "s", "bare PySide6 window", took["bare"], most)
        yield Figure(1, "the same with its conflicts marked", took["marked"], "s")
        if events == setting.middle:
            yield Figure(1, what, took["ours"], "s", "khal list, warm", took.get("khal"), 1 / 4)


def _starts(setting: Setting, events: int) -> dict[str, Callable[[], float]]:
    calendars = setting.calendars(events)
    desk = full_desk(setting.work, calendars)
    bare = (sys.executable, "-m", "benchmarks.bare_window")
    desk.show()
    starts: dict[str, Callable[[], float]] = {
        "bare": lambda: spend(*bare, environment=desk.environment).cpu,
        "ours": lambda: desk.show().cpu,
        "marked": lambda: desk.show("--marked").cpu,
    }
    if setting.peers.khal and events == setting.middle:
        khal = Khal(setting.peers.khal, one_file_each(calendars), setting.work)
        khal.list_week()
        starts["khal"] = lambda: khal.list_week().cpu
    return starts
