"""Bar 3: the same feed again, with little or nothing changed."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from benchmarks.desks import BenchDesk, add_source, new_desk, sync
from benchmarks.figures import Figure
from benchmarks.setting import Setting


def measure(setting: Setting) -> Iterator[Figure]:
    """`jointdesk sync` for the first time, after one change, and after new DTSTAMPs only."""
    for events in (setting.middle, setting.large):
        data = setting.calendars(events).cal.read_bytes()
        feed = setting.work / "feed.ics"
        feed.write_bytes(data)
        shutil.rmtree(setting.work / "again", ignore_errors=True)
        desk = new_desk(setting.work / "again")
        source = add_source(desk, "CAL", feed)
        first = sync(desk, source)[0].cpu

        feed.write_bytes(data.replace(b"\nSUMMARY:", b"\nSUMMARY:Now ", 1))
        spent, report = sync(desk, source)
        wrong = "" if report["changed"] == 1 else f"reported {report['changed']} changed, not 1"
        yield Figure(
            3, f"one of {events:,} changed", spent.cpu, "s", "first ingest", first, 0.12, wrong
        )
        yield _only_stamps(desk, source, feed, first, events)


def _only_stamps(desk: BenchDesk, source: str, feed: Path, first: float, events: int) -> Figure:
    feed.write_bytes(re.sub(rb"\nDTSTAMP:\d{8}", b"\nDTSTAMP:20261129", feed.read_bytes()))
    before = _rows(desk.path)
    spent, report = sync(desk, source)
    grown = {table for table, rows in _rows(desk.path).items() if rows != before.get(table)}
    wrong = "" if report["changed"] == 0 else f"reported {report['changed']} changed"
    if grown - {"sync_run"}:
        wrong = f"wrote to {', '.join(sorted(grown))}"
    what = f"every DTSTAMP of {events:,} changed"
    return Figure(3, what, spent.cpu, "s", "first ingest", first, 0.12, wrong)


def _rows(path: Path) -> dict[str, int]:
    """How many rows each table of a desk has."""
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    rows = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }
    connection.close()
    return rows
