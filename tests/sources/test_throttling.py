"""For how long servers ask to be left alone, said in seconds and as dates."""

from collections.abc import Callable
from typing import Any

import pytest

from jointdesk.domain.moments import DAY
from jointdesk.sources.feeds import FeedSource
from jointdesk.sources.protocol import UnreadableError
from jointdesk.sources.throttling import asked_wait

NOON = "Sun, 22 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("99999999999999999999", DAY),
        ("Sun, 22 Nov 2026 12:10:00 GMT", 600),
        ("Sunday, 22-Nov-26 12:10:00 GMT", 600),
        ("Sun Nov 22 12:10:00 2026", 600),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("Fri, 22 Nov 2126 12:00:00 GMT", DAY),
        ("soon", 0),
        ("-5", 0),
        ("١٢", 0),
        ("Sun, 99 Nov 2026 99:00:00 GMT", 0),
        ("", 0),
    ],
)
def test_the_wish_is_taken_at_its_word_for_a_day_at_most(
    status: int, said: str, seconds: int
) -> None:
    assert asked_wait(status, {"retry-after": said, "date": NOON}) == seconds


def test_a_date_is_told_by_this_machines_clock_where_the_server_does_not_tell_its_own() -> None:
    assert asked_wait(503, {"retry-after": "Fri, 22 Nov 2126 12:00:00 GMT"}) == DAY
    assert asked_wait(503, {"retry-after": "Sat, 22 Nov 1986 12:00:00 GMT"}) == 0


def test_other_answers_ask_for_nothing() -> None:
    assert asked_wait(500, {"retry-after": "120"}) == 0
    assert asked_wait(429, {}) == 0


def test_a_feed_passes_the_wish_on(server: Any, answer: Callable[..., Any]) -> None:
    server.paths["/feed.ics"] = answer(b"", 429, Retry_After="90")
    with pytest.raises(UnreadableError) as caught:
        FeedSource(server.url()).read()
    assert caught.value.retry_after == 90
