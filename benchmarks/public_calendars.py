"""Every public calendar at hand: the one that takes longest to read and expand."""

import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.calendars import NOW
from benchmarks.figures import Figure
from benchmarks.setting import Setting
from jointdesk.domain.moments import DAY, instant
from jointdesk.ical.expanding import expand
from jointdesk.ical.scanning import NotACalendarError, scan
from jointdesk.ical.series import parse

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "ics"
LONDON = ZoneInfo("Europe/London")
YEAR = 366 * DAY


def measure(setting: Setting) -> Iterator[Figure]:
    """The slowest of all, against the two seconds that one may take."""
    files = sorted(CORPUS.glob("*.ics"))
    if not files:
        raise ImportError("the public calendars are not here")
    slowest = max(_seconds(file) for file in files)
    yield Figure(2, f"slowest of {len(files):,} public calendars", slowest, "s", most=2)


def _seconds(file: Path) -> float:
    data = file.read_bytes()
    began = time.process_time()
    try:
        resources = scan(data, file.name).resources
    except NotACalendarError:
        resources = ()
    for resource in resources:
        series = parse(resource, LONDON).series
        if series is not None:
            expand(series, instant(NOW), instant(NOW) + YEAR)
    return time.process_time() - began
