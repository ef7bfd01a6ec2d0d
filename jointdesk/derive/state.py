"""The stamp of what follows: whether the derived tables are good as they are."""

import json
from zoneinfo import ZoneInfo

from jointdesk.derive.horizon import extended
from jointdesk.domain.moments import Instant
from jointdesk.store.derived import (
    ReadConnection,
    stored_horizon,
    stored_overlay_clock,
    stored_stamp,
)
from jointdesk.store.overlays import series_changed
from jointdesk.store.reading import ReadableDesk

DERIVE_VERSION = 1
"""Raised whenever the same text would come to other rows."""


def current_stamp(zone: ZoneInfo) -> str:
    """Return the stamp that rows made now would carry: version, desk zone, zone data."""
    import tzdata

    return json.dumps([DERIVE_VERSION, zone.key, tzdata.IANA_VERSION])


def stamped_zone(connection: ReadConnection) -> ZoneInfo:
    """Return the desk's zone by the stamp of its rows."""
    return ZoneInfo(json.loads(stored_stamp(connection))[1])


def is_current(desk: ReadableDesk, now: Instant) -> bool:
    """True if the stored rows carry today's stamp, reach far enough, and show what was said."""
    horizon = stored_horizon(desk.connection)
    if horizon is None:
        return True
    return (
        stored_stamp(desk.connection) == current_stamp(desk.zone)
        and horizon == extended(horizon, now, desk.zone)
        and not series_changed(desk.connection, stored_overlay_clock(desk.connection))
    )
