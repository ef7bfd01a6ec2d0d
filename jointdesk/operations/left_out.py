"""What of this machine's calendars is too large for the shared desk to carry, and telling so.

A resource is left out until its text is another one; the others have it as it was before, or not.
"""

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

from jointdesk.domain.mirrors import Mirror
from jointdesk.domain.words import counted, plain_line
from jointdesk.store.collections import list_collections
from jointdesk.store.derived import ReadConnection, put_left_out, stored_left_out
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk


class _Left(NamedTuple):
    """One resource: the digest of what was too large, and whether its person was told."""

    digest: str
    is_told: bool = False


def leave_out(desk: Desk, mirror: Mirror) -> None:
    """Note that a resource is too large as it is."""
    with desk.transaction():
        left = _read(desk.connection)
        left.setdefault(mirror.collection, {})[mirror.id] = _Left(mirror.digest)
        _write(desk, left)


def still_left_out(desk: Desk, collection_id: str, held: Iterable[Mirror]) -> Collection[str]:
    """Return the ids of what is left out of a collection as it is by now; the rest is forgotten."""
    left = _read(desk.connection)
    known = left.get(collection_id)
    if not known:
        return ()
    there = {one.id for one in held if one.id in known and known[one.id].digest == one.digest}
    if there != known.keys():
        left[collection_id] = {id_: one for id_, one in known.items() if id_ in there}
        with desk.transaction():
            _write(desk, left)
    return there


def count_left_out(desk: ReadableDesk) -> dict[str, int]:
    """Return how many entries are left out, by collection; no others are named."""
    return {id_: len(known) for id_, known in _read(desk.connection).items() if known}


def is_untold(desk: ReadableDesk) -> bool:
    """True if anything was left out of which nobody was told."""
    known = _read(desk.connection).values()
    return not all(one.is_told for left in known for one in left.values())


def tell_left_out(desk: Desk) -> list[str]:
    """Return sentences on what was left out and nobody was told of yet: each is told once."""
    if not is_untold(desk):
        return []
    left = _read(desk.connection)
    news = {
        id_: len(known)
        for id_, known in left.items()
        if not all(one.is_told for one in known.values())
    }
    names = {one.id: plain_line(one.name) for one in list_collections(desk.connection)}
    told = {
        id_: {key: one._replace(is_told=True) for key, one in known.items()}
        for id_, known in left.items()
    }
    with desk.transaction():
        _write(desk, told)
    return [f"{names.get(id_, id_)}: {left_out_words(n)}" for id_, n in news.items()]


def left_out_words(number: int) -> str:
    """Return what it means that so many entries are left out, and what to do."""
    they, them = ("it is", "it") if number == 1 else ("they are", "them")
    return (
        f"{left_out_in_short(number)}, even without files and long texts. On this computer {they}"
        f" as ever; the others do not have {them}, or as before. A series with thousands of changed"
        " days can be ended in its calendar and begun anew."
    )


def left_out_in_short(number: int) -> str:
    """Return "2 entries are too large for the shared desk"."""
    are = "is" if number == 1 else "are"
    return f"{counted(number, 'entry', 'entries')} {are} too large for the shared desk"


def _read(connection: ReadConnection) -> dict[str, dict[str, _Left]]:
    kept = stored_left_out(connection)
    if not kept:
        return {}
    return {
        collection: {id_: _Left(*one) for id_, one in known.items()}
        for collection, known in json.loads(kept).items()
    }


def _write(desk: Desk, left: dict[str, dict[str, _Left]]) -> None:
    put_left_out(desk.connection, json.dumps({id_: known for id_, known in left.items() if known}))
