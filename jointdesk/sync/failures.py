"""What a person is told when a calendar could not be read."""

import time
from datetime import tzinfo
from math import ceil

from jointdesk.domain.errors import SourceError
from jointdesk.domain.moments import Instant, local
from jointdesk.domain.words import diary_name
from jointdesk.sources.protocol import UnreadableError

_SEEN_AS_OF = " You see it as of "


def failure_sentence(
    name: str, error: SourceError, read_at: Instant | None, now: Instant, zone: tzinfo
) -> str:
    """Return what happened to the diary of that name, and as of when it is seen.

    `read_at` is when it was last read, None for never; times are told in the zone.
    """
    said = str(error)
    if isinstance(error, UnreadableError):
        said = f"The {diary_name(name)} could not be read ({error.reason})."
    if read_at is None:
        return said
    return f"{said}{_SEEN_AS_OF}{_when(read_at, now, zone)}."


def left_alone_until(error: Exception, at: Instant, began: float) -> Instant:
    """Return until when a server asked to be left alone, 0 for no such wish.

    The run began at `at`, which was `began` on the clock that only goes forward, in seconds.
    """
    wait = error.retry_after if isinstance(error, UnreadableError) else 0
    return at + ceil(time.monotonic() - began) + wait if wait else 0


def reason_of_failure(sentence: str) -> str:
    """Return what of a failure's sentence stays the same while the failure does."""
    return sentence.partition(_SEEN_AS_OF)[0]


def _when(then: Instant, now: Instant, zone: tzinfo) -> str:
    """Return a moment as people say it: the time, and the day unless it is today."""
    moment, today = local(then, zone), local(now, zone).date()
    if moment.date() == today:
        return f"{moment:%H:%M}"
    return f"{moment:%A} {moment.day} {moment:%B %Y}, {moment:%H:%M}"
