"""Workbooks (.xlsx, .xlsm) as grids, one for each visible sheet.

A reader of our own over zipfile and expat, because a file from anywhere is hostile: it resolves
nothing, follows nothing, unpacks no more than `MAX_UNPACKED`, and does not care about the charts,
filters and styles whose oddities make general libraries give up a readable register.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import IO, NamedTuple
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile, ZipInfo

from jointdesk.sources.grids import Grid, UnreadableTableError
from jointdesk.sources.protocol import Cancelled
from jointdesk.sources.workbook_cells import Meanings, kinds_by_style, shared_texts
from jointdesk.sources.workbook_sheets import read_sheet
from jointdesk.sources.workbook_xml import events

MAX_UNPACKED = 300_000_000
"""Bytes of all parts that are read, unpacked."""

_ENCRYPTED = 0x1
_DAMAGED = (
    BadZipFile,
    ExpatError,
    zlib.error,
    EOFError,
    NotImplementedError,
    LookupError,
    ValueError,
    OverflowError,
)


class _Sheet(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class _Package:
    """The parts of the file, with what may still be unpacked."""

    archive: ZipFile
    left: int

    def has(self, part: str) -> bool:
        """True if the part is there."""
        return part in self.archive.NameToInfo

    def open(self, part: str) -> IO[bytes]:
        """Open a part, within the limits; zipfile itself never unpacks more than is declared."""
        info: ZipInfo = self.archive.getinfo(part)
        self.left -= info.file_size
        if self.left < 0:
            raise UnreadableTableError(
                "The workbook is too large to be read. Split it into several files."
            )
        if info.flag_bits & _ENCRYPTED:
            raise protected()
        return self.archive.open(info)

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield what a part refers to: the reference's id, its kind, the other part's name."""
        folder = dirname(part)
        listed = join(folder, "_rels", f"{part.removeprefix(folder).lstrip('/')}.rels")
        if not self.has(listed):
            return
        for tag, attributes, text in events(self.open(listed)):
            if tag == "Relationship" and text is None:
                target = attributes["Target"].replace("\\", "/")
                kind = attributes.get("Type", "").rpartition("/")[2]
                yield attributes["Id"], kind, normpath(join("/", folder, target)).lstrip("/")


def protected() -> UnreadableTableError:
    """Return the error for a file behind a password."""
    return UnreadableTableError(
        "The workbook is protected by a password. Save a copy without one and open that."
    )


def read_workbook(data: bytes, cancelled: Cancelled) -> tuple[Grid, ...]:
    """Return a grid for each visible sheet, in the workbook's order; blank ones too.

    Raises:
        UnreadableTableError: it is damaged, protected, hostile, too large, or no workbook.
        StoppedError: `cancelled` said so.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            return tuple(_grids(_Package(archive, MAX_UNPACKED), cancelled))
    except _DAMAGED:
        raise UnreadableTableError(
            "The workbook is damaged and cannot be read. Open it in Excel and save it again."
        ) from None


def _grids(package: _Package, cancelled: Cancelled) -> Iterator[Grid]:
    """Yield the visible sheets; the first one says which are hidden."""
    book = next((part for _, kind, part in package.related("") if kind == "officeDocument"), "")
    if not book.endswith(".xml"):
        raise UnreadableTableError(
            "This is not a workbook of a kind that can be read. Save it as .xlsx or .csv."
        )
    sheets, from_1904 = _contents(package, book)
    meanings = _meanings(package, book, from_1904)
    notes = tuple(
        f"The sheet “{sheet.name}” is hidden: left out." for sheet in sheets if sheet.hidden
    )
    for sheet in sheets:
        if not sheet.hidden:
            grid = read_sheet(package.open(sheet.part), sheet.name, meanings, cancelled)
            yield Grid(grid.name, grid.lines, grid.hidden_columns, notes + grid.notes)
            notes = ()


def _contents(package: _Package, book: str) -> tuple[list[_Sheet], bool]:
    """Return the workbook's sheets of cells, and True if its days count from 1904."""
    parts = {key: part for key, kind, part in package.related(book) if kind == "worksheet"}
    sheets, from_1904 = [], False
    for tag, attributes, text in events(package.open(book)):
        if text is not None:
            continue
        if tag == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(" id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            if key in parts:
                sheets.append(_Sheet(attributes["name"], parts[key], hidden))
    return sheets, from_1904


def _meanings(package: _Package, book: str, from_1904: bool) -> Meanings:
    """Read the shared texts and the styles; a workbook may have neither."""
    parts = {kind: part for _, kind, part in package.related(book) if package.has(part)}
    texts = parts.get("sharedStrings")
    styles = parts.get("styles")
    return Meanings(
        tuple(shared_texts(package.open(texts))) if texts else (),
        tuple(kinds_by_style(package.open(styles))) if styles else (),
        from_1904,
    )
