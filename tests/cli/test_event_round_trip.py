"""Meetings edited here, written to a real server, taken back, and written again."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.calendar_servers import Calendar, CalendarServer
from tests.cli.conftest import Desk
from tests.sync.making import calendar, event

WEEKLY = ("DURATION:PT1H", "SUMMARY:Weekly", "RRULE:FREQ=WEEKLY;COUNT=4", "X-OWN:kept")


@pytest.fixture
def served(radicale: CalendarServer) -> Calendar:
    made = radicale.new_account().make_calendar("work", "Work")
    made.put("a.ics", calendar(event("a", "DURATION:PT1H", "SUMMARY:Old")))
    made.put("w.ics", calendar(event("w", *WEEKLY, start="20261215T090000Z")))
    return made


@pytest.fixture
def sync(cli: Desk, served: Calendar, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Read and write the calendar; it gives how many changes were written."""
    user = served.account.user
    words = ["source", "add", "CAL", "caldav", served.url, "--user", user, "--no-keyring"]
    source = cli(*words).id

    def run() -> int:
        given = json.dumps({source: served.account.password})
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        answer = cli("sync", "--secrets-stdin", "--json")
        assert answer.status == 0, answer.err or answer.out
        return int(answer.json["sources"][0]["written"])

    run()
    return run


def shown(cli: Desk) -> list[tuple[str, str, list[str]]]:
    """Return titles, starts and tags of what the diary shows."""
    meetings: list[dict[str, Any]] = cli.agenda("2026-12-01", "2027-01-15")
    return [(one["title"], one["start"][:16], one["tags"]) for one in meetings]


def id_of(cli: Desk, title: str, day: str = "") -> str:
    return next(
        str(one["id"])
        for one in cli.agenda("2026-12-01", "2027-01-15")
        if one["title"] == title and one["start"].startswith(day)
    )


Sync = Callable[[], int]


def again(cli: Desk, sync: Sync) -> list[tuple[str, str, list[str]]]:
    """Write what waits, and return what is shown then: nothing waits, and it looks the same."""
    before = [one[:2] for one in shown(cli)]
    assert sync() >= 1
    after = shown(cli)
    assert [one[:2] for one in after] == before
    assert all(tags == [] for _, _, tags in after)
    assert sync() == 0
    assert cli("check").status == 0
    return after


def test_an_edit_is_written_undone_there_and_redone(cli: Desk, sync: Sync) -> None:
    first = shown(cli)
    cli("event", "edit", id_of(cli, "Old"), "--set", "title=New", "--set", "place=Room 1")
    after = again(cli, sync)
    assert cli("undo").status == 0
    assert again(cli, sync) == first
    assert cli("redo").status == 0
    assert again(cli, sync) == after


def test_a_new_event_is_written_undone_there_and_redone(cli: Desk, sync: Sync) -> None:
    first = shown(cli)
    made = cli(
        "event", "add", "Fresh", "--org", "CAL", "--set", "start=2026-12-16T10:00", "--set",
        "repeat=FREQ=DAILY;COUNT=3",
    ).id  # fmt: skip
    cli("event", "edit", id_of(cli, "Fresh", "2026-12-17"), "--set", "start=2026-12-17T12:00")
    cli("event", "remove", id_of(cli, "Fresh", "2026-12-18"))
    key = id_of(cli, "Fresh", "2026-12-17")
    after = again(cli, sync)
    assert key.startswith(made)
    assert id_of(cli, "Fresh", "2026-12-17") == key
    cli("undo", "3")
    assert again(cli, sync) == first
    cli("redo", "3")
    assert again(cli, sync) == after


def test_a_removal_is_written_and_undone_by_making_it_anew(
    cli: Desk, sync: Sync, served: Calendar
) -> None:
    first = shown(cli)
    cli("event", "remove", id_of(cli, "Weekly"), "--scope", "all")
    again(cli, sync)
    assert [one["title"] for one in cli("event", "bin", "--json").json["items"]] == ["Weekly"]
    cli("undo")
    assert again(cli, sync) == first
    cli("redo")
    again(cli, sync)
    cli("event", "restore", cli("event", "bin", "--json").json["items"][0]["id"])
    assert again(cli, sync) == first


def test_this_and_all_that_follow_are_written_and_undone(cli: Desk, sync: Sync) -> None:
    first = shown(cli)
    key = id_of(cli, "Weekly", "2026-12-29")
    cli("event", "edit", key, "--scope", "following", "--set", "start=2026-12-30T09:00")
    after = again(cli, sync)
    assert [start[:10] for title, start, _ in after if title == "Weekly"] == [
        "2026-12-15", "2026-12-22", "2026-12-30", "2027-01-06",
    ]  # fmt: skip
    cli("undo")
    assert again(cli, sync) == first


def test_one_occurrence_goes_and_comes_back(cli: Desk, sync: Sync) -> None:
    first = shown(cli)
    cli("event", "remove", id_of(cli, "Weekly", "2026-12-22"))
    again(cli, sync)
    cli("undo")
    assert again(cli, sync) == first


OWN = (
    "DURATION:PT1H", "SUMMARY:Rounds", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20261223T090000Z",
)  # fmt: skip
OVERRIDE = ("RECURRENCE-ID:20261230T090000Z", "DURATION:PT2H", "SUMMARY:Long round")
DATED = ("DURATION:PT1H", "SUMMARY:Rounds", "RDATE:20261219T140000Z,20261230T100000Z")


class TestWhatARuleDoesNotBringBack:
    """Overrides, EXDATE and RDATE come back too where a change is undone that had been written."""

    @pytest.fixture
    def rounds(self, sync: Sync, served: Calendar) -> Sync:
        parts = event("r", *OWN, start="20261216T090000Z")
        parts += event("r", *OVERRIDE, start="20261231T110000Z")
        served.put("r.ics", calendar(parts))
        served.put("d.ics", calendar(event("d", *DATED, start="20261217T090000Z")))
        sync()
        return sync

    @pytest.mark.parametrize(
        ("title", "day", "words"),
        [
            ("Long round", "", ("remove",)),
            ("Long round", "", ("remove", "--scope", "following")),
            ("Rounds", "2027-01-06", ("edit", "--scope", "all", "--set", "repeat=FREQ=DAILY")),
            ("Long round", "", ("edit", "--scope", "following", "--set", "title=Short")),
            ("Rounds", "2026-12-19", ("remove", "--scope", "following")),
            ("Rounds", "2026-12-19", ("edit", "--scope", "following", "--set", "title=Short")),
            ("Rounds", "2026-12-19", ("edit", "--scope", "all", "--set", "repeat=FREQ=DAILY")),
        ],
    )
    def test_it_comes_back_and_goes_again(
        self, cli: Desk, rounds: Sync, title: str, day: str, words: tuple[str, ...]
    ) -> None:
        first = shown(cli)
        assert cli("event", words[0], id_of(cli, title, day), *words[1:]).status == 0
        after = again(cli, rounds)
        assert cli("undo").status == 0
        assert again(cli, rounds) == first
        told = cli("history", id_of(cli, title, day), "--json")
        assert told.status == 0
        assert "VCALENDAR" not in told.out
        assert cli("redo").status == 0
        assert again(cli, rounds) == after
