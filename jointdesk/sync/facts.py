"""What planning needs to know of a text that was read: a few values instead of a whole series."""

from typing import NamedTuple

from jointdesk.domain.moments import Instant
from jointdesk.ical.expanding import reach
from jointdesk.ical.series import Parsed, is_cancelled


class Facts(NamedTuple):
    """What one resource's text says, as far as planning goes.

    `start`, `sequence` and `last_modified` are the master's (of several, the first; of overrides
    alone, the first override); `start` is None where the text has none. `has_master` is False
    for overrides alone. `end` is the last instant it can reach, None without end.
    `is_readable` is False where nothing of the text came in. `signature` is that of
    `ical.series.signature`, "" unless something vanished that the text may have become;
    `likeness` that of `ical.series.likeness`, "" unless something made here is expected.
    """

    start: Instant | None = None
    end: Instant | None = None
    sequence: int = 0
    last_modified: Instant = 0
    has_master: bool = True
    is_cancelled: bool = False
    has_problems: bool = False
    is_readable: bool = True
    signature: str = ""
    likeness: str = ""


UNREADABLE = Facts(has_problems=True, is_readable=False)
"""Of a text of which nothing came in."""


def facts_of(parsed: Parsed) -> Facts:
    """Return the facts of what was read."""
    series = parsed.series
    if series is None:
        return UNREADABLE
    first = series.components[0]
    return Facts(
        start=first.start,
        end=reach(series)[1],
        sequence=first.sequence,
        last_modified=first.last_modified,
        has_master=bool(series.masters),
        is_cancelled=is_cancelled(series),
        has_problems=bool(parsed.rejected or parsed.notes),
    )
