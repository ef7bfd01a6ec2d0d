"""What an item must hold to be read."""

import pytest

from jointdesk.domain.items import Json
from jointdesk.domain.shapes import (
    Check,
    are_days_of_the_week,
    are_offers,
    are_rows_of_texts,
    are_settings,
    are_texts,
    fitting,
    has_shape,
    is_day,
    is_flag,
    is_instant,
    is_order,
    is_when,
    is_when_or_empty,
    misfits,
    one_of,
)


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (are_texts, ["a"], ["a", 1]),
        (is_flag, False, 0),
        (is_instant, 10**11, 10**11 + 1),
        (is_instant, 0, -1),
        (is_instant, 1, True),
        (is_order, (1 << 63) - 1, 1 << 63),
        (one_of(("a", "b")), "a", "c"),
        (one_of(("a", "b")), "b", {"a": 1}),
        (is_day, "2026-12-01", "2026-12-01T10:00"),
        (is_day, "2026-12-01", "2026-13-01"),
        (is_when, "2026-12-01T10:00", "9999-12-31T23:59"),
        (is_when, "2026-12-01", ""),
        (is_when, "2026-10-25T01:30:15+00:00", "2026-12-01 10:00"),
        (is_when, "2026-12-01T10:00:30", "2026-12-01T10:00Z"),
        (is_when, "2026-12-01T10:00", "20261201T1000"),
        (is_day, "2026-12-01", "2026W49T12"),
        (is_day, "2026-12-01", "2026-W49-2"),
        (is_when_or_empty, "", "soon"),
        (are_days_of_the_week, [0, 6], [7]),
        (are_settings, {"a": "b"}, {"a": 1}),
        (are_rows_of_texts, [{"a": "b"}], ["a"]),
        (are_offers, [{"start": "2026-12-01T10:00"}, {}], [{"start": "soon"}]),
        (are_offers, [], [1]),
    ],
)
def test_a_value_is_as_this_program_writes_it_or_not(check: Check, good: Json, bad: Json) -> None:
    assert check(good)
    assert not check(bad)


def test_what_is_not_of_the_shape_counts_as_absent() -> None:
    found = fitting("seat", {"person": "p", "org": "o", "role": "pa", "newer": [1]})
    assert found == {"person": "p", "org": "o", "role": "pa", "newer": [1]}
    assert fitting("rule", {"title": "x", "tier": 9}) == {"title": "x"}
    assert fitting("seat", {"person": "p", "org": "o", "role": "king"}) is None
    assert fitting("note", {"text": 5}) == {"text": 5}


def test_a_value_that_waits_goes_with_what_was_shown_then() -> None:
    said: dict[str, Json] = {"title": 5, "base:title": "Board", "base:place": "Hall"}
    assert fitting("overlay", said) == {"base:place": "Hall"}


def test_what_is_odd_or_missing_is_named() -> None:
    assert misfits("settlement", {"code": "DIA-01", "at": "now", "state": "open"}) == [
        "at", "fingerprint", "participants", "series",
    ]  # fmt: skip
    assert has_shape("busy", ["o", 1, ""])
    assert not has_shape("busy", ["o", 1 << 64, ""])
