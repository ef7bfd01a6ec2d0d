"""Feeds on a real web server, well behaved and not."""

import gzip
import logging
import socket
import ssl
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from jointdesk.domain.errors import StoppedError
from jointdesk.sources.feeds import FeedSource
from jointdesk.sources.protocol import Known, UnreadableError
from jointdesk.sources.transfer import Limits

USUAL = Limits()
QUICK = Limits(connect_s=0.5, silence_s=0.3, overall_s=1.5)
"""For servers that never answer only: on a busy machine a good one may take as long."""
Request = BaseHTTPRequestHandler


def reason(url: str, limits: Limits = USUAL) -> str:
    with pytest.raises(UnreadableError) as caught:
        FeedSource(url, limits).read()
    text = repr(caught.value) + str(caught.value)
    assert url not in text
    assert "feed.ics" not in text
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return caught.value.reason


def test_a_conditional_request_costs_nothing(server: Any, answer: Any, calendar: bytes) -> None:
    stamp = "Mon, 14 Dec 2026 09:18:00 GMT"
    server.paths["/feed.ics"] = answer(ETag='W/"7"', Last_Modified=stamp)
    fetched = FeedSource(server.url()).read()
    assert (fetched.etag, fetched.last_modified) == ('W/"7"', stamp)
    server.paths["/feed.ics"] = answer(b"", 304)
    again = FeedSource(server.url()).read(Known(fetched.etag, fetched.last_modified))
    assert again.not_modified
    assert (again.etag, again.last_modified) == ('W/"7"', stamp)
    first, second = (headers for _, headers in server.requests)
    assert "if-none-match" not in first
    assert second["if-none-match"] == 'W/"7"'
    assert second["if-modified-since"] == stamp


def test_nothing_changed_is_no_answer_to_a_question_not_asked(server: Any, answer: Any) -> None:
    server.paths["/feed.ics"] = answer(b"", 304)
    assert reason(server.url()) == "the server answered with status 304"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_answer_is_unpacked(
    server: Any, answer: Any, calendar: bytes, encoding: str
) -> None:
    packed = gzip.compress(calendar) if encoding == "gzip" else zlib.compress(calendar)
    server.paths["/feed.ics"] = answer(packed, Content_Encoding=encoding)
    [part] = FeedSource(server.url()).read().parts
    assert part.data == calendar


def test_a_damaged_compressed_answer_says_so(server: Any, answer: Any, calendar: bytes) -> None:
    server.paths["/feed.ics"] = answer(calendar, Content_Encoding="gzip")
    assert reason(server.url()) == "the answer was damaged on its way"


def test_redirects_are_followed(server: Any, answer: Any, calendar: bytes) -> None:
    server.paths |= {f"/{n}": answer(b"", 302, Location=f"/{n + 1}") for n in range(5)}
    server.paths["/5"] = answer()
    [part] = FeedSource(server.url("/0")).read().parts
    assert part.data == calendar


def test_a_sixth_redirect_is_not_followed(server: Any, answer: Any) -> None:
    server.paths["/feed.ics"] = answer(b"", 301, Location="/feed.ics")
    assert reason(server.url()) == "the server leads round in circles; tell whoever runs it"
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("", "the server leads nowhere; tell whoever runs it"),
        ("file:///etc/passwd", "the server leads to something that is not a calendar"),
        ("data:text/calendar,BEGIN:VCALENDAR", "the server leads to something that is not"),
        ("http://[broken/", "the server leads to something that is not a calendar"),
    ],
)
def test_a_redirect_to_no_calendar_is_refused(
    server: Any, answer: Any, location: str, said: str
) -> None:
    server.paths["/feed.ics"] = answer(b"", 302, Location=location)
    assert reason(server.url()).startswith(said)


def test_credentials_stay_with_their_server(server: Any, answer: Any) -> None:
    other = server.url("/there.ics", host="localhost")
    server.paths["/feed.ics"] = answer(b"", 302, Location="/here.ics")
    server.paths["/here.ics"] = answer(b"", 302, Location=other)
    server.paths["/there.ics"] = answer()
    FeedSource(server.url().replace("http://", "http://me:p%40ss@")).read()
    seen = [headers.get("authorization") for _, headers in server.requests]
    assert seen == ["Basic bWU6cEBzcw==", "Basic bWU6cEBzcw==", None]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "the server did not accept the address or the password"),
        (404, "there is no calendar at this address; connect it where it is now, or remove it"),
        (418, "the server answered with status 418"),
        (500, "the server has a fault (500); tell whoever runs it if it stays"),
        (503, "the server is busy or being mended; try again later"),
    ],
)
def test_a_refusal_is_put_in_words(server: Any, answer: Any, status: int, said: str) -> None:
    server.paths["/feed.ics"] = answer(b"<html>no</html>", status)
    assert reason(server.url()) == said


def test_a_web_page_is_recognised(server: Any, answer: Any) -> None:
    server.paths["/feed.ics"] = answer(b"\xef\xbb\xbf\r\n <!DOCTYPE html><title>Sign in</title>")
    assert reason(server.url()) == "the server sent a web page, not a calendar"


def test_a_body_that_stops_early_is_no_calendar(server: Any, calendar: bytes) -> None:
    def cut(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(calendar)))
        request.end_headers()
        request.wfile.write(calendar[:50])

    def cut_chunked(request: Request) -> None:
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"40\r\n" + calendar[:64] + b"\r\n40\r\n" + calendar[64:90])

    def cut_unsized(request: Request) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(calendar[:90])

    for behaviour in (cut, cut_chunked, cut_unsized):
        server.paths["/feed.ics"] = behaviour
        assert reason(server.url()) == "the connection broke off; try again"


def test_a_body_that_ends_with_the_connection_is_read(server: Any, calendar: bytes) -> None:
    def unsized(request: Request) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(body)

    server.paths["/feed.ics"] = unsized
    for body in (calendar, calendar.decode().lower().encode("utf-16"), calendar + b"\n\n"):
        [part] = FeedSource(server.url()).read().parts
        assert part.data == body


def test_a_server_that_hangs_is_not_waited_for(server: Any) -> None:
    server.paths["/feed.ics"] = server.hang
    assert reason(server.url(), QUICK) == "no answer from the server; is this machine online?"


def test_a_server_that_drips_meets_the_deadline(server: Any) -> None:
    def drip(request: Request) -> None:
        request.send_response(200)
        request.end_headers()
        server.drip(request)

    def drip_headers(request: Request) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        server.drip(request)

    limits = Limits(silence_s=0.3, overall_s=0.4)
    for behaviour in (drip, drip_headers):
        server.paths["/feed.ics"] = behaviour
        assert reason(server.url(), limits) == "no answer from the server; is this machine online?"


def test_stopping_does_not_wait_for_the_server(server: Any) -> None:
    server.paths["/feed.ics"] = server.hang
    wishes = iter((False, False, True))
    with pytest.raises(StoppedError):
        FeedSource(server.url()).read(cancelled=lambda: next(wishes))


def test_too_large_is_refused_before_it_is_held(server: Any, calendar: bytes) -> None:
    def endless(request: Request) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(200):
            request.wfile.write(b"x" * 1_000_000)

    server.paths["/feed.ics"] = endless
    tracemalloc.start()
    try:
        said = reason(server.url(), Limits(max_bytes=5_000_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said == "it is larger than 5 MB"
    assert peak < 20_000_000


def test_a_compressed_bomb_is_refused_before_it_is_held(server: Any, answer: Any) -> None:
    server.paths["/feed.ics"] = answer(
        gzip.compress(bytes(200_000_000), 1), Content_Encoding="gzip"
    )
    tracemalloc.start()
    try:
        said = reason(server.url(), Limits(max_bytes=5_000_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said == "it is larger than 5 MB"
    assert peak < 20_000_000


def test_nobody_listening_is_no_answer() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert (
        reason(f"http://127.0.0.1:{port}/feed.ics")
        == "no answer from the server; is this machine online?"
    )


def test_an_unknown_server_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert reason("http://nowhere.invalid/feed.ics").startswith("the server was not found")


def test_a_name_that_is_looked_up_for_ever_meets_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = threading.Event()

    def looking(*_: object, **__: object) -> None:
        told.wait(600)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", looking)
    said = reason("http://nowhere.invalid/feed.ics", Limits(overall_s=0.1))
    assert said == "no answer from the server; is this machine online?"
    told.set()
    for thread in threading.enumerate():
        if thread.name == "feed":
            thread.join()


def test_a_proxy_of_the_environment_is_used_but_not_for_this_machine(
    server: Any, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("http_proxy", server.url("").replace("http://", "http://me:pw@"))
    server.paths["http://calendar.example/feed.ics"] = answer()
    server.paths["/feed.ics"] = answer()
    FeedSource("http://calendar.example/feed.ics").read()
    FeedSource(server.url()).read()
    (asked, headers), (direct, _) = server.requests
    assert asked == "http://calendar.example/feed.ics"
    assert headers["proxy-authorization"] == "Basic bWU6cHc="
    assert direct == "/feed.ics"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody trusts, with its key."""
    x509 = pytest.importorskip("cryptography.x509")
    import datetime
    import ipaddress

    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secure_server(certificate: Path, server: Any) -> Iterator[Any]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    secure = type(server)(context)
    yield secure
    secure.close()


def test_a_certificate_nobody_trusts_is_refused(secure_server: Any, answer: Any) -> None:
    secure_server.paths["/feed.ics"] = answer()
    assert (
        reason(secure_server.url())
        == "the server's certificate is not trusted; ask whoever runs the server"
    )
    assert secure_server.requests == []


def test_a_server_without_encryption_is_no_secure_one(server: Any) -> None:
    url = server.url().replace("http://", "https://")
    assert reason(url) == "no secure connection to the server could be made"


@pytest.mark.skipif(not Path("/etc/ssl").exists(), reason="SSL_CERT_FILE serves OpenSSL only")
def test_a_redirect_never_leaves_encryption(
    secure_server: Any,
    server: Any,
    answer: Any,
    calendar: bytes,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server.paths["/feed.ics"] = answer()
    secure_server.paths["/feed.ics"] = answer()
    [part] = FeedSource(secure_server.url()).read().parts
    assert part.data == calendar
    secure_server.paths["/feed.ics"] = answer(b"", 302, Location=server.url())
    assert reason(secure_server.url()) == "the server leads to an address that is not secure"
    assert server.requests == []


def test_the_address_shows_nowhere(
    server: Any, answer: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    server.paths["/feed.ics"] = answer()
    source = FeedSource(server.url("/feed.ics?token=k3y"))
    with caplog.at_level(logging.DEBUG):
        source.read()
    assert "k3y" not in repr(source)
    assert "k3y" not in caplog.text
    assert caplog.records == []
