"""What an erasure reaches, whatever it names: never what the desk stands on."""

import pytest

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import (
    GENESIS,
    Body,
    Header,
    body_hash,
    body_text,
    chain_hash,
    clock_at,
)
from jointdesk.domain.heirs import heir_of
from jointdesk.domain.items import Json, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import ERASURE, Arrival, Entry, Placed, server_hash
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.erasures import LASTING, erased_here
from jointdesk.store.items import find_item
from jointdesk.store.server_log import take_in
from jointdesk.store.streams import stream_id

NOW = Instant(1_796_025_600)


@pytest.mark.parametrize("is_said_again", [False, True])
def test_what_the_desk_stands_on_is_not_reached(desk: Desk, is_said_again: bool) -> None:
    writes = [Write(f"one {kind}", kind, {"name": "x"}, "shared") for kind in (*LASTING, "note")]
    record(desk, Actor("p", NOW), "Said", writes)
    shared = stream_id(desk.connection, "shared")
    rows = desk.connection.execute(
        "SELECT device, n, lower(hex(body_hash)) FROM change WHERE stream_id = ?", (shared,)
    ).fetchall()
    dots: list[Json] = [f"{device}/{n}" for device, n, _ in rows]
    if is_said_again:  # by an heir, under other names: then the hashes alone find it
        dots, heir = [], heir_of(rows[0][0], 1, bytes(32))
        with desk.transaction():
            desk.connection.execute("INSERT INTO device VALUES (?, NULL)", (heir,))
    body = body_text(Body("a", "Erased", NOW, {"dots": dots, "hashes": [row[2] for row in rows]}))
    reached = erased_here(desk.connection, shared, body)
    assert {item for _, _, item in reached} == {"one note"}


@pytest.mark.parametrize(("kind", "is_kept"), [("person", True), ("note", False)])
def test_what_was_erased_and_an_heir_says_again_comes_with_its_words_only_there(
    desk: Desk, kind: str, is_kept: bool
) -> None:
    text, salt = body_text(Body("a", "Said", NOW, {"name": "x"})), bytes(16)
    hashed = body_hash(salt, text)
    said: list[Json] = [[hashed.hex()], [{}, [], None, 1], "hashes", {"hashes": 1}, 7, None]
    writes = [Write(f"e{n}", ERASURE, {"hashes": one}) for n, one in enumerate(said)]
    record(desk, Actor("p", NOW), "Erased", writes)  # of others, of whatever shape
    shared = stream_id(desk.connection, "shared")
    header = Header(shared, heir_of("d", 1, bytes(32)), 1, "one", kind, 1, clock_at(NOW), "p", "")
    entry = Entry(header, hashed, chain_hash(GENESIS, header, hashed), salt, text)
    placed = Placed(1, "p", "own", NOW * 1_000_000, b"")
    placed = placed._replace(server_hash=server_hash(bytes(32), placed, entry.chain_hash))
    take_in(desk, [Arrival(entry, placed)])
    assert (find_item(desk.connection, "one") is not None) == is_kept
