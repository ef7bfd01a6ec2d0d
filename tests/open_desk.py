"""The demo desk, open as the window has it: built once, then copied for each test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.operations.audiences import audience_of, find_person
from jointdesk.operations.demo import build_demo
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice

_NOW = 1796025600
"""Monday 30 November 2026, 08:00 UTC, as the fixture `now` has it."""


@cache
def _built() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="demo-desk-"))
    path = folder / "demo.desk"
    build_demo(path, data_folder=folder, now=_NOW, anchor=date(2026, 11, 30)).close()
    return path


class OpenDesk:
    """A desk model with the notices that it gave, and the files that it reads."""

    def __init__(self, qtbot: QtBot, folder: Path, person: str) -> None:
        built = _built()
        path = folder / "demo.desk"
        shutil.copyfile(built, path)
        self.calendars = folder / "calendars"
        shutil.copytree(built.with_name("demo-calendars"), self.calendars)
        self.notices: list[Notice] = []
        self.model = DeskModel(path, folder)
        self.model.noticed.connect(self.notices.append)
        self.model.crashed.connect(self._crash)
        reading = Reading(path)
        who = find_person(reading, person)
        self.audience: Audience = audience_of(reading, who.id)
        reading.close()
        self.model.adopt(who, self.audience)
        self._qtbot = qtbot

    def _crash(self, error: Exception) -> None:
        raise error

    def settle(self) -> None:
        """Wait until the worker has nothing left to do."""
        self._qtbot.waitUntil(lambda: not self.model.runner.is_busy, timeout=20_000)

    @property
    def said(self) -> list[str]:
        """The sentences of all notices so far."""
        return [notice.text for notice in self.notices]


@contextmanager
def open_desk(qtbot: QtBot, folder: Path, person: str = "Imogen Farrant") -> Iterator[OpenDesk]:
    """Open a copy of the demo desk as a person."""
    opened = OpenDesk(qtbot, folder, person)
    yield opened
    opened.model.close()


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, now: Instant) -> Iterator[OpenDesk]:
    """The demo desk as its director has it open."""
    with open_desk(qtbot, tmp_path) as found:
        yield found
