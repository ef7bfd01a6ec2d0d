"""DEC-12: restricted text where somebody can read it who should not."""

from typing import Any

import pytest

from jointdesk.governance.checks_access import repeats
from tests.governance.building import BRIDGET, DIRECTOR, TOM, decision, fires, matter, only, records

TEXT = "Approve the lease of 14 Tanner Row for a crisis house at £220,000 a year"


def exempt(**values: Any) -> Any:
    return decision(**{
        "status": "noticed", "exempt_paras": ("3",), "visibility": "own_org",
        "decision_text": TEXT, "public_summary": "Approve a lease.", **values,
    })  # fmt: skip


def test_kept_to_its_body_with_a_summary_of_its_own_nothing_leaks() -> None:
    assert not fires(records(exempt()), "DEC-12")


def test_the_whole_text_open_to_the_other_body() -> None:
    found = only(records(exempt(visibility="all")), "DEC-12")
    assert "is exempt under paragraph 3, but its whole text is open" in found.message
    assert "Tanner" not in found.message


def test_no_public_summary() -> None:
    found = only(records(exempt(public_summary=" ", exempt_paras=("1", "2"))), "DEC-12")
    assert "under paragraphs 1 and 2, but it has no public summary" in found.message


@pytest.mark.parametrize(
    ("summary", "given", "away"),
    [
        (
            "A lease with Acme Homes Ltd.",
            {"counterparties": ("Acme Homes  Ltd",)},
            "Acme Homes Ltd",
        ),
        ("A lease for 220,000 a year.", {"amount": 220_000}, "£220,000"),
        ("The lease of 14 Tanner Row for a house", {}, "the lease of 14 tanner row"),
        ("A lease", {"counterparties": ("",), "amount": 5}, ""),
        ("An acme homes limited lease", {"counterparties": ("Acme Homes Ltd",)}, ""),
        ("A lease of 14 Tanner Row", {}, ""),
    ],
)
def test_a_summary_that_repeats_what_is_restricted(summary: str, given: Any, away: str) -> None:
    assert " ".join(repeats(summary, exempt(**given)).split()) == away
    assert fires(records(exempt(public_summary=summary, **given)), "DEC-12") is bool(away)


def test_sensitive_items_count_too() -> None:
    sensitive = exempt(exempt_paras=None, classification="OFFICIAL-SENSITIVE", visibility="all")
    assert "is OFFICIAL-SENSITIVE, but" in only(records(sensitive), "DEC-12").message
    plain = exempt(exempt_paras=(), classification="OFFICIAL", visibility="all")
    assert not fires(records(plain), "DEC-12")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"confidential_reason": "court_or_enactment"}, "is confidential, but"),
        ({"nhs_private_reason": "Names a patient"}, "is decided in private, but"),
        ({"special_category": True}, "is special category data, but"),
        ({"confidential_reason": "none", "special_category": False}, ""),
        ({"contains_personal_data": True}, ""),
    ],
)
def test_what_is_restricted_without_being_exempt(given: Any, told: str) -> None:
    found = records(exempt(exempt_paras=None, visibility="all", **given))
    assert fires(found, "DEC-12") is bool(told)
    assert told in (only(found, "DEC-12").message if told else "")


@pytest.mark.parametrize(
    ("status", "expected"),
    [("draft", False), ("cleared", False), ("noticed", True), ("effective", True),
     ("revoked", False), ("withdrawn", False)],
)  # fmt: skip
def test_from_notice_on_while_it_stands(status: str, expected: bool) -> None:
    assert fires(records(exempt(visibility="all", status=status)), "DEC-12") is expected


def test_who_may_not_see_the_decision_is_told_nothing() -> None:
    both = records(exempt(public_summary=""), matters=(matter(visibility="all"),))
    seen = [fires(both, "DEC-12", who) for who in (DIRECTOR, TOM, BRIDGET)]
    assert seen == [True, True, False]
