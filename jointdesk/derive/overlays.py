"""What waits for its source, laid over the source's text: the diary shows it as if it stood there.

The text shown and the text to be written are the same: `lay_over` makes both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.changes import clock_instant
from jointdesk.domain.edits import Edit
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import split_key
from jointdesk.domain.pending import MOVED, RESTORED, Overlay, Pending, Standing, overlays_in
from jointdesk.domain.resources import ResourceText
from jointdesk.store.derived import ReadConnection
from jointdesk.store.overlays import Waiting, series_of_resources, waiting_by_series
from jointdesk.store.people import director_emails
from jointdesk.store.resources import select_texts

if TYPE_CHECKING:
    from jointdesk.ical.series import Series

_EVENTS = "VEVENT"
_SHARED = "shared"
_FEW = 20
"""Of so many resources what waits is looked up one by one, of more all that waits is read."""
_BEFORE_RESTORING = frozenset({"start", "repeat", "deleted"})
"""What has to be as it was before it can be told what is still missing."""
_GONE: Fields = {"deleted": True}
"""What is shown of an occurrence that is not there."""


class Judged(NamedTuple):
    """A value that was wanted, with what the source shows of that field and how it stands."""

    overlay: Overlay
    pending: Pending
    shown: Json
    standing: Standing


class LaidOver(NamedTuple):
    """A text with what waits laid over, None where all of it is to be taken away."""

    text: ResourceText | None
    judged: tuple[Judged, ...]


def lay_over(
    text: ResourceText,
    overlays: Iterable[Overlay],
    zone: ZoneInfo,
    now: Instant,
    *,
    is_ours: bool = False,
    mine: frozenset[str] = frozenset(),
) -> LaidOver:
    """Return a text with the values that wait laid over it: those of the series, then the others.

    What has collided is not laid over, and what is done needs not be. With `is_ours` nobody else
    writes the text, so that every value holds. `now` is when it was said, and becomes the text's
    LAST-MODIFIED. `mine` are the director's addresses, for what they have answered.
    """
    from jointdesk.ical.editing import edited

    ordered = sorted(overlays, key=lambda one: (one.day is not None, one.day or 0, one.ordinal))
    judged: list[Judged] = []
    laid = text
    for level in (
        [one for one in ordered if one.day is None],
        [one for one in ordered if one.day is not None],
    ):
        edits = []
        for overlay in level:
            shown, first = (shown_of(one, overlay, zone, mine) for one in (laid, text))
            found = _judge(overlay, shown, first, is_ours=is_ours)
            judged += found
            fields = {
                one.pending.field: one.pending.wanted
                for one in found
                if one.standing is Standing.WAITING
            }
            if fields.get("deleted") is True and overlay.day is None:
                return LaidOver(None, tuple(judged))
            if fields:
                edits.append(Edit(overlay.day, overlay.ordinal, fields))
        laid = edited(laid, edits, zone, now, mine) if edits else laid
    return LaidOver(laid, tuple(judged))


def _judge(overlay: Overlay, shown: Fields, first: Fields, *, is_ours: bool) -> list[Judged]:
    """Judge an overlay's values by what its source shows, at first and with its series' own."""
    found = []
    for pending in overlay.pending:
        if pending.field == MOVED:  # what is said of its collection is not said of its text
            continue
        now = shown.get(pending.field)
        standing = pending.standing(now)
        if standing is Standing.COLLIDED:
            is_waiting = is_ours or pending.standing(first.get(pending.field)) is Standing.WAITING
            if is_waiting and not shown.get("deleted"):
                standing = Standing.WAITING
        found.append(Judged(overlay, pending, now, standing))
    return found


def shown_of(
    text: ResourceText, overlay: Overlay, zone: ZoneInfo, mine: frozenset[str] = frozenset()
) -> Fields:
    """Return what a text says of the thing that an overlay is about."""
    from jointdesk.ical.editing import shown_fields

    shown = shown_fields(text, overlay.day, overlay.ordinal, zone, mine) or _GONE
    is_rule_back = all(
        one.standing(shown.get(one.field)) is Standing.DONE
        for one in overlay.pending
        if one.field in _BEFORE_RESTORING
    )
    for pending in overlay.pending:
        is_cut = pending.field == "ends_before" and _is_cut(text, pending.wanted, zone)
        is_restored = pending.field == RESTORED and is_rule_back
        if is_cut or (is_restored and _is_restored(text, overlay, pending, zone)):
            shown = {**shown, pending.field: pending.wanted}
    return shown


def _is_restored(text: ResourceText, overlay: Overlay, pending: Pending, zone: ZoneInfo) -> bool:
    """True if nothing is missing of what an undo wants back."""
    from jointdesk.ical.editing import lacks_exceptions, lacks_override

    earlier = str(pending.wanted or "")
    if overlay.day is None:
        return not lacks_exceptions(text, earlier, zone)
    return not lacks_override(text, earlier, overlay.day, overlay.ordinal, zone)


def _is_cut(text: ResourceText, key: Json, zone: ZoneInfo) -> bool:
    """True if a series has no occurrence of that key, so that it ends before it."""
    from jointdesk.ical.editing import shown_fields

    try:
        _, day, ordinal = split_key(str(key))
    except ValueError:  # not what this program wrote
        return False
    return not shown_fields(text, day, ordinal, zone)


def current_series(
    connection: ReadConnection, resource_ids: Sequence[int], zone: ZoneInfo
) -> Iterator[tuple[int, "Series"]]:
    """Yield the resources' series as the diary shows them, by the resources' ids.

    One without a series that could be used, or that is to be taken away, is left out.
    """
    from jointdesk.ical.series import parse

    waiting = _waiting_of(connection, resource_ids)
    mine = director_emails(connection) if waiting else frozenset()
    for number, text in select_texts(connection, resource_ids):
        shown = _shown(text, waiting[number], zone, mine) if number in waiting else text
        series = parse(shown, zone).series if shown is not None else None
        if series is not None:
            yield number, series


def with_pending(
    connection: ReadConnection, changed: Mapping[int, "Series | None"], zone: ZoneInfo
) -> Mapping[int, "Series | None"]:
    """Return resources' series as the diary shows them, given those that their texts hold."""
    events = [id_ for id_, one in changed.items() if one is not None and one.kind == _EVENTS]
    waiting = _waiting_of(connection, events)
    if not waiting:
        return changed
    shown = dict(current_series(connection, [*waiting], zone))
    return {**changed, **{id_: shown.get(id_) for id_ in waiting}}


def _waiting_of(connection: ReadConnection, resource_ids: Iterable[int]) -> dict[int, Waiting]:
    ids = list(resource_ids)
    if len(ids) <= _FEW:
        series = series_of_resources(connection, ids)
        known = waiting_by_series(connection, {one for one, _ in series.values()})
    elif known := waiting_by_series(connection):
        series = series_of_resources(connection, ids)
    else:
        return {}
    found = {
        id_: known[one]._replace(overlays=overlays_in(known[one].overlays, place))
        for id_, (one, place) in series.items()
        if one in known
    }
    return {id_: one for id_, one in found.items() if one.overlays}


def _shown(
    text: ResourceText, waiting: Waiting, zone: ZoneInfo, mine: frozenset[str]
) -> ResourceText | None:
    """Return an event's text as the diary shows it; tasks are put together elsewhere.

    What was said of it while it was private keeps it private until it is written or withdrawn,
    whatever its calendar says since: the other body would read it in the diary.
    """
    if text.kind != _EVENTS:
        return text
    now = clock_instant(waiting.clock)
    laid, judged = lay_over(text, waiting.overlays, zone, now, mine=mine)
    kept = [
        one for one in judged if one.standing is Standing.WAITING and one.overlay.stream != _SHARED
    ]
    if laid is None or not kept or any(one.pending.field == "visibility" for one in kept):
        return laid
    from jointdesk.ical.editing import edited

    places = sorted({(one.overlay.day, one.overlay.ordinal) for one in kept}, key=repr)
    edits = [Edit(day, ordinal, {"visibility": "own_org"}) for day, ordinal in places]
    return edited(laid, edits, zone, now, mine)
