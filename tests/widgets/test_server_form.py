"""The form that connects a calendar server, driven by the keyboard against a real one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels import servers
from jointdesk.viewmodels.import_ahead import ImportAhead
from jointdesk.viewmodels.imports import ImportModel
from jointdesk.widgets.imports import ImportPage
from jointdesk.widgets.look import Look
from jointdesk.widgets.server_form import ServerForm
from tests.calendar_servers import Account, CalendarServer
from tests.open_desk import OpenDesk
from tests.sync.making import calendar, event


@pytest.fixture
def account(radicale: CalendarServer) -> Account:
    made = radicale.new_account()
    made.make_calendar("work", "Work & <b>more</b>", ["VEVENT"]).put("a.ics", calendar(event("a")))
    made.make_calendar("tasks", "Tasks", ["VTODO"])
    return made


@pytest.fixture
def page(qtbot: QtBot, opened: OpenDesk, look: Look, monkeypatch: pytest.MonkeyPatch) -> ImportPage:
    monkeypatch.setattr(servers, "has_keyring", lambda: False)
    model = ImportModel(opened.model, {})
    page = ImportPage(look, model, ImportAhead(model, opened.model))
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    opened.settle()
    return page


@pytest.fixture
def form(page: ImportPage) -> ServerForm:
    return page.server


def ask(qtbot: QtBot, opened: OpenDesk, form: ServerForm, account: Account, password: str) -> None:
    form.address.setText(account.server.url)
    form.user.setText(account.user)
    form.password.setText(password)
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    opened.settle()


def test_what_is_on_the_server_is_ticked_and_connected(
    qtbot: QtBot, opened: OpenDesk, form: ServerForm, account: Account
) -> None:
    ask(qtbot, opened, form, account, account.password)
    assert {box.text() for box in form.boxes} == {"Work && <b>more</b>: meetings", "Tasks: tasks"}
    assert form.connect_ticked.text() == "Connect 2 calendars"
    form.boxes[0].click()
    assert form.connect_ticked.text() == "Connect 1 calendar"
    form.connect_ticked.click()
    opened.settle()
    assert opened.said[-1].startswith("Connected 1 calendar.")
    assert form.ask.isVisibleTo(form)
    assert form.boxes == []
    assert form.password.text() == ""


def test_the_password_is_never_shown(form: ServerForm) -> None:
    assert form.password.echoMode() is QLineEdit.EchoMode.Password


def test_a_wrong_password_is_said_and_may_be_typed_again(
    qtbot: QtBot, opened: OpenDesk, form: ServerForm, account: Account
) -> None:
    ask(qtbot, opened, form, account, "wrong")
    assert "did not accept the user or the password" in form.problem
    form.password.setText("again")
    assert form.problem == ""


def test_nothing_ticked_is_nothing_to_connect(
    qtbot: QtBot, opened: OpenDesk, form: ServerForm, account: Account
) -> None:
    ask(qtbot, opened, form, account, account.password)
    for box in form.boxes:
        box.click()
    assert not form.connect_ticked.isEnabled()
    form.back.click()
    assert form.ask.isVisibleTo(form)
    assert form.password.text() == ""


def test_an_address_is_needed(qtbot: QtBot, form: ServerForm) -> None:
    qtbot.keyClick(form.address, Qt.Key.Key_Return)
    assert form.problem == "Say where the server is."
