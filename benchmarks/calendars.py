"""Calendars to measure with: the same ones on every machine, two organisations at a time.

Five years of one director's meetings. 15 % recur, a third of those have EXDATEs, a fifth have
overrides; most times are Europe/London, some UTC, some all-day; attendees, alarms, and 300
bytes of description make about 1.2 kB an event. Overrides come on top of the count. WEX holds
one in 33 of CAL's meetings again, half of them under another UID.
"""

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.words import DESCRIPTIONS, DIRECTOR, PEOPLE, PLACES, TITLES, ZONE_LINES

FIRST_DAY = datetime(2024, 1, 1)  # noqa: DTZ001 (local time, as written in the file)
DAYS = 5 * 365 + 2
LAST_DAY = FIRST_DAY + timedelta(days=DAYS)
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
"""The moment every measure pretends to be at."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Event:
    """One meeting, single or recurring; `start` is local, or UTC where kind says so."""

    uid: str
    start: datetime
    minutes: int
    kind: str
    title: str
    rule: str = ""
    excluded: tuple[datetime, ...] = ()
    moved: dict[datetime, datetime] = field(default_factory=dict)


class Pair(NamedTuple):
    """Two organisations' calendars of one size, and the rules of CAL's as plain values."""

    events: int
    cal: Path
    wex: Path
    cal_folder: Path
    rules: Path


def pair(folder: Path, count: int) -> Pair:
    """Return the calendars of that many events each, written on first use."""
    written_by = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    home = folder / f"calendars-{written_by}"
    made = Pair(
        count,
        home / f"cal-{count}.ics",
        home / f"wex-{count}.ics",
        home / f"cal-{count}",
        home / f"cal-{count}.json",
    )
    if not made.rules.exists():
        home.mkdir(parents=True, exist_ok=True)
        cal, wex = _Calendar("cal", count), _Calendar("wex", count + 1)
        events = [cal.event(number) for number in range(count)]
        others = [
            wex.copy(number, events[number]) if number % 33 == 0 else wex.event(number)
            for number in range(count)
        ]
        _write(made.cal, (lines for event in events for lines in cal.components(event)))
        _write(made.wex, (lines for event in others for lines in wex.components(event)))
        made.rules.write_text(json.dumps([_plain(event) for event in events if event.rule]))
    return made


def one_file_each(calendars: Pair) -> Path:
    """Return a folder that holds CAL's calendar as one file per UID, as khal wants it."""
    folder = calendars.cal_folder
    if not folder.exists():
        building = folder.with_suffix(".unfinished")
        building.mkdir(parents=True, exist_ok=True)
        cal = _Calendar("cal", calendars.events)
        events = [cal.event(number) for number in range(calendars.events)]
        for event in events:
            _write(building / f"{event.uid}.ics", cal.components(event))
        building.rename(folder)
    return folder


class _Calendar:
    """Draws one organisation's meetings; equal seeds draw equal meetings."""

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.draw = random.Random(seed)

    def event(self, number: int) -> Event:
        """Draw one meeting."""
        draw = self.draw
        day = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
        if day.weekday() > 4 and draw.random() < 0.8:
            day -= timedelta(days=2)
        kind = draw.choices(("zoned", "utc", "all-day"), (85, 10, 5))[0]
        hour, minute = (
            draw.choice((9, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 19)),
            draw.choice((0, 0, 0, 15, 30, 30, 45)),
        )
        if kind == "all-day":
            hour, minute = 0, 0
        event = Event(
            uid=f"{draw.getrandbits(48):012x}-{number:06d}@{self.name}.example",
            start=day.replace(hour=hour, minute=minute),
            minutes=1440
            if kind == "all-day"
            else draw.choice((15, 30, 30, 45, 60, 60, 90, 120, 480)),
            kind=kind,
            title=draw.choice(TITLES) + f" {draw.randrange(1000)}",
        )
        return self._recurring(event) if draw.random() < 0.15 else event

    def copy(self, number: int, event: Event) -> Event:
        """The same meeting in this organisation's calendar, half the time under its own UID."""
        own = f"{number:012x}-copy@{self.name}.example"
        uid = event.uid if self.draw.random() < 0.5 else own
        return replace(event, uid=uid, rule="", excluded=(), moved={})

    def _recurring(self, event: Event) -> Event:
        draw = self.draw
        rule, step, each, most = _RULES[draw.choices(range(len(_RULES)), _WEIGHTS)[0]]
        weekday = WEEKDAYS[event.start.weekday()]
        rule = rule.format(
            day=weekday,
            days={"TU": "TU,TH", "TH": "TU,TH", "SA": "SA", "SU": "SU"}.get(weekday, "MO,WE,FR"),
            nth=(1, 2, 3, 4, -1)[(event.start.day - 1) // 7],
            date=event.start.day,
        )
        length, ending = most, draw.random()
        if most or ending < 0.35:
            length = draw.randint(4, most or 40)
            rule += f";COUNT={length}"
        elif ending < 0.8:
            until = event.start + timedelta(days=draw.randint(60, 700))
            rule += f";UNTIL={until:%Y%m%d}" + ("" if event.kind == "all-day" else "T235959Z")
            length = (until - event.start).days // step * each if step else 0
        steps = range(1, min((length or 36) // each, 12)) if step else range(0)
        excluded = self._some(event, step, steps, share=0.3)
        moved = {
            start: start + timedelta(minutes=draw.choice((-60, 30, 60, 1440)))
            for start in self._some(event, step, steps, share=0.2)
            if start not in excluded and event.kind != "all-day"
        }
        return replace(event, rule=rule, excluded=excluded, moved=moved)

    def _some(self, event: Event, step: int, steps: range, share: float) -> tuple[datetime, ...]:
        """Some later starts of the series, or none; `share` of all series have some."""
        if not steps or self.draw.random() >= share:
            return ()
        count = self.draw.randint(1, min(3, len(steps)))
        picked = sorted(self.draw.sample(steps, count))
        return tuple(event.start + timedelta(days=step * number) for number in picked)

    def components(self, event: Event) -> Iterator[list[str]]:
        """The meeting's VEVENTs as unfolded lines: the master, then the overrides."""
        draw = random.Random(event.uid + self.name)
        series = [f"RRULE:{event.rule}"] if event.rule else []
        series += [_moment("EXDATE", start, event.kind) for start in event.excluded]
        yield self._component(event, event.start, event.title, series, draw)
        for original, start in event.moved.items():
            recurrence = [_moment("RECURRENCE-ID", original, event.kind)]
            yield self._component(event, start, f"{event.title} (moved)", recurrence, draw)

    def _component(
        self, event: Event, start: datetime, title: str, more: list[str], draw: random.Random
    ) -> list[str]:
        written = event.start - timedelta(days=draw.randint(3, 60))
        lines = [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{written:%Y%m%dT%H%M%S}Z",
            f"LAST-MODIFIED:{written:%Y%m%dT%H%M%S}Z",
            f"SEQUENCE:{draw.randint(0, 4)}",
            *more,
            _moment("DTSTART", start, event.kind),
            _moment("DTEND", start + timedelta(minutes=event.minutes), event.kind),
            f"SUMMARY:{title}",
            f"DESCRIPTION:{draw.choice(DESCRIPTIONS)}",
            f"STATUS:{draw.choices(('CONFIRMED', 'TENTATIVE'), (90, 10))[0]}",
            f"TRANSP:{draw.choices(('OPAQUE', 'TRANSPARENT'), (85, 15))[0]}",
            f"CLASS:{draw.choices(('PUBLIC', 'PRIVATE'), (97, 3))[0]}",
        ]
        if place := draw.choice(PLACES):
            lines.append(f"LOCATION:{place}")
        lines += self._people(draw)
        if draw.random() < 0.3:
            lines += ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Reminder"]
            lines += ["TRIGGER:-PT15M", "END:VALARM"]
        return [*lines, "END:VEVENT"]

    def _people(self, draw: random.Random) -> Iterator[str]:
        invited = draw.sample(PEOPLE, draw.choice((0, 0, 1, 2, 3, 3, 4, 5, 8)))
        if not invited:
            return
        name = draw.choice(PEOPLE)
        yield f'ORGANIZER;CN="{name}":mailto:{_address(name, self.name)}'
        for name in (DIRECTOR, *invited):
            reply = draw.choices(
                ("ACCEPTED", "NEEDS-ACTION", "TENTATIVE", "DECLINED"), (6, 2, 1, 1)
            )
            yield (
                f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={reply[0]};RSVP=TRUE;"
                f'CN="{name}":mailto:{_address(name, self.name)}'
            )


# Rule, days of a step that hits it again (0: none does), starts in a step, longest COUNT.
_RULES = (
    ("FREQ=WEEKLY;BYDAY={day}", 7, 1, 0),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY={day}", 14, 1, 0),
    ("FREQ=WEEKLY;BYDAY={days}", 7, 3, 0),
    ("FREQ=MONTHLY;BYDAY={nth}{day}", 0, 1, 0),
    ("FREQ=MONTHLY;BYMONTHDAY={date}", 0, 1, 0),
    ("FREQ=DAILY", 1, 1, 20),
    ("FREQ=YEARLY", 0, 1, 0),
)
_WEIGHTS = (45, 15, 10, 15, 7, 5, 3)


def director_address(organisation: str) -> str:
    """The director's e-mail address in that organisation, as its calendar writes it."""
    return _address(DIRECTOR, organisation)


def _address(name: str, organisation: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{organisation}.example"


def _moment(name: str, when: datetime, kind: str) -> str:
    """A date property as the kind of event writes it."""
    if kind == "all-day":
        return f"{name};VALUE=DATE:{when:%Y%m%d}"
    if kind == "utc":
        return f"{name}:{when:%Y%m%dT%H%M%S}Z"
    return f"{name};TZID=Europe/London:{when:%Y%m%dT%H%M%S}"


def _plain(event: Event) -> dict[str, object]:
    """A recurring event for libraries that know only rules."""
    return {
        "start": event.start.isoformat(),
        "kind": event.kind,
        "rule": event.rule,
        "without": [start.isoformat() for start in (*event.excluded, *event.moved)],
        "minutes": event.minutes,
    }


def _write(path: Path, components: Iterable[list[str]]) -> None:
    frame = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//JointDesk//benchmarks//EN", *ZONE_LINES]
    with path.open("wb") as file:
        file.writelines(map(_folded, frame))
        for lines in components:
            file.writelines(map(_folded, lines))
        file.write(b"END:VCALENDAR\r\n")


def _folded(line: str) -> bytes:
    """The line with its end, folded at 75 octets and never inside a character (RFC 5545 3.1)."""
    octets = line.encode()
    if len(octets) <= 75:
        return octets + b"\r\n"
    parts, limit = [], 75
    while octets:
        cut = min(limit, len(octets))
        while cut < len(octets) and octets[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(octets[:cut])
        octets, limit = octets[cut:], 74
    return b"\r\n ".join(parts) + b"\r\n"
