"""The rows of a register in words: what becomes of each, and what is to be known of it."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.tables import Skipped
from jointdesk.domain.words import MONTHS, plain_line
from jointdesk.governance.import_rows import CellProblem, RowVerdict, State
from jointdesk.operations.decision_imports import Preview


class Kind(StrEnum):
    """What a row is; the values are shown. `NEW` and `CHECK` are brought in."""

    NEW = "New"
    CHECK = "To look at"
    THERE = "There already"
    REFUSED = "Refused"
    NO_RECORD = "No record"


class Told(NamedTuple):
    """One row as it is shown; `remarks` are sentences, the gravest first."""

    kind: Kind
    number: int
    title: str
    day: str
    remarks: tuple[str, ...]

    @property
    def remark(self) -> str:
        """The first remark, and how many there are beside it."""
        if not self.remarks:
            return ""
        more = len(self.remarks) - 1
        return f"{self.remarks[0]}{f' (and {more} more)' if more else ''}"


def tell_rows(preview: Preview) -> tuple[Told, ...]:
    """Return every row below the headings in words, in the file's order."""
    told = [
        *map(tell_verdict, preview.verdicts),
        *map(tell_skipped, preview.wanted.table.skipped),
    ]
    return tuple(sorted(told, key=lambda one: one.number))


def tell_verdict(verdict: RowVerdict) -> Told:
    """Return a row that was read, in words."""
    kinds = {State.ALREADY: Kind.THERE, State.REFUSED: Kind.REFUSED}
    added = Kind.CHECK if verdict.warnings else Kind.NEW
    kind = kinds.get(verdict.state, added)
    remarks = [_sentence(one) for one in (*verdict.problems, *verdict.warnings)]
    if kind is Kind.THERE:
        where = f"The same as row {verdict.same_as:,}" if verdict.same_as else "On the desk already"
        remarks = [f"{where}."]
    title = plain_line(str(verdict.fields.get("title") or verdict.fields.get("ref") or ""))
    return Told(kind, verdict.number, title or "(no title)", _day(verdict), tuple(remarks))


def tell_skipped(skipped: Skipped) -> Told:
    """Return a row that holds no record, in words."""
    reason = plain_line(skipped.reason)
    return Told(Kind.NO_RECORD, skipped.number, "", "", (f"{reason[:1].upper()}{reason[1:]}.",))


def _sentence(problem: CellProblem) -> str:
    """Return a problem as a sentence, then the column and value that it is about."""
    reason = plain_line(problem.reason)
    about = ": ".join(filter(None, (plain_line(problem.column), problem.value)))
    return f"{reason[:1].upper()}{reason[1:]}{f' ({about})' if about else ''}."


def _day(verdict: RowVerdict) -> str:
    taken = verdict.fields.get("date_taken")
    if not taken:
        return ""
    day = date.fromisoformat(str(taken))
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
