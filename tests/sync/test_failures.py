from zoneinfo import ZoneInfo

from jointdesk.domain.errors import SourceError
from jointdesk.domain.moments import DAY, HOUR, MINUTE, Instant, parse_instant
from jointdesk.sources.protocol import UnreadableError
from jointdesk.sync.failures import failure_sentence

LONDON = ZoneInfo("Europe/London")
NOON: Instant = parse_instant("2026-07-14T12:00", LONDON)
SILENT = UnreadableError("no answer from the server")


def test_it_names_the_diary_and_says_as_of_when_it_is_seen() -> None:
    said = failure_sentence("Wexmere", SILENT, NOON - 3 * HOUR + 18 * MINUTE, NOON, LONDON)
    assert said == (
        "The Wexmere diary could not be read (no answer from the server). You see it as of 09:18."
    )


def test_another_day_is_named() -> None:
    said = failure_sentence("Wexmere", SILENT, NOON - 4 * DAY, NOON, LONDON)
    assert said.endswith("You see it as of Friday 10 July 2026, 12:00.")


def test_what_was_never_read_is_seen_as_of_never() -> None:
    said = failure_sentence("Wexmere", SourceError("a.ics is empty."), None, NOON, LONDON)
    assert said == "a.ics is empty."
