"""Talking about a conflict, and proposing ways out of it, by the keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Person
from jointdesk.operations.proposals import Wish, propose
from jointdesk.viewmodels.conflict_thread import SaidLine, ThreadView
from jointdesk.widgets.conflict_propose import ProposeForm
from jointdesk.widgets.conflict_thread import SaidCard, ThreadPanel
from jointdesk.widgets.conflicts import ConflictsPage
from jointdesk.widgets.look import Look
from tests.operations.team_desk import TeamDesk, team
from tests.viewmodels.test_conflict_thread import Talk

__all__ = ["team"]


class Shown:
    """The page, as Bridget has it open."""

    def __init__(self, qtbot: QtBot, look: Look, talk: Talk) -> None:
        self.talk = talk
        self.page = ConflictsPage(look, talk.conflicts, talk.thread, talk.proposing)
        qtbot.addWidget(self.page)
        self.page.resize(1180, 900)
        self.page.show()
        self.panel = self.page.panel

    def show(self, conflict: str) -> None:
        self.talk.show(conflict)
        self.talk.settle()


@pytest.fixture
def shown(
    qtbot: QtBot, look: Look, team: TeamDesk, data_folder: Path, now: Instant
) -> Iterator[Shown]:
    talk = Talk(qtbot, team, data_folder, "Bridget")
    yield Shown(qtbot, look, talk)
    talk.settle()
    talk.desk.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def button(parent: QWidget, text: str) -> QPushButton:
    found = [one for one in parent.findChildren(QPushButton) if one.text().strip() == text]
    return next(one for one in found if one.isVisible())


def test_enter_in_the_line_says_it(shown: Shown, team: TeamDesk) -> None:
    shown.show(team.clash("open", "WEX"))
    line = shown.panel.talk.word
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    shown.talk.settle()
    assert shown.talk.said == []  # nothing was said
    QTest.keyClicks(line, "I ask <b>the chair</b>")
    QTest.keyClick(line, Qt.Key.Key_Return)
    shown.talk.settle()
    (card,) = shown.panel.talk.cards
    assert "I ask <b>the chair</b>" in card.accessibleName()
    assert line.text() == ""


def test_what_is_being_said_stays_when_the_conflict_changes(shown: Shown, team: TeamDesk) -> None:
    shown.show(team.clash("open", "WEX"))
    QTest.keyClicks(shown.panel.talk.word, "half a sen")
    tom = next(one for one in shown.talk.conflicts.people if one.name == "Tom")
    shown.talk.conflicts.assign(tom, "Yours")
    shown.talk.show(team.clash("open", "WEX"))
    assert shown.panel.talk.word.text() == "half a sen"


def test_giving_it_to_somebody_asks_for_a_note(shown: Shown, team: TeamDesk) -> None:
    shown.show(team.clash("open", "WEX"))
    tom: Person = next(one for one in shown.talk.conflicts.people if one.name == "Tom")
    shown.panel.ask_note(tom)
    QTest.keyClicks(focused(), "Can Cabinet move?")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    shown.talk.settle()
    shown.talk.show(team.clash("open", "WEX"))
    detail = shown.talk.conflicts.detail
    assert detail is not None
    assert detail.standing == "Tom settles it: Can Cabinet move?"
    assert shown.talk.thread.view.seen == "Tom has not seen it yet."


def test_what_is_before_one_s_eyes_is_seen(shown: Shown, team: TeamDesk) -> None:
    conflict = team.clash("open", "WEX")
    propose(team.desk, *team.acting("CAL"), conflict, Wish("give_way", team.id("Board")))
    shown.talk.desk.changed.emit()
    shown.show(conflict)
    assert shown.talk.thread.view.unseen == ()
    assert not shown.talk.row(conflict).is_unseen
    (card,) = shown.panel.talk.cards
    assert card.accessibleName().startswith("New to you, Tom proposes")


def test_a_proposal_is_accepted_by_the_keyboard(shown: Shown, team: TeamDesk) -> None:
    conflict = team.clash("open", "WEX")
    propose(team.desk, *team.acting("CAL"), conflict, Wish("give_way", team.id("Board")))
    shown.talk.desk.changed.emit()
    shown.show(conflict)
    accept = button(shown.panel, "Accept")
    assert accept.accessibleName() == "Accept: “Board” gives way"
    accept.setFocus()
    QTest.keyClick(accept, Qt.Key.Key_Space)
    QTest.keyClicks(focused(), "Agreed")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    shown.talk.settle()
    assert team.meeting("Board")["status"] == "cancelled"


def test_declining_needs_a_reason(shown: Shown, team: TeamDesk) -> None:
    conflict = team.clash("open", "WEX")
    propose(team.desk, *team.acting("CAL"), conflict, Wish("give_way", team.id("Board")))
    shown.talk.desk.changed.emit()
    shown.show(conflict)
    button(shown.panel, "Decline…").click()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    (card,) = shown.panel.talk.cards
    assert card.form is not None
    assert focused() is card.form.word
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert card.form is None
    button(shown.panel, "Decline…").click()
    QTest.keyClicks(focused(), "The chair is away")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    shown.talk.settle()
    (card,) = shown.panel.talk.cards
    assert "Declined by Bridget: The chair is away" in card.accessibleName()
    assert card.buttons is None


def test_a_time_that_suits_is_chosen_and_proposed(
    shown: Shown, team: TeamDesk, qtbot: QtBot
) -> None:
    shown.show(team.clash("open", "WEX"))
    button(shown.panel, "Propose…").click()
    shown.talk.settle()
    form = shown.page.proposal
    assert isinstance(form, ProposeForm)
    assert focused() is form.way
    (first, *_) = [one for one in form.time_buttons if isinstance(one, QPushButton)]
    first.click()
    assert focused() is form.word
    QTest.keyClicks(focused(), "Quiet then")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    shown.talk.settle()
    assert shown.page.proposal is None
    (line,) = shown.talk.lines()
    assert line.words.startswith("Move “Board” to")
    assert line.note == "Quiet then"


def test_a_deputy_is_chosen_and_what_is_missing_is_said(shown: Shown, team: TeamDesk) -> None:
    shown.show(team.clash("open", "WEX"))
    shown.talk.proposing.begin()
    form = shown.page.proposal
    assert form is not None
    form.way.setCurrentIndex(form.way.findData("deputy"))
    form.way.activated.emit(form.way.currentIndex())
    assert form.fields["person"].isVisible()
    assert not form.fields["day"].isVisible()
    form.send.click()
    assert form.fields["person"].problem == "Say who goes."
    form.person.setCurrentIndex(form.person.findData(team.callum))
    form.person.activated.emit(form.person.currentIndex())
    QTest.keyClicks(form.word, "He knows them")
    form.side.setCurrentIndex(0)
    form.side.activated.emit(0)
    anew = shown.page.proposal  # for another meeting
    assert anew is not None
    assert anew.person.currentData() == team.callum
    assert anew.word.text() == "He knows them"
    QTest.keyClick(anew, Qt.Key.Key_Escape)
    assert shown.page.proposal is None


LINES = (
    SaidLine("1", "Tom", "Mon 30 Nov 08:00", "Two\nlines", is_new=True),
    SaidLine("2", "Bridget", "Mon 30 Nov 08:01", "Move “Board”", note="Why", is_proposal=True,
             can_answer=True, is_changed=True),
    SaidLine("3", "Bridget", "Mon 30 Nov 08:02", "“Board” gives way", is_proposal=True,
             can_answer=True, can_take_back=True),
)  # fmt: skip


def test_each_line_says_all_of_itself_to_a_screen_reader(qtbot: QtBot, look: Look) -> None:
    panel = ThreadPanel(look)
    qtbot.addWidget(panel)
    panel.show_thread(ThreadView("c", LINES, "Tom saw it.", "Everyone"), can_propose=False)
    panel.show()
    assert [card.accessibleName() for card in panel.cards] == [
        "New to you, Tom, Mon 30 Nov 08:00: Two\nlines",
        "Bridget proposes, Mon 30 Nov 08:01: Move “Board”, Why, a meeting has changed since",
        "Bridget proposes, Mon 30 Nov 08:02: “Board” gives way",
    ]
    names: Callable[[SaidCard], list[str]] = lambda card: [  # noqa: E731
        one.text() for one in card.findChildren(QPushButton)
    ]
    assert names(panel.cards[0]) == []
    assert names(panel.cards[1]) == ["Decline…"]  # what no longer fits cannot be accepted
    assert names(panel.cards[2]) == ["Accept", "Take it back"]
    assert panel.propose.isHidden()
    assert not panel.grab().isNull()
