"""Calendars as other programs keep them: their texts change at random, and machines read them.

What is private says a *secret* of its body; what is open says an *open word*. An event that
becomes private may keep its open word, which nobody else may have any more then.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from jointdesk.domain.moments import Instant

SECRETS = {"CAL": "xyzzycal", "WEX": "xyzzywex"}
"""What every secret of a body begins with."""
NOBODYS = "xyzzydirector"
"""What begins what only the director may read: it is on something private of each body."""

_ODD = (
    "DESCRIPTION:one\\n CLASS:PRIVATE", "X-OWN;X=\"a:b\":\\u0041\u2028x", "CATEGORIES:A,B;C\\;,",
    "LOCATION:<b>Hall</b>\\, https://example.org", "COMMENT:B\0ell \U0001f600", "CLASS:",
    "CLA\r\n SS:PUBLIC", "ATTENDEE;CN=\"x;y\":mailto:imogen@example.org", "STATUS:TENTATIVE",
    "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "RDATE:20240110T100000Z",
    "DTSTAMP:nonsense", "BEGIN:VALARM\r\nTRIGGER:-PT1H\r\nEND:VALARM", "SEQUENCE:3",
)  # fmt: skip
_MARKS = ("CLASS:PRIVATE", "class:Confidential", "CLA\r\n SS:PRI\r\n VATE", 'CLASS;X="y":PRIVATE')
_OVERRIDES = ("", "", "moved", "private", "free", "cancelled")
_FORM = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Happening:
    """What one UID of a calendar holds: an event, or a series with perhaps an override.

    `weeks` is how often it is repeated, 1 for once. `is_plain` is True while nothing but its
    time has changed since it was made.
    """

    uid: str
    title: str
    start: datetime
    is_private: bool
    mark: str = ""
    odd: str = ""
    weeks: int = 1
    override: str = ""
    override_title: str = ""
    zone: str = ""
    is_plain: bool = True

    @property
    def is_hidden(self) -> bool:
        """True if any part of it is private."""
        return self.is_private or self.override == "private"

    @property
    def words(self) -> list[str]:
        """The words that it says."""
        return [one for one in (self.title, self.override_title, self.zone) if one]

    def has_ended(self, now: Instant) -> bool:
        """True if it lies in the past: where it is published no more, the diary keeps it."""
        return self.start + timedelta(days=7 * (self.weeks - 1), hours=1) < _utc(now)

    def text(self) -> str:
        """Return its components."""
        at = f"TZID={self.zone}:{self.start:%Y%m%dT%H%M%S}" if self.zone else ""
        said = [
            f"UID:{self.uid}", f"SUMMARY:{self.title}", f"DTSTAMP:{self.start:{_FORM}}",
            f"DTSTART;{at}" if at else f"DTSTART:{self.start:{_FORM}}", "DURATION:PT1H",
            *([f"RRULE:FREQ=WEEKLY;COUNT={self.weeks}"] if self.weeks > 1 else []),
            *([f"DESCRIPTION:About {self.title}", self.mark] if self.is_private else []),
            *([self.odd] if self.odd else []),
        ]  # fmt: skip
        parts = [_component(said)]
        if self.override:
            parts.append(_component(self._overridden()))
        return "".join(parts)

    def _overridden(self) -> list[str]:
        second = self.start + timedelta(days=7)
        at = second + timedelta(hours=2) if self.override == "moved" else second
        zone = f";TZID={self.zone}" if self.zone else ""
        form = "%Y%m%dT%H%M%S" if self.zone else _FORM
        said = {
            "moved": [], "private": [_MARKS[0]], "free": ["TRANSP:TRANSPARENT"],
            "cancelled": ["STATUS:CANCELLED"],
        }[self.override]  # fmt: skip
        own = _MARKS[:1] if self.is_private and self.override != "private" else []
        return [
            f"UID:{self.uid}", f"SUMMARY:{self.override_title}", f"DTSTART{zone}:{at:{form}}",
            "DURATION:PT1H", f"RECURRENCE-ID{zone}:{second:{form}}", *said, *own,
        ]  # fmt: skip


def _utc(now: Instant) -> datetime:
    return datetime(1970, 1, 1) + timedelta(seconds=now)  # noqa: DTZ001 (UTC throughout)


def _component(lines: list[str]) -> str:
    body = "\r\n".join(lines)
    return f"BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\n"


def _zone(name: str) -> str:
    """Return the definition of a time zone that is an hour ahead."""
    own = "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\n"
    return f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{own}END:STANDARD\r\nEND:VTIMEZONE\r\n"


@dataclass
class Outside:
    """One calendar outside: whose it is, where it lies, and what it holds.

    `id` is that of its collection on the desk. `readers` are those who can reach it.
    """

    code: str
    path: Path
    readers: tuple[str, ...]
    chance: random.Random
    numbers: Iterator[int]
    id: str = ""
    held: list[Happening] = field(default_factory=list)
    gone: list[Happening] = field(default_factory=list)
    is_broken: bool = False

    def write(self) -> None:
        """Have the file say what it holds, or nonsense."""
        zones = "".join(_zone(one) for one in sorted({one.zone for one in self.held} - {""}))
        events = "".join(one.text() for one in self.held)
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zones}{events}END:VCALENDAR\r\n"
        self.path.write_text("no calendar" if self.is_broken else text, "utf-8", newline="")

    def change(self, now: Instant) -> str:
        """Have somebody outside change something; return what."""
        doings = (self._add, self._add, self._move, self._retitle, self._turn, self._turn,
                  self._remove, self._twin, self._rename, self._shuffle, self._spoil)  # fmt: skip
        done = self.chance.choice(doings)
        said = done(_utc(now))
        self.write()
        return f"{done.__name__.strip('_')} {said}"

    def add(self, now: Instant, *, is_private: bool) -> Happening:
        """Have a single plain event in a few days be in it."""
        made = self._made(_utc(now), is_private=is_private)
        made = replace(made, weeks=1, override="", override_title="", odd="", zone="")
        self.held.append(made)
        self.write()
        return made

    def _word(self, *, is_private: bool) -> str:
        return f"{SECRETS[self.code] if is_private else 'openword'}{next(self.numbers)}z"

    def _slot(self, now: datetime) -> datetime:
        """Return an hour of the next days; there are few, so that things clash."""
        day = now.replace(hour=0, minute=0, second=0) + timedelta(days=self.chance.randrange(1, 9))
        return day.replace(hour=self.chance.choice((9, 9, 10, 11)))

    def _made(self, now: datetime, *, is_private: bool) -> Happening:
        number = next(self.numbers)
        weeks = self.chance.choice((1, 1, 1, 4))
        override = self.chance.choice(_OVERRIDES) if weeks > 1 else ""
        is_hidden = is_private or override == "private"
        zone = self._word(is_private=True) if is_private and self.chance.random() < 0.2 else ""
        return Happening(
            self._word(is_private=True) if is_private and self.chance.random() < 0.2
            else self.chance.choice((f"u{number}", f"u{number}", f"CLASS:u{number}\\,x")),
            self._word(is_private=is_private), self._slot(now), is_private,
            mark=self.chance.choice(_MARKS), weeks=weeks, override=override, zone=zone,
            override_title=self._word(is_private=is_hidden) if override else "",
            odd=self.chance.choice(_ODD) if self.chance.random() < 0.3 else "",
        )  # fmt: skip

    def _add(self, now: datetime) -> object:
        self.held.append(self._made(now, is_private=self.chance.random() < 0.4))
        return self.held[-1]

    def _one(self) -> int | None:
        return self.chance.randrange(len(self.held)) if self.held else None

    def _move(self, now: datetime) -> object:
        if (at := self._one()) is not None:
            self.held[at] = replace(self.held[at], start=self._slot(now))
        return at is not None and self.held[at]

    def _retitle(self, _: datetime) -> object:
        if (at := self._one()) is not None:
            title = self._word(is_private=self.held[at].is_private)
            self.held[at] = replace(self.held[at], title=title, is_plain=False)
        return at is not None and self.held[at]

    def _turn(self, _: datetime) -> object:
        """What is open becomes private, under its own words or others; and the other way."""
        if (at := self._one()) is None:
            return False
        one = self.held[at]
        if SECRETS[self.code] in one.uid + one.zone:  # known to nobody else for ever
            return False
        is_private = not one.is_private
        title, other = one.title, one.override_title
        if not is_private or self.chance.random() < 0.5:
            title = self._word(is_private=is_private)
            is_hidden = is_private or one.override == "private"
            other = self._word(is_private=is_hidden) if other else ""
        self.held[at] = replace(
            one, is_private=is_private, title=title, override_title=other, is_plain=False
        )
        return self.held[at]

    def _remove(self, _: datetime) -> object:
        if (at := self._one()) is not None:
            self.gone.append(self.held.pop(at))
        return at is not None and self.gone[-1]

    def _twin(self, now: datetime) -> object:
        """Another event has the UID of one that is there."""
        if (at := self._one()) is not None:
            made = self._made(now, is_private=self.held[at].is_private)
            uid = self.held[at].uid
            self.held[at] = replace(self.held[at], is_plain=False)
            self.held.append(replace(made, uid=uid, is_plain=False))
        return at is not None and self.held[at]

    def _rename(self, _: datetime) -> object:
        if (at := self._one()) is not None:
            self.gone.append(self.held[at])
            uid = f"u{next(self.numbers)}"
            self.held[at] = replace(self.held[at], uid=uid, is_plain=False)
        return at is not None and self.held[at]

    def _shuffle(self, _: datetime) -> object:
        self.chance.shuffle(self.held)
        return ""

    def _spoil(self, _: datetime) -> object:
        self.is_broken = not self.is_broken
        return self.is_broken


def some_calendars(folder: Path, chance: random.Random) -> list[Outside]:
    """Return two or three calendars, of both bodies, that hold something already or nothing."""
    folder.mkdir()
    numbers = count(chance.randrange(10_000, 20_000))
    readers = {"CAL": ("Imogen", "Tom"), "WEX": ("Imogen", "Bridget")}
    found = []
    for code in ("CAL", "WEX", "CAL")[: chance.choice((2, 3))]:
        able = chance.choice((readers[code], readers[code], readers[code][1:], readers[code][:1]))
        made = Outside(code, folder / f"{len(found)} {code}.ics", able, chance, numbers)
        made.write()
        found.append(made)
    return found
