"""Setting the pages of a document beside whoever asks for it, who may go away meanwhile."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import TypeVar

_ASK_S = 0.1
"""How often it is asked whether anybody still wants the pages."""

T = TypeVar("T")


def set_beside(work: Callable[[], T], ask: Callable[[], None]) -> T:
    """Return what the work gives; `ask` may raise to stop waiting for it.

    The work is one call of a library that nobody can interrupt. Given up, it ends by itself in a
    thread of its own, and what it made is thrown away: it is in memory only.
    """
    made: Future[T] = Future()

    def run() -> None:
        try:
            made.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            made.set_exception(error)

    Thread(target=run, name="pages", daemon=True).start()
    while not wait([made], _ASK_S).done:
        ask()
    return made.result()
