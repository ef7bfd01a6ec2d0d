"""What the times of a booking clash with, once they stand in the diaries: a warning, no more."""

from jointdesk.diary.days import at_minute
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.moments import DAY, Instant, Span, local_day, parse_instant
from jointdesk.domain.people import Audience
from jointdesk.operations.bookings import Booked
from jointdesk.operations.conflicts import list_conflicts
from jointdesk.store.reading import ReadableDesk

_MOST = 5


def clash_notes(
    desk: ReadableDesk, audience: Audience, booked: Booked, now: Instant
) -> tuple[str, ...]:
    """Return a sentence for each conflict that a hold or the meeting of a booking is in.

    What is only for information is left out; of many the first, and how many more there are.
    """
    own = {one.event for one in booked.live if one.kind != "block"}
    days = {local_day(parse_instant(one.start, desk.zone), desk.zone) for one in booked.live}
    found: dict[str, str] = {}
    for day in sorted(days):
        start = at_minute(day, 0, desk.zone)
        for judged in list_conflicts(desk, audience, Span(start, start + DAY), now, records=False):
            conflict = judged.conflict
            if conflict.severity is not Severity.INFO and own & conflict.series_ids:
                found[conflict.id] = f"{conflict.message.rstrip('.')}."
    notes = [*found.values()]
    more = len(notes) - _MOST
    return (*notes[:_MOST], f"And {more} more: “conflicts” lists them.") if more > 0 else (*notes,)
