"""Integrity: whatever was altered behind the program's back is found and named."""

from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.changes import fields_hash
from jointdesk.domain.errors import DeskFileError
from jointdesk.domain.items import Write
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.integrity import check, rebuild_items
from jointdesk.store.items import find_item, list_items
from jointdesk.store.resources import apply_plan
from tests.store.samples import DIRECTOR, OtherDevice, changed, new, plan_of, write


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk with three chains and some texts."""
    for code in ("CAL", "CLD", "CALD"):
        record(desk, DIRECTOR, "Said", [write(code=code), write("n1", "director", text=code)])
    OtherDevice(desk).say("wex", {"code": "WEX"})
    apply_plan(desk, plan_of([new("a@x"), new("b@x")]), DIRECTOR)
    apply_plan(desk, plan_of([changed(1, "a@x", "Changed")]), DIRECTOR)
    return desk


def behind(desk: Desk, *statements: str) -> None:
    """Do what the program never does."""
    desk.connection.execute("PRAGMA foreign_keys = OFF")
    triggers = desk.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        desk.connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        desk.connection.execute(statement.replace("OURS", OURS))
    desk.connection.execute("PRAGMA foreign_keys = ON")


def test_a_sound_desk_has_no_damage(full: Desk) -> None:
    before = full.connection.total_changes
    assert check(full) == []
    assert full.connection.total_changes == before


def test_a_version_other_than_the_one_listed_is_named(desk: Desk) -> None:
    said: Any = {"decision_text": "Approved"}
    taken = Write("d1", "decision", {"taken_version": "v1", "taken_hash": fields_hash(said)})
    version = Write("v1", "decision_version", {"decision": "d1", "fields": said})
    record(desk, DIRECTOR, "Took", [version, taken])
    assert check(desk) == []
    other: Any = {"decision_text": "Rejected"}
    record(desk, DIRECTOR, "Said", [Write("v1", "decision_version", {"fields": other})])
    assert check(desk) == ["The version v1 of a decision is not the one that was taken."]


OURS = "device = (SELECT id FROM device WHERE token_hash IS NOT NULL)"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE payload SET body = replace(body, 'CLD', 'XXX') WHERE n = 2", "was altered"),
        ("UPDATE payload SET body = x'00' WHERE n = 2", "was altered"),
        ("UPDATE payload SET salt = x'00' WHERE n = 2", "was altered"),
        ("UPDATE change SET author = 'pa' WHERE n = 2 AND OURS", "chain of changes is broken"),
        ("UPDATE change SET hlc = 1.5 WHERE n = 2 AND OURS", "chain of changes is broken"),
        ("UPDATE change SET chain_hash = x'00' WHERE n = 2 AND OURS", "chain of changes is"),
        ("DELETE FROM change WHERE n = 1 AND OURS", "chain of changes is broken at change 2"),
        ("DELETE FROM change WHERE n = 2 AND OURS", "chain of changes is broken at change 3"),
        ("UPDATE change SET n = 9 WHERE n = 3 AND OURS", "chain of changes is broken"),
        ("DELETE FROM item WHERE id = 'cal'", "item cal is not what its changes come to"),
        ("UPDATE item SET fields = '{}' WHERE id = 'cal'", "item cal is not what its changes"),
        ("UPDATE item SET id = 'new' WHERE id = 'wex'", "item new has no changes"),
        ("UPDATE resource_version SET text = x'00' WHERE id = 2", "text of resource version 2"),
        ("UPDATE resource_version SET text = 7 WHERE id = 2", "text of resource version 2"),
        ("UPDATE frame SET text = x'00'", "text of frame 1 was altered"),
        ("UPDATE resource SET version_id = 2 WHERE id = 1", "resource 1 is not what its current"),
        ("UPDATE resource SET version_id = 99 WHERE id = 1", "resource 1 is not what its current"),
        ("UPDATE resource SET digest = x'00' WHERE id = 1", "resource 1 is not what its current"),
        ("UPDATE resource_version SET run_id = 99 WHERE id = 1", "refers to a row of sync_run"),
    ],
)
def test_each_damage_is_found(full: Desk, statement: str, found: str) -> None:
    behind(full, statement)
    assert [line for line in check(full) if found in line]


def test_a_broken_chain_is_named_once(full: Desk) -> None:
    behind(full, "UPDATE change SET author = 'pa' WHERE n = 1 AND OURS")
    broken = [line for line in check(full) if "chain" in line]
    assert len(broken) == 2  # one in each of its streams
    assert all("change 1" in line for line in broken)


def test_items_are_repaired_from_the_log(full: Desk) -> None:
    before = full.connection.execute("SELECT * FROM item ORDER BY stream_id, id").fetchall()
    behind(full, "DELETE FROM item WHERE id = 'cal'", "UPDATE item SET fields = '{'")
    assert check(full)
    rebuild_items(full)
    after = full.connection.execute("SELECT * FROM item ORDER BY stream_id, id").fetchall()
    assert after == before
    assert check(full) == []
    assert [item.id for item in list_items(full.connection, "organisation")] == ["cal", "wex"]


def noticed(path: Path, data_folder: Path) -> list[str]:
    try:
        with open_desk(path, data_folder=data_folder) as opened:
            return check(opened)
    except DeskFileError as error:
        return [str(error)]


def test_every_overwritten_page_is_noticed(full: Desk, data_folder: Path) -> None:
    full.close()
    sound = full.path.read_bytes()
    size = 8192
    for start in range(size, len(sound), size):
        full.path.write_bytes(sound[:start] + bytes(range(256)) * 32 + sound[start + size :])
        assert [line for line in noticed(full.path, data_folder) if "damaged" in line], start
        for beside in full.path.parent.glob(f"{full.path.name}-*"):
            beside.unlink()
    full.path.write_bytes(sound)
    assert noticed(full.path, data_folder) == []


def test_an_indexed_text_that_is_no_json_any_more_is_found_and_mended(
    desk: Desk, data_folder: Path
) -> None:
    record(desk, DIRECTOR, "Added", [Write("d1", "decision", {"ref": "Q-1"}, "shared")])
    desk.close()
    content = desk.path.read_bytes().replace(b'{"ref":"Q-1"}', b'X"ref":"Q-1"}')
    desk.path.write_bytes(content.replace(b'"set":X', b'"set":{'))
    with open_desk(desk.path, data_folder=data_folder) as opened:
        assert check(opened)
        rebuild_items(opened)
        assert check(opened) == []
        found = find_item(opened.connection, "d1")
        assert found is not None
        assert found.fields == {"ref": "Q-1"}
