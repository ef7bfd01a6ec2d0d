"""Waiting for a server no longer than agreed, and hearing the wish to stop meanwhile."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.protocol import Cancelled, UnreadableError

_TICK_S = 0.05

T = TypeVar("T")


def in_time(work: Callable[[Cancelled], T], seconds: float, cancelled: Cancelled) -> T:
    """Return what the work gives, but wait for it no longer than that.

    The work runs in a thread of its own, because finding a server's name can neither be limited
    nor interrupted. A thread that is given up ends by itself at the next time-out.
    """
    stopped = threading.Event()
    results: list[T | UnreadableError] = []

    def run() -> None:
        try:
            results.append(work(stopped.is_set))
        except UnreadableError as error:
            results.append(error)
        except StoppedError:
            pass

    thread = threading.Thread(target=run, name="feed", daemon=True)
    thread.start()
    ends = time.monotonic() + seconds
    try:
        while thread.is_alive() and time.monotonic() < ends:
            if cancelled():
                raise StoppedError
            thread.join(_TICK_S)
    finally:
        stopped.set()
    if not results:
        raise UnreadableError("no answer from the server; is this machine online?")
    [result] = results
    if isinstance(result, UnreadableError):
        raise result
    return result
