"""Requests to a web server, within limits: urllib3 lives here and nowhere else.

Addresses are secrets. The reasons given here never contain one, no exception of the network
library leaves this module (its text would name the address), and the library's own log, which
names addresses too, is cut off.
"""

import io
import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.addresses import is_on_this_machine
from jointdesk.sources.protocol import Cancelled, UnreadableError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

_BLOCK = 1 << 16
_WITH_BODY = (200, 207)

_NO_ANSWER = "no answer from the server; is this machine online?"
_BROKEN_OFF = "the connection broke off; try again"


class Limits(NamedTuple):
    """How long and how large. Seconds; bytes count after decompression."""

    connect_s: float = 10
    silence_s: float = 30
    overall_s: float = 180
    max_bytes: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said. `is_sized` is False where only the end of the connection ends it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_sized: bool


class BrokenOffError(UnreadableError):
    """The connection ended before the answer did; asking again may help."""

    def __init__(self) -> None:
        """Make the error with its reason."""
        super().__init__(_BROKEN_OFF)


class Request(NamedTuple):
    """What is asked of a server; `url` has no user and no password in it."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


def get(url: str, headers: Mapping[str, str], limits: Limits, cancelled: Cancelled) -> Answer:
    """Send one GET request, follow nothing, and return the answer; a body only with status 200.

    Raises:
        UnreadableError: no answer came, or none that can be used.
        StoppedError: `cancelled` said so.
    """
    with Exchange(limits) as exchange:
        return exchange.send(Request("GET", url, headers), cancelled)


class Exchange:
    """Requests to one server, one after the other; the connection stays open between them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pools: PoolManager | None = None

    def __enter__(self) -> "Exchange":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection, if there is one; another request would open it again."""
        if self._pools is not None:
            self._pools.clear()

    def send(self, request: Request, cancelled: Cancelled) -> Answer:
        """Send one request, follow nothing, and return the answer.

        It has a body with status 200 and 207 only.

        Raises:
            BrokenOffError: the answer broke off.
            UnreadableError: no answer came, or none that can be used.
            StoppedError: `cancelled` said so.
        """
        from urllib3.exceptions import HTTPError

        try:
            if self._pools is None:
                self._pools = _pools(request.url)
            return _answer(self._pools, request, self._limits, cancelled)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            reason = _reason(error)
        raise BrokenOffError if reason == _BROKEN_OFF else UnreadableError(reason)


def _pools(url: str) -> "PoolManager":
    """Return what opens connections to the URL: directly, or through the system's proxy."""
    import truststore
    import urllib3

    logging.getLogger("urllib3").setLevel(logging.CRITICAL + 1)
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    proxy = _proxy(url)
    if proxy is None:
        return urllib3.PoolManager(ssl_context=context)
    user = credentials(proxy)
    headers = urllib3.make_headers(proxy_basic_auth=user) if user else None
    return urllib3.ProxyManager(proxy, proxy_headers=headers, ssl_context=context)


def credentials(url: str) -> str:
    """Return a URL's user and password as `user:password`, "" where it has none."""
    parts = urlsplit(url)
    if parts.username is None:
        return ""
    return f"{unquote(parts.username)}:{unquote(parts.password or '')}"


def _proxy(url: str) -> str | None:
    """Return the proxy that the environment or the system names for the URL."""
    parts = urlsplit(url)
    if is_on_this_machine(url) or proxy_bypass(parts.hostname or ""):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def _answer(pools: "PoolManager", request: Request, limits: Limits, cancelled: Cancelled) -> Answer:
    from urllib3 import Timeout

    response = pools.request(
        request.method,
        request.url,
        headers=request.headers,
        body=request.body or None,
        timeout=Timeout(connect=limits.connect_s, read=limits.silence_s),
        redirect=False,
        retries=False,
        preload_content=False,
    )
    try:
        has_body = response.status in _WITH_BODY
        body = _body(response, limits.max_bytes, cancelled) if has_body else b""
        sized = "content-length" in response.headers or "transfer-encoding" in response.headers
        return Answer(response.status, response.headers, body, sized)
    finally:
        response.close()


def _body(response: "BaseHTTPResponse", max_bytes: int, cancelled: Cancelled) -> bytes:
    """Read the body as it comes, so that neither a slow nor an endless one is waited for."""
    body = io.BytesIO()
    # `read1` gives what has arrived; `read` would wait for a full block from a dripping server.
    while block := response.read1(_BLOCK, decode_content=True):
        if cancelled():
            raise StoppedError
        if body.tell() + len(block) > max_bytes:
            raise UnreadableError(f"it is larger than {max_bytes // 1_000_000} MB")
        body.write(block)
    return body.getvalue()


def _reason(error: Exception) -> str:
    """Say in a few words what went wrong between here and the server."""
    from urllib3 import exceptions

    if isinstance(error, exceptions.SSLError):
        if "expired" in str(error).lower():
            return "the server's certificate has expired; whoever runs the server must renew it"
        if "certificate" in str(error).lower():
            return "the server's certificate is not trusted; ask whoever runs the server"
        return "no secure connection to the server could be made"
    if isinstance(error, exceptions.NameResolutionError):
        return "the server was not found; is this machine online?"
    if isinstance(error, exceptions.ProxyError | exceptions.ProxySchemeUnknown):
        return "the proxy did not let the request through"
    if isinstance(error, exceptions.DecodeError):
        return "the answer was damaged on its way"
    if isinstance(error, exceptions.ProtocolError | exceptions.IncompleteRead):
        return _BROKEN_OFF
    if isinstance(error, exceptions.LocationValueError | UnicodeError):
        return "this is not the address of a server"
    return _NO_ANSWER
