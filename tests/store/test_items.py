"""Items: what all streams that one may read say of a thing, put together."""

from jointdesk.domain.items import DELETED
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item, list_items
from tests.store.samples import DIRECTOR, later, write


def test_items_come_in_the_order_of_their_creation(desk: Desk) -> None:
    for number, item_id in enumerate(["n3", "n1", "n2"]):
        record(desk, later(DIRECTOR, -number), "Noted", [write(item_id, text=item_id)])
    record(desk, DIRECTOR, "Changed", [write("n3", text="later")])
    assert [item.id for item in list_items(desk.connection, "note")] == ["n3", "n1", "n2"]
    assert list_items(desk.connection, "task") == []


def test_one_taken_away_is_found_but_not_listed(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", text="a"), write("n2", text="b")])
    record(desk, DIRECTOR, "Removed", [write("n1", **{DELETED: True})])
    assert [item.id for item in list_items(desk.connection, "note")] == ["n2"]
    found = find_item(desk.connection, "n1")
    assert found is not None
    assert found.fields == {"text": "a", DELETED: True}
    assert find_item(desk.connection, "n3") is None


def test_an_item_is_put_together_from_the_streams_one_may_read(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", state="open")])
    record(desk, DIRECTOR, "Noted", [write("n1", "director", reason="private")])
    [item] = list_items(desk.connection, "note")
    assert (item.stream, item.fields) == ("shared", {"state": "open", "reason": "private"})
    [item] = list_items(desk.connection, "note", {"shared"})
    assert item.fields == {"state": "open"}
    item = find_item(desk.connection, "n1", {"director"}) or item
    assert (item.stream, item.fields) == ("director", {"reason": "private"})


def test_the_stream_it_was_created_in_takes_an_item_away(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", state="open")])
    record(desk, DIRECTOR, "Noted", [write("n1", "director", reason="private")])
    record(desk, DIRECTOR, "Withdrew the reason", [write("n1", "director", **{DELETED: True})])
    [item] = list_items(desk.connection, "note")
    assert item.fields == {"state": "open"}
    record(desk, DIRECTOR, "Removed", [write("n1", **{DELETED: True})])
    assert list_items(desk.connection, "note") == []


def test_a_reader_reads_items_too(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", text="a")])
    reader = desk.reader()
    assert list_items(reader, "note") == list_items(desk.connection, "note")
    reader.close()
