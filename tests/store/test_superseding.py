"""Texts that were replaced are found by when, stream by stream, and erased without a trace."""

from collections.abc import Iterable

import pytest

from jointdesk.domain.changes import clock_at, value_of
from jointdesk.domain.items import Write
from jointdesk.domain.mirrors import BUSY, MIRROR
from jointdesk.domain.moments import DAY, Instant
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.integrity import check
from jointdesk.store.superseding import (
    erase_superseded,
    erased_until,
    find_superseded,
    note_erased_until,
)
from tests.store.samples import DIRECTOR

OWN = "org:cal"
BOTH = ("shared", OWN)
LATER = clock_at(Instant(DIRECTOR.at + 10 * DAY))


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A desk on which two carried items, and one of another type, were replaced day by day."""
    record(desk, DIRECTOR, "Added", [Write("cal", "organisation", {"code": "CAL"})])
    for day, word in enumerate(("PLUGH", "XYZZY", "FROTZ")):
        fields = {"uid": "u", "text": word * 99}
        writes = [
            Write("m", MIRROR, fields, OWN), Write("b", BUSY, fields), Write("n", "note", fields),
        ]  # fmt: skip
        actor = DIRECTOR._replace(at=Instant(DIRECTOR.at + day * DAY))
        record(desk, actor, "Said", writes, is_whole=True)
    return desk


def found(
    desk: Desk, streams: Iterable[str] = BOTH, clock: int = LATER, most: int = 9
) -> list[str]:
    changes = find_superseded(desk.connection, frozenset(streams), clock, most).changes
    return [f"{one.header.item_id}{str(value_of(one, 'text'))[0]}" for one in changes]


def test_those_replaced_before_a_clock_are_found_in_the_streams_that_are_asked(told: Desk) -> None:
    assert found(told) == ["mP", "mX", "bP", "bX"]
    assert found(told, ["shared"]) == ["bP", "bX"]
    assert found(told, clock=clock_at(Instant(DIRECTOR.at + 2 * DAY))) == ["mP", "bP"]
    assert found(told, clock=clock_at(DIRECTOR.at)) == []


def test_only_what_something_was_said_of_is_looked_at_again(told: Desk) -> None:
    assert erased_until(told.connection) == 0
    note_erased_until(told, LATER)
    assert found(told, clock=LATER + 1) == []


def test_so_many_at_once_and_the_next_begins_where_that_ended(told: Desk) -> None:
    every: list[str] = []
    for _ in range(3):
        some = find_superseded(told.connection, BOTH, LATER, 3)
        every += [one.header.item_id for one in some.changes]
        if some.changes:
            erase_superseded(told, DIRECTOR, some.changes)
        note_erased_until(told, some.clock)
    assert every == ["m", "m", "b", "b"]
    assert erased_until(told.connection) == LATER


def test_no_byte_is_left_and_all_adds_up(told: Desk) -> None:
    kept = "SELECT * FROM item WHERE type <> 'erasure'"
    items = told.connection.execute(kept).fetchall()
    some = find_superseded(told.connection, BOTH, LATER, 9)
    erase_superseded(told, DIRECTOR, some.changes)
    assert told.connection.execute(kept).fetchall() == items
    assert found(told) == []
    assert check(told) == []
    told.close()
    data = told.path.read_bytes()
    assert [data.count(word * 99) for word in (b"PLUGH", b"XYZZY")] == [1, 1]  # in the note alone
