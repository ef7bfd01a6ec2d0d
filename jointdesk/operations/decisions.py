"""Add, edit and amend decisions, and take the steps of their lives, each as one action."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION, DECISION_VERSION
from jointdesk.domain.decision_words import STATUS_WORDS
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import Fields, Item, Json, Write
from jointdesk.domain.matters import MATTER
from jointdesk.domain.moments import local_day
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.governance.step_plans import (
    AMENDMENT_IS_FINAL,
    TAKE_IS_FINAL,
    Plan,
    plan_advance,
    plan_edit,
    plan_revoke,
    plan_supersede,
)
from jointdesk.operations.decision_additions import (
    Ground,
    listing_of,
    plan_additions,
    version_write,
    year_of,
)
from jointdesk.operations.matters import (
    VISIBILITY_IS_FINAL,
    around_and_seen,
    matter_stream,
)
from jointdesk.operations.records import stream_for
from jointdesk.operations.rulebook import load_rulebook
from jointdesk.operations.standing import effect_of
from jointdesk.privacy.records import OWN_ORG, sees
from jointdesk.store.decisions import refs_from, shown_fields, versions_of
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.moving import moves, record_in_place
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import ReadableDesk


def add_decisions(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    rows: Sequence[Fields],
    *,
    one_matter: bool = False,
    label: str = "",
) -> tuple[str, ...]:
    """Add decisions as one action and return their ids, in the order of the rows.

    A row without a matter gets one with its title; with `one_matter` such rows share it: one
    decision for each body. A row without a reference gets the one suggested.

    Raises:
        WrongUseError: a row has no organisation or title, or says what only a step may say.
        NotFoundError: there is no such matter, among those that the person sees.
    """
    named = (row.get(name) for row in rows for name in ("matter", "supersedes"))
    everything, seen = around_and_seen(desk, audience, *named)
    codes, today = _codes(desk), local_day(actor.at, desk.zone)
    refs = _references(desk, audience, codes, rows, today)
    ground = Ground(everything, seen, audience, codes, today, refs)
    found = plan_additions(ground, rows, one_matter=one_matter)
    if not label:
        # Without a title: the label stays with the matter, which more people may read.
        orgs = dict.fromkeys(codes[str(row["org"])] for row in rows)
        label = f"Added {'a decision' if len(rows) == 1 else 'decisions'} of {', '.join(orgs)}"
    record_in_place(desk, actor, label, found.writes)
    return found.ids


def _references(
    desk: ReadableDesk,
    audience: Audience,
    codes: Mapping[str, str],
    rows: Iterable[Fields],
    today: date,
) -> list[str]:
    """Return the references in sight that begin as those suggested for rows without one would."""
    starts = {
        f"{codes.get(str(row.get('org')), '')}-{year_of(row, today)}-"
        for row in rows
        if not row.get("ref")
    }
    return [
        found.ref
        for start in starts
        for found in refs_from(desk.connection, start)
        if sees(audience, found.visibility, found.org)
    ]


def edit_decision(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    decision_id: str,
    fields: Fields,
    reason: str = "",
) -> None:
    """Give some fields new values; of a decision that was taken, fixed ones by a new version.

    Raises:
        NotFoundError: the audience has no such decision.
        WrongUseError: a field is not for editing, or is fixed and no reason is given.
    """
    known = _Known.of(desk, audience, decision_id, fields)
    plan = _plan_edit(desk, audience, known, fields, reason)
    verb = "Amended" if plan.makes_version else "Changed"
    _carry_out(desk, actor, known, plan, f"{verb} {_name(desk, known, plan)}", reason)


def _plan_edit(
    desk: ReadableDesk, audience: Audience, known: "_Known", fields: Fields, reason: str
) -> Plan:
    """Plan an edit; a value that a proposed amendment differs from is said again, so it ends."""
    plan = plan_edit(known.decision, known.shown, fields, reason)
    if plan.fields.get("visibility") == OWN_ORG and not audience.sees(known.decision.org):
        code = _codes(desk)[known.decision.org]
        raise WrongUseError(f"Only {code}'s own people can keep a decision to {code}.")
    if "matter" in plan.fields and plan.fields["matter"] not in known.seen.matter_by_id:
        raise NotFoundError("A decision stays on a matter: give one that is there.")
    settled = {
        name: value
        for name, value in fields.items()
        if name not in plan.fields and known.item.fields.get(name) != value
    }
    return plan._replace(fields={**plan.fields, **settled})


def advance(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    decision_id: str,
    to: Status,
    on: date | None = None,
    reason: str = "",
    fields: Fields | None = None,
) -> tuple[str, ...]:
    """Take a step of a decision's life and return what the person should know, in sentences.

    `on` is the step's day, today unless it is known already; `fields` are edited with it. Taking
    fixes the text as a version and ends the decision that this one supersedes; it cannot be
    undone.

    Raises:
        NotFoundError: the audience has no such decision.
        WrongUseError: the step may not follow, or makes no sense.
    """
    if to is Status.REVOKED:
        revoke(desk, actor, audience, decision_id, on=on, reason=reason)
        return ()
    if to is Status.SUPERSEDED:
        raise WrongUseError("Say by which decision: use “decision supersede OLD NEW”.")
    known = _Known.of(desk, audience, decision_id, fields or {})
    rules = load_rulebook(desk, actor.at)
    edit = _plan_edit(desk, audience, known, fields or {}, reason)
    decision = DECISION.of(known.item._replace(fields={**known.shown, **edit.fields}))
    effective = effect_of(decision, known.seen, rules)
    step = plan_advance(decision, to, effective, rules.today, on, reason)
    plan = Plan(
        {**edit.fields, **step.fields}, step.warnings, edit.makes_version or step.makes_version
    )
    name = _name(desk, known, plan)
    words = STATUS_WORDS[to]
    label = f"Took {name}" if to is Status.TAKEN else f"Moved {name} on: {words.lower()}"
    _carry_out(desk, actor, known, plan, label, reason if edit.makes_version else "")
    return plan.warnings


def supersede(
    desk: Desk, actor: Actor, audience: Audience, old_id: str, new_id: str, reason: str = ""
) -> None:
    """Let a decision supersede another: linked both ways at once, ended when the new is taken.

    Raises:
        NotFoundError: the audience has no such decision.
        WrongUseError: they are not one organisation's, or the old one is not in force.
    """
    old, new = _Known.of(desk, audience, old_id), _Known.of(desk, audience, new_id)
    today = local_day(actor.at, desk.zone)
    link = plan_supersede(old.decision, new.decision, today, reason)
    code = _codes(desk)[old.decision.org]
    writes = [old.write(link.ended), new.write(link.by)]
    record_in_place(desk, actor, f"Superseded a decision of {code}", writes)


def revoke(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    decision_id: str,
    by_id: str = "",
    on: date | None = None,
    reason: str = "",
) -> None:
    """Revoke a decision, by another one (linked both ways) or with a reason alone.

    Raises:
        NotFoundError: the audience has no such decision.
        WrongUseError: it is not in force, or nothing says why it is revoked.
    """
    old = _Known.of(desk, audience, decision_id)
    by = _Known.of(desk, audience, by_id) if by_id else None
    today = local_day(actor.at, desk.zone)
    link = plan_revoke(old.decision, by.decision if by else None, today, on, reason)
    writes = [old.write(link.ended), *([by.write(link.by)] if by else ())]
    code = _codes(desk)[old.decision.org]
    record_in_place(desk, actor, f"Revoked a decision of {code}", writes)


_LINKS = ("matter", "supersedes", "counterpart")
"""Fields that an edit may give, by which other records come to bear on a decision."""


class _Known(NamedTuple):
    """A decision about to be written to: as it stands, as shown, and the records around it.

    `everything` are the matters and decisions that bear on it before and after, `seen` what the
    acting person sees of them.
    """

    decision: Decision
    item: Item
    shown: Fields
    everything: Records
    seen: Records

    @classmethod
    def of(
        cls, desk: ReadableDesk, audience: Audience, decision_id: str, fields: Fields | None = None
    ) -> "_Known":
        around = ((fields or {}).get(name) for name in _LINKS)
        everything, seen = around_and_seen(desk, audience, decision_id, *around)
        decision = seen.decision_by_id.get(decision_id)
        item = find_item(desk.connection, decision_id)
        if decision is None or item is None:
            raise NotFoundError(f"There is no decision with the id {decision_id}.")
        version = find_item(desk.connection, decision.taken_version or "")
        shown = shown_fields(item, {version.id: version} if version else {})
        return cls(decision, item, shown, everything, seen)

    def write(self, fields: Fields) -> Write:
        """Return a write that leaves it where it is kept, whoever speaks of it openly yet."""
        return Write(self.item.id, DECISION.name, fields, _stream(self.decision))


def _carry_out(
    desk: Desk, actor: Actor, known: _Known, plan: Plan, label: str, reason: str
) -> None:
    """Record a plan: the version it makes, what it ends, and what it moves to another stream."""
    from jointdesk.operations.kept_talk import words_with  # with it comes ical

    after = DECISION.of(known.item._replace(fields={**known.shown, **plan.fields}))
    stream = _stream(after)
    moved = stream != known.item.stream
    versions = versions_of(desk.connection, after.id)
    writes: list[Write] = []
    if moved:
        writes += [Write(one.id, DECISION_VERSION.name, {}, stream) for one in versions]
    fields: dict[str, Json] = dict(plan.fields)
    if plan.makes_version:
        made = _new_versions(known, plan, reason, stream, len(versions))
        writes += made
        fields |= listing_of(made[-1])
    writes.append(Write(after.id, DECISION.name, fields, stream))
    matters = list(_matters(desk, known, after))
    writes += matters
    if plan.fields.get("status") == Status.TAKEN.value:
        writes += _superseded(known, after)
        final = TAKE_IS_FINAL
    else:
        final = VISIBILITY_IS_FINAL if moved or matters else ""
        final = AMENDMENT_IS_FINAL if plan.makes_version else final
    kept = {one.item_id: one.stream for one in (*writes, *matters) if moves(desk, one)}
    writes += words_with(desk, kept, writes, actor.at)
    record_in_place(desk, actor, label, _unless_changed(desk, known.item, writes), final)


def _unless_changed(desk: ReadableDesk, item: Item, writes: Iterable[Write]) -> Iterator[Write]:
    """Yield the writes in their transaction; what they were planned on must still stand there.

    Two commands at one moment would else take a decision twice.
    """
    if find_item(desk.connection, item.id) != item:
        raise WrongUseError("Somebody changed the decision at the same moment: look at it again.")
    yield from writes


def _new_versions(known: _Known, plan: Plan, reason: str, stream: str, number: int) -> list[Write]:
    """The version that a plan makes, after the `number` that are there.

    One that was taken without a version (another program wrote it) is given its first text too.
    """
    made = []
    if known.decision.is_taken and not number:
        made.append(version_write(known.item.id, 1, "", known.shown, stream))
    text = {**known.shown, **plan.fields}
    number += len(made) + 1
    return [*made, version_write(known.item.id, number, reason, text, stream)]


def _matters(desk: ReadableDesk, known: _Known, after: Decision) -> Iterable[Write]:
    """The matters that now belong into another stream."""
    before = known.decision
    for matter_id in dict.fromkeys((before.matter, after.matter)):
        matter = known.everything.matter_by_id.get(matter_id)
        item = find_item(desk.connection, matter_id) if matter else None
        if matter is None or item is None:
            continue
        others = known.everything.decisions_by_matter.get(matter_id, ())
        on_it = [one for one in others if one.id != after.id]
        if after.matter == matter_id:
            on_it.append(after)
        stream = matter_stream(matter, on_it)
        if stream != item.stream:
            yield Write(matter_id, MATTER.name, {}, stream)


def _superseded(known: _Known, after: Decision) -> Iterable[Write]:
    """What taking a decision writes on the one that it supersedes."""
    old = known.everything.decision_by_id.get(after.supersedes or "")
    if old is not None and old.is_in_force and old.org == after.org:
        taken = replace(after, status=Status.TAKEN)
        link = plan_supersede(old, taken, after.date_taken or date.min)
        yield Write(old.id, DECISION.name, link.ended, _stream(old))


def _stream(decision: Decision) -> str:
    return stream_for(decision.visibility, decision.org)


def _name(desk: ReadableDesk, known: _Known, plan: Plan) -> str:
    """What a label may call it: no more than whose it is, where others' items share the label.

    A label stays with every item that the action wrote to, though the decision be moved away.
    """
    decision = known.decision
    is_shared = decision.supersedes or {"visibility", "matter"} & plan.fields.keys()
    if decision.ref and decision.visibility != OWN_ORG and not is_shared:
        return decision.ref
    return f"a decision of {_codes(desk).get(decision.org, '')}"


def _codes(desk: ReadableDesk) -> dict[str, str]:
    return {one.id: one.code for one in list_organisations(desk.connection)}
