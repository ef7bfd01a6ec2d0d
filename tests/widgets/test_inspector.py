"""The inspector's buttons for a meeting, and what stands beside them."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jointdesk.viewmodels.changeable import Changeable
from jointdesk.widgets.event_buttons import EventButtons
from jointdesk.widgets.inspector import breakable
from jointdesk.widgets.look import Look


def words_of(buttons: EventButtons) -> list[str]:
    return [label.text() for label in buttons.findChildren(QLabel) if label.text()]


def test_what_waits_and_which_copies_are_reached_is_said(qtbot: QtBot, look: Look) -> None:
    change = Changeable(here=("Calderbourne",), by_hand=("Wexmere",), waiting=("CAL", "WEX"))
    buttons = EventButtons(look, change, is_cancelled=False)
    qtbot.addWidget(buttons)
    assert words_of(buttons) == [
        "Waiting to be written to CAL and WEX",
        "Calderbourne can be changed from here. Wexmere is read only here: worklist.",
    ]
    assert [*buttons.buttons] == ["edit", "duplicate", "cancel", "remove"]
    with qtbot.waitSignal(buttons.asked) as asked:
        buttons.buttons["cancel"].click()
    assert asked.args == ["cancel"]


def test_what_cannot_be_changed_says_why_at_its_buttons(qtbot: QtBot, look: Look) -> None:
    refusal = "This is private to WEX. Only its own people can change it."
    buttons = EventButtons(look, Changeable(refusal), is_cancelled=False)
    qtbot.addWidget(buttons)
    assert words_of(buttons) == [refusal]
    for button in buttons.buttons.values():
        assert not button.isEnabled()
        assert refusal in button.toolTip()


def test_what_is_cancelled_cannot_be_cancelled_again(qtbot: QtBot, look: Look) -> None:
    buttons = EventButtons(look, Changeable(), is_cancelled=True)
    qtbot.addWidget(buttons)
    assert "cancel" not in buttons.buttons


@pytest.mark.parametrize("text", ["", "Riverside Integrated Hub", "x" * 24, "two\nlines"])
def test_ordinary_words_stay_whole(text: str) -> None:
    assert breakable(text) == text


def test_a_long_link_may_go_on_in_the_next_line() -> None:
    link = f"Join https://teams.example/{'a' * 100} now"
    broken = breakable(link)
    assert max(len(part) for part in broken.replace(" ", "\u200b").split("\u200b")) <= 12
    assert broken.replace("\u200b", "") == link
