"""DEC-09 within one decision, and DEC-10: contributions, host, and how long funding is sure."""

from decimal import Decimal
from typing import Any

import pytest

from jointdesk.domain.decisions import Contribution
from jointdesk.domain.funds import Fund, FundShare
from tests.governance.building import day, decision, fires, only, records


def shared(*amounts: int | None, until: str | None = None, **values: Any) -> Any:
    """A decision to which CAL and WEX contribute."""
    confirmed = day(until) if until else None
    given = tuple(
        Contribution(org, None if each is None else Decimal(each), "", confirmed)
        for org, each in zip(("cal", "wex"), amounts, strict=False)
    )
    return decision(contributions=given, **values)


class TestAmounts:
    """DEC-09."""

    @pytest.mark.parametrize(("total", "wrong"), [(100, False), (101, False), (102, True)])
    def test_contributions_make_up_the_amount_to_a_pound(self, total: int, wrong: bool) -> None:
        assert fires(records(shared(60, 40, amount=total)), "DEC-09") is wrong

    def test_it_says_both_sums(self) -> None:
        found = only(records(shared(60, 40, amount="120.50")), "DEC-09")
        assert "has contributions of £100 and an amount of £120.50" in found.message
        assert found.org_ids == ("cal", "wex")

    def test_what_nobody_answered_adds_up_to_nothing(self) -> None:
        assert not fires(records(shared(60, None, amount=100)), "DEC-09")
        assert not fires(records(shared(60, 40)), "DEC-09")
        assert not fires(records(decision(contributions=(), amount=100)), "DEC-09")

    def test_a_pooled_fund_has_a_host(self) -> None:
        fund = Fund("bcf", name="Better Care Fund")
        hosted = Fund("bcf", host="cal")
        pooled = decision(pooled_fund="bcf")
        assert "who hosts the pooled fund" in only(records(pooled, funds=(fund,)), "DEC-09").message
        assert fires(records(pooled), "DEC-09")
        assert not fires(records(pooled, funds=(hosted,)), "DEC-09")
        own = decision(pooled_fund="bcf", fund_host="wex")
        assert not fires(records(own, funds=(fund,)), "DEC-09")

    def test_what_was_withdrawn_need_not_add_up(self) -> None:
        assert not fires(records(shared(1, 1, amount=9, status="withdrawn")), "DEC-09")


class TestHorizon:
    """DEC-10."""

    @pytest.mark.parametrize(("until", "short"), [("12-31", False), ("12-30", True)])
    def test_funding_lasts_as_long_as_the_commitment(self, until: str, short: bool) -> None:
        one = shared(1, 1, until=until, planning_horizon_end="12-31", period_to="12-01")
        assert fires(records(one), "DEC-10") is short

    def test_the_period_counts_where_no_horizon_is_given(self) -> None:
        found = only(records(shared(1, until="11-01", period_to="12-31")), "DEC-10")
        assert "commits until Thursday 31 December 2026" in found.message
        assert "only by CAL to Sunday 1 November 2026" in found.message
        assert not fires(records(shared(1, until="11-01")), "DEC-10")

    def test_shares_of_the_fund_count_the_last_year_of_each(self) -> None:
        shares = (
            FundShare("wex", "2026/27", Decimal(1), day("2027-03-31")),
            FundShare("wex", "2027/28", Decimal(1), day("2028-03-31")),
            FundShare("cal", "2026/27", Decimal(1)),
        )
        fund = Fund("bcf", host="cal", shares=shares)
        assert not fires(
            records(decision(pooled_fund="bcf", period_to="2028-03-31"), funds=(fund,)), "DEC-10"
        )
        assert fires(
            records(decision(pooled_fund="bcf", period_to="2028-04-01"), funds=(fund,)), "DEC-10"
        )
