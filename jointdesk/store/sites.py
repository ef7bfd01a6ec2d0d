"""Sites and travel times as items."""

import sqlite3
from typing import Any

from jointdesk.domain.items import Fields
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.store.items import list_items

SITE = "site"
TRAVEL = "travel"


def site_item(site_id: str) -> str:
    """Return the item id of the site that people call `site_id`."""
    return f"site:{site_id}"


def travel_item(a: str, b: str) -> str:
    """Return the item id of the journey between two sites, either way."""
    return "travel:" + "|".join(sorted((a, b)))


def list_sites(connection: sqlite3.Connection) -> list[Site]:
    """Return the sites in the order in which they were added."""
    found = []
    for item in list_items(connection, SITE):
        fields: Any = item.fields
        found.append(
            Site(fields["id"], fields["name"], fields.get("org"), tuple(fields.get("aliases", ())))
        )
    return found


def site_fields(site: Site) -> Fields:
    """Return the fields that hold a site."""
    return {"id": site.id, "name": site.name, "org": site.org_id, "aliases": [*site.aliases]}


def travel_matrix(connection: sqlite3.Connection) -> TravelMatrix:
    """Return all journeys that somebody has given minutes for."""
    pairs = {}
    for item in list_items(connection, TRAVEL):
        fields: Any = item.fields
        pairs[frozenset((fields["a"], fields["b"]))] = int(fields["minutes"])
    return TravelMatrix(pairs)


def travel_fields(a: str, b: str, minutes: int) -> Fields:
    """Return the fields that hold a journey."""
    first, second = sorted((a, b))
    return {"a": first, "b": second, "minutes": minutes}
