"""What a whole change replaces is needed no more, once it was replaced for long enough."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.domain.changes import Body, Change, Header, base_of, fold
from jointdesk.domain.items import DELETED, Fields
from jointdesk.domain.moments import Instant
from jointdesk.domain.superseding import superseded, whole


def change(n: int, known: Sequence[Change], fields: Fields, device: str = "d") -> Change:
    """What a device says of an item in sight of what it knows, at clock `n`."""
    header = Header("s", device, n, "i", "mirror", 1, n, "", "")
    base = base_of(fields, fold(known))
    return Change(header, Body("a", "x", Instant(n), fields, base))


def erased(changes: Sequence[Change], gone: Sequence[Change]) -> list[Change]:
    """The changes without the words of some."""
    return [one._replace(body=None) if one in gone else one for one in changes]


def test_a_whole_change_says_all_that_the_item_has() -> None:
    one = change(1, [], {"uid": "u", "text": "old", DELETED: True})
    assert whole({"text": "new", DELETED: None}, fold([one])) == {
        "uid": "u", "text": "new", DELETED: None,
    }  # fmt: skip
    assert whole({"text": "new"}, None) == {"text": "new"}


def test_what_was_replaced_whole_is_named_once_it_was_for_long() -> None:
    known: list[Change] = []
    for n in range(1, 6):
        known.append(change(n, known, {"uid": "u", "text": f"t{n}"}))
    assert [one.header.n for one in superseded(known, 4)] == [1, 2]
    assert [one.header.n for one in superseded(erased(known, known[:1]), 4)] == [2]
    assert superseded(known, 2) == superseded(known, 1) == superseded([], 9) == []


def test_what_still_says_a_field_stays_with_all_that_came_after_it() -> None:
    first = change(1, [], {"uid": "u", "text": "t1"})
    second = change(2, [first], {"text": "t2"})
    third = change(3, [first, second], {"text": "t3"})
    assert superseded([first, second, third], 9) == []


fields = st.dictionaries(
    st.sampled_from(["text", "uid", DELETED]), st.sampled_from([None, "1", "2", True]), min_size=1
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(fields, st.booleans(), st.booleans(), st.sampled_from("de")), max_size=9),
    st.integers(0, 10),
    st.integers(0, 10),
)
def test_the_state_stays_however_far_it_is_erased(
    said: list[tuple[Fields, bool, bool, str]], clock: int, so_many: int
) -> None:
    known: list[Change] = []
    for n, (values, is_whole, sees_all, device) in enumerate(said, start=1):
        seen = known if sees_all else [one for one in known if one.header.device == device]
        values = whole(values, fold(seen)) if is_whole else values
        known.append(change(n, seen, values, device))
    gone = superseded(known, clock)[:so_many]
    assert fold(erased(known, gone)) == fold(known)
