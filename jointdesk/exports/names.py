"""Names taken out of a whole document, wherever they stand in it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from jointdesk.exports.document import (
    Block,
    Document,
    Heading,
    LabelledFields,
    Notes,
    PageBreak,
    Paragraph,
    SharePicture,
    Table,
    Value,
    WeekPicture,
)

REMOVED = "[name removed]"

_STYLES = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame)\.?\s+)"


def without_names(document: Document, names: Iterable[str]) -> Document:
    """Return the document with a mark in the place of each of the names and addresses.

    A name is found in any case, also as "Smith, Jo", "J Smith", "J. Smith" and "Ms Smith".
    """
    patterns = [pattern for name in names for pattern in _patterns(name)]
    if not patterns:
        return document
    found = re.compile("|".join(sorted(patterns, key=len, reverse=True)), re.IGNORECASE)

    def removed(text: str) -> str:
        return found.sub(REMOVED, text)

    return _mapped(document, removed)


def _patterns(name: str) -> list[str]:
    words = [re.escape(word) for word in name.split()]
    if not words:
        return []
    spaced = r"[\s\u00a0]+".join(words)
    if "@" in name or len(words) == 1:
        return [rf"(?<!\w){spaced}(?!\w)"]
    last, initial = words[-1], re.escape(name.split()[0][0])
    forms = (
        rf"{_STYLES}?{spaced}",
        rf"{last},\s*{words[0]}",
        rf"{initial}\.?\s*{last}",
        rf"{_STYLES}{last}",
    )
    return [rf"(?<!\w)(?:{form})(?!\w)" for form in forms]


def _mapped(document: Document, change: Callable[[str], str]) -> Document:
    return replace(
        document,
        title=change(document.title),
        subject=change(document.subject),
        marking=change(document.marking),
        header=change(document.header),
        footer=change(document.footer),
        blocks=tuple(_mapped_block(block, change) for block in document.blocks),
    )


def _mapped_block(block: Block, change: Callable[[str], str]) -> Block:
    def value(one: Value) -> Value:
        return change(one) if isinstance(one, str) else one

    match block:
        case Heading(text, level):
            return Heading(change(text), level)
        case Paragraph(text):
            return Paragraph(change(text))
        case Notes(lines):
            return Notes(tuple(map(change, lines)))
        case LabelledFields(name, caption, fields):
            changed = tuple((change(label), value(one)) for label, one in fields)
            return LabelledFields(name, change(caption), changed)
        case Table():
            rows = tuple(tuple(map(value, row)) for row in block.rows)
            columns = tuple(replace(one, header=change(one.header)) for one in block.columns)
            return replace(block, caption=change(block.caption), columns=columns, rows=rows)
        case PageBreak():
            return block
        case WeekPicture() | SharePicture():
            raise ValueError("a diary has no public edition")
