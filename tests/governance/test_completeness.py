"""What a record lacks, by organisation, route and regime, and which rule asks for it."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.derive.governance import shipped_profiles
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import Contribution, Decision, DecisionMaker, MemberConflict, Status
from jointdesk.governance.completeness import completeness, is_answered, regimes_of

COUNCIL, COMMITTEES, NHS = (
    shipped_profiles()[name] for name in ("leader_cabinet", "committee_system", "icb")
)


def decision(**values: Any) -> Decision:
    return Decision(**{"id": "d", "org": "cal", "governance_route": "exec_meeting", **values})


def missing(one: Decision, profile: Any = COUNCIL) -> dict[str, str]:
    return {each.field: each.why for each in completeness(one, profile).missing}


def test_a_cabinet_decision_is_asked_for_what_the_regulations_name() -> None:
    found = completeness(decision(), COUNCIL).missing
    required = {one.field: one.why for one in found if one.is_required}
    assert required == {
        "decision_text": "a record of the decision",
        "reasons": "2012 regulation 12(2)(b)",
        "alternatives": "2012 regulation 12(2)(c)",
        "member_conflicts": "2012 regulation 12(2)(d)",
        "is_key_decision": "2012 regulation 8",
    }
    assert [one.is_required for one in found] == sorted(
        (o.is_required for o in found), reverse=True
    )


def test_none_is_an_answer_and_blank_is_not() -> None:
    assert {"alternatives", "member_conflicts"}.isdisjoint(
        missing(decision(alternatives=(), member_conflicts=()))
    )
    assert "alternatives" in missing(decision(alternatives=None))
    assert "decision_makers" in missing(decision(governance_route="exec_individual"))
    assert "reasons" in missing(decision(reasons="  "))


@pytest.mark.parametrize("text", ["Approved on [Add date]", "[insert reasons here]", "[TBC]"])
def test_text_that_a_template_left_behind_is_no_answer(text: str) -> None:
    assert "reasons" in missing(decision(reasons=text))


def test_brackets_of_ones_own_are_fine() -> None:
    assert "reasons" not in missing(decision(reasons="As in [2020] EWHC 1 and [Annex A]."))


def test_an_operational_decision_is_five_lines() -> None:
    found = completeness(decision(governance_route="operational"), COUNCIL)
    assert found.total <= 8
    assert {one.field for one in found.missing if one.is_required} == {"decision_text"}


def test_dates_are_asked_for_once_the_decision_can_have_them() -> None:
    assert "date_taken" not in missing(decision())
    taken = missing(decision(status=Status.TAKEN))
    assert "date_taken" in taken
    assert "date_published" not in taken
    assert missing(decision(status=Status.RECORDED))["date_published"].startswith("2012")


def test_a_key_decision_needs_its_notice_where_there_is_an_executive() -> None:
    key = decision(is_key_decision=True)
    assert missing(key)["notice_items"] == "2012 regulation 9(1)(a) to (h)"
    assert "notice_items" not in missing(key, COMMITTEES)


def test_several_rules_that_ask_for_one_field_are_one_line() -> None:
    one = decision(governance_route="committee", procurement_route="PSR_MSP")
    why = missing(one, NHS)["reasons"]
    assert why.startswith("the committee's terms of reference; Provider Selection Regime")
    both = next(each for each in completeness(one, NHS).missing if each.field == "reasons")
    assert both.is_required


def test_a_rule_that_asks_twice_is_named_once() -> None:
    both = decision(governance_route="committee", counterpart_required=True)
    assert missing(both, NHS)["standing_dual_role_declared"] == (
        "a joint post is itself an interest"
    )


def test_an_unknown_route_is_asked_for_what_every_decision_is() -> None:
    assert "governance_route" in missing(decision(governance_route=None))
    assert "reasons" not in missing(decision(governance_route="board"))


@pytest.mark.parametrize(
    ("values", "regime"),
    [
        ({"is_key_decision": True}, "key"),
        ({"procurement_route": "PSR_DAP_A"}, "psr"),
        ({"procurement_route": "PSR_DAP_C"}, "psr_standstill"),
        ({"procurement_route": "PA2023"}, "procurement_act"),
        ({"exempt_paras": ("3",)}, "exempt"),
        ({"counterpart_required": True}, "joint"),
        ({"counterpart": "other"}, "joint"),
        ({"pooled_fund": "bcf"}, "pooled"),
        ({"classification": "OFFICIAL-SENSITIVE"}, "sensitive"),
        ({"member_conflicts": (MemberConflict("Cllr Stott"),)}, "member_interest"),
        ({"governance_route": "nonexec_officer", "express_authorisation": True}, "express"),
        ({"governance_route": "nonexec_officer", "express_authorisation": False},
         "general_authority"),
        ({"urgency_route": "general_exception"}, "general_exception"),
        ({"urgency_route": "special_urgency"}, "special_urgency"),
        ({"urgency_route": "call_in_waived"}, "urgent"),
    ],
)  # fmt: skip
def test_what_else_holds_of_a_decision_asks_for_more(values: dict[str, Any], regime: str) -> None:
    assert regime in regimes_of(decision(**values), COUNCIL)
    assert regime not in regimes_of(decision(), COUNCIL)


def test_an_urgent_nhs_decision() -> None:
    urgent = decision(governance_route="urgent", urgency_route="special_urgency")
    assert regimes_of(urgent, NHS) == ("urgent",)
    assert "urgency_agreed_by" in missing(urgent, NHS)


def test_a_complete_record_lacks_nothing() -> None:
    whole = decision(
        matter="m", title="t", ref="CAL-1", decision_text="Approved", reasons="r",
        alternatives=(), member_conflicts=(), is_key_decision=False, forum="f", consulted=(),
        officer_interests=(), callable_in=True, amount=Decimal(0), background_papers=(),
    )  # fmt: skip
    found = completeness(whole, COUNCIL)
    assert (found.done, found.missing) == (found.total, ())
    assert completeness(replace(whole, date_taken=date(2026, 12, 8)), COUNCIL) == found


FILLED = {
    "decision_makers": (DecisionMaker("p"),),
    "contributions": (Contribution("cal", Decimal(1)),),
}


@given(
    st.sampled_from([COUNCIL, COMMITTEES, NHS]),
    st.sets(st.sampled_from([one.name for one in DECISION.fields])),
    st.sampled_from(list(Status)),
)
def test_the_meter_counts_what_is_asked_for(profile: Any, answered: set[str], status: Any) -> None:
    blank = {one.name: one.default for one in fields(Decision) if one.name != "id"}
    values = {
        name: FILLED.get(name, "x")
        for name in answered
        if blank[name] in ("", None) and name not in ("governance_route", "status")
    }
    one = decision(**values, status=status)
    found = completeness(one, profile)
    assert 0 <= found.done <= found.total
    assert found.total - found.done == len(found.missing)
    for each in found.missing:
        assert not is_answered(DECISION.field(each.field), getattr(one, each.field))
