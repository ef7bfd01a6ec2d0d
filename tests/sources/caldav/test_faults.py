"""Servers that break off, refuse, mislead or overwhelm; the good part is a real one."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import CaldavSource
from jointdesk.sources.protocol import Known, UnreadableError
from jointdesk.sources.transfer import Limits
from tests.calendar_servers import Answered, Asked, Meddler
from tests.sources.caldav.conftest import Served
from tests.sources.places import Reader

GoOn = Callable[[], Answered]


def reason(source: CaldavSource) -> str:
    with pytest.raises(UnreadableError) as caught:
        source.read()
    assert (source.login.secret or "s3cret") not in repr(caught.value) + str(caught.value)
    assert caught.value.__cause__ is None
    return caught.value.reason


def is_multiget(request: Asked) -> bool:
    return b"calendar-multiget" in request.body


def is_sync(request: Asked) -> bool:
    return b"sync-collection>" in request.body


def names(reader: Reader) -> list[str]:
    return sorted(reader.parts)


# Signing in


def test_a_wrong_password_is_said(served: Served) -> None:
    wrong = replace(served.source, login=Login(served.login.user, "wrong"))
    assert reason(wrong).startswith("the server did not accept the user or the password")


def test_a_way_to_sign_in_that_is_not_known_is_said(served: Served) -> None:
    challenge = {"WWW-Authenticate": 'Digest realm="x"'}
    served.meddler.meddle = lambda _, __: Answered(401, challenge, b"")
    assert (
        reason(served.source) == "the server asks to sign in in a way that JointDesk does not know"
    )


def test_a_token_is_sent_as_a_bearers(served: Served) -> None:
    served.meddler.meddle = lambda _, __: Answered(401, {}, b"")
    reason(replace(served.source, login=Login("", "t0ken")))
    assert served.meddler.asked[0].headers["Authorization"] == "Bearer t0ken"


def test_a_password_is_not_sent_without_encryption() -> None:
    source = CaldavSource("http://calendar.example/cal/", Login("me", "s3cret"))
    assert reason(source).startswith("a password is not sent without encryption")


def test_the_password_shows_nowhere(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        served.source.read()
    assert served.login.secret not in repr(served.source)
    assert caplog.records == []


# Redirects


def test_a_redirect_on_the_same_server_is_followed(served: Served) -> None:
    def moved(request: Asked, go_on: GoOn) -> Answered:
        if request.path.startswith("/old/"):
            return Answered(301, {"Location": served.source.url}, b"")
        return go_on()

    served.meddler.meddle = moved
    reader = Reader(replace(served.source, url=served.url("/old/")))
    reader.read()
    assert names(reader) == ["a.ics", "b.ics", "c.ics"]
    assert reader.read().not_modified


def test_a_redirect_to_another_server_is_not_followed(served: Served, meddler: Meddler) -> None:
    other = Meddler(meddler.server)
    there = other.url(served.calendar.url)
    meddler.meddle = lambda _, __: Answered(302, {"Location": there}, b"")
    try:
        said = reason(served.source)
    finally:
        other.close()
    assert said.startswith("the server leads to another one, 127.0.0.1")
    assert other.asked == []


def test_a_redirect_without_end_is_left(served: Served) -> None:
    served.meddler.meddle = lambda _, __: Answered(302, {"Location": "/"}, b"")
    assert reason(served.source) == "the server leads round in circles; tell whoever runs it"


@pytest.mark.parametrize("location", ["", "file:///etc/passwd", "http://[broken/", "http://u@h/"])
def test_a_redirect_to_no_server_is_refused(served: Served, location: str) -> None:
    served.meddler.meddle = lambda _, __: Answered(302, {"Location": location}, b"")
    assert reason(served.source) == "the server leads nowhere; tell whoever runs it"


def test_the_proxy_of_the_environment_is_used(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.meddler.meddle = lambda _, __: Answered(404, {}, b"")
    monkeypatch.setenv("http_proxy", served.url())
    monkeypatch.delenv("no_proxy", raising=False)
    reason(CaldavSource("http://calendar.example/cal/"))
    [asked] = served.meddler.asked
    assert (asked.method, asked.path) == ("PROPFIND", "http://calendar.example/cal/")


# Answers that are none


@pytest.mark.parametrize("status", [200, 207])
def test_a_web_page_is_recognised(served: Served, status: int) -> None:
    page = b"<!DOCTYPE html><html><title>Sign in to this network</title></html>"
    served.meddler.meddle = lambda _, __: Answered(status, {"Content-Type": "text/html"}, page)
    assert reason(served.source).startswith("a web page came instead of a calendar")


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<m xmlns="DAV:">&b;</m>'
)
DEEP = b'<multistatus xmlns="DAV:">' + b"<a>" * 100_000
LATIN = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE m><m/>'.encode("utf-16")


@pytest.mark.parametrize(
    "body", [b"", b"no", b"<a/>", BOMB, DEEP, LATIN, b'<multistatus xmlns="DAV:"><response>']
)
def test_what_is_no_multistatus_is_refused(served: Served, body: bytes) -> None:
    served.meddler.meddle = lambda _, __: Answered(207, {}, body)
    assert reason(served.source).startswith("the answer is not one of a calendar server")


def test_the_type_that_a_server_claims_does_not_matter(served: Served) -> None:
    served.meddler.meddle = lambda _, go_on: go_on()._replace(headers={"Content-Type": "x/y"})
    assert len(served.source.read().parts) == 3


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (403, "the server does not let this user read it"),
        (404, "there is no calendar at this address; connect it where it is now, or remove it"),
        (405, "this is not the address of a calendar server"),
        (418, "the server answered with status 418"),
        (429, "the server is busy"),
        (500, "the server has a fault (500); tell whoever runs it if it stays"),
        (503, "the server is busy or being mended; try again later"),
    ],
)
def test_a_refusal_is_put_in_words(served: Served, status: int, said: str) -> None:
    served.meddler.meddle = lambda _, __: Answered(status, {}, b"<html>no</html>")
    assert reason(served.source).startswith(said)


def test_a_server_says_for_how_long_it_wishes_to_be_left_alone(served: Served) -> None:
    served.meddler.meddle = lambda _, __: Answered(503, {"Retry-After": "300"}, b"")
    for ask in (served.source.read, lambda: served.source.put("a.ics", b"", "1")):
        with pytest.raises(UnreadableError) as caught:
            ask()
        assert caught.value.retry_after == 300


def test_a_collection_that_is_no_calendar_says_so(served: Served) -> None:
    home = served.meddler.url(served.calendar.account.home)
    assert reason(replace(served.source, url=home)) == "there is no calendar at this address"


# Broken off, slow, too large


def test_what_broke_off_once_is_asked_for_once_more(served: Served) -> None:
    def cut(_: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        return said._replace(cut=200) if len(served.meddler.asked) % 2 else said

    served.meddler.meddle = cut
    assert len(served.source.read().parts) == 3


@pytest.mark.parametrize("number", range(3))
def test_an_answer_that_breaks_off_is_no_answer(served: Served, number: int) -> None:
    def cut(_: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        return said._replace(cut=200) if len(served.meddler.asked) > number else said

    served.meddler.meddle = cut
    assert reason(served.source) == "the connection broke off; try again"


@pytest.mark.parametrize("number", range(3))
def test_an_answer_that_was_cut_before_it_was_sent_is_no_answer(
    served: Served, number: int
) -> None:
    def cut(_: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        is_hit = len(served.meddler.asked) > number
        return said._replace(body=said.body[: len(said.body) * 2 // 3]) if is_hit else said

    served.meddler.meddle = cut
    assert reason(served.source).startswith("the answer is not one of a calendar server")


def test_a_slow_server_is_not_waited_for(served: Served) -> None:
    ending = threading.Event()

    def slow(_: Asked, __: GoOn) -> Answered:
        ending.wait(600)
        return Answered(500, {}, b"")

    served.meddler.meddle = slow
    quick = Limits(connect_s=0.5, silence_s=0.3, overall_s=0.6)
    assert (
        reason(replace(served.source, limits=quick))
        == "no answer from the server; is this machine online?"
    )
    ending.set()


def test_a_huge_answer_is_refused(served: Served) -> None:
    served.meddler.meddle = lambda _, __: Answered(207, {}, b"<" * 2_000_000)
    assert (
        reason(replace(served.source, limits=Limits(max_bytes=1_000_000)))
        == "it is larger than 1 MB"
    )


# Tokens and parts of results


@pytest.mark.parametrize("status", [400, 403, 405, 409, 410, 412, 415, 500, 501, 507])
def test_a_refused_token_leads_to_comparing_all(served: Served, status: int) -> None:
    reader = Reader(served.source)
    reader.read()
    served.put("b", "Another title")
    served.calendar.delete("c.ics")

    def refuse(request: Asked, go_on: GoOn) -> Answered:
        return Answered(status, {}, b"") if is_sync(request) else go_on()

    served.meddler.meddle = refuse
    fetched = reader.read()
    assert [part.name for part in fetched.parts] == ["b.ics"]
    assert fetched.gone == {"c.ics"}
    assert fetched.token.startswith("ctag:")
    served.meddler.meddle = lambda _, go_on: go_on()
    assert reader.read().not_modified


def test_a_wrong_password_is_no_refused_token(served: Served) -> None:
    reader = Reader(served.source)
    reader.read()
    served.meddler.meddle = lambda _, __: Answered(401, {}, b"")
    with pytest.raises(UnreadableError, match="did not accept"):
        reader.read()


def paged(pages: list[tuple[str, str]]) -> Callable[[Asked, GoOn], Answered]:
    """Answer sync-collection page by page: responses and the token that leads on."""
    waiting = list(pages)

    def answer(request: Asked, go_on: GoOn) -> Answered:
        if not is_sync(request):
            return go_on()
        responses, token = waiting.pop(0)
        body = (
            f'<multistatus xmlns="DAV:">{responses}<sync-token>{token}</sync-token></multistatus>'
        )
        return Answered(207, {}, body.encode())

    return answer


def one(path: str, status: str) -> str:
    return (
        f"<response><href>{path}</href><status>HTTP/1.1 {status}</status></response>"
        if not status.startswith('"')
        else f"<response><href>{path}</href><propstat><prop><getetag>{status}</getetag></prop>"
        "<status>HTTP/1.1 200 OK</status></propstat></response>"
    )


def test_a_result_in_parts_is_asked_for_to_its_end(served: Served) -> None:
    path = served.calendar.url.partition(f":{served.meddler.server.port}")[2]
    more = one(path, "507 Insufficient Storage")
    served.meddler.meddle = paged(
        [
            (one(path + "a.ics", '"1"') + one(path + "b.ics", '"1"') + more, "t:1"),
            (one(path + "b.ics", "404 Not Found") + one(path + "c.ics", '"1"') + more, "t:2"),
            (one(path + "b.ics", '"2"'), "t:3"),
        ]
    )
    fetched = served.source.read()
    assert sorted(part.name for part in fetched.parts) == ["a.ics", "b.ics", "c.ics"]
    assert fetched.token == "sync:t:3"
    tokens = [request.body.count(b">t:") for request in served.meddler.asked if is_sync(request)]
    assert tokens == [0, 1, 1]


def test_parts_that_lead_nowhere_are_not_asked_for_for_ever(served: Served) -> None:
    path = served.calendar.url.partition(f":{served.meddler.server.port}")[2]
    served.meddler.meddle = paged([(one(path, "507 Insufficient Storage"), "t:1")] * 9)
    assert len(served.source.read().parts) == 3
    assert sum(map(is_sync, served.meddler.asked)) == 2


def listing_only(request: Asked, go_on: GoOn) -> Answered:
    """Answer as a server does that knows no sync-collection."""
    return Answered(501, {}, b"") if is_sync(request) else go_on()


def test_a_listing_of_a_part_is_not_taken_for_all(served: Served) -> None:
    path = served.calendar.url.partition(f":{served.meddler.server.port}")[2]
    more = one(path, "507 Insufficient Storage").replace("<response>", '<response xmlns="DAV:">')

    def cut(request: Asked, go_on: GoOn) -> Answered:
        said = listing_only(request, go_on)
        if request.headers.get("Depth") != "1" or request.method != "PROPFIND":
            return said
        return said._replace(
            body=said.body.replace(b"</multistatus>", more.encode() + b"</multistatus>")
        )

    served.meddler.meddle = cut
    assert reason(served.source) == "the server lists only a part of the calendar"


def test_a_server_that_speaks_of_another_place_is_not_believed(served: Served) -> None:
    def elsewhere(request: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        if not is_sync(request):
            return said
        return said._replace(body=said.body.replace(b"/team/", b"/inside/team/"))

    served.meddler.meddle = elsewhere
    assert reason(served.source) == "the server speaks of other addresses than it was asked for"


# Members


def test_what_a_multiget_leaves_out_is_asked_for_by_itself(served: Served) -> None:
    def cut(request: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        if not is_multiget(request):
            return said
        start = said.body.index(b"<response>")
        end = said.body.index(b"</response>") + len(b"</response>")
        return said._replace(body=said.body[:start] + said.body[end:])

    served.meddler.meddle = cut
    assert len(served.source.read().parts) == 3
    assert [request.method for request in served.meddler.asked].count("GET") == 1


@pytest.mark.parametrize("status", [403, 501])
def test_a_server_without_multiget_is_asked_for_each(served: Served, status: int) -> None:
    whole = served.source.read().parts

    def refuse(request: Asked, go_on: GoOn) -> Answered:
        return Answered(status, {}, b"") if is_multiget(request) else go_on()

    served.meddler.meddle = refuse
    assert set(served.source.read().parts) == set(whole)


def test_one_broken_member_leaves_the_others_alone_until_it_is_mended(served: Served) -> None:
    def broken(request: Asked, go_on: GoOn) -> Answered:
        is_hit = b"/b.ics" in request.body or request.path.endswith("/b.ics")
        return Answered(500, {}, b"") if is_hit else go_on()

    served.meddler.meddle = broken
    reader = Reader(served.source)
    fetched = reader.read()
    assert names(reader) == ["a.ics", "c.ics"]
    [problem] = fetched.unread
    assert (problem.file, problem.reason) == (
        "b.ics",
        "the server has a fault (500); tell whoever runs it if it stays",
    )
    again = reader.read()
    assert [problem.file for problem in again.unread] == ["b.ics"]
    served.meddler.meddle = lambda _, go_on: go_on()
    assert [part.name for part in reader.read().parts] == ["b.ics"]
    assert names(reader) == ["a.ics", "b.ics", "c.ics"]
    assert reader.read().not_modified


def test_a_member_deleted_between_listing_and_asking_is_not_there(served: Served) -> None:
    def deleting(request: Asked, go_on: GoOn) -> Answered:
        if is_multiget(request):
            served.calendar.delete("b.ics")
            served.meddler.meddle = lambda _, go_on: go_on()
        return go_on()

    served.meddler.meddle = deleting
    reader = Reader(served.source)
    reader.read()
    assert names(reader) == ["a.ics", "c.ics"]
    assert reader.read().parts == ()
    assert names(reader) == ["a.ics", "c.ics"]


def test_a_member_reported_with_an_odd_status_is_asked_for(served: Served) -> None:
    reader = Reader(served.source)
    reader.read()
    served.calendar.delete("c.ics")

    def teapot(_: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        return said._replace(body=said.body.replace(b"404 Not Found", b"418 I'm a teapot", 1))

    served.meddler.meddle = teapot
    reader.read()
    assert names(reader) == ["a.ics", "b.ics"]


def test_addresses_are_compared_decoded_and_sent_as_they_were_written(served: Served) -> None:
    served.put("x%20%C3%A9+%40")
    reader = Reader(served.source)
    reader.read()
    assert "x%20%C3%A9%2B%40.ics" in reader.parts

    def otherwise(_: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        return said._replace(body=said.body.replace(b"%40", b"@"))

    served.meddler.meddle = otherwise
    assert reader.read().not_modified
    reader.known = reader.known._replace(token="sync:gone")
    assert reader.read().not_modified


def test_a_server_that_refuses_every_member_is_given_up(served: Served) -> None:
    for number in range(25):
        served.put(f"m{number}")

    def broken(request: Asked, go_on: GoOn) -> Answered:
        is_hit = is_multiget(request) or request.method == "GET"
        return Answered(500, {}, b"") if is_hit else go_on()

    served.meddler.meddle = broken
    assert reason(served.source) == "the server has a fault (500); tell whoever runs it if it stays"
    assert len(served.meddler.asked) < 30


def test_many_members_come_in_batches(served: Served) -> None:
    for number in range(120):
        served.put(f"m{number}")
    heard: list[tuple[int, int]] = []
    fetched = served.source.read(Known(), told=lambda done, total: heard.append((done, total)))
    assert len(fetched.parts) == 123
    assert heard == [(0, 123), (100, 123)]
    assert sum(map(is_multiget, served.meddler.asked)) == 2
