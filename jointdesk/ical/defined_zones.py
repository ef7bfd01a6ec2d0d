"""Time zones that a file defines itself: VTIMEZONE (RFC 5545 section 3.6.5).

Properties of RFC 7808 and others that are not needed are passed over.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from jointdesk.domain.moments import DAY, Instant
from jointdesk.ical.properties import Property, read_component
from jointdesk.ical.recurrence import expand_rule
from jointdesk.ical.recurrence_rule import RecurrenceRule, parse_rule
from jointdesk.ical.recurrence_start import Start
from jointdesk.ical.structure import block_at, is_begin, line_end, mark_name, marks
from jointdesk.ical.values import parse_local_time, parse_offset
from jointdesk.ical.wall_clock import EPOCH_DAY, WallClock

_FIRST_DAY = date(1900, 1, 1).toordinal()
_LAST_DAY = date(2200, 1, 1).toordinal()
_MOST_OBSERVANCES = 200
_MOST_ONSETS = 700

# Rules that never end are compared up to here, and have to agree at least from here on.
_COMPARED_FROM = (date(1970, 1, 1).toordinal() - EPOCH_DAY) * DAY
_AGREED_FROM = (date(2010, 1, 1).toordinal() - EPOCH_DAY) * DAY
_COMPARED_TO = (date(2037, 12, 31).toordinal() - EPOCH_DAY) * DAY
_SAMPLE = 30 * DAY
_LIST_LASTS = 366 * DAY


class _Onset(NamedTuple):
    """The offset from UTC changes at an instant, from `before` to `after` (seconds east)."""

    at: Instant
    before: int
    after: int


class DefinedZone(tzinfo):
    """The zone that a VTIMEZONE defines.

    Wall times in a gap or an overlap follow PEP 495. Before its first onset the zone has the
    offset that this onset ends. `is_endless` is False where its last onset is merely the last
    that the file lists; `listed_to` is how far such a list can be meant to reach.
    """

    def __init__(self, onsets: list[_Onset], *, is_endless: bool) -> None:
        self.is_endless = is_endless
        self.onsets = [onset.at for onset in onsets]
        self.listed_to = self.onsets[-1] + _LIST_LASTS
        self._offsets = [onsets[0].before, *(onset.after for onset in onsets)]
        # From these wall times on the new offset holds, for fold 0 and for fold 1.
        self._first_walls = [onset.at + max(onset.before, onset.after) for onset in onsets]
        self._second_walls = [onset.at + min(onset.before, onset.after) for onset in onsets]

    @property
    def changes(self) -> list[tuple[Instant, int, int]]:
        """When the offset changes, each time once, and the seconds east before and after."""
        after = dict(zip(self.onsets, self._offsets[1:], strict=True))
        return list(zip(after, (self._offsets[0], *after.values()), after.values(), strict=False))

    def offset_at(self, when: Instant) -> int:
        """Return the seconds east of UTC at an instant."""
        return self._offsets[bisect_right(self.onsets, when)]

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """Return the offset at a wall time, as `datetime` asks for it."""
        if moment is None:
            return timedelta(seconds=self._offsets[-1])
        walls = self._second_walls if moment.fold else self._first_walls
        return timedelta(seconds=self._offsets[bisect_right(walls, _wall(moment))])

    def fromutc(self, moment: datetime) -> datetime:
        """Return the wall time of a moment given in UTC's digits."""
        offset = self.offset_at(_wall(moment))
        local = moment + timedelta(seconds=offset)
        return local if self.utcoffset(local).total_seconds() == offset else local.replace(fold=1)

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Nothing needs to know."""

    def tzname(self, moment: datetime | None) -> str:
        """Return a name for messages."""
        return "defined"


def define_zone(block: bytes) -> DefinedZone:
    """Return the zone that the text of a VTIMEZONE defines; parts that are wrong are left out.

    Raises:
        ValueError: it has no part that can be used.
    """
    onsets: list[_Onset] = []
    is_endless = False
    for text in _observances(block):
        properties = read_component(text)[0]
        try:
            onsets += _onsets(properties)
        except ValueError:
            continue
        is_endless |= any(_is_endless(rule) for rule in _rules(properties))
    if not onsets:
        raise ValueError("it defines no offset from UTC")
    # Sorting is stable: of two changes at one instant the later in the file counts.
    onsets.sort(key=lambda onset: onset.at)
    # One offset for ever is no list of changes.
    is_constant = all(onset.before == onset.after for onset in onsets)
    return DefinedZone(onsets, is_endless=is_endless or is_constant)


def agrees_since(defined: DefinedZone, zone: tzinfo) -> Instant | None:
    """Return the instant since which both zones have the same offsets, None if they differ.

    They are compared as far as the definition reaches. An endless one has to agree since 2010
    (old rules are often left out), one that lists its changes has to agree in all of them.
    """
    first = max(defined.onsets[0], _COMPARED_FROM)
    last = _COMPARED_TO if defined.is_endless else defined.onsets[-1]
    moments = set(range(first, last, _SAMPLE)) | {last}
    for onset in defined.onsets:
        moments |= {onset - 1, onset} if first < onset <= last else set()
    clock = WallClock(zone)
    limit = max(_AGREED_FROM, first) if defined.is_endless else first
    since: Instant | None = None
    for moment in sorted(moments, reverse=True):
        day, second = clock.wall(moment)
        if (day - EPOCH_DAY) * DAY + second - moment != defined.offset_at(moment):
            return since if since is not None and since <= limit else None
        since = moment
    return (_FIRST_DAY - EPOCH_DAY) * DAY


def _wall(moment: datetime) -> int:
    """Return the digits of a date and time as seconds."""
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    return (moment.toordinal() - EPOCH_DAY) * DAY + seconds


def _observances(block: bytes) -> Iterator[bytes]:
    """Yield the text of each STANDARD and DAYLIGHT."""
    found = 0
    for mark in marks(block, 0):
        if is_begin(mark) and mark_name(mark) in (b"STANDARD", b"DAYLIGHT"):
            found += 1
            if found <= _MOST_OBSERVANCES:
                begin = mark.start(1)
                yield block[begin : max(block_at(block, begin).end, line_end(block, begin))]


def _rules(properties: list[Property]) -> list[RecurrenceRule]:
    return [parse_rule(line.value) for line in properties if line.name == "RRULE"]


def _is_endless(rule: RecurrenceRule) -> bool:
    return rule.until is None and rule.count is None


def _onsets(properties: list[Property]) -> list[_Onset]:
    """Return when an observance begins.

    Raises:
        ValueError: DTSTART or an offset is missing or wrong, or a rule is refused.
    """
    values = {line.name: line.value for line in properties}
    if not {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= values.keys():
        raise ValueError("a part has no DTSTART or no offset")
    before, after = parse_offset(values["TZOFFSETFROM"]), parse_offset(values["TZOFFSETTO"])
    clock = WallClock(timezone(timedelta(seconds=before)))
    day, second, _ = parse_local_time(values["DTSTART"])
    start = Start(day, second or 0, False, clock)
    instants = {start.instant}
    for rule in _rules(properties):
        found = expand_rule(start, rule, max(day, _FIRST_DAY), _LAST_DAY, _MOST_ONSETS)
        instants |= set(found.instants)
    for line in properties:
        if line.name == "RDATE":
            for value in line.value.split(",")[:_MOST_ONSETS]:
                day, second, is_utc = parse_local_time(value)
                instants.add(clock.instant(day, second or 0) + (before if is_utc else 0))
    return [_Onset(at, before, after) for at in sorted(instants)]
