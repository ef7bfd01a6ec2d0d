"""The only way of one machine to a server: it is cut, held and opened, and keeps what passes."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_PIECE = 65536


class Wire:
    """Passes bytes between a machine and a server on loopback, and writes all of them down.

    It begins open. `stalled` is set once it stalls as it was told to.
    """

    def __init__(self, port: int, record: Path) -> None:
        """Lead to a port; what comes from it is appended to `record`, what goes to it beside it."""
        self._to = port
        self.came, self.went = record.with_suffix(".came"), record.with_suffix(".went")
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._flows = threading.Event()
        self._flows.set()
        self._is_open = True
        self._is_over = False
        self._left: dict[Path, int] = {}
        self.stalled = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._start(self._let_in)

    def cut(self) -> None:
        """Break every connection off, and let none in."""
        self._is_open = False
        self._hang_up()

    def hold(self) -> None:
        """Lose all that is sent either way, and tell nobody: connections stand."""
        self._flows.clear()

    def stall_after(self, *, came: int = -1, went: int = -1) -> None:
        """Hold as soon as so many more bytes have come or gone: in the middle of an exchange."""
        self.stalled.clear()
        with self._lock:
            self._left = {self.came: came, self.went: went}

    def open(self) -> None:
        """Let everything through again; what was held is lost with its connection."""
        with self._lock:
            self._left = {}
        if not self._flows.is_set():
            self._hang_up()
        self._flows.set()
        self._is_open = True

    def close(self) -> None:
        """End it."""
        self._is_over = True
        self._door.close()
        self._hang_up()
        self._flows.set()

    def _start(self, work: Callable[..., None], *given: object) -> None:
        threading.Thread(target=work, args=given, daemon=True).start()

    def _let_in(self) -> None:
        while not self._is_over:
            with suppress(OSError):
                near, _ = self._door.accept()
                self._start(self._join, near)

    def _join(self, near: socket.socket) -> None:
        try:
            if not self._is_open:
                raise ConnectionRefusedError
            far = socket.create_connection(("127.0.0.1", self._to), 10)
            far.settimeout(None)
        except OSError:
            near.close()
            return
        with self._lock:
            self._ends |= {near, far}
        if not self._is_open:  # cut meanwhile
            self._hang_up()
        self._start(self._pass, near, far, self.went)
        self._start(self._pass, far, near, self.came)

    def _pass(self, here: socket.socket, there: socket.socket, record: Path) -> None:
        with suppress(OSError):
            while piece := here.recv(_PIECE):
                piece, is_last = self._counted(piece, record)
                with record.open("ab") as file:
                    file.write(piece)
                there.sendall(piece)
                if is_last:
                    self._flows.clear()
                    self.stalled.set()
                self._flows.wait()
        for one in (here, there):
            _close(one)
            with self._lock:
                self._ends.discard(one)

    def _counted(self, piece: bytes, record: Path) -> tuple[bytes, bool]:
        """Return what may pass of a piece, and if the wire stalls after it."""
        with self._lock:
            left = self._left.get(record, -1)
            if left < 0:
                return piece, False
            self._left[record] = max(left - len(piece), 0)
            if len(piece) < left:
                return piece, False
            self._left = {}
            return piece[:left], True

    def _hang_up(self) -> None:
        with self._lock:
            ends, self._ends = self._ends, set()
        for one in ends:
            _close(one)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
