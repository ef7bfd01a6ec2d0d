"""The lists of what may go out: every name on them has a value, and some stand on none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jointdesk.domain.decisions import Paper
from jointdesk.domain.people import Audience
from jointdesk.exports.decision_values import column, value
from jointdesk.exports.editions import (
    COUNCIL_REGISTER,
    JOINT_LOG,
    NHS_REGISTER,
    NOTICE,
    WITHHELD,
    Nearness,
    Reader,
    audience_for,
    is_withheld,
)
from tests.exports.sample_content import LEASE, PILOT, content

LISTS = (COUNCIL_REGISTER, NHS_REGISTER, NOTICE, JOINT_LOG)
LISTED = {name for lists in LISTS for names in lists.values() for name in names}
NEVER = {"notes", "imported_from", "taken_version", "taken_hash", "visibility", "approved_by"}


@pytest.mark.parametrize("name", sorted(LISTED | set(WITHHELD)))
def test_every_listed_name_has_a_column_and_a_value(name: str) -> None:
    assert column(name).key == name
    for decision in (PILOT, LEASE):
        for nearness in Nearness:
            value(name, decision, content(), nearness)


def test_what_is_for_nobody_is_on_no_list() -> None:
    assert LISTED.isdisjoint(NEVER)


@pytest.mark.parametrize("lists", LISTS)
def test_who_stands_nearer_gets_no_less(lists: Mapping[Nearness, tuple[str, ...]]) -> None:
    for names in lists.values():
        assert len(set(names)) == len(names)
        assert len({column(name).header for name in names}) == len(names)
    near = [set(lists[one]) for one in Nearness if one in lists]
    assert all(further <= nearer for further, nearer in zip(near, near[1:], strict=False))


def test_withheld_decisions_show_nothing_that_is_not_listed() -> None:
    for name in LISTED - set(WITHHELD):
        assert value(name, LEASE, content(), Nearness.PUBLIC) in (None, "Withheld")


@pytest.mark.parametrize(
    ("given", "public", "partner", "why"),
    [
        ({}, False, False, "Not exempt"),
        ({"confidential_reason": "none", "special_category": False}, False, False, "Not exempt"),
        ({"confidential_reason": "gov_department"}, True, True,
         "Confidential: furnished by a government department"),
        ({"nhs_private_reason": "Names a patient"}, True, True, "Considered in private"),
        ({"special_category": True}, True, True, "Not exempt"),
        ({"contains_personal_data": True}, True, False, "Not exempt"),
    ],
)  # fmt: skip
def test_what_withholds_the_text_without_being_exempt(
    given: dict[str, Any], public: bool, partner: bool, why: str
) -> None:
    decision = replace(PILOT, exempt_paras=(), visibility="all", **given)
    withheld = [is_withheld(decision, nearness) for nearness in Nearness]
    assert withheld == [public, partner, False]
    assert value("exempt", decision, content(), Nearness.PUBLIC) == why


def test_an_edition_is_made_of_what_maker_and_reader_may_both_have() -> None:
    director = Audience("p1", frozenset({"o1", "o2"}), is_director=True)
    pa = Audience("p2", frozenset({"o1"}))
    assert audience_for(director, Reader("director")) is director
    assert audience_for(director, Reader("org", "o2")) == Audience("", frozenset({"o2"}))
    assert audience_for(pa, Reader("org", "o2")) == Audience("", frozenset())
    assert audience_for(director, Reader("joint")) == Audience("", frozenset())
    assert audience_for(pa, Reader("public"), "o1") == Audience("", frozenset({"o1"}))
    assert audience_for(pa, Reader("public"), "o2") == Audience("", frozenset())


def test_papers_are_listed_with_their_day_and_where_to_see_them() -> None:
    papers = (
        Paper("Evaluation", "https://calderbourne.example/evaluation", date(2026, 11, 2), "yes"),
        Paper("Legal advice", "Monitoring officer's safe", None, "no"),
        Paper("Minutes of the working group"),
    )
    decision = replace(PILOT, background_papers=papers)
    listed = [
        "Evaluation, Monday 2 November 2026: https://calderbourne.example/evaluation",
        "Legal advice: Monitoring officer's safe (not open to all)",
        "Minutes of the working group",
    ]

    def told(nearness: Nearness) -> object:
        return value("background_papers", decision, content(), nearness)

    assert told(Nearness.OWN) == "\n".join(listed)
    assert told(Nearness.PARTNER) == told(Nearness.PUBLIC) == f"{listed[0]}\n{listed[2]}"
    closed = replace(PILOT, background_papers=papers[1:2])
    assert value("background_papers", closed, content(), Nearness.PUBLIC) is None
    none, unsaid = (replace(PILOT, background_papers=given) for given in ((), None))
    assert value("background_papers", none, content(), Nearness.PUBLIC) == "None"
    assert value("background_papers", unsaid, content(), Nearness.PUBLIC) is None
