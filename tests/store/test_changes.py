"""Recording: everything people say is appended, chained, and shown by the item's row."""

import hashlib
import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.canonical import canonical_json
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import DELETED, Fields
from jointdesk.store.changes import (
    LONGEST,
    collisions,
    erase_item,
    record,
    scrub,
    scrub_if_due,
)
from jointdesk.store.desk import Desk, create_desk
from jointdesk.store.integrity import check, rebuild_items
from jointdesk.store.items import find_item, list_items
from jointdesk.store.undo import undo
from tests.store.samples import DIRECTOR, PA, OtherDevice, later, write


def count(desk: Desk, table: str) -> int:
    return int(desk.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def shown(desk: Desk, item_id: str) -> Fields:
    item = find_item(desk.connection, item_id)
    assert item is not None
    return item.fields


def test_an_action_is_recorded_and_shown(desk: Desk) -> None:
    action = record(desk, DIRECTOR, "Added CAL", [write(code="CAL"), write("wex", code="WEX")])
    assert action
    assert [item.id for item in list_items(desk.connection, "organisation")] == ["cal", "wex"]
    assert shown(desk, "cal") == {"code": "CAL"}
    bodies = [json.loads(row[0]) for row in desk.connection.execute("SELECT body FROM payload")]
    assert {body["action"] for body in bodies} == {action}
    assert {body["label"] for body in bodies} == {"Added CAL"}


def test_what_says_nothing_new_is_not_recorded(desk: Desk) -> None:
    record(desk, DIRECTOR, "Added CAL", [write(code="CAL", days=[0, 1])])
    same = [write(code="CAL"), write(days=(0, 1)), write(share=None), write(**{DELETED: False})]
    assert record(desk, DIRECTOR, "Nothing", same) == ""
    assert record(desk, DIRECTOR, "Nothing", []) == ""
    assert count(desk, "change") == 1
    assert record(desk, DIRECTOR, "Changed CAL", [write(code="CAL", name="Calder")])
    body = desk.connection.execute("SELECT body FROM payload WHERE n = 2").fetchone()[0]
    assert json.loads(body)["set"] == {"name": "Calder"}


def test_a_change_names_the_writes_it_replaces(desk: Desk) -> None:
    record(desk, DIRECTOR, "Added CAL", [write(code="CAL", name="Calder")])
    record(desk, DIRECTOR, "Changed CAL", [write(code="CLD")])
    [(device,)] = desk.connection.execute("SELECT id FROM device")
    body = desk.connection.execute("SELECT body FROM payload WHERE n = 2").fetchone()[0]
    assert json.loads(body)["base"] == {"code": [f"{device}/1"]}


def test_the_chain_can_be_computed_by_anyone(desk: Desk) -> None:
    for code in ("CAL", "CLD", "CALD"):
        record(desk, PA._replace(on_behalf_of="director"), "Said", [write(code=code)])
    rows = desk.connection.execute(
        "SELECT * FROM change NATURAL JOIN payload ORDER BY n"
    ).fetchall()
    previous = bytes(32)
    for number, row in enumerate(rows, 1):
        *header, body_hash, chain_hash, salt, body = row
        assert header[2] == number
        assert header[7:] == ["pa", "director"]
        assert len(salt) == 16
        assert body_hash == hashlib.sha256(salt + body.encode()).digest()
        encoded = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
        assert chain_hash == hashlib.sha256(previous + encoded + body_hash).digest()
        assert body == canonical_json(json.loads(body))
        previous = chain_hash


def test_changes_can_be_neither_altered_nor_removed(desk: Desk) -> None:
    record(desk, DIRECTOR, "Added CAL", [write(code="CAL")])
    for statement in (
        "UPDATE change SET author = 'somebody'",
        "DELETE FROM change",
        "UPDATE payload SET body = '{}'",
        "INSERT OR REPLACE INTO change SELECT * FROM change",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only|never altered"):
            desk.connection.execute(statement)
    assert check(desk) == []


def test_an_action_of_any_length_is_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jointdesk.store.changes._MOST_HELD", 3)
    said = [write(f"n{n % 5}", text=f"{n}", **{f"f{n}": n}) for n in range(20)]
    record(desk, DIRECTOR, "Added", said)
    assert count(desk, "change") == 20
    assert shown(desk, "n4")["text"] == "19"
    assert check(desk) == []
    undo(desk, DIRECTOR)
    assert list_items(desk.connection, "organisation") == []
    assert check(desk) == []


def test_an_organisation_brings_its_stream(desk: Desk) -> None:
    with pytest.raises(WrongUseError, match="not on this computer"):
        record(desk, DIRECTOR, "Noted", [write("n1", "org:cal", text="private")])
    record(desk, DIRECTOR, "Added CAL", [write(code="CAL"), write("n1", "org:cal", text="own")])
    found = find_item(desk.connection, "n1")
    assert found is not None
    assert found.stream == "org:cal"
    assert count(desk, "stream") == 3


def test_nothing_of_a_failed_action_is_kept(desk: Desk) -> None:
    with pytest.raises(WrongUseError, match="not on this computer"):
        record(desk, DIRECTOR, "Added", [write(code="CAL"), write("n1", "org:none", text="x")])
    assert count(desk, "change") == count(desk, "item") == 0
    with pytest.raises(ValueError, match="is no note"):
        record(desk, DIRECTOR, "Added", [write(code="CAL"), write()._replace(type="note")])
    assert count(desk, "change") == 0


def test_a_broken_character_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(WrongUseError, match="broken character"):
        record(desk, DIRECTOR, "Added", [write(name="half \ud83d")])
    with pytest.raises(WrongUseError, match="broken character"):
        record(desk, DIRECTOR, "half \ud83d", [write(name="whole")])
    assert count(desk, "change") == 0


def test_what_no_server_takes_is_refused_before_it_is_said(desk: Desk) -> None:
    with pytest.raises(WrongUseError, match="too large"):
        record(desk, DIRECTOR, "Added", [write(name="x" * LONGEST)])
    assert count(desk, "change") == 0


def test_bytes_that_somebody_reads_just_then_are_scrubbed_the_next_time(desk: Desk) -> None:
    record(desk, DIRECTOR, "Added", [write(name="XYZZY")])
    desk.connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(desk.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM payload").fetchall()
        erase_item(desk, "cal", "shared")
        scrub(desk)
    assert desk.connection.execute("SELECT 1 FROM derived WHERE name = 'unscrubbed'").fetchone()
    scrub_if_due(desk)
    assert not any(
        b"XYZZY" in path.read_bytes() for path in desk.path.parent.glob(f"{desk.path.name}*")
    )


def test_later_changes_have_later_clocks_whatever_the_time(desk: Desk) -> None:
    for seconds in (0, -86400, 5):
        record(desk, later(DIRECTOR, seconds), "Said", [write(code=f"C{seconds}")])
    clocks = [row[0] for row in desk.connection.execute("SELECT hlc FROM change ORDER BY n")]
    assert clocks == sorted(set(clocks))
    assert shown(desk, "cal") == {"code": "C5"}


# Changes from other machines


def test_concurrent_values_are_both_kept_until_somebody_decides(desk: Desk) -> None:
    record(desk, DIRECTOR, "Added CAL", [write(code="CAL", name="Calder")])
    OtherDevice(desk).say("cal", {"name": "Calder Council"}, {})
    [collision] = collisions(desk, "cal")
    assert collision.field == "name"
    assert set(collision.values) == {("Calder", "director"), ("Calder Council", "pa")}
    record(desk, DIRECTOR, "Decided", [write(name="Calder Council")])
    assert collisions(desk, "cal") == ()
    assert shown(desk, "cal")["name"] == "Calder Council"


def test_an_unreadable_change_harms_no_other(desk: Desk) -> None:
    record(desk, DIRECTOR, "Added CAL", [write(code="CAL")])
    other = OtherDevice(desk)
    for text in ("not JSON", '{"set":{"code":0.5}}', "[]"):
        other.say("cal", {}, text=text)
    other.say("other", {}, text="null")
    assert shown(desk, "cal") == {"code": "CAL"}
    assert find_item(desk.connection, "other") is None
    assert check(desk) == []


VALUES = st.sampled_from([None, True, 1, "a", ["b"]])
SAID = st.tuples(
    st.booleans(),
    st.sampled_from(["cal", "n1"]),
    st.dictionaries(st.sampled_from(["x", "y", DELETED]), VALUES, min_size=1),
    st.booleans(),
)


@settings(max_examples=25)
@given(st.lists(SAID, max_size=12))
def test_rows_are_a_function_of_the_log(steps: list[tuple[bool, str, Fields, bool]]) -> None:
    """Said here or elsewhere, in sight of everything or of nothing."""
    with tempfile.TemporaryDirectory() as folder:
        desk = create_desk(
            Path(folder) / "a.desk", name="A", zone="Europe/London", data_folder=Path(folder)
        )
        with desk:
            other = OtherDevice(desk)
            for is_here, item_id, fields, is_blind in steps:
                if is_here:
                    record(desk, DIRECTOR, "Said", [write(item_id, **fields)])
                else:
                    other.say(item_id, fields, {} if is_blind else None)
            rows = desk.connection.execute("SELECT * FROM item ORDER BY stream_id, id").fetchall()
            assert check(desk) == []
            rebuild_items(desk)
            again = desk.connection.execute("SELECT * FROM item ORDER BY stream_id, id")
            assert again.fetchall() == rows


# Erasing


def test_erasing_leaves_the_chain_whole_and_no_byte_in_the_file(desk: Desk) -> None:
    canary = "canary-4711-canary"
    record(desk, DIRECTOR, "Added", [write(code="CAL"), write("n1", text=canary)])
    record(desk, DIRECTOR, "Changed", [write("n1", text=canary + " again")])
    record(desk, DIRECTOR, "Copied", [write("n1", "director", text="kept")])
    erase_item(desk, "n1", "shared")
    scrub(desk)
    assert count(desk, "change") == 4
    assert check(desk) == []
    assert shown(desk, "n1") == {"text": "kept"}
    for file in desk.path.parent.glob(f"{desk.path.name}*"):
        assert canary.encode() not in file.read_bytes()


def test_what_is_said_after_erasing_stands_alone(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", text="old", mark="x")])
    erase_item(desk, "n1", "shared")
    assert find_item(desk.connection, "n1") is None
    record(desk, DIRECTOR, "Noted", [write("n1", text="new")])
    assert shown(desk, "n1") == {"text": "new"}
    assert check(desk) == []
