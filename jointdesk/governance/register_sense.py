"""What an entry of a register cannot say: days in the wrong order, amounts below nothing.

No rule of law, only sense. What is merely unlikely is left to the checks.
"""

from collections.abc import Iterator
from typing import Any

from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.forums import Forum
from jointdesk.domain.words import counted, full_day
from jointdesk.governance.sittings import VOTING

_IN_ORDER = (("valid_from", "valid_to"), ("starts", "ends"), ("notice", "day"))
"""Fields whose days follow one another, in any register."""


def nonsense(kind: RecordType[Any], entry: Any) -> str:
    """Return in a sentence what an entry cannot say, "" where it makes sense."""
    found = [*_wrong_order(kind, entry), *_below_nothing(kind.fields, entry)]
    if isinstance(entry, Forum):
        found += _quorum_out_of_reach(entry)
    return found[0] if found else ""


def _wrong_order(kind: RecordType[Any], entry: Any) -> Iterator[str]:
    by_name = {one.name: one for one in kind.fields}
    for first, last in _IN_ORDER:
        if first in by_name and last in by_name:
            begins, ends = getattr(entry, first), getattr(entry, last)
            if begins is not None and ends is not None and ends < begins:
                yield (
                    f"“{by_name[last].label}”, {full_day(ends)}, is before"
                    f" “{by_name[first].label}”, {full_day(begins)}."
                )


def _below_nothing(fields: tuple[Field, ...], values: Any) -> Iterator[str]:
    for one in fields:
        value = getattr(values, one.name)
        if one.kind is Kind.ROWS:
            for row in value or ():
                yield from _below_nothing(one.parts, row)
        elif one.kind in (Kind.MONEY, Kind.NUMBER) and value is not None and value < 0:
            yield f"“{one.label}” cannot be below nothing: {value}."


def _quorum_out_of_reach(forum: Forum) -> Iterator[str]:
    """A body's voters are counted where at least one of them has a seat: else nobody listed any."""
    for row in forum.quorum:
        seats = [one for one in forum.seats if one.role in VOTING and row.org in ("", one.org)]
        if seats and len(seats) < row.voters:
            yield (
                f"A quorum of {counted(row.voters, 'voter')} cannot be reached with"
                f" {counted(len(seats), 'voting seat')}: add the other seats too."
            )
