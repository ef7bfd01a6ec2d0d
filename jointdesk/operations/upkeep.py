"""Keep what follows from the facts in step with the program and the calendar's march."""

from collections.abc import Callable

from jointdesk.derive.update import ensure_current, is_current
from jointdesk.domain.moments import Instant
from jointdesk.store.desk import Desk


def bring_up_to_date(desk: Desk, now: Instant, say: Callable[[str], None]) -> None:
    """Rebuild or extend the derived tables where needed, saying so and how far it is."""
    if is_current(desk, now):
        return
    say("Bringing the diary up to date…")
    ensure_current(desk, now, lambda done, total: say(f"{done} of {total} items done."))
