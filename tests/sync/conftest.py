from collections.abc import Callable
from pathlib import Path

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.resources import StoredResource
from jointdesk.domain.sources import Collection, Connection
from jointdesk.sources.memory import MemorySource
from jointdesk.sources.protocol import Part, Source, never
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection
from jointdesk.store.desk import Desk
from jointdesk.store.resources import stored_resources
from jointdesk.sync.drafting import Draft, draft_of
from jointdesk.sync.progress import Meter, silent
from jointdesk.sync.report import Report
from jointdesk.sync.run import run
from tests.sources.conftest import answer, server

__all__ = ["answer", "server"]


class Diary:
    """A desk with one source, "wex", and how tests read it."""

    def __init__(self, desk: Desk, now: Instant) -> None:
        self.desk = desk
        self.now = now
        self.collection = Collection("wex", "o1", "Wexmere", "ics")
        fields = collection_fields(self.collection)
        record(desk, self.actor, "Add a source", [Write("wex", ITEM_TYPE, fields)])
        add_connection(desk, Connection("wex", "anywhere"))

    @property
    def actor(self) -> Actor:
        return Actor("p1", self.now)

    @property
    def connection(self) -> Connection:
        found = find_connection(self.desk.connection, "wex")
        assert found is not None
        return found

    def read(self, source: Source | bytes, **options: object) -> Report:
        """Read a source, or the bytes of one file, a minute after the last time."""
        self.now += 60
        if isinstance(source, bytes):
            source = MemorySource((Part("wex.ics", source),))
        return run(self.desk, self.connection, source, self.actor, **options)

    def draft(self, data: bytes) -> Draft:
        """Plan what the bytes of one file would bring."""
        source = MemorySource((Part("wex.ics", data),))
        meter = Meter(silent, never)
        return draft_of(self.desk, self.collection, self.connection, source, self.now, meter)

    def stored(self) -> dict[str, StoredResource]:
        return {one.uid: one for one in stored_resources(self.desk, "wex")}

    def rows(self) -> list[str]:
        """Everything in the file but when it was last read."""
        lines = self.desk.connection.iterdump()
        return [line for line in lines if not line.startswith('INSERT INTO "connection"')]

    def titles(self) -> list[str]:
        """The titles in the diary."""
        rows = self.desk.connection.execute("SELECT summary FROM component ORDER BY summary")
        return [row[0] for row in rows]


@pytest.fixture
def diary(desk: Desk, now: Instant) -> Diary:
    return Diary(desk, now)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write files into a folder, `None` taking one away."""

    def write(**files: bytes | None) -> Path:
        path = tmp_path / "calendars"
        path.mkdir(exist_ok=True)
        for name, data in files.items():
            file = path / f"{name}.ics"
            if data is None:
                file.unlink()
            else:
                file.write_bytes(data)
        return path

    return write
