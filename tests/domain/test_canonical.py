"""One JSON text of a value: its bytes are fixed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.canonical import canonical_json
from jointdesk.domain.decisions import Status


def test_canonical_json_is_sorted_tight_and_plain() -> None:
    assert canonical_json({"b": [1, None, True], "a": "é“\n"}) == '{"a":"é“\\n","b":[1,null,true]}'


def test_a_word_that_is_a_text_counts_as_one() -> None:
    assert canonical_json({Status.DRAFT: Status.TAKEN}) == '{"draft":"taken"}'


_NESTED: object = ""
for _ in range(41):
    _NESTED = [_NESTED]


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, float("nan"), {1: "a"}, "\ud800", _NESTED])
def test_what_could_be_read_in_two_ways_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"float|texts|surrogate|nested"):
        canonical_json(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=8,
)


@given(JSON)
def test_canonical_json_reads_back_to_the_same_value(value: object) -> None:
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text
