"""What became of meetings overnight, and in one run: from what, to what; nobody learns too much."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.intents import Intent, IntentKind, IntentState, Sent
from jointdesk.domain.moments import DAY, HOUR, MINUTE, Instant
from jointdesk.domain.moves import Move, MoveKind
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience, Role
from jointdesk.domain.rules import Rule
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.news import diary_moves
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person, add_seat, change_person
from jointdesk.operations.rules import add_rule
from jointdesk.operations.runs import run_changes, runs_of
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources, take_back_run
from jointdesk.store.desk import Desk
from jointdesk.store.outbox import begin_intent, end_intents
from jointdesk.store.resources import erase_old_versions
from tests.sync.making import calendar, event


class Feed:
    """A calendar file of WEX, read again and again."""

    def __init__(self, desk: Desk, actor: Actor, path: Path) -> None:
        self.desk, self.actor, self.path = desk, actor, path
        self.id = ""

    def says(self, *events: str) -> int | None:
        """Let the file hold these events, read it an hour later, and return the run."""
        self.path.write_bytes(calendar(*events))
        self.actor = self.actor._replace(at=self.actor.at + HOUR)
        if not self.id:
            self.id = add_source(self.desk, self.actor, org_code="WEX", address=str(self.path))
        [report] = sync_sources(self.desk, self.actor, [self.id])
        assert not report.error
        return report.run

    def moves(self, since: Instant, who: str) -> list[Move]:
        """What became of meetings since a moment, in the eyes of a person."""
        audience = audience_of(self.desk, who)
        return [*diary_moves(self.desk, audience, since, self.actor.at).moves]

    def changes(self, run: int | None, who: str) -> list[Move]:
        """What a run did, in the eyes of a person."""
        assert run is not None
        return [*run_changes(self.desk, audience_of(self.desk, who), run).moves]


@pytest.fixture
def desk(tmp_path: Path, data_folder: Path, now: Instant) -> Iterator[Desk]:
    made = new_desk(
        tmp_path / "a.desk", name="Test", zone="Europe/London", data_folder=data_folder, now=now
    )
    yield made
    made.close()


@pytest.fixture
def director(desk: Desk, now: Instant) -> str:
    found = director_id(desk)
    actor = Actor(found, now)
    change_person(desk, actor, found, name="Imogen", emails=())
    add_organisation(desk, actor, code="WEX", name="NHS Wexmere ICB", kind=OrganisationKind.ICB)
    add_organisation(desk, actor, code="CAL", name="Council", kind=OrganisationKind.COUNCIL)
    return found


@pytest.fixture
def feed(desk: Desk, now: Instant, director: str, tmp_path: Path) -> Callable[..., Feed]:
    def made(*events: str) -> Feed:
        found = Feed(desk, Actor(director, now), tmp_path / "wex.ics")
        found.says(*events)
        return found

    return made


def meeting(uid: str, *lines: str, start: str = "20261201T090000Z") -> str:
    return event(uid, "DURATION:PT1H", f"SUMMARY:{uid}", *lines, start=start)


OTHERS = tuple(meeting(f"Other {number}") for number in range(3))


def kinds(moves: list[Move]) -> list[tuple[str, str]]:
    return [(move.kind.value, move.looks.title) for move in moves]


def test_the_first_reading_of_a_calendar_is_no_news(
    feed: Callable[..., Feed], now: Instant, director: str
) -> None:
    assert feed(meeting("Board")).moves(now - DAY, director) == []


def test_each_thing_that_can_become_of_a_meeting_is_told(
    feed: Callable[..., Feed], director: str
) -> None:
    names = ("Moved", "Cancelled", "Gone", "Place", "Same", "Titled")
    found = feed(*OTHERS, *map(meeting, names))
    since = found.actor.at + 1
    run = found.says(
        *OTHERS,
        meeting("Moved", start="20261203T100000Z"),
        meeting("Cancelled", "STATUS:CANCELLED"),
        meeting("Place", "LOCATION:Town Hall"),
        meeting("Same"),
        event("Titled", "DURATION:PT1H", "SUMMARY:Called", start="20261201T090000Z"),
        meeting("New"),
    )
    told = {
        ("moved", "Moved"), ("cancelled", "Cancelled"), ("gone", "Gone"), ("place", "Place"),
        ("new", "New"),
    }  # fmt: skip
    assert set(kinds(found.moves(since, director))) == told
    assert set(kinds(found.changes(run, director))) == told | {("changed", "Called")}
    moved = next(one for one in found.moves(since, director) if one.kind is MoveKind.MOVED)
    assert moved.before is not None
    assert moved.after is not None
    assert moved.after.start - moved.before.start == 2 * DAY + HOUR
    assert found.moves(found.actor.at + 1, director) == []


def test_a_series_that_was_moved_is_told_once(feed: Callable[..., Feed], director: str) -> None:
    weekly = "RRULE:FREQ=WEEKLY;COUNT=6"
    found = feed(*OTHERS, meeting("Team", weekly))
    since = found.actor.at + 1
    found.says(*OTHERS, meeting("Team", weekly, start="20261201T093000Z"))
    [move] = found.moves(since, director)
    assert (move.kind, move.times) == (MoveKind.MOVED, 6)
    found.says(*OTHERS, meeting("Team", weekly, start="20261203T093000Z"))
    [move] = found.moves(since, director)
    assert move.before is not None
    assert move.after is not None
    assert (move.kind, move.times) == (MoveKind.MOVED, 6)
    assert move.after.start - move.before.start == 2 * DAY + 30 * MINUTE


def test_what_came_and_went_again_is_no_news(feed: Callable[..., Feed], director: str) -> None:
    found = feed(*OTHERS, meeting("Board"))
    since = found.actor.at + 1
    found.says(*OTHERS, meeting("Board"), meeting("Short"))
    found.says(*OTHERS)
    found.says(*OTHERS, meeting("Board"))
    assert found.moves(since, director) == []


def test_what_is_over_and_what_was_cancelled_before_is_no_news(
    feed: Callable[..., Feed], director: str
) -> None:
    gone = meeting("Off", "STATUS:CANCELLED")
    found = feed(*OTHERS, gone, meeting("Past", start="20261129T090000Z"))
    since = found.actor.at + 1
    found.says(*OTHERS, meeting("Past", "LOCATION:X", start="20261129T090000Z"))
    assert found.moves(since, director) == []


def test_protected_and_close_ones_are_told_first(
    desk: Desk, feed: Callable[..., Feed], director: str
) -> None:
    found = feed(*OTHERS)
    add_rule(desk, found.actor, Rule("", title="Board*", tier=1))
    since = found.actor.at + 1
    found.says(
        *OTHERS,
        meeting("Ordinary", start="20261210T090000Z"),
        meeting("Board", start="20261215T090000Z"),
        meeting("Tomorrow", start="20261201T150000Z"),
    )
    assert [title for _, title in kinds(found.moves(since, director))] == [
        "Tomorrow", "Board", "Ordinary",
    ]  # fmt: skip


def test_of_what_is_private_others_learn_nothing(
    desk: Desk, feed: Callable[..., Feed], director: str
) -> None:
    private = "CLASS:PRIVATE"
    found = feed(*OTHERS, meeting("Talk", private), meeting("Open"), meeting("Shut", private))
    tom = add_person(desk, found.actor, name="Tom")
    add_seat(desk, found.actor, person_id=tom, org_code="CAL", role=Role.PA)
    since = found.actor.at + 1
    run = found.says(
        *OTHERS,
        meeting("Talk", private, start="20261203T090000Z"),
        meeting("Open", private, start="20261203T090000Z"),
        meeting("Shut", "LOCATION:Town Hall"),
        meeting("New", private),
    )
    assert len(found.moves(since, director)) == 4
    assert found.moves(since, tom) == []
    assert found.changes(run, tom) == []
    audience: Audience = audience_of(desk, tom)
    assert run is not None
    assert run_changes(desk, audience, run).other == 0
    assert runs_of(desk, audience, found.id)[0].counts is None


def test_runs_say_whether_they_can_be_undone(
    desk: Desk, feed: Callable[..., Feed], director: str
) -> None:
    found = feed(*OTHERS, meeting("Board"))
    since = found.actor.at + 1
    second = found.says(*OTHERS, meeting("Board", "LOCATION:Hall"))
    audience = audience_of(desk, director)
    latest, first = runs_of(desk, audience, found.id)
    assert (latest.id, latest.kept_by, latest.person) == (second, "", "Imogen")
    assert "Undo that one first" in first.kept_by
    assert latest.counts is not None
    assert latest.counts["changed"] == 1
    take_back_run(desk, found.actor, latest.id)
    latest, first = runs_of(desk, audience, found.id)
    assert latest.undone_at is not None
    assert first.kept_by == ""
    assert found.moves(since, director) == []
    assert kinds(found.changes(second, director)) == [("place", "Board")]


def test_what_was_erased_is_said_to_be(
    desk: Desk, feed: Callable[..., Feed], director: str
) -> None:
    found = feed(*OTHERS, meeting("Board"))
    run = found.says(*OTHERS, meeting("Board", "LOCATION:Hall"))
    erase_old_versions(desk, found.actor.at + 100 * DAY)
    assert run is not None
    changes = run_changes(desk, audience_of(desk, director), run)
    assert (changes.moves, changes.erased) == ((), 1)


def test_a_run_that_is_not_there_is_said_so(desk: Desk, director: str) -> None:
    with pytest.raises(NotFoundError):
        run_changes(desk, audience_of(desk, director), 99)


def test_of_very_much_only_the_number_is_told(
    feed: Callable[..., Feed], director: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = feed(*OTHERS)
    since = found.actor.at + 1
    found.says(*OTHERS, *(meeting(f"New {number}") for number in range(2001)))
    audience = audience_of(found.desk, director)
    news = diary_moves(found.desk, audience, since, found.actor.at)
    assert (news.moves, news.more) == ((), 2001)


def test_what_was_written_from_here_is_no_news_to_who_wanted_it(
    desk: Desk, feed: Callable[..., Feed], director: str
) -> None:
    found = feed(*OTHERS, meeting("Board"))
    bridget = add_person(desk, found.actor, name="Bridget")
    add_seat(desk, found.actor, person_id=bridget, org_code="WEX", role=Role.PA)
    since = found.actor.at + 1
    found.says(*OTHERS, meeting("Board", start="20261203T090000Z"))
    [move] = found.moves(since, director)
    series = move.key.rpartition("-")[0]
    sent = (Sent("overlay:x", "start", None, "2026-12-03T09:00"),)
    intent = Intent(
        found.id, series, IntentKind.CHANGE, "", "", sent, b"", found.actor.at, director
    )
    begin_intent(desk, intent)
    assert found.moves(since, director) == [move]  # it may not have arrived
    end_intents(desk, found.id, [series], IntentState.DONE)
    assert found.moves(since, director) == []
    assert found.moves(since, bridget) == [move]
    found.says(*OTHERS, meeting("Board", "LOCATION:Hall", start="20261203T090000Z"))
    assert kinds(found.moves(since, director)) == [("moved", "Board")]
    found.says(*OTHERS)
    assert kinds(found.moves(since, director)) == [("gone", "Board")]
    gone = intent._replace(kind=IntentKind.DELETE, sent=())
    begin_intent(desk, gone)
    end_intents(desk, found.id, [series], IntentState.DONE)
    assert found.moves(since, director) == []
