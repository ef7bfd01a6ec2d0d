"""The marks in titles that say what a status cannot."""

import pytest

from jointdesk.domain.holds import as_hold, is_hold, says_cancelled, without_marks


@pytest.mark.parametrize("title", ["HOLD Board", "Hold: Board", "[hold] Board", "HOLD: Board"])
def test_a_hold_is_known_and_loses_its_mark(title: str) -> None:
    assert is_hold(title)
    assert without_marks(title) == "Board"


@pytest.mark.parametrize("title", ["Hold the line", "Holding company", "Board", ""])
def test_other_titles_are_no_holds(title: str) -> None:
    assert not is_hold(title)
    assert without_marks(title) == title


def test_a_cancelled_one_is_known_by_outlooks_mark() -> None:
    assert says_cancelled("Canceled: HOLD: Board")
    assert without_marks("Canceled: HOLD: Board") == "Board"


def test_a_hold_is_marked() -> None:
    assert as_hold("Board") == "HOLD: Board"
    assert is_hold(as_hold(""))
