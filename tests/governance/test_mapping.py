from datetime import date
from decimal import Decimal

import pytest

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.tables import Cell, Row
from jointdesk.governance.cell_values import CellReader
from jointdesk.governance.import_words import HEADINGS, is_heading
from jointdesk.governance.mapping import SURE, Mapping, guess, importable, remembered

MODERN_GOV = {
    "Decision Maker": "decision_makers",
    "Decision status": "status",
    "Is Key decision?": "is_key_decision",
    "Is subject to call in?": "callable_in",
    "Purpose": "purpose",
    "Decision": "decision_text",
    "Reasons for the decision": "reasons",
    "Alternative options considered": "alternatives",
    "Report author": "report_author",
    "Publication date": "date_published",
    "Date of decision": "date_taken",
    "Decided at meeting": "decided_at_meeting",
    "Effective from": "date_effective",
    "Urgent item?": "urgency_route",
    "Wards/Divisions affected": "wards",
    "Notice of proposed decision first published": "notice_published_on",
    "Accompanying Documents": "background_papers",
}
OFFICER_REGISTER = {
    "Ref. No.": "ref",
    "Title of decision": "title",
    "Decision taken by (name and job title)": "decision_makers",
    "Details of decision": "decision_text",
    "Rationale for decision": "reasons",
    "Other options considered": "alternatives",
    "Date of decision (dd/mm/yyyy)": "date_taken",
    "Value (£)": "amount",
    "Source of authority to take decision": "authority_paragraph",
    "Officer(s) to action": "contact",
    "Recorded on": "recorded_on",
}
NHS_LOG = {
    "Date": "date_taken",
    "Item discussed": "title",
    "APPROVED / DELEGATED / RATIFIED": "outcome",
    "Action": "notes",
}
HULL_TRACKER = {
    "No": "ref",
    "Paper": "title",
    "Action": "notes",
    "Lead": "contact",
    "Target date": "decision_due",
    "New date": "review_date",
    "Status/comment": "status",
}


def guessed(*headings: str, cells: tuple[Cell, ...] = ()) -> Mapping:
    rows = [Row(2, cells)] if cells else []
    return guess(headings, rows, DECISION.fields, CellReader())


@pytest.mark.parametrize("register", [MODERN_GOV, OFFICER_REGISTER, NHS_LOG, HULL_TRACKER])
def test_the_headings_of_real_registers_are_known(register: dict[str, str]) -> None:
    mapping = guessed(*register)
    assert {one.heading: one.field for one in mapping.columns} == register
    assert sum(one.confidence >= SURE for one in mapping.columns) >= len(register) - 1


def test_every_field_is_guessed_from_its_own_label() -> None:
    labels = {one.label: one.name for one in importable(DECISION.fields)}
    for label, name in labels.items():
        # The text beside it is what registers have.
        wanted = "authority_paragraph" if name == "authority_document" else name
        assert guessed(label).columns[0].field == wanted


def test_every_heading_we_know_belongs_to_a_field_that_can_be_filled() -> None:
    assert HEADINGS.keys() <= {one.name for one in importable(DECISION.fields)}
    known = [words for headings in HEADINGS.values() for words in headings]
    assert sorted({words for words in known if known.count(words) > 1}) == []


def test_each_field_goes_to_one_column_and_the_rest_to_none() -> None:
    mapping = guessed("Title", "Subject", "Colour of the folder", "")
    assert [one.field for one in mapping.columns] == ["title", None, None, None]


def test_cells_that_say_no_day_speak_against_a_date() -> None:
    assert guessed("Published", cells=("Yes",)).columns[0].field is None
    assert guessed("Published", cells=("12/01/2026",)).columns[0].field == "date_published"
    assert guessed("Published", cells=(date(2026, 1, 12),)).columns[0].field == "date_published"
    assert guessed("Published", cells=("31 April 2026",)).columns[0].field == "date_published"
    assert guessed("Published", cells=("TBC",)).columns[0].field == "date_published"
    assert guessed("Value", cells=(Decimal(5),)).columns[0].field == "amount"
    assert guessed("Cost", cells=("Lower than before",)).columns[0].field is None


def test_a_person_has_the_last_word_and_a_field_moves() -> None:
    mapping = guessed("Title", "Subject").with_field(1, "title")
    assert [(one.field, one.confidence) for one in mapping.columns] == [(None, 1), ("title", 1)]
    assert mapping.place("title") == 1
    assert mapping.with_field(1, None).place("title") is None


def test_what_a_person_set_is_remembered_by_heading() -> None:
    mapping = guessed("Ref", "Subject", "").with_field(1, "matter")
    again = remembered(["SUBJECT:", "Ref.", "New"], mapping.by_heading())
    assert [one.field for one in again.columns] == ["matter", "ref", None]


def test_headings_are_told_from_other_text() -> None:
    assert is_heading("Date of Decision:")
    assert is_heading("Is Key decision?")
    assert not is_heading("Care home fees 2027/28")
