"""Real calendar servers on loopback, and a client of our own making to change what they hold.

The client shares no code with the product: it is the other program that edits the calendars.
"""

import http.client
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

_START_S = 20
_USERS = 200

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
    headers: Mapping[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    users: int = 0

    @property
    def url(self) -> str:
        """The address of the server itself."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
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
            self.process.wait()
            self.process = None

    def new_account(self) -> "Account":
        """Return an account that nobody has used yet."""
        self.users += 1
        assert self.users < _USERS
        return Account(self, f"user{self.users}")


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
        assert self.send("MKCALENDAR", calendar.url, body.encode())[0] == 201
        return calendar

    def send(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Send a request and return status, headers and body."""
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode()
        said = {"Authorization": f"Basic {pair}", "X-Remote-User": self.user}
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
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
    port = _free_port()
    users = (Account(None, f"user{number}") for number in range(_USERS))  # type: ignore[arg-type]
    lines = [f"{one.user}:{one.password}" for one in users]
    (folder / "users").write_text("\n".join([*lines, "Ann:Me:s3cret"]) + "\n", "utf-8")
    config = folder / "config"
    config.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {folder / 'users'}\n"
        "htpasswd_encryption = plain\ndelay = 0\n"
        "[rights]\ntype = owner_only\n"
        f"[storage]\nfilesystem_folder = {folder / 'storage'}\n"
        "[web]\ntype = none\n",
        "utf-8",
    )
    return CalendarServer(
        [sys.executable, "-m", "radicale", "--config", str(config)], port, "{user}/"
    )


def xandikos(folder: Path) -> CalendarServer:
    """Return a Xandikos that keeps its files in the folder, not yet started."""
    port = _free_port()
    storage = folder / "xandikos"
    (storage / "user").mkdir(parents=True)
    command = [
        sys.executable, "-m", "xandikos", "-d", str(storage), "--defaults",
        "--current-user-principal", "/user/", "-l", "127.0.0.1", "-p", str(port),
        "--no-detect-systemd",
    ]  # fmt: skip
    return CalendarServer(command, port, "user/calendars/")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
