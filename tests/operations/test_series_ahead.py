"""What changes of a whole series would clash with is counted over the days to come."""

from datetime import date, timedelta

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_in
from jointdesk.domain.edits import EditScope
from jointdesk.domain.events import Event
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import Span, parse_instant
from jointdesk.operations.event_times import Times
from jointdesk.operations.events import add_event, edit_event
from jointdesk.operations.series_ahead import MOST, SeriesAhead, moved_ahead, repeated_ahead
from tests.operations.event_desk import EventDesk, diary

__all__ = ["diary"]

MONDAYS = [date(2026, 12, 7) + timedelta(days=7 * week) for week in range(3)]


def call(diary: EventDesk, day: str = "2026-12-07") -> Meeting:
    """The weekly call, Mondays 9:00 to 9:30, on one of its days."""
    desk = diary.desk
    start = parse_instant(f"{day}T00:00", desk.zone)
    window = Span(start, start + 86400)
    context = load_context(desk.connection, desk.zone)
    found = meetings_in(desk.connection, context, diary.audience(), window)
    return next(one for one in found if one.preferred.details.title == "Weekly call")


def take(diary: EventDesk, start: str, end: str) -> None:
    """Put something else into the diary."""
    fields = {"org": diary.orgs["CAL"], "title": "Taken", "start": start, "end": end}
    add_event(diary.desk, diary.director, fields)


def moved(diary: EventDesk, start: str, end: str, day: str = "2026-12-07") -> dict[str, str]:
    found = moved_ahead(
        diary.desk, diary.audience(), call(diary, day), Times(start, end), diary.now
    )
    return {
        scope.value: f"{one.clashing} of {one.days}, {one.first}" for scope, one in found.items()
    }


def test_every_day_of_the_series_is_looked_at(diary: EventDesk) -> None:
    take(diary, "2026-12-14T13:10", "2026-12-14T13:20")
    take(diary, "2026-12-28T13:00", "2026-12-28T14:00")
    told = moved(diary, "2026-12-07T13:00", "2026-12-07T13:30")
    assert told["following"].startswith("2 of ")
    assert told["following"].endswith(", 2026-12-14")
    assert told["all"] == told["following"] or told["all"].startswith("2 of ")


def test_all_reaches_those_before_it_too(diary: EventDesk) -> None:
    take(diary, "2026-12-07T13:00", "2026-12-07T14:00")
    told = moved(diary, "2026-12-14T13:00", "2026-12-14T13:30", "2026-12-14")
    assert told["all"].startswith("1 of ")
    assert told["all"].endswith(", 2026-12-07")
    assert told["following"].startswith("0 of ")


def test_its_own_days_never_clash_with_each_other(diary: EventDesk) -> None:
    told = moved(diary, "2026-12-07T09:15", "2026-12-07T09:45")
    assert {one.split(" ")[0] for one in told.values()} == {"0"}


def test_one_that_was_moved_by_itself_stays(diary: EventDesk) -> None:
    edit_event(
        diary.desk, diary.director, diary.audience(), call(diary, "2026-12-14").id,
        {"start": "2026-12-14T17:00", "end": "2026-12-14T17:30"},
    )  # fmt: skip
    take(diary, "2026-12-14T13:00", "2026-12-14T14:00")
    told = moved(diary, "2026-12-07T13:00", "2026-12-07T13:30")
    assert told["all"].startswith("0 of ")


def test_the_clock_counts_where_it_changes(diary: EventDesk) -> None:
    take(diary, "2027-03-29T13:00", "2027-03-29T13:30")  # after the clocks went forward
    told = moved(diary, "2026-12-07T13:00", "2026-12-07T13:30")
    assert told["all"].endswith("2027-03-29")


def test_all_day_takes_the_day(diary: EventDesk) -> None:
    take(diary, "2026-12-15T13:00", "2026-12-15T13:30")
    told = moved(diary, "2026-12-08", "2026-12-09")
    assert told["following"].startswith("1 of ")


def test_no_more_than_so_many_are_looked_at(diary: EventDesk) -> None:
    found = moved_ahead(
        diary.desk, diary.audience(), call(diary),
        Times("2026-12-07T13:00", "2026-12-07T13:30"), diary.now,
    )  # fmt: skip
    assert 50 < found[EditScope.ALL].days <= MOST


def test_something_new_that_repeats(diary: EventDesk) -> None:
    take(diary, "2026-12-14T13:00", "2026-12-14T14:00")
    event = Event(
        "new", org=diary.orgs["CAL"], title="Club", start="2026-12-07T13:30", end="2026-12-07T14:30"
    )
    found = repeated_ahead(diary.desk, diary.audience(), event, MONDAYS)
    assert found == SeriesAhead(1, 3, date(2026, 12, 14))
    assert repeated_ahead(diary.desk, diary.audience(), event, ()) == SeriesAhead()
    all_day = Event(
        "new", org=diary.orgs["CAL"], title="Club", start="2026-12-07", end="2026-12-08"
    )
    assert repeated_ahead(diary.desk, diary.audience(), all_day, MONDAYS).days == 3
