"""One series under two ids: two machines read one calendar before they knew of each other.

The id that the shared desk carries stays. What this machine's people said under the other one is
said again under it, by itself: settlements, pairings, bookings, values that wait. What stood under
the other id says where it went on, for it still has the words of before.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import conflict_id
from jointdesk.domain.events import EVENT
from jointdesk.domain.items import Item, Json, Write
from jointdesk.domain.mirrors import BUSY, MIRROR, READING
from jointdesk.domain.pending import OVERLAY, RENAMED
from jointdesk.domain.shared_desk import CARRIED
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.items import list_items
from jointdesk.store.mirrors import item_types, rename_waiting
from jointdesk.store.settlements import SETTLEMENT

_OVERLAY = f"{OVERLAY}:"


def rename_series(desk: Desk, actor: Actor, renamed: Mapping[str, str]) -> None:
    """Say again under the new ids of series, by their old ones, what was said under those.

    Call it in the transaction that gives the resources their ids.
    """
    if not renamed:
        return
    rename_waiting(desk, renamed)
    renamed = {**_conflicts(desk, renamed), **renamed}
    types = item_types(desk.connection) - {MIRROR, BUSY, READING}
    writes = [
        write
        for type_ in sorted(types)
        for item in list_items(desk.connection, type_, with_removed=True)
        for write in _renamed(item, renamed)
    ]
    if writes:
        record(desk, actor, CARRIED, writes, automatic=True)


def _conflicts(desk: Desk, renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the new ids of the conflicts of which something was said, by their old ones."""
    found: dict[str, str] = {}
    for item in list_items(desk.connection, SETTLEMENT):
        fields: Any = item.fields
        sides = fields["participants"]
        old = conflict_id(fields["code"], sides)
        new = conflict_id(fields["code"], [_new_key(one, renamed) for one in sides])
        if old != new:
            found[old] = new
    return found


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
