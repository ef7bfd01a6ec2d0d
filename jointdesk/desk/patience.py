"""A connection that gives up a server which takes what is said and answers nothing, ever.

A statement ends by the server's own limits; a server that is frozen keeps none, and its machine
goes on acknowledging, so that the line does not count as dead either.
"""

import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg

Result = TypeVar("Result")

SILENCE_S = 90
"""For so long nothing comes and nothing goes: longer than a statement may take (60 seconds)."""


class PatientConnection(psycopg.Connection[Any]):
    """Waits as long as anything moves on the line, and then for a while."""

    def wait(self, gen: Generator[Any, Any, Result], *args: Any, **options: Any) -> Result:
        """Drive a statement to its end.

        Raises:
            OperationalError: the server kept silent for too long.
        """
        return super().wait(_not_for_ever(gen), *args, **options)


def _not_for_ever(gen: Generator[Any, Any, Result]) -> Generator[Any, Any, Result]:
    """Pass on what is waited for and what came, which is false where nothing did."""
    ready: Any = None
    heard = time.monotonic()
    while True:
        try:
            wanted = gen.send(ready)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        ready = yield wanted
        if ready:
            heard = time.monotonic()
        elif time.monotonic() - heard > SILENCE_S:
            gen.close()
            raise psycopg.OperationalError("the server keeps silent")
