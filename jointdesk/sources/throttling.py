"""How long a server asks to be left alone (Retry-After, RFC 9110 section 10.2.3)."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from jointdesk.domain.moments import DAY

LONGEST = DAY
"""A server that asks for longer is asked again after a day all the same. Seconds."""

_BUSY = frozenset((429, 503))


def asked_wait(status: int, headers: Mapping[str, str]) -> int:
    """Return for how many seconds an answer asks to be left alone, 0 for no such wish.

    It is said in seconds or as a date; a date is taken by the server's own clock, where it tells
    that.
    """
    said = headers.get("retry-after", "").strip()
    if status not in _BUSY or not said:
        return 0
    if said.isascii() and said.isdecimal():
        return LONGEST if len(said) > len(str(LONGEST)) else min(int(said), LONGEST)
    until = _seconds(said)
    if until is None:
        return 0
    now = _seconds(headers.get("date", ""))
    return min(max(round(until - (time.time() if now is None else now)), 0), LONGEST)


def _seconds(date: str) -> float | None:
    """Return the moment of an HTTP date in Unix seconds, None where it is none."""
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
