"""What people said about conflicts, as items.

State, owner and until are in the `shared` stream. The reason is its own item in the stream of
the most private participant, so that it never reaches who may not see it.
"""

import sqlite3
from typing import Any

from jointdesk.domain.conflicts import Resolution, Scope, Settlement, State
from jointdesk.domain.items import Fields
from jointdesk.domain.people import Audience
from jointdesk.store.items import list_items

SETTLEMENT = "settlement"
REASON = "settlement_reason"


def reason_item(settlement_id: str) -> str:
    """Return the item id of the reason given for a settlement."""
    return f"{settlement_id}:reason"


def list_settlements(connection: sqlite3.Connection, audience: Audience) -> list[Settlement]:
    """Return the settlements in the order of their making, with the reasons the audience reads."""
    reasons = {
        item.id: item.fields.get("reason")
        for item in list_items(connection, REASON)
        if audience.reads(item.stream)
    }
    found = []
    for item in list_items(connection, SETTLEMENT):
        fields: Any = item.fields
        how = fields.get("how")
        found.append(
            Settlement(
                id=item.id,
                code=fields["code"],
                participants=tuple(fields["participants"]),
                fingerprint=fields["fingerprint"],
                state=State(fields["state"]),
                at=int(fields["at"]),
                how=Resolution(how) if how else None,
                owner=fields.get("owner"),
                until=fields.get("until"),
                scope=Scope(fields.get("scope", Scope.OCCURRENCE)),
                series_ids=tuple(fields["series"]),
                collection_ids=tuple(fields.get("collections", ())),
                reason=str(reasons.get(reason_item(item.id)) or ""),
            )
        )
    return found


def settlement_fields(settlement: Settlement) -> Fields:
    """Return the fields that hold a settlement, all but its reason."""
    return {
        "code": settlement.code,
        "participants": [*settlement.participants],
        "fingerprint": settlement.fingerprint,
        "state": settlement.state.value,
        "at": settlement.at,
        "how": settlement.how.value if settlement.how else None,
        "owner": settlement.owner,
        "until": settlement.until,
        "scope": settlement.scope.value,
        "series": [*settlement.series_ids],
        "collections": [*settlement.collection_ids],
    }
