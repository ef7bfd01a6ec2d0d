"""Writing what waits, request by request, to a server in memory."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from jointdesk.derive.overlays import shown_of
from jointdesk.domain.actors import Actor
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.intents import IntentState
from jointdesk.domain.items import Item, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import OVERLAY, overlay_id, overlay_of, wanting
from jointdesk.domain.sources import Collection, Connection
from jointdesk.sources.protocol import ChangedThereError, Member
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection, update_connection
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.outbox import forget_ended, open_intents, try_again
from jointdesk.store.overlays import find_overlay, waiting_by_series
from jointdesk.store.resources import current_text, stored_resources
from jointdesk.sync.outbox_run import read_and_write
from jointdesk.sync.report import Report
from jointdesk.sync.run import run
from tests.sync.faulty_server import BUSY_S, FaultyServer
from tests.sync.making import calendar, event

ZONE = ZoneInfo("Europe/London")
COLLECTION = Collection("wex", "o1", "Wexmere", "caldav")
DAY = 86_400


class Calendar:
    """A desk with one calendar on a server in memory."""

    def __init__(self, desk: Desk, now: Instant) -> None:
        self.desk = desk
        self.now = now
        self.server = FaultyServer({f"{name}.ics": calendar(event(name)) for name in "abc"})
        write = Write("wex", ITEM_TYPE, collection_fields(COLLECTION))
        record(desk, self.actor, "Add a source", [write])
        add_connection(desk, Connection("wex", "anywhere", can_write=True))
        self.sync()

    @property
    def actor(self) -> Actor:
        return Actor("p1", self.now)

    def want(self, uid: str, **fields: Any) -> None:
        [one] = [one for one in stored_resources(self.desk, "wex") if one.uid == uid]
        id_ = overlay_id(one.series_id)
        known = find_overlay(self.desk.connection, id_)
        overlay = known or overlay_of(Item(id_, OVERLAY, "", 0, {}))
        shown = shown_of(current_text(self.desk.connection, one.id), overlay, ZONE)
        write = Write(id_, OVERLAY, wanting(overlay.pending, shown, fields))
        record(self.desk, self.actor, "Changed", [write])

    def sync(self, *faults: str, **options: Any) -> Report:
        self.server.faults = list(faults)

        def read() -> Report:
            connection = find_connection(self.desk.connection, "wex")
            assert connection is not None
            return run(self.desk, connection, self.server, self.actor)

        return read_and_write(self.desk, COLLECTION, self.server, self.actor, read, **options)

    def states(self) -> list[IntentState]:
        return [one.state for one in open_intents(self.desk.connection)]


@pytest.fixture
def there(desk: Desk, now: Instant) -> Calendar:
    return Calendar(desk, now)


def test_back_off_is_kept_over_restarts(there: Calendar, reopened: Callable[[], Desk]) -> None:
    there.want("a", title="New")
    assert "1 change could not be written" in there.sync("before").error
    there.desk = reopened()
    there.now += 29
    assert there.sync(at_once=False).written == 0
    there.now += 1
    there.sync("before", at_once=False)
    there.now += 59
    assert there.sync(at_once=False).written == 0
    there.now += 1
    assert there.sync(at_once=False).written == 1
    assert there.states() == []


def test_a_server_is_left_alone_for_as_long_as_it_asks(
    there: Calendar, reopened: Callable[[], Desk]
) -> None:
    there.want("a", title="New")
    assert there.sync("busy").written == 0
    there.desk = reopened()
    connection = find_connection(there.desk.connection, "wex")
    assert connection is not None
    assert there.now + BUSY_S <= connection.not_before <= there.now + BUSY_S + 600
    there.now += BUSY_S - 1
    assert connection.is_left_alone(there.now)
    assert there.sync(at_once=False).written == 0
    there.now += 601
    assert not connection.is_left_alone(there.now)
    assert there.sync(at_once=False).written == 1


def test_a_person_may_ask_a_busy_server_at_once(there: Calendar) -> None:
    there.want("a", title="New")
    there.sync("busy")
    assert there.sync().written == 1


def test_a_wish_to_be_left_alone_ends_with_the_next_reading(there: Calendar) -> None:
    there.sync("read busy")
    connection = find_connection(there.desk.connection, "wex")
    assert connection is not None
    assert connection.is_left_alone(there.now)
    there.sync()
    assert find_connection(there.desk.connection, "wex") == replace(
        connection, error="", not_before=0, read_at=there.now
    )


@pytest.fixture
def reopened(there: Calendar) -> Callable[[], Desk]:
    def reopen() -> Desk:
        path, folder = there.desk.path, there.desk.pairing_file.parent
        there.desk.close()
        return open_desk(path, data_folder=folder)

    return reopen


def test_after_a_failure_the_others_wait_and_one_bad_thing_does_not_hold_them_up(
    there: Calendar,
) -> None:
    there.want("a", title="New a")
    there.want("b", title="New b")
    assert there.sync("before").written == 0
    assert there.sync("", "before").written == 1
    assert there.sync().written == 1


def test_what_shares_its_part_with_others_is_refused(there: Calendar) -> None:
    there.server.members["d.ics"] = calendar(event("d"), event("e"))
    there.sync()
    there.want("d", title="New")
    report = there.sync()
    assert (report.written, "in one file with others" in report.error) == (0, True)
    assert there.states() == [IntentState.REFUSED]
    assert there.sync().error == ""


def test_what_was_refused_is_tried_again_by_hand_or_after_another_edit(there: Calendar) -> None:
    there.want("a", title="New")
    assert "did not take the change" in there.sync("refused").error
    assert there.sync().written == 0
    there.want("a", title="Newer")
    there.sync("refused")
    [intent] = open_intents(there.desk.connection)
    try_again(there.desk, "wex", intent.series_id)
    assert there.sync().written == 1


def test_nothing_is_written_where_it_cannot_be_read_or_may_not_be_written(
    there: Calendar,
) -> None:
    there.want("a", title="New")
    assert there.sync("read fails").written == 0
    connection = find_connection(there.desk.connection, "wex")
    assert connection is not None
    update_connection(there.desk, Connection("wex", "anywhere"))
    assert there.sync().written == 0
    assert there.server.writes == 0


def test_somebody_who_is_always_quicker_is_told_of(there: Calendar) -> None:
    class Quicker(FaultyServer):
        def put(self, name: str, data: bytes, etag: str, *_: object) -> Member:
            raise ChangedThereError

    there.want("a", title="New")
    there.server = Quicker(there.server.members)
    report = there.sync()
    assert "could not be written" in report.error
    assert there.states() == [IntentState.UNKNOWN]
    assert there.sync("", at_once=False).error == ""


def test_an_event_changed_while_it_is_made_is_changed_there_next(there: Calendar) -> None:
    made = Event(
        "s1", org="o1", title="Made", start="2026-12-14T14:00", end="2026-12-14T15:00",
        collection="wex",
    )  # fmt: skip
    record(there.desk, there.actor, "Added", [Write("s1", EVENT.name, EVENT.stored(made))])

    def change(fault: str, name: str) -> None:
        write = Write("s1", EVENT.name, {"title": "Made better"})
        record(there.desk, there.actor, "Changed", [write])

    there.server.meanwhile = change
    assert there.sync("edit after").written == 1
    assert b"SUMMARY:Made\r\n" in there.server.members["s1.ics"]
    [waiting] = waiting_by_series(there.desk.connection).values()
    assert [one.wanted for one in waiting.overlays[0].pending] == ["Made better"]
    assert there.sync().written == 1
    assert b"SUMMARY:Made better\r\n" in there.server.members["s1.ics"]
    assert there.server.members.keys() == {"a.ics", "b.ics", "c.ics", "s1.ics"}


def test_intents_end_without_their_bytes_and_are_forgotten_in_time(there: Calendar) -> None:
    there.want("a", title="New")
    there.sync()
    rows = there.desk.connection.execute("SELECT state, text FROM intent").fetchall()
    assert rows == [("done", None)]
    forget_ended(there.desk, there.now + 89 * DAY)
    assert there.desk.connection.execute("SELECT count(*) FROM intent").fetchone() == (1,)
    forget_ended(there.desk, there.now + 91 * DAY)
    assert there.desk.connection.execute("SELECT count(*) FROM intent").fetchone() == (0,)
