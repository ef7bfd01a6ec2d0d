"""A line to a shared desk's server that is kept open, so that others' changes wake this machine."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Protocol, TypeAlias

from jointdesk.desk.refusals import NoAnswerError, ServerError
from jointdesk.desk.run import Exchanged
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import ServerStream
from jointdesk.operations.exchanging import Carrying, exchange_over
from jointdesk.operations.shared_desk import connected
from jointdesk.store.desk import Desk


class Waking(Carrying, Protocol):
    """What a line asks of a server besides exchanging: see `desk.server.Server`."""

    def listen(self, channels: Sequence[str]) -> None:
        """Be woken on these channels and no others from now on."""

    def wait(self, seconds: float) -> bool:
        """Wait to be woken, at most so long; return whether anybody did."""

    def fileno(self) -> int:
        """Return the socket that can be read from once somebody wakes this member."""

    def close(self) -> None:
        """Hang up."""


Connect: TypeAlias = Callable[[Desk, Path, str], Waking]
"""Connects to the server of a desk: the data folder, and the password where none is kept."""


class DeskLine:
    """One connection at most, used by one thread at a time; `close` may be called by any.

    Between two exchanges its `socket` may be watched: what can be read from it calls for another.
    """

    def __init__(self, data_folder: Path, connect: Connect = connected) -> None:
        """Begin closed; the first exchange connects."""
        self._data_folder = data_folder
        self._connect = connect
        self._server: Waking | None = None
        self._channels: frozenset[str] = frozenset()
        self._lock = Lock()
        self._is_over = False

    def exchange(
        self,
        desk: Desk,
        now: Instant,
        password: str = "",
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Exchanged]:
        """Exchange until nobody calls any more; return what each exchange came to.

        A connection that was lost since the last time is made anew, once.

        Raises:
            WrongUseError: the desk is not shared.
            SecretError: the password is not on this computer and was not given.
            ServerError: no answer, or a refusal.
            HistoryError: the server's past is not the one that this machine knew.
        """
        is_fresh = self._server is None
        try:
            return self._exchange(desk, now, password, cancelled)
        except NoAnswerError:
            self.hang_up()
            if is_fresh or self._is_over or cancelled():
                raise
        except Exception:
            self.hang_up()
            raise
        return self.exchange(desk, now, password, cancelled)

    def _exchange(
        self, desk: Desk, now: Instant, password: str, cancelled: Callable[[], bool]
    ) -> list[Exchanged]:
        server = self._opened(desk, password)
        done = [exchange_over(desk, server, now, cancelled=cancelled)]
        while not cancelled():
            channels = frozenset(one.channel for one in _streams(done[-1]))
            if channels != self._channels:
                # What came before the first call can be heard is fetched by another exchange.
                server.listen(sorted(channels))
                self._channels = channels
            elif not server.wait(0):
                break
            done.append(exchange_over(desk, server, now, cancelled=cancelled))
        return done

    def _opened(self, desk: Desk, password: str) -> Waking:
        if self._server is None:
            server = self._connect(desk, self._data_folder, password)
            with self._lock:
                if self._is_over:
                    server.close()
                    raise NoAnswerError("The window is being closed.")
                self._server, self._channels = server, frozenset()
        return self._server

    @property
    def socket(self) -> int | None:
        """The number of the socket to watch, None while the line is closed."""
        server = self._server  # which another thread may let go of at any moment
        if server is None:
            return None
        with suppress(ServerError):
            return server.fileno()
        return None

    def hang_up(self) -> None:
        """Close the connection; the next exchange makes another."""
        with self._lock:
            server, self._server = self._server, None
        if server is not None:
            server.close()

    def close(self) -> None:
        """Hang up for good: an exchange that goes on breaks off."""
        with self._lock:
            self._is_over = True
        self.hang_up()


def _streams(done: Exchanged) -> Sequence[ServerStream]:
    return done.hello.streams if done.hello is not None else ()
