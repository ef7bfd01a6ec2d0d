"""Bar 2: a calendar file read, expanded, stored and searchable."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.calendars import Pair, one_file_each
from benchmarks.desks import add_source, new_desk, sync
from benchmarks.figures import Figure
from benchmarks.peers import Khal, libical
from benchmarks.setting import Setting
from benchmarks.timing import Spent, cpu_of, in_turn


def measure(setting: Setting) -> Iterator[Figure]:
    """Whole `jointdesk sync` processes against khal, icalendar and libical on the same file."""
    for events in (setting.middle, setting.large):
        calendars = setting.calendars(events)
        took = in_turn(setting.rounds if events < setting.large else 3, _calls(setting, calendars))
        what = f"ingest {events:,} events"
        yield Figure(
            2, what, took["ours"], "s", "libical in C, read and expand", took.get("libical"), 1.3
        )
        slow = events == setting.large and not setting.patient
        khal = None if slow else _khal(setting, calendars)
        yield Figure(2, what, took["ours"], "s", "khal, first list", khal, 1 / 40)
        parser = None if slow else _icalendar(calendars)
        yield Figure(2, what, took["ours"], "s", "icalendar.from_ical alone", parser, 1 / 12)


def _calls(setting: Setting, calendars: Pair) -> dict[str, Callable[[], float]]:
    calls: dict[str, Callable[[], float]] = {"ours": lambda: ingest(setting.work, calendars).cpu}
    if program := setting.peers.libical:
        calls["libical"] = lambda: sum(libical(program, calendars.cal)[:2])
    return calls


def ingest(work: Path, calendars: Pair) -> Spent:
    """Read CAL's calendar into a new desk."""
    folder = work / "ingest"
    shutil.rmtree(folder, ignore_errors=True)
    desk = new_desk(folder)
    spent, report = sync(desk, add_source(desk, "CAL", calendars.cal))
    if report["new"] != calendars.events:
        raise ValueError(f"{report['new']} of {calendars.events} events came in")
    return spent


def _khal(setting: Setting, calendars: Pair) -> float | None:
    """CPU seconds of khal's first look at the calendar as a folder of files."""
    if not setting.peers.khal:
        return None
    khal = Khal(setting.peers.khal, one_file_each(calendars), setting.work)
    khal.database.unlink(missing_ok=True)
    return khal.list_week().cpu


def _icalendar(calendars: Pair) -> float:
    import icalendar

    data = calendars.cal.read_bytes()
    return cpu_of(lambda: icalendar.Calendar.from_ical(data))[0]
