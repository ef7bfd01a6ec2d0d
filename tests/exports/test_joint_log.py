"""X3: separate decisions side by side, and never one row for two bodies."""

from dataclasses import replace
from datetime import date

from jointdesk.domain.decisions import Status
from jointdesk.exports.content import Content, Period
from jointdesk.exports.document import Document, Paragraph, Table, tables_of
from jointdesk.exports.editions import Reader
from jointdesk.exports.joint_log import HEADER, joint_log
from tests.exports.sample_content import DRAFT, LEASE, PILOT, PILOT_WEX, content, stub

JOINT = Reader("joint")
ALL = Period()


def log(
    found: Content, reader: Reader = JOINT, period: Period = ALL, printed: bool = True
) -> Document:
    flags = {"m1": ["DEC-01: they differ."]}
    return joint_log(found, reader, period, flags, printed=printed)[0]


def only_table(found: Content, reader: Reader = JOINT) -> Table:
    (table,) = tables_of(log(found, reader))
    return table


def test_matters_with_two_decisions_stand_side_by_side() -> None:
    table = only_table(content(PILOT, PILOT_WEX, LEASE))
    assert [column.header for column in table.columns] == [
        "Item",
        "CAL CAL-2026-116",
        "WEX WEX-2026-070",
    ]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Decision"] == ("Agreed the council's half.", "Agreed the ICB's half.")
    assert rows["Effective from"] == ("20 Nov 2026", "20 Nov 2026")


def test_the_header_and_the_mismatches_are_on_the_page() -> None:
    document = log(content(PILOT, PILOT_WEX))
    assert document.header == HEADER == "Records of separate decisions of each body"
    assert Paragraph("Does not match: DEC-01: they differ.") in document.blocks


def test_a_decision_that_is_not_taken_is_named_without_its_text() -> None:
    table = only_table(content(PILOT, DRAFT))
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Decision"] == ("Agreed the council's half.", "")
    assert rows["Decision status"] == ("In effect", "Not taken yet")


def test_matters_on_which_nobody_decided_are_left_out() -> None:
    draft = replace(PILOT, status=Status.DRAFT, date_taken=None)
    assert tables_of(log(content(draft, DRAFT))) == ()


def test_a_hidden_decision_counts_and_is_held() -> None:
    document = log(content(PILOT, stubs=(stub(PILOT_WEX),)))
    assert Paragraph("Counterpart decision: held by WEX.") in document.blocks


def test_more_than_three_decisions_begin_another_table() -> None:
    many = [replace(PILOT, id=f"x{n}", ref="same") for n in range(4)]
    first, second = tables_of(log(content(*many)))
    assert [column.header for column in first.columns][1:] == [
        "CAL same",
        "CAL same (2)",
        "CAL same (3)",
    ]
    assert len(second.columns) == 2


def test_the_period_takes_matters_with_a_decision_in_it() -> None:
    found = content(PILOT, replace(PILOT_WEX, date_taken=date(2026, 10, 1)))
    assert tables_of(log(found, period=Period(date(2026, 11, 1), date(2026, 12, 1))))
    assert tables_of(log(found, period=Period(date(2026, 12, 1), None))) == ()


def test_sheets_have_one_row_a_decision_and_one_table_each() -> None:
    document = log(content(PILOT, PILOT_WEX), printed=False)
    decisions, contributions, mismatches = tables_of(document)
    assert [row[:3] for row in decisions.rows] == [
        ("Falls pilot", "CAL", "CAL-2026-116"),
        ("Falls pilot", "WEX", "WEX-2026-070"),
    ]
    assert len(contributions.rows) == 2
    assert mismatches.rows == (("Falls pilot", "DEC-01: they differ."),)


def test_exempt_text_is_only_for_its_own_body() -> None:
    exempt = replace(PILOT, exempt_paras=("3",))
    for reader, text in (
        (JOINT, "Withheld"),
        (Reader("org", "o2"), "Withheld"),
        (Reader("org", "o1"), PILOT.decision_text),
    ):
        rows = {row[0]: row[1:] for row in only_table(content(exempt, PILOT_WEX), reader).rows}
        assert rows["Decision"][0] == text
