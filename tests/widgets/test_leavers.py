"""Whoever was removed from a shared desk is shown as that."""

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import DAY, HOUR, Instant
from jointdesk.domain.people import Person
from jointdesk.operations.leavers import Leaver
from jointdesk.viewmodels.desk_sharing import Fellow
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_shared_desk import FellowRow
from jointdesk.widgets.sure_button import SureButton

NOW = Instant(1_796_025_600)  # 30 November 2026, eight in the morning in London
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("leaver", "said", "may_remove"),
    [
        (None, "sent something last: 07:00", True),
        (Leaver(NOW), "removed 08:00", False),
        (
            Leaver(NOW, Instant(NOW + 3 * DAY)),
            "removed 08:00, may still send what they wrote until 3 December 08:00",
            True,
        ),
    ],
)
def test_since_when_and_until_when_they_may_send(
    qtbot: QtBot, look: Look, leaver: Leaver | None, said: str, may_remove: bool
) -> None:
    fellow = Fellow(Person("p", "Tom"), "Tom", "PA, CAL", False, Instant(NOW - HOUR), leaver)
    row = FellowRow(look, fellow, may_remove=True)
    qtbot.addWidget(row)
    row.show_words(LONDON, NOW)
    assert said in [one.text() for one in row.findChildren(QLabel)]
    assert row.findChild(SureButton).isHidden() is not may_remove
