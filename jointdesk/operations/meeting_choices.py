"""Meetings that a record can be tied to, found by their words: those to come first."""

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_between
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.occurrences import Status
from jointdesk.domain.people import Audience
from jointdesk.operations.search import search
from jointdesk.store.reading import ReadableDesk

_BACK, _AHEAD = 35 * DAY, 92 * DAY
"""How far every occurrence is offered; beyond it a series is there once."""


def meetings_called(
    desk: ReadableDesk, audience: Audience, words: str, now: Instant, limit: int = 40
) -> list[Meeting]:
    """Return meetings whose title, place or organisation has every word.

    Those to come are first, the nearest first, then those that are over, the latest first, then
    what lies further away. Without words it is what comes next. What the audience may not read,
    leave and what was cancelled are left out.
    """
    window = Span(now - _BACK, now + _AHEAD)
    near = meetings_between(
        desk.connection, load_context(desk.connection, desk.zone), audience, window
    )
    wanted = words.casefold().split()
    fits = [one for one in near if _can_be_chosen(one) and _has(one, wanted)]
    ahead = [one for one in fits if one.end > now]
    over = [one for one in reversed(fits) if one.end <= now]
    found = {one.id: one for one in (*ahead, *over)}
    if wanted and len(found) < limit:
        for one in search(desk, audience, words, now):
            if _can_be_chosen(one):
                found.setdefault(one.id, one)
    return [*found.values()][:limit]


def _can_be_chosen(meeting: Meeting) -> bool:
    details = meeting.preferred.details
    return not (details.masked or details.leave or details.status is Status.CANCELLED)


def _has(meeting: Meeting, wanted: list[str]) -> bool:
    details = meeting.preferred.details
    codes = " ".join(copy.details.org_code for copy in meeting.copies)
    text = f"{details.title}\n{details.place}\n{codes}".casefold()
    return all(word in text for word in wanted)
