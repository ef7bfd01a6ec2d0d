"""What people say about conflicts, who reads it, and that it was seen."""

import pytest

from jointdesk.domain.comments import COMMENT
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.operations.comments import MOST_LETTERS, comment_on_conflict
from jointdesk.operations.conflict_threads import Thread, read_talk, see_conflict, see_said
from jointdesk.operations.conflicts import assign_conflict, find_conflict
from jointdesk.operations.proposals import Wish, propose
from jointdesk.operations.undo import undo
from jointdesk.store.changes import all_changes
from jointdesk.store.records import find_record
from tests.operations.team_desk import TeamDesk, team

__all__ = ["team"]


def thread(team: TeamDesk, clash: str, who: str = "") -> Thread:
    audience = team.acting(who)[1]
    judged = find_conflict(team.desk, audience, team.clash(clash, who), team.now)
    return read_talk(team.desk, audience).thread(judged)


def say(team: TeamDesk, clash: str, who: str, text: str) -> str:
    actor, audience = team.acting(who)
    said = comment_on_conflict(team.desk, actor, audience, team.clash(clash, who), text)
    return said.readers


def texts(team: TeamDesk, clash: str, who: str) -> list[str]:
    return [one.text for one in thread(team, clash, who).comments]


def test_a_comment_is_in_one_s_own_name_and_everybody_reads_it(team: TeamDesk) -> None:
    assert say(team, "open", "CAL", "  Who can move?  ") == "Everyone on this desk may read this."
    for who in ("", "CAL", "WEX", "CALLUM"):
        assert texts(team, "open", who) == ["Who can move?"]
    (comment,) = thread(team, "open").comments
    assert comment.author == team.acting("CAL")[0].person_id
    (change,) = all_changes(team.desk.connection, "c.item_id = ?", comment.id)
    assert change.header.on_behalf_of == ""


def test_words_on_something_private_of_one_body_stay_with_its_people(team: TeamDesk) -> None:
    readers = say(team, "half", "WEX", "Wexaway is a hearing")
    assert readers == "Only the director and the people of WEX read this."
    assert texts(team, "half", "") == texts(team, "half", "WEX") == ["Wexaway is a hearing"]
    assert texts(team, "half", "CAL") == []
    say(team, "half", "CAL", "Can yours move?")  # its writer reads it, though it stands there
    assert texts(team, "half", "CAL") == ["Can yours move?"]
    assert len(texts(team, "half", "WEX")) == 2


def test_where_private_things_of_both_bodies_meet_the_director_reads_it(team: TeamDesk) -> None:
    assert "Only the director" in say(team, "both", "CAL", "Calsecret cannot move")
    assert texts(team, "both", "") == texts(team, "both", "CAL") == ["Calsecret cannot move"]
    assert texts(team, "both", "WEX") == []


def test_nothing_and_too_much_are_no_comment(team: TeamDesk) -> None:
    for text in ("  ", "x" * (MOST_LETTERS + 1)):
        with pytest.raises(WrongUseError):
            say(team, "open", "CAL", text)
    with pytest.raises(NotFoundError):
        comment_on_conflict(team.desk, *team.acting("CAL"), "nothing", "Hello")


def test_a_comment_is_undone_and_a_receipt_is_not(team: TeamDesk) -> None:
    say(team, "open", "CAL", "Who can move?")
    (comment,) = thread(team, "open").comments
    bridget, audience = team.acting("WEX")
    judged = find_conflict(team.desk, audience, team.clash("open", "WEX"), team.now)
    assert see_conflict(team.desk, bridget, audience, judged) == 1
    with pytest.raises(WrongUseError, match="nothing of yours"):
        undo(team.desk, bridget)
    assert undo(team.desk, team.acting("CAL")[0]).labels == (
        "Said something about a conflict DIA-01",
    )
    assert find_record(team.desk.connection, COMMENT, comment.id) is None


def test_who_gave_it_sees_that_it_was_seen_until_it_is_given_again(team: TeamDesk) -> None:
    actor, audience = team.acting("CAL")
    bridget = team.acting("WEX")[0].person_id
    conflict = team.clash("open", "CAL")
    assign_conflict(team.desk, actor, audience, conflict, bridget, "Can yours move?")
    assert thread(team, "open", "CAL").seen_at is None
    told = thread(team, "open", "WEX")
    assert told.unseen == (team.clash("open", "WEX"),)
    assert told.waits
    later, seeing = team.acting("WEX", later=60)
    judged = find_conflict(team.desk, seeing, conflict, team.now)
    assert see_conflict(team.desk, later, seeing, judged) == 1
    assert see_conflict(team.desk, later, seeing, judged) == 0
    assert thread(team, "open", "CAL").seen_at == team.now + 60
    assert thread(team, "open", "WEX").unseen == ()
    assert thread(team, "open", "WEX").waits
    assert not thread(team, "open", "CAL").waits
    again, audience = team.acting("CAL", later=120)
    assign_conflict(team.desk, again, audience, conflict, bridget, "Please today")
    assert thread(team, "open", "CAL").seen_at is None


def test_others_comments_are_unseen_until_one_of_them_is_opened(team: TeamDesk) -> None:
    say(team, "open", "CAL", "First")
    say(team, "open", "WEX", "Second")
    (first, second) = thread(team, "open").comments
    assert thread(team, "open", "CAL").unseen == (second.id,)
    assert set(thread(team, "open").unseen) == {first.id, second.id}
    director, audience = team.acting("")
    assert see_said(team.desk, director, audience, first.id) == 1
    assert see_said(team.desk, director, audience, first.id) == 0
    assert thread(team, "open").unseen == (second.id,)


def test_what_one_may_not_read_cannot_be_seen(team: TeamDesk) -> None:
    say(team, "both", "CAL", "Calsecret cannot move")
    (comment,) = thread(team, "both").comments
    with pytest.raises(NotFoundError):
        see_said(team.desk, *team.acting("WEX"), comment.id)
    assert thread(team, "both", "WEX") == Thread()


def test_what_a_clock_ahead_of_ours_says_is_seen_once(team: TeamDesk) -> None:
    ahead, audience = team.acting("CAL", later=600)
    wish = Wish("give_way")
    propose(team.desk, ahead, audience, team.clash("open", "CAL"), wish)
    bridget, seeing = team.acting("WEX")
    judged = find_conflict(team.desk, seeing, team.clash("open", "WEX"), team.now)
    assert see_conflict(team.desk, bridget, seeing, judged) == 1
    assert see_conflict(team.desk, bridget, seeing, judged) == 0
