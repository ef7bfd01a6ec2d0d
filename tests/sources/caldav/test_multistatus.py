"""The answers of WebDAV servers as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.sources.caldav.multistatus import CALDAV, DAV, NotXmlError, read_multistatus
from jointdesk.sources.caldav.quirks import QUIRKS, is_one_operator
from jointdesk.sources.caldav.requests import multiget, sync_collection

ANSWER = """<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
 <D:response>
  <D:href> /cal/a.ics </D:href>
  <D:propstat><D:prop><D:getetag>"1"</D:getetag><C:calendar-data>BEGIN&#13;
x &amp; <![CDATA[<y>]]></C:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
  <D:propstat><D:prop><D:displayname/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status>
  </D:propstat>
 </D:response>
 <D:response><D:href>/cal/b.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>
 <D:sync-token>http://x/1</D:sync-token>
</D:multistatus>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_answer_is_read(encoding: str) -> None:
    body = ANSWER.replace("utf-8", encoding).encode(encoding)
    found = read_multistatus(body)
    assert found.sync_token == "http://x/1"
    first, second = found.responses
    assert (first.href, first.status, first.text(f"{DAV}getetag")) == ("/cal/a.ics", 0, '"1"')
    assert first.text(f"{CALDAV}calendar-data") == "BEGIN\r\nx & <y>"
    assert f"{DAV}displayname" not in first.properties
    assert (second.href, second.status) == ("/cal/b.ics", 404)


@given(st.binary())
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(NotXmlError):
        read_multistatus(body)


@given(st.integers(0, len(ANSWER) - 2))
def test_an_answer_that_is_cut_anywhere_is_refused(length: int) -> None:
    with pytest.raises(NotXmlError):
        read_multistatus(ANSWER.encode()[:length])


@pytest.mark.parametrize("letter", ["\x0b", "\x00", "&#11;", "&#x0B;", "&#0031;", "&#x1f;"])
def test_what_xml_may_not_hold_is_taken_out(letter: str) -> None:
    found = read_multistatus(ANSWER.replace("x &amp;", f"x{letter}&#9;&amp;").encode())
    assert found.responses[0].text(f"{CALDAV}calendar-data") == "BEGIN\r\nx\t& <y>"


def test_one_status_may_be_said_of_several() -> None:
    several = "<D:href>/cal/b.ics</D:href><D:href>/cal/c.ics</D:href>"
    body = ANSWER.replace("<D:href>/cal/b.ics</D:href>", several).encode()
    _, *gone = read_multistatus(body).responses
    assert [(one.href, one.status) for one in gone] == [("/cal/b.ics", 404), ("/cal/c.ics", 404)]


def test_what_is_asked_is_xml_whatever_a_server_said() -> None:
    assert b"<D:sync-token>&lt;a&gt;&amp;</D:sync-token>" in sync_collection("<a>&")
    assert b"<D:href>/a&amp;&lt;.ics</D:href>" in multiget(["/a&<.ics"])


def test_every_quirk_says_where_it_was_seen() -> None:
    assert all(quirk.link.startswith("https://") and quirk.so for quirk in QUIRKS)


def test_credentials_go_only_between_servers_of_one_operator() -> None:
    assert is_one_operator("caldav.icloud.com", "p41-caldav.icloud.com")
    assert not is_one_operator("caldav.icloud.com", "icloud.com.evil.example")
    assert not is_one_operator("caldav.icloud.com", "evil-icloud.com")
    assert not is_one_operator("dav.example", "other.dav.example")
