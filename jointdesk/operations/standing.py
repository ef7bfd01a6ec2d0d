"""How decisions and matters stand today: status, day of effect, what their record lacks."""

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
