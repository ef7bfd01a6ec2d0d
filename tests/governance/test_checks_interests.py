"""DEC-06 and DEC-07: interests on decisions, and in the registers of both bodies."""

from typing import Any

import pytest

from jointdesk.domain.decisions import DecisionMaker, OfficerInterest
from jointdesk.domain.forums import Forum, ForumSeat
from jointdesk.domain.interests import Interest
from jointdesk.domain.offices import Office
from tests.governance.building import (
    BRIDGET,
    DIRECTOR,
    TOM,
    conflicts,
    day,
    decision,
    fires,
    only,
    records,
    taken,
)

TRUST = Interest(
    "i1", person="imogen", nature="Trustee", party_name="Riverside Trust", declared_in=("cal",)
)


class TestUndeclared:
    """DEC-06."""

    def lease(self, **values: Any) -> Any:
        return decision(
            org="wex", **{"counterparties": ("Calderbourne Council",), "dealing": "property"}
            | values
        )  # fmt: skip

    def test_the_other_employer_is_the_landlord(self) -> None:
        found = only(records(self.lease()), "DEC-06")
        assert "is with or for CAL, the director's other employer" in found.message
        assert found.org_ids == ("wex", "cal")

    @pytest.mark.parametrize("name", ["CAL", "calderbourne  council", "cal"])
    def test_it_is_known_by_code_and_name(self, name: str) -> None:
        assert fires(records(self.lease(counterparties=(name,))), "DEC-06")

    @pytest.mark.parametrize("party", ["NHS Wexmere", "Some Builder Ltd", "ESK"])
    def test_its_own_body_and_strangers_are_no_interest(self, party: str) -> None:
        assert not fires(records(self.lease(counterparties=(party,))), "DEC-06")

    def test_an_entry_on_the_decision_meets_it(self) -> None:
        entry = (OfficerInterest("imogen", "professional", "Dual role"),)
        assert not fires(records(self.lease(officer_interests=entry)), "DEC-06")
        assert fires(records(self.lease(officer_interests=())), "DEC-06")

    @pytest.mark.parametrize("dealing", ["property", "contract", "grant"])
    def test_the_standing_declaration_does_not_meet_a_dealing_between_them(
        self, dealing: str
    ) -> None:
        declared = {"standing_dual_role_declared": ("cal", "wex")}
        assert fires(records(self.lease(dealing=dealing, **declared)), "DEC-06")
        assert not fires(records(self.lease(dealing="other", **declared)), "DEC-06")
        assert not fires(records(self.lease(dealing=None, **declared)), "DEC-06")
        assert fires(records(self.lease(dealing="other")), "DEC-06")

    def test_a_party_in_a_register(self) -> None:
        one = decision(counterparties=("Riverside  Trust",))
        found = only(records(one, interests=(TRUST,)), "DEC-06")
        assert "Riverside Trust, in which Imogen Farrant has an interest" in found.message
        recorded = decision(
            counterparties=("Riverside Trust",), officer_interests=(OfficerInterest("imogen"),)
        )
        assert not fires(records(recorded, interests=(TRUST,)), "DEC-06")

    def test_a_partner_that_is_an_organisation_here(self) -> None:
        partner = Interest("i2", person="imogen", party="esk", declared_in=("cal",))
        one = decision(counterparties=("NHS Eskmoor ICB",))
        assert fires(records(one, interests=(partner,)), "DEC-06")
        post = Interest("i3", person="imogen", party="cal", declared_in=("cal", "wex"))
        assert not fires(
            records(decision(counterparties=("CAL",)), interests=(post,)), "DEC-06"
        )  # fmt: skip

    def test_it_concerns_those_who_decide(self) -> None:
        party = {"counterparties": ("Riverside Trust",)}
        by_tom = decision(decision_makers=(DecisionMaker("tom"),), **party)
        by_imogen = decision(decision_makers=(DecisionMaker("imogen"),), **party)
        assert not fires(records(by_tom, interests=(TRUST,)), "DEC-06")
        assert fires(records(by_imogen, interests=(TRUST,)), "DEC-06")
        forum = Forum("f", seats=(ForumSeat("imogen", "cal"),))
        at_forum = decision(forum="f", **party)
        assert fires(records(at_forum, interests=(TRUST,), forums=(forum,)), "DEC-06")

    def test_it_counts_from_its_first_day_to_its_last(self) -> None:
        term = Interest("i", person="imogen", party_name="Acme", declared_in=("cal",),
                        starts=day("11-12"), ends=day("11-13"))  # fmt: skip
        for on, expected in (("11-11", False), ("11-12", True), ("11-13", True), ("11-14", False)):
            one = taken(on=on, counterparties=("Acme",))
            assert fires(records(one, interests=(term,)), "DEC-06") is expected
        dateless = decision(counterparties=("Acme",))
        assert fires(records(dateless, interests=(term,)), "DEC-06")

    def test_what_stands_in_a_register_one_may_not_read_is_not_told(self) -> None:
        kept = Interest("i", person="imogen", party_name="Acme", declared_in=("wex",),
                        visibility="own_org")  # fmt: skip
        both = records(decision(counterparties=("Acme",)), interests=(kept,))
        assert fires(both, "DEC-06", BRIDGET)
        assert not fires(both, "DEC-06", TOM)

    def test_what_has_ended_asks_for_nothing(self) -> None:
        assert not fires(records(self.lease(status="revoked")), "DEC-06")


class TestMismatch:
    """DEC-07."""

    def test_declared_in_one_register_only(self) -> None:
        found = only(records(interests=(TRUST,)), "DEC-07")
        assert "“Trustee” of Imogen Farrant is declared at CAL and not at WEX" in found.message
        assert found.participants == ("i1",)
        assert found.names == ("Trustee",)

    def test_both_registers_in_one_entry_or_in_two(self) -> None:
        both = Interest("i", person="imogen", party_name="A", declared_in=("cal", "wex"))
        other = Interest("i2", person="imogen", party_name="riverside trust", declared_in=("wex",))
        assert not fires(records(interests=(both,)), "DEC-07")
        assert not fires(records(interests=(TRUST, other)), "DEC-07")

    def test_it_concerns_people_of_both_bodies(self) -> None:
        toms = Interest("i", person="tom", party_name="A", declared_in=("cal",))
        assert not fires(records(interests=(toms,)), "DEC-07")
        office = Office("o", org="wex", person="tom")
        assert fires(records(interests=(toms,), offices=(office,)), "DEC-07")
        past = Office("o", org="wex", person="tom", ends=day("11-29"))
        assert not fires(records(interests=(toms,), offices=(past,)), "DEC-07")
        named = Office("o", org="wex", name="Tom Adeyemi")
        assert not fires(records(interests=(toms,), offices=(named,)), "DEC-07")

    @pytest.mark.parametrize(("ends", "counts"), [("11-29", False), ("11-30", True)])
    def test_one_that_has_ended_is_past(self, ends: str, counts: bool) -> None:
        one = Interest("i", person="imogen", party_name="A", declared_in=("cal",), ends=day(ends))
        assert fires(records(interests=(one,)), "DEC-07") is counts

    def test_not_declared_anywhere_that_counts_or_nobody_s(self) -> None:
        third = Interest("i", person="imogen", party_name="A", declared_in=("esk",))
        none = Interest("i2", person="imogen", party_name="B")
        nobody = Interest("i3", party_name="C", declared_in=("cal",))
        assert not conflicts(records(interests=(third, none, nobody)), "DEC-07")

    def test_an_entry_kept_to_one_body_is_told_there_and_to_the_director_only(self) -> None:
        kept = Interest("i", person="imogen", party_name="A", declared_in=("wex",),
                        visibility="own_org")  # fmt: skip
        both = records(interests=(kept,))
        assert [fires(both, "DEC-07", who) for who in (DIRECTOR, TOM, BRIDGET)] == [
            True, False, True,
        ]  # fmt: skip
        assert "“A”" in only(both, "DEC-07").message
        nameless = Interest("i", person="imogen", declared_in=("wex",))
        assert "“An interest”" in only(records(interests=(nameless,)), "DEC-07").message
