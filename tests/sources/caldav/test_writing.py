"""Changes that a server refuses, or of which nobody knows whether they arrived."""

from collections.abc import Callable

import pytest

from jointdesk.sources.protocol import ChangedThereError, NotWritableError, UnreadableError
from tests.calendar_servers import Answered, Asked
from tests.sources.caldav.conftest import Served
from tests.sync.making import calendar, event

GoOn = Callable[[], Answered]
TEXT = calendar(event("new", "SUMMARY:New"))


def refusing(served: Served, status: int) -> None:
    def meddle(request: Asked, go_on: GoOn) -> Answered:
        is_hit = request.method in ("PUT", "DELETE")
        return Answered(status, {}, b"") if is_hit else go_on()

    served.meddler.meddle = meddle


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "did not accept the user or the password"),
        (403, "this user may only read it"),
        (404, "there is no such calendar any more"),
        (409, "another item with the same UID"),
        (423, "somebody has locked it"),
        (507, "there is no room left"),
    ],
)
def test_a_refused_change_is_put_in_words(served: Served, status: int, said: str) -> None:
    refusing(served, status)
    with pytest.raises(NotWritableError, match=said):
        served.source.put("new.ics", TEXT, "")


@pytest.mark.parametrize("status", [404, 410, 412])
def test_a_version_that_is_no_longer_there_is_not_replaced(served: Served, status: int) -> None:
    refusing(served, status)
    with pytest.raises(ChangedThereError):
        served.source.put("a.ics", TEXT, '"1"')


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_needs_no_deleting(served: Served, status: int) -> None:
    refusing(served, status)
    served.source.delete("a.ics", '"1"')


@pytest.mark.parametrize("status", [500, 503])
def test_after_a_fault_nobody_knows(served: Served, status: int) -> None:
    def meddle(request: Asked, go_on: GoOn) -> Answered:
        said = go_on()  # the server has stored it
        return Answered(status, {}, b"") if request.method == "PUT" else said

    served.meddler.meddle = meddle
    with pytest.raises(UnreadableError):
        served.source.put("new.ics", TEXT, "")
    assert len(served.source.read().parts) == 4


def test_a_web_page_in_answer_to_a_change_is_no_word_of_the_server(served: Served) -> None:
    """A network that asks to sign in first says 200 to everything."""
    page = b"<!DOCTYPE html><html><title>Sign in to this network</title></html>"

    def meddle(request: Asked, go_on: GoOn) -> Answered:
        is_hit = request.method in ("PUT", "DELETE")
        return Answered(200, {"Content-Type": "text/html"}, page) if is_hit else go_on()

    served.meddler.meddle = meddle
    [etag, *_] = served.source.read().etags.values()
    with pytest.raises(UnreadableError, match="a web page came"):
        served.source.put("a.ics", TEXT, etag)
    with pytest.raises(UnreadableError, match="a web page came"):
        served.source.delete("a.ics", etag)


def test_a_change_is_not_sent_twice(served: Served) -> None:
    def meddle(request: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        return said._replace(body=b"x" * 9, cut=3) if request.method == "PUT" else said

    served.meddler.meddle = meddle
    served.source.put("new.ics", TEXT, "")
    assert [request.method for request in served.meddler.asked].count("PUT") == 1


def test_the_same_uid_is_not_written_twice(served: Served) -> None:
    text = calendar(event("a", "SUMMARY:Twice"))
    with pytest.raises((NotWritableError, ChangedThereError)):
        served.source.put("other.ics", text, "")
    assert len(served.source.read().parts) == 3


def test_what_was_written_and_then_changed_by_another_shows_theirs(served: Served) -> None:
    def meddle(request: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        if request.method == "PUT":
            served.put("new", "Theirs")
        return said

    served.meddler.meddle = meddle
    assert b"SUMMARY:Theirs" in served.source.put("new.ics", TEXT, "").data


def test_what_was_written_and_then_deleted_by_another_is_gone(served: Served) -> None:
    def meddle(request: Asked, go_on: GoOn) -> Answered:
        said = go_on()
        if request.method == "PUT":
            served.calendar.delete("new.ics")
        return said

    served.meddler.meddle = meddle
    with pytest.raises(ChangedThereError):
        served.source.put("new.ics", TEXT, "")
