"""The life of a decision: from when it has effect, where it stands today, what a matter waits for.

The days are those of domain.md sections 3 and 7.
"""

from datetime import date
from typing import Any

import pytest

from jointdesk.derive.governance import shipped_profiles
from jointdesk.derive.working_calendars import working_calendars
from jointdesk.domain.decisions import BEFORE_TAKEN, ENDED, Decision, Status, Stub
from jointdesk.domain.matters import Matter
from jointdesk.governance.life_cycle import (
    EffectiveDate,
    MatterState,
    current_status,
    effective_from,
    matter_effective,
    steps,
    with_counterpart,
)

COUNCIL = shipped_profiles()["leader_cabinet"]
COMMITTEES = shipped_profiles()["committee_system"]
ICB = shipped_profiles()["icb"]


def decision(**values: Any) -> Decision:
    return Decision(**{"id": "d", "org": "cal", "matter": "m", **values})


def day(text: str) -> date:
    return date.fromisoformat(text)


def effect(one: Decision, profile: Any = COUNCIL) -> date | None:
    return effective_from(one, profile, working_calendars()).day


# Steps


def test_every_step_leads_somewhere_but_the_last_ones() -> None:
    ends = {status for status in Status if not steps(decision(status=status))}
    assert ends == {Status.CLOSED, *ENDED}


def test_nothing_that_was_taken_goes_back_before_it() -> None:
    for status in set(Status) - BEFORE_TAKEN:
        assert not BEFORE_TAKEN.intersection(steps(decision(status=status)))


def test_before_it_is_taken_only_taking_leads_on() -> None:
    for status in BEFORE_TAKEN:
        assert set(steps(decision(status=status))) - BEFORE_TAKEN <= {Status.TAKEN}


def test_a_status_that_is_none_counts_as_a_draft() -> None:
    assert steps(decision(status="nonsense")) == steps(decision())


# Effect


@pytest.mark.parametrize(
    ("published", "effective"),
    [
        ("2024-09-13", "2024-09-21"),
        ("2018-12-17", "2018-12-25"),
        ("2026-12-10", "2026-12-18"),
        ("2026-12-22", "2027-01-01"),
        ("2027-03-24", "2027-04-03"),
    ],
)
def test_a_cabinet_decision_has_effect_after_call_in(published: str, effective: str) -> None:
    one = decision(
        governance_route="exec_meeting", date_taken=day(published), date_published=day(published)
    )
    assert effect(one) == day(effective)


def test_until_it_is_published_nobody_can_say() -> None:
    one = decision(governance_route="exec_meeting", date_taken=day("2026-12-08"))
    found = effective_from(one, COUNCIL, working_calendars())
    assert found.day is None
    assert "Not published yet" in " ".join(found.why)


def test_the_first_publication_counts() -> None:
    one = decision(
        callable_in=True,
        date_taken=day("2026-12-08"),
        first_published=day("2026-12-10"),
        date_published=day("2027-02-01"),
    )
    assert effect(one) == day("2026-12-18")


@pytest.mark.parametrize(
    ("values", "profile"),
    [
        ({"governance_route": "nonexec_officer"}, COUNCIL),
        ({"governance_route": "exec_individual", "is_key_decision": False}, COUNCIL),
        ({"governance_route": "exec_meeting", "callable_in": False}, COUNCIL),
        ({"governance_route": "exec_meeting", "urgency_route": "call_in_waived"}, COUNCIL),
        ({"governance_route": "exec_meeting", "call_in_status": "not_for_call_in"}, COUNCIL),
        ({"governance_route": "committee", "is_key_decision": True}, COMMITTEES),
        ({"governance_route": "board", "is_key_decision": True}, ICB),
    ],
)
def test_what_is_not_callable_has_effect_when_taken(values: dict[str, Any], profile: Any) -> None:
    one = decision(date_taken=day("2026-12-08"), date_published=day("2026-12-10"), **values)
    assert effect(one, profile) == day("2026-12-08")


def test_a_standstill_holds_an_nhs_decision_back() -> None:
    one = decision(
        date_taken=day("2026-12-16"),
        procurement_route="PSR_MSP",
        procurement_notice_date=day("2026-12-15"),
    )
    assert effect(one, ICB) == day("2026-12-31")
    later = decision(
        date_taken=day("2026-12-16"),
        procurement_route="PSR_MSP",
        procurement_notice_date=day("2026-12-15"),
        standstill_ends=day("2027-01-05"),
    )
    assert effect(later, ICB) == day("2027-01-06")
    unnoticed = decision(date_taken=day("2026-12-16"), procurement_route="PSR_MSP")
    assert effect(unnoticed, ICB) is None


def test_the_last_of_call_in_and_standstill_counts() -> None:
    one = decision(
        governance_route="exec_meeting",
        date_taken=day("2026-12-08"),
        date_published=day("2026-12-10"),
        procurement_route="PSR_MSP",
        procurement_notice_date=day("2026-12-15"),
    )
    assert effect(one) == day("2026-12-31")


def test_what_was_called_in_has_none_until_it_is_settled() -> None:
    values = {
        "governance_route": "exec_meeting",
        "date_taken": day("2026-11-10"),
        "date_published": day("2026-11-12"),
    }
    assert effect(decision(status="called_in", **values)) is None
    assert effect(decision(call_in_status="called_in", **values)) is None
    heard = {**values, "call_in_hearing": day("2026-12-01")}
    assert effect(decision(status="confirmed", **heard)) == day("2026-12-01")
    assert effect(decision(status="referred", **heard)) is None


def test_a_recorded_day_wins() -> None:
    one = decision(
        callable_in=True, date_effective=day("2026-12-24"), effective_reason="As the notice said"
    )
    found = effective_from(one, COUNCIL, working_calendars())
    assert found == EffectiveDate(day("2026-12-24"), ("As the notice said",))


def test_years_without_known_holidays_give_a_reason_and_no_day() -> None:
    one = decision(callable_in=True, date_taken=day("1950-01-03"), date_published=day("1950-01-05"))
    found = effective_from(one, COUNCIL, working_calendars())
    assert found.day is None
    assert "cannot be counted" in " ".join(found.why)


def test_a_planned_decision_has_the_day_that_its_plan_comes_to() -> None:
    one = decision(governance_route="committee", decision_due=day("2026-12-08"))
    assert effect(one) == day("2026-12-08")


# The counterpart


def test_it_waits_for_the_other_bodys_decision_where_that_is_required() -> None:
    own = EffectiveDate(day("2026-11-26"), ("Taken.",))
    one = decision(counterpart_required=True)
    other = Decision("e", org="wex", matter="m", status="draft")
    taken = Decision("e", org="wex", matter="m", status="taken")
    assert with_counterpart(own, one, [one, other]).day is None
    assert with_counterpart(own, one, [one, taken]) == own
    assert with_counterpart(own, one, [one], [Stub("e", "m", "wex", taken=True)]) == own
    assert with_counterpart(own, one, [one], [Stub("e", "m", "wex", taken=False)]).day is None
    assert with_counterpart(own, decision(), [one]) == own


def test_a_named_counterpart_is_the_one_that_counts() -> None:
    own = EffectiveDate(day("2026-11-26"), ())
    one = decision(counterpart_required=True, counterpart="e")
    stranger = Decision("f", org="wex", matter="m", status="taken")
    assert with_counterpart(own, one, [stranger]).day is None


# Today


@pytest.mark.parametrize(
    ("step", "today", "shown"),
    [
        ("published", "2026-12-17", "in_window"),
        ("in_window", "2026-12-17", "in_window"),
        ("in_window", "2026-12-18", "effective"),
        ("published", "2026-12-18", "effective"),
        ("taken", "2027-01-01", "taken"),
        ("called_in", "2027-01-01", "called_in"),
        ("draft", "2027-01-01", "draft"),
        ("implemented", "2026-12-01", "implemented"),
    ],
)
def test_dates_move_what_is_published_and_nothing_else(step: str, today: str, shown: str) -> None:
    found = EffectiveDate(day("2026-12-18"), ())
    assert current_status(decision(status=step), found, day(today)) == shown


def test_what_has_no_day_stays_in_its_waiting_period() -> None:
    nothing = EffectiveDate(None, ())
    assert current_status(decision(status="published"), nothing, day("2030-01-01")) == "in_window"


# Matters

JOINT = Matter("m", title="Reablement")


def joint(cal: str | None, wex: str | None, matter: Matter = JOINT) -> Any:
    made = [
        Decision(org, org=org, matter="m", status=status)
        for org, status in (("cal", cal), ("wex", wex))
        if status
    ]
    days = {
        "cal": EffectiveDate(day("2026-12-18"), ()),
        "wex": EffectiveDate(day("2026-12-31"), ()),
    }
    return matter_effective(matter, made, days)


def test_a_matter_has_effect_when_the_last_required_decision_has() -> None:
    assert joint("taken", "effective") == (MatterState.DATED, day("2026-12-31"), ())


def test_it_waits_for_whoever_has_not_decided() -> None:
    assert joint("taken", "draft") == (MatterState.WAITING, None, ("wex",))
    assert joint("draft", "draft") == (MatterState.OPEN, None, ("cal", "wex"))
    required = Matter("m", required_orgs=("cal", "wex"))
    assert joint("effective", None, required) == (MatterState.WAITING, None, ("wex",))


def test_it_is_at_risk_when_a_decision_it_needs_is_revoked() -> None:
    assert joint("effective", "revoked") == (MatterState.AT_RISK, None, ("wex",))
    assert joint("effective", "void_ab_initio").state is MatterState.AT_RISK
    assert joint("revoked", None).state is MatterState.AT_RISK


def test_it_lapses_when_one_was_never_matched() -> None:
    assert joint("lapsed", "draft").state is MatterState.LAPSED


def test_a_withdrawn_decision_is_not_waited_for() -> None:
    assert joint("taken", "withdrawn") == (MatterState.DATED, day("2026-12-18"), ())


def test_of_a_decision_that_is_not_shown_only_whether_it_was_taken_counts() -> None:
    own = Decision("cal", org="cal", matter="m", status="taken")
    days = {"cal": EffectiveDate(day("2026-12-18"), ())}
    taken = matter_effective(JOINT, [own], days, [Stub("x", "m", "wex", taken=True)])
    assert taken == (MatterState.DATED, None, ())
    waiting = matter_effective(JOINT, [own], days, [Stub("x", "m", "wex", taken=False)])
    assert waiting == (MatterState.WAITING, None, ("wex",))
