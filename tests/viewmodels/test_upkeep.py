"""A desk whose stored rows another version made is brought up to date in the background."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import Instant
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.demo import build_demo
from jointdesk.operations.upkeep import WORDS, needs_upkeep
from jointdesk.store.derived import put_state, stored_horizon
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice
from jointdesk.viewmodels.upkeep import UpkeepModel


def test_it_says_so_rebuilds_and_says_when_it_is_done(
    tmp_path: Path, data_folder: Path, now: Instant, qtbot: QtBot
) -> None:
    path = tmp_path / "demo.desk"
    desk = build_demo(path, data_folder=data_folder, now=now, anchor=date(2026, 11, 30))
    horizon = stored_horizon(desk.connection)
    assert horizon is not None
    put_state(desk.connection, '[0, "Europe/London", "1999a"]', horizon)
    desk.close()
    reading = Reading(path)
    person = acting_person(reading, "")
    model = DeskModel(path, data_folder)
    said: list[str] = []

    def hear(notice: Notice) -> None:
        said.append(notice.text)

    model.noticed.connect(hear)
    model.adopt(person, audience_of(reading, person.id))
    assert needs_upkeep(reading, now)

    UpkeepModel(model).begin()

    qtbot.waitUntil(lambda: said == [WORDS, "The diary is up to date."])
    assert not needs_upkeep(reading, now)
    reading.close()
    model.close()
