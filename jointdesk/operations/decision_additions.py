"""What adding decisions writes: each with its matter, its reference and, if taken, its version.

Adding records what is so: a decision that was taken long ago is added as taken, in one action
that can be undone like any other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from jointdesk.domain.changes import fields_hash
from jointdesk.domain.decision_fields import DECISION, DECISION_VERSION
from jointdesk.domain.decisions import BEFORE_TAKEN, Decision, Status
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Fields, Item, Json, Write
from jointdesk.domain.matters import MATTER, Matter
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.governance.references import References
from jointdesk.governance.step_plans import plan_supersede
from jointdesk.operations.ids import new_id
from jointdesk.operations.matters import matter_stream
from jointdesk.operations.records import SHARED, stream_for
from jointdesk.privacy.records import OWN_ORG

_KEPT = frozenset({"taken_version", "taken_hash", "superseded_by", "revoked_by", "revokes"})
_NOT_IN_VERSION = _KEPT | {"status", "notes", "ended_on", "ended_reason"}


class Additions(NamedTuple):
    """The ids of the new decisions in the order of their rows, and what to write."""

    ids: tuple[str, ...]
    writes: tuple[Write, ...]


class Ground(NamedTuple):
    """What is there already, as far as the rows to be added name it.

    `everything` are the records around those that the rows name, `seen` what the acting person
    sees of them, `codes` the organisations' by id, `refs` the references that may come before
    those to be suggested.
    """

    everything: Records
    seen: Records
    audience: Audience
    codes: Mapping[str, str]
    today: date
    refs: Sequence[str] = ()


def plan_additions(ground: Ground, rows: Sequence[Fields], *, one_matter: bool) -> Additions:
    """Return what adding the rows writes; a row without a matter gets one of its own.

    With `one_matter` the rows without one share it, and two of them are each other's counterpart.

    Raises:
        WrongUseError: a row has no organisation or title, or says what only a step may say.
        NotFoundError: there is no such matter, among those that the person sees.
    """
    typed = [str(row.get("ref") or "") for row in rows]
    refs = References([*ground.refs, *typed])
    matters: dict[str, Matter] = {}
    added: list[Decision] = []
    for row in rows:
        fields = _checked(ground, row)
        matter = _matter_of(ground, fields, matters, one_matter=one_matter)
        fields["matter"] = matter.id
        fields.setdefault("title", matter.title)
        if not fields.get("ref"):
            fields["ref"] = _ref(ground, fields, refs)
        added.append(DECISION.of(Item(new_id(), DECISION.name, "", 0, fields)))
    if one_matter and len(added) == 2:
        added = _paired(*added)
    return Additions(
        tuple(one.id for one in added),
        (
            *_matter_writes(ground, matters, added),
            *_decision_writes(added),
            *_superseded(ground, added),
        ),
    )


def _matter_of(
    ground: Ground, fields: Fields, new: dict[str, Matter], *, one_matter: bool
) -> Matter:
    """Return the matter of a row; one that is made is put among the new ones."""
    named = str(fields.get("matter") or "")
    if named:
        if named not in ground.seen.matter_by_id:
            raise NotFoundError(f"There is no matter with the id {named}.")
        return ground.seen.matter_by_id[named]
    if one_matter and new:
        return next(iter(new.values()))
    matter = Matter(new_id(), title=str(fields["title"]))
    new[matter.id] = matter
    return matter


def _checked(ground: Ground, row: Fields) -> dict[str, Json]:
    fields: dict[str, Json] = {name: value for name, value in row.items() if value is not None}
    org = str(fields.get("org") or "")
    if org not in ground.codes:
        raise WrongUseError("A decision needs an organisation.")
    if kept := sorted(_KEPT & fields.keys()):
        label = DECISION.field(kept[0]).label
        raise WrongUseError(f"“{label}” is kept by JointDesk: it follows from the steps.")
    if fields.get("visibility") == OWN_ORG and not ground.audience.sees(org):
        raise WrongUseError(
            f"Only {ground.codes[org]}'s own people can keep a decision to {ground.codes[org]}."
        )
    if not fields.get("title") and not fields.get("matter"):
        text = str(fields.get("decision_text") or "").strip().splitlines()
        if not text:
            raise WrongUseError("A decision needs a title.")
        fields["title"] = text[0][:120]
    return fields


def _ref(ground: Ground, fields: Fields, refs: References) -> str:
    return refs.next(ground.codes[str(fields["org"])], year_of(fields, ground.today))


def year_of(fields: Fields, today: date) -> int:
    """Return the year that a decision's reference has: in which it was taken, or is due."""
    return int(str(fields.get("date_taken") or fields.get("decision_due") or today.isoformat())[:4])


def _paired(one: Decision, other: Decision) -> list[Decision]:
    return [
        replace(one, counterpart_required=True, counterpart=other.id),
        replace(other, counterpart_required=True, counterpart=one.id),
    ]


def _matter_writes(
    ground: Ground, new: Mapping[str, Matter], added: Sequence[Decision]
) -> list[Write]:
    """New matters, and those that must now be open to more people.

    One that is there already is never closed by adding to it: that could not be undone.
    """
    writes = []
    by_matter: dict[str, list[Decision]] = {}
    for one in added:
        by_matter.setdefault(one.matter, []).append(one)
    for matter_id, on_it in by_matter.items():
        known = ground.everything.decisions_by_matter.get(matter_id, ())
        matter = new.get(matter_id) or ground.everything.matter_by_id[matter_id]
        stream = matter_stream(matter, (*known, *on_it))
        if matter_id in new:
            writes.append(Write(matter_id, MATTER.name, {"title": matter.title}, stream))
        elif stream == SHARED:
            writes.append(Write(matter_id, MATTER.name, {}, stream))
    return writes


def _decision_writes(added: Sequence[Decision]) -> list[Write]:
    writes: list[Write] = []
    for one in added:
        stored = DECISION.stored(one).items()
        fields = {name: value for name, value in stored if value != ""}
        stream = stream_for(one.visibility, one.org)
        writes += with_version(Write(one.id, DECISION.name, fields, stream))
    return writes


def _superseded(ground: Ground, added: Sequence[Decision]) -> Iterator[Write]:
    """What is said of decisions that new ones supersede: both are linked in one action."""
    for one in added:
        if one.supersedes is None:
            continue
        old = ground.seen.decision_by_id.get(one.supersedes)
        if old is None:
            raise NotFoundError(f"There is no decision with the id {one.supersedes}.")
        fields: dict[str, Json] = {"superseded_by": one.id}
        if old.is_in_force or not old.is_taken:
            fields = plan_supersede(old, one, ground.today).ended
        yield Write(old.id, DECISION.name, fields, stream_for(old.visibility, old.org))


def with_version(write: Write) -> tuple[Write, ...]:
    """Return the write of a new decision, with that of its version if it says it was taken."""
    if write.fields.get("status", Status.DRAFT) in BEFORE_TAKEN:
        return (write,)
    version = version_write(write.item_id, 1, "", write.fields, write.stream)
    return version, write._replace(fields={**write.fields, **listing_of(version)})


def version_write(
    decision_id: str, number: int, reason: str, fields: Fields, stream: str = SHARED
) -> Write:
    """Return the write of a version: all that the decision's record says, for good."""
    said: dict[str, Json] = {
        name: value
        for name, value in fields.items()
        if value is not None and name not in _NOT_IN_VERSION and not name.startswith("_")
    }
    version: dict[str, Json] = {"decision": decision_id, "number": number, "fields": said}
    if reason:
        version["reason"] = reason
    return Write(new_id(), DECISION_VERSION.name, version, stream)


def listing_of(version: Write) -> dict[str, Json]:
    """Return the fields by which the decision lists its version, by id and by hash."""
    said = version.fields["fields"]
    assert isinstance(said, dict)
    return {"taken_version": version.item_id, "taken_hash": fields_hash(said)}
