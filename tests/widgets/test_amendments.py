"""The card of proposed amendments on a decision's tab, driven like a person does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import DAY, instant
from jointdesk.widgets.amendments import AmendmentsCard
from jointdesk.widgets.look import Look
from tests.demo_desk import SHOWN, demo_path
from tests.open_desk import OpenDesk
from tests.open_desk import open_desk as open_for_window
from tests.store.samples import OtherDevice
from tests.widgets.test_decision_editor import Page

__all__ = ["demo_path"]

REF = "CAL-2026-116"
"""A decision of the demo desk that was taken."""


@pytest.fixture
def page(
    qtbot: QtBot, look: Look, demo_path: Path, data_folder: Path, tmp_path: Path
) -> Iterator[Page]:
    with open_for_window(qtbot, demo_path, data_folder) as opened:
        made = Page(look, opened, tmp_path)
        qtbot.addWidget(made.whole)
        opened.settle()
        _propose(opened, made.decision(REF).id)
        made.whole.resize(1224, 860)
        made.whole.show()
        opened.settle()
        yield made
        opened.settle()


def _propose(opened: OpenDesk, decision: str) -> None:
    """Write on another machine, which had not seen it taken."""
    fields = {
        "decision_text": "Award to the other bidder",
        "conditions": "None\u202e & <b>none</b>",
    }
    after = (instant(SHOWN) + DAY) * 1000 << 16
    opened.model.act(
        lambda desk, _actor: OtherDevice(desk).say(decision, fields, hlc=after, type_="decision")
    )
    opened.settle()


def card(page: Page) -> AmendmentsCard:
    return page.open_ref(REF).amendments


def test_the_register_says_that_changes_are_proposed(page: Page) -> None:
    register = page.register.register
    assert register is not None
    entry = register.entry_of(page.decision(REF).matter)
    assert entry is not None
    assert entry.needs_work


def test_what_is_fixed_and_what_is_proposed_stand_beside_each_other(page: Page) -> None:
    found = card(page)
    assert found.isVisible()
    texts = [label.text() for label in found.findChildren(QLabel)]
    assert "Award to the other bidder" in texts
    assert "None & <b>none</b>" in texts  # nothing that turns the line round, and no markup
    assert [box.text() for box in found.boxes.values()] == ["Decision", "Conditions"]


def test_one_is_accepted_with_a_reason_and_the_other_set_aside(page: Page, qtbot: QtBot) -> None:
    found, opened = card(page), page.opened
    found.boxes["conditions"].setChecked(False)
    QTest.mouseClick(found.accept, Qt.MouseButton.LeftButton)
    assert found.field.problem == "Give a reason: it stays on the record."
    QTest.keyClicks(found.reason, "Typing error")
    QTest.keyClick(found.reason, Qt.Key.Key_Return)
    opened.settle()
    assert opened.said[-1] == "Made a new version."
    assert page.decision(REF).decision_text == "Award to the other bidder"
    assert list(found.boxes) == ["conditions"]
    found.boxes["conditions"].setChecked(True)
    QTest.mouseClick(found.aside, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.said[-1] == "Set 1 proposed amendment aside."
    assert not found.isVisible()
    opened.notices[-1].act()  # type: ignore[misc]
    opened.settle()
    qtbot.waitUntil(lambda: found.isVisible(), timeout=30_000)


def test_another_decision_shows_nothing_of_it(page: Page) -> None:
    assert card(page).isVisible()
    assert not page.open_ref("CAL-2026-122").amendments.isVisible()
