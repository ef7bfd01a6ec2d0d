"""What was said of a thing under several ids, put together."""

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Fields, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import OVERLAY, RENAMED
from jointdesk.store.aliases import as_one, called_before, called_now
from jointdesk.store.changes import changes_of, record
from jointdesk.store.desk import Desk
from jointdesk.store.streams import stream_id

WHO = Actor("p", Instant(1_796_025_600))


def say(desk: Desk, key: str, fields: Fields, *again: Write) -> None:
    """Say something of a thing by an id of it."""
    writes = [Write(f"overlay:{key}", OVERLAY, fields), *again]
    record(desk, WHO, "Said", writes, automatic=bool(again))


@pytest.fixture
def renamed(desk: Desk) -> Desk:
    """A desk on which something is said of `a`, which is called `b` since, and then `c`."""
    say(desk, "a", {"title": "x"})
    say(desk, "a", {"title": None, RENAMED: "b"}, Write("overlay:b", OVERLAY, {"title": "x"}))
    say(desk, "b", {"title": None, RENAMED: "c"}, Write("overlay:c", OVERLAY, {"title": "x"}))
    record(desk, WHO, "Renamed", [Write("overlay:a", OVERLAY, {RENAMED: "c"})], automatic=True)
    return desk


def test_every_old_id_says_what_it_is_called_now(renamed: Desk) -> None:
    connection = renamed.connection
    ids = ["overlay:a", "overlay:b", "overlay:c", "overlay:z"]
    assert called_now(connection, ids) == {"overlay:a": "overlay:c", "overlay:b": "overlay:c"}
    assert called_before(connection) == {"overlay:c": ["overlay:a", "overlay:b"]}


def test_what_was_said_again_comes_from_what_was_said(renamed: Desk) -> None:
    connection, shared = renamed.connection, stream_id(renamed.connection, "shared")
    parts = [[*changes_of(connection, f"overlay:{key}", shared)] for key in "abc"]
    first = parts[0][0].dot
    known = as_one([change for part in parts for change in part])
    dot = parts[2][0].dot
    while (body := known[dot].body) is not None and body.base:
        (dot,) = body.base["title"]
    assert dot == first
    assert not any(RENAMED in one.body.values for one in known.values() if one.body)
