"""Times, days and names as the window writes and says them: British, plain, 24 hours."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import Instant, local
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import DAYS, MONTHS, long_day, plain_line, short_day

SEVERITY = {
    Severity.RED: "must act",
    Severity.AMBER: "should act",
    Severity.INFO: "for information",
}

_LONGEST_ON_BUTTON = 30


def button_name(name: str) -> str:
    """Return a foreign name as a button has room for: one plain line, elided."""
    line = plain_line(name)
    cut = line[: _LONGEST_ON_BUTTON - 1].rstrip()
    return line if len(line) <= _LONGEST_ON_BUTTON else f"{cut}…"


def clock(minutes: int) -> str:
    """Return minutes after midnight as "08:45"; the end of the day is "24:00"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def clock_of(moment: datetime) -> str:
    """Return the time of day, for example "08:45"."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def month_name(day: date) -> str:
    """Return for example "December 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def range_name(first: date, last: date) -> tuple[str, str]:
    """Return the title of a range of days and its year, to be set apart: "14–20 December", "2026".

    A range over the end of a year has both years in its title.
    """
    if first == last:
        return long_day(first), str(first.year)
    if first.year != last.year:
        return f"{_day_month(first)} {first.year} – {_day_month(last)}", str(last.year)
    if first.month != last.month:
        return f"{_day_month(first)} – {_day_month(last)}", str(last.year)
    return f"{first.day}–{last.day} {MONTHS[last.month - 1]}", str(last.year)


def _day_month(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def span_times(start: Instant, end: Instant, zone: tzinfo, day: date) -> str:
    """Return "14:00–16:00" as read on a day; a time on another day says which."""
    begins, ends = local(start, zone), local(end, zone)

    def told(moment: datetime) -> str:
        name = clock_of(moment)
        return name if moment.date() == day else f"{_near(moment.date(), day)} {name}"

    if start == end:
        return told(begins)
    if ends.date() == day + timedelta(days=1) and not (ends.hour or ends.minute):
        return f"{told(begins)}–24:00"
    return f"{told(begins)}–{told(ends)}"


def written_span(start: Instant, end: Instant, zone: tzinfo) -> str:
    """Return "Tuesday 15 December, 14:00–16:00"."""
    day = local(start, zone).date()
    return f"{long_day(day)}, {span_times(start, end, zone, day)}"


def _near(other: date, day: date) -> str:
    """Name another day: by its weekday while that is clear."""
    return DAYS[other.weekday()][:3] if abs((other - day).days) < 7 else short_day(other)


def spoken_span(start: Instant, end: Instant, zone: tzinfo) -> str:
    """Return "Tuesday 15 December 14:00 to 16:00", with both days where they differ."""
    begins, ends = local(start, zone), local(end, zone)
    text = f"{long_day(begins.date())} {clock_of(begins)}"
    if start == end:
        return text
    if begins.date() == ends.date():
        return f"{text} to {clock_of(ends)}"
    return f"{text} to {long_day(ends.date())} {clock_of(ends)}"


def day_span(first: date, last: date) -> str:
    """Return "Thursday 17 to Friday 18 December", or one day."""
    if first == last:
        return long_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{DAYS[first.weekday()]} {first.day} to {long_day(last)}"
    return f"{long_day(first)} to {long_day(last)}"


def joined(parts: Iterable[str]) -> str:
    """Return the parts that say something, with commas between."""
    return ", ".join(part for part in parts if part)


_KIND_WORDS = frozenset(
    "nhs icb icp trust foundation council county borough city district metropolitan unitary "
    "integrated care board the of and royal london".split()
)


def short_names(organisations: Sequence[Organisation]) -> dict[str, str]:
    """Return by id what people call each body: "Calderbourne" for "Calderbourne Council".

    The words that only say what kind of body it is are left out. Where nothing or the same
    would be left for two bodies, both keep their whole names.
    """
    shorts = {}
    for organisation in organisations:
        name = plain_line(organisation.name)
        kept = [word for word in name.split() if word.lower().strip(",.()") not in _KIND_WORDS]
        shorts[organisation.id] = " ".join(kept) or name or organisation.code
    taken = list(shorts.values())
    return {
        organisation.id: shorts[organisation.id]
        if taken.count(shorts[organisation.id]) == 1
        else plain_line(organisation.name) or organisation.code
        for organisation in organisations
    }
