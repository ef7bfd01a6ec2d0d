"""Documents as XLSX: one named table a sheet, every value typed, nothing that can run.

Follows the Government Analysis Function's guide to statistics in spreadsheets: the title in A1,
what the sheet holds below it, the table directly below that, no merged cells, no blank rows.
"""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from jointdesk.exports.document import (
    NO_RECORDS,
    Column,
    Document,
    Kind,
    Table,
    Value,
    notes_of,
    tables_of,
)
from jointdesk.exports.wording import Step, clean, shown, silent

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CELL_LIMIT = 32_767
"""Excel holds no more characters in a cell, counted in UTF-16."""

_CUT = " [continues: see the sheet “Notes”]"

_EXACT_DIGITS = 15
"""Excel keeps so many digits of a number; a longer one is written as text."""

_FIRST_DAY = date(1900, 3, 1)
"""Excel counts days before this one wrongly; they are written as text."""

_HEADER_ROW = 2

_ROWS_A_STEP = 500

_WIDTHS = {Kind.DATE: 13, Kind.MONEY: 17, Kind.NUMBER: 11, Kind.HOURS: 11}
"""Widths in characters of columns whose values have a known length."""

_LINE_POINTS = 15

_HIGHEST_ROW = 409
"""Points; Excel allows no more."""


class _Book(NamedTuple):
    """A workbook being written, with its formats and the notes that writing it brings up."""

    workbook: "Workbook"
    formats: dict[Kind, "Format"]
    title: "Format"
    header: "Format"
    marking: str
    cut: list[str]


def write_xlsx(document: Document, step: Step = silent) -> bytes:
    """Return the document as an XLSX file: a sheet for each table, then one for the notes.

    Text too long for a cell is continued on the sheet of notes, and says so.
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,  # else the parts would lie about in the folder for temporary files
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = _begin(xlsxwriter.Workbook(target, options), document)
    tables = tables_of(document)
    total = sum(len(table.rows) for table in tables)
    done = 0
    for table in tables:
        _write_sheet(book, table, shown(document.title), done, total, step)
        done += len(table.rows)
    lines = [*notes_of(document), *filter(None, (document.header, document.footer)), *book.cut]
    _write_sheet(book, _notes(lines), shown(document.title), total, total, step)
    step(total, total, "Packing")
    book.workbook.close()
    return target.getvalue()


def _begin(workbook: "Workbook", document: Document) -> _Book:
    made_at = datetime.fromtimestamp(document.made_at, UTC).replace(tzinfo=None)
    workbook.set_properties(
        {"title": shown(document.title), "subject": shown(document.subject), "created": made_at}
    )
    text = {"text_wrap": True, "valign": "top"}
    plain = workbook.add_format(text)
    money = workbook.add_format({**text, "num_format": "£#,##0.00;-£#,##0.00"})
    formats = {
        Kind.TEXT: plain,
        Kind.LONG: plain,
        Kind.DATE: workbook.add_format({**text, "num_format": "d mmm yyyy"}),
        Kind.MONEY: money,
        Kind.NUMBER: plain,
        Kind.HOURS: workbook.add_format({**text, "num_format": "#,##0.0"}),
    }
    title = workbook.add_format({"bold": True, "font_size": 15})
    header = workbook.add_format({**text, "bold": True})
    return _Book(workbook, formats, title, header, shown(document.marking), [])


def _notes(lines: list[str]) -> Table:
    pieces = [piece for line in lines for piece in _pieces(shown(line))]
    numbered = tuple((number, piece) for number, piece in enumerate(pieces, start=1))
    columns = (Column("number", "Number", Kind.NUMBER), Column("note", "Note", Kind.LONG, 8))
    return Table("Notes", "Notes on this file", columns, numbered)


def _write_sheet(book: _Book, table: Table, title: str, done: int, total: int, step: Step) -> None:
    sheet = book.workbook.add_worksheet(table.name[:31])
    about = f"{shown(table.caption)}. This sheet has one table."
    sheet.write_string(0, 0, _string(title), book.title)
    sheet.write_string(1, 0, _string(f"{book.marking}. {about}" if book.marking else about))
    # Excel does not allow a table without rows.
    rows = table.rows or ((NO_RECORDS, *(None for _ in table.columns[1:])),)
    headers = [_string(shown(column.header)) for column in table.columns]
    options = {
        "name": table.name,
        "columns": [{"header": header, "header_format": book.header} for header in headers],
        "style": "Table Style Light 1",
    }
    sheet.add_table(_HEADER_ROW, 0, _HEADER_ROW + len(rows), len(headers) - 1, options)
    for number, row in enumerate(rows):
        if number % _ROWS_A_STEP == 0:
            step(done + number, total, "Writing rows")
        _write_row(book, sheet, table, _HEADER_ROW + 1 + number, row)
    _set_page(sheet, table, book.marking)


def _write_row(
    book: _Book, sheet: "Worksheet", table: Table, number: int, row: tuple[Value, ...]
) -> None:
    lines = 1.0
    for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
        whole = _whole(book, table, (number, place), value)
        _write_value(book, sheet, (number, place), column, whole)
        if isinstance(whole, str):
            lines = max(lines, sum(1 + len(line) // _width(column) for line in whole.split("\n")))
    # Excel fits the height of a row to its text, other programs leave it at one line.
    sheet.set_row(number, min(_HIGHEST_ROW, _LINE_POINTS * lines))


def _width(column: Column) -> int:
    """Return the width of a column in characters; that of text follows from its weight."""
    return _WIDTHS.get(column.kind, 7 + 6 * column.weight)


def _set_page(sheet: "Worksheet", table: Table, marking: str) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column))
    lines = max(1 + len(shown(column.header)) // _width(column) for column in table.columns)
    sheet.set_row(_HEADER_ROW, min(_HIGHEST_ROW, _LINE_POINTS * lines))
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    if marking:
        # XlsxWriter takes even an escaped “&G” for a picture: a joiner of no width parts them.
        escaped = marking[:80].replace("&", "&&").replace("&G", "&\u2060G")
        sheet.set_header(f"&C{escaped}")
        sheet.set_footer(f"&C{escaped}&RPage &P of &N")
    else:
        sheet.set_footer("&RPage &P of &N")


def _write_value(
    book: _Book, sheet: "Worksheet", where: tuple[int, int], column: Column, value: Value
) -> None:
    cell_format = book.formats[column.kind]
    if value is None or value == "":
        sheet.write_blank(*where, None, cell_format)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        moment = datetime(value.year, value.month, value.day, tzinfo=UTC).replace(tzinfo=None)
        sheet.write_datetime(*where, moment, book.formats[Kind.DATE])
    elif isinstance(value, Decimal) and _is_exact(value):
        sheet.write_number(*where, value, book.formats[Kind.MONEY])
    elif isinstance(value, float):
        sheet.write_number(*where, value, cell_format)
    elif isinstance(value, int) and _is_exact(Decimal(value)):
        sheet.write_number(*where, value, cell_format)
    else:
        sheet.write_string(*where, _string(shown(value)), cell_format)


def _is_exact(number: Decimal) -> bool:
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS


def _string(text: str) -> str:
    """Return text that the library writes as it stands.

    It takes a whole text in `<r>` for markup of its own; a blank at the end stops that.
    """
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


# Text that is too long for a cell


def _whole(book: _Book, table: Table, where: tuple[int, int], value: Value) -> Value:
    """Return the value, or if it is too long its beginning, and let the notes have the rest."""
    if not isinstance(value, str) or len(value) * 2 <= CELL_LIMIT:
        return value
    beginning, *rest = _pieces(clean(value), CELL_LIMIT - len(_CUT))
    if not rest:
        return value
    place = f"{table.name}, row {where[0] + 1}, {table.columns[where[1]].header}, continued: "
    book.cut.extend(f"{place}{piece}" for piece in _pieces("".join(rest), CELL_LIMIT - 500))
    return beginning + _CUT


def _pieces(text: str, limit: int = CELL_LIMIT) -> list[str]:
    """Return the text in pieces that a cell holds, never within one character."""
    pieces = []
    while (size := _units(text)) > limit:
        end = limit if size == len(text) else limit // 2
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
