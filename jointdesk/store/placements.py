"""The ledger of what was put into the diaries for bookings, as items."""

import sqlite3

from jointdesk.domain.placements import PLACEMENT, Placement
from jointdesk.store.records import list_records


def list_placements(connection: sqlite3.Connection) -> list[Placement]:
    """Return all that was ever put into a diary, in the order in which it was."""
    return list_records(connection, PLACEMENT)


def written_by_themselves(connection: sqlite3.Connection, clock: int) -> int:
    """Return how many changes of the ledger nobody made, from a clock on."""
    (count,) = connection.execute(
        "SELECT count(*) FROM change c JOIN payload p"
        " ON p.stream_id = c.stream_id AND p.device = c.device AND p.n = c.n"
        " WHERE c.hlc >= ? AND c.item_type = ? AND json_valid(p.body)"
        " AND json_extract(p.body, '$.automatic')",
        (clock, PLACEMENT.name),
    ).fetchone()
    return int(count)
