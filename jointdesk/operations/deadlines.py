"""Reckon a deadline, with or without a desk, and the timeline of a decision."""

from collections.abc import Mapping
from datetime import date

from jointdesk.derive.working_calendars import working_calendars
from jointdesk.domain.decisions import Decision
from jointdesk.domain.moments import Instant
from jointdesk.domain.records import Records
from jointdesk.governance.deadline_rules import Deadline
from jointdesk.governance.deadline_settings import by_own_name
from jointdesk.governance.deadlines import reckon, rule_by_id
from jointdesk.governance.timeline import DecisionTimeline, timeline
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.rulebook import Rulebook, load_rulebook
from jointdesk.operations.standing import effect_of
from jointdesk.store.reading import ReadableDesk


def deadline(
    rule_id: str,
    on: date,
    settings: Mapping[str, str | int],
    own: Mapping[str, str | int] | None = None,
) -> Deadline:
    """Return what a rule answers for the day that it starts from.

    `settings` are laid over an organisation's `own`, and those over the rule's defaults.

    Raises:
        NotFoundError: there is no such rule.
        WrongUseError: a setting is unknown or does not fit, or a count leaves the years whose
            bank holidays are known.
    """
    rule = rule_by_id(rule_id)
    asked = by_own_name(rule.settings, settings, rule.id)
    return reckon(rule.id, on, {**(own or {}), **asked}, working_calendars())


def own_settings(
    desk: ReadableDesk, code: str, rule_id: str, now: Instant
) -> Mapping[str, str | int]:
    """Return an organisation's own settings of a rule, those of its profile included.

    Raises:
        NotFoundError: there is no such organisation or rule.
    """
    organisation = organisation_by_code(desk, code)
    profile = load_rulebook(desk, now).profiles[organisation.id]
    return profile.deadline(rule_by_id(rule_id).id)


def decision_timeline(decision: Decision, records: Records, rules: Rulebook) -> DecisionTimeline:
    """Return a decision's deadlines and dates in order, in sight of those on its matter.

    Nothing is reckoned for an organisation that is not known.
    """
    profile = rules.profiles.get(decision.org)
    if profile is None:
        return DecisionTimeline((), ())
    forum = records.forum_by_id.get(decision.forum or "")
    return timeline(
        decision,
        profile,
        rules.calendars,
        effective=effect_of(decision, records, rules),
        stages=forum.stages if forum else (),
        today=rules.today,
    )
