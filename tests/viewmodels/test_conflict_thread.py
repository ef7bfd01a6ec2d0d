"""What is said about the conflict that is shown: read, said, proposed, answered, seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jointdesk.domain.moments import Instant
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.comments import comment_on_conflict
from jointdesk.operations.conflicts import assign_conflict
from jointdesk.operations.proposals import Wish, propose
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.conflict_list import ConflictRow, Tab
from jointdesk.viewmodels.conflict_proposals import ProposeModel
from jointdesk.viewmodels.conflict_thread import ConflictThreadModel, SaidLine
from jointdesk.viewmodels.conflicts import ConflictsModel
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Tone
from jointdesk.viewmodels.undoing import UndoModel
from tests.demo_desk import notices_of, wait_until_idle
from tests.operations.team_desk import TeamDesk, team

__all__ = ["team"]


class Talk:
    """The models of the page as one person has them."""

    def __init__(self, qtbot: QtBot, team: TeamDesk, data_folder: Path, who: str) -> None:
        self._qtbot = qtbot
        self.desk = DeskModel(team.desk.path, data_folder)
        self.said = notices_of(self.desk)
        reading = Reading(team.desk.path)
        person = acting_person(reading, who)
        audience = audience_of(reading, person.id)
        reading.close()
        undo = UndoModel(self.desk).undo
        self.conflicts = ConflictsModel(self.desk, undo)
        self.thread = ConflictThreadModel(self.desk, self.conflicts, undo)
        self.proposing = ProposeModel(self.desk, self.thread, undo)
        self.desk.adopt(person, audience)
        self.settle()

    def settle(self) -> None:
        wait_until_idle(self._qtbot, self.desk)

    def show(self, conflict_id: str) -> None:
        self.conflicts.go_to(conflict_id)
        self.settle()

    def lines(self) -> tuple[SaidLine, ...]:
        return self.thread.view.lines

    def row(self, conflict_id: str) -> ConflictRow:
        place = self.conflicts.list.place_of(conflict_id)
        assert place is not None
        found = self.conflicts.list.lines[place]
        assert isinstance(found, ConflictRow)
        return found


@pytest.fixture
def bridget(qtbot: QtBot, team: TeamDesk, data_folder: Path, now: Instant) -> Iterator[Talk]:
    opened = Talk(qtbot, team, data_folder, "Bridget")
    yield opened
    opened.desk.close()


def test_a_comment_goes_out_at_once_and_can_be_undone(team: TeamDesk, bridget: Talk) -> None:
    bridget.show(team.clash("open", "WEX"))
    bridget.thread.comment("I ask the chair")
    bridget.settle()
    (line,) = bridget.lines()
    assert (line.who, line.words, line.is_new) == ("Bridget", "I ask the chair", False)
    assert bridget.said[-1].action == "Undo"
    assert bridget.thread.view.readers == "Everyone on this desk may read this."
    undo = bridget.said[-1].act
    assert undo is not None
    undo()
    bridget.settle()
    assert bridget.lines() == ()


def test_what_is_given_to_one_waits_and_is_new_until_it_is_opened(
    team: TeamDesk, bridget: Talk
) -> None:
    tom, audience = team.acting("CAL")
    conflict = team.clash("open", "CAL")
    assign_conflict(team.desk, tom, audience, conflict, team.acting("WEX")[0].person_id, "Yours?")
    comment_on_conflict(team.desk, tom, audience, conflict, "Cabinet cannot move")
    bridget.desk.changed.emit()
    bridget.settle()
    bridget.show(conflict)
    assert bridget.conflicts.tab is Tab.ASSIGNED
    row = bridget.row(conflict)
    assert (row.who, row.is_unseen, row.waits) == ("Waiting for you", True, True)
    assert "something new was said" in row.spoken
    assert bridget.thread.view.seen == "Bridget has not seen it yet."
    assert [line.is_new for line in bridget.lines()] == [True]
    bridget.thread.see()
    bridget.settle()
    assert not bridget.row(conflict).is_unseen
    assert bridget.row(conflict).waits
    assert bridget.thread.view.seen.startswith("Bridget saw it Mon 30 Nov")
    assert [line.is_new for line in bridget.lines()] == [True]  # as long as it stays open
    assert bridget.thread.view.unseen == ()


def test_what_is_given_again_is_seen_again(team: TeamDesk, bridget: Talk) -> None:
    conflict, to = team.clash("open", "CAL"), team.acting("WEX")[0].person_id
    for later in (0, 60):
        tom, audience = team.acting("CAL", later=later)
        assign_conflict(team.desk, tom, audience, conflict, to, f"Yours? {later}")
        bridget.desk.changed.emit()
        bridget.settle()
        bridget.show(conflict)
        assert bridget.thread.view.unseen == (conflict,)
        bridget.thread.see()
        bridget.thread.see()
        bridget.settle()
        assert bridget.thread.view.unseen == ()


def test_a_proposal_is_accepted_with_what_else_is_to_be_done(team: TeamDesk, bridget: Talk) -> None:
    tom, audience = team.acting("CAL")
    conflict = team.clash("asked", "CAL")
    wish = Wish("deputy", team.id("Quality group"), person=team.callum, text="He knows them")
    made = propose(team.desk, tom, audience, conflict, wish)
    bridget.desk.changed.emit()
    bridget.settle()
    bridget.show(conflict)
    assert bridget.row(conflict).who == "Waiting for you"
    (line,) = bridget.lines()
    assert (line.words, line.note) == ("Callum goes to “Quality group”", "He knows them")
    assert line.can_answer
    assert not line.can_take_back
    bridget.thread.accept(made.id, "Fine")
    bridget.settle()
    assert bridget.said[-1].text.startswith("Accepted: Callum goes to “Quality group”. ")
    assert "Tell Callum that they go." in bridget.said[-1].text
    assert team.meeting("Quality group")["copies"][0]["reply"] == "declined"


def test_one_proposes_a_time_that_suits_and_takes_it_back(team: TeamDesk, bridget: Talk) -> None:
    conflict = team.clash("open", "WEX")
    bridget.show(conflict)
    model = bridget.proposing
    assert model.can_begin
    model.begin()
    bridget.settle()
    assert model.side is not None
    assert {one.name for one in model.sides} == {"Cabinet", "Board"}
    assert model.times
    assert "Board" not in model.times[0].why
    model.take_time(0)
    model.text = "Quiet then"
    model.send()
    bridget.settle()
    assert model.side is None
    (line,) = bridget.lines()
    assert line.words.startswith("Move “Board” to ")
    assert line.can_take_back
    assert bridget.said[-1].text == f"Proposed: {line.words}."
    bridget.thread.refuse(line.id, "")
    bridget.settle()
    (line,) = bridget.lines()
    assert line.status == "Withdrawn"
    assert bridget.said[-1].text == "Taken back."
    assert not line.can_answer
    assert not line.can_take_back


def test_what_is_missing_is_said_under_its_field_and_nothing_is_proposed(
    team: TeamDesk, bridget: Talk
) -> None:
    bridget.show(team.clash("open", "WEX"))
    model = bridget.proposing
    model.begin()
    model.choose_way("deputy")
    model.send()
    assert model.problems == {"person": "Say who goes."}
    model.choose_way("move")
    model.enter("day", "31 June")
    assert model.problems == {}
    model.send()
    assert set(model.problems) == {"day"}
    model.enter("day", "Tue 8 Dec 2026")
    model.enter("start", "15:00")
    assert model.form.end == "16:00"
    model.choose_side(next(one.key for one in model.sides if one.name == "Cabinet"))
    assert model.form.start == "10:00"
    model.choose_way("remote")
    model.send()
    bridget.settle()
    assert [line.words for line in bridget.lines()] == ["Join “Cabinet” remotely"]


def test_a_proposal_that_no_longer_fits_says_so(team: TeamDesk, bridget: Talk) -> None:
    from jointdesk.operations.events import edit_event

    tom, audience = team.acting("CAL")
    conflict = team.clash("open", "CAL")
    made = propose(team.desk, tom, audience, conflict, Wish("give_way", team.id("Board")))
    edit_event(team.desk, tom, audience, team.id("Cabinet"), {"start": "2026-12-07T10:15"})
    bridget.desk.changed.emit()
    bridget.settle()
    bridget.show(conflict)
    (line,) = bridget.lines()
    assert line.is_changed
    assert not bridget.row(conflict).waits
    bridget.thread.accept(made.id, "")
    bridget.settle()
    assert bridget.said[-1].tone is Tone.PROBLEM
    assert "has changed since" in bridget.said[-1].text


def test_another_conflict_closes_the_form_and_secrets_stay(team: TeamDesk, bridget: Talk) -> None:
    tom, audience = team.acting("CAL")
    conflict = team.clash("both", "CAL")
    comment_on_conflict(team.desk, tom, audience, conflict, "Calsecret cannot move")
    bridget.show(team.clash("open", "WEX"))
    bridget.proposing.begin()
    bridget.show(team.clash("both", "WEX"))
    assert bridget.proposing.side is None
    assert bridget.lines() == ()
    assert bridget.thread.view.readers.startswith("Only the director reads this")
    bridget.proposing.begin()
    assert {one.name for one in bridget.proposing.sides} == {"Wexsecret", "Busy (CAL)"}
