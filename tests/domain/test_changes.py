"""The change log as values: its bytes and hashes are fixed, its state is a function of a set."""

import hashlib
import random
from collections.abc import Iterable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.changes import (
    GENESIS,
    Body,
    Change,
    Collision,
    Header,
    ItemState,
    base_of,
    body_hash,
    body_text,
    chain_hash,
    clock_instant,
    fold,
    news,
    read_body,
    replaced,
    state_after,
    tick,
    value_of,
)
from jointdesk.domain.items import DELETED, Fields

NOW = 1_764_489_600

# Bytes and hashes


def test_hashes_are_those_of_the_design() -> None:
    header = Header("s", "d", 1, "i", "task", 1, 7, "p", "")
    text = '{"action":"a","at":0,"base":{},"label":"l","set":{"x":1}}'
    salt, previous = bytes(range(16)), hashlib.sha256(b"before").digest()
    of_body = hashlib.sha256(salt + text.encode()).digest()
    assert body_hash(salt, text) == of_body
    encoded = b'["s","d",1,"i","task",1,7,"p",""]'
    assert (
        chain_hash(previous, header, of_body)
        == hashlib.sha256(previous + encoded + of_body).digest()
    )
    assert bytes(32) == GENESIS


def test_a_body_reads_back_as_it_was_written() -> None:
    plain = Body("a", "Added", NOW, {"name": "é"}, {"name": ("d/1",)})
    undoing = plain._replace(undoes="b", restores={"name": ()})
    for body in (plain, undoing, plain._replace(redoes="c", restores={"name": ("d/2",)})):
        assert read_body(body_text(body)) == body
    assert "undoes" not in body_text(plain)
    assert read_body(body_text(plain._replace(automatic=True))) == plain._replace(automatic=True)
    assert "automatic" not in body_text(plain)
    meant = plain._replace(hashes={"d/1": "0a0b0c0d0e0f"})
    assert read_body(body_text(meant)) == meant
    assert "hashes" not in body_text(plain)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"action":"a"}',
        '{"action":"a","at":0,"base":{},"label":"l","set":{"x":' + "[" * 900 + "]" * 900 + "}}",
        '{"action": "a","at":0,"base":{},"label":"l","set":{}}',
        '{"action":"a","at":0,"base":{},"label":"l","set":{"x":1.5}}',
        '{"action":"a","at":0,"base":{},"label":"l","set":[]}',
        '{"action":"a","at":0,"base":[],"label":"l","set":{}}',
        '{"action":"a","at":"0","base":{},"label":"l","set":{}}',
        '{"action":"a","at":-1,"base":{},"label":"l","set":{}}',
        '{"action":"a","at":true,"base":{},"label":"l","set":{}}',
        '{"action":"a","at":1000000000000,"base":{},"label":"l","set":{}}',
        '{"action":1,"at":0,"base":{},"label":"l","set":{}}',
        '{"action":"a","at":0,"automatic":1,"base":{},"label":"l","set":{}}',
        '{"action":"a","at":0,"base":{},"hashes":[],"label":"l","set":{}}',
        '{"action":"a","at":0,"base":{},"label":"l","set":{"x":"\\ud800"}}',
    ],
)
def test_what_is_no_body_is_unreadable_and_nothing_worse(text: str | None) -> None:
    assert read_body(text) is None


# The clock


def test_the_clock_follows_the_time_and_never_goes_back() -> None:
    first = tick(0, NOW)
    assert clock_instant(first) == NOW
    assert tick(first, NOW) == first + 1
    assert tick(first, NOW - 3600) == first + 1
    assert clock_instant(tick(first, NOW + 5)) == NOW + 5
    assert tick(first, 253402300799) < tick(1 << 62, 253402300799) < 1 << 63


# The state that follows


def change(
    device: str,
    n: int,
    values: Fields,
    base: dict[str, tuple[str, ...]] | None = None,
    hlc: int = 0,
) -> Change:
    header = Header("s", device, n, "i", "task", 1, hlc or n, f"person-{device}", "")
    return Change(header, Body(f"{device}{n}", "Said", NOW, values, base or {}))


def state_of(*changes: Change) -> ItemState:
    state = fold(changes)
    assert state is not None
    return state


def test_a_later_write_replaces_what_it_names() -> None:
    state = state_of(change("a", 1, {"x": 1, "y": 1}), change("a", 2, {"x": 2}, {"x": ("a/1",)}))
    assert state == ItemState("task", 1, {"x": 2, "y": 1}, {"x": ("a/2",), "y": ("a/1",)})


def test_concurrent_writes_are_both_kept_and_the_clock_decides_which_is_shown() -> None:
    start = change("a", 1, {"x": 0})
    one, two = (
        change("a", 2, {"x": 1}, {"x": ("a/1",)}, hlc=5),
        change("b", 1, {"x": 2}, {"x": ("a/1",)}, hlc=9),
    )
    state = state_of(start, one, two)
    assert state.fields == {"x": 2}
    assert state.heads == {"x": ("a/2", "b/1")}
    assert state.collisions == (Collision("x", ((2, "person-b"), (1, "person-a"))),)
    settled = state_of(start, one, two, change("a", 3, {"x": 1}, {"x": ("a/2", "b/1")}, hlc=10))
    assert (settled.fields, settled.collisions) == ({"x": 1}, ())


def test_equal_concurrent_writes_are_no_collision() -> None:
    state = state_of(change("a", 1, {"x": 1}), change("b", 1, {"x": 1}))
    assert (state.fields, state.collisions) == ({"x": 1}, ())


def test_true_and_one_are_different_values() -> None:
    assert state_of(change("a", 1, {"x": 1}), change("b", 1, {"x": True})).collisions
    assert news({"x": True}, state_of(change("a", 1, {"x": 1}))) == {"x": True}


def test_a_wrong_clock_loses_nothing() -> None:
    ahead = change("a", 1, {"x": "old"}, hlc=1 << 60)
    after = change("b", 1, {"x": "new"}, {"x": ("a/1",)}, hlc=(1 << 60) + 1)
    assert state_of(ahead, after).fields == {"x": "new"}


def test_null_takes_a_field_away() -> None:
    state = state_of(change("a", 1, {"x": 1}), change("a", 2, {"x": None}, {"x": ("a/1",)}))
    assert state.fields == {}
    assert news({"x": None}, state) == {}


def test_an_item_is_taken_away_and_brought_back() -> None:
    made = change("a", 1, {"x": 1})
    gone = change("a", 2, {DELETED: True}, {"x": ("a/1",)})
    back = change("a", 3, {DELETED: None}, {DELETED: ("a/2",), "x": ("a/1",)})
    assert state_of(made, gone).fields == {"x": 1, DELETED: True}
    assert state_of(made, gone, back).fields == {"x": 1}


def test_taking_away_loses_to_an_edit_it_had_not_seen() -> None:
    made = change("a", 1, {"x": 1})
    gone = change("a", 2, {DELETED: True}, {"x": ("a/1",)})
    unseen = change("b", 1, {"x": 2}, {"x": ("a/1",)}, hlc=1)
    state = state_of(made, gone, unseen)
    assert state.fields == {"x": 2}
    assert [collision.field for collision in state.collisions] == [DELETED]
    seen = change("b", 1, {"x": 2}, {"x": ("a/1",), DELETED: ("a/2",)}, hlc=3)
    assert state_of(made, gone, seen).fields[DELETED] is True
    again = change("a", 3, {DELETED: True}, {DELETED: ("a/2",), "x": ("b/1",)}, hlc=5)
    assert state_of(made, gone, unseen, again).fields[DELETED] is True
    kept = change("a", 3, {DELETED: None}, {DELETED: ("a/2",), "x": ("b/1",)}, hlc=5)
    assert state_of(made, gone, unseen, kept).collisions == ()


def test_an_erased_change_says_nothing_and_keeps_the_place() -> None:
    made, more = change("a", 1, {"x": 1}), change("a", 2, {"y": 1}, hlc=9)
    erased = made._replace(body=None)
    assert fold([erased]) is None
    state = state_of(erased, more)
    assert (state.order, state.fields) == (1, {"y": 1})
    assert fold([]) is None


def test_a_forged_circle_leaves_a_value() -> None:
    state = state_of(
        change("a", 1, {"x": 1}, {"x": ("b/1",)}), change("b", 1, {"x": 2}, {"x": ("a/1",)})
    )
    assert state.fields == {"x": 2}


def test_a_clock_put_right_twice_does_not_bring_back_what_was_replaced() -> None:
    first = change("a", 1, {"x": 1}, hlc=9)._replace(mark="m1")
    second = change("a~2~m2", 1, {"x": 2}, {"x": ("a/1",)}, hlc=8)
    assert second.body is not None
    meant = second._replace(body=second.body._replace(hashes={"a/1": "m1"}))
    assert (state_of(first, meant).fields, state_of(first, meant).collisions) == ({"x": 2}, ())
    other = second._replace(body=second.body._replace(hashes={"a/1": "m3"}))
    assert state_of(first, other).fields == {"x": 1}


def test_what_a_change_replaced_can_be_told() -> None:
    one, two = change("a", 1, {"x": 1}), change("b", 1, {"x": 2}, hlc=8)
    both = change("a", 2, {"x": 3}, {"x": ("a/1", "b/1", "c/1")}, hlc=9)
    known = {item.dot: item for item in (one, two, both)}
    assert replaced(both, "x", known) == two
    assert replaced(one, "x", known) is None
    assert value_of(two, "x") == 2
    assert value_of(two._replace(body=None), "x") is value_of(None, "x") is None


# Desks that write apart and exchange what they have


class Step(NamedTuple):
    """One desk says something, or (no fields) learns all that another knows."""

    desk: int
    other: int
    fields: Fields


DESKS = 3
STEPS = st.lists(
    st.builds(
        Step,
        st.integers(0, DESKS - 1),
        st.integers(0, DESKS - 1),
        st.dictionaries(
            st.sampled_from(["x", "y", DELETED]), st.sampled_from([None, True, 1, 2, "a"])
        ),
    ),
    max_size=25,
)


def play(steps: Iterable[Step]) -> list[dict[str, Change]]:
    """Return what each desk knows in the end."""
    desks: list[dict[str, Change]] = [{} for _ in range(DESKS)]
    for step in steps:
        known = desks[step.desk]
        if not step.fields:
            known |= desks[step.other]
            continue
        state = fold(known.values())
        if values := news(step.fields, state):
            device = f"desk{step.desk}"
            n = 1 + sum(one.header.device == device for one in known.values())
            hlc = 1 + max((one.header.hlc for one in known.values()), default=0)
            said = change(device, n, values, dict(base_of(values, state)), hlc)
            known[said.dot] = said
    return desks


@given(STEPS, st.randoms(use_true_random=False))
def test_the_state_does_not_depend_on_the_order(steps: list[Step], chance: random.Random) -> None:
    changes = [one for desk in play(steps) for one in desk.values()]
    unique = list({one.dot: one for one in changes}.values())
    expected = fold(unique)
    chance.shuffle(unique)
    assert fold(unique) == expected


@given(STEPS)
def test_only_what_somebody_replaced_is_not_shown(steps: list[Step]) -> None:
    known = {dot: one for desk in play(steps) for dot, one in desk.items()}
    state = fold(known.values())
    named = {
        (field, dot)
        for one in known.values()
        if one.body
        for field in one.body.values
        for dot in one.body.base.get(field, ())
    }
    said = {(field, dot) for dot, one in known.items() if one.body for field in one.body.values}
    heads = {(field, dot) for field, dots in (state.heads if state else {}).items() for dot in dots}
    assert heads == said - named


@given(
    STEPS, st.dictionaries(st.sampled_from(["x", "y", DELETED]), st.sampled_from([None, True, 1]))
)
def test_what_is_said_in_sight_of_all_need_not_be_folded_anew(
    steps: list[Step], values: Fields
) -> None:
    for known in play(steps):
        state = fold(known.values())
        hlc = 1 + max((one.header.hlc for one in known.values()), default=0)
        said = change("here", 1, values, dict(base_of(values, state)), hlc)
        after = fold([*known.values(), said])
        assert not values or state_after(state, known.values(), said) == after


@given(STEPS)
def test_one_desk_alone_sees_its_last_word(steps: list[Step]) -> None:
    alone = [step._replace(desk=0, other=0) for step in steps]
    last: dict[str, object] = {}
    for step in alone:
        last |= step.fields
    expected = {field: value for field, value in last.items() if value is not None}
    if last.get(DELETED) is not True:
        expected.pop(DELETED, None)
    state = fold(play(alone)[0].values())
    assert (state.fields if state else {}) == expected
    assert not state or not state.collisions
