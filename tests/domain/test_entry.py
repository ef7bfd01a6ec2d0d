"""What people type and scripts send, as the values of fields."""

from typing import Any

import pytest

from jointdesk.domain.decision_fields import DECISION, DECISION_VERSION
from jointdesk.domain.entry import entered, takes, typed
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.forums import FORUM
from jointdesk.domain.items import Fields
from jointdesk.domain.matters import MATTER
from jointdesk.domain.registers import REGISTERS
from jointdesk.domain.tasks import TASK


def resolve(item_type: str, text: str) -> str:
    if text == "nobody":
        raise NotFoundError("Nobody here is “nobody”.")
    return f"{item_type}:{text}"


def given(kind: RecordType[Any] = DECISION, **values: Any) -> Fields:
    return entered(
        kind, {name.replace("__", "."): value for name, value in values.items()}, resolve
    )


@pytest.mark.parametrize(
    ("values", "stored"),
    [
        ({"title": "  Fees "}, {"title": "Fees"}),
        ({"title": ""}, {"title": None}),
        ({"title": None}, {"title": None}),
        ({"Title": "Fees", "matter_id": "m"}, {"title": "Fees", "matter": "matter:m"}),
        ({"eia_ref": "E1"}, {"equality_assessment": "E1"}),
        ({"financial": {"pooled_fund_id": "f"}}, {"pooled_fund": "fund:f"}),
        ({"date_taken": "2026-12-08"}, {"date_taken": "2026-12-08"}),
        ({"amount": "3.2m"}, {"amount": "3200000.00"}),
        ({"amount": "£420k"}, {"amount": "420000.00"}),
        ({"amount": "GBP 1,234.5"}, {"amount": "1234.50"}),
        ({"amount": 420000}, {"amount": "420000.00"}),
        (
            {"background_papers": "Fees report | Town Hall, reception | 2026-11-02 | no; Annex"},
            {
                "background_papers": [
                    {
                        "title": "Fees report",
                        "where": "Town Hall, reception",
                        "on": "2026-11-02",
                        "public": "no",
                    },
                    {"title": "Annex"},
                ]
            },
        ),
        (
            {"background_papers": [{"title": "A", "url": "https://a.example", "public": True}]},
            {"background_papers": [{"title": "A", "where": "https://a.example", "public": "yes"}]},
        ),
        (
            {"background_papers": ["A", {"title": "B", "date": "2026-11-02"}]},
            {"background_papers": [{"title": "A"}, {"title": "B", "on": "2026-11-02"}]},
        ),
        ({"background_papers": "none"}, {"background_papers": []}),
        ({"contentious": False}, {"contentious": "no"}),
        ({"Decision_Maker": "|Ann"}, {"decision_makers": [{"name": "Ann"}]}),
        ({"limb": "two_or_more_wards"}, {"key_limbs": ["two_or_more_wards"]}),
        ({"localities": "North; South"}, {"wards": ["North", "South"]}),
        ({"recorded_at": "2026-11-30"}, {"recorded_on": "2026-11-30"}),
        (
            {"consulted": [{"who": "A", "on": "2026-11-02"}]},
            {"consulted": [{"who": "A", "on": "2026-11-02"}]},
        ),
        ({"financial__amount": "5"}, {"amount": "5.00"}),
        ({"financial": {"amount": "5", "period_to": ""}}, {"amount": "5.00", "period_to": None}),
        (
            {"urgency_route": {"kind": "none", "reason": "x"}},
            {"urgency_route": "none", "urgency_reason": "x"},
        ),
        ({"urgency_route": "special_urgency"}, {"urgency_route": "special_urgency"}),
        ({"is_key_decision": "Yes"}, {"is_key_decision": True}),
        ({"is_key_decision": "no"}, {"is_key_decision": False}),
        ({"is_key_decision": False}, {"is_key_decision": False}),
        ({"governance_route": "OFFICER_SORD"}, {"governance_route": "officer_SoRD"}),
        ({"governance_route": "Operational"}, {"governance_route": "operational"}),
        ({"exempt_paras": "3, 5"}, {"exempt_paras": ["3", "5"]}),
        ({"exempt_paras": ["3"]}, {"exempt_paras": ["3"]}),
        ({"exempt_paras": "none"}, {"exempt_paras": []}),
        ({"alternatives": "None considered"}, {"alternatives": []}),
        ({"alternatives": []}, {"alternatives": []}),
        (
            {"alternatives": "Stop | Costs; Wait"},
            {"alternatives": [{"option": "Stop", "why_rejected": "Costs"}, {"option": "Wait"}]},
        ),
        ({"alternatives": ["Wait"]}, {"alternatives": [{"option": "Wait"}]}),
        (
            {"alternatives": '[{"option": "Wait", "why_rejected": null}]'},
            {"alternatives": [{"option": "Wait"}]},
        ),
        ({"org": "CAL"}, {"org": "organisation:CAL"}),
        (
            {"standing_dual_role_declared": "CAL,WEX"},
            {"standing_dual_role_declared": ["organisation:CAL", "organisation:WEX"]},
        ),
        (
            {"standing_dual_role_declared": ["CAL"]},
            {"standing_dual_role_declared": ["organisation:CAL"]},
        ),
        ({"wards": "North; South"}, {"wards": ["North", "South"]}),
        ({"wards": ["North"]}, {"wards": ["North"]}),
    ],
)  # fmt: skip
def test_a_value_is_understood(values: dict[str, Any], stored: Fields) -> None:
    assert given(**values) == stored


def test_a_task_takes_a_priority_for_each_organisation() -> None:
    assert given(TASK, priority="WEX|high; CAL|low") == {
        "priority": [
            {"org": "organisation:WEX", "level": "high"},
            {"org": "organisation:CAL", "level": "low"},
        ]
    }


def test_numbers_and_objects_are_understood() -> None:
    found = given(DECISION_VERSION, number="2", fields='{"a": 1}')
    assert found == {"number": 2, "fields": {"a": 1}}
    assert given(DECISION_VERSION, fields={"a": 1}) == {"fields": {"a": 1}}


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("date_takn", "Did you mean “date_taken”?"),
        ("amout", "Did you mean “financial.amount”?"),
        ("financial.ammount", "Did you mean “financial.amount”?"),
        ("Date of decisions", "Did you mean “date_taken”?"),
        ("exempt_para", "Did you mean “exempt_paras”?"),
        ("x" * 1_000_000, "There are: org, matter, ref"),
    ],
)
def test_of_a_slip_the_near_name_is_told(slip: str, meant: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        given(**{slip: "x"})
    assert meant in str(caught.value)


EVERY_FIELD = [
    (kind.name, one)
    for kind in (MATTER, DECISION, TASK, *REGISTERS)
    for one in (*kind.fields, *(part for each in kind.fields for part in each.parts))
]


@pytest.mark.parametrize(("kind", "one"), EVERY_FIELD)
def test_what_a_field_takes_is_said_and_true(kind: str, one: Field) -> None:
    """Each example and each allowed value that is told is understood."""
    told = takes(one)
    assert told
    if one.kind in (Kind.CHOICE, Kind.CHOICES):
        assert all(typed(one, value, resolve) for value in one.choices)
        assert all(value in told for value in one.choices)
    for sign, examples in (
        (Kind.DAY, ["2026-12-08"]),
        (Kind.MONEY, ["3200000", "3.2m", "420k"]),
        (Kind.FLAG, ["yes", "no"]),
    ):
        if one.kind is sign:
            assert all(example in told for example in examples)
            assert all(typed(one, example, resolve) is not None for example in examples)
    if one.none:
        assert typed(one, "none", resolve) == []
        assert told.endswith(f"“none” for: {one.none}")


def test_what_rows_take_is_told_part_by_part() -> None:
    assert takes(FORUM.field("seats")) == (
        "rows of Person | Organisation | Role (voting, attending, author, chair) | Deputy, with"
        " “;” between them"
    )
    assert takes(TASK.field("repeat")) == "text (a rule as in FREQ=MONTHLY;COUNT=4)"
    assert takes(TASK.field("org")) == ("an organisation's code, or several with “,” between them")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"nonsense": "x"}, "There is no field “nonsense”. There are: org, matter"),
        ({"date_taken": "31 April"}, "“31 April” is not a day for “Date of decision”"),
        ({"date_taken": 5}, "“5” is not a day"),
        ({"amount": "much"}, "“much” is not an amount for “Amount”"),
        ({"amount": ","}, "“,” is not an amount"),
        ({"amount": "9" * 20}, "too large"),
        ({"is_key_decision": "perhaps"}, "“Key decision” is yes or no, not “perhaps”."),
        ({"title": True}, "“Title” is no question of yes or no."),
        ({"title": ["x"]}, "“Title” takes a single value."),
        ({"governance_route": "x"}, "“x” is not one of those for “Route”"),
        ({"alternatives": 5}, "takes a list"),
        ({"alternatives": [5]}, "takes a list of objects"),
        ({"alternatives": "a|b|c"}, "has only these parts: Option | Why rejected."),
        ({"alternatives": [{"what": 1}]}, "has no part “what”. There are: option, why_rejected"),
        ({"alternatives": "[oops"}, "not sound JSON"),
        ({"alternatives": "[" * 100_000}, "not sound JSON"),
        ({"wards": [""]}, "takes a list of texts"),
        ({"org": "nobody"}, "Nobody here"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_field_s_name(
    values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(WrongUseError) as caught:
        given(**values)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"number": "two"}, "not a whole number"), ({"fields": ["x"]}, "takes an object")],
)
def test_numbers_and_objects_are_refused_too(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(WrongUseError) as caught:
        given(DECISION_VERSION, **values)
    assert sentence in str(caught.value)
