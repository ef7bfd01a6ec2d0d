"""Records and their fields: what is stored and what rules read."""

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.decision_fields import DECISION, DECISION_VERSION, GROUPS, LOCKED
from jointdesk.domain.decisions import Alternative, Contribution, Decision, Paper, Status
from jointdesk.domain.fields import Kind, RecordType, pounds, read
from jointdesk.domain.items import Item
from jointdesk.domain.matters import MATTER
from jointdesk.domain.registers import REGISTERS
from jointdesk.domain.tasks import TASK, Priority, Task

KINDS = (MATTER, DECISION, DECISION_VERSION, TASK, *REGISTERS)


def item(kind: RecordType[Any], **fields: Any) -> Item:
    return Item("i1", kind.name, "shared", 7, fields)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_field_is_an_attribute_and_every_attribute_a_field(kind: RecordType[Any]) -> None:
    attributes = {one.name for one in dataclasses.fields(kind.make)}  # type: ignore[arg-type]
    apart = {"task": {"collection", "pending"}, "decision": {"proposed"}}.get(kind.name, set())
    assert attributes - {"id", "order"} - apart == {one.name for one in kind.fields}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_names_and_public_names_are_unique(kind: RecordType[Any]) -> None:
    names = [one.name for one in kind.fields]
    publics = [one.public for one in kind.fields]
    assert len(set(names)) == len(names)
    assert len(set(publics)) == len(publics)


def test_every_field_of_a_decision_stands_in_a_part_of_the_editor() -> None:
    assert {one.group for one in DECISION.fields} == set(GROUPS)
    assert LOCKED <= {one.name for one in DECISION.fields}
    assert "decision_text" in LOCKED
    assert "status" not in LOCKED


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_no_public_name_hides_the_version_of_the_json(kind: RecordType[Any]) -> None:
    assert "version" not in {one.public for one in kind.fields}


def test_a_field_is_found_by_either_name() -> None:
    assert DECISION.field("amount") is DECISION.field("financial.amount")
    with pytest.raises(KeyError):
        DECISION.field("nonsense")


def test_what_is_stored_is_read_as_rules_use_it() -> None:
    decision = DECISION.of(
        item(
            DECISION,
            title="Fees",
            status="taken",
            date_taken="2026-12-08",
            amount="3200000.00",
            is_key_decision=True,
            alternatives=[{"option": "Do nothing", "why_rejected": "Costs more"}],
            contributions=[{"org": "o1", "amount": "10.50"}],
            key_limbs=["two_or_more_wards"],
        )
    )
    assert decision.date_taken == date(2026, 12, 8)
    assert decision.amount == Decimal(3200000)
    assert decision.is_key_decision is True
    assert decision.alternatives == (Alternative("Do nothing", "Costs more"),)
    assert decision.contributions == (Contribution("o1", Decimal("10.50")),)
    assert decision.key_limbs == ("two_or_more_wards",)
    assert decision.member_conflicts is None
    assert decision.order == 7


def test_none_considered_is_an_answer_and_blank_is_not() -> None:
    assert DECISION.of(item(DECISION, alternatives=[])).alternatives == ()
    assert DECISION.of(item(DECISION)).alternatives is None


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("date_taken", "31 April"),
        ("amount", "much"),
        ("amount", "NaN"),
        ("amount", 5),
        ("is_key_decision", "yes"),
        ("alternatives", "none"),
        ("alternatives", ["one"]),
        ("key_limbs", "a"),
        ("key_limbs", [1]),
        ("title", 5),
    ],
)
def test_a_value_of_another_kind_counts_as_absent(name: str, stored: Any) -> None:
    absent = getattr(Decision(id=""), name)
    assert getattr(DECISION.of(item(DECISION, **{name: stored})), name) == absent


def test_a_number_is_whole_and_a_map_an_object() -> None:
    number = DECISION_VERSION.field("number")
    assert number.kind is Kind.NUMBER
    assert read(number, 3) == 3
    assert read(number, True) is None
    assert read(number, "3") is None
    assert read(DECISION_VERSION.field("fields"), {"a": 1}) == {"a": 1}
    assert read(DECISION_VERSION.field("fields"), [1]) is None


def test_a_row_that_lacks_what_it_cannot_be_without_reads_nothing() -> None:
    strict = dataclasses.replace(DECISION.field("alternatives"), row=lambda *, option: option)
    assert read(strict, [{"option": "Wait"}]) == ("Wait",)
    assert read(strict, [{}]) is None


def test_a_field_of_rows_without_a_row_reads_nothing() -> None:
    bare = dataclasses.replace(DECISION.field("alternatives"), row=None)
    assert read(bare, []) is None


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
DECISIONS = st.builds(
    Decision,
    id=st.just("i1"),
    order=st.just(7),
    title=TEXT,
    status=st.sampled_from(list(Status)).map(str),
    date_taken=st.none() | DAYS,
    amount=st.none() | AMOUNTS,
    express_authorisation=st.none() | st.booleans(),
    alternatives=st.none() | st.lists(st.builds(Alternative, option=TEXT), max_size=3).map(tuple),
    contributions=st.none()
    | st.lists(
        st.builds(Contribution, org=TEXT, amount=AMOUNTS, confirmed_until=DAYS), max_size=2
    ).map(tuple),
    wards=st.none() | st.lists(TEXT, max_size=3).map(tuple),
    counterpart=st.none() | TEXT,
)


@given(DECISIONS)
def test_storing_and_reading_give_the_same_record(decision: Decision) -> None:
    stored = DECISION.stored(decision)
    assert DECISION.of(item(DECISION, **stored)) == decision


def test_a_version_keeps_its_fields_as_they_stand() -> None:
    version = DECISION_VERSION.of(item(DECISION_VERSION, fields={"title": "Fees"}, number=2))
    assert DECISION_VERSION.stored(version) == {
        "decision": "",
        "number": 2,
        "reason": "",
        "fields": {"title": "Fees"},
    }


def test_money_is_stored_in_pounds_and_pence() -> None:
    assert pounds(Decimal("3.2E+6")) == "3200000.00"


def test_a_task_knows_whether_it_is_open_and_who_wants_it_most() -> None:
    task = Task("t", priority=(Priority("a", "high"),))
    assert task.is_open
    assert not Task("t", status="completed").is_open
    assert task.level("a") == "high"
    assert task.level("b") is None


def test_a_decision_knows_whether_it_was_taken_and_stands() -> None:
    assert not Decision("d", status=Status.NOTICED).is_taken
    assert Decision("d", status=Status.REVOKED).is_taken
    assert not Decision("d", status=Status.REVOKED).is_in_force
    assert not Decision("d", status=Status.DRAFT).is_in_force
    assert Decision("d", status=Status.EFFECTIVE).is_in_force


def test_papers_that_were_once_texts_are_read() -> None:
    stored = {"background_papers": ["Fees report", {"title": "Annex", "on": "2026-11-02"}]}
    papers = DECISION.of(item(DECISION, **stored)).background_papers
    assert papers == (Paper("Fees report"), Paper("Annex", on=date(2026, 11, 2)))
