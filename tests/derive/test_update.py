"""What follows from the facts is the same whichever way the facts came."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.derive.state import is_current
from jointdesk.derive.update import ensure_current, rebuild
from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.operations.audiences import director_id
from jointdesk.operations.check import check
from jointdesk.operations.desks import new_desk
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources, take_back_run
from jointdesk.store.derived import fingerprint, put_state, stored_horizon, stored_stamp
from jointdesk.store.resources import runs

SHAPES = (
    "DTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z",
    "DTSTART;TZID=Europe/London:20260105T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY",
    "DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261229",
    "DTSTART:20261201T090007Z\r\nRRULE:FREQ=MINUTELY;COUNT=5",
    "DTSTART;TZID=Nowhere/Land:20261201T233000\r\nDURATION:P3DT1H",
    "DTSTART:20261130T090000\r\nRRULE:FREQ=DAILY;COUNT=9\r\nEXDATE:20261201T090000",
)
EVENTS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.tuples(st.sampled_from(SHAPES), st.sampled_from(["Board", "Café", "Private"])),
    min_size=1,
    max_size=4,
)


def calendar(events: dict[str, tuple[str, str]]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for uid, (times, title) in events.items():
        private = ["CLASS:PRIVATE"] if title == "Private" else []
        lines += ["BEGIN:VEVENT", f"UID:{uid}", times, f"SUMMARY:{title}", *private, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


class Fed:
    """A desk with one calendar file that tests rewrite."""

    def __init__(self, folder: Path, now: Instant) -> None:
        self.now = now
        self.file = folder / "calendar.ics"
        self.file.write_bytes(calendar({"a": (SHAPES[0], "First")}))
        self.desk = new_desk(
            folder / "a.desk", name="A", zone="Europe/London", data_folder=folder, now=now
        )
        self.actor = Actor(director_id(self.desk), now)
        add_organisation(
            self.desk, self.actor, code="CAL", name="Council", kind=OrganisationKind.COUNCIL
        )
        self.source = add_source(self.desk, self.actor, org_code="CAL", address=str(self.file))

    def read(self, events: dict[str, tuple[str, str]]) -> None:
        self.file.write_bytes(calendar(events))
        sync_sources(self.desk, self.actor, [self.source], allow_mass_delete=True)


@pytest.fixture
def make(
    tmp_path_factory: pytest.TempPathFactory, now: Instant, request: pytest.FixtureRequest
) -> Callable[[], Fed]:
    def made() -> Fed:
        fed = Fed(tmp_path_factory.mktemp("desk"), now)
        request.addfinalizer(fed.desk.close)
        return fed

    return made


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EVENTS, min_size=1, max_size=4), st.booleans())
def test_reading_step_by_step_comes_to_what_a_rebuild_makes(
    make: Callable[[], Fed], steps: list[dict[str, tuple[str, str]]], take_back: bool
) -> None:
    fed = make()
    for events in steps:
        fed.read(events)
    if take_back and (made := runs(fed.desk, fed.source)):
        take_back_run(fed.desk, fed.actor, made[0].id)

    assert check(fed.desk, fed.now) == []


def test_a_damaged_table_is_found_and_made_anew(make: Callable[[], Fed]) -> None:
    fed = make()
    fed.read({"a": (SHAPES[1], "Board"), "b": (SHAPES[2], "Leave")})
    fed.desk.connection.execute("DELETE FROM occurrence WHERE k = (SELECT max(k) FROM occurrence)")

    (sentence,) = check(fed.desk, fed.now)
    assert "occurrences" in sentence
    assert len(check(fed.desk, fed.now, mend=True)) == 1
    assert check(fed.desk, fed.now) == []


def test_another_stamp_has_everything_made_anew(make: Callable[[], Fed]) -> None:
    fed = make()
    fed.read({"a": (SHAPES[1], "Board")})
    connection = fed.desk.connection
    good, horizon = fingerprint(connection), stored_horizon(connection)
    assert horizon is not None
    put_state(connection, '[0, "Europe/London", "1999a"]', horizon)
    connection.execute("DELETE FROM occurrence")
    assert not is_current(fed.desk, fed.now)

    ensure_current(fed.desk, fed.now)

    assert is_current(fed.desk, fed.now)
    assert "1999a" not in stored_stamp(connection)
    assert fingerprint(connection) == good


def test_as_time_goes_on_the_horizon_grows_to_what_a_rebuild_makes(
    make: Callable[[], Fed],
) -> None:
    fed = make()
    fed.read({"a": (SHAPES[1], "Board"), "b": (SHAPES[0], "Once")})
    later = fed.now + 90 * DAY
    connection = fed.desk.connection
    before = stored_horizon(connection)
    assert not is_current(fed.desk, later)

    ensure_current(fed.desk, later)

    grown, extended = fingerprint(connection), stored_horizon(connection)
    assert before is not None
    assert extended is not None
    assert (extended.start, extended.end > before.end) == (before.start, True)
    rebuild(fed.desk, later)
    assert fingerprint(connection) == grown


def test_a_rebuild_that_fails_leaves_everything_as_it_was(
    make: Callable[[], Fed], monkeypatch: pytest.MonkeyPatch
) -> None:
    fed = make()
    fed.read({"a": (SHAPES[1], "Board")})
    good = fingerprint(fed.desk.connection)

    def fail(*_: object) -> None:
        raise sqlite3.DataError("broken")

    monkeypatch.setattr("jointdesk.derive.update.insert_occurrences", fail)
    with pytest.raises(Exception, match="broken"):
        rebuild(fed.desk, fed.now)

    assert fingerprint(fed.desk.connection) == good
