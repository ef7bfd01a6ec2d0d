"""Connections: how this machine reaches collections."""

import pytest

from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.sources import Connection
from jointdesk.store.connections import (
    add_connection,
    change_etags,
    find_connection,
    forget_etags,
    known_etags,
    list_connections,
    pause_connection,
    remove_connection,
    update_connection,
)
from jointdesk.store.desk import Desk
from tests.store.samples import NOW

FULL = Connection(
    "b", "https://x/feed.ics", "keyring", "e", "m", NOW, True, "gone", "d", "anna", "t", True
)


def test_connections_are_kept_as_they_are(desk: Desk) -> None:
    plain = Connection("a", "work.ics")
    add_connection(desk, FULL)
    add_connection(desk, plain)
    assert list_connections(desk.connection) == [plain, FULL]
    assert find_connection(desk.connection, "b") == FULL
    assert find_connection(desk.connection, "b").paused is True  # type: ignore[union-attr]
    assert find_connection(desk.connection, "c") is None


def test_a_collection_is_reached_in_one_way_only(desk: Desk) -> None:
    add_connection(desk, FULL)
    with pytest.raises(WrongUseError, match="b is connected already"):
        add_connection(desk, Connection("b", "other.ics"))
    assert list_connections(desk.connection) == [FULL]


def test_new_values_are_written_only_where_they_differ(desk: Desk) -> None:
    add_connection(desk, FULL)
    before = desk.connection.total_changes
    update_connection(desk, FULL)
    assert desk.connection.total_changes == before
    update_connection(desk, Connection("b", "work.ics", read_at=NOW))
    assert list_connections(desk.connection) == [Connection("b", "work.ics", read_at=NOW)]


def test_a_connection_is_paused_and_read_again(desk: Desk) -> None:
    add_connection(desk, Connection("a", "work.ics"))
    pause_connection(desk, "a")
    assert list_connections(desk.connection)[0].paused
    pause_connection(desk, "a", paused=False)
    assert not list_connections(desk.connection)[0].paused


def test_one_that_is_not_there_is_named(desk: Desk) -> None:
    add_connection(desk, FULL)
    remove_connection(desk, "b")
    assert list_connections(desk.connection) == []
    for action in (remove_connection, pause_connection):
        with pytest.raises(NotFoundError, match="no source b on this computer"):
            action(desk, "b")
    with pytest.raises(NotFoundError, match="no source b"):
        update_connection(desk, FULL)


def test_versions_of_members_are_kept_where_they_differ(desk: Desk) -> None:
    change_etags(desk, "a", {"1.ics": "x", "2.ics": "y"}, None)
    change_etags(desk, "b", {"1.ics": "z"}, None)
    before = desk.connection.total_changes
    change_etags(desk, "a", {"1.ics": "x"}, ["nowhere.ics"])
    assert desk.connection.total_changes == before
    change_etags(desk, "a", {"2.ics": "y2", "3.ics": ""}, ["1.ics"])
    assert known_etags(desk.connection, "a") == {"2.ics": "y2", "3.ics": ""}
    change_etags(desk, "a", {"3.ics": "w"}, None)
    assert known_etags(desk.connection, "a") == {"3.ics": "w"}
    assert known_etags(desk.connection, "b") == {"1.ics": "z"}


def test_a_connection_that_goes_takes_its_versions_with_it(desk: Desk) -> None:
    add_connection(desk, FULL)
    change_etags(desk, "a", {"1.ics": "x"}, None)
    change_etags(desk, "b", {"1.ics": "x"}, None)
    remove_connection(desk, "b")
    assert known_etags(desk.connection, "b") == {}
    forget_etags(desk, "a")
    assert known_etags(desk.connection, "a") == {}
