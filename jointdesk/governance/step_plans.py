"""What a step in a decision's life writes, decided before anything is written.

Only what makes no sense is refused. A real decision is often recorded with parts missing: what a
record still lacks is said by `completeness` and the checks, never by refusing the step.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jointdesk.domain.decision_fields import DECISION, LOCKED
from jointdesk.domain.decision_words import STATUS_WORDS
from jointdesk.domain.decisions import BEFORE_TAKEN, ENDED, Decision, Status
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Fields, Json
from jointdesk.domain.words import full_day, listed
from jointdesk.governance.life_cycle import EffectiveDate, status_of, steps

TAKE_IS_FINAL = (
    "Taking a decision cannot be undone: a decision that was taken is amended with a reason,"
    " superseded or revoked."
)
AMENDMENT_IS_FINAL = "A new version of a decision cannot be undone: amend it again."

KEPT_BY_STEPS = frozenset(
    {
        "status",
        "taken_version",
        "taken_hash",
        "supersedes",
        "superseded_by",
        "revokes",
        "revoked_by",
        "imported_from",
    }
)
"""Fields that no edit writes: they follow from the steps of a decision's life."""


class Plan(NamedTuple):
    """The fields that a step writes, what to tell the person, and whether it makes a version."""

    fields: dict[str, Json]
    warnings: tuple[str, ...] = ()
    makes_version: bool = False


# Steps

_DAY_OF_STEP = {
    Status.NOTICED: "notice_published_on",
    Status.TAKEN: "date_taken",
    Status.RECORDED: "recorded_on",
    Status.PUBLISHED: "date_published",
    Status.CALLED_IN: "called_in_on",
    Status.CONFIRMED: "call_in_hearing",
    Status.AMENDED: "call_in_hearing",
    Status.REFERRED: "call_in_hearing",
    Status.WITHDRAWN: "ended_on",
    Status.REVOKED: "ended_on",
    Status.LAPSED: "ended_on",
    Status.VOID: "ended_on",
}
"""The field that holds the day of a step; today unless a day is given or known."""

_CALL_IN_WORDS = {
    Status.CALLED_IN: "called_in",
    Status.CONFIRMED: "confirmed",
    Status.AMENDED: "amended",
    Status.REFERRED: "referred",
}


def plan_advance(
    decision: Decision,
    to: Status,
    effective: EffectiveDate,
    today: date,
    on: date | None = None,
    reason: str = "",
) -> Plan:
    """Return what the step to `to` writes; `on` is its day, `effective` when it has effect.

    Raises:
        WrongUseError: the step may not follow, or makes no sense.
    """
    _refuse_step(decision, to)
    if to is Status.TAKEN:
        return plan_take(decision, today, on)
    fields: dict[str, Json] = {"status": to.value, **_day(decision, to, today, on)}
    if to is Status.CALLED_IN:
        _refuse_call_in(decision)
    if to in _CALL_IN_WORDS:
        fields["call_in_status"] = _CALL_IN_WORDS[to]
    if to is Status.PUBLISHED and decision.first_published is None:
        fields["first_published"] = fields.get("date_published") or _iso(decision.date_published)
    if to is Status.EFFECTIVE:
        fields |= _effect(effective, today, on, reason)
    if to is Status.DEFERRED and on is not None:
        fields["decision_due"] = on.isoformat()
    if to in ENDED or to in (Status.WITHDRAWN, Status.DEFERRED):
        fields["ended_reason"] = _reason_to_end(to, reason)
    elif status_of(decision) in (Status.WITHDRAWN, Status.DEFERRED):
        fields |= {"ended_on": None, "ended_reason": None}
    warnings = _warnings(decision, to, fields, today)
    if to is Status.CALLED_IN and effective.day is not None and effective.day <= today:
        warnings += (f"It had effect from {full_day(effective.day)}: call-in was over.",)
    return Plan(fields, warnings)


def plan_take(decision: Decision, today: date, on: date | None = None) -> Plan:
    """Return what taking a decision writes; its text is then fixed as a version.

    Raises:
        WrongUseError: it is taken already, or there is nothing yet that could be.
    """
    _refuse_step(decision, Status.TAKEN)
    if not decision.decision_text.strip() and not decision.title.strip():
        raise WrongUseError("There is nothing to take yet: it has neither a title nor a text.")
    fields: dict[str, Json] = {
        "status": Status.TAKEN.value,
        **_day(decision, Status.TAKEN, today, on),
    }
    if status_of(decision) is Status.DEFERRED:
        fields |= {"ended_on": None, "ended_reason": None}
    return Plan(fields, _warnings(decision, Status.TAKEN, fields, today), makes_version=True)


def _refuse_step(decision: Decision, to: Status) -> None:
    at = status_of(decision)
    if to in steps(decision):
        return
    words = STATUS_WORDS[to].lower()
    if to is at:
        raise WrongUseError(f"It is at that step already: {words}.")
    if at in BEFORE_TAKEN and to not in (*BEFORE_TAKEN, Status.TAKEN):
        raise WrongUseError(f"It was not taken yet, so it cannot be: {words}. Take it first.")
    if to in (Status.WITHDRAWN, Status.DEFERRED):
        raise WrongUseError("It was taken: supersede or revoke it instead.")
    following = listed(step.value for step in steps(decision)) or "nothing"
    raise WrongUseError(
        f"From “{STATUS_WORDS[at].lower()}” it cannot go to “{words}”. What may follow:"
        f" {following}."
    )


def _refuse_call_in(decision: Decision) -> None:
    if decision.callable_in is False or decision.call_in_status == "not_for_call_in":
        raise WrongUseError("It is recorded as not subject to call-in. Change that first.")


def _day(decision: Decision, to: Status, today: date, on: date | None) -> dict[str, Json]:
    """The field with the day of a step, where it is not known already."""
    name = _DAY_OF_STEP.get(to)
    if name is None or (on is None and getattr(decision, name) is not None):
        return {}
    return {name: (on or today).isoformat()}


def _effect(effective: EffectiveDate, today: date, on: date | None, reason: str) -> dict[str, Json]:
    """A day of effect other than the rules': only with a reason."""
    day = on or today
    if on is None and effective.day is not None and effective.day <= today:
        return {}
    if effective.day == day:
        return {}
    if reason:
        return {"date_effective": day.isoformat(), "effective_reason": reason}
    if effective.day is None:
        raise WrongUseError(
            f"Its day of effect is not known: {' '.join(effective.why)} Give a reason to set it"
            " nevertheless."
        )
    raise WrongUseError(
        f"It has effect from {full_day(effective.day)}. Give a reason to set another day."
    )


def _reason_to_end(to: Status, reason: str) -> str | None:
    if not reason and to in (Status.REVOKED, Status.VOID):
        raise WrongUseError(f"Say why it is {STATUS_WORDS[to].lower()}: give a reason.")
    return reason or None


def _warnings(
    decision: Decision, to: Status, fields: Mapping[str, Json], today: date
) -> tuple[str, ...]:
    found = []
    days = [value for name, value in fields.items() if name in _DAY_OF_STEP.values() and value]
    if any(str(day) > today.isoformat() for day in days):
        found.append("Its day lies in the future.")
    if to is Status.TAKEN and not decision.decision_text.strip():
        found.append("There is no text of the decision: amend it with a reason to add one.")
    published = fields.get("date_published") or _iso(decision.date_published)
    taken = _iso(decision.date_taken)
    if to is Status.PUBLISHED and published and taken and str(published) < taken:
        found.append("It would be published before it was taken.")
    return tuple(found)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# Edits and amendments


def plan_edit(decision: Decision, stored: Fields, fields: Fields, reason: str = "") -> Plan:
    """Return what an edit writes; `stored` are the values shown now.

    Once a decision was taken, its fixed fields change only by a new version with a reason.

    Raises:
        WrongUseError: a field is not for editing, or fixed and no reason is given.
    """
    changed = {name: value for name, value in fields.items() if value != stored.get(name)}
    for name, value in changed.items():
        _refuse_field(decision, name, value)
    fixed = sorted(LOCKED & changed.keys()) if decision.is_taken else []
    if fixed and not reason.strip():
        labels = listed(f"“{DECISION.field(name).label}”" for name in fixed)
        raise WrongUseError(
            f"The decision was taken, so {labels} can only change in a new version: give a reason."
        )
    return Plan(changed, makes_version=bool(fixed))


def _refuse_field(decision: Decision, name: str, value: Json) -> None:
    label = DECISION.field(name).label
    if name == "status":
        raise WrongUseError("The status is changed by its steps: use “decision advance”.")
    if name in KEPT_BY_STEPS:
        raise WrongUseError(f"“{label}” is kept by JointDesk: supersede or revoke to change it.")
    if name == "org":
        raise WrongUseError(
            "A decision belongs to the organisation that it was added for: add one for the other."
        )
    if name == "counterpart" and value == decision.id:
        raise WrongUseError("The counterpart of a decision is another body's decision.")


# Ending


class Link(NamedTuple):
    """What superseding or revoking writes on the decision that ends and on the one that ends it."""

    ended: dict[str, Json]
    by: dict[str, Json]


def plan_supersede(old: Decision, new: Decision, today: date, reason: str = "") -> Link:
    """Return how `new` supersedes `old`: linked at once, `old` ended once `new` is taken.

    Raises:
        WrongUseError: they are not two decisions of one organisation, or `old` is not in force.
    """
    if old.id == new.id:
        raise WrongUseError("A decision cannot supersede itself.")
    if old.org != new.org:
        raise WrongUseError("They are decisions of two organisations: each supersedes its own.")
    _refuse_ending(old)
    ended: dict[str, Json] = {"superseded_by": new.id}
    if reason:
        ended["ended_reason"] = reason
    if new.is_taken:
        ended |= {
            "status": Status.SUPERSEDED.value,
            "ended_on": (new.date_taken or today).isoformat(),
        }
    return Link(ended, {"supersedes": old.id})


def plan_revoke(
    old: Decision, by: Decision | None, today: date, on: date | None = None, reason: str = ""
) -> Link:
    """Return how `old` is revoked, by another decision or with a reason alone.

    Raises:
        WrongUseError: `old` is not in force, or neither a reason nor a decision that was taken
            says that it is revoked.
    """
    _refuse_ending(old)
    if by is None and not reason.strip():
        raise WrongUseError("Say why it is revoked: give a reason, or the decision that revokes.")
    if by is not None:
        if by.id == old.id or by.org != old.org:
            raise WrongUseError("It is revoked by another decision of the same organisation.")
        if not by.is_taken:
            raise WrongUseError("The decision that revokes it was not taken yet.")
    day = on or (by.date_taken if by else None) or today
    ended: dict[str, Json] = {"status": Status.REVOKED.value, "ended_on": day.isoformat()}
    if reason:
        ended["ended_reason"] = reason
    if by is None:
        return Link(ended, {})
    return Link({**ended, "revoked_by": by.id}, {"revokes": old.id})


def _refuse_ending(old: Decision) -> None:
    if not old.is_taken:
        raise WrongUseError("It was not taken, so there is nothing to end: withdraw it instead.")
    if not old.is_in_force:
        words = STATUS_WORDS[status_of(old)].lower()
        raise WrongUseError(f"It is of no effect any more: {words}.")
