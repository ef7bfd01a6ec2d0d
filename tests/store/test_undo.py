"""Undo and redo: by person, by action, field by field, never over somebody else's change."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.items import DELETED
from jointdesk.store.changes import collisions, erase_item, record
from jointdesk.store.desk import Desk, create_desk
from jointdesk.store.integrity import check
from jointdesk.store.items import find_item, list_items
from jointdesk.store.undo import Undone, redo, undo
from tests.store.samples import DIRECTOR, PA, OtherDevice, write


@pytest.fixture(autouse=True)
def _an_organisation_of_somebody_else(desk: Desk) -> None:
    record(desk, PA._replace(person_id="setup"), "Set up", [write(code="CAL", share=50, ends="x")])


def fields(desk: Desk, item_id: str = "cal") -> Any:
    item = find_item(desk.connection, item_id)
    return item.fields if item else None


def test_the_last_action_goes_back_to_the_values_before(desk: Desk) -> None:
    record(desk, DIRECTOR, "Changed share and name", [write(share=60, name="Calder")])
    assert undo(desk, DIRECTOR) == Undone(("Changed share and name",), ())
    assert fields(desk) == {"code": "CAL", "share": 50, "ends": "x"}


def test_a_final_action_is_left_alone_with_its_sentence_and_the_next_call_goes_on(
    desk: Desk,
) -> None:
    record(desk, DIRECTOR, "Changed the share", [write(share=60)])
    record(desk, DIRECTOR, "Took it", [write("n1", status="taken")], final="It cannot be undone.")
    assert undo(desk, DIRECTOR) == Undone((), ("It cannot be undone.",))
    assert fields(desk, "n1") == {"status": "taken"}
    assert undo(desk, DIRECTOR).labels == ("Changed the share",)


def test_a_final_step_closes_what_came_before_it_but_nothing_after(desk: Desk) -> None:
    record(desk, DIRECTOR, "Added", [write("n1", text="a")])
    record(desk, DIRECTOR, "Edited", [write("n1", text="b", mark="x")])
    record(desk, DIRECTOR, "Took it", [write("n1", status="taken")], final="Not to be undone.")
    record(desk, DIRECTOR, "Went on", [write("n1", note="c")])
    assert undo(desk, DIRECTOR).labels == ("Went on",)
    assert undo(desk, DIRECTOR).left == ("Not to be undone.",)
    assert undo(desk, DIRECTOR, 2).labels == ()
    assert fields(desk, "n1") == {"text": "b", "mark": "x", "status": "taken"}


def test_what_was_added_with_a_thing_that_stays_and_is_named_by_it_stays(desk: Desk) -> None:
    added = [write("matter", text="m"), write("n1", matter="matter"), write("n2", text="x")]
    record(desk, DIRECTOR, "Added", added)
    record(desk, PA, "Edited", [write("n1", text="y")])
    undo(desk, DIRECTOR)
    assert [one.id for one in list_items(desk.connection, "note")] == ["matter", "n1"]


def test_all_changes_of_one_action_go_together(desk: Desk) -> None:
    record(desk, DIRECTOR, "Added", [write("n1", text="a"), write(share=60), write("n2", text="b")])
    undo(desk, DIRECTOR)
    assert list_items(desk.connection, "note") == []
    assert fields(desk)["share"] == 50
    bodies = desk.connection.execute(
        "SELECT count(DISTINCT json_extract(body, '$.action')) FROM payload"
    )
    assert bodies.fetchone() == (3,)


def test_several_actions_go_back_newest_first(desk: Desk) -> None:
    for share in (60, 70, 80):
        record(desk, DIRECTOR, f"Set {share}", [write(share=share)])
    assert undo(desk, DIRECTOR, 2).labels == ("Set 80", "Set 70")
    assert fields(desk)["share"] == 60
    assert undo(desk, DIRECTOR, 9).labels == ("Set 60",)
    assert fields(desk)["share"] == 50
    assert undo(desk, DIRECTOR) == Undone((), ())


def test_only_what_the_person_did_is_undone(desk: Desk) -> None:
    record(desk, DIRECTOR, "Set share", [write(share=60)])
    record(desk, PA, "Set name", [write(name="Calder")])
    assert undo(desk, DIRECTOR).labels == ("Set share",)
    assert fields(desk) == {"code": "CAL", "name": "Calder", "share": 50, "ends": "x"}


def test_a_field_that_anyone_changed_later_is_left_and_named(desk: Desk) -> None:
    record(desk, DIRECTOR, "Set both", [write(share=60, name="Calder", opens=480)])
    record(desk, PA, "Set share", [write(share=70, opens=500)])
    undone = undo(desk, DIRECTOR)
    assert undone.labels == ("Set both",)
    assert undone.left == (
        "Left alone, because of a later change: start of working hours, share of time of the"
        " organisation CAL.",
    )
    assert fields(desk) == {"code": "CAL", "share": 70, "opens": 500, "ends": "x"}


def test_changed_there_and_back_is_changed(desk: Desk) -> None:
    record(desk, DIRECTOR, "Set", [write(share=60)])
    record(desk, PA, "Set", [write(share=70)])
    record(desk, PA, "Set", [write(share=60)])
    assert undo(desk, DIRECTOR).left
    assert fields(desk)["share"] == 60


def test_changed_and_undone_by_somebody_else_is_unchanged(desk: Desk) -> None:
    record(desk, DIRECTOR, "Set", [write(share=60)])
    record(desk, PA, "Set", [write(share=70)])
    undo(desk, PA)
    assert undo(desk, DIRECTOR) == Undone(("Set",), ())
    assert fields(desk)["share"] == 50


def test_what_is_left_whole_does_not_stand_in_the_way(desk: Desk) -> None:
    record(desk, DIRECTOR, "Set name", [write(name="Calder")])
    record(desk, DIRECTOR, "Set share", [write(share=60)])
    record(desk, PA, "Set share", [write(share=70)])
    first = undo(desk, DIRECTOR)
    assert first.labels == ()
    assert first.left
    assert undo(desk, DIRECTOR) == Undone(("Set name",), ())


def test_undoing_a_creation_takes_the_item_away(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", text="a")])
    record(desk, DIRECTOR, "Changed", [write("n1", text="b")])
    undo(desk, DIRECTOR, 2)
    assert fields(desk, "n1") == {"text": "a", DELETED: True}
    assert redo(desk, DIRECTOR, 2).labels == ("Noted", "Changed")
    assert fields(desk, "n1") == {"text": "b"}


def test_a_creation_that_others_added_to_stays(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", title="Budget", text="a")])
    record(desk, PA, "Added", [write("n1", more="b")])
    assert undo(desk, DIRECTOR) == Undone(
        (), ("Left alone, because of a later change: the note Budget.",)
    )
    assert fields(desk, "n1") == {"title": "Budget", "text": "a", "more": "b"}


def test_undoing_a_removal_brings_the_item_back(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", text="a")])
    record(desk, DIRECTOR, "Removed", [write("n1", **{DELETED: True})])
    undo(desk, DIRECTOR)
    assert fields(desk, "n1") == {"text": "a"}
    redo(desk, DIRECTOR)
    assert list_items(desk.connection, "note") == []
    undo(desk, DIRECTOR, 2)
    assert fields(desk, "n1")[DELETED] is True


def test_what_somebody_else_took_away_stays_away(desk: Desk) -> None:
    record(desk, DIRECTOR, "Set", [write(share=60)])
    record(desk, PA, "Removed", [write(**{DELETED: True})])
    undo(desk, DIRECTOR)
    assert fields(desk) == {"code": "CAL", "share": 50, "ends": "x", DELETED: True}


def test_redo_reverses_undo_again_and_again(desk: Desk) -> None:
    for share in (60, 70):
        record(desk, DIRECTOR, f"Set {share}", [write(share=share)])
    for _ in range(3):
        assert undo(desk, DIRECTOR, 2).labels == ("Set 70", "Set 60")
        assert redo(desk, DIRECTOR).labels == ("Set 60",)
        assert redo(desk, DIRECTOR).labels == ("Set 70",)
        assert redo(desk, DIRECTOR) == Undone((), ())
        assert fields(desk)["share"] == 70


def test_redo_leaves_what_was_changed_meanwhile(desk: Desk) -> None:
    record(desk, DIRECTOR, "Set", [write(share=60, name="Calder")])
    undo(desk, DIRECTOR)
    record(desk, PA, "Set", [write(share=70)])
    undone = redo(desk, DIRECTOR)
    assert undone.labels == ("Set",)
    assert len(undone.left) == 1
    assert fields(desk)["share"] == 70
    assert fields(desk)["name"] == "Calder"


def test_two_writes_of_one_action_to_one_field_go_back_before_both(desk: Desk) -> None:
    record(desk, DIRECTOR, "Set", [write(share=60), write(share=70)])
    undo(desk, DIRECTOR)
    assert fields(desk)["share"] == 50


def test_both_streams_of_an_action_go_back(desk: Desk) -> None:
    record(desk, DIRECTOR, "Settled", [write("n1", state="open"), write("n1", "director", why="x")])
    undo(desk, DIRECTOR)
    assert list_items(desk.connection, "note") == []
    redo(desk, DIRECTOR)
    assert fields(desk, "n1") == {"state": "open", "why": "x"}


def test_a_decision_between_two_values_goes_back_to_the_shown_one(desk: Desk) -> None:
    OtherDevice(desk).say("cal", {"share": 30}, {})
    assert fields(desk)["share"] == 30
    record(desk, DIRECTOR, "Decided", [write(share=50)])
    undo(desk, DIRECTOR)
    assert fields(desk)["share"] == 30
    assert collisions(desk, "cal") == ()


def test_erased_values_cannot_come_back(desk: Desk) -> None:
    record(desk, DIRECTOR, "Noted", [write("n1", text="a")])
    record(desk, DIRECTOR, "Changed", [write("n1", text="b")])
    erase_item(desk, "n1", "shared")
    record(desk, DIRECTOR, "Noted", [write("n1", text="c")])
    assert undo(desk, DIRECTOR).labels == ("Noted",)
    assert undo(desk, DIRECTOR) == Undone((), ())


ACTIONS = st.lists(
    st.lists(
        st.builds(
            write,
            st.sampled_from(["cal", "n1"]),
            share=st.sampled_from([None, 1, 2, 3]),
            name=st.sampled_from([None, "a", "b"]),
            _deleted=st.sampled_from([None, None, True]),
        ),
        min_size=1,
        max_size=2,
    ),
    max_size=6,
)


@settings(max_examples=25)
@given(ACTIONS, st.integers(1, 3))
def test_undoing_everything_and_redoing_it_is_no_change(actions: Any, rounds: int) -> None:
    def state(desk: Desk) -> Any:
        return [fields(desk), list_items(desk.connection, "note")]

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with create_desk(
            place / "a.desk", name="A", zone="Europe/London", data_folder=place
        ) as desk:
            record(desk, PA, "Set up", [write(code="CAL")])
            states = [state(desk)]
            for writes in actions:
                if record(desk, DIRECTOR, "Said", writes):
                    states.append(state(desk))
            for _ in range(rounds):
                for expected in reversed(states[:-1]):
                    assert undo(desk, DIRECTOR).left == ()
                    assert state(desk) == expected
                for expected in states[1:]:
                    assert redo(desk, DIRECTOR).left == ()
                    assert state(desk) == expected
            assert check(desk) == []
