"""X1 and X2: which decisions a register has, under which labels, and what is said of the rest."""

from dataclasses import replace
from datetime import date

import pytest

from jointdesk.domain.decisions import Decision, MemberConflict, Status
from jointdesk.exports import registers
from jointdesk.exports.content import Content, Period
from jointdesk.exports.document import Document, LabelledFields, Table, notes_of, tables_of
from jointdesk.exports.editions import Reader
from jointdesk.exports.registers import register
from tests.exports.sample_content import DRAFT, LEASE, PILOT, PILOT_WEX, content, stub

PUBLIC, JOINT = Reader("public"), Reader("joint")
OWN = Reader("org", "o1")


def table_of(found: Content, reader: Reader = OWN, org: str = "o1") -> Table:
    (table,) = tables_of(register(found, org, reader, Period(), printed=False).document)
    return table


def row_of(
    found: Content, reader: Reader = OWN, org: str = "o1", row: int = 0
) -> dict[str, object]:
    table = table_of(found, reader, org)
    headers = [column.header for column in table.columns]
    return dict(zip(headers, table.rows[row], strict=True))


def printed(found: Content, reader: Reader = OWN) -> Document:
    return register(found, "o1", reader, Period(), printed=True).document


def refs(table: Table) -> list[object]:
    return [row[0] for row in table.rows]


def test_a_council_register_bears_the_labels_people_know() -> None:
    row = row_of(content(PILOT))
    assert row["Decision maker"] == "Imogen Farrant, Joint Director"
    assert row["Decision status"] == "In effect"
    assert row["Date of decision"] == date(2026, 11, 20)
    assert row["Decided at meeting"] == "Cabinet"
    assert row["Alternative options considered"] == "Do nothing: Falls rose"
    assert row["Interests of members declared"] == "None declared"
    assert row["Effective from"] == date(2026, 11, 20)
    assert row["Exempt under paragraph"] == "Not exempt"
    assert row["Contributions"] == "CAL: £60,000, 2026/27, confirmed until 31 Mar 2027"
    assert row["Source of authority to take decision"] == (
        "Scheme of delegation, version 2026/27, paragraph 4.12, limit £250,000"
    )
    assert row["Is key decision?"] is None


def test_an_nhs_register_says_how_interests_were_managed() -> None:
    row = row_of(content(), Reader("org", "o2"), "o2")
    assert row["Interests and how managed"] == (
        "Imogen Farrant: Non-financial professional, Trustee, WEX, declared on 3 May 2026,"
        " Declared only"
    )


def test_decisions_stand_newest_first_and_only_the_bodys_own() -> None:
    assert refs(table_of(content())) == ["CAL-2026-119", "CAL-2026-116"]


def test_nothing_that_is_not_taken_is_a_decision() -> None:
    assert refs(table_of(content(DRAFT), Reader("director"), "o2")) == []


@pytest.mark.parametrize(
    ("status", "published", "is_there"),
    [
        (Status.TAKEN, None, False),
        (Status.RECORDED, None, False),
        (Status.RECORDED, date(2026, 11, 24), False),
        (Status.PUBLISHED, date(2026, 11, 24), True),
        (Status.IN_WINDOW, None, True),
        (Status.CALLED_IN, date(2026, 11, 24), True),
        (Status.REVOKED, date(2026, 11, 24), True),
        (Status.REVOKED, None, False),
        (Status.VOID, None, False),
    ],
)
def test_a_public_edition_has_what_is_published(
    status: Status, published: date | None, is_there: bool
) -> None:
    one = replace(PILOT, status=status, date_published=published)
    assert bool(table_of(content(one), PUBLIC).rows) is is_there
    assert bool(table_of(content(one), OWN).rows) is True


def test_exempt_text_is_replaced_by_summary_paragraph_and_reason() -> None:
    row = row_of(content(LEASE), PUBLIC)
    assert row["Title"] == row["Decision"] == row["Reasons for the decision"] == "Withheld"
    assert row["Public summary"] == "Approved a lease."
    assert row["Exempt under paragraph"] == (
        "Paragraph 3 of Schedule 12A, Local Government Act 1972"
    )
    assert row["Why withholding it is in the public interest"]
    assert row["Date of decision"] == date(2026, 12, 8)
    assert row["Interests of members declared"] is None
    assert row_of(content(LEASE), OWN)["Decision"] == LEASE.decision_text


def test_the_call_in_deadline_stands_apart_from_the_day_of_effect() -> None:
    row = row_of(content(LEASE))
    assert row["Call-in deadline date"] == date(2026, 12, 17)


def test_the_counterpart_is_named_or_said_to_be_held() -> None:
    named = row_of(content())
    assert named["Counterpart decision"] is None
    assert row_of(content(), row=1)["Counterpart decision"] == "WEX: WEX-2026-070"
    held = content(PILOT, stubs=(stub(PILOT_WEX),))
    assert row_of(held)["Counterpart decision"] == "Counterpart decision: held by WEX"
    assert row_of(content(PILOT))["Counterpart decision"] == "Needed, none recorded"


def test_what_is_kept_to_the_body_is_told_to_partners_as_held() -> None:
    notes = notes_of(
        register(
            content(PILOT_WEX, stubs=(stub(PILOT),)), "o1", JOINT, Period(), printed=False
        ).document
    )
    assert "Counterpart decision: held by CAL, on the matter “Falls pilot”." in notes


def test_the_marking_is_that_of_what_is_shown() -> None:
    sensitive = replace(PILOT, classification="OFFICIAL-SENSITIVE")
    assert printed(content(PILOT)).marking == "OFFICIAL"
    assert printed(content(sensitive)).marking == "OFFICIAL-SENSITIVE"
    assert printed(content(sensitive), JOINT).marking == "OFFICIAL"
    assert printed(content(sensitive), PUBLIC).marking == ""


def test_pages_have_an_overview_and_an_entry_for_each() -> None:
    document = printed(content())
    assert not document.landscape
    entries = [block for block in document.blocks if isinstance(block, LabelledFields)]
    assert [block.caption for block in entries] == [
        "Record of decision CAL-2026-119",
        "Record of decision CAL-2026-116",
    ]
    assert ("Decision", "Agreed the council's half.") in entries[1].fields
    assert "Is key decision?" not in dict(entries[1].fields)


def test_a_printed_entry_says_what_is_missing_and_must_not_be() -> None:
    bare = replace(PILOT, reasons="", alternatives=None)
    (fields,) = [one for one in printed(content(bare)).blocks if isinstance(one, LabelledFields)]
    assert dict(fields.fields)["Reasons for the decision"] == "Not recorded"
    assert dict(fields.fields)["Alternative options considered"] == "Not recorded"


def named(text: str) -> Decision:
    return replace(PILOT, reasons=text)


@pytest.mark.parametrize(
    "text",
    ["Tom Adeyemi", "TOM ADEYEMI", "Adeyemi, Tom", "T. Adeyemi", "T Adeyemi", "Mr Adeyemi",
     "Tom  Adeyemi", "tom@cal.example"],
)  # fmt: skip
def test_a_public_edition_names_nobody_without_a_public_role(text: str) -> None:
    reasons = row_of(content(named(f"As {text} advised.")), PUBLIC)["Reasons for the decision"]
    assert reasons == "As [name removed] advised."
    assert row_of(content(named(text)), OWN)["Reasons for the decision"] == text


@pytest.mark.parametrize(
    "text", ["Imogen Farrant", "Cllr Maureen Stott", "Tomorrow", "Atom Adeyemis"]
)
def test_makers_and_holders_of_public_offices_are_named(text: str) -> None:
    assert row_of(content(named(text)), PUBLIC)["Reasons for the decision"] == text


def test_very_many_decisions_are_one_table_on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "_ENTRIES", 1)
    document = printed(content())
    assert document.landscape
    (table,) = tables_of(document)
    assert refs(table) == ["CAL-2026-119", "CAL-2026-116"]
    assert any("too many for an entry each" in line for line in notes_of(document))


def test_members_who_declare_an_interest_are_named() -> None:
    declared = replace(PILOT, member_conflicts=(MemberConflict("Tom Adeyemi", "A share"),))
    row = row_of(content(declared), PUBLIC)
    assert row["Interests of members declared"] == "Tom Adeyemi: A share"
