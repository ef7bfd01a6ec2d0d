"""Protection and counting rules as items."""

import sqlite3
from typing import Any

from jointdesk.domain.items import Fields
from jointdesk.domain.rules import Rule
from jointdesk.store.items import list_items

ITEM_TYPE = "rule"


def list_rules(connection: sqlite3.Connection) -> list[Rule]:
    """Return the rules in the order in which they were added: later ones win."""
    found = []
    for position, item in enumerate(list_items(connection, ITEM_TYPE)):
        fields: Any = item.fields
        found.append(
            Rule(
                id=item.id,
                title=fields.get("title"),
                collection_id=fields.get("collection"),
                tier=fields.get("tier"),
                all_day=fields.get("all_day"),
                counts=fields.get("counts"),
                position=position,
            )
        )
    return found


def rule_fields(rule: Rule) -> Fields:
    """Return the fields that hold a rule."""
    return {
        "title": rule.title,
        "collection": rule.collection_id,
        "tier": rule.tier,
        "all_day": rule.all_day,
        "counts": rule.counts,
    }
