"""What bears on a series for which something waits, of all of them and of one."""

from typing import Any

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import OVERLAY, overlay_id, wanted_fields
from jointdesk.domain.sources import Collection, Connection
from jointdesk.sources.memory import MemoryServer
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection
from jointdesk.store.desk import Desk
from jointdesk.store.resources import stored_parts, stored_resources
from jointdesk.sync.cases import cases_of
from jointdesk.sync.outbox_run import read_and_write
from jointdesk.sync.run import run
from tests.sync.making import calendar, event

MADE = Event("e1", org="o1", title="Made", start="2026-12-14T09:00", end="2026-12-14T10:00")


class Diary:
    """A desk with a calendar of five events: of three something is wanted, one is made anew."""

    def __init__(self, desk: Desk, now: Instant) -> None:
        self.desk, self.actor = desk, Actor("p1", now)
        self.collection = Collection("wex", "o1", "Wexmere", "caldav")
        self.server = MemoryServer({f"{name}.ics": calendar(event(name)) for name in "abcde"})
        fields = collection_fields(self.collection)
        record(desk, self.actor, "Add a source", [Write("wex", ITEM_TYPE, fields)])
        add_connection(desk, Connection("wex", "anywhere", can_write=True))
        self.read()
        made = EVENT.stored(MADE) | {"collection": "wex"}
        writes = [Write("e1", EVENT.name, made)]
        for one in stored_resources(desk, "wex")[:3]:
            title = f"Meeting {one.uid}"
            writes.append(self.wanted(one.series_id, title=(title, f"New {one.uid}")))
        record(desk, self.actor, "Changed", writes)

    def wanted(self, series_id: str, **values: Any) -> Write:
        return Write(overlay_id(series_id), OVERLAY, wanted_fields(values))

    def read(self) -> Any:
        connection = find_connection(self.desk.connection, "wex")
        assert connection is not None
        return run(self.desk, connection, self.server, self.actor)


@pytest.fixture
def diary(desk: Desk, now: Instant) -> Diary:
    return Diary(desk, now)


def test_one_that_is_named_is_the_same_as_among_all(diary: Diary) -> None:
    every = cases_of(diary.desk, "wex")
    assert len(every) == 4
    assert [one for each in every for one in cases_of(diary.desk, "wex", only=each.series_id)] == (
        every
    )


def test_one_that_does_not_wait_is_no_case(diary: Diary) -> None:
    quiet = stored_resources(diary.desk, "wex")[4].series_id
    assert cases_of(diary.desk, "wex", only=quiet) == []
    assert cases_of(diary.desk, "wex", only="nowhere") == []
    assert cases_of(diary.desk, "elsewhere") == []


def test_what_was_written_is_taken_in_without_a_look_at_the_others(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def watched(desk: Desk, collection_id: str) -> Any:
        looked.append(collection_id)
        return stored_resources(desk, collection_id)

    monkeypatch.setattr("jointdesk.sync.drafting.stored_resources", watched)
    report = read_and_write(diary.desk, diary.collection, diary.server, diary.actor, diary.read)
    assert report.written == 4
    assert looked == ["wex"]
    titles = diary.desk.connection.execute("SELECT summary FROM component ORDER BY summary")
    assert [title for (title,) in titles] == [
        "Made", "Meeting d", "Meeting e", "New a", "New b", "New c",
    ]  # fmt: skip


def test_parts_are_found_by_uid_and_by_name(diary: Diary) -> None:
    every = stored_resources(diary.desk, "wex")
    assert stored_parts(diary.desk, "wex", ["a"], ["c.ics"]) == [every[0], every[2]]
    assert stored_parts(diary.desk, "elsewhere", ["a"], ["c.ics"]) == []
