"""Days and ranges as people type them."""

from argparse import ArgumentParser
from datetime import date
from zoneinfo import ZoneInfo

from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant, Span, midnight, parse_instant


def add_range(parser: ArgumentParser, *, required: bool) -> None:
    """Add `--from` and `--to`, days in the desk's zone, `--to` exclusive."""
    parser.add_argument("--from", dest="first", metavar="DAY", required=required)
    parser.add_argument("--to", dest="last", metavar="DAY", required=required)


def parse_day(text: str) -> date:
    """Return the ISO day.

    Raises:
        WrongUseError: it is not one.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUseError(f"“{text}” is not a day such as 2026-11-30.") from None


def parse_window(first: str, last: str, zone: ZoneInfo) -> Span:
    """Return [first 00:00, last 00:00) in the zone.

    Raises:
        WrongUseError: one is not a day, or the last is not after the first.
    """
    start, end = parse_day(first), parse_day(last)
    if end <= start:
        raise WrongUseError(f"The range is empty: {last} is not after {first}.")
    return Span(midnight(start, zone), midnight(end, zone))


def parse_until(text: str, zone: ZoneInfo) -> Instant:
    """Return the instant of an ISO day (its first moment) or of an ISO date and time.

    Raises:
        WrongUseError: it is neither.
    """
    try:
        return parse_instant(text, zone)
    except ValueError:
        raise WrongUseError(f"“{text}” is not a day such as 2026-11-30.") from None
