"""People's words on whether two copies are the same meeting, as items."""

import sqlite3
from typing import Any

from jointdesk.domain.items import Fields
from jointdesk.domain.meetings import Pairing, PairScope
from jointdesk.store.items import list_items

ITEM_TYPE = "pairing"


def list_pairings(connection: sqlite3.Connection) -> list[Pairing]:
    """Return the pairings in the order in which they were said: a later one wins."""
    found = []
    for item in list_items(connection, ITEM_TYPE):
        fields: Any = item.fields
        found.append(
            Pairing(
                item.id,
                fields["a"],
                fields["b"],
                fields["verdict"],
                PairScope(fields.get("scope", PairScope.OCCURRENCE)),
            )  # fmt: skip
        )
    return found


def pairing_fields(pairing: Pairing) -> Fields:
    """Return the fields that hold a pairing."""
    return {
        "a": pairing.a,
        "b": pairing.b,
        "verdict": pairing.verdict,
        "scope": pairing.scope.value,
    }
