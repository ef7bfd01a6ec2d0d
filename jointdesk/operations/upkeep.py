"""Keep what follows from the facts in step with the program and the calendar's march."""

from collections.abc import Callable

from jointdesk.derive.state import is_current
from jointdesk.domain.moments import Instant
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk

WORDS = "Bringing the diary up to date…"
"""What a person is told meanwhile."""


def needs_upkeep(desk: ReadableDesk, now: Instant) -> bool:
    """True if what follows was made by another version, or no longer reaches far enough."""
    return not is_current(desk, now)


def bring_up_to_date(desk: Desk, now: Instant, say: Callable[[str], None]) -> None:
    """Rebuild or extend the derived tables where needed, saying so and how far it is."""
    if not needs_upkeep(desk, now):
        return
    from jointdesk.derive.upkeep import ensure_current

    say(WORDS)
    ensure_current(desk, now, lambda done, total: say(f"{done} of {total} items done."))
