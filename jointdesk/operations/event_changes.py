"""What a gesture on an event reaches, and what it makes of each copy: decided, not yet done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from jointdesk.domain.edits import EditScope
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.events import EVENT, LOCAL
from jointdesk.domain.items import Fields, Json, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.pending import EVENT_FIELDS
from jointdesk.operations.calendars import note_on
from jointdesk.operations.event_copies import EventCopy, Found
from jointdesk.operations.event_moves import plan_move
from jointdesk.operations.event_texts import (
    EventTexts,
    fit,
    series_values,
    stored_collection,
    texts_of,
)
from jointdesk.operations.event_times import (
    Times,
    check_repeat,
    days_between,
    moved_times,
    sound_times,
)
from jointdesk.operations.event_writes import CopyEditor
from jointdesk.store.reading import ReadableDesk

_TOGETHER = frozenset({"status", "deleted"})
"""What is said of the meeting, so that it reaches every copy, as its times do."""

_OURS = frozenset(field.name for field in EVENT.fields) - {"uid", "text", "moved_from"}
_INTERNAL = frozenset({"ends_before", "restored"})
_TIMES = frozenset({"start", "end"})


class Gesture(NamedTuple):
    """What one gesture is to write for the chosen copy, and for all those that it `reaches`.

    `key` is that of the chosen copy's occurrence afterwards. A write has a title as its label where
    the log may not say the gesture's own.
    """

    chosen: EventCopy
    reaches: tuple[EventCopy, ...]
    writes: tuple[Write, ...]
    key: str

    @property
    def title(self) -> str:
        """A title for the log: that of a private copy only where no other one is reached."""
        return self._titled.title

    @property
    def is_open(self) -> bool:
        """True if everybody may know that title."""
        return not self._titled.is_private

    @property
    def _titled(self) -> EventCopy:
        return min((self.chosen, *self.reaches), key=lambda one: one.is_private)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on the copies that cannot be written from here."""
        return tuple(
            note_on(one.collection.name, one.org_code)
            for one in self.reaches
            if not one.is_writable
        )


def plan_gesture(
    desk: ReadableDesk,
    found: Found,
    fields: Fields,
    scope: EditScope,
    copy: str,
    now: Instant,
) -> Gesture:
    """Decide what new values come to, for the copies of an event that they reach.

    The chosen copy gets all of them. New times, and whether it takes place at all, reach every
    copy; a new place those that say the same one. With `copy` that collection's alone is reached.

    Raises:
        NotFoundError: there is no copy in that collection.
        WrongUseError: something makes no sense, or cannot be said of the chosen copy.
    """
    chosen = found.chosen(copy)
    texts = texts_of(desk, chosen, now)
    if found.is_series:
        scope = EditScope.ALL
        if chosen.is_recurring:
            chosen = chosen._replace(times=_times_of(series_values(desk, texts)))
    values = _checked(chosen, fields, scope)
    if "collection" in values:
        return _moved(desk, chosen, texts, values, scope)
    times = _new_times(desk, chosen, values)
    times = Times(**fit(times._asdict(), desk.zone)) if times else None
    told = fit({name: value for name, value in values.items() if name not in _TIMES}, desk.zone)
    writes = CopyEditor(desk, chosen, texts).writes(told, times, scope)
    key = _key_after(chosen, writes, times, scope)
    reached = [chosen] if writes else []
    for other in () if copy or found.is_series else found.copies:
        shared = _shared(told, chosen, other)
        if other.key != chosen.key and (shared or times):
            editor = CopyEditor(desk, other, texts_of(desk, other, now))
            more = editor.writes(shared, times, scope)
            writes += [one._replace(label=_own_title(chosen, other)) for one in more]
            reached += [other] if more else []
    return Gesture(chosen, tuple(reached), tuple(writes), key)


def _own_title(chosen: EventCopy, other: EventCopy) -> str:
    """Return the title that the log says of another copy, "" where it may say the chosen one's."""
    return other.title if other.is_private and other.org != chosen.org else ""


def _moved(
    desk: ReadableDesk, chosen: EventCopy, texts: EventTexts, values: Fields, scope: EditScope
) -> Gesture:
    """Decide what moves a copy to another calendar; new values of other fields go with it."""
    if chosen.is_recurring and scope is not EditScope.ALL:
        raise WrongUseError("A series moves to another calendar as a whole: use --scope all.")
    others = {name: value for name, value in values.items() if name != "collection"}
    if not _OURS.issuperset(others) or _TIMES & others.keys():
        raise WrongUseError("Move it to the other calendar first, then change its times.")
    told = fit(others, desk.zone)
    target, writes = plan_move(desk, chosen, texts, str(values["collection"] or LOCAL), told)
    there = chosen._replace(collection=target.collection, is_writable=target.is_writable)
    return Gesture(chosen, (there, chosen), tuple(writes), chosen.key)


def _key_after(
    chosen: EventCopy, writes: Sequence[Write], times: Times | None, scope: EditScope
) -> str:
    """Return the key under which the chosen occurrence is found once the writes are done."""
    for write in writes:
        if write.type == EVENT.name and write.item_id != chosen.series_id:
            start = date.fromisoformat(str(write.fields["start"])[:10])
            return occurrence_key(write.item_id, start.toordinal(), 0)
    stays = chosen.is_recurring and scope is EditScope.OCCURRENCE
    days = 0 if stays or times is None else days_between(chosen.times.start, times.start)
    return occurrence_key(chosen.series_id, chosen.day + days, chosen.ordinal)


def _times_of(values: Mapping[str, Json]) -> Times:
    return Times(str(values.get("start") or ""), str(values.get("end") or ""))


def _shared(values: Fields, chosen: EventCopy, other: EventCopy) -> dict[str, Json]:
    """Return what new values of the chosen copy say of another one too."""
    shared = {name: value for name, value in values.items() if name in _TOGETHER}
    if "place" in values and other.place == chosen.place:
        shared["place"] = values["place"]
    return shared


def _new_times(desk: ReadableDesk, chosen: EventCopy, values: Fields) -> Times | None:
    """Return new times of the chosen occurrence, None where nothing is said of them."""
    start, end = (str(values.get(name) or "") for name in ("start", "end"))
    if not start and not end:
        return None
    if start and not end:
        start, end = moved_times(chosen.times, start, desk.zone)
    return sound_times(start or chosen.times.start, end, desk.zone)


def _checked(chosen: EventCopy, fields: Fields, scope: EditScope) -> Fields:
    """Return the values without those that say what is so already, or refuse them."""
    stands = {"org": chosen.org, "collection": stored_collection(chosen.collection)}
    values = {
        name: value
        for name, value in fields.items()
        if not (name in stands and (value or "") in (stands[name], chosen.collection.id))
    }
    is_ours = chosen.event is not None and not (
        chosen.is_recurring and scope is EditScope.OCCURRENCE
    )
    allowed = (_OURS | EVENT_FIELDS if is_ours else EVENT_FIELDS | {"collection"}) - _INTERNAL
    _refuse_unknown(values, allowed)
    if "title" in values and not values["title"]:
        raise WrongUseError("An event needs a title.")
    if values.get("repeat"):
        check_repeat(str(values["repeat"]))
    return values


def _refuse_unknown(values: Iterable[str], allowed: frozenset[str]) -> None:
    for name in values:
        if name == "org":
            raise WrongUseError(
                "It stays in its organisation's calendar. To have it in the other one's, duplicate"
                " it there and remove it here."
            )
        if name not in allowed:
            raise WrongUseError(f"“{name}” cannot be said of an event in a calendar.")
