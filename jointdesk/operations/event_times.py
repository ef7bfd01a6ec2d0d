"""When an event is, as a person writes it: on the clock of the desk's zone, or whole days."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant, local

DEFAULT_MINUTES = 60


class Times(NamedTuple):
    """Start and end as stored: both "2026-12-01T14:00", or both days, the end exclusive."""

    start: str
    end: str


def sound_times(start: str, end: str, zone: ZoneInfo) -> Times:
    """Return times as they are stored; without an end it lasts an hour, all day one day.

    Raises:
        WrongUseError: one is no time, or it would end before it starts.
    """
    if not start:
        raise WrongUseError("Say when it starts, for example 2026-12-01T14:00.")
    start = read_wall(start, zone)
    end = read_wall(end, zone) if end else _default_end(start)
    if ("T" in start) != ("T" in end):
        raise WrongUseError("Start and end are both times, or both days for all day.")
    if end < start or (end == start and "T" not in start):
        raise WrongUseError("It would end before it starts.")
    return Times(start, end)


def read_wall(text: str, zone: ZoneInfo) -> str:
    """Return a time or a day as it is stored: on the clock of the zone, to the minute.

    Raises:
        WrongUseError: it is neither.
    """
    text = text.strip()
    try:
        is_day = len(text) == len("2026-12-01")
        day = date.fromisoformat(text) if is_day else None
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUseError(
            f"“{text}” is not a time such as 2026-12-01T14:00, or a day such as 2026-12-01."
        ) from None
    if not MINYEAR < moment.year < MAXYEAR:
        raise WrongUseError(f"“{text}” is too far away.")
    if day is not None:
        return day.isoformat()
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    return moment.isoformat(timespec="minutes")


def check_repeat(rule: str) -> None:
    """Refuse what is no rule of repetition.

    Raises:
        WrongUseError: with what is wrong about it.
    """
    from jointdesk.ical.repeating import check_rule

    try:
        check_rule(rule)
    except ValueError as error:
        raise WrongUseError(f"“{rule}” is no rule of repetition: {error}.") from None


def wall(when: Instant, all_day: bool, zone: ZoneInfo) -> str:
    """Return an instant as it is stored: on the clock of the zone, or its day."""
    moment = local(when, zone).replace(tzinfo=None)
    return moment.date().isoformat() if all_day else moment.isoformat(timespec="minutes")


def moved_times(before: Times, start: str, zone: ZoneInfo) -> Times:
    """Return a new start with an end that keeps the length; "" for it where days become times.

    Raises:
        WrongUseError: the start is no time.
    """
    new = read_wall(start, zone)
    if ("T" in new) != ("T" in before.start):
        return Times(new, "")
    return Times(new, _later(new, _moment(before.end) - _moment(before.start)))


def shifted_times(first: Times, before: Times, after: Times) -> Times:
    """Return the times of a series' first occurrence where one of them goes from there to here.

    All of it moves by as many days and minutes, and lasts as long as the moved one does.
    """
    begins, new = _moment(before.start), _moment(after.start)
    at = _moment(first.start)
    if "T" not in after.start:
        start = at.date() + (new.date() - begins.date())
        text = start.isoformat()
    elif "T" in first.start and "T" in before.start:
        text = _text(at + (new - begins))
    else:
        start = at.date() + (new.date() - begins.date())
        text = _text(datetime.combine(start, new.time(), UTC))
    return Times(text, _later(text, _moment(after.end) - new))


def days_between(before: str, after: str) -> int:
    """Return how many days later, on the clock of the zone, one time is than another."""
    return (_moment(after).date() - _moment(before).date()).days


def _default_end(start: str) -> str:
    length = timedelta(minutes=DEFAULT_MINUTES) if "T" in start else timedelta(days=1)
    return _later(start, length)


def _later(start: str, length: timedelta) -> str:
    end = _moment(start) + length
    return _text(end) if "T" in start else end.date().isoformat()


def _text(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
