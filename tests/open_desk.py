"""The demo desk, open as the window has it, with what it says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.actors import Actor
from jointdesk.domain.items import Fields
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.store.items import find_item
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.preferences import Preferences
from jointdesk.viewmodels.syncing import SyncModel
from tests.demo_desk import notices_of, wait_until_idle
from tests.store.samples import OtherDevice

if TYPE_CHECKING:
    from jointdesk.store.desk import Desk
    from jointdesk.viewmodels.desk_sharing import DeskSharing
    from jointdesk.widgets.settings_diaries import DiaryModels


class OpenDesk:
    """A desk model with the notices that it gave."""

    def __init__(self, qtbot: QtBot, path: Path, data_folder: Path, person: str) -> None:
        self.model = DeskModel(path, data_folder)
        self.notices = notices_of(self.model)
        self.model.crashed.connect(self._crash)
        reading = Reading(path)
        who = acting_person(reading, person)
        audience = audience_of(reading, who.id)
        reading.close()
        self.model.adopt(who, audience)
        self._qtbot = qtbot
        self._data_folder = data_folder

    def _crash(self, error: Exception) -> None:
        raise error

    def settle(self) -> None:
        """Wait until the worker has nothing left to do."""
        wait_until_idle(self._qtbot, self.model)

    def reader(self, addresses: dict[str, str] | None = None) -> SyncModel:
        """Return what reads all diaries, with the addresses of this session."""
        preferences = Preferences(self._data_folder, self.model)
        return SyncModel(self.model, preferences, addresses or {})

    def diaries(self) -> "DiaryModels":
        """Return what the settings show of diaries."""
        from jointdesk.viewmodels.run_history import RunHistory
        from jointdesk.viewmodels.status import StatusModel
        from jointdesk.viewmodels.tray import TrayChoice
        from jointdesk.widgets.settings_diaries import DiaryModels

        preferences = Preferences(self._data_folder, self.model)
        status = StatusModel(self.model, {}, lambda _reading, _audience: ())
        tray = TrayChoice(preferences, is_available=True)
        return DiaryModels(self.reader(), status, RunHistory(self.model), tray)

    def sharing(self) -> "DeskSharing":
        """Return what is done about a shared desk."""
        from jointdesk.viewmodels.desk_sharing import DeskSharing
        from jointdesk.viewmodels.shared_desk import SharedDeskModel

        exchanging = SharedDeskModel(self.model, self._data_folder)
        return DeskSharing(self.model, exchanging, self._data_folder)

    def change_elsewhere(self, item_id: str, fields: Fields) -> None:
        """Have another person's machine say something of an item without knowing what is here."""

        def work(desk: "Desk", _actor: Actor) -> None:
            item = find_item(desk.connection, item_id)
            assert item is not None
            OtherDevice(desk, item.stream).say(item_id, fields, {}, type_=item.type)

        self.model.act(work)
        self.settle()

    @property
    def said(self) -> list[str]:
        """The sentences of all notices so far."""
        return [notice.text for notice in self.notices]


@contextmanager
def open_desk(qtbot: QtBot, path: Path, data_folder: Path, person: str = "") -> Iterator[OpenDesk]:
    """Open a desk as a person, "" for its director."""
    opened = OpenDesk(qtbot, path, data_folder, person)
    yield opened
    opened.model.close()
    opened.model.deleteLater()


@pytest.fixture
def opened(qtbot: QtBot, demo_path: Path, data_folder: Path) -> Iterator[OpenDesk]:
    """The demo desk as its director has it open."""
    with open_desk(qtbot, demo_path, data_folder) as found:
        yield found
