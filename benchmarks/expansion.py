"""Bar 6: all occurrences of a calendar's series over five years."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.calendars import FIRST_DAY, LAST_DAY, Pair
from benchmarks.figures import Figure
from benchmarks.peers import libical
from benchmarks.setting import Setting
from benchmarks.timing import cpu_of, in_turn
from jointdesk.domain.moments import midnight
from jointdesk.ical.expanding import expand
from jointdesk.ical.scanning import scan
from jointdesk.ical.series import Series, parse

LONDON = ZoneInfo("Europe/London")


def measure(setting: Setting) -> Iterator[Figure]:
    """Our expansion against three others, of series that are already read."""
    calendars = setting.calendars(setting.middle)
    series = read(calendars.cal)
    recurring = [one for one in series if one.components[0].rule]
    rules = json.loads(calendars.rules.read_text())
    program = setting.peers.libical
    calls = {
        "ours": lambda: cpu_of(lambda: _ours(series), as_worker=True)[0],
        "ours, rules": lambda: cpu_of(lambda: _ours(recurring), as_worker=True)[0],
        "dateutil": lambda: cpu_of(lambda: _dateutil(rules))[0],
    }
    if program:
        calls["libical"] = lambda: libical(program, calendars.cal).expand
    took = in_turn(setting.rounds, calls)
    what = f"expand {setting.middle:,} events over five years"
    yield Figure(
        6, what + ", rules", took["ours, rules"], "s", "dateutil.rrule", took["dateutil"], 1 / 4
    )
    found = _ours(series)
    wrong = "" if not program else _differs(found, _libical_occurrences(program, calendars))
    yield Figure(6, what, took["ours"], "s", "libical in C", took.get("libical"), 1 / 2, wrong)
    seconds, theirs = _recurring_ical_events(calendars)
    wrong = _differs(found, theirs)
    yield Figure(6, what, took["ours"], "s", "recurring_ical_events", seconds, 1 / 80, wrong)


def read(path: Path) -> list[Series]:
    """Read every series of a calendar file."""
    parsed = (parse(one, LONDON, path.name) for one in scan(path.read_bytes(), path.name).resources)
    return [one.series for one in parsed if one.series is not None]


def _ours(series: list[Series]) -> int:
    start, end = midnight(FIRST_DAY.date(), LONDON), midnight(LAST_DAY.date(), LONDON)
    return sum(map(len, (expand(one, start, end).instances for one in series)))


def _libical_occurrences(program: Path, calendars: Pair) -> int:
    """What libical finds, without the starts that overrides replace: it gives these too."""
    starts = re.findall(rb"\nRECURRENCE-ID[^:]*:(\d{8})", calendars.cal.read_bytes())
    replaced: int = sum(start.decode() < f"{LAST_DAY:%Y%m%d}" for start in starts)
    return libical(program, calendars.cal).occurrences - replaced


def _differs(ours: int, theirs: int) -> str:
    return "" if ours == theirs else f"{ours} occurrences here, {theirs} there"


def _dateutil(rules: list[dict[str, object]]) -> int:
    """Rules only, which is all it knows: no reading, no overrides."""
    from dateutil.rrule import rrulestr

    zones = {"zoned": LONDON, "utc": UTC, "all-day": None}
    found = 0
    for one in rules:
        zone = zones[str(one["kind"])]
        start = datetime.fromisoformat(str(one["start"])).replace(tzinfo=zone)
        without = {
            datetime.fromisoformat(text).replace(tzinfo=zone)
            for text in one["without"]  # type: ignore[attr-defined]
        }
        after = FIRST_DAY.replace(tzinfo=zone) - timedelta(days=1)
        for moment in rrulestr(str(one["rule"]), dtstart=start).xafter(after, inc=True):
            if moment >= LAST_DAY.replace(tzinfo=zone):
                break
            found += moment not in without
    return found


def _recurring_ical_events(calendars: Pair) -> tuple[float, int]:
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar.from_ical(calendars.cal.read_bytes())
    query = recurring_ical_events.of(calendar)
    window = (FIRST_DAY.replace(tzinfo=LONDON), LAST_DAY.replace(tzinfo=LONDON))
    seconds, found = cpu_of(lambda: query.between(*window))
    return seconds, len(found)
