from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.governance.written_money import Money, read_money


@pytest.mark.parametrize(
    ("text", "amount", "remark"),
    [
        ("£3.2m", "3200000", ""),
        ("420k", "420000", ""),
        ("1,234.50", "1234.50", ""),
        ("GBP 610,000", "610000", ""),
        ("£ 610 000", "610000", ""),
        ("£1.5 million", "1500000", ""),
        ("£2bn", "2000000000", ""),
        ("50 pounds", "50", ""),
        ("£0", "0", ""),
        ("(1,200)", "-1200", ""),
        ("-£500", "-500", ""),
        ("£-500", "-500", ""),
        ("£4.8m pa", "4800000", "pa"),
        ("£3.2m over 3 years", "3200000", "over 3 years"),
        ("2026/27: £40,000", "40000", "2026/27:"),
        ("£2 million + VAT", "2000000", "+ VAT"),
    ],
)
def test_amounts_are_read_with_what_stands_beside_them(text: str, amount: str, remark: str) -> None:
    assert read_money(text) == Money(Decimal(amount), remark)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("£250k - £500k", "more than one amount"),
        ("1.234,50", "more than one amount"),
        ("1,23", "not an amount that can be read"),
        ("1e9", "not an amount that can be read"),
        ("£1,0000", "not an amount that can be read"),
        ("€5", "not in pounds"),
        ("$5m", "not in pounds"),
        ("See report", "not an amount"),
        ("9" * 40, "an amount too large to be meant"),
        ("9" * 5000 + ",", "not an amount"),
    ],
)
def test_what_is_no_one_amount_is_refused_with_the_reason(text: str, reason: str) -> None:
    assert read_money(text) == reason


@given(st.decimals(0, 10**9, places=2))
def test_every_amount_is_read_as_it_is_written(amount: Decimal) -> None:
    for text in (f"£{amount:,}", f"{amount}", f"GBP {amount:,}"):
        assert read_money(text) == Money(amount)


@given(st.text(max_size=80))
def test_any_text_is_an_amount_or_a_reason(text: str) -> None:
    assert read_money(text)
