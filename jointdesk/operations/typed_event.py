"""An event as a typed line describes it, as fields, as a sentence, and as a line again. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from jointdesk.domain.events import EVENT_STATUSES
from jointdesk.domain.items import Fields
from jointdesk.domain.words import MONTHS, short_day
from jointdesk.operations.typed_marks import Setting
from jointdesk.operations.typed_repeats import Repeat
from jointdesk.operations.typed_words import quoted


@dataclass(frozen=True, slots=True)
class Series:
    """How often, and until which day or how many times (0 for no such end)."""

    repeat: Repeat
    until: date | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class TypedEvent:
    """What a line says; values are as `domain.events.Event` has them, `org` is an id."""

    title: str
    start: str
    end: str
    series: Series | None = None
    org: str = ""
    place: str = ""
    status: str = "confirmed"
    visibility: str = "all"

    @property
    def is_all_day(self) -> bool:
        """True if it lasts whole days."""
        return "T" not in self.start

    @property
    def first_day(self) -> date:
        """The day on which it starts."""
        return date.fromisoformat(self.start[:10])

    def rule(self, zone: ZoneInfo) -> str:
        """Return the value of its RRULE, "" for once.

        An end is the last day where it is all day, else that day's last second in the zone, in UTC
        (RFC 5545 section 3.3.10).
        """
        if self.series is None:
            return ""
        rule = self.series.repeat.rule(self.first_day)
        if self.series.count:
            return f"{rule};COUNT={self.series.count}"
        if self.series.until is None:
            return rule
        if self.is_all_day:
            return f"{rule};UNTIL={self.series.until:%Y%m%d}"
        last = datetime.combine(self.series.until, time(23, 59, 59), zone).astimezone(UTC)
        return f"{rule};UNTIL={last:%Y%m%dT%H%M%SZ}"

    def fields(self, zone: ZoneInfo) -> Fields:
        """Return its fields as they are stored."""
        return {
            "title": self.title,
            "org": self.org,
            "start": self.start,
            "end": self.end,
            "repeat": self.rule(zone),
            "place": self.place,
            "status": self.status,
            "visibility": self.visibility,
        }


def sentence(event: TypedEvent, setting: Setting) -> str:
    """Return what was understood: "“Exec”: Thu 17 Dec 2026 14:00–15:30, Wexmere House, hold."."""
    parts = [_shown_times(event)]
    if event.series:
        parts.append(event.series.repeat.words() + _end_words(event.series))
    status = EVENT_STATUSES[event.status].casefold() if event.status != "confirmed" else ""
    private = "only for that organisation" if event.visibility == "own_org" else ""
    parts += [event.place, setting.code_of(event.org), status, private]
    return f"“{event.title}”: {', '.join(one for one in parts if one)}."


def _shown_times(event: TypedEvent) -> str:
    first = event.first_day
    if event.is_all_day:
        last = date.fromisoformat(event.end) - timedelta(days=1)
        return f"{_day(first)}, all day" if last == first else f"{_day(first)} to {_day(last)}"
    last, end = _ended(event)
    if last == first:
        return f"{_day(first)} {event.start[11:]}–{end}"
    return f"{_day(first)} {event.start[11:]} to {_day(last)} {end}"


def _ended(event: TypedEvent) -> tuple[date, str]:
    """Return the day and the time at which it ends; midnight is the 24:00 of the day before."""
    last, end = date.fromisoformat(event.end[:10]), event.end[11:]
    if end == "00:00" and last > event.first_day:
        return last - timedelta(days=1), "24:00"
    return last, end


def _day(day: date) -> str:
    return f"{short_day(day)} {day.year}"


def _long_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _end_words(series: Series) -> str:
    if series.count:
        return f" {series.count} times"
    return f" until {_long_date(series.until)}" if series.until else ""


def typed_line(event: TypedEvent, setting: Setting) -> str:
    """Return a line that reads as the event: a longhand of what was typed."""
    parts = [quoted(event.title), _line_times(event)]
    if event.series:
        parts.append(event.series.repeat.words() + _end_words(event.series))
    if event.place:
        parts.append(f"@{quoted(event.place)}")
    parts.append(f"/{setting.code_of(event.org)}")
    parts.append("!tentative" if event.status == "tentative" else f"!{event.status}")
    if event.visibility == "own_org":
        parts.append("!private")
    return " ".join(parts)


def _line_times(event: TypedEvent) -> str:
    """Return when it is; a length says best what repeats and ends on another day."""
    first = _long_date(event.first_day)
    if event.is_all_day:
        last = date.fromisoformat(event.end) - timedelta(days=1)
        return f"{first} all day" if last == event.first_day else f"{first} to {_long_date(last)}"
    last, end = _ended(event)
    start = event.start[11:]
    if last == event.first_day and end > start:
        return f"{first}, {start} to {end}"
    if event.series or last == event.first_day:
        length = datetime.fromisoformat(event.end) - datetime.fromisoformat(event.start)
        return f"{first}, at {start} for {int(length.total_seconds()) // 60} min"
    return f"{first}, {start} to {_long_date(last)}, {end}"
