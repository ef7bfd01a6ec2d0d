"""Calendar servers from the command line, against a real one."""

import io
import json
from collections.abc import Callable

import pytest

from jointdesk.store.secrets import Secrets
from tests.calendar_servers import Account, CalendarServer
from tests.cli.conftest import Answer, Desk
from tests.sync.making import calendar, event

Typed = Callable[..., Answer]


@pytest.fixture
def account(radicale: CalendarServer) -> Account:
    return radicale.new_account()


@pytest.fixture
def typed(cli: Desk, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Run a command with a text on standard input."""

    def run(text: str, *words: str) -> Answer:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return cli(*words)

    return run


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A keyring in memory: one of the system's own may not be written to by tests."""
    kept: dict[str, str] = {}
    monkeypatch.setattr("jointdesk.operations.servers.can_keep", lambda: True)
    monkeypatch.setattr(Secrets, "keep", lambda _, id_, secret: kept.__setitem__(id_, secret))
    monkeypatch.setattr(Secrets, "find", lambda _, id_: kept.get(id_))
    monkeypatch.setattr(Secrets, "forget", lambda _, id_: kept.pop(id_, None))
    return kept


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jointdesk.operations.servers.can_keep", lambda: False)


def connecting(account: Account, url: str = "") -> list[str]:
    address = url or account.server.url
    return ["source", "add", "CAL", "caldav", address, "--user", account.user, "--password-stdin"]


def counts(answer: Answer) -> list[tuple[int, ...]]:
    names = ("new", "changed", "unchanged", "missing", "written")
    return [tuple(one[name] for name in names) for one in answer.json["sources"]]


def test_an_account_connects_each_calendar_and_list(
    cli: Desk, typed: Typed, account: Account, keyring: dict[str, str]
) -> None:
    work = account.make_calendar("work", "Work", ["VEVENT"])
    account.make_calendar("tasks", "Tasks", ["VTODO"])
    work.put("a.ics", calendar(event("a")))
    answer = typed(f"{account.password}\n", *connecting(account), "--json")
    ids = answer.json["ids"]
    assert keyring == dict.fromkeys(ids, account.password)
    listed = {one["name"]: one for one in cli("source", "list", "--json").json["sources"]}
    assert set(listed) == {"Work", "Tasks"}
    assert listed["Work"] | {"id": "", "read_at": None} == {
        "id": "", "org": "CAL", "name": "Work", "kind": "caldav", "components": ["VEVENT"],
        "can_write": True, "user": account.user, "address": work.url, "secret": "keyring",
        "carried": False, "read_by": None, "left_out": 0, "read_at": None, "paused": False,
        "error": None,
    }  # fmt: skip
    assert account.password not in cli("source", "list").out
    assert cli("sync", "--json").status == 0
    assert len(cli.agenda("2026-12-14", "2026-12-15")) == 1


def test_one_calendar_is_read_again_and_again(
    cli: Desk, typed: Typed, account: Account, keyring: dict[str, str]
) -> None:
    work = account.make_calendar("work")
    for name in "abc":
        work.put(f"{name}.ics", calendar(event(name)))
    source = typed(f"{account.password}\n", *connecting(account, work.url)).id
    assert list(keyring) == [source]
    assert counts(cli("sync", "--json")) == [(3, 0, 0, 0, 0)]
    assert counts(cli("sync", "--json")) == [(0, 0, 3, 0, 0)]
    work.put("a.ics", calendar(event("a", "DURATION:PT2H", "SUMMARY:Longer")))
    work.delete("b.ics")
    assert counts(cli("sync", "--json", "--dry-run")) == [(0, 1, 1, 1, 0)]
    assert counts(cli("sync", "--json")) == [(0, 1, 1, 1, 0)]
    assert counts(cli("sync", "--json")) == [(0, 0, 2, 0, 0)]
    titles = [one["title"] for one in cli.agenda("2026-12-14", "2026-12-15")]
    assert sorted(titles) == ["Longer", "Meeting c"]


def test_an_undone_run_pauses_until_it_is_read_by_name(
    cli: Desk, typed: Typed, account: Account, keyring: dict[str, str]
) -> None:
    work = account.make_calendar("work")
    work.put("a.ics", calendar(event("a")))
    source = typed(f"{account.password}\n", *connecting(account, work.url)).id
    run = cli("sync", "--json").json["sources"][0]["run"]
    assert cli("undo", "--run", str(run)).status == 0
    assert cli.agenda("2026-12-14", "2026-12-15") == []
    assert cli("sync", "--json").json["sources"] == []
    cli("sync", source)
    assert len(cli.agenda("2026-12-14", "2026-12-15")) == 1


def test_without_a_keyring_the_way_on_is_named(
    typed: Typed, account: Account, no_keyring: None
) -> None:
    account.make_calendar("work")
    answer = typed(f"{account.password}\n", *connecting(account))
    assert answer.status == 2
    assert "--no-keyring" in answer.err
    assert "sync --secrets-stdin" in answer.err


def test_a_password_that_is_kept_nowhere_is_given_each_time(
    cli: Desk, typed: Typed, account: Account, no_keyring: None
) -> None:
    work = account.make_calendar("work")
    work.put("a.ics", calendar(event("a")))
    words = ["source", "add", "CAL", "caldav", work.url, "--user", account.user, "--no-keyring"]
    source = typed("", *words).id
    answer = cli("sync", "--json")
    assert answer.status == 1
    assert "--secrets-stdin" in answer.json["sources"][0]["error"]
    given = json.dumps({source: account.password})
    assert counts(typed(given, "sync", "--secrets-stdin", "--json")) == [(1, 0, 0, 0, 0)]
    wrong = typed(json.dumps({source: "wrong"}), "sync", "--secrets-stdin", "--json")
    assert wrong.status == 1
    assert "did not accept the user or the password" in wrong.json["sources"][0]["error"]
    assert b"s3cret-of" not in cli.file.read_bytes()


def test_a_known_calendar_gets_another_password(
    cli: Desk, typed: Typed, account: Account, keyring: dict[str, str]
) -> None:
    work = account.make_calendar("work")
    work.put("a.ics", calendar(event("a")))
    source = typed(f"{account.password}\n", *connecting(account, work.url)).id
    cli("sync")
    keyring[source] = "changed meanwhile"
    assert cli("sync").status == 1
    again = typed(f"{account.password}\n", *connecting(account, work.url), "--collection", source)
    assert again.id == source
    assert counts(cli("sync", "--json")) == [(0, 0, 1, 0, 0)]


def test_a_calendar_that_was_a_file_may_move_to_a_server(
    cli: Desk, typed: Typed, account: Account, keyring: dict[str, str]
) -> None:
    source = cli.connect("CAL", cli.write("a.ics", event("a").rstrip()))
    work = account.make_calendar("work")
    work.put("a.ics", calendar(event("a", "SUMMARY:On the server")))
    typed(f"{account.password}\n", *connecting(account, work.url), "--collection", source)
    assert counts(cli("sync", "--json")) == [(0, 1, 0, 0, 0)]
    [listed] = cli("source", "list", "--json").json["sources"]
    assert (listed["id"], listed["kind"]) == (source, "caldav")


def test_an_account_is_connected_once_and_new_calendars_later(
    typed: Typed, account: Account, keyring: dict[str, str]
) -> None:
    account.make_calendar("work")
    password = f"{account.password}\n"
    first = typed(password, *connecting(account), "--json").json["ids"]
    again = typed(password, *connecting(account))
    assert (again.status, "connected to CAL already" in again.err) == (2, True)
    account.make_calendar("more")
    [more] = typed(password, *connecting(account), "--json").json["ids"]
    assert more not in first


def test_one_name_is_not_for_several_calendars(
    typed: Typed, account: Account, keyring: dict[str, str]
) -> None:
    account.make_calendar("one")
    account.make_calendar("two")
    answer = typed(f"{account.password}\n", *connecting(account), "--name", "Mine")
    assert (answer.status, "leads to 2 calendars" in answer.err) == (2, True)


def test_undo_takes_a_connected_account_out_of_the_diary(
    cli: Desk, typed: Typed, account: Account, keyring: dict[str, str]
) -> None:
    account.make_calendar("one")
    account.make_calendar("two")
    typed(f"{account.password}\n", *connecting(account))
    assert cli("undo").status == 0
    assert cli("source", "list", "--json").json["sources"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["caldav", "http://me:secret@127.0.0.1:1/"], "no user and no password in it"),
        (["caldav", "ftp://example.org/"], "not the address of a calendar"),
        (["caldav", "http://127.0.0.1:1/", "--user", "me"], "--password-stdin reads it"),
        (["caldav", "http://127.0.0.1:1/", "--url-in-desk"], "is for feeds"),
        (["caldav", "http://127.0.0.1:1/"], "no answer from the server"),
        (["ics", "x.ics", "--user", "me"], "are for a calendar server"),
    ],
)
def test_wrong_use_is_one_sentence(typed: Typed, words: list[str], said: str) -> None:
    answer = typed("", "source", "add", "CAL", *words)
    assert answer.status == 2
    assert said in answer.err
    assert "secret@" not in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_password_never_goes_unencrypted_over_the_network(typed: Typed, no_keyring: None) -> None:
    words = ["source", "add", "CAL", "caldav", "http://dav.example/", "--user", "me"]
    answer = typed("secret\n", *words, "--password-stdin", "--no-keyring")
    assert answer.status == 2
    assert "must begin with https" in answer.err
