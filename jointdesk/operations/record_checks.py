"""Which open conflicts a record is part of, for one audience."""

from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.store.reading import ReadableDesk


def codes_by_record(desk: ReadableDesk, audience: Audience, now: Instant) -> dict[str, list[str]]:
    """Return the codes of the open conflicts by the id of each record that takes part."""
    return {}
