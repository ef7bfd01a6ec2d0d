"""Desks to measure with, made and used as anybody would: by the command line."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.calendars import FIRST_DAY, LAST_DAY, NOW, Pair, director_address
from benchmarks.timing import Spent, spend

SYNC_IN_PART = frozenset({0, 1})


class BenchDesk:
    """One desk file and the data folder of the machine that uses it."""

    def __init__(self, path: Path, home: Path) -> None:
        self.path = path
        self.home = home

    def run(self, *words: str | Path, accept: frozenset[int] = frozenset({0})) -> Spent:
        """Run one command on the desk, with the clock standing still."""
        command = (sys.executable, "-m", "jointdesk", "--desk", self.path, *words)
        return spend(*command, environment=self.environment, accept=accept)

    def show(self, *words: str) -> Spent:
        """Open the window, and leave when its week is painted (--marked: with its conflicts)."""
        command = (sys.executable, "-m", "benchmarks.first_paint", "--desk", self.path)
        return spend(*command, *words, environment=self.environment)

    @property
    def environment(self) -> dict[str, str]:
        """What the desk's programs find around them."""
        return {
            "JOINTDESK_NOW": NOW.isoformat(),
            "JOINTDESK_DATA": str(self.home),
            "QT_QPA_PLATFORM": "offscreen",
        }


def new_desk(folder: Path) -> BenchDesk:
    """Make an empty desk of two organisations whose series are kept over the five years."""
    home = folder / "home"
    home.mkdir(parents=True)
    desk = BenchDesk(folder / "bench.desk", home)
    make = (sys.executable, "-m", "jointdesk", "new", desk.path, "--name", "Benchmark")
    spend(*make, environment=desk.environment)
    desk.run("org", "add", "CAL", "Calder Council", "--kind", "council", "--share", "50")
    desk.run("org", "add", "WEX", "Wexham ICB", "--kind", "icb", "--share", "50")
    emails = [f"--email={director_address(name)}" for name in ("cal", "wex")]
    person = json.loads(desk.run("person", "add", "Robin Marsh", *emails, "--json").output)["id"]
    desk.run("seat", "add", person, "--org", "CAL", "--role", "director")
    _keep_five_years(desk)
    return desk


def _keep_five_years(desk: BenchDesk) -> None:
    """Set the horizon before anything is read; there is no command for it."""
    import sqlite3
    from zoneinfo import ZoneInfo

    from jointdesk.derive.state import current_stamp
    from jointdesk.domain.moments import Span, midnight
    from jointdesk.store.derived import put_state

    zone = ZoneInfo("Europe/London")
    span = Span(midnight(FIRST_DAY.date(), zone), midnight(LAST_DAY.date(), zone))
    connection = sqlite3.connect(desk.path)
    with connection:
        put_state(connection, current_stamp(zone), span)
    connection.close()


def add_source(desk: BenchDesk, org: str, calendar: Path) -> str:
    """Connect a calendar file and return the source's id."""
    added = desk.run("source", "add", org, "ics", calendar, "--json")
    return str(json.loads(added.output)["id"])


def sync(desk: BenchDesk, source: str) -> tuple[Spent, dict[str, Any]]:
    """Read a source; return what that took and its report."""
    spent = desk.run("sync", source, "--json", accept=SYNC_IN_PART)
    (report,) = json.loads(spent.output)["sources"]
    return spent, report


def full_desk(cache: Path, calendars: Pair) -> BenchDesk:
    """Return a desk that has read both calendars; kept for the other measures of this run."""
    folder = cache / f"desk-{calendars.events}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        desk = new_desk(folder)
        for org, calendar in (("CAL", calendars.cal), ("WEX", calendars.wex)):
            sync(desk, add_source(desk, org, calendar))
        (folder / "done").touch()
    return BenchDesk(folder / "bench.desk", folder / "home")
