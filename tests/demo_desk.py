"""The demo desk for tests of the window: built once, a fresh copy for every test.

Import `demo_file`, `demo_path` and `demo_model` in a `conftest.py` to have them as fixtures.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import instant
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice

SHOWN = datetime(2026, 12, 14, 9, 20, tzinfo=UTC)
"""The moment that the design draws: a Monday morning two weeks into the demo."""


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo desk that nobody changes."""
    from jointdesk.operations.demo import build_demo

    folder = tmp_path_factory.mktemp("demo")
    path = folder / "demo.desk"
    at = instant(SHOWN)
    build_demo(path, data_folder=folder, now=at, anchor=date(2026, 11, 30)).close()
    return path


@pytest.fixture
def demo_path(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo desk of one's own, seen at the moment that the design draws."""
    monkeypatch.setenv("JOINTDESK_NOW", SHOWN.isoformat())
    shutil.copyfile(demo_file, tmp_path / "demo.desk")
    return tmp_path / "demo.desk"


@pytest.fixture
def demo_model(qtbot: QtBot, demo_path: Path, data_folder: Path) -> Iterator[DeskModel]:
    """The demo desk, open for its director."""
    model = DeskModel(demo_path, data_folder)
    reading = Reading(demo_path)
    person = acting_person(reading, "")
    audience = audience_of(reading, person.id)
    reading.close()
    model.adopt(person, audience)
    yield model
    model.close()
    model.deleteLater()


def notices_of(model: DeskModel) -> list[Notice]:
    """Return the list into which everything that is said from now on will come."""
    said: list[Notice] = []
    model.noticed.connect(said.append)
    return said


def wait_until_idle(qtbot: QtBot, model: DeskModel) -> None:
    """Let the worker finish, and what its results lead to."""
    qtbot.waitUntil(lambda: not model.runner.is_busy)
