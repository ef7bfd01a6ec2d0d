"""Proposed amendments: edits that whoever took a decision had not seen (design.md section 7).

The decision says what it said when it was taken. Somebody accepts such an edit as a new version,
with a reason, or sets it aside.
"""

from collections.abc import Sequence
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.fields import Field
from jointdesk.domain.items import Fields, Item, Json, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.people import Audience
from jointdesk.operations.decisions import edit_decision
from jointdesk.operations.matters import around_and_seen
from jointdesk.operations.records import stream_for
from jointdesk.store.decisions import proposed_fields, shown_fields
from jointdesk.store.desk import Desk
from jointdesk.store.history import history
from jointdesk.store.items import find_item
from jointdesk.store.moving import record_in_place
from jointdesk.store.reading import ReadableDesk


class Amendment(NamedTuple):
    """One proposed amendment: a fixed field and the value that somebody gave it, as stored.

    `person` is who, `at` when; "" and None where what is left of the log does not say.
    """

    field: Field
    value: Json
    person: str = ""
    at: Instant | None = None


def list_amendments(
    desk: ReadableDesk, audience: Audience, decision_id: str
) -> tuple[Amendment, ...]:
    """Return what is proposed for a decision, in the order of its fields.

    Raises:
        NotFoundError: the audience has no such decision.
    """
    item, version = _item_and_version(desk, audience, decision_id)
    proposed = proposed_fields(item, version)
    found = {name: Amendment(DECISION.field(name), value) for name, value in proposed.items()}
    for entry in history(desk, decision_id) if found else ():
        for change in entry.fields if audience.reads(entry.stream) else ():
            known = found.get(change.name)
            if known is not None and known.value == change.after:
                found[change.name] = known._replace(person=entry.author, at=entry.at)
    return tuple(found[one.name] for one in DECISION.fields if one.name in found)


def accept_amendments(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    decision_id: str,
    names: Sequence[str],
    reason: str,
) -> None:
    """Make a new version of what is proposed for these fields.

    Raises:
        NotFoundError: the audience has no such decision.
        WrongUseError: no reason is given, or nothing is proposed for a field any more.
    """
    item, version = _item_and_version(desk, audience, decision_id)
    fields = _chosen(proposed_fields(item, version), names)
    edit_decision(desk, actor, audience, decision_id, fields, reason)


def set_aside_amendments(
    desk: Desk, actor: Actor, audience: Audience, decision_id: str, names: Sequence[str]
) -> None:
    """End what is proposed for these fields; the decision stays as it is.

    Raises:
        NotFoundError: the audience has no such decision.
        WrongUseError: nothing is proposed for a field any more.
    """
    item, version = _item_and_version(desk, audience, decision_id)
    chosen = _chosen(proposed_fields(item, version), names)
    shown = shown_fields(item, version)
    fields = {name: shown.get(name) for name in chosen}
    what = "a proposed amendment" if len(fields) == 1 else "proposed amendments"
    stream = stream_for(str(shown.get("visibility") or ""), str(shown.get("org") or ""))
    write = Write(item.id, item.type, fields, stream)
    record_in_place(desk, actor, f"Set {what} aside", [write])


def _item_and_version(
    desk: ReadableDesk, audience: Audience, decision_id: str
) -> tuple[Item, dict[str, Item]]:
    """Return a decision's item and, by its id, the version that it lists."""
    _, seen = around_and_seen(desk, audience, decision_id)
    decision = seen.decision_by_id.get(decision_id)
    item = find_item(desk.connection, decision_id)
    if decision is None or item is None:
        raise NotFoundError(f"There is no decision with the id {decision_id}.")
    version = find_item(desk.connection, decision.taken_version or "")
    return item, {version.id: version} if version else {}


def _chosen(proposed: Fields, names: Sequence[str]) -> dict[str, Json]:
    if not names:
        raise WrongUseError("Choose at least one of the proposed amendments.")
    if not proposed.keys() >= set(names):
        raise WrongUseError("That is not proposed any more: look at the decision again.")
    return {name: proposed[name] for name in names}
