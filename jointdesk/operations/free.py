"""Find time that is free in every diary."""

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_between
from jointdesk.derive.view import read_times
from jointdesk.diary.free import Slot, free_slots
from jointdesk.diary.stale import stale_feeds
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.people import Audience
from jointdesk.operations.sites import site_by_id
from jointdesk.store.reading import ReadableDesk


def free(
    desk: ReadableDesk,
    audience: Audience,
    window: Span,
    now: Instant,
    *,
    minutes: int,
    site_id: str | None = None,
) -> list[Slot]:
    """Return the maximal stretches of at least `minutes` that are free in every diary.

    With a site, the way to it and from it is kept free as well.

    Raises:
        WrongUseError: the minutes are not positive.
        NotFoundError: the site is not known.
    """
    if minutes < 1:
        raise WrongUseError("Give the length in minutes: 1 or more.")
    if site_id is not None:
        site_by_id(desk, site_id)
    connection = desk.connection
    context = load_context(connection, desk.zone)
    wide = Span(window.start - DAY, window.end + DAY)
    meetings = meetings_between(connection, context, audience, wide)
    found = stale_feeds(read_times(connection, context), context, now)
    stale = frozenset(source for conflict in found for source in conflict.collection_ids)
    return free_slots(meetings, context, window, minutes, site_id, stale)
