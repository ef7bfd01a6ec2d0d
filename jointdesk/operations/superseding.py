"""Erase what carried calendars said before, once it was kept for its time: for everybody.

Once a day each machine looks at what has become due, in the streams that it has; one at a time.
All look back to the same midnight, so what one has erased the others find erased.
"""

from jointdesk.domain.actors import Actor
from jointdesk.domain.changes import clock_at
from jointdesk.domain.moments import DAY, Instant
from jointdesk.domain.shared_desk import Hello
from jointdesk.operations.carrying import Leasing
from jointdesk.store.desk import Desk
from jointdesk.store.membership import find_membership
from jointdesk.store.resources import KEPT_DAYS
from jointdesk.store.streams import stream_name
from jointdesk.store.superseding import (
    erase_superseded,
    erased_until,
    find_superseded,
    note_erased_until,
)

_ERASING = "erasing"
"""What is leased, so that no two machines erase the same."""
_MOST = 4000
"""So many changes are erased by one exchange: some half a megabyte of names and hashes."""


def erase_replaced(desk: Desk, server: Leasing, hello: Hello, now: Instant) -> bool:
    """Erase what was replaced longer ago than it is kept, by the server's clock.

    Returns whether anything was: it is to be sent. What is left over is the next exchange's.

    Raises:
        ServerError: no answer, or a refusal.
    """
    membership = find_membership(desk.connection)
    midnight = hello.now_ms // 1000 // DAY * DAY
    clock = clock_at(Instant(midnight - KEPT_DAYS * DAY))
    if membership is None or hello.state != "active" or clock <= erased_until(desk.connection):
        return False
    with desk.transaction():
        device = desk.device()
    if not server.lease(device, [_ERASING]):
        return False
    streams = frozenset(stream_name(one.kind, one.org_id) for one in hello.streams)
    found = find_superseded(desk.connection, streams, clock, _MOST)
    with desk.transaction():
        if found.changes:
            erase_superseded(desk, Actor(membership.person_id, now), found.changes)
        note_erased_until(desk, found.clock)
    return bool(found.changes)
