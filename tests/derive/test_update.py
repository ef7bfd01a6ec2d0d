"""What follows from the facts is the same whichever way the facts came."""

import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.derive.state import is_current
from jointdesk.derive.update import rebuild
from jointdesk.derive.upkeep import ensure_current
from jointdesk.domain.moments import DAY
from jointdesk.operations.check import check
from jointdesk.operations.sync import take_back_run
from jointdesk.store.derived import fingerprint, put_state, stored_horizon, stored_stamp
from jointdesk.store.resources import runs
from tests.derive.feeding import EVENTS, SHAPES, Fed


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
