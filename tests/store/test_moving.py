"""Items move between streams: what they say and their id stay, who may read them changes."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointdesk.domain.errors import DeskFileError
from jointdesk.domain.items import Write
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.integrity import check, rebuild_items
from jointdesk.store.items import find_item, list_items
from jointdesk.store.moving import record_in_place
from jointdesk.store.undo import Undone, undo
from tests.store.samples import DIRECTOR

OWN = "org:cal"


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    """A desk with the organisation that the own stream is of."""
    record(desk, DIRECTOR, "Added", [Write("cal", "organisation", {"code": "CAL"})])
    return desk


def say(desk: Desk, stream: str, **fields: Any) -> str:
    return record_in_place(desk, DIRECTOR, "Said", [Write("d1", "decision", fields, stream)])


def shown(desk: Desk) -> dict[str, Any]:
    item = find_item(desk.connection, "d1")
    return dict(item.fields) if item else {}


def bodies(desk: Desk, kind: str) -> str:
    rows = desk.connection.execute(
        "SELECT p.body FROM payload p JOIN stream s ON s.id = p.stream_id WHERE s.kind = ?", (kind,)
    )
    return "".join(body for (body,) in rows)


def test_it_stays_where_its_write_names_its_own_stream(open_desk: Desk) -> None:
    say(open_desk, "shared", title="Award")
    assert say(open_desk, "shared", title="Award") == ""
    assert "Award" in bodies(open_desk, "shared")


def test_into_a_bodys_stream_nothing_stays_behind_but_hashes(open_desk: Desk) -> None:
    say(open_desk, "shared", title="Award", notes="Hush")
    say(open_desk, OWN, reasons="Money")
    assert shown(open_desk) == {"title": "Award", "notes": "Hush", "reasons": "Money"}
    assert "Award" not in bodies(open_desk, "shared")
    assert check(open_desk) == []
    (count,) = open_desk.connection.execute(
        "SELECT count(*) FROM change WHERE item_id = 'd1'"
    ).fetchone()
    assert count == 2


def test_into_the_shared_stream_the_other_keeps_what_it_said(open_desk: Desk) -> None:
    say(open_desk, OWN, title="Award")
    say(open_desk, "shared")
    item = find_item(open_desk.connection, "d1")
    assert item is not None
    assert (item.stream, item.fields) == ("shared", {"title": "Award"})
    assert "Award" in bodies(open_desk, "org")
    assert [one.id for one in list_items(open_desk.connection, "decision", {"shared"})] == ["d1"]


def test_what_went_on_is_read_from_its_new_stream_alone(open_desk: Desk) -> None:
    say(open_desk, OWN, title="Award", notes="Old")
    say(open_desk, "shared")
    say(open_desk, "shared", notes=None)
    assert shown(open_desk) == {"title": "Award"}
    say(open_desk, OWN)
    assert shown(open_desk) == {"title": "Award"}


def test_what_the_log_says_to_everybody_of_such_an_action_calls_nothing_by_its_name(
    open_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jointdesk.store.moving.find_membership", lambda _: "on a shared desk")
    say(open_desk, "shared", title="Award")
    writes = [
        Write("p1", "pairing", {"a": "d1"}),
        Write("p2", "placement", {"event": "d1"}, label="Held time"),
        Write("d1", "decision", {"reasons": "Hush"}, OWN),
    ]

    def then() -> list[Write]:
        return [Write("p3", "pairing", {"a": "d1"})]

    label = "Changed “Award” for Tom"
    record_in_place(open_desk, DIRECTOR, label, writes, final="No way back", then=then)
    labels = {label for (label,) in open_desk.connection.execute(
        "SELECT json_extract(p.body, '$.label') FROM payload p JOIN change c"
        " USING (stream_id, device, n) WHERE c.item_type <> 'organisation'"
        " AND c.item_id <> 'd1'"
    )}  # fmt: skip
    assert labels == {"Changed something for Tom", "Held time", "Kept to an organisation"}
    assert "Award" not in bodies(open_desk, "shared")
    assert undo(open_desk, DIRECTOR) == Undone((), ("No way back",))
    assert "Award" not in bodies(open_desk, "shared")
    assert shown(open_desk) == {"title": "Award", "reasons": "Hush"}


def test_what_cannot_be_undone_is_marked_where_it_stands_as_it_was_called_there(
    open_desk: Desk,
) -> None:
    writes = [Write("d1", "decision", {"title": "Award"}, OWN), Write("p1", "pairing", {"a": "b"})]
    record_in_place(open_desk, DIRECTOR, "Added “Award”", writes, final="No way back")
    assert undo(open_desk, DIRECTOR) == Undone((), ("No way back",))
    assert '"label":"Could not undo: Added something"' in bodies(open_desk, "shared")


def test_what_becomes_open_is_called_by_its_name(open_desk: Desk) -> None:
    say(open_desk, OWN, title="Award")
    writes = [Write("d1", "decision", {}), Write("p1", "pairing", {"a": "d1"})]
    record_in_place(open_desk, DIRECTOR, "Changed “Award”", writes)
    assert bodies(open_desk, "shared").count("Changed “Award”") == 2


def test_a_reader_of_the_file_does_not_stand_in_the_way(open_desk: Desk) -> None:
    say(open_desk, "shared", title="Award")
    with closing(open_desk.reader()) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM item").fetchone()
        say(open_desk, OWN)
    assert "Award" not in bodies(open_desk, "shared")


def test_where_the_file_cannot_be_written_anew_the_person_is_told_what_is_left_to_do(
    open_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Desk) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("jointdesk.store.moving.scrub", busy)
    say(open_desk, "shared", title="Award")
    with pytest.raises(DeskFileError, match="check --repair"):
        say(open_desk, OWN)
    assert "Award" not in bodies(open_desk, "shared")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["shared", OWN]),
            st.dictionaries(
                st.sampled_from(["title", "notes", "reasons"]),
                st.sampled_from(["one", "two", None]),
                max_size=2,
            ),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_moves_come_to_what_was_said(
    open_desk: Desk, steps: list[tuple[str, dict[str, Any]]]
) -> None:
    item_id = f"d{open_desk.connection.total_changes}"
    expected: dict[str, Any] = {}
    for stream, fields in [("shared", {"title": "first"}), *steps]:
        record_in_place(open_desk, DIRECTOR, "Said", [Write(item_id, "decision", fields, stream)])
        expected |= fields
        item = find_item(open_desk.connection, item_id)
        assert item is not None
        assert item.stream == stream
        assert item.fields == {name: value for name, value in expected.items() if value}
    rebuild_items(open_desk)
    assert check(open_desk) == []
