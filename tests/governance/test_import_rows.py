from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.fields import read
from jointdesk.domain.items import Json
from jointdesk.domain.tables import Cell, Row
from jointdesk.governance.cell_values import CellReader
from jointdesk.governance.import_rows import (
    NOTHING_KNOWN,
    CellProblem,
    Known,
    RowVerdict,
    State,
    identity,
    judge_rows,
    read_row,
)
from jointdesk.governance.mapping import Column, Mapping, importable

TODAY = date(2026, 11, 30)
REGISTER = Mapping((Column("Ref", "ref"), Column("Title", "title"), Column("Date", "date_taken")))


def said(field: str, cell: Cell, is_nhs: bool = False) -> RowVerdict:
    mapping = Mapping((Column("Title", "title"), Column("It", field)))
    return read_row(Row(7, ("Fees", cell)), mapping, CellReader(is_nhs), TODAY)


def value(field: str, cell: Cell, is_nhs: bool = False) -> Json:
    return said(field, cell, is_nhs).fields.get(field)


def warned(verdict: RowVerdict) -> list[str]:
    return [problem.reason for problem in verdict.warnings if problem.column]


def judged(*rows: tuple[Cell, ...], known: Known = NOTHING_KNOWN) -> list[RowVerdict]:
    numbered = [Row(number, cells) for number, cells in enumerate(rows, 2)]
    return list(judge_rows(numbered, REGISTER, CellReader(), TODAY, known))


# One cell


@pytest.mark.parametrize(
    ("field", "cell", "stored"),
    [
        ("date_taken", date(2026, 11, 12), "2026-11-12"),
        ("date_taken", "12/11/2026", "2026-11-12"),
        ("date_taken", Decimal(46054), "2026-02-01"),
        ("amount", "£3.2m", "3200000.00"),
        ("amount", Decimal("1234.5"), "1234.50"),
        ("amount", "nil", "0.00"),
        ("is_key_decision", "Yes", True),
        ("is_key_decision", "Non-key", False),
        ("is_key_decision", "Yes - significant expenditure", True),
        ("callable_in", "No (not for call in)", False),
        ("status", "Recommendations Approved", "recorded"),
        ("status", "In effect", "effective"),
        ("status", "Implemented", "implemented"),
        ("governance_route", "Portfolio holder decision", "exec_individual"),
        ("governance_route", "full_council", "full_council"),
        ("urgency_route", "No", "none"),
        ("classification", "Official - Sensitive", "OFFICIAL-SENSITIVE"),
        ("exempt_paras", "Paragraphs 3 and 5 of Part 1 of Schedule 12A", ["3", "5"]),
        ("exempt_paras", "Open", []),
        ("key_limbs", "Two or more wards", ["two_or_more_wards"]),
        ("wards", "Abbey; Castle, Mill", ["Abbey", "Castle", "Mill"]),
        (
            "background_papers",
            "Fees, a review; Annex",
            [{"title": "Fees, a review"}, {"title": "Annex"}],
        ),
        ("alternatives", "None considered", []),
        ("alternatives", "Do nothing", [{"option": "Do nothing"}]),
        ("member_conflicts", "None declared", []),
        ("officer_interests", "Director is landlord", [{"nature": "Director is landlord"}]),
        ("consulted", "Cllr Stott\nLegal", [{"who": "Cllr Stott"}, {"who": "Legal"}]),
        ("contact", "Tom\nAdeyemi", "Tom Adeyemi"),
        ("ref", Decimal(118), "118"),
        ("report_author", date(2026, 1, 2), "2 January 2026"),
        ("notes", "=HYPERLINK(1)\n<b>", "=HYPERLINK(1)\n<b>"),
        ("wards", "None", []),
        ("contact", "N/A", None),
        ("date_effective", "None", None),
        ("date_effective", "not applicable", None),
    ],
)
def test_a_cell_is_stored_as_its_field_wants_it(field: str, cell: Cell, stored: Json) -> None:
    verdict = said(field, cell)
    assert verdict.state is State.ADDED
    assert verdict.fields.get(field) == stored
    if stored is not None:
        assert read(DECISION.field(field), stored) is not None


@pytest.mark.parametrize(
    ("cell", "makers"),
    [
        ("Imogen Farrant, Joint Director", [{"name": "Imogen Farrant", "role": "Joint Director"}]),
        ("Imogen Farrant (Joint Director)", [{"name": "Imogen Farrant", "role": "Joint Director"}]),
        ("Leader of the Council - Cllr Ann Moss",
         [{"name": "Cllr Ann Moss", "role": "Leader of the Council"}]),
        ("Cllr Stott; Cllr Moss", [{"name": "Cllr Stott"}, {"name": "Cllr Moss"}]),
        ("Ann Moss, Bo Pym", [{"name": "Ann Moss"}, {"name": "Bo Pym"}]),
        ("Cabinet Member for Health and Wellbeing",
         [{"role": "Cabinet Member for Health and Wellbeing"}]),
    ],
)  # fmt: skip
def test_decision_makers_are_names_with_roles(cell: str, makers: list[Json]) -> None:
    assert value("decision_makers", cell) == makers


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [
        ("date_taken", "31 April 2026", "April 2026 has 30 days"),
        ("date_taken", "Feb 2026", "a month without its day"),
        ("date_taken", date(1900, 1, 1), "the year 1900 cannot be meant"),
        ("date_taken", Decimal("20261.5"), "not a date"),
        ("amount", "£1m to £2m", "more than one amount"),
        ("amount", Decimal(10) ** 20, "an amount too large to be meant"),
        ("title", "#N/A", "an error of the spreadsheet"),
        ("wards", "#REF!", "an error of the spreadsheet"),
    ],
)
def test_a_wrong_value_refuses_the_row_with_the_reason(field: str, cell: Cell, reason: str) -> None:
    mapping = Mapping((Column("Decision", "decision_text"), Column("It", field)))
    verdict = read_row(Row(7, ("Agreed", cell)), mapping, CellReader(), TODAY)
    assert verdict.state is State.REFUSED
    assert [(one.column, one.reason) for one in verdict.problems] == [("It", reason)]


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("date_effective", "After call-in"),
        ("amount", "See the exempt report"),
        ("is_key_decision", "Possibly"),
        ("governance_route", "Officer"),
        ("status", "Chased twice"),
        ("exempt_paras", "Commercial"),
    ],
)
def test_what_is_no_value_is_kept_in_the_notes_with_a_warning(field: str, cell: str) -> None:
    verdict = said(field, cell)
    assert verdict.fields["notes"] == f"It: {cell}"
    assert field not in verdict.fields or field == "status"
    assert len(warned(verdict)) == 1


def test_words_beside_an_amount_are_kept() -> None:
    verdict = said("amount", "£4.8m pa")
    assert verdict.fields["amount"] == "4800000.00"
    assert verdict.fields["notes"] == "It: £4.8m pa"


@pytest.mark.parametrize("cell", ["TBC", "[Add date]", "To be confirmed", "<insert name>"])
def test_a_placeholder_is_left_blank_and_said(cell: str) -> None:
    for field in ("date_taken", "contact", "amount"):
        assert value(field, cell) is None
        assert warned(said(field, cell)) == ["a placeholder: left blank"]


def test_a_placeholder_within_a_text_is_said() -> None:
    assert warned(said("reasons", "As agreed on [Add date].")) == ["a placeholder is left in it"]


def test_an_officers_route_follows_from_the_organisation() -> None:
    assert value("governance_route", "Officer decision", is_nhs=True) == "officer_SoRD"


def test_names_of_other_things_are_left_to_be_looked_up() -> None:
    verdict = said("forum", "Executive  Committee")
    assert verdict.references == {"forum": "Executive Committee"}
    assert "forum" not in verdict.fields


# One row


def test_an_nhs_log_says_the_decision_by_its_outcome() -> None:
    mapping = Mapping(
        (
            Column("Date", "date_taken"),
            Column("Item discussed", "title"),
            Column("APPROVED / RATIFIED", "outcome"),
        )
    )
    row = Row(3, (date(2026, 10, 19), "Beds", "The Committee RATIFIED the award"))
    assert read_row(row, mapping, CellReader(True), TODAY).fields == {
        "title": "Beds",
        "date_taken": "2026-10-19",
        "outcome": "ratify",
        "decision_text": "The Committee RATIFIED the award",
        "status": "recorded",
    }


def test_the_verb_that_begins_the_text_is_the_outcome() -> None:
    assert said("decision_text", "Approved the fees").fields["outcome"] == "approve"
    assert "outcome" not in said("decision_text", "That the fees be approved").fields


def test_without_a_title_the_decision_gives_it() -> None:
    mapping = Mapping((Column("Decision", "decision_text"),))
    verdict = read_row(Row(2, ("Agreed\nthe fees",)), mapping, CellReader(), TODAY)
    assert verdict.fields["title"] == "Agreed the fees"
    verdict = read_row(Row(2, (None,)), mapping, CellReader(), TODAY)
    assert verdict.problems == (CellProblem("", "", "neither a title nor a decision"),)


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ({}, "draft"),
        ({"notice_published_on": "1/11/2026"}, "noticed"),
        ({"notice_published_on": "1/12/2026"}, "draft"),
        ({"date_taken": "1/11/2026"}, "recorded"),
        ({"date_taken": "8/12/2026", "notice_published_on": "6/11/2026"}, "noticed"),
        ({"date_taken": "1/11/2026", "date_published": "3/11/2026"}, "published"),
    ],
)
def test_without_a_word_the_dates_say_where_it_stands(dates: dict[str, str], status: str) -> None:
    columns = (Column("Title", "title"), *(Column(name, name) for name in dates))
    row = Row(2, ("Fees", *dates.values()))
    assert read_row(row, Mapping(columns), CellReader(), TODAY).fields["status"] == status


@pytest.mark.parametrize(
    ("status", "day", "warning"),
    [
        ("Effective", "8/12/2026", "taken by its status, but dated in the future"),
        ("Effective", None, "taken by its status, but without a date"),
        ("Draft", "1/11/2026", "dated, but by its status not taken"),
        ("Draft", None, None),
        ("Draft", "8/12/2026", None),
        ("Effective", "1/11/2026", None),
        (None, "8/12/2026", "decided in the future: it comes in as not yet taken"),
        (None, None, "no date of decision: it comes in as a draft"),
    ],
)
def test_a_status_that_its_date_contradicts_is_said(
    status: str | None, day: str | None, warning: str | None
) -> None:
    mapping = Mapping((Column("T", "title"), Column("S", "status"), Column("D", "date_taken")))
    verdict = read_row(Row(2, ("Fees", status, day)), mapping, CellReader(), TODAY)
    assert [one.reason for one in verdict.warnings] == ([warning] if warning else [])


# All rows together


def test_a_reference_counts_once_whatever_its_blanks_and_case() -> None:
    verdicts = judged(
        ("C-1", "Fees", "1/11/2026"),
        ("c - 1", "Beds", "1/11/2026"),
        ("C-1", "Fees", "1 Nov 2026"),
        ("C-2", "Fees", "1/11/2026"),
    )
    assert [one.state.value for one in verdicts] == ["added", "refused", "already", "added"]
    assert verdicts[1].problems == (CellProblem("Ref", "c - 1", "row 2 has the same reference"),)
    assert verdicts[2].same_as == 2


def test_without_a_reference_the_same_row_is_there_already() -> None:
    verdicts = judged(
        (None, "Fees", "1/11/2026"), (None, "FEES", "1/11/2026"), (None, "Fees", None)
    )
    assert [one.state.value for one in verdicts] == ["added", "already", "added"]


@pytest.mark.parametrize("titles", [("Ffïoedd", "Gwelyau"), ("费用", "床位")])
def test_titles_differ_in_any_script(titles: tuple[str, str]) -> None:
    verdicts = judged(*((None, title, "1/11/2026") for title in titles))
    assert [one.state.value for one in verdicts] == ["added", "added"]


def test_a_refused_row_does_not_take_its_reference() -> None:
    verdicts = judged(("C-1", "Fees", "31/4/2026"), ("C-1", "Fees", "30/4/2026"))
    assert [one.state.value for one in verdicts] == ["refused", "added"]


def test_what_the_desk_has_is_there_already_or_refused() -> None:
    there = identity({"title": "Fees", "date_taken": "2026-11-01"})
    known = Known({"C-1": there}, frozenset({there}))
    verdicts = judged(
        ("C-1", "Fees", "1/11/2026"),
        ("C-1", "Beds", "1/11/2026"),
        (None, "Fees", "1/11/2026"),
        ("C-9", "Fees", "1/11/2026"),
        known=known,
    )
    assert [one.state.value for one in verdicts] == ["already", "refused", "already", "added"]
    assert verdicts[1].problems[0].reason == "the desk has another decision with this reference"


CELLS = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.sampled_from(["TBC", "#N/A", "Yes", "31 April 2026", "£3m", "None", "C-1", "Approved"]),
)
FIELDS = [one.name for one in importable(DECISION.fields)]


@given(st.data())
def test_every_row_gets_one_verdict_and_only_values_that_can_be_read(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(FIELDS), unique=True, min_size=1, max_size=5))
    mapping = Mapping(tuple(Column(name.upper(), name) for name in names))
    width = len(names)
    cells = data.draw(st.lists(st.tuples(*[CELLS] * width), max_size=6))
    rows = [Row(number, each) for number, each in enumerate(cells, 2)]
    verdicts = list(judge_rows(rows, mapping, CellReader(), TODAY, NOTHING_KNOWN))
    assert [one.number for one in verdicts] == [row.number for row in rows]
    for verdict in verdicts:
        assert (verdict.state is State.REFUSED) == bool(verdict.problems)
        for name, stored in verdict.fields.items():
            assert read(DECISION.field(name), stored) is not None
