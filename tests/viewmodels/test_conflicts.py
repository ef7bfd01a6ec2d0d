"""The page of conflicts on a real desk: what a person does is recorded, said, and undone."""

from typing import Any

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from jointdesk.domain.conflicts import Resolution
from jointdesk.viewmodels.conflict_list import Tab
from jointdesk.viewmodels.conflicts import ConflictsModel
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.undoing import UndoModel
from tests.demo_desk import notices_of, wait_until_idle


class Page:
    """A model with its desk, and what was said."""

    def __init__(self, qtbot: QtBot, desk: DeskModel) -> None:
        self._qtbot = qtbot
        self.desk = desk
        self.said: list[Notice] = notices_of(desk)
        self.undoing = UndoModel(desk)
        self.model = ConflictsModel(desk, self.undoing.undo)
        self.settle()

    def settle(self) -> None:
        wait_until_idle(self._qtbot, self.desk)

    def select(self, title: str) -> None:
        lines: list[Any] = self.model.list.lines
        (row,) = [line for line in lines if getattr(line, "title", "") == title]
        self.model.select(row.ids[0])
        self.settle()

    def titles(self) -> list[str]:
        lines: list[Any] = self.model.list.lines
        return [line.title for line in lines if hasattr(line, "title")]


@pytest.fixture
def page(qtbot: QtBot, demo_model: DeskModel) -> Page:
    return Page(qtbot, demo_model)


EVERY = 37
"""The rows of the demo desk, those of its decisions and tasks among them."""
BOARDS = "Two meetings you must attend"
MONDAYS = "Wexmere House, 20 min short"


def test_the_list_is_a_sound_model(page: Page, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model.list)
    assert page.model.counts() == (EVERY, 0, 0)


def test_settling_says_so_and_goes_on_to_the_next(page: Page) -> None:
    page.select(BOARDS)
    detail = page.model.detail
    assert detail is not None
    page.model.take_way(detail.ways[0], "Callum goes", detail.reaches[0])
    page.settle()
    assert BOARDS not in page.titles()
    assert page.said[-1].text == f"Settled as deputy: {BOARDS}."
    assert page.said[-1].action == "Undo"
    assert page.model.detail is not None
    assert page.model.detail.id != detail.id


def test_undo_in_the_notice_brings_it_back_and_redo_settles_it_again(page: Page) -> None:
    page.select(BOARDS)
    detail = page.model.detail
    assert detail is not None
    page.model.settle(Resolution.MOVED, "To Thursday", detail.reaches[0])
    page.settle()
    undo, redo = page.said[-1].act, page.undoing.redo
    assert undo is not None
    undo()
    page.settle()
    assert BOARDS in page.titles()
    assert page.said[-1].text == "Undone: settled as moved."
    redo()
    page.settle()
    assert BOARDS not in page.titles()
    assert page.said[-1].action == "Undo"


def test_all_that_is_listed_is_settled_in_one_action(page: Page) -> None:
    page.select(MONDAYS)
    detail = page.model.detail
    assert detail is not None
    page.model.settle(Resolution.REMOTE, "From the Town Hall", detail.reaches[1])
    page.settle()
    assert MONDAYS not in page.titles()
    page.undoing.undo()
    page.settle()
    assert page.titles().count(MONDAYS) == 1


def test_assigning_moves_the_row_under_its_button_and_tells_its_history(page: Page) -> None:
    page.select(MONDAYS)
    bridget = next(person for person in page.model.people if person.name == "Bridget Lyall")
    page.model.assign(bridget)
    page.settle()
    page.model.set_tab(Tab.ASSIGNED)
    page.settle()
    assert page.titles() == [MONDAYS]
    assert [told.what for told in page.model.history] == [
        "Assigned to Bridget Lyall by Imogen Farrant"
    ]
    page.model.reopen()
    page.settle()
    assert page.model.counts() == (EVERY, 0, 0)


def test_a_missing_reason_changes_nothing_and_is_told(page: Page) -> None:
    page.select(BOARDS)
    detail = page.model.detail
    assert detail is not None
    page.model.settle(Resolution.MUTED, "  ", detail.reaches[0])
    page.settle()
    assert page.said[-1].tone is Tone.PROBLEM
    assert page.model.counts()[Tab.OPEN] == EVERY


def test_copies_that_are_not_the_same_are_told_apart(page: Page) -> None:
    page.select("Copies differ: Section 75 Partnership Board")
    detail = page.model.detail
    assert detail is not None
    page.model.take_way(detail.ways[-1], "", detail.reaches[0])
    page.settle()
    assert "Copies differ: Section 75 Partnership Board" not in page.titles()
    assert page.said[-1].text == "Said that the copies are different meetings."


def test_going_to_a_conflict_opens_the_button_it_stands_under(page: Page) -> None:
    page.select(BOARDS)
    detail = page.model.detail
    assert detail is not None
    page.model.settle(Resolution.MOVED, "To Thursday", detail.reaches[0])
    page.settle()
    page.model.go_to(detail.id)
    page.settle()
    assert page.model.tab is Tab.SETTLED
    assert page.model.detail is not None
    assert page.model.detail.id == detail.id


def test_nothing_to_undo_is_no_problem_but_said(page: Page) -> None:
    page.undoing.undo()
    page.settle()
    assert page.said[-1] == Notice("There is nothing of yours to undo.", Tone.INFO)
