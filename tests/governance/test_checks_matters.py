"""DEC-01, 02, 04, 09 between bodies, and 11: the decisions on one matter, held together."""

from dataclasses import replace

import pytest

from jointdesk.domain.conflicts import Severity
from tests.governance.building import (
    BRIDGET,
    DIRECTOR,
    TOM,
    conflicts,
    decision,
    fires,
    matter,
    only,
    records,
    taken,
    task,
    with_settings,
)


class TestDivergent:
    """DEC-01."""

    @pytest.mark.parametrize(
        ("ours", "theirs", "said"),
        [
            ({"amount": 420}, {"amount": 500}, "amount"),
            ({"outcome": "approve"}, {"outcome": "reject"}, "outcome"),
            ({"outcome": "agree"}, {"outcome": "delegate"}, "outcome"),
            ({"period_from": "12-01"}, {"period_from": "12-02"}, "start date"),
            ({"period_to": "12-01"}, {"period_to": "12-02"}, "end date"),
            ({"conditions": "All to equipment."}, {"conditions": "All to beds"}, "conditions"),
            ({"conditions": "Subject to audit"}, {}, "conditions"),
        ],
    )  # fmt: skip
    def test_two_bodies_decisions_that_differ(self, ours, theirs, said) -> None:
        found = only(records(taken("d1", **ours), taken("d2", "wex", **theirs)), "DEC-01")
        assert found.severity is Severity.RED
        assert f"differ in {said};" in found.message
        assert found.participants == ("d1", "d2")
        assert found.org_ids == ("cal", "wex")
        assert (found.start, found.end, found.anchor) == (None, None, None)

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ({"amount": 420}, {"amount": 421}),
            ({"amount": 420}, {}),
            ({"outcome": "approve"}, {"outcome": "agree"}),
            ({"outcome": "approve"}, {"outcome": "note"}),
            ({"conditions": "All to  Equipment."}, {"conditions": "all to equipment"}),
            ({"period_from": "12-01"}, {}),
        ],
    )  # fmt: skip
    def test_what_says_the_same_or_nothing(self, ours, theirs) -> None:
        assert not fires(records(taken("d1", **ours), taken("d2", "wex", **theirs)), "DEC-01")

    def test_only_what_was_taken_and_stands_counts(self) -> None:
        ours = taken("d1", amount=1)
        for other in (
            decision("d2", "wex", amount=9),
            taken("d2", "wex", amount=9, status="revoked"),
            decision("d2", "wex", amount=9, status="withdrawn"),
        ):
            assert not fires(records(ours, other), "DEC-01")

    def test_the_last_one_of_each_body_is_compared(self) -> None:
        old = taken("d0", amount=9, on="10-01")
        new = taken("d1", amount=1, on="11-12")
        assert not fires(records(new, old, taken("d2", "wex", amount=1)), "DEC-01")

    def test_the_tolerance_is_a_setting(self) -> None:
        both = records(taken("d1", amount=420), taken("d2", "wex", amount=450))
        assert not fires(both, "DEC-01", known=with_settings("cal", amount_tolerance="50"))

    def test_who_may_not_see_one_of_them_is_told_nothing(self) -> None:
        both = records(
            taken("d1", amount=1, visibility="own_org"),
            taken("d2", "wex", amount=9),
            matters=(matter(visibility="all"),),
        )
        assert fires(both, "DEC-01", DIRECTOR)
        assert fires(both, "DEC-01", TOM)
        assert not fires(both, "DEC-01", BRIDGET)

    def test_another_amount_lets_a_settlement_lapse_and_another_title_does_not(self) -> None:
        a, b = taken("d1", amount=1), taken("d2", "wex", amount=9)
        found = only(records(a, b), "DEC-01")
        retitled = only(records(replace(a, title="Other"), b), "DEC-01")
        dearer = only(records(replace(a, amount=b.amount and b.amount + 50), b), "DEC-01")
        assert retitled.fingerprint == found.fingerprint != dearer.fingerprint
        assert retitled.id == found.id == dearer.id


class TestDecidedTwice:
    """DEC-02."""

    def test_two_decisions_of_one_body(self) -> None:
        found = only(records(taken("d1"), taken("d2")), "DEC-02")
        assert found.participants == ("d1", "d2")
        assert "CAL has decided “Reablement” 2 times: D1 and D2" in found.message
        assert found.names == ("D1", "D2")

    @pytest.mark.parametrize(
        "second",
        [
            taken("d2", supersedes="d1"),
            taken("d2", superseded_by="d9"),
            taken("d2", revoked_by="d9"),
            taken("d2", status="superseded"),
            decision("d2"),
            taken("d2", "wex"),
            taken("d2", matter="other"),
        ],
    )
    def test_what_is_linked_ended_untaken_or_elsewhere_is_fine(self, second) -> None:
        assert not fires(records(taken("d1"), second), "DEC-02")

    def test_one_reference_for_two_decisions(self) -> None:
        """design.md section 7: a reference is never forced to be unique, a duplicate is a check."""
        first = decision("d1", ref="CAL-2026-007", title="Awards")
        second = decision("d2", ref=" cal-2026-007", title="Lease", matter="other")
        found = only(records(first, second), "DEC-02")
        assert (found.severity, found.participants) == (Severity.AMBER, ("d1", "d2"))
        assert found.message == (
            "CAL-2026-007 is the reference of 2 decisions of CAL: “Awards” and “Lease”; a"
            " reference names one decision: give the others another"
        )
        for other in (
            decision("d2", "wex", ref="CAL-2026-007"),
            decision("d2", ref="CAL-2026-008"),
            decision("d2", ref="CAL-2026-007", status="withdrawn"),
        ):
            assert not fires(records(first, other), "DEC-02")
        assert not fires(records(decision("d1", ref=""), decision("d2", ref="")), "DEC-02")

    def test_decided_twice_under_one_reference_is_one_conflict(self) -> None:
        both = records(taken("d1", ref="R"), taken("d2", ref="R"))
        assert only(both, "DEC-02").severity is Severity.RED

    def test_of_a_reference_that_is_kept_back_nobody_else_is_told(self) -> None:
        hidden = decision("d2", ref="D1", matter="n", visibility="own_org")
        both = records(decision("d1"), hidden, matters=(matter(), matter(id="n")))
        assert fires(both, "DEC-02")
        assert fires(both, "DEC-02", TOM)
        assert not fires(both, "DEC-02", BRIDGET)


class TestMissingCounterpart:
    """DEC-04."""

    JOINT = (matter(required_orgs=("cal", "wex")),)

    def test_in_effect_without_the_required_body(self) -> None:
        found = only(records(taken(), matters=self.JOINT), "DEC-04")
        assert found.org_ids == ("cal", "wex")
        assert "is in effect, but no decision of WEX is taken" in found.message
        only_taken = taken(status="taken", date_taken="11-02")
        found = only(records(only_taken, matters=self.JOINT), "DEC-04")
        assert "has reached its day of effect, but no decision" in found.message

    def test_the_other_taken_decision_meets_it(self) -> None:
        assert not fires(records(taken(), taken("d2", "wex"), matters=self.JOINT), "DEC-04")
        assert fires(records(taken(), decision("d2", "wex"), matters=self.JOINT), "DEC-04")
        revoked = taken("d2", "wex", status="revoked")
        assert fires(records(taken(), revoked, matters=self.JOINT), "DEC-04")

    def test_where_nobody_said_which_body_any_other_will_do(self) -> None:
        ours = taken(counterpart_required=True)
        assert "no decision of the other body" in only(records(ours), "DEC-04").message
        assert not fires(records(ours, taken("d2", "wex")), "DEC-04")
        assert not fires(records(taken()), "DEC-04")

    def test_a_named_counterpart_is_the_one_that_counts(self) -> None:
        ours = taken(counterpart_required=True, counterpart="d2")
        assert fires(records(ours, decision("d2", "wex")), "DEC-04")
        assert fires(records(ours, decision("d2", "wex"), taken("d3", "esk")), "DEC-04")
        assert not fires(records(ours, taken("d2", "wex")), "DEC-04")

    def test_tasks_that_have_begun_count_before_it_is_in_effect(self) -> None:
        waiting = taken(status="recorded", date_effective="12-24", counterpart_required=True)
        begun = task(decision="d1", status="in-process")
        assert not fires(records(waiting), "DEC-04")
        assert not fires(records(waiting, tasks=(task(decision="d1"),)), "DEC-04")
        assert "is being carried out" in only(records(waiting, tasks=(begun,)), "DEC-04").message

    def test_a_draft_and_an_advisory_record_ask_for_nothing(self) -> None:
        assert not fires(records(decision(counterpart_required=True)), "DEC-04")
        assert not fires(records(taken(governance_route="advisory"), matters=self.JOINT), "DEC-04")

    def test_a_decision_that_is_kept_back_counts_as_taken_or_not_for_everybody(self) -> None:
        hidden = decision("d2", "wex", visibility="own_org")
        both = records(
            taken(), hidden, matters=(matter(required_orgs=("cal", "wex"), visibility="all"),)
        )
        seen = [only(both, "DEC-04", who) for who in (DIRECTOR, TOM, BRIDGET)]
        assert len({one.id for one in seen}) == len({one.fingerprint for one in seen}) == 1
        met = replace(both, decisions=(taken(), replace(hidden, status="effective")))
        assert not fires(met, "DEC-04", TOM)


class TestAmountsOfBoth:
    """DEC-09 between bodies."""

    def test_drafts_that_differ_by_more_than_a_pound(self) -> None:
        found = only(
            records(decision("d1", amount=3_200_000), decision("d2", "wex", amount="60.5")),
            "DEC-09",
        )
        assert "D1 is about £3,200,000 and D2 about £60.50" in found.message

    @pytest.mark.parametrize("other", [{"amount": 101}, {}, {"amount": 9, "status": "withdrawn"}])
    def test_a_pound_more_or_nothing_to_compare(self, other) -> None:
        both = records(decision("d1", amount=100), decision("d2", "wex", **other))
        assert not fires(both, "DEC-09")


class TestPartnerGap:
    """DEC-11."""

    def test_a_partner_without_a_decision(self) -> None:
        found = only(records(decision(), matters=(matter(partners=("esk",)),)), "DEC-11")
        assert found.severity is Severity.AMBER
        assert found.participants == ("m",)
        assert found.names == ("Reablement",)
        assert "the area of ESK" in found.message

    def test_their_draft_or_a_closed_matter_is_enough(self) -> None:
        touches = (matter(partners=("esk",)),)
        assert not fires(records(decision(), decision("d2", "esk"), matters=touches), "DEC-11")
        closed = (matter(partners=("esk",), closed_on=taken().date_taken),)
        assert not fires(records(decision(), matters=closed), "DEC-11")
        assert not fires(records(decision(status="withdrawn"), matters=touches), "DEC-11")

    def test_a_decision_that_is_kept_back_is_one(self) -> None:
        both = records(
            decision(),
            decision("d2", "esk", visibility="own_org"),
            matters=(matter(partners=("esk",), visibility="all"),),
        )
        assert not fires(both, "DEC-11", TOM)


def test_decisions_without_a_known_matter_still_count() -> None:
    both = records(taken("d1", amount=1), taken("d2", "wex", amount=9), matters=())
    assert "on one matter differ" in only(both, "DEC-01").message
    assert not conflicts(records(taken("d1", matter=""), taken("d2", matter="")), "DEC-02")
