import contextlib
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jointdesk.domain.errors import StoppedError
from jointdesk.domain.tables import Row, Skipped, Table
from jointdesk.sources import grids, tables, workbooks
from jointdesk.sources.grids import UnreadableTableError
from jointdesk.sources.tables import read_tables

HEADINGS = ["Ref", "Title", "Date of decision", "Decision"]
RECORD = ["C-1", "Fees", "12/01/2026", "Approved"]


def workbook(fill: Callable[[Worksheet], Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Register"
    fill(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows(*lines: list[Any]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def only(data: bytes) -> Table:
    [table] = read_tables(data, "register.csv")
    return table


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The package with the parts `name`.xml written anew."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            short = name.rpartition("/")[2].removesuffix(".xml")
            new.writestr(name, parts.get(short, old.read(name)))
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


SOUND = workbook(rows(HEADINGS, RECORD, ["C-2", 5, date(2026, 1, 13), "Agreed"]))

# Text files


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separator_and_encoding_are_found(separator: str, encoding: str) -> None:
    lines = [HEADINGS, RECORD, ["C-2", "Café – “fees”", "13/01/2026", "Agreed"]]
    text = "\r\n".join(separator.join(line) for line in lines)
    table = only(text.encode(encoding))
    assert table.headings == tuple(HEADINGS)
    assert table.rows == (Row(2, tuple(RECORD)), Row(3, tuple(lines[2])))


def test_a_quoted_cell_may_span_lines_and_rows_keep_the_files_numbers() -> None:
    text = 'Ref,Title\n"C-1","Fees,\nall ""homes"""\n\nC-2,Beds\n'
    assert only(text.encode()).rows == (
        Row(2, ("C-1", 'Fees,\nall "homes"')),
        Row(5, ("C-2", "Beds")),
    )


def test_the_separator_that_excel_is_told_is_taken() -> None:
    table = only(b"sep=;\r\nRef;Title, long\r\nC-1;a, b\r\n")
    assert table.headings == ("Ref", "Title, long")
    assert table.rows == (Row(3, ("C-1", "a, b")),)


def test_commas_in_sentences_do_not_make_columns() -> None:
    text = "Ref\tDecision\n" + "".join(f"{n}\tAgreed, in part, then\n" for n in range(5))
    assert only(text.encode()).headings == ("Ref", "Decision")


@pytest.mark.parametrize("rest", ["x" * 200_000, "C-3,Pool\nC-4,Hub\n", 'C-3,"Pool'])
def test_an_open_quotation_mark_is_said_with_its_line(rest: str) -> None:
    text = 'Ref,Title\nC-1,Fees\nC-2,"Beds\n' + rest
    with pytest.raises(UnreadableTableError, match="from line 3 on: a quotation mark may be open"):
        only(text.encode())


@pytest.mark.parametrize("last", ['"Beds\r\nand ""more"""', '"Beds" and more', 'Beds "x'])
def test_quotation_marks_within_a_cell_may_be_odd(last: str) -> None:
    assert len(only(f"Ref,Title\r\nC-1,Fees\r\nC-2,{last}\r\n".encode()).rows) == 2


def test_hostile_text_stays_text_and_the_invisible_goes() -> None:
    row = only("Ref,Title\n=cmd|'/c calc'!A1,\u200b<b>Fees</b>\xa0now\x07\n".encode()).rows[0]
    assert row.cells == ("=cmd|'/c calc'!A1", "<b>Fees</b> now")


# Where the table lies


def test_titles_above_and_notes_below_are_no_records() -> None:
    table = only(
        workbook(
            rows(
                ["Calderbourne Council"],
                ["Register of decisions", None, "2026"],
                [],
                HEADINGS,
                RECORD,
                [None, "* a key decision"],
            )
        )
    )
    assert table.header_row == 4
    assert [row.number for row in table.rows] == [5]
    assert table.skipped == (Skipped(6, "a line on its own: “* a key decision”"),)


def test_headings_repeated_for_the_printer_are_named() -> None:
    table = only(workbook(rows(HEADINGS, RECORD, ["REF", *HEADINGS[1:]], RECORD)))
    assert [row.number for row in table.rows] == [2, 4]
    assert table.skipped == (Skipped(3, "the headings again"),)


def test_totals_are_no_records() -> None:
    table = only(
        workbook(rows([*HEADINGS, "Value"], [*RECORD, 5], ["Total:", None, None, None, 5]))
    )
    assert table.skipped == (Skipped(3, "a total"),)


def test_known_headings_win_over_a_wider_row_of_words() -> None:
    data = b"Register,kept,by,the,monitoring,officer\nRef,Title\n1,A\n"
    [table] = read_tables(data, is_heading={"Ref", "Title"}.__contains__)
    assert table.header_row == 2


def test_cells_beyond_the_headings_are_kept_under_none() -> None:
    assert only(b"Ref,Title\nC-1,Fees,stray\n") == Table(
        "register.csv", 1, ("Ref", "Title", ""), (Row(2, ("C-1", "Fees", "stray")),)
    )


@pytest.mark.parametrize("data", [b"", b"\n\n", b"Ref,Title\n", b"1,2\n3,4\n", b"one\ntwo\n"])
def test_no_table_is_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableTableError, match="“register.csv” holds no table"):
        only(data)


# Workbooks


def test_cells_are_text_days_and_numbers() -> None:
    afternoon = datetime(2026, 1, 12, 14, 30)  # noqa: DTZ001 (Excel knows no zones)
    table = only(
        workbook(
            rows(
                [*HEADINGS, "Value", "Key"],
                ["C-1", " Fees ", afternoon, "Approved\r\nin part", 4.8e6, True],
                ["C-2", 118, date(2026, 2, 1), "#N/A", 1234.1 + 0.2, False],
            )
        )
    )
    assert table.rows[0].cells == (
        "C-1", "Fees", date(2026, 1, 12), "Approved\nin part", Decimal(4_800_000), "TRUE",
    )  # fmt: skip
    assert table.rows[1].cells == (
        "C-2", Decimal(118), date(2026, 2, 1), "#N/A", Decimal("1234.3"), "FALSE",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("dd/mm/yyyy", date(2026, 2, 1)),
        ("[$-809]dd mmmm yyyy;@", date(2026, 2, 1)),
        ('"on" d-mmm', date(2026, 2, 1)),
        ("mmm-yy", "Feb 2026"),
        ("hh:mm", "00:00"),
        ("General", Decimal(46054)),
        ("#,##0.00", Decimal(46054)),
        ('[Red]0 "days"', Decimal(46054)),
        ("_-[$£-809]* #,##0_-", Decimal(46054)),
    ],
)
def test_a_number_is_what_its_format_makes_of_it(code: str, value: object) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["Ref", "When"], ["C-1", 46054])(sheet)
        sheet["B2"].number_format = code

    assert only(workbook(fill)).rows[0].cells[1] == value


@pytest.mark.parametrize(
    ("serial", "value"),
    [
        (59, date(1900, 2, 28)),
        (60, "29 Feb 1900"),
        (61, date(1900, 3, 1)),
        (0.75, "18:00"),
        (-5, Decimal(-5)),
        (2_958_466, Decimal(2_958_466)),
    ],
)
def test_days_are_counted_as_excel_counts_them(serial: float, value: object) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["Ref", "When"], ["C-1", serial])(sheet)
        sheet["B2"].number_format = "dd/mm/yyyy"

    assert only(workbook(fill)).rows[0].cells[1] == value


def test_texts_may_be_shared() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Register")
        sheet.write_row(0, 0, ["Ref", "Title"])
        sheet.write_rich_string(1, 0, "C", book.add_format({"bold": True}), "-1")
        sheet.write(1, 1, "Fees")
    assert part(file.getvalue(), "xl/sharedStrings.xml")
    assert only(file.getvalue()).rows == (Row(2, ("C-1", "Fees")),)


def test_days_may_count_from_1904() -> None:
    data = workbook(rows(["Ref", "When"], ["C-1", date(2026, 2, 1)]))
    book = part(data, "xl/workbook.xml").replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    assert b'date1904="1"' in book
    assert only(repacked(data, workbook=book)).rows[0].cells[1] == date(2030, 2, 2)


def test_merged_cells_say_the_same_in_each_row() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(
            ["Register of decisions", None, None, None],
            ["Date", "Item discussed", "Decision", "Action"],
            [date(2026, 1, 12), "Fees", "APPROVED", "Reyes"],
            [None, "Beds", "RATIFIED", None],
            ["February", None, None, None],
            [date(2026, 2, 1), "Falls", "DELEGATED", None],
        )(sheet)
        for area in ("A1:D1", "A3:A4", "A5:D5", "D3:D6"):
            sheet.merge_cells(area)

    table = only(workbook(fill))
    assert table.header_row == 2
    assert [row.cells for row in table.rows] == [
        (date(2026, 1, 12), "Fees", "APPROVED", "Reyes"),
        (date(2026, 1, 12), "Beds", "RATIFIED", "Reyes"),
        (date(2026, 2, 1), "Falls", "DELEGATED", "Reyes"),
    ]
    assert [skipped.number for skipped in table.skipped] == [5]


def test_what_is_hidden_is_left_out_and_said() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    secret = [*RECORD, "secret"]
    rows([*HEADINGS, "Private"], secret, secret, [None] * 4 + ["x"])(sheet)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    hidden = book.create_sheet("Lists")
    rows(["A", "B"], ["a", "b"])(hidden)
    hidden.sheet_state = "hidden"
    table = only(saved(book))
    assert table.headings == tuple(HEADINGS)
    assert [row.number for row in table.rows] == [2]
    assert table.skipped == (
        Skipped(3, "the row is hidden"),
        Skipped(4, "only hidden columns are filled"),
    )
    assert table.notes == (
        "The sheet “Lists” is hidden: left out.",
        "Hidden columns were left out: Private.",
    )


def test_each_sheet_with_a_table_is_one() -> None:
    book = Workbook()
    for name in ("2025", "Empty", "2026"):
        sheet = book.create_sheet(name)
        if name != "Empty":
            rows(HEADINGS, RECORD)(sheet)
    assert [table.name for table in read_tables(saved(book))] == ["2025", "2026"]


def test_a_formula_is_its_stored_result_and_a_missing_one_is_said() -> None:
    data = workbook(rows(["Ref", "Value", "Note"], ["C-1", "=1+1", "a"], ["C-2", "=2+2", "b"]))
    sheet = part(data, "xl/worksheets/sheet1.xml")
    sheet = sheet.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>", 1)
    sheet = sheet.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>", 1)
    table = only(repacked(data, sheet1=sheet))
    assert [row.cells[1] for row in table.rows] == [Decimal(2), None]
    assert table.notes == (
        "Formulas without a stored result were read as blank: 1. "
        "Open and save the workbook in Excel to fill them.",
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="d"><v>2026-02-01T09:00:00</v></c>', "2026-02-01T09:00:00"),
        ("<c><v>1E+400</v></c>", "1E+400"),
        ("<c><v>1E+12</v></c>", Decimal(10) ** 12),
        ("<c><v>0.30000000000000004</v></c>", Decimal("0.3")),
        ("<c><v>NaN</v></c>", "NaN"),
        ("<c><v>half</v></c>", "half"),
        ('<c s="99"><v>5</v></c>', Decimal(5)),
        ("<c/>", None),
        ('<c r="ZZ2"><v>5</v></c>', None),
    ],
)
def test_a_cell_is_what_its_type_says(cell: str, value: object) -> None:
    data = workbook(rows(["Ref", "Value"], ["C-1", None]))
    sheet = part(data, "xl/worksheets/sheet1.xml")
    at = sheet.rindex(b"</row>")
    table = only(repacked(data, sheet1=sheet[:at] + cell.encode() + sheet[at:]))
    assert table.rows[0].cells[1] == value
    assert table.notes == (("Only the first 200 columns were read.",) if "ZZ" in cell else ())


def test_a_workbook_may_lack_texts_and_styles() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in {
            "_rels/.rels": '<r><Relationship Id="a" Type="x/officeDocument" Target="/b.xml"/></r>',
            "_rels/b.xml.rels": '<r><Relationship Id="c" Type="x/worksheet" Target="d.xml"/></r>',
            "b.xml": '<b xmlns:r="y"><sheet name="S" r:id="c"/><sheet name="T" r:id="e"/></b>',
            "d.xml": "<d><row/><row><c t='str'><v>A</v></c><c t='str'><v>B</v></c></row>"
            "<row><c><v>1</v></c></row></d>",
        }.items():
            archive.writestr(name, content)
    assert only(file.getvalue()) == Table("S", 2, ("A", "B"), (Row(3, (Decimal(1), None)),))


def test_a_part_behind_a_password_is_said() -> None:
    data = bytearray(workbook(rows(HEADINGS, RECORD)))
    # Bit 0 of the flags in every entry of the directory (APPNOTE.TXT section 4.4.4).
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(UnreadableTableError, match="protected by a password"):
        only(bytes(data))


def test_texts_lie_in_the_cell_or_apart_and_in_pieces() -> None:
    data = workbook(rows(["Ref", "Title"], ["C-1", "Fees"]))
    sheet = part(data, "xl/worksheets/sheet1.xml").replace(
        b"</row></sheetData>",
        b'</row><row><c t="inlineStr"><is><r><t>C</t></r><r><t>-2_x000D_</t></r></is></c>'
        b'<c t="str"><f>A1</f><v>Beds</v></c></row></sheetData>',
    )
    assert only(repacked(data, sheet1=sheet)).rows[1] == Row(3, ("C-2", "Beds"))


# Files that are something else, broken, or meant to harm


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "This is a PDF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"of the old kind \(.xls\)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"  <HTML><table>", "This is a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "This is an XML file"),
        (b"PK\x03\x04 and no more", "damaged"),
        (bytes(range(256)), "neither a workbook"),
    ],
)
def test_other_files_are_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableTableError, match=sentence):
        only(data)


def test_a_document_of_another_program_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(UnreadableTableError, match="Save it as .xlsx or .csv"):
        only(file.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["sheet1", "workbook", "styles", "sharedStrings"])
def test_a_document_type_is_refused_wherever_it_stands(name: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate((HEADINGS, RECORD)):
            sheet.write_row(number, 0, line)
    data = repacked(file.getvalue(), **{name: xml.encode(encoding)})
    with pytest.raises(UnreadableTableError, match="definitions of its own"):
        only(data)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 10_000)
    data = repacked(workbook(rows(HEADINGS, RECORD)), sheet1=b" " * 20_000)
    with pytest.raises(UnreadableTableError, match="too large"):
        only(data)


def test_damage_in_any_part_is_one_sentence() -> None:
    data = workbook(rows(HEADINGS, RECORD))
    for broken in (b"<a", b"\xff\xfe", b'<a><row r="x"/></a>', b'<a><row><c r="?"/></row></a>'):
        with pytest.raises(UnreadableTableError, match="damaged"):
            only(repacked(data, sheet1=broken))


PIECES = st.sampled_from(
    [b"<row", b"<c ", b'r="A9"', b't="s"', b's="3"', b"<v>", b"</v>", b"</c>", b"-1", b"9" * 9]
)


@given(at=st.integers(0, 10_000), cut=st.integers(0, 40), piece=PIECES, name=st.sampled_from("abc"))
def test_whatever_is_damaged_it_is_a_table_or_a_sentence(
    at: int, cut: int, piece: bytes, name: str
) -> None:
    names = {"a": "worksheets/sheet1", "b": "styles", "c": "workbook"}
    whole = part(SOUND, f"xl/{names[name]}.xml")
    at %= len(whole)
    mutilated = whole[:at] + piece + whole[at + cut :]
    data = repacked(SOUND, **{names[name].rpartition("/")[2]: mutilated})
    with contextlib.suppress(UnreadableTableError):
        assert read_tables(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_sentence(data: bytes) -> None:
    for beginning in (b"", b"PK\x03\x04", b"Ref,Title\n"):
        with contextlib.suppress(UnreadableTableError):
            assert read_tables(beginning + data)


def test_an_area_merged_over_the_whole_sheet_costs_nothing() -> None:
    data = workbook(rows(HEADINGS, RECORD))
    sheet = part(data, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>",
        b'</sheetData><mergeCells><mergeCell ref="E2:XFD1048576"/>'
        b'<mergeCell ref="D2:XFD1048576"/></mergeCells>',
    )
    assert only(repacked(data, sheet1=sheet)).rows[0].cells[:5] == (*RECORD, "Approved")


def test_there_is_a_limit_to_rows_and_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"Ref,Title\n" + b"C-1,Fees\n" * 10
    book = workbook(rows(HEADINGS, *[RECORD] * 10))
    for module in (tables.read_delimited.__module__, "jointdesk.sources.workbook_sheets"):
        monkeypatch.setattr(f"{module}.MAX_ROWS", 5)
    for data in (text, book):
        with pytest.raises(UnreadableTableError, match=f"more than {grids.MAX_ROWS:,} rows"):
            only(data)
    for module in (tables.read_delimited.__module__, "jointdesk.sources.workbook_sheets"):
        monkeypatch.setattr(f"{module}.MAX_ROWS", 100)
        monkeypatch.setattr(f"{module}.MAX_CELLS", 5)
    for data in (text, book):
        with pytest.raises(UnreadableTableError, match="filled cells"):
            only(data)


def test_reading_stops_when_asked() -> None:
    for data in (b"Ref,Title\nC-1,Fees\n", workbook(rows(*[RECORD] * 600))):
        with pytest.raises(StoppedError):
            read_tables(data, cancelled=lambda: True)


def test_a_file_is_read_from_its_place(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Ref,Title\nC-1,Fees\n")
    [table] = read_tables(path)
    assert table.name == "log.csv"
    with pytest.raises(UnreadableTableError, match=r"could not be read \(the file is not there\)"):
        read_tables(tmp_path / "nowhere.csv")
    with pytest.raises(UnreadableTableError, match="not a file"):
        read_tables(tmp_path)


def test_a_file_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Ref,Title\nC-1,Fees\n")
    monkeypatch.setattr(tables, "MAX_BYTES", 5)
    with pytest.raises(UnreadableTableError, match="larger than"):
        read_tables(path)
