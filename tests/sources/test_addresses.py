import pytest

from jointdesk.domain.errors import WrongUseError
from jointdesk.sources.addresses import (
    feed_url,
    has_credentials,
    is_feed,
    is_on_this_machine,
    server_url,
)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://example.org/a.ics?key=1#top", "https://example.org/a.ics?key=1"),
        ("HTTP://example.org", "http://example.org/"),
        ("webcals://example.org/a.ics", "https://example.org/a.ics"),
        ("webcal://example.org/a.ics", "https://example.org/a.ics"),
        ("webcal://127.0.0.1:8080/a.ics", "http://127.0.0.1:8080/a.ics"),
        ("  https://example.org/a.ics\n", "https://example.org/a.ics"),
        ("https://me:pw@example.org/a.ics", "https://me:pw@example.org/a.ics"),
    ],
)
def test_a_feed_has_an_http_address(address: str, url: str) -> None:
    assert is_feed(address)
    assert feed_url(address) == url


@pytest.mark.parametrize(
    "path", ["/home/me/a.ics", "a.ics", "C:\\Users\\me\\a.ics", "c:/a.ics", "Board: notes.ics", ""]
)
def test_anything_without_a_scheme_is_a_path(path: str) -> None:
    assert not is_feed(path)
    assert not has_credentials(path)
    assert is_on_this_machine(path)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "FILE:a.ics", "data:text/calendar,BEGIN", "ftp://example.org/a.ics"],
)
def test_other_schemes_are_refused_without_repeating_them(address: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        is_feed(address)
    assert address not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["https://", "https:///a.ics", "http://[::1/a.ics", "http://example.org:x/"]
)
def test_a_feed_without_a_server_is_refused(address: str) -> None:
    with pytest.raises(WrongUseError):
        feed_url(address)


def test_a_user_or_a_password_in_an_address_is_seen() -> None:
    assert has_credentials("https://me@example.org/a.ics")
    assert has_credentials("webcal://me:secret@example.org/a.ics")
    assert not has_credentials("https://example.org/a.ics?mail=me@example.org")


@pytest.mark.parametrize(
    ("address", "is_here"),
    [
        ("http://127.0.0.1:80/a", True),
        ("http://localhost/a", True),
        ("http://[::1]/a", True),
        ("http://localhost.example.org/a", False),
        ("https://example.org/a", False),
    ],
)
def test_loopback_is_this_machine(address: str, is_here: bool) -> None:
    assert is_on_this_machine(address) is is_here


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://dav.example/cal/?x=1#top", "https://dav.example/cal/?x=1"),
        ("dav.example", "https://dav.example/"),
        ("dav.example:8443/cal", "https://dav.example:8443/cal"),
        ("127.0.0.1:5232/me/", "http://127.0.0.1:5232/me/"),
        ("caldav://dav.example/", "https://dav.example/"),
        ("caldavs://127.0.0.1/", "https://127.0.0.1/"),
        ("http://dav.example/", "http://dav.example/"),
    ],
)
def test_a_server_has_an_http_address(address: str, url: str) -> None:
    assert server_url(address) == url


@pytest.mark.parametrize(
    "address",
    ["", "ftp://dav.example/", "file:///etc", "https://me:pw@dav.example/", "me@dav.example"],
)
def test_what_is_no_servers_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        server_url(address)
    assert not address or address not in str(caught.value)
