"""What a drafted run would do to the conflicts ahead, for whoever looks at it first."""

from collections.abc import Iterator

from jointdesk.derive.ahead import Ahead, Arrival, look_ahead
from jointdesk.domain.moments import Instant, Span
from jointdesk.domain.people import Audience
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.resources import current_text
from jointdesk.sync.drafting import Draft


def foresee(
    desk: ReadableDesk, draft: Draft, audience: Audience, window: Span, now: Instant
) -> Ahead:
    """Return what carrying the draft out would do to the audience's conflicts in the window.

    Nothing is written. What the guard holds back counts as staying.
    """
    plan = draft.plan
    replaced = [write.resource_id for write in plan.writes if write.resource_id is not None]
    missing = () if plan.guard else plan.missing
    gone = frozenset((*replaced, *missing, *plan.restored))
    arrivals = _arrivals(desk, draft, window)
    return look_ahead(desk, audience, window, now, draft.collection, gone, arrivals)


def _arrivals(desk: ReadableDesk, draft: Draft, window: Span) -> Iterator[Arrival]:
    """Yield the series that would be in the diary in place of what is gone, or anew."""
    for write in draft.plan.writes:
        series = draft.parsing.series_of(write.text)
        if series is not None:
            yield Arrival(write.resource_id, write.series_id, series)
    known = {one.id: one.series_id for one in draft.stored}
    for id_ in draft.plan.restored:
        series = draft.parsing.series_of(current_text(desk.connection, id_))
        if series is not None:
            yield Arrival(id_, known[id_], series)
