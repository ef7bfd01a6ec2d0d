"""What was said of a meeting while it was open, once its calendar calls it private.

An overlay says in its own words, and in the labels of its history, what the calendar said; so does
an event that was made here before the calendar had it, though it is gone. So they go where the
meeting has gone, with what people said on its conflicts (`kept_talk`), and what everybody had of
them is erased. On a shared desk that is done with an exchange, before anything is sent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Collection as Ids
from collections.abc import Set as AbstractSet
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import Body
from jointdesk.domain.events import EVENT, is_wordless
from jointdesk.domain.items import DELETED, Fields, Item, Write
from jointdesk.domain.mirrors import Mirror
from jointdesk.domain.pending import EVENT_FIELDS, OVERLAY, RENAMED, key_of, pending_of
from jointdesk.domain.resources import ResourceText
from jointdesk.domain.shared_desk import KEPT
from jointdesk.ical.carrying import carried_resource
from jointdesk.ical.editing import shown_fields
from jointdesk.operations.event_streams import adds_no_word, has_words
from jointdesk.operations.kept_talk import talk_following
from jointdesk.operations.records import SHARED
from jointdesk.store.changes import changes_of
from jointdesk.store.collections import list_collections
from jointdesk.store.components import private_series
from jointdesk.store.derived import put_private_state, stored_private_state
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item, ids_of_type, readable
from jointdesk.store.membership import find_membership
from jointdesk.store.mirrors import list_mirrors, mirror_texts, other_names
from jointdesk.store.moving import is_unsent, kept_apart, record_in_place
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.resources import current_text
from jointdesk.store.streams import stream_id


class _Kept(NamedTuple):
    """A private series: where what is said of it goes, and what gives the calendar's own text."""

    stream: str
    text: Callable[[], ResourceText | None]


def said_openly(
    desk: Desk, mirrors: Iterable[Mirror], collections: Ids[str]
) -> dict[str, list[Write]]:
    """Return what has words follow meetings of collections that are kept, by collection.

    A hold or a block has no word in it: what is said of one stays everybody's, to move and free,
    unless words were said of it before.
    """
    kept = [one for one in mirrors if one.stream != SHARED and one.collection in collections]
    said = _said(desk, {one.series for one in kept})
    found: dict[str, list[Write]] = {}
    for one in kept:
        if one.series in said:
            writes = found.setdefault(one.collection, [])
            writes += _following(desk, _carried(desk, one), said[one.series])
    return {id_: writes for id_, writes in found.items() if writes}


def keep_unknowing(desk: Desk, actor: Actor, streams: Ids[str], news: Ids[str]) -> None:
    """Have words stay with things of which their author did not know that they are kept.

    Of a private meeting what the server has not got, which so never does (what it has follows with
    the meeting's calendar), and what is newly said on its conflicts. Of what was made here all that
    the shared stream says still. `streams` are those that may be written, `news` the items of which
    anything is new.

    Raises:
        DeskFileError: the desk is busy or cannot be written; nothing was changed.
    """
    mirrors = {one.id: one for one in list_mirrors(desk.connection) if one.stream != SHARED}
    names = {one.series: one.id for one in mirrors.values()}
    names |= dict(other_names(desk.connection, mirrors))
    kept = _shown_private(desk) | {
        name: _carried(desk, mirrors[id_]) for name, id_ in names.items()
    }
    kept = {series: one for series, one in kept.items() if one.stream in streams}
    writes: list[Write] = []
    for series, items in _said(desk, kept.keys()).items():
        if unsent := [one for one in items if is_unsent(desk, one.id)]:
            writes += _following(desk, kept[series], unsent)
    apart = [one for one in kept_apart(desk.connection) if one.stream in streams]
    writes += [Write(one.id, one.type, {}, one.stream) for one in apart if one.is_spoken_of]
    goes = {series: one.stream for series, one in kept.items()}
    writes += talk_following(desk, goes, actor.at, is_unsent)
    made = {one.id: one.stream for one in apart}
    carried = {name: goes[name] for name in names.keys() & goes.keys()}
    told = {one.item_id for one in writes}
    follows = talk_following(desk, carried | made, actor.at, _is_new(news, made))
    writes += [one for one in follows if one.item_id not in told]
    if writes:
        record_in_place(desk, actor, KEPT, writes, automatic=True)


def _is_new(news: Ids[str], made: Mapping[str, str]) -> Callable[[ReadableDesk, str], bool]:
    """Return what tells which words are to be looked at: all, where anything is newly kept."""
    is_any = any(one in made for one in news)
    return lambda _, id_: is_any or id_ in news


def keep_words(desk: Desk, actor: Actor) -> None:
    """Have words follow meetings that are private now, on a desk that is not shared.

    Those on conflicts are looked for only where others are private than at the last time.

    Raises:
        DeskFileError: the desk is busy or cannot be written.
    """
    if find_membership(desk.connection) is not None:
        return
    kept = _shown_private(desk)
    streams = {series: one.stream for series, one in kept.items()}
    writes: list[Write] = []
    for series, items in _said(desk, streams.keys()).items():
        writes += _following(desk, kept[series], items)
    state = sha256(repr(sorted(streams.items())).encode()).hexdigest() if streams else ""
    is_new = state != stored_private_state(desk.connection)
    writes += talk_following(desk, streams, actor.at) if is_new else ()
    if writes:
        record_in_place(desk, actor, KEPT, writes, automatic=True)
    if is_new:
        with desk.transaction():
            put_private_state(desk.connection, state)


def _carried(desk: Desk, mirror: Mirror) -> _Kept:
    def text() -> ResourceText | None:
        return carried_resource(mirror_texts(desk.connection, [mirror.id]).get(mirror.id, ""))

    return _Kept(mirror.stream, text)


def _shown_private(desk: Desk) -> dict[str, _Kept]:
    """Return the series of calendars of which the diary here shows something as private."""
    orgs = {one.id: one.org_id for one in list_collections(desk.connection)}
    return {
        series: _Kept(f"org:{orgs[place]}", partial(current_text, desk.connection, resource))
        for series, (resource, place) in private_series(desk.connection).items()
        if place in orgs
    }


def _said(desk: Desk, wanted: AbstractSet[str]) -> Mapping[str, list[Item]]:
    """Return what everybody can read of series: overlays, and events that calendars have now.

    A desk has many, and few of private series: no other item is read.
    """
    said: dict[str, list[Item]] = {}
    for type_ in (OVERLAY, EVENT.name) if wanted else ():
        for id_, renamed in ids_of_type(desk.connection, type_, SHARED, RENAMED):
            series = key_of(renamed or id_).series_id  # by the id that it has now
            if series in wanted and (item := _readable(desk, type_, id_)):
                said.setdefault(series, []).append(item)
    return said


def _readable(desk: Desk, type_: str, item_id: str) -> Item | None:
    """Return what everybody reads of an item, None for an event that is there or has no word."""
    found = find_item(desk.connection, item_id, (SHARED,))
    item = readable(found) if found is not None and found.type == type_ else None
    if item is None or type_ == OVERLAY:
        return item
    return item if item.fields.get(DELETED) and has_words(item.fields, desk.zone) else None


def _following(desk: Desk, kept: _Kept, said: Iterable[Item]) -> Iterator[Write]:
    text = kept.text()
    shown = shown_fields(text, None, 0, desk.zone) if text is not None else None
    for item in said:
        if not shown or item.type == EVENT.name or _had_words(desk, item, shown):
            yield Write(item.id, item.type, {}, kept.stream)


def _had_words(desk: Desk, overlay: Item, shown: Fields) -> bool:
    """True if anything that the log says of an overlay has a word, by now or before."""
    log = changes_of(desk.connection, overlay.id, stream_id(desk.connection, SHARED))
    return any(one.body is not None and _has_word(one.body, shown) for one in log)


def _has_word(body: Body, shown: Fields) -> bool:
    name = body.label.partition("“")[2].rpartition("”")[0]
    waiting = filter(None, (pending_of(body.values, field) for field in EVENT_FIELDS))
    before: Fields = {one.field: one.base for one in waiting}
    said = {field: value for field, value in body.values.items() if value is not None}
    return not (
        is_wordless({"title": name})
        and is_wordless({**shown, **before})
        and adds_no_word(shown, said)
    )
