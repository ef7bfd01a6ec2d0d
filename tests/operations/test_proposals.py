"""Proposals: made, answered by whoever may, acted on in the diary as one action."""

from dataclasses import replace

import pytest

from jointdesk.domain.conflicts import Resolution, State
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.tasks import TASK
from jointdesk.operations.conflicts import (
    Settle,
    assign_conflict,
    default_window,
    find_conflict,
    list_conflicts,
    resolve_conflict,
)
from jointdesk.operations.events import edit_event
from jointdesk.operations.history import item_history
from jointdesk.operations.proposal_acts import Accepted, accept
from jointdesk.operations.proposals import ProposalRow, Wish, list_proposals, propose, refuse
from jointdesk.operations.records import add_record
from jointdesk.operations.undo import redo, undo
from jointdesk.operations.worklist import list_worklist
from jointdesk.store.connections import change_etags, find_connection, update_connection
from jointdesk.store.resources import stored_resources
from tests.operations.team_desk import MAIL, TeamDesk, event, team

__all__ = ["team"]

LATER = "2026-12-07T15:00"


def proposed(team: TeamDesk, clash: str, who: str, wish: Wish) -> str:
    actor, audience = team.acting(who)
    return propose(team.desk, actor, audience, team.clash(clash, who), wish).id


def accepted(team: TeamDesk, proposal: str, who: str, word: str = "") -> Accepted:
    return accept(team.desk, *team.acting(who), proposal, word)


def rows(team: TeamDesk, who: str = "") -> list[ProposalRow]:
    return list_proposals(team.desk, team.acting(who)[1], team.now)


def only(team: TeamDesk, who: str = "") -> ProposalRow:
    (row,) = rows(team, who)
    return row


def key(team: TeamDesk, title: str, who: str = "") -> str:
    return team.id(title, code=who)


def move(team: TeamDesk, title: str = "Board", start: str = LATER) -> Wish:
    return Wish("move", key(team, title), start)


# Making


def test_a_move_keeps_the_length_and_says_what_it_is(team: TeamDesk) -> None:
    actor, audience = team.acting("WEX")
    made = propose(team.desk, actor, audience, team.clash("open"), move(team))
    assert made.sentence == "Move “Board” to Mon 7 Dec 15:00–16:00"
    assert made.readers == "Everyone on this desk may read this."
    row = only(team)
    proposal = row.asked.proposal
    assert (proposal.start, proposal.end) == (LATER, "2026-12-07T16:00")
    assert proposal.by == actor.person_id
    assert row.asked.may_answer
    assert not row.asked.is_changed


def test_without_a_meeting_the_one_that_gives_way_most_easily_is_meant(team: TeamDesk) -> None:
    proposed(team, "open", "CAL", Wish("give_way"))
    assert only(team).sentence == "“Board” gives way"  # of two alike the later one
    proposed(team, "half", "CAL", Wish("remote"))
    assert rows(team)[1].sentence == "Join “Scrutiny” remotely"  # not what is kept back


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Wish("fly"), "Propose one of"),
        (Wish("move"), "Say when it starts"),
        (Wish("move", start="2026-12-07T10:30"), "already"),
        (Wish("move", start="2026-11-01T10:00"), "passed already"),
        (Wish("move", start="soon"), "is not a time"),
        (Wish("move", start=LATER, end="2026-12-07T14:00"), "end before"),
        (Wish("remote", start=LATER), "Only a move"),
        (Wish("deputy"), "Say who goes"),
        (Wish("remote", "k0-20261201"), "no meeting of this conflict"),
    ],
)
def test_what_makes_no_sense_is_refused(team: TeamDesk, wish: Wish, reason: str) -> None:
    with pytest.raises(WrongUseError, match=reason):
        proposed(team, "open", "CAL", wish)
    assert rows(team) == []


def test_the_director_is_nobody_s_deputy_and_nothing_is_proposed_twice(team: TeamDesk) -> None:
    with pytest.raises(WrongUseError, match="no deputy"):
        proposed(team, "open", "CAL", Wish("deputy", person=team.director.person_id))
    proposed(team, "open", "CAL", move(team))
    with pytest.raises(WrongUseError, match="proposed already"):
        proposed(team, "open", "WEX", move(team))


def test_a_conflict_without_meetings_has_no_proposals(team: TeamDesk) -> None:
    fields = {"title": "Late", "due": "2026-11-01", "orgs": [team.orgs["CAL"]]}
    add_record(team.desk, team.director, TASK, fields, "Added")
    actor, audience = team.acting("")
    window = default_window(team.desk, team.now)
    listed = list_conflicts(team.desk, audience, window, team.now)
    late = next(one.conflict for one in listed if one.conflict.code.startswith("TSK"))
    with pytest.raises(WrongUseError, match="not about meetings"):
        propose(team.desk, actor, audience, late.id, Wish("remote"))


# Who answers


def test_the_director_and_the_pa_whose_meeting_it_is_may_answer(team: TeamDesk) -> None:
    proposed(team, "open", "CAL", move(team))
    assert [only(team, who).asked.may_answer for who in ("", "WEX", "CAL", "CALLUM")] == [
        True, True, False, False,
    ]  # fmt: skip
    with pytest.raises(WrongUseError, match="The director answers this"):
        accepted(team, only(team).asked.proposal.id, "CALLUM")


def test_the_conflict_s_owner_may_answer(team: TeamDesk) -> None:
    made = proposed(team, "open", "WEX", move(team))
    actor, audience = team.acting("")
    tom = team.acting("CAL")[0].person_id
    assign_conflict(team.desk, actor, audience, team.clash("open"), tom)
    assert accepted(team, made, "CAL").given_to == ""


def test_declining_needs_a_word_and_one_s_own_is_taken_back(team: TeamDesk) -> None:
    made = proposed(team, "open", "CAL", move(team))
    with pytest.raises(WrongUseError, match="Say why"):
        refuse(team.desk, *team.acting("WEX"), made, " ")
    assert refuse(team.desk, *team.acting("WEX"), made, "The chair is away") == "declined"
    proposal = only(team, "CAL").asked.proposal
    assert (proposal.state, proposal.answer) == ("declined", "The chair is away")
    with pytest.raises(WrongUseError, match="Bridget has answered it: it is declined"):
        accepted(team, made, "")
    own = proposed(team, "open", "CAL", move(team))
    assert refuse(team.desk, *team.acting("CAL"), own, "") == "withdrawn"
    undo(team.desk, team.acting("CAL")[0])
    assert rows(team)[-1].asked.proposal.is_open


def test_what_nobody_knows_is_no_proposal(team: TeamDesk) -> None:
    with pytest.raises(NotFoundError, match="no proposal"):
        accepted(team, "nothing", "")


# Acting


def test_accepting_a_move_moves_it_settles_it_and_one_undo_takes_all_back(
    team: TeamDesk,
) -> None:
    made = proposed(team, "open", "WEX", move(team, "Cabinet"))
    conflict = team.clash("open")
    done = accepted(team, made, "CAL", "Agreed")
    assert done.sentence == "Move “Cabinet” to Mon 7 Dec 15:00–16:00"
    assert done.notes == ()  # the council's calendar can be written from here
    assert team.meeting("Cabinet")["start"].startswith(LATER)
    with pytest.raises(NotFoundError):
        find_conflict(team.desk, team.audience(), conflict, team.now)
    assert only(team).asked.proposal.state == "accepted"
    labels = [one.label for one in item_history(team.desk, team.audience(), key(team, "Cabinet"))]
    assert "Accepted a proposal" in labels
    tom = team.acting("CAL")[0]
    assert undo(team.desk, tom).labels == ("Accepted a proposal",)
    assert team.meeting("Cabinet")["start"].startswith("2026-12-07T10:00")
    assert only(team).asked.proposal.is_open
    judged = find_conflict(team.desk, team.audience(), conflict, team.now)
    assert judged.state is State.OPEN
    assert redo(team.desk, tom).labels == ("Accepted a proposal",)
    assert team.meeting("Cabinet")["start"].startswith(LATER)
    assert only(team).asked.proposal.state == "accepted"


def test_what_only_others_can_write_is_on_the_worklist(team: TeamDesk) -> None:
    made = proposed(team, "open", "CAL", move(team))
    done = accepted(team, made, "")
    assert any("WEX" in note for note in done.notes)
    (entry,) = list_worklist(team.desk, team.audience(), team.now)
    assert "Board" in entry.sentence


def test_a_deputy_goes_an_invitation_is_declined(team: TeamDesk) -> None:
    made = proposed(
        team, "asked", "CAL", Wish("deputy", key(team, "Quality group"), person=team.callum)
    )
    assert only(team).sentence == "Callum goes to “Quality group”"
    done = accepted(team, made, "WEX")
    assert "Tell Callum that they go." in done.notes
    assert any("tells the organiser" in note for note in done.notes)
    (copy,) = team.meeting("Quality group")["copies"]
    assert copy["reply"] == "declined"


def test_whom_a_server_would_tell_is_said_and_nobody_is_told_by_itself(team: TeamDesk) -> None:
    people = f"ORGANIZER:mailto:{MAIL}\nATTENDEE:mailto:ann@x.example\n"
    team.source_says("WEX", event("ours", "20261207", "1030", "1130", "Board", people))
    known = find_connection(team.desk.connection, team.sources["WEX"])
    assert known is not None
    with team.desk.transaction():
        told = replace(known, can_write=True, schedules=True, addresses=MAIL)
        update_connection(team.desk, told)
        for one in stored_resources(team.desk, known.collection_id):
            change_etags(team.desk, known.collection_id, {one.href: "1"}, ())
    done = accepted(team, proposed(team, "open", "CAL", move(team)), "WEX")
    (note,) = done.notes
    assert note.startswith("Nobody is told yet.")
    assert "ann@x.example" in note
    assert key(team, "Board") in note


def test_a_deputy_goes_a_meeting_without_invitation_stays_and_takes_no_time(
    team: TeamDesk,
) -> None:
    made = proposed(team, "open", "WEX", Wish("deputy", key(team, "Cabinet"), person=team.callum))
    accepted(team, made, "CAL")
    meeting = team.meeting("Cabinet")
    assert (meeting["busy"], meeting["status"]) == (False, "confirmed")


def test_what_gives_way_is_cancelled_or_declined(team: TeamDesk) -> None:
    accepted(team, proposed(team, "open", "WEX", Wish("give_way", key(team, "Cabinet"))), "CAL")
    assert team.meeting("Cabinet")["status"] == "cancelled"
    made = proposed(team, "asked", "CAL", Wish("give_way", key(team, "Quality group")))
    accepted(team, made, "")
    assert team.meeting("Quality group")["copies"][0]["reply"] == "declined"


def test_joining_remotely_changes_what_asks_nobody_and_settles_the_rest(team: TeamDesk) -> None:
    made = proposed(team, "open", "WEX", Wish("remote", key(team, "Cabinet")))
    conflict = team.clash("open")
    accepted(team, made, "CAL", "By Teams")
    assert team.meeting("Cabinet")["place"] == "Online"
    judged = find_conflict(team.desk, team.audience(), conflict, team.now)
    assert judged.was is State.RESOLVED  # its place is another now: it still overlaps
    asked = proposed(team, "asked", "CAL", Wish("remote", key(team, "Quality group")))
    conflict = team.clash("asked")
    done = accepted(team, asked, "", "By Teams")
    assert "Tell the organiser" in done.notes[0]
    judged = find_conflict(team.desk, team.audience(), conflict, team.now)
    assert judged.settlement is not None
    assert (judged.state, judged.settlement.how) == (State.RESOLVED, Resolution.REMOTE)
    assert judged.settlement.reason == "Join “Quality group” remotely: By Teams"


def test_what_changed_meanwhile_says_so_and_is_not_applied(team: TeamDesk) -> None:
    made = proposed(team, "open", "CAL", move(team))
    actor, audience = team.acting("CAL")
    edit_event(team.desk, actor, audience, key(team, "Cabinet"), {"start": "2026-12-07T10:15"})
    assert only(team).asked.is_changed
    with pytest.raises(WrongUseError, match="has changed since this was proposed"):
        accepted(team, made, "")
    edit_event(team.desk, actor, audience, key(team, "Cabinet"), {"start": "2026-12-07T18:00"})
    assert only(team).asked.is_changed
    with pytest.raises(WrongUseError, match="The conflict has gone"):
        accepted(team, made, "WEX")
    assert team.meeting("Board")["start"].startswith("2026-12-07T10:30")
    assert refuse(team.desk, *team.acting("WEX"), made, "It has moved") == "declined"


def test_a_settled_conflict_is_opened_before_anything_is_accepted(team: TeamDesk) -> None:
    made = proposed(team, "open", "CAL", move(team))
    settle = Settle(Resolution.ACCEPTED, "Both agreed")
    resolve_conflict(team.desk, *team.acting("WEX"), team.clash("open"), settle)
    with pytest.raises(WrongUseError, match="accepted already"):
        accepted(team, made, "")


# Secrecy


def test_a_pa_proposes_to_move_what_she_sees_only_as_busy(team: TeamDesk) -> None:
    busy = team.id("Busy (WEX)", "2026-12-10", "CAL")
    made = proposed(team, "half", "CAL", Wish("move", busy, "2026-12-10T15:00", text="Please"))
    assert only(team, "CAL").sentence == "Move “Busy (WEX)” to Thu 10 Dec 15:00–16:00"
    assert only(team, "WEX").sentence == "Move “Wexaway” to Thu 10 Dec 15:00–16:00"
    assert not only(team, "CAL").asked.may_answer
    refuse(team.desk, *team.acting("WEX"), made, "Wexaway cannot move")
    proposal = only(team, "CAL").asked.proposal
    assert (proposal.state, proposal.answer) == ("declined", "")  # its words stay with WEX
    assert only(team, "WEX").asked.proposal.answer == "Wexaway cannot move"


def test_what_the_accepting_person_cannot_do_is_given_to_who_can(team: TeamDesk) -> None:
    busy = team.id("Busy (WEX)", "2026-12-10", "CAL")
    made = proposed(team, "half", "CAL", Wish("move", busy, "2026-12-10T15:00"))
    actor, audience = team.acting("")
    tom, bridget = (team.acting(who)[0].person_id for who in ("CAL", "WEX"))
    assign_conflict(team.desk, actor, audience, team.clash("half"), tom)
    done = accepted(team, made, "CAL")
    assert done.given_to == bridget
    assert done.notes == ("Bridget has to do it: it is kept to WEX.",)
    judged = find_conflict(team.desk, team.audience("WEX"), team.clash("half"), team.now)
    assert (judged.state, judged.owner) == (State.ASSIGNED, bridget)
    assert team.meeting("Wexaway")["start"].startswith("2026-12-10T10:30")


def test_a_proposal_between_private_things_of_both_is_the_director_s(team: TeamDesk) -> None:
    made = proposed(team, "both", "CAL", Wish("move", key(team, "Calsecret"), "2026-12-09T15:00"))
    assert rows(team, "WEX") == []
    with pytest.raises(NotFoundError):
        accepted(team, made, "WEX")
    accepted(team, made, "")
    assert team.meeting("Calsecret")["start"].startswith("2026-12-09T15:00")
    for one in item_history(
        team.desk, team.acting("WEX")[1], team.id("Busy (CAL)", "2026-12-09", "WEX")
    ):
        assert "Calsecret" not in f"{one.label}{one.before}{one.after}"
