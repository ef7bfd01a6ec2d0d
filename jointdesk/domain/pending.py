"""What people want changed on a thing of an outside source, until the source shows it.

An *overlay* is the one item that a desk keeps about an outside series or one of its occurrences.
Beside our own fields it holds, for each field of the source that somebody changed here, the value
wanted (`NAME`) and the value that the source showed then (`base:NAME`). The value shown is the
source's with the wanted ones over it. A pending value ends when the source shows it, when it is
withdrawn, or when the source shows a third value: that is a collision, which a person settles.

An overlay's id is "overlay:" and the series id, for the whole series, or the occurrence key.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.items import Fields, Item, Json
from jointdesk.domain.occurrences import split_key

OVERLAY = "overlay"
"""Item type of what people say about a thing of an outside source."""

BASE = "base:"
"""Begins the field that holds what the source showed when a value was wanted."""

EVENT_FIELDS = frozenset(
    {
        "title", "start", "end", "place", "notes", "status", "visibility", "busy", "repeat",
        "attendees", "reply", "deleted", "ends_before", "restored",
        "invite",
    }
)  # fmt: skip
"""Fields of an outside event that can be changed here.

As `domain.events.Event` stores them: `start` and `end` on the desk's clock, days with an exclusive
end. `busy` is a flag, `repeat` an RRULE value, `attendees` rows of email, name and role, `reply`
the director's own answer. `deleted` true takes the thing away. `ends_before` is the occurrence
key from which on a series is cut off (its rest is another event). `restored` is an iCalendar text
whose overrides, EXDATE and RDATE are put back where they are missing: an undo wants that.
`invite` true has the server send invitations that were kept back (`ical.scheduling`).
"""

RESTORED = "restored"

_DELETED = "deleted"

TEXT_BEFORE = "text_before"
"""A field of our own: the series as it was before a change that takes overrides or dates away."""

MOVED = "moved_to"
"""Field of a series' overlay: the collection that it is to stand in, and as base the one it leaves.

It waits for the one that it leaves alone: there it is to be taken away.
"""

RENAMED = "renamed_to"
"""Field of what was said under another id of a series: the series' id, or key, from then on."""

TASK_FIELDS = frozenset({"title", "notes", "due", "due_time", "start", "status", "completed_on"})
"""Fields of an outside task that can be changed here, as `domain.tasks.Task` stores them."""


class Standing(StrEnum):
    """How a pending value stands to what the source shows."""

    WAITING = "waiting"
    """The source shows what it showed then."""
    DONE = "done"
    """The source shows what was wanted."""
    COLLIDED = "collided"
    """The source shows a third value: somebody has changed it there."""


@dataclass(frozen=True, slots=True)
class Pending:
    """One value wanted: the field, what the source showed then, and what it is to show."""

    field: str
    base: Json
    wanted: Json

    def standing(self, shown: Json) -> Standing:
        """Return how it stands to the value that the source shows now.

        An absent value, null, "" and an empty list are the same.
        """
        if _plain(shown) == _plain(self.wanted):
            return Standing.DONE
        return Standing.WAITING if _plain(shown) == _plain(self.base) else Standing.COLLIDED


@dataclass(frozen=True, slots=True)
class Overlay:
    """What people say about one outside series, or about one occurrence of it.

    `day` and `ordinal` are the occurrence's, None and 0 for the series. `own` are the fields that
    only this desk has; `stream` is where the item stands.
    """

    id: str
    key: str
    series_id: str
    day: int | None
    ordinal: int
    stream: str
    own: Fields
    pending: tuple[Pending, ...]


def overlay_id(key: str) -> str:
    """Return the id of the overlay of a series id or an occurrence key."""
    return f"{OVERLAY}:{key}"


def move_of(overlays: Iterable[Overlay]) -> Pending | None:
    """Return where a series is to move to and where from, by what is said of it."""
    whole = (one for one in overlays if one.day is None)
    return next((each for one in whole for each in one.pending if each.field == MOVED), None)


def overlays_in(overlays: Iterable[Overlay], collection_id: str) -> tuple[Overlay, ...]:
    """Return what waits of a series as far as a collection is concerned.

    In the one that it leaves that is nothing but to be taken away; in another all the rest.
    """
    known = tuple(overlays)
    move = move_of(known)
    if move is None:
        return known
    if move.base == collection_id:
        away = Pending(_DELETED, None, wanted=True)
        return tuple(replace(one, pending=(away,)) for one in known if move in one.pending)
    rest = (replace(one, pending=tuple(p for p in one.pending if p != move)) for one in known)
    return tuple(one for one in rest if one.pending)


def as_move(fields: Fields, leaves: str, goes_to: str) -> dict[str, Json]:
    """Return what is to be written of a series that leaves a collection, where it is taken away."""
    said = {name: value for name, value in fields.items() if name.removeprefix(BASE) != _DELETED}
    if _DELETED not in fields:
        return said
    gone = wanted_fields({MOVED: (leaves, goes_to)}) if fields[_DELETED] else ended_fields((MOVED,))
    return {**said, **gone}


class OverlayKey(NamedTuple):
    """What an overlay is about: its key, and the parts of that."""

    key: str
    series_id: str
    day: int | None
    ordinal: int


def key_of(overlay: str) -> OverlayKey:
    """Return what an overlay is about, by its id."""
    key = overlay.removeprefix(f"{OVERLAY}:")
    try:
        return OverlayKey(key, *split_key(key))
    except ValueError:
        return OverlayKey(key, key, None, 0)


def overlay_of(item: Item) -> Overlay:
    """Return an overlay item as a value."""
    key, series_id, day, ordinal = key_of(item.id)
    own, pending = _parted(item.fields)
    return Overlay(item.id, key, series_id, day, ordinal, item.stream, own, pending)


def wanted_fields(pending: Mapping[str, tuple[Json, Json]]) -> dict[str, Json]:
    """Return the fields to be written for values wanted: by name, the base and the value."""
    fields: dict[str, Json] = {}
    for name, (base, wanted) in pending.items():
        fields[name] = wanted
        fields[BASE + name] = _kept(base)
    return fields


def wanting(known: Iterable[Pending], shown: Fields, wanted: Fields) -> dict[str, Json]:
    """Return the fields to be written where somebody wants values that the source does not show.

    `known` are the values that wait already, `shown` what the source shows. A value that waits
    keeps its base, unless the source shows a third one by now: that was seen. What the source
    shows anyway waits no more.
    """
    waiting = {one.field: one for one in known}
    fields: dict[str, Json] = {}
    for name, value in wanted.items():
        before, now = waiting.get(name), shown.get(name)
        is_waiting = before is not None and before.standing(now) is Standing.WAITING
        base = before.base if before is not None and is_waiting else now
        if Pending(name, base, value).standing(now) is not Standing.DONE:
            fields |= wanted_fields({name: (base, value)})
        elif before is not None:
            fields |= ended_fields((name,))
    return fields


def ended_fields(names: Iterable[str]) -> dict[str, Json]:
    """Return the fields to be written where pending values end."""
    return {part: None for name in names for part in (name, BASE + name)}


_ABSENT = "∅"
"""Kept as a base where the source showed nothing: null would say that nothing is pending."""


def _kept(base: Json) -> Json:
    # A "no" is a value: what undoes the change wants it back.
    return _ABSENT if _plain(base) is None and base is not False else base


def pending_of(fields: Fields, name: str) -> Pending | None:
    """Return the value of a field that waits by an overlay's stored fields, None for none."""
    base = fields.get(BASE + name)
    if base is None:
        return None
    return Pending(name, None if base == _ABSENT else base, fields.get(name))


def _parted(fields: Fields) -> tuple[dict[str, Json], tuple[Pending, ...]]:
    found = [pending_of(fields, name[len(BASE) :]) for name in sorted(fields) if _is_base(name)]
    own = {
        name: value
        for name, value in fields.items()
        if not _is_base(name) and BASE + name not in fields
    }
    return own, tuple(one for one in found if one is not None)


def _is_base(name: str) -> bool:
    return name.startswith(BASE)


def _plain(value: Json) -> Json:
    return None if value in (None, "", []) or value is False else value
