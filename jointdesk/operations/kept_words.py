"""What was said of a meeting while it was open, once its calendar calls it private.

An overlay says in its own words, and in the labels of its history, what the calendar said. So it
goes where the meeting has gone, and what everybody had of it is erased.
"""

from collections.abc import Collection as Ids
from collections.abc import Iterable, Iterator

from jointdesk.domain.items import Item, Write
from jointdesk.domain.mirrors import Mirror
from jointdesk.domain.pending import OVERLAY, key_of
from jointdesk.ical.carrying import carried_resource
from jointdesk.ical.editing import shown_fields
from jointdesk.operations.event_streams import adds_no_word
from jointdesk.operations.records import SHARED
from jointdesk.store.desk import Desk
from jointdesk.store.items import list_items
from jointdesk.store.mirrors import mirror_texts


def said_openly(
    desk: Desk, mirrors: Iterable[Mirror], collections: Ids[str]
) -> dict[str, list[Write]]:
    """Return what has overlays follow meetings of collections that are kept, by collection.

    A hold or a block has no word in it: what is said of one stays everybody's, to move and free.
    """
    said: dict[str, list[Item]] = {}
    for item in list_items(desk.connection, OVERLAY, (SHARED,), with_removed=True):
        said.setdefault(key_of(item.id).series_id, []).append(item)
    found: dict[str, list[Write]] = {}
    for one in mirrors if said else ():
        if one.stream != SHARED and one.collection in collections and one.series in said:
            writes = found.setdefault(one.collection, [])
            writes += _following(desk, one, said[one.series])
    return {id_: writes for id_, writes in found.items() if writes}


def _following(desk: Desk, mirror: Mirror, said: Iterable[Item]) -> Iterator[Write]:
    text = carried_resource(mirror_texts(desk.connection, [mirror.id]).get(mirror.id, ""))
    shown = shown_fields(text, None, 0, desk.zone) if text is not None else None
    for item in said:
        values = {name: value for name, value in item.fields.items() if value is not None}
        if not shown or not adds_no_word(shown, values):
            yield Write(item.id, OVERLAY, {}, mirror.stream)
