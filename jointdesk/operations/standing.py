"""How decisions and matters stand today: status, day of effect, what their record lacks."""

from collections.abc import Mapping
from operator import is_
from typing import NamedTuple

from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.matters import Matter
from jointdesk.domain.records import Records
from jointdesk.governance.completeness import Completeness, completeness
from jointdesk.governance.life_cycle import (
    EffectiveDate,
    MatterEffect,
    current_status,
    effective_from,
    matter_effective,
    with_counterpart,
)
from jointdesk.operations.rulebook import Rulebook
from jointdesk.store.reading import ReadableDesk, remembered

_NOTHING_ASKED = Completeness(0, 0, ())


class Standing(NamedTuple):
    """A decision as it stands: `status` is what its step and the dates come to.

    `effective` is from when it has effect by its own dates; `waits` is True where it needs the
    other body's decision first, so that it has none before that.
    """

    decision: Decision
    status: Status
    effective: EffectiveDate
    waits: bool
    completeness: Completeness


def standing(decision: Decision, records: Records, rules: Rulebook) -> Standing:
    """Return how a decision stands, in sight of those on its matter that `records` has."""
    own = own_effect(decision, rules)
    in_sight = _in_sight(own, decision, records)
    profile = rules.profiles.get(decision.org)
    return Standing(
        decision,
        current_status(decision, in_sight, rules.today),
        own._replace(why=in_sight.why),
        in_sight.day != own.day,
        completeness(decision, profile) if profile else _NOTHING_ASKED,
    )


def standings(desk: ReadableDesk, records: Records, rules: Rulebook) -> Mapping[str, Standing]:
    """Return how each decision stands, by its id.

    From a connection that lasts only those are judged anew on whose matter something changed.
    """
    memory = remembered(desk.connection)
    kept = memory.get("standings")
    known: Mapping[str, Standing] = {}
    if isinstance(kept, _Stood) and kept.rules is rules:
        if kept.records is records:
            return kept.by_id
        known = _unchanged(kept, records)
    by_id = {
        one.id: known.get(one.id) or standing(one, records, rules) for one in records.decisions
    }
    memory["standings"] = _Stood(records, rules, by_id)
    return by_id


class _Stood(NamedTuple):
    """How decisions stood, and what that followed from."""

    records: Records
    rules: Rulebook
    by_id: Mapping[str, Standing]


def _unchanged(kept: _Stood, records: Records) -> dict[str, Standing]:
    """Return how those stand on whose matter all decisions are the very same as before."""
    before = kept.records.decisions_by_matter
    stubs_before, stubs = kept.records.stubs_by_matter, records.stubs_by_matter
    found: dict[str, Standing] = {}
    for matter, decisions in records.decisions_by_matter.items():
        same = before.get(matter, ())
        if (
            len(same) == len(decisions)
            and all(map(is_, same, decisions))
            and stubs_before.get(matter, ()) == stubs.get(matter, ())
        ):
            found.update((one.id, kept.by_id[one.id]) for one in decisions)
    return found


def own_effect(decision: Decision, rules: Rulebook) -> EffectiveDate:
    """Return from when a decision has effect by its own dates."""
    profile = rules.profiles.get(decision.org)
    if profile is None:
        return EffectiveDate(decision.date_effective, ("Its organisation is not known.",))
    return effective_from(decision, profile, rules.calendars)


def effect_of(decision: Decision, records: Records, rules: Rulebook) -> EffectiveDate:
    """Return from when a decision has effect, in sight of the other body's."""
    return _in_sight(own_effect(decision, rules), decision, records)


def _in_sight(own: EffectiveDate, decision: Decision, records: Records) -> EffectiveDate:
    return with_counterpart(
        own,
        decision,
        records.decisions_by_matter.get(decision.matter, ()),
        records.stubs_by_matter.get(decision.matter, ()),
    )


def matter_standing(matter: Matter, records: Records, rules: Rulebook) -> MatterEffect:
    """Return what the decisions on a matter come to."""
    decisions = records.decisions_by_matter.get(matter.id, ())
    effective = {one.id: own_effect(one, rules) for one in decisions}
    stubs = records.stubs_by_matter.get(matter.id, ())
    return matter_effective(matter, decisions, effective, stubs)
