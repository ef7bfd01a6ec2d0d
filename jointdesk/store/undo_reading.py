"""What the log holds of the things that one action was about, for reversing it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeAlias

from jointdesk.domain.changes import Change, Dot
from jointdesk.store.aliases import as_one, called_before, called_now
from jointdesk.store.changes import all_changes, changes_of
from jointdesk.store.desk import Desk

Place: TypeAlias = tuple[str, str]
"""An item within a stream: the ids of both."""

_CHANGES = """
    SELECT c.stream_id, c.item_id, c.device || '/' || c.n
    FROM change c
    JOIN payload p ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n
    WHERE c.author = ? AND json_valid(p.body) AND json_extract(p.body, '$.action') = ?
        AND json_extract(p.body, '$.automatic') IS NULL
    ORDER BY c.hlc, c.device, c.n
"""

_AT_ONCE = 500
"""Of how many items the log is read at a time."""


def dots_of_action(desk: Desk, person_id: str, action: str) -> dict[Place, list[Dot]]:
    """The changes of each item in each stream, oldest first; the item last touched first."""
    found: dict[Place, list[Dot]] = {}
    for stream_id, item_id, dot in desk.connection.execute(_CHANGES, (person_id, action)):
        found.setdefault((stream_id, item_id), []).append(dot)
    return dict(reversed(found.items()))


class Thing(NamedTuple):
    """What an action was about: by its present id, what the action said, and all that is known.

    `changes` are those of the item itself, `known` also those under the ids that it had before.
    """

    place: Place
    own: list[Change]
    changes: Collection[Change]
    known: Mapping[Dot, Change]


def things_of(desk: Desk, groups: Mapping[Place, list[Dot]]) -> Iterator[Thing]:
    """Yield what an action was about, by the changes of each item; read for many at a time."""
    now = called_now(desk.connection, (id_ for _, id_ in groups))
    places: dict[Place, list[Dot]] = {}
    for (stream, id_), dots in groups.items():
        places.setdefault((stream, now.get(id_, id_)), []).extend(dots)
    before = called_before(desk.connection) if now else {}
    for place, known in _all_known(desk, places):
        changes, names = known.values(), before.get(place[1], ())
        everything = _as_one(desk, place[0], names, changes) if names else known
        yield Thing(place, [everything[dot] for dot in places[place]], changes, everything)


def _as_one(
    desk: Desk, stream: str, names: Iterable[str], changes: Iterable[Change]
) -> Mapping[Dot, Change]:
    earlier = (one for each in names for one in changes_of(desk.connection, each, stream))
    return as_one([*changes, *earlier])


def _all_known(desk: Desk, places: Iterable[Place]) -> Iterator[tuple[Place, Mapping[Dot, Change]]]:
    """Yield what the log holds of items, by the changes' names."""
    waiting = iter(places)
    while some := [*islice(waiting, _AT_ONCE)]:
        known: dict[Place, dict[Dot, Change]] = {place: {} for place in some}
        marks = ", ".join("?" * len(some))
        for change in all_changes(
            desk.connection, f"c.item_id IN ({marks})", *(id_ for _, id_ in some)
        ):
            place = change.header.stream_id, change.header.item_id
            if place in known:
                known[place][change.dot] = change
        yield from known.items()
