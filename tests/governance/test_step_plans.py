"""Steps, edits and endings of decisions: what each writes, and what makes no sense."""

from datetime import date
from typing import Any

import pytest

from jointdesk.domain.decision_fields import DECISION, LOCKED
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.errors import WrongUseError
from jointdesk.governance.life_cycle import EffectiveDate
from jointdesk.governance.step_plans import (
    Plan,
    plan_advance,
    plan_edit,
    plan_revoke,
    plan_supersede,
    plan_take,
)

TODAY = date(2026, 11, 30)
TODAYS = TODAY.isoformat()
NOW = EffectiveDate(TODAY, ())


def decision(**values: Any) -> Decision:
    given = {"id": "d", "org": "cal", "title": "Award", "decision_text": "Approved", **values}
    return Decision(**given)


def advance(status: str, to: Status, **more: Any) -> Plan:
    effective = more.pop("effective", NOW)
    how = {name: more.pop(name) for name in ("on", "reason") if name in more}
    return plan_advance(decision(status=status, **more), to, effective, TODAY, **how)


# Taking


def test_taking_gives_it_today_unless_its_day_is_known() -> None:
    assert plan_take(decision(), TODAY).fields == {"status": "taken", "date_taken": TODAYS}
    known = decision(date_taken=date(2026, 11, 20))
    assert plan_take(known, TODAY).fields == {"status": "taken"}
    said = plan_take(known, TODAY, date(2026, 11, 27))
    assert said.fields == {"status": "taken", "date_taken": "2026-11-27"}
    assert said.makes_version


def test_an_incomplete_decision_is_taken_with_a_word_about_it() -> None:
    assert "no text" in plan_take(decision(decision_text=""), TODAY).warnings[0]
    assert "future" in plan_take(decision(), TODAY, date(2027, 1, 1)).warnings[0]
    with pytest.raises(WrongUseError, match="nothing to take"):
        plan_take(decision(title="", decision_text=" "), TODAY)


# Steps


def test_each_step_writes_its_day() -> None:
    assert advance("draft", Status.NOTICED).fields["notice_published_on"] == TODAYS
    assert advance("taken", Status.RECORDED).fields["recorded_on"] == TODAYS
    published = advance("recorded", Status.PUBLISHED, on=date(2026, 12, 1)).fields
    assert published["date_published"] == published["first_published"] == "2026-12-01"


def test_publishing_again_keeps_the_first_day() -> None:
    again = advance(
        "recorded",
        Status.PUBLISHED,
        first_published=date(2026, 11, 1),
        date_published=date(2026, 11, 1),
    )
    assert again.fields == {"status": "published"}


def test_what_was_not_taken_cannot_go_on() -> None:
    for status in (Status.PUBLISHED, Status.EFFECTIVE, Status.REVOKED):
        with pytest.raises(WrongUseError, match="not taken yet"):
            advance("draft", status)


def test_what_was_withdrawn_is_not_taken() -> None:
    with pytest.raises(WrongUseError, match="From “withdrawn” it cannot go to “taken”"):
        advance("withdrawn", Status.TAKEN)


def test_what_was_taken_cannot_be_withdrawn() -> None:
    with pytest.raises(WrongUseError, match="supersede or revoke"):
        advance("taken", Status.WITHDRAWN)


def test_a_refusal_says_what_may_follow() -> None:
    with pytest.raises(WrongUseError, match="implemented, reviewed, closed"):
        advance("effective", Status.CALLED_IN)
    with pytest.raises(WrongUseError, match="already"):
        advance("draft", Status.DRAFT)


def test_a_deferred_decision_comes_back_without_its_reason() -> None:
    gone = advance("draft", Status.DEFERRED, on=date(2027, 1, 12), reason="Papers late").fields
    assert gone == {
        "status": "deferred", "decision_due": "2027-01-12", "ended_reason": "Papers late",
    }  # fmt: skip
    back = advance("deferred", Status.DRAFT, ended_reason="Papers late").fields
    assert back == {"status": "draft", "ended_on": None, "ended_reason": None}


def test_a_deferred_decision_that_is_taken_after_all_loses_its_reason() -> None:
    fields = plan_take(decision(status="deferred", ended_reason="Papers late"), TODAY).fields
    assert (fields["ended_on"], fields["ended_reason"]) == (None, None)


def test_publishing_before_taking_is_told() -> None:
    plan = advance(
        "taken", Status.PUBLISHED, date_taken=date(2026, 11, 20), date_published=date(2026, 11, 19)
    )
    assert plan.warnings == ("It would be published before it was taken.",)


def test_call_in_and_what_becomes_of_it() -> None:
    called = advance("published", Status.CALLED_IN).fields
    assert (called["call_in_status"], called["called_in_on"]) == ("called_in", TODAYS)
    heard = advance("called_in", Status.CONFIRMED, on=date(2026, 12, 1)).fields
    assert (heard["call_in_status"], heard["call_in_hearing"]) == ("confirmed", "2026-12-01")
    with pytest.raises(WrongUseError, match="not subject to call-in"):
        advance("published", Status.CALLED_IN, callable_in=False)


def test_effect_follows_the_rules_unless_there_is_a_reason() -> None:
    later = EffectiveDate(date(2026, 12, 18), ())
    unknown = EffectiveDate(None, ("Not published yet.",))
    assert advance("published", Status.EFFECTIVE).fields == {"status": "effective"}
    with pytest.raises(WrongUseError, match="Friday 18 December 2026"):
        advance("published", Status.EFFECTIVE, effective=later)
    with pytest.raises(WrongUseError, match="Not published yet"):
        advance("taken", Status.EFFECTIVE, effective=unknown)
    said = advance("published", Status.EFFECTIVE, effective=later, reason="Call-in waived").fields
    assert said["date_effective"] == TODAYS
    assert said["effective_reason"] == "Call-in waived"
    by_the_rules = advance("published", Status.EFFECTIVE, effective=later, on=later.day).fields
    assert by_the_rules == {"status": "effective"}


def test_void_needs_a_reason() -> None:
    with pytest.raises(WrongUseError, match="give a reason"):
        advance("taken", Status.VOID)
    assert advance("taken", Status.VOID, reason="No authority").fields["ended_on"] == TODAYS


# Edits


def edit(status: str, reason: str = "", /, **fields: Any) -> Plan:
    one = decision(status=status)
    return plan_edit(one, DECISION.stored(one), fields, reason)


def test_a_draft_may_be_edited_freely() -> None:
    assert edit("draft", decision_text="Agreed") == Plan({"decision_text": "Agreed"})


def test_what_says_nothing_new_is_left_out() -> None:
    assert edit("taken", decision_text="Approved") == Plan({})


def test_a_taken_text_changes_by_a_version_with_a_reason() -> None:
    with pytest.raises(WrongUseError, match="“Decision” can only change in a new version"):
        edit("taken", decision_text="Agreed")
    assert edit("taken", "Typing error", decision_text="Agreed").makes_version
    assert not edit("taken", published_url="https://cal.example/1").makes_version


@pytest.mark.parametrize("name", ["status", "taken_version", "superseded_by", "org"])
def test_some_fields_are_kept_by_the_steps(name: str) -> None:
    with pytest.raises(WrongUseError):
        edit("draft", **{name: "x"})


def test_the_fixed_fields_are_those_of_the_decision_itself() -> None:
    assert {"decision_text", "reasons", "date_taken", "amount", "alternatives"} <= LOCKED
    assert not {"published_url", "date_published", "visibility", "notes", "status"} & LOCKED


# Endings


def test_superseding_links_both_and_ends_the_old_one_once_the_new_is_taken() -> None:
    old, draft = decision(status="effective"), decision(id="e")
    link = plan_supersede(old, draft, TODAY)
    assert (link.ended, link.by) == ({"superseded_by": "e"}, {"supersedes": "d"})
    taken = decision(id="e", status="taken", date_taken=date(2026, 11, 27))
    ended = plan_supersede(old, taken, TODAY, "Newer figures").ended
    assert ended == {
        "superseded_by": "e",
        "status": "superseded",
        "ended_on": "2026-11-27",
        "ended_reason": "Newer figures",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (decision(status="effective"), decision(status="effective")),
        (decision(status="effective"), decision(id="e", org="wex", status="taken")),
        (decision(status="draft"), decision(id="e", status="taken")),
        (decision(status="revoked"), decision(id="e", status="taken")),
    ],
    ids=["itself", "another body's", "not taken", "ended already"],
)
def test_superseding_that_makes_no_sense_is_refused(old: Decision, new: Decision) -> None:
    with pytest.raises(WrongUseError):
        plan_supersede(old, new, TODAY)


def test_revoking_takes_a_reason_or_a_decision() -> None:
    old = decision(status="effective")
    with pytest.raises(WrongUseError, match="Say why"):
        plan_revoke(old, None, TODAY)
    alone = plan_revoke(old, None, TODAY, reason="No longer needed")
    assert alone.ended["status"] == "revoked"
    assert alone.by == {}
    by = decision(id="e", status="taken", date_taken=date(2026, 11, 9))
    link = plan_revoke(old, by, TODAY)
    assert (link.ended["revoked_by"], link.ended["ended_on"]) == ("e", "2026-11-09")
    assert link.by == {"revokes": "d"}
    with pytest.raises(WrongUseError, match="not taken"):
        plan_revoke(old, decision(id="e"), TODAY)
    with pytest.raises(WrongUseError, match="same organisation"):
        plan_revoke(old, decision(id="e", org="wex", status="taken"), TODAY)
