"""What became of a meeting, in words: what happened, from what, to what."""

from datetime import timedelta, tzinfo
from typing import NamedTuple

from jointdesk.domain.moments import DAY, local
from jointdesk.domain.moves import Looks, Move, MoveKind
from jointdesk.domain.words import listed, plain_line, short_day

_VERBS = {
    MoveKind.NEW: "New",
    MoveKind.GONE: "Gone",
    MoveKind.CANCELLED: "Cancelled",
    MoveKind.MOVED: "Moved",
    MoveKind.PLACE: "Other place",
    MoveKind.CHANGED: "Changed",
    MoveKind.BACK: "There again, though given up here",
}

_FIELDS = {"people": "who takes part", "reply": "the answer", "privacy": "who may see it"}
"""What fields are called that are not told by their names."""


class ToldMove(NamedTuple):
    """Words for one move: "Moved", "Board", "Tue 1 Dec 09:00–10:00", "Thu 3 Dec 09:00–10:00".

    `was` is "" for what was not there, `becomes` for what is there no longer.
    """

    what: str
    title: str
    was: str
    becomes: str

    @property
    def change(self) -> str:
        """Return "from → to", or the one side that there is."""
        return " → ".join(filter(None, (self.was, self.becomes)))

    @property
    def spoken(self) -> str:
        """Return it as a screen reader should say it."""
        was = f"from {self.was}" if self.was and self.becomes else self.was
        to = f"to {self.becomes}" if self.was and self.becomes else self.becomes
        return ", ".join(filter(None, (self.what, self.title, " ".join(filter(None, (was, to))))))


def tell_move(move: Move, zone: tzinfo) -> ToldMove:
    """Return what a move is in words, its times in the zone."""
    often = f", {move.times} times" if move.times > 1 else ""
    title = plain_line(move.looks.title) or "No title"
    was, becomes = _sides(move, zone)
    return ToldMove(f"{_VERBS[move.kind]}{often}", title, was, becomes)


def _sides(move: Move, zone: tzinfo) -> tuple[str, str]:
    before, after = move.before, move.after
    if before is None or after is None:
        was = _when(before, zone) if before is not None else ""
        return was, _where(after, _when(after, zone)) if after is not None else ""
    match move.kind:
        case MoveKind.CANCELLED:
            return _when(before, zone), ""
        case MoveKind.MOVED:
            is_elsewhere = "place" in move.fields
            becomes = _when(after, zone)
            return _when(before, zone), _where(after, becomes) if is_elsewhere else becomes
        case MoveKind.PLACE:
            when = f", {_when(after, zone)}"
            return _place(before), _place(after) + when
        case _:
            return _others(move, before), _when(after, zone)


def _others(move: Move, before: Looks) -> str:
    """Return "was “Old title”", and the names of whatever else differs."""
    names = [_FIELDS.get(name, f"the {name}") for name in move.fields if name != "title"]
    title = f"was “{plain_line(before.title)}”" if "title" in move.fields else ""
    return ", ".join(filter(None, (title, listed(names) if names else "")))


def _where(looks: Looks, when: str) -> str:
    place = plain_line(looks.place)
    return f"{when}, {place}" if place else when


def _place(looks: Looks) -> str:
    return plain_line(looks.place) or "no place"


def _when(looks: Looks, zone: tzinfo) -> str:
    start, end = local(looks.start, zone), local(looks.end, zone)
    if looks.all_day:
        last = (end - timedelta(days=1)).date()
        to = f" to {short_day(last)}" if looks.end - looks.start > DAY + DAY // 2 else ""
        return f"{short_day(start.date())}{to}"
    if looks.start == looks.end:
        return f"{short_day(start.date())} {start:%H:%M}"
    to = f"{end:%H:%M}" if end.date() == start.date() else f"{short_day(end.date())} {end:%H:%M}"
    return f"{short_day(start.date())} {start:%H:%M}–{to}"
