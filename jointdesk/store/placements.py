"""The ledger of what was put into the diaries for bookings, as items."""

import sqlite3

from jointdesk.domain.placements import PLACEMENT, Placement
from jointdesk.store.records import list_records


def list_placements(connection: sqlite3.Connection) -> list[Placement]:
    """Return all that was ever put into a diary, in the order in which it was."""
    return list_records(connection, PLACEMENT)
