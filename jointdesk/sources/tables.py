"""The tables in a file that somebody kept: a workbook, or text with separators.

What a file is follows from its content, never from its name. Nothing in it is more than text.
"""

from pathlib import Path

from jointdesk.domain.file_names import usable
from jointdesk.domain.tables import Table
from jointdesk.ical.decoding import decode
from jointdesk.sources.delimited import read_delimited
from jointdesk.sources.files import FileSource, shown_name
from jointdesk.sources.grids import Grid, UnreadableTableError
from jointdesk.sources.protocol import Cancelled, UnreadableError, never
from jointdesk.sources.table_shapes import IsHeading, table_in
from jointdesk.sources.workbooks import protected, read_workbook

MAX_BYTES = 50_000_000
"""What a file may hold; a register of ten thousand decisions has five million."""

_ZIP = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files begin, and new ones behind a password ([MS-CFB] section 2.2)."""

_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (
    (b"%pdf", "This is a PDF file, which holds no table. Ask for the register as a workbook."),
    (b"<?xml", "This is an XML file. Open it in Excel and save it as .xlsx."),
    (b"<!doctype", "This is a web page, whatever its name. Open it in Excel and save it as .xlsx."),
    (b"<html", "This is a web page, whatever its name. Open it in Excel and save it as .xlsx."),
    (b"<table", "This is a web page, whatever its name. Open it in Excel and save it as .xlsx."),
)


def knows_none(_: str) -> bool:
    """No heading is known."""
    return False


def read_tables(
    source: Path | bytes,
    name: str = "",
    is_heading: IsHeading = knows_none,
    cancelled: Cancelled = never,
) -> tuple[Table, ...]:
    """Return the tables of a file or of its content, one a visible sheet; there is at least one.

    `name` is what the table of a text file is called, by default the file's name. `is_heading`
    helps to find the row of headings.

    Raises:
        UnreadableTableError: the file cannot be read or holds no table.
        StoppedError: `cancelled` said so.
    """
    data = file_content(source) if isinstance(source, Path) else source
    name = name or (shown_name(source) if isinstance(source, Path) else "Table")
    found = (table_in(grid, is_heading) for grid in _grids(data, name, cancelled))
    tables = tuple(table for table in found if table is not None)
    if not tables:
        raise UnreadableTableError(
            f"“{name}” holds no table: no row of headings with rows below it was found."
        )
    return tables


def file_content(path: Path) -> bytes:
    """Return the bytes of a file that may hold a register.

    Raises:
        UnreadableTableError: it is not there, may not be read, or is too large.
        WrongUseError: no file could have that name.
    """
    try:
        if usable(path).is_file() and path.stat().st_size > MAX_BYTES:
            raise UnreadableTableError(
                f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it into several files."
            )
        return FileSource(path, MAX_BYTES).read().parts[0].data
    except UnreadableError as error:
        raise UnreadableTableError(f"The file could not be read ({error.reason}).") from None


def _grids(data: bytes, name: str, cancelled: Cancelled) -> tuple[Grid, ...]:
    """Return the file's sheets by what kind of file it is."""
    if data.startswith(_ZIP):
        return read_workbook(data, cancelled)
    if data.startswith(_COMPOUND):
        raise (
            protected()
            if _ENCRYPTED_PART in data
            else UnreadableTableError(
                "This is a workbook of the old kind (.xls). Open it in Excel and save it as .xlsx."
            )
        )
    text = decode(data)
    beginning = text[:1000].lstrip().lower()
    for mark, sentence in _OTHER_KINDS:
        if beginning.startswith(mark):
            raise UnreadableTableError(sentence)
    if b"\0" in text:
        raise UnreadableTableError("This is neither a workbook (.xlsx) nor a text file (.csv).")
    return (read_delimited(text.decode(), name, cancelled),)
