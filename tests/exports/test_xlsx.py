"""XLSX: one named table a sheet, typed values, nothing merged or hidden, nothing that can run."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.exports.document import Column, Document, Table
from jointdesk.exports.xlsx import CELL_LIMIT, write_xlsx
from tests.exports.sample_documents import COLUMNS, HOSTILE, MADE_AT, register, with_text
from tests.exports.searching import holds


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def one_cell(value: object) -> Document:
    columns = (Column("a", "A"), Column("b", "B"))
    return Document("One", MADE_AT, (Table("One", "One", columns, ((value, "x"),)),))  # type: ignore[arg-type]


def cell_of(data: bytes) -> "openpyxl.cell.Cell":
    return opened(data)["One"]["A4"]


def test_each_sheet_has_one_named_table_below_its_title() -> None:
    book = opened(write_xlsx(register()))
    assert book.sheetnames == ["Decisions", "Notes"]
    sheet = book["Decisions"]
    assert sheet["A1"].value == "Calderbourne Council: register of decisions"
    assert list(sheet.tables) == ["Decisions"]
    assert sheet.tables["Decisions"].ref == "A3:E6"
    assert [cell.value for cell in sheet[3]] == [column.header for column in COLUMNS]


def test_nothing_is_merged_hidden_or_blank_across() -> None:
    for sheet in opened(write_xlsx(register())):
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert not any(one.hidden for one in sheet.column_dimensions.values())
        assert not any(one.hidden for one in sheet.row_dimensions.values())
        assert all(any(cell.value is not None for cell in row) for row in sheet.rows)
        assert all(cell.comment is None for row in sheet.rows for cell in row)


def test_values_are_what_they_are() -> None:
    sheet = opened(write_xlsx(register()))["Decisions"]
    assert [cell.value for cell in sheet[4]] == [
        "CAL-2026-118",
        datetime(2026, 12, 8),  # noqa: DTZ001
        "Approved the reablement award.",
        3_200_000,
        3,
    ]
    assert sheet["D5"].value == 41_700_000.55
    assert sheet["B4"].is_date
    assert sheet["B4"].number_format == "d mmm yyyy"
    assert "£" in sheet["D4"].number_format
    assert [cell.value for cell in sheet[6]][1:] == [None, None, None, None]


def test_the_header_stays_in_sight_and_text_wraps() -> None:
    sheet = opened(write_xlsx(register()))["Decisions"]
    assert sheet.freeze_panes == "A4"
    assert sheet["C4"].alignment.wrap_text
    assert sheet.print_title_rows == "$3:$3"


def test_notes_have_a_sheet_of_their_own() -> None:
    notes = opened(write_xlsx(register()))["Notes"]
    assert [row[1].value for row in notes.iter_rows(min_row=4)] == [
        "Decisions published in November 2026.",
        "Amounts are in pounds.",
    ]


def test_its_properties_name_nobody_and_bear_its_own_date() -> None:
    data = write_xlsx(register())
    properties = opened(data).properties
    assert properties.title == "Calderbourne Council: register of decisions"
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert str(properties.created) == "2026-11-18 11:06:40"
    assert data == write_xlsx(register())


def test_a_marking_never_asks_for_a_picture() -> None:
    sheet = opened(write_xlsx(register(marking="R&G only")))["Decisions"]
    assert sheet.oddHeader.center.text == "R&&\u2060G only"


def test_the_marking_is_on_the_sheet_and_on_each_page() -> None:
    sheet = opened(write_xlsx(register(marking="OFFICIAL-SENSITIVE")))["Decisions"]
    assert sheet["A2"].value.startswith("OFFICIAL-SENSITIVE. ")
    assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE"
    assert sheet.oddFooter.center.text == "OFFICIAL-SENSITIVE"
    assert not holds(write_xlsx(register()), "OFFICIAL")


def test_a_table_without_rows_says_so() -> None:
    assert opened(write_xlsx(register(())))["Decisions"]["A4"].value == "No records."


@pytest.mark.parametrize("text", [one for one in HOSTILE if one])
def test_hostile_text_is_only_text(text: str) -> None:
    data = write_xlsx(with_text(text))
    for sheet in opened(data):
        for row in sheet.rows:
            assert all(cell.data_type in ("s", "n", "d") for cell in row)
            assert all(cell.hyperlink is None for cell in row)
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(data)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    )
    if text.isprintable() and not text.startswith("<r>"):
        assert cell_of(write_xlsx(one_cell(text))).value == text


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_gives_a_workbook_that_opens(text: str) -> None:
    opened(write_xlsx(with_text(text)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("0.1"), 0.1),
        (Decimal("1234567890123.45"), 1234567890123.45),
        (Decimal("12345678901234567.89"), "£12,345,678,901,234,567.89"),
        (Decimal("NaN"), "NaN"),
        (Decimal("Infinity"), "Infinity"),
        (10**15 - 1, 10**15 - 1),
        (10**16 + 1, str(10**16 + 1)),
        (date(1899, 12, 31), "31 Dec 1899"),
    ],
)
def test_what_excel_cannot_hold_exactly_is_text(value: object, expected: object) -> None:
    assert cell_of(write_xlsx(one_cell(value))).value == expected


def test_text_too_long_for_a_cell_goes_on_in_the_notes() -> None:
    text = "".join(f"{n:06}" for n in range(12_000))
    data = write_xlsx(one_cell(text))
    beginning = cell_of(data).value
    assert len(beginning) <= CELL_LIMIT
    beginning, mark, _ = beginning.partition(" [continues")
    assert mark
    notes = [row[1].value for row in opened(data)["Notes"].iter_rows(min_row=4)]
    assert all(note.startswith("One, row 4, A, continued: ") for note in notes)
    assert beginning + "".join(note.partition("continued: ")[2] for note in notes) == text


def test_emoji_count_twice_as_excel_counts_them() -> None:
    beginning = cell_of(write_xlsx(one_cell("🎉" * 20_000))).value
    assert len(beginning.encode("utf-16-le")) // 2 <= CELL_LIMIT


def test_writing_rows_can_be_stopped() -> None:
    def stop(done: int, total: int, words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_xlsx(register(), stop)
