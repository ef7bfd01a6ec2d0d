"""References: the next of an organisation and year, whatever else was typed."""

import pytest

from jointdesk.governance.references import References


@pytest.mark.parametrize(
    ("known", "next_one"),
    [
        ([], "CAL-2026-001"),
        (["CAL-2026-118", "CAL-2026-99", "cal-2026-120"], "CAL-2026-121"),
        (["CAL-2025-900", "WEX-2026-500", "CAL-2026-1a", "Minute 7"], "CAL-2026-001"),
        (["CAL-2026-999"], "CAL-2026-1000"),
    ],
)
def test_the_next_reference_of_the_year_is_suggested(known: list[str], next_one: str) -> None:
    assert References(known).next("CAL", 2026) == next_one


def test_each_organisation_and_year_counts_for_itself() -> None:
    refs = References(["CAL-2026-007"])
    found = [refs.next("CAL", 2026), refs.next("WEX", 2026), refs.next("CAL", 2027)]
    assert found == ["CAL-2026-008", "WEX-2026-001", "CAL-2027-001"]
    assert refs.next("CAL", 2026) == "CAL-2026-009"
