"""Documents as tagged PDF (PDF/UA-1), set by typst from our own template and fonts.

The document goes to the template as JSON and its text is only ever a string there, so nothing in
it can be markup. No system font, no package, no network and no path of this machine has a part in
it: the same document gives the same bytes on every machine.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from jointdesk.exports.document import (
    NO_RECORDS,
    NUMERIC,
    Block,
    Document,
    Heading,
    LabelledFields,
    Notes,
    PageBreak,
    Paragraph,
    SharePicture,
    Table,
    WeekPicture,
    as_table,
)
from jointdesk.exports.setting import set_beside
from jointdesk.exports.widths import text_mm, widths_mm
from jointdesk.exports.wording import Step, shown, silent
from jointdesk.store.bundled import bundled

if TYPE_CHECKING:
    import typst

T = TypeVar("T")

_NAMED = (
    "Characters that the typeface of this document lacks are named in square brackets. The editions"
    " for spreadsheets have them as they are."
)

_INSET_MM = 3.2
"""What a cell keeps free at its sides, both together."""

_LETTER_MM = 1.75
"""The width of a letter at 9 points, rather more than the average."""

_LINES_KEPT = 18
"""A row that is likely to have more lines may break over pages: it could be longer than one."""

_HYPHENATED = 22
"""A word of more letters than this is no word: it is cut anywhere."""

_PUNCTUATION = ".,;:!?()[]'\"‘’“”"

_PIECE = re.compile(r"\w{1,12}\W?|\W")


def write_pdf(document: Document, step: Step = silent) -> bytes:
    """Return the document as a PDF file.

    `step` is called between the steps, and again and again while the pages are set.
    """

    def compiled(data: dict[str, Any]) -> bytes:
        made: bytes = _compile(data, pdf_standards=["ua-1"], timestamp=document.made_at)
        return made

    return _set(document, step, compiled)


def draw_pages(document: Document, step: Step = silent, dots: int = 96) -> tuple[bytes, ...]:
    """Return the pages as pictures (PNG), with so many dots an inch; they are for eyes only."""

    def compiled(data: dict[str, Any]) -> tuple[bytes, ...]:
        found: Any = _compile(data, format="png", ppi=float(dots))
        return (found,) if isinstance(found, bytes) else tuple(found)

    return _set(document, step, compiled)


def _set(document: Document, step: Step, compiled: Callable[[dict[str, Any]], T]) -> T:
    """Return what the document is compiled to, with names for what cannot be drawn."""
    import typst

    step(0, 3, "Laying out")
    data = _data(document)
    step(1, 3, "Checking the characters")
    strange = "".join(sorted({letter for letter in json.dumps(data, ensure_ascii=False)}))
    missing = _undrawable("".join(letter for letter in strange if ord(letter) > 0xFF))

    def ask() -> None:
        step(2, 3, "Setting the pages")

    ask()
    try:
        return set_beside(lambda: compiled(_named(data, frozenset(missing))), ask)
    except typst.TypstError:
        # A letter can be drawn alone, but not with the marks that stand on it.
        plain = _named(data, frozenset(strange) - _PLAIN)
        return set_beside(lambda: compiled(plain), ask)


def _compile(data: dict[str, Any], **how: Any) -> Any:
    import typst

    folder = bundled("resources", "templates")
    return typst.compile(
        folder / "document.typ",
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"document": json.dumps(data)},
        **how,
    )


@cache
def _fonts() -> "typst.Fonts":
    """The bundled typeface, and for letters that it lacks those that typst itself brings."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[bundled("resources", "fonts")],
    )


# Characters that cannot be drawn

_PLAIN = frozenset(map(chr, range(0x20, 0x250)))


def _undrawable(characters: str) -> str:
    """Return those of the characters that no font has, found by halving."""
    if not characters or _drawn(characters):
        return ""
    if len(characters) == 1:
        return characters
    middle = len(characters) // 2
    return _undrawable(characters[:middle]) + _undrawable(characters[middle:])


def _drawn(characters: str) -> bool:
    import typst

    template = bundled("resources", "templates", "characters.typ")
    try:
        typst.compile(
            template.read_bytes(),
            font_paths=_fonts(),
            sys_inputs={"characters": characters},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        return False
    return True


def _named(data: dict[str, Any], missing: frozenset[str]) -> dict[str, Any]:
    """Return the data with names in the place of what cannot be drawn, and a note of it."""
    if not missing:
        return data
    names = str.maketrans({letter: _name(letter) for letter in missing})

    def translated(part: Any) -> Any:
        if isinstance(part, str):
            return part.translate(names)
        if isinstance(part, list):
            return [translated(one) for one in part]
        if isinstance(part, dict):
            return {key: translated(one) for key, one in part.items()}
        return part

    found: dict[str, Any] = translated(data)
    found["blocks"].append({"kind": "paragraph", "text": _NAMED})
    return found


def _name(letter: str) -> str:
    """Return what stands for a character that cannot be drawn."""
    category = unicodedata.category(letter)
    if category in ("Cf", "Mn", "Sk"):
        return ""  # joins, varies or tints the character before it, which has a name by itself
    if category == "So":
        return f"[{unicodedata.name(letter).lower()}]"
    return f"[U+{ord(letter):04X}]"


# The data of the template


def _data(document: Document) -> dict[str, Any]:
    language, _, region = document.language.partition("-")
    texts = ("title", "subject", "marking", "header", "footer")
    return {
        **{name: shown(getattr(document, name)) for name in texts},
        "landscape": document.landscape,
        "language": language,
        "region": region,
        "blocks": [part for block in document.blocks for part in _parts(block, document)],
    }


def _parts(block: Block, document: Document) -> list[dict[str, Any]]:
    room = text_mm(document.landscape) / _LETTER_MM
    match block:
        case Heading(text, level):
            return [{"kind": "heading", "level": level, "text": _words(shown(text), room / 2)}]
        case Paragraph(text):
            return [{"kind": "paragraph", "text": _words(shown(text), room)}]
        case Notes(lines):
            return [{"kind": "notes", "lines": [_words(shown(line), room) for line in lines]}]
        case PageBreak():
            return [{"kind": "page-break"}]
        case LabelledFields():
            return [_table(as_table(block), document, long=True)]
        case Table(rows=()):
            words = f"{shown(block.caption)}: {NO_RECORDS}"
            return [{"kind": "paragraph", "text": _words(words, room)}]
        case Table():
            return [_table(block, document, long=False)]
        case WeekPicture():
            return [_week(block)]
        case SharePicture():
            return [_shares(block)]


def _week(picture: WeekPicture) -> dict[str, Any]:
    return {
        "kind": "week",
        "days": [shown(day) for day in picture.days],
        "opens": picture.opens,
        "closes": picture.closes,
        "banners": [[shown(words) for words in day] for day in picture.banners],
        "blocks": [
            {name: _shown(value) for name, value in asdict(each).items()} for each in picture.blocks
        ],
        "codes": _shown(picture.codes),
        "sides": _shown(picture.sides),
    }


def _shown(value: Any) -> Any:
    """Return texts as they can be shown, and everything else as it is."""
    if isinstance(value, tuple):
        return [shown(each) for each in value]
    return shown(value) if isinstance(value, str) else value


def _shares(picture: SharePicture) -> dict[str, Any]:
    bars = [
        {"label": shown(bar.label), "parts": [[shown(code), part] for code, part in bar.parts]}
        for bar in picture.bars
    ]
    codes = [shown(code) for code in picture.codes]
    return {"kind": "shares", "codes": codes, "bars": bars, "marks": list(picture.marks)}


def _table(table: Table, document: Document, long: bool) -> dict[str, Any]:
    numeric = [column.kind in NUMERIC for column in table.columns]
    widths = widths_mm(table, document.landscape)
    rooms = [max(1.0, (width - _INSET_MM) / _LETTER_MM) for width in widths]
    return {
        "kind": "table",
        "caption": _words(shown(table.caption), sum(rooms)),
        "headers": _cells([shown(column.header) for column in table.columns], rooms),
        "alignments": ["end" if is_numeric else "start" for is_numeric in numeric],
        "widths": widths,
        "rows": [_row([shown(value, long) for value in row], rooms) for row in table.rows],
    }


def _row(cells: list[str], rooms: list[float]) -> list[Any]:
    """Return whether the row may break over pages, and its cells.

    `rooms` are how many letters a line of each column is sure to hold.
    """
    lines = max(
        sum(1 + len(line) // room for line in cell.split("\n"))
        for cell, room in zip(cells, rooms, strict=True)
    )
    return [lines > _LINES_KEPT, _cells(cells, rooms)]


def _cells(cells: list[str], rooms: list[float]) -> list[Any]:
    return [_words(cell, room) for cell, room in zip(cells, rooms, strict=True)]


def _words(text: str, room: float) -> Any:
    """Return text as the template takes it, for lines that hold that many letters."""
    if "\n" not in text and len(text) <= room:
        return text
    long = {run for run in text.split() if len(run) > room}
    lines: list[list[str]] | str = text
    if "\n" in text or not all(map(_can_be_hyphenated, long)):
        lines = [_pieces(line, long) for line in text.split("\n")]
    return {"hyphenated": lines} if long else lines


def _can_be_hyphenated(run: str) -> bool:
    return len(run) <= _HYPHENATED and run.strip(_PUNCTUATION).isalpha()


def _pieces(line: str, long: set[str]) -> list[str]:
    """Return a line in pieces between which it may be broken without a hyphen."""
    pieces = [""]
    for run in re.split(r"(\s+)", line):
        if run in long and not _can_be_hyphenated(run):
            pieces += _PIECE.findall(run)
            pieces.append("")
        else:
            pieces[-1] += run
    return [piece for piece in pieces if piece]
