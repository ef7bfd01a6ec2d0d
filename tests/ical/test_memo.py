"""What is remembered is asked once, and there is never too much of it."""

import pytest

from jointdesk.ical.memo import Memo


def test_a_function_is_asked_once_for_each_key() -> None:
    asked: list[str] = []
    memo = Memo(lambda key: asked.append(key) or len(key))
    assert [memo["a"], memo["bb"], memo["a"]] == [1, 2, 1]
    assert asked == ["a", "bb"]


def test_at_the_limit_everything_is_forgotten() -> None:
    memo = Memo(lambda key: -key, most=3)
    for key in range(10):
        assert memo[key] == -key
        assert len(memo) <= 3


def test_an_error_is_not_remembered() -> None:
    memo = Memo(int)
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid"):
            memo["x"]
    assert len(memo) == 0
