"""The times of a booking as people name them: by the number of an option, or by their start."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from jointdesk.domain.bookings import Booking, Offer
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant, parse_instant
from jointdesk.domain.words import full_day, short_day
from jointdesk.operations.event_times import Times, read_wall


def read_slot(booking: Booking, text: str, zone: ZoneInfo) -> Times:
    """Return the time that a text names.

    That is an option's number from 1, a start such as 2026-12-01T14:00, which lasts as long as
    the booking wants, or START/END.

    Raises:
        WrongUseError: there is no such option, or it is no time.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 4:
        return _option(booking, int(text))
    first, slash, last = text.partition("/")
    start = _time(first, zone)
    known = next((one for one in booking.options if one.start == start), None)
    if slash:
        end = _time(last, zone)
    else:
        end = known.end if known else _later(start, booking.minutes)
    if end <= start:
        raise WrongUseError(f"“{text}” would end before it starts.")
    return Times(start, end)


def read_slots(booking: Booking, texts: Iterable[str], zone: ZoneInfo) -> list[Times]:
    """Return the times that texts name, each once, in their order.

    Raises:
        WrongUseError: one is none.
    """
    return list(dict.fromkeys(read_slot(booking, one, zone) for one in texts))


def _option(booking: Booking, number: int) -> Times:
    if not booking.options:
        raise WrongUseError(
            f"“{booking.title}” has no option {number}: find times with “booking options”, or"
            " give a start such as 2026-12-01T14:00."
        )
    if not 1 <= number <= len(booking.options):
        last = len(booking.options)
        raise WrongUseError(f"“{booking.title}” has no option {number}: there are 1 to {last}.")
    found = booking.options[number - 1]
    return Times(found.start, found.end)


def _time(text: str, zone: ZoneInfo) -> str:
    start = read_wall(text, zone)
    if "T" not in start:
        raise WrongUseError(f"“{text}” is a day: say at what time, such as {start}T14:00.")
    return start


def _later(start: str, minutes: int) -> str:
    moment = datetime.fromisoformat(start) + timedelta(minutes=minutes)
    return moment.isoformat(timespec="minutes")


def with_slots(booking: Booking, slots: Iterable[Times]) -> tuple[Offer, ...]:
    """Return the booking's options with those times among them; numbers stay as they are."""
    known = {(one.start, one.end) for one in booking.options}
    new = [Offer(*slot) for slot in slots if slot not in known]
    return (*booking.options, *new)


def offered(booking: Booking, slots: Sequence[Times], day: date) -> tuple[Offer, ...]:
    """Return the booking's options with those times as offered on a day."""
    options = with_slots(booking, slots)
    return tuple(
        replace(one, offered_on=one.offered_on or day) if (one.start, one.end) in slots else one
        for one in options
    )


def kept_options(
    booking: Booking, held: Iterable[Times], slots: Iterable[Times]
) -> tuple[Offer, ...]:
    """Return new options: those that are offered or held stay before them."""
    standing = set(held)
    kept = [one for one in booking.options if one.offered_on or (one.start, one.end) in standing]
    return with_slots(replace(booking, options=tuple(kept)), slots)


def when_words(times: Times) -> str:
    """Return a time in words: "Tue 1 Dec 14:00–15:00"."""
    start, end = times
    if not (start and end):  # not what this program writes
        return "an unknown time"
    last = end[11:] if end[:10] == start[:10] else f"{_day(end)} {end[11:]}"
    return f"{_day(start)} {start[11:]}–{last}"


def over_note(times: Times, zone: ZoneInfo, now: Instant) -> tuple[str, ...]:
    """Return what to say of a time that is over: its year may have been mistyped."""
    if parse_instant(times.end, zone) > now:
        return ()
    return (f"{full_day(date.fromisoformat(times.start[:10]))} has passed already.",)


def _day(text: str) -> str:
    return short_day(date.fromisoformat(text[:10]))
