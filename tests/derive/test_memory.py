"""A connection that lasts sees what a fresh one sees, though it remembers components."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.derive import context, memory
from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import occurrences_between
from jointdesk.domain.items import Write
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.occurrences import Occurrence
from jointdesk.domain.placements import PLACEMENT, Placement
from jointdesk.domain.rules import Rule
from jointdesk.operations.rules import add_rule
from jointdesk.store.changes import record
from jointdesk.store.derived import ReadConnection
from jointdesk.store.placements import live_placements
from jointdesk.store.reading import Reading
from tests.derive.feeding import EVENTS, SHAPES, Fed

Opened: TypeAlias = Callable[[], tuple[Fed, Reading]]


def seen(reading: Reading, window: Span) -> list[Occurrence]:
    context = load_context(reading.connection, reading.zone)
    return occurrences_between(reading.connection, context, window)


def seen_afresh(fed: Fed, window: Span) -> list[Occurrence]:
    with closing(Reading(fed.desk.path)) as fresh:
        return seen(fresh, window)


@pytest.fixture
def lasting(make: Callable[[], Fed]) -> Iterator[Opened]:
    """Make a desk and open it for reading, to stay open."""
    with ExitStack() as stack:

        def opened() -> tuple[Fed, Reading]:
            fed = make()
            return fed, stack.enter_context(closing(Reading(fed.desk.path)))

        yield opened


@pytest.fixture
def week(now: Instant) -> Span:
    return Span(now - 2 * DAY, now + 5 * DAY)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(EVENTS, min_size=1, max_size=4), years=st.sampled_from([0, 9]))
def test_what_is_remembered_is_what_is_there(
    lasting: Opened, week: Span, steps: list[dict[str, tuple[str, str]]], years: int
) -> None:
    fed, reading = lasting()
    window = Span(week.start, week.end + years * 366 * DAY)
    for events in steps:
        fed.read(events)
        found = seen(reading, window)

        assert found == seen_afresh(fed, window)
        assert all(one.start < window.end and one.end > window.start for one in found)


def test_little_memory_is_enough(
    lasting: Opened, week: Span, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_MOST", 1)
    fed, reading = lasting()
    fed.read({uid: (shape, uid) for uid, shape in zip("abcdef", SHAPES, strict=True)})
    days = [Span(start, start + DAY) for start in range(*week, DAY)]
    for window in [week, *days, week]:
        assert seen(reading, window) == seen_afresh(fed, window)


def test_the_number_of_a_component_that_has_gone_is_not_given_again(
    lasting: Opened, week: Span
) -> None:
    fed, reading = lasting()
    for title in ("First", "Second"):
        fed.read({title: (SHAPES[0], title)})
        assert [one.details.title for one in seen(reading, week)] == [title]
        fed.read({})
        assert seen(reading, week) == []


def test_a_new_rule_is_heeded_at_once(lasting: Opened, week: Span) -> None:
    fed, reading = lasting()
    fed.read({"a": (SHAPES[0], "Board")})
    (before,) = seen(reading, week)
    (again,) = seen(reading, week)
    add_rule(fed.desk, fed.actor, Rule("", title="Board", tier=1))

    (after,) = seen(reading, week)
    assert again.details is before.details
    assert (before.details.tier, after.details.tier) == (3, 1)


def test_the_ledger_is_read_again_after_changes_only(
    lasting: Opened, week: Span, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed, reading = lasting()
    read: list[int] = []

    def counted(connection: ReadConnection) -> list[Placement]:
        read.append(1)
        return live_placements(connection)

    monkeypatch.setattr(context, "live_placements", counted)
    for expected in (1, 2, 2, 2):  # the second time it begins to remember
        seen(reading, week)
        assert len(read) == expected
    entry = {"kind": "block", "event": "e1", "of": "m1", "start": "2026-12-01T10:00"}
    record(fed.desk, fed.actor, "Kept time", [Write("p1", PLACEMENT.name, entry)])
    assert load_context(reading.connection, reading.zone).ledger.cards == {"e1": "m1"}
    seen(reading, week)
    seen(reading, week)
    count = len(read)
    seen(reading, week)
    assert len(read) == count
