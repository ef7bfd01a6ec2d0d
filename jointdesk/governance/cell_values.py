"""What one cell of a register says, as the value of one field.

A value is never guessed. What is wrong (a day that does not exist) is a problem, and the row is
refused for it; what is no value but may matter ("see the exempt report") is kept for the notes,
with a warning.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jointdesk.domain.fields import Field, Kind, pounds
from jointdesk.domain.items import Json
from jointdesk.domain.tables import Cell
from jointdesk.domain.words import MONTHS
from jointdesk.governance import import_words
from jointdesk.governance.import_words import plain_words
from jointdesk.governance.written_days import NO_DAY, read_day
from jointdesk.governance.written_money import Money, read_money

_LINES = re.compile(r"[\n;]+")
_NAMES = re.compile(r"[\n;,]+")
_PARAGRAPH = re.compile(r"(?<![\dA-Za-z.])[1-7](?![\dA-Za-z.])")
_SCHEDULE = re.compile(
    r"\b(?:part\s+(?:1|I)\b|schedule\s+12A?|(?:section|s\.?)\s*\d+\w*)", re.IGNORECASE
)
_ROLE = re.compile(r"\s+[-–—]\s+|\s*[,(]\s*")
_ROLE_WORDS = re.compile(
    r"director|officer|chief|member|leader|head|manager|cabinet|chair|mayor|holder|secretary|"
    r"governor|lead|executive|deputy|councillor for|service|finance|commission",
    re.IGNORECASE,
)
_NO_COST = frozenset({"nil", "none", "no cost", "zero", "no financial implications", "no"})

_SYNONYMS: dict[str, dict[str, str]] = {
    "status": import_words.STATUSES,
    "governance_route": import_words.ROUTES,
    "outcome": import_words.OUTCOME_VERBS,
    "urgency_route": {"no": "none", "n": "none", "not urgent": "none"},
    "visibility": {"private": "own_org", "confidential": "own_org", "restricted": "own_org"},
}
_ROW_PARTS = {
    "alternatives": "option",
    "member_conflicts": "nature",
    "officer_interests": "nature",
}
"""Rows of which a register gives the text and no more: the part that it goes to."""


class Said(NamedTuple):
    """What a cell says: the value as it is stored, None for nothing.

    `problem` is the reason why it cannot be read; `warning` a reason to look again; `rest` what
    it says beside or instead of the value.
    """

    value: Json = None
    problem: str = ""
    warning: str = ""
    rest: str = ""


NOTHING = Said()


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells for one organisation; an NHS body's officers decide under its SoRD."""

    is_nhs: bool = False

    def read(self, one: Field, cell: Cell) -> Said:
        """Return what a cell says for a field."""
        text = cell_text(cell)
        if import_words.is_error(text):
            return Said(problem="an error of the spreadsheet")
        if import_words.is_nothing(text):
            return NOTHING
        if import_words.is_placeholder(text):
            return Said(warning="a placeholder: left blank")
        if isinstance(cell, date) and one.kind is Kind.DAY:
            return _day(cell.isoformat())
        if isinstance(cell, Decimal) and one.kind is Kind.MONEY:
            return _money(f"{cell:f}")
        if one.kind is Kind.CHOICE:
            return self._choice(one, text)
        return _READERS[one.kind](one, text)

    def fits(self, one: Field, cell: Cell) -> bool:
        """Return True unless the cell says something else; a wrong day or amount is still one."""
        said = self.read(one, cell)
        if said.problem:
            return one.kind in (Kind.DAY, Kind.MONEY) and said.problem != NO_DAY
        return said.value is not None or not said.rest

    def _choice(self, one: Field, text: str) -> Said:
        """Return the choice that a text names, by its stored value, its words or a synonym."""
        words = plain_words(text)
        for value, label in one.choices.items():
            if words in (plain_words(value), plain_words(label)):
                return Said(value)
        if found := _SYNONYMS.get(one.name, {}).get(words):
            return Said(found)
        if one.name == "governance_route" and self.is_nhs and words in import_words.OFFICER_WORDS:
            return Said("officer_SoRD")
        if one.name == "outcome" and (verb := first_verb(text)):
            return Said(verb, rest=text)
        return Said(warning="not one of the known words: kept in the notes", rest=text)


def cell_text(cell: Cell) -> str:
    """Return a cell as text, a day in words."""
    if isinstance(cell, date):
        return f"{cell.day} {MONTHS[cell.month - 1]} {cell.year}"
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else cell


def first_verb(text: str) -> str | None:
    """Return the outcome whose verb comes first in a text, None where it has none."""
    words = plain_words(text).split()
    for at, word in enumerate(words):
        pair = f"{word} {words[at + 1]}" if at + 1 < len(words) else ""
        if found := import_words.OUTCOME_VERBS.get(pair) or import_words.OUTCOME_VERBS.get(word):
            return found
    return None


def _text(one: Field, text: str) -> Said:
    left_in = "a placeholder is left in it" if import_words.holds_placeholder(text) else ""
    return Said(text if one.kind is Kind.PROSE else " ".join(text.split()), warning=left_in)


def _day(text: str) -> Said:
    if plain_words(text) in import_words.NONE_WORDS:
        return NOTHING
    found = read_day(text)
    if isinstance(found, date):
        return Said(found.isoformat())
    if not any(letter.isdecimal() for letter in text):
        return Said(warning="not a date: kept in the notes", rest=text)
    return Said(problem=found)


def _money(text: str) -> Said:
    if plain_words(text) in _NO_COST:
        return Said(pounds(Decimal(0)))
    found = read_money(text)
    if isinstance(found, Money):
        warning = "the words beside the amount are kept in the notes" if found.remark else ""
        return Said(pounds(found.amount), warning=warning, rest=text if found.remark else "")
    if not any(letter.isdecimal() for letter in text):
        return Said(warning="not an amount: kept in the notes", rest=text)
    return Said(problem=found)


def _flag(_: Field, text: str) -> Said:
    words = plain_words(text)
    if words in import_words.NO or words.startswith("no "):
        return Said(False)
    if words in import_words.YES or words.startswith("yes "):
        return Said(True)
    return Said(warning="neither yes nor no: kept in the notes", rest=text)


def _choices(one: Field, text: str) -> Said:
    """Return the choices that a text names; paragraphs of Schedule 12A by their numbers."""
    if plain_words(text) in import_words.NONE_WORDS:
        return Said([])
    by_words = {plain_words(label): value for value, label in one.choices.items()}
    if one.name == "exempt_paras":
        found = sorted(set(_PARAGRAPH.findall(_SCHEDULE.sub(" ", text))))
    else:
        named = map(plain_words, _NAMES.split(text))
        found = [by_words[words] for words in named if words in by_words]
    if found:
        return Said(list(found))
    return Said(warning="not one of the known words: kept in the notes", rest=text)


def _names(one: Field, text: str) -> Said:
    if plain_words(text) in import_words.NONE_WORDS:
        return Said([])
    # What a notice says has commas in it, names of wards have not.
    separators = _LINES if one.name == "notice_items" else _NAMES
    return Said([part.strip() for part in separators.split(text) if part.strip()])


def _rows(one: Field, text: str) -> Said:
    if plain_words(text) in import_words.NONE_WORDS:
        return Said([])
    if part := _ROW_PARTS.get(one.name):
        return Said([{part: text}])
    lines = [part.strip() for part in _LINES.split(text) if part.strip()]
    if one.name in _FIRST_PART:
        return Said([{_FIRST_PART[one.name]: line} for line in lines])
    return Said([maker for line in lines for maker in _makers(line)])


_FIRST_PART = {"consulted": "who", "background_papers": "title"}
"""Of rows that stand in a cell line by line, what a line is."""


def _makers(text: str) -> list[Json]:
    """Return the decision makers in one line: names with a role, a role alone, or several names."""
    if "," in text and not _ROLE_WORDS.search(text):
        return [{"name": name.strip()} for name in text.split(",") if name.strip()]
    parts = _ROLE.split(text, maxsplit=1)
    if len(parts) == 1:
        return [{"role" if _ROLE_WORDS.search(text) else "name": text}]
    name, role = parts[0].strip(), parts[1].rstrip(" )")
    if _ROLE_WORDS.search(name) and not _ROLE_WORDS.search(role):
        name, role = role, name
    return [{"name": name, "role": role}] if name and role else [{"name": text}]


def _reference(_: Field, text: str) -> Said:
    return Said(" ".join(text.split()))


_READERS: dict[Kind, Callable[[Field, str], Said]] = {
    Kind.TEXT: _text,
    Kind.PROSE: _text,
    Kind.DAY: lambda _one, text: _day(text),
    Kind.MONEY: lambda _one, text: _money(text),
    Kind.FLAG: _flag,
    Kind.CHOICES: _choices,
    Kind.NAMES: _names,
    Kind.REFERENCE: _reference,
    Kind.ROWS: _rows,
}
