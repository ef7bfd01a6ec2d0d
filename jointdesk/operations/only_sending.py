"""What is on the server of somebody who was removed and may still send what they wrote.

Nothing comes to them any more that would confirm it, so what the server says that it has of them,
when it is greeted, is kept here.
"""

import json

from jointdesk.desk.plan import to_send
from jointdesk.domain.shared_desk import Hello
from jointdesk.store.derived import put_sent, stored_sent
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.server_log import confirmed_ends, count_after, own_devices


def note_sent(desk: Desk, hello: Hello) -> bool:
    """Note what the server has of who may only send; nothing of who reads: that confirms it.

    Returns whether another greeting will say more: where something of theirs is still to be sent.
    """
    connection, there = desk.connection, dict[str, dict[str, int]]()
    if hello.state != "active":
        there = {device: to_send(hello, device) for device in own_devices(connection)}
    sent = json.dumps(there, sort_keys=True) if there else ""
    if sent != stored_sent(connection):
        with desk.transaction():
            put_sent(connection, sent)
    return any(count_after(connection, device, ends) for device, ends in there.items())


def may_only_send(desk: ReadableDesk) -> bool:
    """True where the server said last that this person was removed and may still send."""
    return bool(stored_sent(desk.connection))


def count_waiting(desk: ReadableDesk) -> int:
    """Return how many changes of this machine the server has neither confirmed nor counted."""
    connection, found = desk.connection, 0
    there = json.loads(stored_sent(connection) or "{}")
    for device in own_devices(connection):
        ends = confirmed_ends(connection, device)
        for stream, n in there.get(device, {}).items():
            ends[stream] = max(ends.get(stream, 0), n)
        found += count_after(connection, device, ends)
    return found
