"""What others did that concerns each person, and nothing that they may not know."""

from jointdesk.domain.comments import COMMENT, Comment
from jointdesk.operations.bookings import add_booking, edit_booking
from jointdesk.operations.comments import comment_on_conflict
from jointdesk.operations.conflicts import assign_conflict, reopen_conflict
from jointdesk.operations.events import add_event, edit_event
from jointdesk.operations.personal_news import Concern, PersonalNews, personal_news
from jointdesk.operations.proposal_acts import accept
from jointdesk.operations.proposals import Wish, propose, refuse
from jointdesk.operations.records import add_record
from jointdesk.operations.undo import undo
from tests.operations.team_desk import TeamDesk, team

__all__ = ["team"]


def news(team: TeamDesk, who: str, since: int = 1) -> list[PersonalNews]:
    return personal_news(team.desk, team.acting(who)[1], team.now + since)


def told(team: TeamDesk, who: str) -> list[tuple[str, str, str]]:
    return [(one.person, one.concern.value, one.text) for one in news(team, who)]


def test_what_is_given_to_one_is_told_to_that_one_until_it_is_taken_back(team: TeamDesk) -> None:
    tom, audience = team.acting("CAL", later=60)
    conflict = team.clash("open", "CAL")
    bridget = team.acting("WEX")[0].person_id
    assign_conflict(team.desk, tom, audience, conflict, bridget, "Can yours move?")
    assert told(team, "WEX") == [("Tom", "given", "Can yours move?")]
    assert news(team, "WEX")[0].about == conflict
    assert told(team, "CAL") == told(team, "") == []
    reopen_conflict(team.desk, tom, audience, conflict)
    assert told(team, "WEX") == []


def test_a_proposal_is_told_to_who_answers_and_its_answer_to_who_made_it(team: TeamDesk) -> None:
    tom, audience = team.acting("CAL", later=60)
    wish = Wish("give_way", team.id("Board"))
    made = propose(team.desk, tom, audience, team.clash("open", "CAL"), wish).id
    asked = [("Tom", "asked", "“Board” gives way")]
    assert told(team, "WEX") == told(team, "") == asked
    assert told(team, "CALLUM") == told(team, "CAL") == []
    refuse(team.desk, *team.acting("WEX", later=120), made, "It cannot")
    assert told(team, "CAL") == [("Bridget", "answered", "Declined: “Board” gives way: It cannot")]
    assert told(team, "") == []


def test_one_action_is_told_once_by_what_is_most_pressing_of_it(team: TeamDesk) -> None:
    tom, audience = team.acting("CAL", later=60)
    wish = Wish("move", team.id("Cabinet"), "2026-12-07T15:00")
    made = propose(team.desk, tom, audience, team.clash("open", "CAL"), wish).id
    accept(team.desk, *team.acting("", later=120), made, "Yes")
    ((person, concern, text),) = told(team, "CAL")
    assert (person, concern) == ("Imogen", "answered")
    assert text == "Accepted: Move “Cabinet” to Mon 7 Dec 15:00–16:00: Yes"


def test_a_deputy_is_told_that_they_go(team: TeamDesk) -> None:
    wish = Wish("deputy", team.id("Quality group"), person=team.callum)
    made = propose(team.desk, *team.acting("CAL", later=60), team.clash("asked"), wish).id
    accept(team.desk, *team.acting("WEX", later=120), made)
    assert ("Bridget", "given", "Callum goes to “Quality group”") in told(team, "CALLUM")


def test_what_is_said_is_told_to_who_takes_part(team: TeamDesk) -> None:
    conflict = team.clash("open")
    comment_on_conflict(team.desk, *team.acting("CAL", later=60), conflict, "Who moves?")
    assert told(team, "WEX") == []
    comment_on_conflict(team.desk, *team.acting("WEX", later=120), conflict, "I ask the chair")
    assert told(team, "CAL") == [("Bridget", "said", "I ask the chair")]
    assert told(team, "") == []
    undo(team.desk, team.acting("WEX", later=180)[0])
    assert told(team, "CAL") == []


def test_a_booking_that_is_handed_over_is_told_to_who_has_it_now(team: TeamDesk) -> None:
    tom, audience = team.acting("CAL", later=60)
    bridget = team.acting("WEX")[0].person_id
    fields = {"title": "Chief executive", "orgs": [team.orgs["CAL"], team.orgs["WEX"]]}
    made = add_booking(team.desk, tom, fields)
    assert told(team, "WEX") == []
    edit_booking(team.desk, tom, audience, made, {"waiting_for": bridget})
    assert told(team, "WEX") == [("Tom", "handed", "Chief executive")]
    note = Comment("n", about=made, kind="hand_over", text="Yours now", to=bridget)
    add_record(team.desk, tom.in_own_name, COMMENT, COMMENT.stored(note), "Handed it over")
    assert ("Tom", "handed", "Yours now") in told(team, "WEX")


def test_edits_of_meetings_that_one_keeps_are_told(team: TeamDesk) -> None:
    tom, audience = team.acting("CAL", later=60)
    edit_event(team.desk, tom, audience, team.id("Board"), {"start": "2026-12-07T15:00"})
    assert told(team, "WEX") == [("Tom", "edited", "Moved “Board”")]
    assert news(team, "WEX")[0].about == ""  # a single event is changed as a whole
    assert told(team, "") == []
    fields = {"org": team.orgs["WEX"], "title": "Call", "start": "2026-12-01T09:00"}
    made = add_event(team.desk, team.director._replace(at=team.now + 90), fields).id
    edit_event(team.desk, tom, audience, made, {"title": "Short call"})
    found = [one for one in news(team, "") if one.concern is Concern.EDITED]
    assert [(one.person, one.text) for one in found] == [("Tom", "Changed “Call”")]
    assert str(found[0].day) == "2026-12-01"
    bridget, seeing = team.acting("WEX", later=120)
    edit_event(team.desk, bridget, seeing, team.id("Weekly call", "2026-12-14"), {"place": "Hub"})
    (edited,) = news(team, "CAL")
    assert (edited.text, str(edited.day)) == ("Changed “Weekly call”", "2026-12-14")


def test_nothing_private_of_the_other_body_is_told(team: TeamDesk) -> None:
    bridget, audience = team.acting("WEX", later=60)
    tom = team.acting("CAL")[0].person_id
    conflict = team.clash("half", "WEX")
    made = propose(team.desk, *team.acting("CAL", later=30), conflict, Wish(
        "move", team.id("Busy (WEX)", "2026-12-10", "CAL"), "2026-12-10T15:00")).id  # fmt: skip
    comment_on_conflict(team.desk, *team.acting("", later=45), conflict, "Which of them?")
    comment_on_conflict(team.desk, bridget, audience, conflict, "Wexaway is a hearing")
    assign_conflict(team.desk, bridget, audience, conflict, tom, "Wexaway cannot move")
    refuse(team.desk, bridget, audience, made, "Wexaway stays")
    edit_event(team.desk, bridget, audience, team.id("Wexaway"), {"title": "Wexaway hearing"})
    found = told(team, "CAL")
    assert {concern for _, concern, _ in found} == {"given", "answered"}
    assert "Wexaway" not in str(found)
    assert told(team, "") == [("Bridget", "said", "Wexaway is a hearing")]
