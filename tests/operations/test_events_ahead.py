"""What an event would clash with is told by the same rules as in the list of conflicts."""

from pathlib import Path

import pytest

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_in
from jointdesk.diary.context import Context
from jointdesk.domain.events import Event
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Span, parse_instant
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.events_ahead import conflicts_ahead
from jointdesk.store.reading import Reading
from tests.demo_desk import demo_file, demo_path

__all__ = ["demo_file", "demo_path"]


@pytest.fixture
def known(demo_path: Path) -> tuple[Context, list[Meeting]]:
    """The demo desk's context, and the director's meetings of a week."""
    reading = Reading(demo_path)
    start = parse_instant("2026-12-14T00:00", reading.zone)
    audience = audience_of(reading, acting_person(reading, "").id)
    context = load_context(reading.connection, reading.zone)
    week = Span(start, start + 7 * DAY)
    meetings = meetings_in(reading.connection, context, audience, week)
    reading.close()
    return context, list(meetings)


def event(context: Context, start: str, end: str, id_: str = "new") -> Event:
    org = next(one.id for one in context.organisations.values() if one.code == "CAL")
    return Event(id_, org=org, title="Write the paper", start=start, end=end)


def test_a_time_over_a_meeting_names_it(known: tuple[Context, list[Meeting]]) -> None:
    context, meetings = known
    found = conflicts_ahead(
        event(context, "2026-12-15T14:30", "2026-12-15T15:30"), meetings, context
    )
    assert "Section 75 Partnership Board" in found[0].message


def test_a_free_hour_clashes_with_nothing(known: tuple[Context, list[Meeting]]) -> None:
    context, meetings = known
    free = event(context, "2026-12-17T15:00", "2026-12-17T16:00")
    assert not conflicts_ahead(free, meetings, context)


def test_an_event_never_clashes_with_where_it_lay_before(
    known: tuple[Context, list[Meeting]],
) -> None:
    from jointdesk.derive.events import meeting_of

    context, _ = known
    before = meeting_of(event(context, "2026-12-17T15:00", "2026-12-17T16:00"), context)
    after = event(context, "2026-12-17T15:30", "2026-12-17T16:30")
    assert not conflicts_ahead(after, [before], context)
