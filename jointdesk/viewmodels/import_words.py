"""What an import would change, in words: a sentence in pieces, old and new told apart."""

import re
from collections.abc import Callable
from datetime import date, timedelta, tzinfo
from enum import StrEnum
from typing import Any, NamedTuple

from jointdesk.domain.components import UNKNOWN_ZONE, Attendee, Problem
from jointdesk.domain.moments import Instant, local
from jointdesk.domain.resources import Outcome
from jointdesk.domain.words import counted, long_day, plain_line, short_day
from jointdesk.sync.preview import Difference, PreviewRow
from jointdesk.viewmodels.words import clock_of


class Kind(StrEnum):
    """What a row of the preview is; the values are shown."""

    CHANGED = "Changed"
    NEW = "New"
    CANCELLED = "Cancelled"
    MISSING = "Missing"
    REJECTED = "Rejected"
    NOTE = "Note"


KINDS = {
    Outcome.CHANGED: Kind.CHANGED,
    Outcome.NEW: Kind.NEW,
    Outcome.CANCELLED: Kind.CANCELLED,
    Outcome.MISSING: Kind.MISSING,
}


class Mark(StrEnum):
    """How a piece of a sentence is set: plain, struck through, strong."""

    PLAIN = "plain"
    OLD = "old"
    NEW = "new"


class Piece(NamedTuple):
    """A few words of a sentence and how they are set."""

    text: str
    mark: Mark = Mark.PLAIN


class Told(NamedTuple):
    """One row as it is shown: what, which meeting, what differs, when."""

    kind: Kind
    title: str
    pieces: tuple[Piece, ...]
    when: str

    @property
    def difference(self) -> str:
        """The difference as one text, as a screen reader says it."""
        words = {Mark.OLD: "from {}", Mark.NEW: "to {}", Mark.PLAIN: "{}"}
        return " ".join(words[piece.mark].format(piece.text) for piece in self.pieces).replace(
            " ,", ","
        )


def tell_row(row: PreviewRow, zone: tzinfo, read_before: Instant | None, hidden: str = "") -> Told:
    """Return a row in words; `hidden` stands for the text of a private one, "" shows it."""
    kind = KINDS[row.outcome]
    when = _when(row, zone)
    if row.is_private and hidden:
        return Told(kind, hidden, (Piece("Private"),), when)
    title = plain_line(row.title) or "(no title)"
    return Told(
        kind, f"{title} (series)" if row.is_series else title, _pieces(row, zone, read_before), when
    )


def tell_problem(problem: Problem, kind: Kind) -> Told:
    """Return what is wrong with a part of the file in words."""
    reason = plain_line(problem.reason)
    reason = reason[:1].upper() + reason[1:]
    ending = ". Left out, the rest is imported." if kind is Kind.REJECTED else "."
    return Told(kind, f"Item at line {problem.line:,}", (Piece(reason.rstrip(".") + ending),), "")


def _when(row: PreviewRow, zone: tzinfo) -> str:
    if row.kind == "VTODO" and not row.is_series:
        due = row.end if row.end is not None else row.start
        return f"due {short_day(local(due, zone).date())}" if due is not None else "no date"
    if row.start is None:
        return ""
    start = local(row.start, zone)
    if row.is_series:
        return f"from {_day(start.date(), start.date())}"
    if row.is_all_day:
        return short_day(start.date())
    return f"{short_day(start.date())} {clock_of(start)}"


def _day(day: date, near: date) -> str:
    return f"{day.day} {short_day(day).rsplit(' ', 1)[1]}" + (
        "" if day.year == near.year else f" {day.year}"
    )


def _pieces(row: PreviewRow, zone: tzinfo, read_before: Instant | None) -> tuple[Piece, ...]:
    if row.is_back:
        return (Piece("In the file again, as it was"),)
    if row.outcome is Outcome.NEW:
        place = plain_line(row.place)
        new = {"VTODO": "New task", "VJOURNAL": "New journal entry"}.get(row.kind, "New")
        return (Piece(f"{new}, {place}" if place else new),)
    if row.outcome is Outcome.CANCELLED:
        return (Piece("Cancelled by the organiser, stays visible crossed out"),)
    if row.outcome is Outcome.MISSING:
        return (Piece("Not in the file." + _last_seen(read_before, zone)),)
    pieces: list[Piece] = []
    for difference in row.differences:
        found = _tell(difference, row, zone)
        if found and pieces:
            pieces.append(Piece(","))
            first = found[0]
            found = (first._replace(text=first.text[:1].lower() + first.text[1:]), *found[1:])
        pieces += found
    if not pieces and row.is_series:
        return (Piece("Single meetings of the series differ"),)
    return tuple(pieces) or (Piece("Details that are not shown"),)


def _last_seen(read_before: Instant | None, zone: tzinfo) -> str:
    if read_before is None:
        return ""
    return f" Last seen {long_day(local(read_before, zone).date()).split(' ', 1)[1]}."


def _tell(difference: Difference, row: PreviewRow, zone: tzinfo) -> tuple[Piece, ...]:
    """Return one difference in pieces, none where it says nothing to a person."""
    field, old, new = difference
    if field in ("start", "end"):
        return _time(field, old, new, row, zone)
    if field in _NAMED:
        return _from_to(_NAMED[field], _value(old), _value(new))
    if field in _CHANGED:
        return (Piece(_CHANGED[field]),)
    teller = _TELLERS.get(field)
    return (Piece(teller(old, new)),) if teller else ()


def _from_to(name: str, old: str, new: str) -> tuple[Piece, ...]:
    if old and new:
        return Piece(name), Piece(old, Mark.OLD), Piece(new, Mark.NEW)
    if new:
        return Piece(name), Piece(new, Mark.NEW)
    return Piece(f"{name} taken out:"), Piece(old, Mark.OLD)


def _time(field: str, old: Any, new: Any, row: PreviewRow, zone: tzinfo) -> tuple[Piece, ...]:
    if old is None or new is None:
        return (Piece(f"{field.capitalize()} changed"),)
    before, after = local(old, zone), local(new, zone)
    if row.is_all_day:
        back = timedelta(days=1 if field == "end" else 0)
        name = "Last day" if field == "end" else "First day"
        return _from_to(name, short_day((before - back).date()), short_day((after - back).date()))
    if before.date() == after.date():
        return _from_to(field.capitalize(), clock_of(before), clock_of(after))
    told = [f"{short_day(moment.date())} {clock_of(moment)}" for moment in (before, after)]
    return _from_to(field.capitalize(), *told)


def _value(value: Any) -> str:
    text = value.removeprefix(UNKNOWN_ZONE) if isinstance(value, str) else str(value)
    return plain_line(text)


def _rule(old: Any, new: Any) -> str:
    if not old:
        return "Repeats now"
    if not new:
        return "No longer repeats"
    ends = [_UNTIL.search(rule) for rule in (old, new)]
    if _UNTIL.sub("", old) == _UNTIL.sub("", new) and all(ends):
        days = [date(*map(int, end.groups())) for end in ends if end]
        return f"Repeats until {long_day(days[1])}, was {long_day(days[0])}"
    return "Repeats otherwise"


def _people(old: Any, new: Any) -> str:
    before = {one.email: one for one in old if isinstance(one, Attendee)}
    after = {one.email: one for one in new if isinstance(one, Attendee)}
    answers = sum(before[email] != after[email] for email in before.keys() & after.keys())
    parts = [
        f"{len(after.keys() - before.keys())} more" if after.keys() - before.keys() else "",
        f"{len(before.keys() - after.keys())} fewer" if before.keys() - after.keys() else "",
        counted(answers, "other answer") if answers else "",
    ]
    return "People: " + (", ".join(part for part in parts if part) or "in another order")


def _overrides(old: Any, new: Any) -> str:
    return f"{counted(int(new), 'single meeting')} of the series differs, was {old}".replace(
        "meetings of the series differs", "meetings of the series differ"
    )


_UNTIL = re.compile(r"UNTIL=(\d{4})(\d{2})(\d{2})[^;\n]*")

_NAMED = {
    "summary": "Title",
    "location": "Place",
    "zone": "Time zone",
    "status": "Status",
    "organizer": "Organiser",
}
_CHANGED = {
    "description": "Text changed",
    "link": "Join link changed",
    "categories": "Categories changed",
    "kind": "Kind changed",
}
_TELLERS: dict[str, Callable[[Any, Any], str]] = {
    "rule": _rule,
    "attendees": _people,
    "overrides": _overrides,
    "all_day": lambda _old, new: "All day now" if new else "No longer all day",
    "transparent": lambda _old, new: "Shown as free" if new else "Shown as busy",
    "classification": lambda _old, new: (
        "Private now" if new in ("PRIVATE", "CONFIDENTIAL") else "No longer private"
    ),
    "busy_status": lambda _old, new: f"Shown as {plain_line(new)}" if new else "Shown as busy",
}
