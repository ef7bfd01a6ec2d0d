"""Organisations as items."""

import sqlite3
from datetime import date
from typing import Any

from jointdesk.domain.items import Fields, Item
from jointdesk.domain.organisations import (
    CLOSES,
    OPENS,
    WORKING_DAYS,
    Organisation,
    OrganisationKind,
)
from jointdesk.store.items import list_items

ITEM_TYPE = "organisation"


def list_organisations(connection: sqlite3.Connection) -> list[Organisation]:
    """Return the organisations in the order in which they were added."""
    items = list_items(connection, ITEM_TYPE)
    return [_organisation(item, position) for position, item in enumerate(items)]


def organisation_fields(organisation: Organisation) -> Fields:
    """Return the fields that hold the organisation."""
    return {
        "code": organisation.code,
        "name": organisation.name,
        "kind": organisation.kind.value,
        "share": organisation.share,
        "opens": organisation.opens,
        "closes": organisation.closes,
        "days": [*sorted(organisation.days)],
        "ends": organisation.ends.isoformat() if organisation.ends else None,
        "profile": organisation.profile or None,
        "settings": dict(organisation.settings) or None,
    }


def _organisation(item: Item, position: int) -> Organisation:
    fields: Any = item.fields
    return Organisation(
        id=item.id,
        code=fields["code"],
        name=fields.get("name", fields["code"]),
        kind=OrganisationKind(fields.get("kind", OrganisationKind.OTHER)),
        share=fields.get("share"),
        opens=fields.get("opens", OPENS),
        closes=fields.get("closes", CLOSES),
        days=frozenset(fields.get("days", WORKING_DAYS)),
        ends=date.fromisoformat(fields["ends"]) if fields.get("ends") else None,
        position=position,
        profile=fields.get("profile", ""),
        settings=fields.get("settings", {}),
    )
