"""Connecting a calendar server as the window does it, against a real one."""

from collections.abc import Callable

import pytest

from jointdesk.operations.sources import SourceRow, list_sources
from jointdesk.sources.caldav.login import Login
from jointdesk.store.reading import Reading
from jointdesk.store.secrets import Secrets
from jointdesk.viewmodels import servers
from jointdesk.viewmodels.imports import ImportModel
from jointdesk.viewmodels.servers import FoundLine, ServerModel, ServerStage
from tests.calendar_servers import Account, CalendarServer
from tests.open_desk import OpenDesk
from tests.sync.making import calendar, event


@pytest.fixture
def account(radicale: CalendarServer) -> Account:
    made = radicale.new_account()
    made.make_calendar("work", "Work", ["VEVENT"]).put("a.ics", calendar(event("a")))
    made.make_calendar("tasks", "Tasks", ["VTODO", "VJOURNAL"])
    return made


@pytest.fixture
def login(account: Account) -> Login:
    return Login(account.user, account.password)


@pytest.fixture
def secrets() -> dict[str, str]:
    return {}


@pytest.fixture
def model(opened: OpenDesk, secrets: dict[str, str]) -> ServerModel:
    return ServerModel(opened.model, secrets)


@pytest.fixture
def without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "has_keyring", lambda: False)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    kept: dict[str, str] = {}
    monkeypatch.setattr(servers, "has_keyring", lambda: True)
    monkeypatch.setattr(Secrets, "keep", lambda _, id_, secret: kept.__setitem__(id_, secret))
    monkeypatch.setattr(Secrets, "find", lambda _, id_: kept.get(id_))
    monkeypatch.setattr(Secrets, "forget", lambda _, id_: kept.pop(id_, None))
    return kept


@pytest.fixture
def connected(opened: OpenDesk) -> Callable[[], list[SourceRow]]:
    def rows() -> list[SourceRow]:
        reading = Reading(opened.model.path)
        found = [row for row in list_sources(reading) if row.collection.kind == "caldav"]
        reading.close()
        return found

    return rows


def test_what_is_there_is_shown_before_anything_is_connected(
    model: ServerModel,
    opened: OpenDesk,
    account: Account,
    login: Login,
    connected: Callable[[], list[SourceRow]],
) -> None:
    model.look("WEX", account.server.url, login)
    assert model.stage is ServerStage.LOOKING
    opened.settle()
    assert model.stage is ServerStage.FOUND
    assert set(model.lines) == {
        FoundLine("Work", "meetings"),
        FoundLine("Tasks", "tasks and journal entries"),
    }
    assert connected() == []
    model.leave()
    assert (model.stage, model.lines) == (ServerStage.ASK, ())


def test_what_is_chosen_is_connected_and_read_and_undo_takes_it_away(
    model: ServerModel,
    opened: OpenDesk,
    account: Account,
    login: Login,
    keyring: dict[str, str],
    connected: Callable[[], list[SourceRow]],
) -> None:
    model.look("WEX", account.server.url, login)
    opened.settle()
    work = model.lines.index(FoundLine("Work", "meetings"))
    model.connect_chosen({work})
    opened.settle()
    [row] = connected()
    assert (row.collection.name, row.organisation.code) == ("Work", "WEX")
    assert row.connection.read_at is not None
    assert keyring == {row.collection.id: account.password}
    assert opened.said[-1] == "Connected 1 calendar. The Work diary was read: 1 new."
    assert model.stage is ServerStage.ASK
    act = opened.notices[-1].act
    assert act is not None
    act()
    opened.settle()
    assert connected() == []
    assert keyring == {}


def test_a_removed_calendar_comes_back_and_notices_what_was_deleted_meanwhile(
    opened: OpenDesk,
    account: Account,
    login: Login,
    model: ServerModel,
    keyring: dict[str, str],
    connected: Callable[[], list[SourceRow]],
) -> None:
    model.look("WEX", f"{account.home}work/", login)
    opened.settle()
    model.connect_chosen({0})
    opened.settle()
    imports = ImportModel(opened.model, {})
    imports.remove(connected()[0].collection.id)
    opened.settle()
    assert connected() == []
    undo = opened.notices[-1].act
    assert undo is not None
    undo()
    opened.settle()
    assert keyring == {connected()[0].collection.id: account.password}
    account.send("DELETE", f"{account.home}work/a.ics")
    opened.reader().read_all()
    opened.settle()
    assert "This update is empty" in opened.said[-1]


def test_without_a_keyring_the_password_is_known_for_this_session(
    model: ServerModel,
    opened: OpenDesk,
    account: Account,
    login: Login,
    secrets: dict[str, str],
    without_keyring: None,
    connected: Callable[[], list[SourceRow]],
) -> None:
    model.look("WEX", account.server.url, login)
    opened.settle()
    model.connect_chosen({0, 1})
    opened.settle()
    assert secrets == {row.collection.id: account.password for row in connected()}
    assert "asks for it once a session" in opened.said[-1]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:1/", "no answer from the server"),
        ("dav.example:x", "This is not the address of a calendar on a server."),
        ("http://dav.example/", "must begin with https"),
    ],
)
def test_what_is_wrong_is_said_and_asked_again(
    model: ServerModel, opened: OpenDesk, login: Login, address: str, said: str
) -> None:
    heard: list[str] = []
    model.failed.connect(heard.append)
    model.look("WEX", address, login)
    opened.settle()
    assert said in heard[0]
    assert model.stage is ServerStage.ASK


def test_a_wish_to_stop_is_heard(
    model: ServerModel, opened: OpenDesk, account: Account, login: Login
) -> None:
    heard: list[str] = []
    model.failed.connect(heard.append)
    model.look("WEX", account.server.url, login)
    model.cancel()
    opened.settle()
    assert heard == []
    assert model.stage is ServerStage.ASK
