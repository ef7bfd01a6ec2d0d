"""The one way in which a value is written as JSON, so that its hash is the same everywhere."""

import json
from collections.abc import Iterable


def canonical_json(value: object) -> str:
    """Return the one JSON text of a value: keys sorted by code point, no blanks, no escapes.

    Raises:
        ValueError: the value holds a float, a key that is no text, or half a surrogate pair.
    """
    _refuse_inexact(value)
    text = _ENCODER.encode(value)
    text.encode()  # UnicodeEncodeError, a ValueError, for half a surrogate pair
    return text


_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def _refuse_inexact(value: object) -> None:
    """Refuse floats, keys that are no texts, and what is nested deeper than every reader can go."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [within for one in level if type(one) not in _PLAIN for within in _within(one)]
        if not level:
            return
    raise ValueError(f"a change holds nothing nested deeper than {_DEEPEST} levels")


def _within(value: object) -> Iterable[object]:
    if isinstance(value, float):
        raise ValueError(f"a change holds no floats: {value}")
    if isinstance(value, dict):
        if not {*map(type, value)} <= {str} and not all(isinstance(key, str) for key in value):
            raise ValueError("a change holds only texts as keys")
        return value.values()
    return value if isinstance(value, list | tuple) else ()


_DEEPEST = 40
"""Levels of a value: how deep a reader goes depends on who calls it, and all must read the same."""


_PLAIN = frozenset({str, int, bool, type(None)})
"""The types of values that hold nothing to look at, as nearly all are."""
