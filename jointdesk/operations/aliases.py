"""One series under two ids: two machines read one calendar before they knew of each other.

The id that the shared desk carries stays. What this machine's people said under the other one is
said again under it, by itself: settlements, pairings, bookings, values that wait. What stood under
the other id says where it went on, for it still has the words of before.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import conflict_id, known_by
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import Item, Json, Write
from jointdesk.domain.mirrors import BUSY, MIRROR, READING
from jointdesk.domain.moments import Instant
from jointdesk.domain.pending import OVERLAY, RENAMED
from jointdesk.domain.shared_desk import CARRIED
from jointdesk.operations.kept_talk import conflicts_talked_of, talked_of
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import list_items
from jointdesk.store.mirrors import item_types, rename_waiting
from jointdesk.store.settlements import SETTLEMENT
from jointdesk.store.streams import stream_names

_OVERLAY = f"{OVERLAY}:"


def rename_series(desk: Desk, actor: Actor, renamed: Mapping[str, str]) -> None:
    """Say again under the new ids of series, by their old ones, what was said under those.

    Call it in the transaction that gives the resources their ids, before that.
    """
    if not renamed:
        return
    rename_waiting(desk, renamed)
    renamed = {**_conflicts(desk, renamed, actor.at), **renamed}
    types = item_types(desk.connection) - {MIRROR, BUSY, READING}
    writes = [
        write
        for type_ in sorted(types)
        for item in _items(desk, type_)
        for write in _renamed(item, renamed)
    ]
    if writes:
        record(desk, actor, CARRIED, writes, automatic=True)


def _items(desk: Desk, type_: str) -> Iterator[Item]:
    """Yield what is said of a type; of overlays what each stream says, apart from the others."""
    if type_ != OVERLAY:
        yield from list_items(desk.connection, type_, with_removed=True)
        return
    for stream in sorted(stream_names(desk.connection).values()):
        yield from list_items(desk.connection, type_, (stream,), with_removed=True)


def said_of(desk: Desk, series: Collection[str], now: Instant) -> set[str]:
    """Return those of some series of which people said anything, or of their occurrences."""
    found = set(talked_of(desk, now))
    for type_ in item_types(desk.connection) - {MIRROR, BUSY, READING}:
        for item in list_items(desk.connection, type_, with_removed=True):
            found.update(map(_series, _texts([item.id, *item.fields.values()])))
    return found.intersection(series)


def _texts(value: Json) -> Iterator[str]:
    """Yield the texts in a value, wherever one stands on its own."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        yield from _texts([*value.values()])


def _series(text: str) -> str:
    """Return the series id that a text is, or the key of an occurrence or an overlay has."""
    key = text.removeprefix(_OVERLAY)
    return key.rpartition("-")[0] or key


def _conflicts(desk: Desk, renamed: Mapping[str, str], now: Instant) -> dict[str, str]:
    """Return the new ids of the conflicts of which something was said, by their old ones."""
    settled: Iterable[Any] = (one.fields for one in list_items(desk.connection, SETTLEMENT))
    known: list[tuple[str, Sequence[str]]] = [(one["code"], one["participants"]) for one in settled]
    for conflict in conflicts_talked_of(desk, now):
        known += [(conflict.code, sides) for sides in known_by(conflict).values()]
    found = {
        conflict_id(code, sides): conflict_id(code, [_new_key(one, renamed) for one in sides])
        for code, sides in known
    }
    return {old: new for old, new in found.items() if old != new}


def _renamed(item: Item, renamed: Mapping[str, str]) -> Iterator[Write]:
    fields = {name: _with_new_ids(value, renamed) for name, value in item.fields.items()}
    key = _new_key(item.id.removeprefix(_OVERLAY), renamed)
    if item.type == OVERLAY and _OVERLAY + key != item.id:
        if fields.pop(RENAMED, None) and not fields:
            return
        yield Write(item.id, OVERLAY, {**dict.fromkeys(fields), RENAMED: key}, item.stream)
        yield Write(_OVERLAY + key, OVERLAY, fields, item.stream)
        return
    news = {name: value for name, value in fields.items() if value != item.fields[name]}
    if item.type == EVENT.name and item.id in renamed:
        news[RENAMED] = renamed[item.id]
    if news:
        yield Write(item.id, item.type, news, item.stream)


def _with_new_ids(value: Json, renamed: Mapping[str, str]) -> Json:
    """Return a value with the ids in it changed, wherever one stands on its own or in a key."""
    if isinstance(value, str):
        return _new_key(value, renamed)
    if isinstance(value, list):
        return [_with_new_ids(one, renamed) for one in value]
    if isinstance(value, dict):
        return {name: _with_new_ids(one, renamed) for name, one in value.items()}
    return value


def _new_key(text: str, renamed: Mapping[str, str]) -> str:
    """Return a series id, or the key of an occurrence, with the new id; another text as it is."""
    series, dash, rest = text.rpartition("-")
    if text in renamed:
        return renamed[text]
    return f"{renamed[series]}{dash}{rest}" if series in renamed else text
