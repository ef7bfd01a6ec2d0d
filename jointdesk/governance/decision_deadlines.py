"""The deadlines of one decision: which rule applies to what is known of it, and its answer.

From when a decision has effect is `life_cycle`'s to say.
"""

from datetime import date

from jointdesk.domain.decisions import Decision
from jointdesk.governance.deadline_rules import Calendars, Deadline
from jointdesk.governance.deadlines import reckon
from jointdesk.governance.life_cycle import is_callable_in
from jointdesk.governance.profiles import Profile

_MEETING_ROUTES = frozenset(
    {
        "exec_meeting",
        "committee",
        "full_council",
        "board",
        "joint_committee",
        "committees_in_common",
    }
)
"""Decided at a meeting, for which papers are published."""
_RECORDED_ROUTES = frozenset({"exec_individual", "nonexec_officer"})
"""One person decides, who must make a record (2012 regulation 13, 2014 regulation 7)."""
_STANDSTILLS = {
    "PSR_DAP_C": "psr",
    "PSR_MSP": "psr",
    "PSR_competitive": "psr",
    "PA2023": "s51",
}
"""The procurement routes that have a standstill, and whose rule it is."""


def day_of_decision(decision: Decision) -> date | None:
    """Return the day on which it was taken, or else is due to be."""
    return decision.date_taken or decision.decision_due


def body_deadline(
    rule_id: str, on: date, profile: Profile, calendars: Calendars, **given: str | None
) -> Deadline:
    """Return what a rule answers by a body's own settings; what is given as None is left to them.

    Raises:
        UnknownDayError: the count leaves the years that a calendar knows.
    """
    asked = {name: value for name, value in given.items() if value is not None}
    return reckon(rule_id, on, {**profile.deadline(rule_id), **asked}, calendars)


def notice(decision: Decision, profile: Profile, calendars: Calendars) -> Deadline | None:
    """Return by when a key decision must be noticed or its urgency agreed (DL1, DL4, DL5).

    Only executives take key decisions.
    """
    on = day_of_decision(decision)
    if not profile.has_executive or not decision.is_key_decision or on is None:
        return None
    if decision.urgency_route == "special_urgency":
        agreed = _iso(decision.urgency_agreed_on)
        return body_deadline("DL5", on, profile, calendars, agreed=agreed)
    rule = "DL4" if decision.urgency_route == "general_exception" else "DL1"
    published = _iso(decision.notice_published_on)
    return body_deadline(rule, on, profile, calendars, notice=published)


def papers(decision: Decision, profile: Profile, calendars: Calendars) -> Deadline | None:
    """Return by when the papers of its meeting must be public (councils DL3, others DL10)."""
    on = day_of_decision(decision)
    if decision.governance_route not in _MEETING_ROUTES or on is None:
        return None
    is_council = profile.text("governance_model") != "none"
    return body_deadline("DL3" if is_council else "DL10", on, profile, calendars)


def record(decision: Decision, profile: Profile, calendars: Calendars) -> Deadline | None:
    """Return by when a decision that one person took should be recorded (DL6)."""
    if decision.governance_route not in _RECORDED_ROUTES or decision.date_taken is None:
        return None
    return body_deadline("DL6", decision.date_taken, profile, calendars)


def call_in(decision: Decision, profile: Profile, calendars: Calendars) -> Deadline | None:
    """Return when call-in closes (DL7); None without call-in, or while it is not published."""
    published = decision.first_published or decision.date_published
    if published is None or not is_callable_in(decision, profile):
        return None
    return body_deadline("DL7", published, profile, calendars, callable="yes")


def hearing(decision: Decision, profile: Profile, calendars: Calendars) -> Deadline | None:
    """Return by when a call-in must be heard (DL8)."""
    if decision.called_in_on is None:
        return None
    heard = _iso(decision.call_in_hearing)
    return body_deadline("DL8", decision.called_in_on, profile, calendars, heard=heard)


def standstill(decision: Decision, profile: Profile, calendars: Calendars) -> Deadline | None:
    """Return when the standstill after its procurement notice closes (DL9)."""
    route = _STANDSTILLS.get(decision.procurement_route or "")
    noticed = decision.procurement_notice_date
    if route is None or noticed is None:
        return None
    return body_deadline(
        "DL9",
        noticed,
        profile,
        calendars,
        route=route,
        representations="no",  # what was received stands in no field: it closes as if none were
        stated=_iso(decision.standstill_ends),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
