"""The stretch of time over which series are expanded and stored.

One year back to two years on, in whole months; it is only ever extended.
"""

from datetime import date
from zoneinfo import ZoneInfo

from jointdesk.domain.moments import Instant, Span, local_day, midnight
from jointdesk.store.derived import ReadConnection, stored_horizon

_MONTHS_BACK = 12
_MONTHS_ON = 24


def default_horizon(now: Instant, zone: ZoneInfo) -> Span:
    """Return the horizon a desk should have at that moment."""
    today = local_day(now, zone)
    return Span(
        midnight(_month(today, -_MONTHS_BACK), zone),
        midnight(_month(today, _MONTHS_ON + 1), zone),
    )


def kept_horizon(connection: ReadConnection, now: Instant, zone: ZoneInfo) -> Span:
    """Return the horizon that series are stored over; before the first, that of a new desk."""
    return stored_horizon(connection) or default_horizon(now, zone)


def extended(horizon: Span | None, now: Instant, zone: ZoneInfo) -> Span:
    """Return the horizon widened to what it should be now, or the default for none."""
    wanted = default_horizon(now, zone)
    if horizon is None:
        return wanted
    return Span(min(horizon.start, wanted.start), max(horizon.end, wanted.end))


def _month(day: date, months: int) -> date:
    """Return the first day of the month that many months on."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
