"""Bring the diary up to date with what people said about things of outside sources."""

from collections.abc import Set

from jointdesk.derive.overlays import current_series
from jointdesk.derive.update import replace_rows
from jointdesk.domain.moments import Instant
from jointdesk.store.derived import put_overlay_clock, stored_overlay_clock
from jointdesk.store.desk import Desk
from jointdesk.store.overlays import log_clock, resources_of_series, series_changed, series_held
from jointdesk.store.versions import give_new_series


def catch_up(desk: Desk, now: Instant, also: Set[str] = frozenset()) -> None:
    """Make anew what follows from resources of which something was said since it was last done.

    Whatever said it: an edit, an undo, another process. Another machine may have said it before
    that, and it came only now: `also` are the ids of such series. Call it in the transaction that
    writes.
    """
    connection = desk.connection
    changed = series_changed(connection, stored_overlay_clock(connection)) | also
    if not changed:
        return
    with desk.transaction():
        ids = [id_ for id_, _ in resources_of_series(connection, changed)]
        shown = dict(current_series(connection, ids, desk.zone))
        replace_rows(desk, {id_: shown.get(id_) for id_ in ids}, now)
        put_overlay_clock(connection, log_clock(connection))


def set_apart(desk: Desk, collection_id: str, series_id: str, now: Instant) -> None:
    """Take what a collection holds of a series for a series of its own from now on.

    It was to move to another collection and stays after all, as somebody has changed it. Call it
    in the transaction that notes so.
    """
    held = series_held(desk.connection, [series_id])
    ids = [one.id for one in held if one.collection_id == collection_id]
    give_new_series(desk.connection, ids)
    shown = dict(current_series(desk.connection, ids, desk.zone))
    replace_rows(desk, {id_: shown.get(id_) for id_ in ids}, now)
