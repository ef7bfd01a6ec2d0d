"""A connection that lasts sees what a fresh one sees, though it remembers components."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.derive import memory
from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import occurrences_between
from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.occurrences import Occurrence
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.rules import Rule
from jointdesk.operations.audiences import director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.rules import add_rule
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.reading import Reading

SHAPES = (
    "DTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z",
    "DTSTART;TZID=Europe/London:20260105T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY",
    "DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261229",
    "DTSTART:20261201T090007Z\r\nRRULE:FREQ=MINUTELY;COUNT=5",
)
EVENTS = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.tuples(st.sampled_from(SHAPES), st.sampled_from(["Board", "HOLD Board", "Busy"])),
    min_size=1,
)


class Fed:
    """A desk with one calendar file that tests rewrite, and a connection that stays open."""

    def __init__(self, folder: Path, now: Instant) -> None:
        self.file = folder / "calendar.ics"
        self.write({"a": (SHAPES[0], "First")})
        path = folder / "a.desk"
        self.desk = new_desk(path, name="A", zone="Europe/London", data_folder=folder, now=now)
        self.actor = Actor(director_id(self.desk), now)
        add_organisation(
            self.desk, self.actor, code="CAL", name="Council", kind=OrganisationKind.COUNCIL
        )
        self.source = add_source(self.desk, self.actor, org_code="CAL", address=str(self.file))
        self.lasting = Reading(path)

    def write(self, events: dict[str, tuple[str, str]]) -> None:
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
        for uid, (times, title) in events.items():
            lines += ["BEGIN:VEVENT", f"UID:{uid}", times, f"SUMMARY:{title}", "END:VEVENT"]
        self.file.write_bytes("\r\n".join([*lines, "END:VCALENDAR", ""]).encode())

    def read(self, events: dict[str, tuple[str, str]]) -> None:
        self.write(events)
        sync_sources(self.desk, self.actor, [self.source], allow_mass_delete=True)

    def seen(self, window: Span) -> list[Occurrence]:
        return seen(self.lasting, window)

    def seen_afresh(self, window: Span) -> list[Occurrence]:
        with closing(Reading(self.desk.path)) as fresh:
            return seen(fresh, window)


def seen(reading: Reading, window: Span) -> list[Occurrence]:
    context = load_context(reading.connection, reading.zone)
    return occurrences_between(reading.connection, context, window)


@pytest.fixture
def make(tmp_path_factory: pytest.TempPathFactory, now: Instant) -> Iterator[Callable[[], Fed]]:
    made: list[Fed] = []

    def one() -> Fed:
        made.append(Fed(tmp_path_factory.mktemp("desk"), now))
        return made[-1]

    yield one
    for fed in made:
        fed.lasting.close()
        fed.desk.close()


@pytest.fixture
def week(now: Instant) -> Span:
    return Span(now - 2 * DAY, now + 5 * DAY)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(EVENTS, min_size=1, max_size=4), years=st.sampled_from([0, 9]))
def test_what_is_remembered_is_what_is_there(
    make: Callable[[], Fed], week: Span, steps: list[dict[str, tuple[str, str]]], years: int
) -> None:
    fed = make()
    window = Span(week.start, week.end + years * 366 * DAY)
    for events in steps:
        fed.read(events)
        found = fed.seen(window)

        assert found == fed.seen_afresh(window)
        assert all(one.start < window.end and one.end > window.start for one in found)


def test_little_memory_is_enough(
    make: Callable[[], Fed], week: Span, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_MOST", 1)
    fed = make()
    fed.read({uid: (shape, uid) for uid, shape in zip("abcd", SHAPES, strict=True)})
    days = [Span(start, start + DAY) for start in range(*week, DAY)]
    for window in [week, *days, week]:
        assert fed.seen(window) == fed.seen_afresh(window)


def test_the_number_of_a_component_that_has_gone_is_not_given_again(
    make: Callable[[], Fed], week: Span
) -> None:
    fed = make()
    for title in ("First", "Second"):
        fed.read({title: (SHAPES[0], title)})
        assert [one.details.title for one in fed.seen(week)] == [title]
        fed.read({})
        assert fed.seen(week) == []


def test_a_new_rule_is_heeded_at_once(make: Callable[[], Fed], week: Span) -> None:
    fed = make()
    fed.read({"a": (SHAPES[0], "Board")})
    (before,) = fed.seen(week)
    (again,) = fed.seen(week)
    add_rule(fed.desk, fed.actor, Rule("", title="Board", tier=1))

    (after,) = fed.seen(week)
    assert again.details is before.details
    assert (before.details.tier, after.details.tier) == (3, 1)
