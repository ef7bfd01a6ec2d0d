"""Remembers what a pure function makes of values that come again and again in a calendar."""

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memo(dict[K, V]):
    """What a function makes of each key, asked once; `memo[key]` answers as quickly as a dict.

    At `most` keys it forgets everything, so that no calendar can make it large. An error that
    the function raises is not remembered.
    """

    def __init__(self, make: Callable[[K], V], most: int = 1 << 14) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, key: K) -> V:
        """Ask the function, and remember."""
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._make(key)
        return value
