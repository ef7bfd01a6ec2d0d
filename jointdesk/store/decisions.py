"""Decisions and their versions: once a decision was taken, its version is what it says.

An edit that whoever took the decision had not seen (another machine made it) never alters it: the
version's fields lie over the item's, and what differs is a proposed amendment.
"""

import sqlite3
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from jointdesk.domain.decision_fields import DECISION, DECISION_VERSION, LOCKED
from jointdesk.domain.decisions import Decision, DecisionVersion
from jointdesk.domain.items import DELETED, Fields, Item, Json
from jointdesk.store.items import find_item, find_listed, list_items
from jointdesk.store.records import CALLED, REF, find_record, list_records


def list_decisions(
    connection: sqlite3.Connection, streams: Container[str] | None = None
) -> list[Decision]:
    """Return the decisions as they stand, in the order of their creation."""
    versions = {item.id: item for item in list_items(connection, DECISION_VERSION.name, streams)}
    return [_shown(item, versions) for item in list_items(connection, DECISION.name, streams)]


def decisions_dated(connection: sqlite3.Connection, first: date, last: date) -> list[Decision]:
    """Return the decisions taken, or due, from one day to another; quick where there are many."""
    days = (first.isoformat(), last.isoformat())
    rows = connection.execute(
        "SELECT DISTINCT id FROM item WHERE type = ?"
        " AND (json_extract(fields, '$.date_taken') BETWEEN ? AND ?"
        " OR json_extract(fields, '$.decision_due') BETWEEN ? AND ?)",
        (DECISION.name, *days, *days),
    )
    return find_decisions(connection, [id_ for (id_,) in rows])


def decisions_on(connection: sqlite3.Connection, matter_id: str) -> list[Decision]:
    """Return the decisions on a matter, in the order of their creation."""
    rows = connection.execute(
        "SELECT DISTINCT id FROM item WHERE type = 'decision'"
        " AND json_extract(fields, '$.matter') = ?",
        (matter_id,),
    )
    found = find_decisions(connection, [id_ for (id_,) in rows])
    return [one for one in found if one.matter == matter_id]


def find_decisions(connection: sqlite3.Connection, ids: Iterable[str]) -> list[Decision]:
    """Return those of these ids that are decisions, in the order of their creation."""
    found = (find_listed(connection, DECISION.name, id_) for id_ in ids)
    decisions = [one for one in found if one is not None]
    known = [find_item(connection, str(one.fields.get("taken_version") or "")) for one in decisions]
    versions = {item.id: item for item in known if item is not None and _is_version(item)}
    decisions.sort(key=lambda each: (each.order, each.id))
    return [_shown(item, versions) for item in decisions]


def _shown(item: Item, versions: Mapping[str, Item]) -> Decision:
    decision = DECISION.of(item._replace(fields=shown_fields(item, versions)))
    proposed = proposed_fields(item, versions)
    return replace(decision, proposed=tuple(sorted(proposed))) if proposed else decision


def _is_version(item: Item) -> bool:
    return item.type == DECISION_VERSION.name and not item.fields.get(DELETED)


class Referred(NamedTuple):
    """A decision's reference, whose it is, and who may see it."""

    ref: str
    org: str
    visibility: str


def refs_from(connection: sqlite3.Connection, start: str) -> list[Referred]:
    """Return the references of decisions that begin so, capitals or not; quick among thousands."""
    wanted = start.lower()
    rows = connection.execute(
        f"SELECT {REF}, json_extract(fields, '$.org'), json_extract(fields, '$.visibility')"  # noqa: S608
        " FROM item INDEXED BY item_ref"
        f" WHERE type IN ({CALLED}) AND lower({REF}) >= ? AND lower({REF}) < ?"
        " AND type = ? AND json_extract(fields, ?) IS NOT 1",
        (wanted, f"{wanted}\U0010ffff", DECISION.name, f"$.{DELETED}"),
    )
    return [Referred(str(ref), str(org), str(visibility or "all")) for ref, org, visibility in rows]


def shown_fields(item: Item, versions: Mapping[str, Item]) -> Fields:
    """Return a decision's fields with its version's fixed ones over them."""
    said = _said(item, versions)
    if said is None:
        return item.fields
    fields = {name: value for name, value in item.fields.items() if name not in LOCKED}
    fields.update((name, value) for name, value in said.items() if name in LOCKED)
    return fields


def proposed_fields(item: Item, versions: Mapping[str, Item]) -> Fields:
    """Return the values of fixed fields that somebody gave without making a version of them."""
    said = _said(item, versions)
    if said is None:
        return {}
    given = item.fields
    return {
        name: given.get(name)
        for name in LOCKED & (given.keys() | said.keys())
        if given.get(name) != said.get(name)
    }


def _said(item: Item, versions: Mapping[str, Item]) -> dict[str, Json] | None:
    """Return the fields of the version that a decision lists, None where there is none."""
    version = versions.get(str(item.fields.get("taken_version") or ""))
    said = version.fields.get("fields") if version else None
    return said if isinstance(said, dict) else None


def versions_of(connection: sqlite3.Connection, decision_id: str) -> list[DecisionVersion]:
    """Return the versions of a decision, the first one first."""
    rows = connection.execute(
        "SELECT DISTINCT id FROM item WHERE type = 'decision_version'"
        " AND json_extract(fields, '$.decision') = ?",
        (decision_id,),
    )
    found = [find_record(connection, DECISION_VERSION, id_) for (id_,) in rows.fetchall()]
    known = [one for one in found if one is not None and one.decision == decision_id]
    return sorted(known, key=lambda version: (version.number, version.order, version.id))


def list_versions(connection: sqlite3.Connection) -> list[DecisionVersion]:
    """Return the versions of all decisions, in the order of their making."""
    return list_records(connection, DECISION_VERSION)
