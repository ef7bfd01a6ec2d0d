"""Carry calendars with each exchange: read what others have handed on, hand on what was read here.

Where nothing has changed since the last time nothing is looked at.
"""

from collections.abc import Iterable
from typing import Protocol

from jointdesk.domain.actors import Actor
from jointdesk.domain.mirrors import Mirror
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import Hello
from jointdesk.operations.blocks import Told, keep_blocks
from jointdesk.operations.busy_times import publish_busy_times
from jointdesk.operations.mirror_sources import take_in_carried
from jointdesk.operations.mirrors import Publishing, publish
from jointdesk.store.derived import put_carried_state, stored_carried_state
from jointdesk.store.desk import Desk
from jointdesk.store.items import items_changed, log_ends
from jointdesk.store.membership import find_membership
from jointdesk.store.mirrors import (
    carried_state,
    ends_in,
    is_all_carrying,
    is_unchanged_since,
    list_mirrors,
)
from jointdesk.store.overlays import log_clock
from jointdesk.store.placements import has_placements
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.streams import stream_name, stream_names
from jointdesk.sync.progress import Meter

_BLOCKS = "blocks"
"""What is leased to have busy blocks follow their meetings."""


class Leasing(Protocol):
    """What carrying asks of a server: see `desk.server.Server`."""

    def lease(self, device: str, names: Iterable[str]) -> frozenset[str]:
        """Return which of these names this device now has for itself."""


def is_all_carried(desk: ReadableDesk) -> bool:
    """True if nothing has changed since calendars were last carried to the end."""
    return is_unchanged_since(desk.connection, stored_carried_state(desk.connection))


def said_since_carried(desk: ReadableDesk) -> set[str]:
    """Return the items of which anything was said since calendars were last carried to the end."""
    return items_changed(desk.connection, ends_in(stored_carried_state(desk.connection)))


def carry_calendars(
    desk: Desk, server: Leasing, hello: Hello, now: Instant, meter: Meter
) -> list[str]:
    """Take in what others have handed on and hand on what was read here.

    Returns sentences on busy blocks that somebody moved in their own calendars.

    Raises:
        StoppedError: the person wished to stop; what was done before stays.
        ServerError: no answer, or a refusal.
    """
    membership = find_membership(desk.connection)
    if membership is None or hello.state != "active" or is_all_carried(desk):
        return []
    actor = Actor(membership.person_id, now)
    with desk.transaction():
        device = desk.device()
    streams = frozenset(stream_name(one.kind, one.org_id) for one in hello.streams)
    skew = hello.now_ms // 1000 - now
    how = Publishing(streams, skew, lambda names: server.lease(device, names), meter)
    told: list[str] = []
    # A reading beside this one may bring more meanwhile, which was not looked at.
    while not _settle(desk, actor, how, device, told):
        pass
    return told


def _settle(desk: Desk, actor: Actor, how: Publishing, device: str, told: list[str]) -> bool:
    """Carry once; return whether that is all for now, and note it where nothing is left to do."""
    ends = log_ends(desk.connection)
    carried = take_in_carried(desk, actor, how.meter)
    # What was taken in here is no news; all else that is read from now on is.
    state = carried_state(desk.connection, ends)
    if not _hand_on(desk, actor, how, carried, told):
        return True
    with desk.transaction():
        is_all = is_all_carrying(desk.connection, state, device)
        if is_all:
            put_carried_state(desk.connection, carried_state(desk.connection))
    return is_all


def _hand_on(
    desk: Desk, actor: Actor, how: Publishing, carried: list[Mirror], told: list[str]
) -> bool:
    """Hand on once what was read here; return whether that was all that is to be."""
    before = log_clock(desk.connection)
    is_whole = publish(desk, actor, how, carried)
    if log_clock(desk.connection) != before:
        carried = list_mirrors(desk.connection)
    publish_busy_times(desk, actor, how, carried)
    told += [f"{one.reason}." for one in _keep_blocks(desk, actor, how)]
    return is_whole


def _keep_blocks(desk: Desk, actor: Actor, how: Publishing) -> tuple[Told, ...]:
    """Have busy blocks follow their meetings where this machine reads all, and no other does it."""
    everything = set(stream_names(desk.connection).values())
    reads_all = "director" in how.streams and everything <= how.streams
    if reads_all and has_placements(desk.connection) and how.lease([_BLOCKS]):
        return keep_blocks(desk, actor, is_leased=True).told
    return ()
