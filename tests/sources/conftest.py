import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Test//EN\r
BEGIN:VEVENT\r
UID:one@example.org\r
DTSTAMP:20261101T000000Z\r
DTSTART:20261214T090000Z\r
SUMMARY:Cabinet\r
END:VEVENT\r
END:VCALENDAR\r
"""


_FOR_EVER_S = 600
"""Longer than anything else may take: a test that waits for it fails by what it is told then."""


class Server:
    """A web server on loopback; each path is answered by the function it is given."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.paths: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.ending = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # noqa: N802
                outer.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                self.close_connection = True
                outer.paths[self.path.partition("?")[0]](self)

            def log_message(self, *args: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            # Threads are waited for at the end: what they hold open would warn otherwise.
            daemon_threads = False

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that gave up is no error here."""

        self.httpd = Quiet(("127.0.0.1", 0), Handler)
        self.scheme = "http"
        if context:
            self.scheme = "https"
            self.httpd.socket = context.wrap_socket(self.httpd.socket, server_side=True)
        self.thread = threading.Thread(target=self.httpd.serve_forever, args=(0.02,))
        self.thread.start()

    def url(self, path: str = "/feed.ics", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.httpd.server_port}{path}"

    def hang(self, _: BaseHTTPRequestHandler) -> None:
        """Answer nothing for as long as the test goes on, which must not wait for it."""
        self.ending.wait(_FOR_EVER_S)

    def drip(self, request: BaseHTTPRequestHandler) -> None:
        """Send a byte ten times a second for as long as the test goes on."""
        for _ in range(_FOR_EVER_S * 10):
            request.wfile.write(b"x")
            if self.ending.wait(0.1):
                return

    def close(self) -> None:
        self.ending.set()
        self.httpd.shutdown()
        self.thread.join()
        self.httpd.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def calendar() -> bytes:
    return CALENDAR


Answering = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture
def answer() -> Callable[..., Answering]:
    """Make the function that answers with a status, a body and headers."""

    def make(body: bytes = CALENDAR, status: int = 200, **headers: str) -> Answering:
        def respond(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        return respond

    return make
