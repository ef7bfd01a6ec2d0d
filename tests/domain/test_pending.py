"""Pending values: what is wanted of an outside thing, and how it stands to its source."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.items import Item, Json
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.pending import (
    MOVED,
    Pending,
    Standing,
    as_move,
    ended_fields,
    move_of,
    overlay_id,
    overlay_of,
    overlays_in,
    pending_of,
    wanted_fields,
    wanting,
)

VALUES: st.SearchStrategy[Json] = st.none() | st.booleans() | st.text(max_size=3)


def item(key: str, **fields: Json) -> Item:
    known = {name.replace("__", ":"): value for name, value in fields.items()}
    return Item(overlay_id(key), "overlay", "shared", 1, known)


def test_a_series_and_an_occurrence_have_an_overlay_each() -> None:
    assert overlay_of(item("ab12")).day is None
    one = overlay_of(item(occurrence_key("ab12", 739_000, 1)))
    assert (one.series_id, one.day, one.ordinal) == ("ab12", 739_000, 1)


def test_our_own_fields_are_told_from_values_wanted_of_the_source() -> None:
    one = overlay_of(item("ab12", owners=["p1"], title="New", base__title="Old"))
    assert one.own == {"owners": ["p1"]}
    assert one.pending == (Pending("title", "Old", "New"),)


@given(st.dictionaries(st.sampled_from(["title", "place"]), st.tuples(VALUES, VALUES)))
def test_what_is_wanted_is_read_back(values: dict[str, tuple[Json, Json]]) -> None:
    fields = {name: value for name, value in wanted_fields(values).items() if value is not None}
    found = overlay_of(Item(overlay_id("ab12"), "overlay", "shared", 1, fields)).pending
    assert {one.field for one in found} == set(values)
    assert all(one.wanted == values[one.field][1] for one in found)


@pytest.mark.parametrize(("shown", "kept"), [(False, False), (None, None), ("", None), ([], None)])
def test_the_base_that_is_read_back_is_what_the_source_showed(shown: Json, kept: Json) -> None:
    found = pending_of(wanted_fields({"busy": (shown, True)}), "busy")
    assert found == Pending("busy", kept, True)


def test_ending_takes_the_value_and_its_base_away() -> None:
    assert ended_fields(("title",)) == {"title": None, "base:title": None}


@pytest.mark.parametrize(
    ("shown", "standing"),
    [
        ("Old", Standing.WAITING),
        ("New", Standing.DONE),
        ("Other", Standing.COLLIDED),
        ("", Standing.COLLIDED),
    ],
)
def test_a_value_waits_is_done_or_collides(shown: str, standing: Standing) -> None:
    assert Pending("title", "Old", "New").standing(shown) is standing


@pytest.mark.parametrize("nothing", [None, "", [], False])
def test_nothing_is_nothing_however_it_is_written(nothing: Json) -> None:
    assert Pending("place", "", "Town Hall").standing(nothing) is Standing.WAITING
    assert Pending("place", "Town Hall", None).standing(nothing) is Standing.DONE


class TestWanting:
    """What is to be written where somebody wants values, given what waits and what is shown."""

    def test_a_new_value_keeps_what_the_source_showed(self) -> None:
        assert wanting((), {"title": "A"}, {"title": "B"}) == {"title": "B", "base:title": "A"}

    def test_a_value_that_waits_keeps_its_base(self) -> None:
        found = wanting((Pending("title", "A", "B"),), {"title": "A"}, {"title": "C"})
        assert found == {"title": "C", "base:title": "A"}

    def test_a_third_value_that_was_seen_is_the_base_from_then_on(self) -> None:
        found = wanting((Pending("title", "A", "B"),), {"title": "T"}, {"title": "C"})
        assert found == {"title": "C", "base:title": "T"}

    def test_what_the_source_shows_anyway_waits_no_more(self) -> None:
        found = wanting((Pending("title", "A", "B"),), {"title": "A"}, {"title": "A"})
        assert found == {"title": None, "base:title": None}
        assert wanting((), {"title": "A"}, {"title": "A"}) == {}


def test_one_field_that_waits_is_found_by_its_name() -> None:
    fields = wanted_fields({"place": (None, "Room 1"), "title": ("A", None)})
    assert pending_of(fields, "place") == Pending("place", None, "Room 1")
    assert pending_of(fields, "title") == Pending("title", "A", None)
    assert pending_of(fields, "notes") is None


@pytest.mark.parametrize(
    "fields", [{"base": {"title": "A"}, "title": "B"}, {"base": 3, "due": None}]
)
def test_what_an_earlier_program_kept_waits_for_nothing(fields: dict[str, Any]) -> None:
    assert overlay_of(Item("overlay:k1", "overlay", "shared", 1, fields)).pending == ()


class TestASeriesThatMoves:
    """From the calendar "old" to "new": what each of them is to do of what waits."""

    WHOLE = overlay_of(item("ab12", moved_to="new", base__moved_to="old", owners=["p1"]))
    ONE = overlay_of(item(occurrence_key("ab12", 739_000, 0), title="New", base__title="Old"))

    def test_where_it_is_to_go_is_said_of_the_series(self) -> None:
        assert move_of([self.ONE, self.WHOLE]) == Pending(MOVED, "old", "new")
        assert move_of([self.ONE]) is None

    def test_the_one_that_it_leaves_is_to_take_it_away_and_nothing_else(self) -> None:
        [only] = overlays_in([self.WHOLE, self.ONE], "old")
        assert (only.id, only.own) == (self.WHOLE.id, {"owners": ["p1"]})
        assert only.pending == (Pending("deleted", None, wanted=True),)

    def test_any_other_gets_what_waits_besides(self) -> None:
        assert overlays_in([self.WHOLE, self.ONE], "new") == (self.ONE,)

    def test_one_that_stays_has_all_of_it_everywhere(self) -> None:
        assert overlays_in([self.ONE], "old") == (self.ONE,)

    def test_taking_it_away_there_is_said_as_a_move(self) -> None:
        wanted = wanted_fields({"deleted": (None, True), "title": ("a", "b")})
        moved = wanted_fields({MOVED: ("old", "new"), "title": ("a", "b")})
        assert as_move(wanted, "old", "new") == moved
        assert as_move(ended_fields(("deleted",)), "old", "new") == ended_fields((MOVED,))
        assert as_move({"title": "b"}, "old", "new") == {"title": "b"}
