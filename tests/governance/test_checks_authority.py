"""DEC-03, DEC-14 and DEC-15: who decided, for whom, and on what authority."""

from decimal import Decimal
from typing import Any

import pytest

from jointdesk.domain.authorities import Authority, Delegation
from jointdesk.domain.decisions import DecisionMaker
from jointdesk.domain.forums import Forum
from jointdesk.domain.offices import Office
from jointdesk.domain.records import Records
from tests.governance.building import day, decision, fires, only, records, taken, with_settings

SCHEME = Authority("scheme", org="cal", name="Scheme", version="2")
SORD = Authority("sord", org="wex", name="SoRD", kind="sord")
S75 = Authority("s75", org="wex", name="Section 75 agreement", kind="s75")
MINE = Delegation(
    "mine", authority="scheme", paragraph="4.12", holder="imogen", limit=Decimal(250_000)
)
BY_IMOGEN = (DecisionMaker("imogen"),)


def desk(*decisions: Any, **values: Any) -> Records:
    return records(*decisions, **{"authorities": (SCHEME, SORD, S75), **values})


class TestCapacity:
    """DEC-03: for another body than the decision's own."""

    def test_signed_for_the_other_body(self) -> None:
        found = only(desk(taken(capacity_org="wex", employment_basis="employee")), "DEC-03")
        assert "is CAL's, but was decided for WEX without section 113" in found.message
        assert "the monitoring officer" in found.message
        assert found.org_ids == ("cal", "wex")

    @pytest.mark.parametrize("basis", ["s113", "secondment", "honorary", "joint"])
    def test_placed_at_its_disposal(self, basis: str) -> None:
        assert not fires(desk(taken(capacity_org="wex", employment_basis=basis)), "DEC-03")

    def test_ones_own_body_or_none_said(self) -> None:
        assert not fires(desk(taken(capacity_org="cal"), taken("d2", matter="")), "DEC-03")

    def test_a_section_75_agreement_carries_it(self) -> None:
        assert not fires(desk(taken(capacity_org="wex", authority_document="s75")), "DEC-03")

    def test_a_delegation_to_an_outsider_carries_it_and_ones_own_does_not(self) -> None:
        by_bridget = taken(capacity_org="wex", decision_makers=(DecisionMaker("bridget"),))
        given = Delegation("x", authority="scheme", holder="bridget")
        assert fires(desk(by_bridget), "DEC-03")
        assert not fires(desk(by_bridget, delegations=(given,)), "DEC-03")
        by_imogen = taken(capacity_org="wex", decision_makers=BY_IMOGEN)
        assert fires(desk(by_imogen, delegations=(MINE,)), "DEC-03")


class TestDocument:
    """DEC-03: on another body's document."""

    def test_the_other_bodys_scheme(self) -> None:
        found = only(desk(taken(org="wex", authority_document="scheme")), "DEC-03")
        assert "rests on “Scheme”, which is CAL's and not its own body's" in found.message
        assert "refer it to the governance lead" in found.message

    @pytest.mark.parametrize("document", ["scheme", "s75", "gone", None])
    def test_its_own_a_joint_one_or_none(self, document: str | None) -> None:
        assert not fires(desk(taken(authority_document=document)), "DEC-03")


class TestLimit:
    """DEC-03: over the limit."""

    CITED = {"authority_document": "scheme", "authority_paragraph": "4.12"}

    def test_of_the_paragraph_by_a_pound(self) -> None:
        values: dict[str, Any] = {**self.CITED, "decision_makers": BY_IMOGEN}
        at = desk(taken(amount=250_000, **values), delegations=(MINE,))
        over = desk(taken(amount=250_001, **values), delegations=(MINE,))
        assert not fires(at, "DEC-03")
        assert "is for £250,001, over the limit of £250,000" in only(over, "DEC-03").message

    def test_of_whoever_decided_not_of_another_holder(self) -> None:
        theirs = Delegation(
            "t", authority="scheme", paragraph="4.12", holder="tom", limit=Decimal(50)
        )
        both = (MINE, theirs)
        mine = taken(amount=60, **self.CITED, decision_makers=BY_IMOGEN)
        toms = taken(amount=60, **self.CITED, decision_makers=(DecisionMaker("tom"),))
        nobodys = taken(amount=60, **self.CITED)
        assert not fires(desk(mine, delegations=both), "DEC-03")
        assert fires(desk(toms, delegations=both), "DEC-03")
        assert not fires(desk(nobodys, delegations=both), "DEC-03")

    def test_no_limit_in_the_paragraph_leaves_those_of_record_forum_and_profile(self) -> None:
        free = Delegation("f", authority="scheme", paragraph="4.12")
        officer = {"governance_route": "nonexec_officer", **self.CITED}
        assert fires(desk(taken(amount=300_000, **officer), delegations=(free,)), "DEC-03")
        stated = taken(amount=300_000, authority_limit=Decimal(400_000), **officer)
        assert not fires(desk(stated, delegations=(free,)), "DEC-03")

    def test_of_the_record_itself_where_that_is_lower(self) -> None:
        low = taken(amount=100, authority_limit=Decimal(99), **self.CITED)
        assert fires(desk(low, delegations=(MINE,)), "DEC-03")

    def test_of_the_forum(self) -> None:
        forum = Forum("f", name="Executive Committee", limit=Decimal(1000))
        over = taken(org="wex", governance_route="committee", forum="f", amount=1001)
        assert fires(desk(over, forums=(forum,)), "DEC-03")
        assert not fires(desk(over, forums=(Forum("f"),)), "DEC-03")

    def test_of_the_profile_and_of_the_organisation(self) -> None:
        officer = desk(taken(governance_route="nonexec_officer", amount=100_000))
        assert not fires(officer, "DEC-03")
        assert fires(officer, "DEC-03", known=with_settings("cal", officer_limit="99k"))
        director = taken(org="wex", governance_route="officer_SoRD", amount=150_001)
        assert fires(desk(director), "DEC-03")

    def test_a_member_has_no_officers_limit(self) -> None:
        alone = {"governance_route": "exec_individual", "amount": 300_000}
        offices = (
            Office("o", org="cal", person="maureen", kind="portfolio_holder"),
            Office("p", org="cal", name="Idris Penhale", kind="member"),
        )
        officer = taken(**alone, decision_makers=(DecisionMaker("imogen", role="Director"),))
        assert fires(desk(officer, offices=offices), "DEC-03")
        for maker in (
            DecisionMaker("maureen"),
            DecisionMaker(name="Idris Penhale"),
            DecisionMaker(name="Cllr Stott"),
            DecisionMaker(role="Cabinet Member for Adults"),
        ):
            by_member = taken(**alone, decision_makers=(maker,))
            assert not fires(desk(by_member, offices=offices), "DEC-03")

    @pytest.mark.parametrize("status", ["draft", "withdrawn", "revoked", "deferred"])
    def test_it_is_tested_from_cleared_on(self, status: str) -> None:
        officer = {"governance_route": "nonexec_officer", "amount": 300_000}
        assert not fires(desk(decision(status=status, **officer)), "DEC-03")
        assert fires(desk(decision(status="cleared", **officer)), "DEC-03")

    def test_express_authority_lifts_it(self) -> None:
        officer = {"governance_route": "nonexec_officer", "amount": 300_000}
        assert not fires(desk(taken(express_authorisation=True, **officer)), "DEC-03")
        assert fires(desk(taken(express_authorisation=False, **officer)), "DEC-03")


def test_a_reserved_matter() -> None:
    reserved = Delegation(
        "r", authority="scheme", paragraph="2.1", subject="The budget", reserved=True
    )
    cited = decision(authority_document="scheme", authority_paragraph=" 2.1 ")
    found = only(desk(cited, delegations=(reserved,)), "DEC-03")
    assert "is on a reserved matter (paragraph 2.1, The budget)" in found.message
    nameless = Delegation("r", authority="scheme", paragraph="2.1", reserved=True)
    assert "(paragraph 2.1, this)" in only(desk(cited, delegations=(nameless,)), "DEC-03").message
    open_one = Delegation("r", authority="scheme", paragraph="2.1")
    assert not fires(desk(cited, delegations=(open_one,)), "DEC-03")


def test_all_that_is_wrong_is_one_conflict() -> None:
    wrong = taken(capacity_org="wex", authority_document="sord", amount=1_000_000,
                  governance_route="nonexec_officer")  # fmt: skip
    message = only(desk(wrong), "DEC-03").message
    assert message.count(" and ") >= 2


class TestAdvisory:
    """DEC-14."""

    GROUP = Forum("g", name="BCF working group", kind="advisory")

    def test_decided_by_a_group_that_advises(self) -> None:
        found = only(desk(taken(forum="g"), forums=(self.GROUP,)), "DEC-14")
        assert "decided by “BCF working group”, an advisory group" in found.message
        assert "decided by an advisory group" in only(
            desk(taken(governance_route="advisory")), "DEC-14"
        ).message  # fmt: skip

    @pytest.mark.parametrize("outcome", ["note", "receive", "recommend"])
    def test_what_decides_nothing_may_stay(self, outcome: str) -> None:
        assert not fires(desk(taken(forum="g", outcome=outcome), forums=(self.GROUP,)), "DEC-14")
        assert fires(desk(taken(forum="g", outcome="agree"), forums=(self.GROUP,)), "DEC-14")

    def test_a_draft_or_another_forum(self) -> None:
        assert not fires(desk(decision(forum="g"), forums=(self.GROUP,)), "DEC-14")
        assert not fires(desk(taken(forum="c"), forums=(Forum("c"),)), "DEC-14")


class TestExpired:
    """DEC-15."""

    def dated(self, first: str | None, last: str | None) -> Records:
        document = Authority(
            "scheme", org="cal", name="Scheme", version="2",
            valid_from=day(first) if first else None, valid_to=day(last) if last else None,
        )  # fmt: skip
        one = taken(authority_document="scheme", on="11-12")
        return records(one, authorities=(document,))

    @pytest.mark.parametrize(
        ("first", "last", "is_in_force"),
        [
            (None, None, True),
            ("11-12", "11-12", True),
            ("11-13", None, False),
            (None, "11-11", False),
        ],
    )
    def test_first_and_last_day_are_in_force(self, first, last, is_in_force) -> None:
        assert fires(self.dated(first, last), "DEC-15") is not is_in_force

    def test_it_says_which_document(self) -> None:
        message = only(self.dated(None, "11-11"), "DEC-15").message
        assert "of Thursday 12 November 2026 rests on “Scheme”, version 2, not in force" in message
        nameless = Authority("scheme", org="cal", name="Scheme", valid_to=day("11-11"))
        one = taken(authority_document="scheme")
        assert "“Scheme”, not in force" in only(
            records(one, authorities=(nameless,)), "DEC-15"
        ).message  # fmt: skip

    def test_the_version_that_is_cited_counts(self) -> None:
        old = Authority("old", org="cal", name="Scheme", version="1", valid_to=day("11-01"))
        cites_old = taken(authority_document="scheme", authority_version="1")
        cites_new = taken(authority_document="scheme", authority_version="2")
        cites_none = taken(authority_document="scheme", authority_version="9")
        assert fires(records(cites_old, authorities=(SCHEME, old)), "DEC-15")
        assert not fires(records(cites_new, authorities=(SCHEME, old)), "DEC-15")
        unknown = only(records(cites_none, authorities=(SCHEME, old)), "DEC-15").message
        assert "version 9 of “Scheme”, which is not known" in unknown

    def test_a_paragraph_that_ran_out(self) -> None:
        gone = Delegation("x", authority="scheme", paragraph="4", valid_to=day("11-11"))
        one = taken(authority_document="scheme", authority_paragraph="4")
        found = only(desk(one, delegations=(gone,)), "DEC-15")
        assert "rests on paragraph 4, not in force" in found.message
        still = Delegation("y", authority="scheme", paragraph="4")
        assert not fires(desk(one, delegations=(gone, still)), "DEC-15")

    def test_what_is_not_taken_has_no_day_yet(self) -> None:
        old = Authority("old", org="cal", name="Old", valid_to=day("11-01"))
        assert not fires(records(decision(authority_document="old"), authorities=(old,)), "DEC-15")
