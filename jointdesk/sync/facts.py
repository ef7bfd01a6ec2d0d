"""What planning needs to know of a text that was read: a few values instead of a whole series."""

from typing import NamedTuple

from jointdesk.domain.components import Component
from jointdesk.domain.moments import Instant


class Facts(NamedTuple):
    """What one resource's text says, as far as planning goes.

    `start`, `sequence` and `last_modified` are the master's (of several, the first; of overrides
    alone, the first override); `start` is None where the text has none. `has_master` is False
    for overrides alone. `end` is the last instant it can reach, None without end.
    `is_readable` is False where nothing of the text came in.
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


UNREADABLE = Facts(has_problems=True, is_readable=False)
"""Of a text of which nothing came in."""


def facts_of(
    components: tuple[Component, ...], end: Instant | None, *, has_problems: bool
) -> Facts:
    """Return the facts of a series' components, masters first, as `ical.series` gives them."""
    first = components[0]
    masters = [one for one in components if one.recurrence_day is None]
    return Facts(
        start=first.start,
        end=end,
        sequence=first.sequence,
        last_modified=first.last_modified,
        has_master=bool(masters),
        is_cancelled=all(one.status == "CANCELLED" for one in masters or components),
        has_problems=has_problems,
        signature=signature(first),
    )


def signature(component: Component) -> str:
    """Return by what a series is known again when its UID has changed.

    Normalised title, organiser, rule, duration and start: the one-to-one match of design
    section 3.2.
    """
    start, end = component.start, component.end
    duration = "" if start is None or end is None else str(end - start)
    return "\n".join(
        (
            " ".join(component.summary.casefold().split()),
            component.organizer,
            component.rule,
            duration,
            "" if start is None else str(start),
        )
    )
