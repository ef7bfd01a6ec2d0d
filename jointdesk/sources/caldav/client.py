"""Asking a calendar server: signing in, redirects, and what its statuses mean.

Credentials go to the server they were given for and to no other, and never unencrypted over a
network.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from jointdesk.sources.addresses import is_on_this_machine
from jointdesk.sources.caldav.hrefs import origin, resolved
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.multistatus import Multistatus, NotXmlError, read_multistatus
from jointdesk.sources.caldav.quirks import is_one_operator
from jointdesk.sources.protocol import SIGN_IN_FAILED, Cancelled, UnreadableError
from jointdesk.sources.throttling import asked_wait
from jointdesk.sources.transfer import Answer, BrokenOffError, Exchange, Limits, Request
from jointdesk.sources.waiting import in_time

_MAX_REDIRECTS = 5
_READING = ("PROPFIND", "REPORT", "GET", "OPTIONS")
_WRITTEN = (200, 201, 204)
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_HEADERS = {"User-Agent": "JointDesk", "Accept-Encoding": "gzip, deflate"}
_CALENDAR = {"Content-Type": "text/calendar; charset=utf-8"}
_KNOWN_SCHEMES = ("basic", "bearer")
_REASONS = {
    403: "the server does not let this user read it; ask its owner",
    404: "there is no calendar at this address; connect it where it is now, or remove it",
    405: "this is not the address of a calendar server",
    410: "there is no calendar at this address any more; connect it where it is now, or remove it",
    429: "the server is busy and asks to be left alone; try again later",
    501: "this is not the address of a calendar server",
    503: "the server is busy or being mended; try again later",
}
_WEB_PAGE = (
    "a web page came instead of a calendar; the address is not that of a calendar server,"
    " or this network asks to sign in first"
)
_TELL = "tell whoever runs it"
_NO_ANSWER_OF_ITS_KIND = "the answer is not one of a calendar server, or it broke off"


class RefusedError(UnreadableError):
    """The server answered with a status that is none of success."""

    def __init__(self, status: int, reason: str, retry_after: int = 0) -> None:
        """Make the error for a status and what it means in a few words."""
        needs_person = status in SIGN_IN_FAILED
        super().__init__(reason, needs_person=needs_person, retry_after=retry_after)
        self.status = status


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and the URL that gave it after redirects."""

    url: str
    body: bytes
    headers: Mapping[str, str]

    def multistatus(self) -> Multistatus:
        """Return the body as a multistatus.

        Raises:
            UnreadableError: it is none.
        """
        try:
            return read_multistatus(self.body)
        except NotXmlError:
            pass
        raise UnreadableError(_WEB_PAGE if _is_web_page(self.body) else _NO_ANSWER_OF_ITS_KIND)


class Client:
    """Asks one server for one login, one request after the other."""

    def __init__(self, url: str, login: Login, limits: Limits, cancelled: Cancelled) -> None:
        """Prepare to ask the server of that URL; nothing is sent yet.

        Raises:
            UnreadableError: a password would travel without encryption.
        """
        if login.secret and urlsplit(url).scheme != "https" and not is_on_this_machine(url):
            raise UnreadableError(
                "a password is not sent without encryption; the address must begin with https"
            )
        self._url = url
        self._login = login
        self._limits = limits
        self._cancelled = cancelled
        self._exchange = Exchange(limits)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._exchange.close()

    def propfind(self, url: str, depth: int, body: bytes) -> Reply:
        """Ask for properties of a URL, with depth 1 of its members too.

        Raises:
            RefusedError: the server does not give them.
            UnreadableError: nothing came that can be used.
            StoppedError: somebody wished to stop.
        """
        return self._ask("PROPFIND", url, body, {"Depth": str(depth)}, 207)

    def report(self, url: str, body: bytes) -> Reply:
        """Ask for a report on a URL and its members; raises what `propfind` raises."""
        return self._ask("REPORT", url, body, {"Depth": "1"}, 207)

    def free_busy(self, url: str, body: bytes) -> Reply:
        """Ask when a calendar is busy, for a calendar text; raises what `propfind` raises."""
        return self._ask("REPORT", url, body, {"Depth": "1"}, 200)

    def post(self, url: str, data: bytes) -> Reply:
        """Hand a calendar text to a scheduling outbox; raises what `propfind` raises."""
        return self._ask("POST", url, data, _CALENDAR, 200)

    def get(self, url: str) -> Reply:
        """Ask for what is at a URL; raises what `propfind` raises."""
        return self._ask("GET", url, b"", {"Accept": "text/calendar"}, 200)

    def put(self, url: str, data: bytes, etag: str) -> Reply:
        """Write a text in place of the version `etag`, with "" where nothing is yet.

        Raises what `propfind` raises.
        """
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        return self._ask("PUT", url, data, _CALENDAR | condition, *_WRITTEN)

    def delete(self, url: str, etag: str) -> Reply:
        """Take the version `etag` of what is at a URL away; raises what `propfind` raises."""
        # Whoever was asked and takes it away has not answered by that (RFC 6638 section 8.1).
        quiet = {"Schedule-Reply": "F"}
        return self._ask("DELETE", url, b"", {"If-Match": etag, **quiet}, *_WRITTEN)

    def options(self, url: str) -> Reply:
        """Ask what the server can do at a URL; raises what `propfind` raises."""
        return self._ask("OPTIONS", url, b"", {}, 200, 204)

    def may_ask(self, url: str) -> bool:
        """True if credentials may go to the server of that URL."""
        mine, other = origin(self._url), origin(url)
        return mine == other or (
            mine[0] == other[0] == "https" and is_one_operator(mine[1], other[1])
        )

    def _ask(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], *expected: int
    ) -> Reply:
        """Send a request, go where redirects lead on the same server, and judge the answer."""
        typed = {"Content-Type": "application/xml; charset=utf-8"} if body else {}
        sent = {**_HEADERS, **typed, **headers, **self._login.headers()}
        for _ in range(_MAX_REDIRECTS + 1):
            answer = self._send(Request(method, url, sent, body))
            if answer.status not in _REDIRECTS:
                return _judged(answer, url, expected)
            url = self._redirect(url, answer.headers.get("location", ""))
        raise UnreadableError(f"the server leads round in circles; {_TELL}")

    def _send(self, request: Request) -> Answer:
        """Send a request; one that only reads once more where the connection broke off."""
        send = partial(self._exchange.send, request)
        try:
            return in_time(send, self._limits.overall_s, self._cancelled)
        except BrokenOffError:
            if request.method not in _READING:
                raise
        return in_time(send, self._limits.overall_s, self._cancelled)

    def _redirect(self, url: str, location: str) -> str:
        target = resolved(url, location) if location else ""
        if not target:
            raise UnreadableError(f"the server leads nowhere; {_TELL}")
        if not self.may_ask(target):
            raise UnreadableError(other_server(target))
        return target


def other_server(url: str) -> str:
    """Return the reason for not going on to another server."""
    host = (urlsplit(url).hostname or "").encode("ascii", "replace").decode()
    return (
        f"the server leads to another one, {host}; give its address instead if that is right,"
        " or this network asks to sign in first"
    )


def _judged(answer: Answer, url: str, expected: Collection[int]) -> Reply:
    """Return the answer if its status is one of those expected."""
    is_page = answer.status == 200 and _is_web_page(answer.body)  # also in answer to a change
    if answer.status in expected and not is_page:
        return Reply(url, answer.body, answer.headers)
    if answer.status == 401:
        raise RefusedError(401, _sign_in_reason(answer.headers.get("www-authenticate", "")))
    if answer.status < 300:
        raise UnreadableError(_WEB_PAGE if _is_web_page(answer.body) else _NO_ANSWER_OF_ITS_KIND)
    if answer.status >= 500:
        usual = f"the server has a fault ({answer.status}); {_TELL} if it stays"
    else:
        usual = f"the server answered with status {answer.status}"
    wait = asked_wait(answer.status, answer.headers)
    raise RefusedError(answer.status, _REASONS.get(answer.status, usual), wait)


def _sign_in_reason(challenge: str) -> str:
    """Return what to say of a status 401 with such a WWW-Authenticate (RFC 9110 section 11.6)."""
    offered = challenge.lower()
    if offered and not any(scheme in offered for scheme in _KNOWN_SCHEMES):
        return "the server asks to sign in in a way that JointDesk does not know"
    return "the server did not accept the user or the password; has the password changed?"


def _is_web_page(body: bytes) -> bool:
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html"))
