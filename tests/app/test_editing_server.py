"""Meetings of a calendar on a real server, edited in the window while another program does too."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox

from tests.app.serving import Served, served
from tests.sync.making import calendar, event

__all__ = ["served"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)


def test_a_move_waits_is_written_once_and_waits_no_more(served: Served) -> None:
    window = served.window
    start = window.centre("Briefing")
    window.drag(start, start + QPoint(0, window.grid.grid.hour))  # type: ignore[union-attr]
    ((_, block),) = window.blocks("Briefing")
    assert (block.times, block.waits) == ("10:00–11:00", True)
    assert "worklist" not in window.said
    assert served.sync() == (1, "")
    ((_, block),) = window.blocks("Briefing")
    assert (block.times, block.waits) == ("10:00–11:00", False)
    said = served.text("a.ics")
    assert "X-OWN:yes" in said
    assert "T100000" in said
    assert served.sync() == (0, "")


def test_both_sides_edit_and_nothing_is_lost(served: Served) -> None:
    window = served.window
    window.do("edit", "Briefing")
    window.editor.enter(place="Room 4")
    window.panel().save.click()
    window.settle()
    served.served.put(
        "a.ics", calendar(event("a", "DURATION:PT1H", "SUMMARY:Renamed there", stamp="2"))
    )
    assert served.sync() == (1, "")
    ((_, block),) = window.blocks("Renamed there")
    assert (block.place, block.waits) == ("Room 4", False)
    assert "LOCATION:Room 4" in served.text("a.ics")


def test_one_of_a_series_is_deleted_there_and_undone(served: Served) -> None:
    window = served.window
    window.select("Team")
    window.press("Del")
    window.answer(0)
    assert window.blocks("Team") == []
    assert served.sync() == (1, "")
    assert "EXDATE" in served.text("b.ics")
    window.press("Ctrl+Z")
    assert window.times("Team") == [(1, "13:00–14:00")]
    assert served.sync() == (1, "")
    assert window.times("Team") == [(1, "13:00–14:00")]


def test_a_new_meeting_goes_to_the_calendar_that_can_be_written(served: Served) -> None:
    window = served.window
    window.drag(window.point(3, 15 * 60), window.point(3, 16 * 60 - 5))
    window.type("Made in the window")
    window.press("Return")
    ((_, block),) = window.blocks("Made in the window")
    assert block.waits
    assert served.sync() == (1, "")
    ((_, block),) = window.blocks("Made in the window")
    assert not block.waits


def test_it_moves_to_another_calendar_of_its_organisation(served: Served) -> None:
    window = served.window
    window.do("edit", "Briefing")
    panel = window.panel()
    where = panel.fields.fields["collection"].control
    assert isinstance(where, QComboBox)
    assert [where.itemText(place) for place in range(where.count())] == [
        "Wexmere",
        "Kept here only",
    ]
    assert where.currentText() == "Wexmere"
    assert not panel.fields.fields["org"].isVisible()
    window.editor.enter(collection="", start="12:00")
    panel.save.click()
    assert panel.fields.fields["collection"].problem.startswith("Move it to the other calendar")
    window.editor.enter(start="09:00")
    panel.save.click()
    window.settle()
    assert window.said.startswith("Changed “Briefing”.")
    assert served.sync() == (1, "")
    assert served.text("a.ics") == ""
    assert window.times("Briefing") == [(0, "09:00–10:00")]


def test_a_series_moves_as_a_whole(served: Served) -> None:
    window = served.window
    window.do("edit", "Team")
    panel = window.panel()
    window.editor.enter(collection="")
    panel.save.click()
    assert [one.text() for one in panel.question.buttons] == ["All"]
    panel.question.buttons[0].click()
    window.settle()
    assert served.sync() == (1, "")
    assert served.text("b.ics") == ""
    assert window.times("Team") == [(1, "13:00–14:00")]
