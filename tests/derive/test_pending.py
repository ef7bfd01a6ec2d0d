"""What people said of outside things is laid over the texts, whoever said it and whenever."""

from collections.abc import Callable
from datetime import date

import pytest

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_between
from jointdesk.derive.pending import catch_up
from jointdesk.derive.state import is_current
from jointdesk.derive.upkeep import ensure_current
from jointdesk.domain.items import Write
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import DAY, Span, midnight
from jointdesk.domain.pending import OVERLAY, overlay_id, wanted_fields
from jointdesk.operations.audiences import audience_of
from jointdesk.operations.check import check
from jointdesk.store.changes import record
from jointdesk.store.reading import Reading
from tests.derive.feeding import SHAPES, Fed


@pytest.fixture
def fed(make: Callable[[], Fed]) -> Fed:
    made = make()
    made.read({"a": (SHAPES[0], "Single"), "b": (SHAPES[1], "Weekly")})
    return made


def meetings(fed: Fed, first: date = date(2026, 11, 30), days: int = 14) -> list[Meeting]:
    connection, zone = fed.desk.connection, fed.desk.zone
    start = midnight(first, zone)
    audience = audience_of(fed.desk, fed.actor.person_id)
    window = Span(start, start + days * DAY)
    return meetings_between(connection, load_context(connection, zone), audience, window)


def titles(fed: Fed) -> list[str]:
    return [one.preferred.details.title for one in meetings(fed)]


def say(fed: Fed, key: str, field: str, base: str, wanted: str) -> None:
    """Want a value as another process would: the diary does not know of it yet."""
    fields = wanted_fields({field: (base, wanted)})
    record(fed.desk, fed.actor, "Changed it", [Write(overlay_id(key), OVERLAY, fields)])


def series(fed: Fed, title: str) -> str:
    found = (one.preferred.details for one in meetings(fed))
    return next(one.series_id for one in found if one.title == title)


def test_what_was_said_elsewhere_is_caught_up_with(fed: Fed) -> None:
    say(fed, series(fed, "Single"), "title", "Single", "Other")
    assert not is_current(fed.desk, fed.now)
    ensure_current(fed.desk, fed.now)
    assert is_current(fed.desk, fed.now)
    assert "Other" in titles(fed)
    assert check(fed.desk, fed.now) == []
    catch_up(fed.desk, fed.now)
    assert "Other" in titles(fed)


def test_the_next_reading_lays_it_over_too(fed: Fed) -> None:
    say(fed, series(fed, "Single"), "place", "", "Room 1")
    catch_up(fed.desk, fed.now)
    fed.read({"a": (SHAPES[0], "Renamed"), "b": (SHAPES[1], "Weekly")})
    (renamed,) = [one for one in meetings(fed) if one.preferred.details.title == "Renamed"]
    assert (renamed.preferred.details.place, renamed.pending) == ("Room 1", True)
    assert check(fed.desk, fed.now) == []


def test_a_series_is_changed_beyond_the_stored_stretch_as_well(fed: Fed) -> None:
    say(fed, series(fed, "Weekly"), "title", "Weekly", "Every week")
    catch_up(fed.desk, fed.now)
    far = [one.preferred.details.title for one in meetings(fed, date(2035, 1, 1), 31)]
    assert far == ["Every week"] * len(far)
    assert far
    later = fed.now + 200 * DAY
    ensure_current(fed.desk, later)
    assert check(fed.desk, later) == []


def test_what_is_to_be_taken_away_is_gone_at_once(fed: Fed) -> None:
    fields = wanted_fields({"deleted": (None, True)})
    write = Write(overlay_id(series(fed, "Weekly")), OVERLAY, fields)
    record(fed.desk, fed.actor, "Removed it", [write])
    catch_up(fed.desk, fed.now)
    assert titles(fed) == ["Single"]
    assert check(fed.desk, fed.now) == []


@pytest.mark.parametrize("field", ["ends_before", "start", "repeat", "attendees", "nonsense"])
def test_a_value_that_no_calendar_can_hold_changes_nothing(fed: Fed, field: str) -> None:
    before = titles(fed)
    say(fed, series(fed, "Weekly"), field, "", "\x00 no such thing")
    say(fed, f"{series(fed, 'Weekly')}-20261207", field, "", "\x00 no such thing")
    catch_up(fed.desk, fed.now)
    assert titles(fed) == before


def test_overlays_of_an_earlier_program_wait_for_nothing(fed: Fed) -> None:
    fields = {"title": "Other", "base": {"title": "Single"}}
    write = Write(overlay_id(series(fed, "Single")), OVERLAY, fields)  # type: ignore[arg-type]
    record(fed.desk, fed.actor, "Changed it", [write])
    catch_up(fed.desk, fed.now)
    assert "Single" in titles(fed)


def test_without_overlays_one_question_is_asked_of_them_and_a_known_week_asks_none(
    fed: Fed,
) -> None:
    reading = Reading(fed.desk.path)
    audience = audience_of(fed.desk, fed.actor.person_id)
    start = midnight(date(2026, 11, 30), fed.desk.zone)
    asked: list[str] = []
    reading.connection.set_trace_callback(asked.append)

    def look() -> int:
        asked.clear()
        context = load_context(reading.connection, reading.zone)
        meetings_between(reading.connection, context, audience, Span(start, start + 7 * DAY))
        return sum("overlay" in one for one in asked)

    assert (look(), look()) == (1, 0)
    reading.close()
