"""Real calendar servers on loopback, and a client of our own making to change what they hold.

The client shares no code with the product: it is the other program that edits the calendars.
"""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

_START_S = 120
_ANSWER_S = 600
"""As long as a server may take for a calendar of many thousands."""
_USERS = 2000

# Runs a module as a program, and ends with whoever began it, however that ends.
_UNTIL_ALONE = """
import os, runpy, sys, threading

def watch():
    sys.stdin.buffer.read()
    os._exit(0)

threading.Thread(target=watch, daemon=True).start()
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""

_MKCALENDAR = """<?xml version="1.0" encoding="utf-8"?>
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<D:displayname>{name}</D:displayname>
<C:supported-calendar-component-set>{kinds}</C:supported-calendar-component-set>
</D:prop></D:set></C:mkcalendar>"""


@dataclass
class CalendarServer:
    """A running server; `stop` and `start` may be called in turn."""

    command: list[str]
    port: int
    home: str
    environ: Mapping[str, str] | None = None
    prepare: "Callable[[Account], None]" = lambda _: None
    process: "subprocess.Popen[bytes] | None" = None
    users: int = 0

    @property
    def url(self) -> str:
        """The address of the server itself."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(
            self.command,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ends = time.monotonic() + _START_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                assert time.monotonic() < ends, "the calendar server does not start"
                assert self.process.poll() is None, "the calendar server ended"
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.terminate()
            self.process.communicate()
            self.process = None

    def new_account(self) -> "Account":
        """Return an account that nobody has used yet."""
        self.users += 1
        assert self.users < _USERS
        account = Account(self, f"user{self.users}")
        self.prepare(account)
        return account


@dataclass
class Account:
    """A person's account on a server, as another program uses it."""

    server: CalendarServer
    user: str

    @property
    def password(self) -> str:
        """The password that the account was made with."""
        return f"s3cret-of-{self.user}"

    @property
    def home(self) -> str:
        """The address of the account's calendars."""
        return self.server.url + self.server.home.format(user=self.user)

    def make_calendar(
        self, path: str, name: str = "", kinds: Sequence[str] = ("VEVENT", "VTODO", "VJOURNAL")
    ) -> "Calendar":
        """Make a calendar and return it."""
        calendar = Calendar(self, f"{self.home}{path}/")
        named = "".join(f'<C:comp name="{kind}"/>' for kind in kinds)
        body = _MKCALENDAR.format(name=escape(name or path), kinds=named)
        typed = {"Content-Type": "application/xml; charset=utf-8"}
        assert self.send("MKCALENDAR", calendar.url, body.encode(), typed)[0] == 201
        return calendar

    def send(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Send a request and return status, headers and body."""
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode()
        said = {"Authorization": f"Basic {pair}", "X-Remote-User": self.user}
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=_ANSWER_S)
        try:
            line.request(method, urlsplit(url).path, body, {**said, **(headers or {})})
            answer = line.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            line.close()


@dataclass
class Calendar:
    """A calendar on a server, changed by another program."""

    account: Account
    url: str

    def put(self, name: str, text: bytes) -> None:
        """Write a member."""
        status, _, body = self.account.send(
            "PUT", self.url + name, text, {"Content-Type": "text/calendar; charset=utf-8"}
        )
        assert status in (201, 204), (status, body)

    def delete(self, name: str) -> None:
        """Take a member away."""
        assert self.account.send("DELETE", self.url + name)[0] in (200, 204)


def radicale(folder: Path) -> CalendarServer:
    """Return a Radicale that keeps its files in the folder, not yet started."""
    port = free_port()
    users = (Account(None, f"user{number}") for number in range(_USERS))  # type: ignore[arg-type]
    lines = [f"{one.user}:{one.password}" for one in users]
    (folder / "users").write_text("\n".join(lines) + "\n", "utf-8")
    config = folder / "config"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {folder / 'users'}\n"
        "htpasswd_encryption = plain\ndelay = 0\n"
        "[rights]\ntype = owner_only\n"
        f"[storage]\nfilesystem_folder = {folder / 'storage'}\n"
        "[web]\ntype = none\n"
        # vdirsyncer asks for a whole calendar at once: 400 above 10,000 events, overrides too.
        "[reporting]\nmax_expand_occurrence = 1000000\n",
        "utf-8",
    )
    return CalendarServer(
        [sys.executable, "-c", _UNTIL_ALONE, "radicale", "--config", str(config)], port, "{user}/"
    )


def xandikos(folder: Path) -> CalendarServer:
    """Return a Xandikos that keeps its files in the folder, not yet started.

    It has one user, and lets everybody in.
    """
    port = free_port()
    command = [
        sys.executable, "-c", _UNTIL_ALONE, "xandikos", "serve", "-d", str(folder / "storage"),
        "--state-dir", str(folder / "state"), "--defaults", "-l", "127.0.0.1", "-p", str(port),
        "--no-detect-systemd",
    ]  # fmt: skip
    return CalendarServer(command, port, "user/calendars/")


@contextmanager
def running(folder: Path, make: Callable[[Path], CalendarServer]) -> Iterator[CalendarServer]:
    """Give a server that runs meanwhile and keeps its files in a new folder."""
    folder.mkdir()
    server = make(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


_PORTS = count(10_000 + os.getpid() * 16 % 20_000)


def free_port() -> int:
    """Return a port that nobody listens on, and that nobody else will take.

    Systems hand out ports above 32,768, also while a server is stopped; other processes of tests
    begin to look elsewhere.
    """
    for port in _PORTS:
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError  # the numbers do not end


# Between a client and a server


class Asked(NamedTuple):
    """A request on its way to a server."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Answered(NamedTuple):
    """What the client gets; with `cut`, as if the connection broke after so many bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: int | None = None


class Meddler:
    """Passes requests on to a server, except for what `meddle` answers itself or changes.

    `meddle` is given the request and the server's answer, and returns what the client gets.
    """

    def __init__(self, server: CalendarServer) -> None:
        self.server = server
        self.meddle: Callable[[Asked, Callable[[], Answered]], Answered] = lambda _, go_on: go_on()
        self.asked: list[Asked] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                size = int(self.headers.get("Content-Length", 0))
                request = Asked(self.command, self.path, dict(self.headers), self.rfile.read(size))
                outer.asked.append(request)
                said = outer.meddle(request, lambda: outer.pass_on(request))
                self.send_response(said.status)
                for name, value in said.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(said.body)))
                self.end_headers()
                self.wfile.write(said.body[: said.cut])
                self.close_connection = self.close_connection or said.cut is not None

            do_GET = do_PUT = do_DELETE = do_POST = answer  # noqa: N815
            do_PROPFIND = do_REPORT = do_OPTIONS = answer  # noqa: N815

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that gave up is no error here."""

        self._httpd = Quiet(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._httpd.serve_forever, args=(0.02,))
        self._thread.start()

    def url(self, url: str) -> str:
        """Return where something on the server is reached through the meddler."""
        return f"http://127.0.0.1:{self._httpd.server_port}{urlsplit(url).path}"

    def close(self) -> None:
        """End it."""
        self._httpd.shutdown()
        self._thread.join()
        self._httpd.server_close()

    def pass_on(self, request: Asked) -> Answered:
        """Ask the server itself."""
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=_ANSWER_S)
        try:
            sent = {**request.headers, "Accept-Encoding": "identity", "Connection": "close"}
            line.request(request.method, request.path, request.body, sent)
            answer = line.getresponse()
            kept = {
                name: value
                for name, value in answer.headers.items()
                if name.lower() in ("content-type", "dav", "etag", "location", "www-authenticate")
            }
            return Answered(answer.status, kept, answer.read())
        finally:
            line.close()


def without_sync(request: Asked, go_on: Callable[[], Answered]) -> Answered:
    """Answer as a server does that has never heard of sync-collection (RFC 6578)."""
    if b"sync-collection" in request.body:
        return Answered(403, {}, b"")
    said = go_on()
    return said._replace(body=said.body.replace(b"sync-collection", b"other-report"))


def without_ctag(request: Asked, go_on: Callable[[], Answered]) -> Answered:
    """Answer as a server does that tells only its members' etags."""
    said = without_sync(request, go_on)
    return said._replace(body=said.body.replace(b"getctag", b"gettag"))
