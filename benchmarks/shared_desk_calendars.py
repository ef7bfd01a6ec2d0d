"""Issue 6: calendars that the server carries, against reading the same file oneself.

One tenth of the events is private: for the other body they become times. On loopback, the server
without fsync.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.figures import Figure
from benchmarks.setting import Setting
from jointdesk.domain.moments import Instant
from tests.desk.calendar_desks import CalendarDesks, calendar_desks
from tests.postgres import running_postgres

_BAR = 12
_PRIVATE_EVERY = 10
_FIRST_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def measure(setting: Setting) -> Iterator[Figure]:
    """Handing a calendar on, taking it in as either PA, and what changes cost later."""
    folder = setting.work / "shared_desk_calendars"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for server in running_postgres():
        desks = calendar_desks(folder, server.new_database(), Instant(int(time.time())))
        yield from _figures(desks, setting.middle)
        desks.close()


def _figures(desks: CalendarDesks, count: int) -> Iterator[Figure]:
    desks.exchange("Imogen", "Tom", "Bridget", "Imogen")
    events = [_event(number) for number in range(count)]
    desks.says("CAL", *events)
    reading = _waited(desks.read)

    def against(what: str, ours: float) -> Figure:
        return Figure(_BAR, what, ours, "s", "the file read by oneself", reading)

    what = f"a calendar of {count:,} events"
    yield against(f"{what} handed on", _waited(lambda: desks.sync("Imogen")))
    yield against(f"{what} taken in, its own PA", _waited(lambda: desks.sync("Tom")))
    yield against(f"{what} taken in, the other PA", _waited(lambda: desks.sync("Bridget")))
    desks.exchange()
    idle = min(_waited(lambda: desks.sync("Imogen")) for _ in range(20))
    yield Figure(_BAR, "an exchange of nothing beside it", idle, "s")
    events[count // 2] = events[count // 2].replace("Meeting", "Moved meeting")
    desks.says("CAL", *events)
    desks.read()
    yield Figure(_BAR, "one event changed, handed on", _waited(lambda: desks.sync("Imogen")), "s")
    yield Figure(_BAR, "one event changed, taken in", _waited(lambda: desks.sync("Tom")), "s")


def _event(number: int) -> str:
    start = _FIRST_DAY + timedelta(hours=number)
    lines = [
        f"UID:carried-{number}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{start + timedelta(minutes=45):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:Meeting {number}",
        "LOCATION:Town Hall",
        "CLASS:PUBLIC" if number % _PRIVATE_EVERY else "CLASS:PRIVATE",
    ]
    return "\r\n".join(lines)


def _waited(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
