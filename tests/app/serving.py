"""A window on a desk with one calendar on a real server, for tests of editing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jointdesk.app.assembly import Assembly
from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Write
from jointdesk.domain.moments import instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.sources import Collection, Connection
from jointdesk.operations.audiences import director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.sync import sync_sources
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection, update_connection
from jointdesk.store.desk import open_desk
from jointdesk.viewmodels.theme import ThemeName
from tests.app.editing import EditedWindow
from tests.calendar_servers import Calendar, CalendarServer
from tests.demo_desk import wait_until_idle
from tests.sync.making import calendar, event

MONDAY = datetime(2026, 12, 14, 7, 0, tzinfo=UTC)


class Served:
    """A window on a desk with one calendar on a server."""

    def __init__(self, window: EditedWindow, served: Calendar, path: Path, data: Path) -> None:
        self.window, self.served, self._path, self._data = window, served, path, data

    def sync(self) -> tuple[int, str]:
        """Sync as another process does; return what was written and what went wrong."""
        with open_desk(self._path, data_folder=self._data) as desk:
            secrets = {"wex": self.served.account.password}
            [report] = sync_sources(
                desk, Actor(director_id(desk), instant(MONDAY)), secrets=secrets
            )
        self.window.assembly.diary.load()
        self.window.settle()
        return report.written, report.error

    def let_send(self) -> None:
        """Take its server for one that sends invitations by itself, for me@x.org."""
        with open_desk(self._path, data_folder=self._data) as desk:
            known = find_connection(desk.connection, "wex")
            assert known is not None
            update_connection(desk, replace(known, schedules=True, addresses="me@x.org"))

    def text(self, name: str) -> str:
        """What the server has under a name, unfolded."""
        status, _, body = self.served.account.send("GET", self.served.url + name)
        return body.decode().replace("\r\n ", "") if status == 200 else ""


@pytest.fixture
def served(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    data_folder: Path,
    radicale: CalendarServer,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Served]:
    monkeypatch.setenv("JOINTDESK_NOW", MONDAY.isoformat())
    made = radicale.new_account().make_calendar("work", "Work")
    made.put("a.ics", calendar(event("a", "DURATION:PT1H", "SUMMARY:Briefing", "X-OWN:yes")))
    weekly = event(
        "b", "DURATION:PT1H", "SUMMARY:Team", "RRULE:FREQ=WEEKLY", start="20261208T130000Z"
    )
    made.put("b.ics", calendar(weekly))
    path, now = tmp_path / "office.desk", instant(MONDAY)
    with new_desk(path, name="A", zone="Europe/London", data_folder=data_folder, now=now) as desk:
        actor = Actor(director_id(desk), now)
        org = add_organisation(
            desk, actor, code="WEX", name="Wexmere", kind=OrganisationKind.COUNCIL
        )
        fields = collection_fields(Collection("wex", org, "Wexmere", "caldav"))
        record(desk, actor, "Add a source", [Write("wex", ITEM_TYPE, fields)])
        add_connection(desk, Connection("wex", made.url, "asked", user=made.account.user))
        sync_sources(desk, actor, secrets={"wex": made.account.password})
    assembly = Assembly(qapp, path, "", data_folder, ThemeName.LIGHT)
    qtbot.addWidget(assembly.window)
    assembly.window.show()
    assembly.begin()
    wait_until_idle(qtbot, assembly.desk)
    yield Served(EditedWindow(qtbot, assembly), made, path, data_folder)
    assembly.close()
