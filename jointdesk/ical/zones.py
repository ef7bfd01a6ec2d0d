"""Time zones as one calendar names them: its own definitions first, then what names mean.

Every calendar has its own map; nothing that one file says about a zone reaches another.
"""

import re
from datetime import UTC, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jointdesk.domain.components import UNKNOWN_ZONE
from jointdesk.domain.moments import DAY
from jointdesk.ical.defined_zones import DefinedZone, agrees_since, define_zone
from jointdesk.ical.properties import find_property, read_component
from jointdesk.ical.structure import block_at, is_begin, mark_name, marks
from jointdesk.ical.values import line_text, short
from jointdesk.ical.wall_clock import EPOCH_DAY, WallClock
from jointdesk.ical.zone_names import fixed_offset, iana_name

_UTC_NAMES = re.compile(r"(?:Etc/)?(?:UTC|UCT|Universal|Zulu)")
_NEVER = 1 << 30
# What a VTIMEZONE of a doubtful name is compared with, beside the desk's own zone.
_HOME = "Europe/London"
_ALIASES = ("X-LIC-LOCATION", "TZID-ALIAS-OF")
_UTC_CLOCK = WallClock(UTC)


class Zone(NamedTuple):
    """A time zone of one calendar: the name for `Component.zone`, and its wall clock.

    `note` says what is doubtful about it. From day `since` (proleptic ordinal) on, `same` is an
    IANA zone with the same offsets.
    """

    name: str
    clock: WallClock
    note: str = ""
    same: "Zone | None" = None
    since: int = _NEVER

    def on(self, day: int) -> "Zone":
        """Return the zone to use for a local day: the IANA zone where it is the same."""
        return self.same if self.same is not None and day >= self.since else self


class ZoneMap:
    """What the TZIDs of one calendar mean, and what else its frame says.

    `method` is METHOD in upper case. `desk` is the desk's zone, `floating` the zone of times
    without one: the desk's, unless X-WR-TIMEZONE names another. `found` is for `quick`: known
    zones by the parameters that name them.
    """

    def __init__(self, frame: bytes, desk: ZoneInfo) -> None:
        self._definitions, own = split_frame(frame)
        self._zones: dict[str, Zone] = {}
        self.found: dict[bytes, Zone] = {}
        self._home = desk.key
        self.desk = Zone("", clock_of(desk.key) or WallClock(desk))
        self.utc = Zone("UTC", _UTC_CLOCK)
        properties = {line.name: line.value for line in read_component(own)[0]}
        self.method = properties.get("METHOD", "").strip().upper()
        self.floating = self._floating(properties.get("X-WR-TIMEZONE", ""))

    def find(self, tzid: str) -> Zone:
        """Return the zone that a TZID means; an unknown one has a note and the desk's clock."""
        zone = self._zones.get(tzid)
        if zone is None:
            zone = self._zones[tzid] = self._defined(tzid) or self._named(tzid)
        return zone

    def _floating(self, name: str) -> Zone:
        zone = self.find(name) if name.strip() else self.desk
        return self.desk if zone.name.startswith(UNKNOWN_ZONE) else zone

    def _named(self, tzid: str) -> Zone:
        name = iana_name(tzid)
        clock = clock_of(name) if name else None
        if clock:
            return Zone("UTC" if _UTC_NAMES.fullmatch(name) else name, clock)
        note = f"The time zone {short(tzid)} is unknown; its times are read as local"
        return Zone(UNKNOWN_ZONE + line_text(tzid), self.desk.clock, note)

    def _defined(self, tzid: str) -> Zone | None:
        """Return the zone that a VTIMEZONE of the calendar defines, None without a usable one."""
        block = self._definitions.get(zone_key(tzid))
        defined = definition(block) if block else None
        if block is None or defined is None:
            return None
        name = line_text(tzid) or "VTIMEZONE"
        named = [tzid, *(find_property(block, alias) or "" for alias in _ALIASES)]
        for candidate in dict.fromkeys([*map(iana_name, named), self._home, _HOME]):
            clock = clock_of(candidate) if candidate else None
            since = agreement(block, candidate) if clock else None
            if clock and since is not None:
                same = Zone("UTC" if _UTC_NAMES.fullmatch(candidate) else candidate, clock)
                return Zone(name, WallClock(defined), same=same, since=since)
        # A list of changes says nothing about the years behind it; the name does.
        known = self._named(tzid)
        if defined.is_endless or known.note:
            return Zone(name, WallClock(defined))
        since = defined.listed_to // DAY + EPOCH_DAY
        return Zone(name, WallClock(defined), same=known, since=since)


@lru_cache(maxsize=64)
def zone_map(frame: bytes, desk: ZoneInfo) -> ZoneMap:
    """Return the zones of a calendar's frame, as a desk in that zone reads them."""
    return ZoneMap(frame, desk)


@lru_cache(maxsize=256)
def clock_of(name: str) -> WallClock | None:
    """Return the wall clock of a name that `iana_name` gave, None if this machine has none."""
    if _UTC_NAMES.fullmatch(name):
        return _UTC_CLOCK
    offset = fixed_offset(name)
    if offset is not None:
        return WallClock(timezone(timedelta(seconds=offset)))
    try:
        return WallClock(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=64)
def definition(block: bytes) -> DefinedZone | None:
    """Return the zone that the text of a VTIMEZONE defines, None if it defines none."""
    try:
        return define_zone(block)
    except ValueError:
        return None


@lru_cache(maxsize=256)
def agreement(block: bytes, name: str) -> int | None:
    """Return the day since which a VTIMEZONE and a named zone agree, None if they do not."""
    defined, clock = definition(block), clock_of(name)
    since = agrees_since(defined, clock.zone) if defined and clock and clock.zone else None
    return None if since is None else since // DAY + EPOCH_DAY + 1


def zone_key(tzid: str) -> str:
    """Return a TZID as it is compared."""
    return tzid.strip().strip('"').casefold()


def split_frame(frame: bytes) -> tuple[dict[str, bytes], bytes]:
    """Return the VTIMEZONEs of a frame by `zone_key` of TZID, and the calendar's own lines."""
    definitions: dict[str, bytes] = {}
    own: list[bytes] = []
    end = 0
    for mark in marks(frame, 0):
        begin = mark.start(1)
        if begin < end or not is_begin(mark) or mark_name(mark) != b"VTIMEZONE":
            continue
        own.append(frame[end:begin])
        end = block_at(frame, begin).end
        block = frame[begin:end]
        definitions.setdefault(zone_key(find_property(block, "TZID") or ""), block)
    own.append(frame[end:])
    definitions.pop("", None)
    return definitions, b"".join(own)
