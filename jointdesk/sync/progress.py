"""Saying how far a long piece of work is, and hearing the wish to stop."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeVar

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.protocol import Cancelled

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called with how many of how many are done, and what is being done, for a person."""

_PAUSE_S = 0.05

T = TypeVar("T")


def silent(done: int, total: int, words: str) -> None:
    """Say nothing."""


class Meter:
    """Passes progress on, at most twenty times a second, and asks for the wish to stop."""

    def __init__(
        self, progress: Progress, cancelled: Cancelled, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Report to `progress` and ask `cancelled`; `clock` gives seconds."""
        self.progress = progress
        self.cancelled = cancelled
        self._clock = clock
        self._next = clock()

    def step(self, done: int, total: int, words: str) -> None:
        """Note how far the work is.

        Raises:
            StoppedError: the person wishes to stop.
        """
        if self.cancelled():
            raise StoppedError
        if self._clock() >= self._next:
            self._next = self._clock() + _PAUSE_S
            self.progress(done, total, words)

    def each(
        self, things: Iterable[T], total: int, words: str, done: int = 0, every: int = 200
    ) -> Iterator[T]:
        """Yield the things, noting every so many how far the work is; `done` are so already."""
        for number, thing in enumerate(things):
            if number % every == 0:
                self.step(done + number, total, words)
            yield thing
