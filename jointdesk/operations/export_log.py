"""The log of exports: what left JointDesk, when, by whom, and for whom."""

from typing import Any, NamedTuple

from jointdesk.domain.items import Item
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.operations.exports import EXPORT
from jointdesk.operations.naming import Names
from jointdesk.store.history import history
from jointdesk.store.items import list_items
from jointdesk.store.people import person_names
from jointdesk.store.reading import ReadableDesk

MOST = 200
"""So many of the last exports are listed; `history` tells of all."""


class Logged(NamedTuple):
    """One export, in words but for its kind; `org` is a code, days are ISO, "" is nothing said.

    A person in `audience` is a name. `decision` is a reference or a title, "" where the audience
    may not know of the decision.
    """

    id: str
    at: Instant
    made_by: str
    kind: str
    audience: str
    format: str
    org: str
    decision: str
    first: str
    last: str
    number: int
    checked_by: str
    sha256: str


def export_log(desk: ReadableDesk, audience: Audience, most: int = MOST) -> list[Logged]:
    """Return the last exports of which the audience may read, newest first."""
    items = [one for one in list_items(desk.connection, EXPORT) if audience.reads(one.stream)]
    people = person_names(desk.connection)
    names = Names(desk, audience)
    return [_logged(desk, item, people, names) for item in reversed(items[-most:])]


def _logged(desk: ReadableDesk, item: Item, people: dict[str, str], names: Names) -> Logged:
    made = history(desk, item.id)[0]
    fields: Any = item.fields
    org, decision = fields.get("org", ""), fields.get("decision", "")
    is_known = decision in names.records.decision_by_id if decision else False
    return Logged(
        id=item.id,
        at=made.at,
        made_by=people.get(made.author, ""),
        kind=fields["kind"],
        audience=_reader(fields["audience"], people),
        format=fields["format"],
        org=names.name_of("organisation", org) if org else "",
        decision=names.name_of("decision", decision) if is_known else "",
        first=fields.get("from", ""),
        last=fields.get("to", ""),
        number=fields["count"],
        checked_by=people.get(fields.get("checked_by", ""), ""),
        sha256=fields["sha256"],
    )


def _reader(audience: str, people: dict[str, str]) -> str:
    kind, _, person = audience.partition(":")
    return f"person:{people.get(person, '')}" if kind == "person" else audience
