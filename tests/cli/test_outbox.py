"""The outbox, the worklist and what a sync has written, from the command line."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.calendar_servers import Calendar, CalendarServer
from tests.cli.conftest import Answer, Desk
from tests.sync.making import calendar, event

Sync = Callable[..., Answer]


@pytest.fixture
def served(radicale: CalendarServer) -> Calendar:
    made = radicale.new_account().make_calendar("work", "Work")
    made.put("a.ics", calendar(event("a", "DURATION:PT1H", "SUMMARY:Old")))
    return made


@pytest.fixture
def source(cli: Desk, served: Calendar) -> str:
    user = served.account.user
    words = ["source", "add", "CAL", "caldav", served.url, "--user", user, "--no-keyring"]
    return cli(*words).id


@pytest.fixture
def sync(
    cli: Desk, served: Calendar, source: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Answer]:
    def run(*words: str) -> Answer:
        given = json.dumps({source: served.account.password})
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        return cli("sync", "--secrets-stdin", "--json", *words)

    run()
    return run


def meeting(cli: Desk) -> str:
    [found] = cli.agenda("2026-12-14", "2026-12-15")
    return str(found["id"])


def written(answer: Answer) -> int:
    return int(answer.json["sources"][0]["written"])


def test_a_change_waits_is_listed_and_written(cli: Desk, sync: Sync, source: str) -> None:
    assert cli("event", "edit", meeting(cli), "--set", "title=New").status == 0
    [item] = cli("outbox", "list", "--json").json["items"]
    assert {name: item[name] for name in ("org", "source", "kind", "state", "values")} == {
        "org": "CAL", "source": source, "kind": "change", "state": "waiting",
        "values": {"title": {"base": "Old", "mine": "New"}},
    }  # fmt: skip
    assert "change (title)  waiting" in cli("outbox", "list").out
    assert [written(sync()), written(sync())] == [1, 0]
    assert cli("outbox", "list", "--json").json["items"] == []
    assert cli("outbox", "list").out == "Nothing waits to be written.\n"


def test_a_change_is_withdrawn_and_comes_back(cli: Desk, sync: Sync) -> None:
    cli("event", "edit", meeting(cli), "--set", "title=New")
    [item] = cli("outbox", "list", "--json").json["items"]
    assert cli("outbox", "withdraw", item["id"]).status == 0
    assert cli.agenda("2026-12-14", "2026-12-15")[0]["title"] == "Old"
    assert cli("outbox", "withdraw", item["id"]).status == 2
    cli("undo")
    assert cli.agenda("2026-12-14", "2026-12-15")[0]["title"] == "New"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Ours"), ("theirs", "Theirs")])
def test_a_collision_is_told_and_settled(
    cli: Desk, sync: Sync, served: Calendar, choice: str, kept: str
) -> None:
    cli("event", "edit", meeting(cli), "--set", "title=Ours")
    served.put("a.ics", calendar(event("a", "DURATION:PT1H", "SUMMARY:Theirs")))
    [collided] = sync().json["sources"][0]["collisions"]
    [item] = cli("outbox", "list", "--collisions", "--json").json["items"]
    assert item["id"] == collided
    assert item["collisions"] == {"title": {"base": "Old", "mine": "Ours", "theirs": "Theirs"}}
    assert cli("outbox", choice, collided, "title").status == 0
    sync()
    assert cli.agenda("2026-12-14", "2026-12-15")[0]["title"] == kept
    assert cli("outbox", "list", "--json").json["items"] == []
    assert cli("outbox", choice, collided, "title").status == 2


def test_what_others_write_is_on_the_worklist(cli: Desk, tmp_path: Path) -> None:
    feed = cli.write("a.ics", event("a", "DURATION:PT1H", "SUMMARY:Old").rstrip())
    source = cli.connect("CAL", feed)
    cli("event", "edit", meeting(cli), "--set", "title=New")
    [item] = cli("worklist", "list", "--json").json["items"]
    assert (item["org"], item["source"], item["kind"]) == ("CAL", source, "change")
    assert item["sentence"] in cli("worklist", "list").out
    saved = tmp_path / "saved.ics"
    assert cli("worklist", "show", item["id"], "--ics", str(saved)).status == 0
    assert b"SUMMARY:New\r\n" in saved.read_bytes()
    shown = cli("worklist", "show", item["id"], "--json").json
    assert shown["calendar"].encode() == saved.read_bytes()
    again = cli("worklist", "show", item["id"], "--ics", str(saved))
    assert (again.status, "exists already" in again.err) == (2, True)
    assert cli("worklist", "show", "nothing").status == 2
    cli.write("a.ics", event("a", "DURATION:PT1H", "SUMMARY:New").rstrip())
    cli("sync")
    assert cli("worklist", "list").out == "There is nothing to be done elsewhere.\n"
