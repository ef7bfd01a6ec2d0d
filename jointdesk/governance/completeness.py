"""What the record of a decision still lacks, and which rule asks for it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import BEFORE_TAKEN, Decision, Status
from jointdesk.domain.fields import SEVERAL, Field
from jointdesk.governance.profiles import Ask, Need, Profile, Since

_PLACEHOLDER = re.compile(
    r"\[\s*(?:add|insert|enter|to be (?:added|confirmed)|tbc|xx+)\b[^\]]*\]", re.IGNORECASE
)
"""Text that a template left behind: "[Add date]"."""

STANDSTILL_ROUTES = {
    "PSR_DAP_C": "psr",
    "PSR_MSP": "psr",
    "PSR_competitive": "psr",
    "PA2023": "s51",
}
"""The procurement routes with a standstill, and the route of DL9 that each is."""
_URGENCY_REGIMES = {
    "general_exception": "general_exception",
    "special_urgency": "special_urgency",
    "call_in_waived": "urgent",
}
_FIELDS = {one.name: one for one in DECISION.fields}


class Missing(NamedTuple):
    """A field without an answer: its name, what people call it, and which rule asks for it."""

    field: str
    label: str
    why: str
    is_required: bool = False


class Completeness(NamedTuple):
    """How many of the fields that are asked for have an answer; those by law come first."""

    done: int
    total: int
    missing: tuple[Missing, ...]


def completeness(decision: Decision, profile: Profile) -> Completeness:
    """Return how far the record of a decision is complete at the step it has reached.

    "None considered" and "none declared" are answers, blank is not; nor is text that a template
    left behind.
    """
    asked = asked_of(decision, profile)
    missing = [
        Missing(name, _FIELDS[name].label, why, need is Need.REQUIRED)
        for name, (need, why) in asked.items()
        if not is_answered(_FIELDS[name], getattr(decision, name))
    ]
    missing.sort(key=lambda one: not one.is_required)
    return Completeness(len(asked) - len(missing), len(asked), tuple(missing))


def asked_of(decision: Decision, profile: Profile) -> dict[str, tuple[Need, str]]:
    """Return the fields that are asked for, each once, with the strictest need and who asks.

    What is asked only from a later step on is not there yet.
    """
    route, regimes = decision.governance_route or "", regimes_of(decision, profile)
    begun = frozenset(since for since in Since if _has_begun(since, decision))
    return dict(_asked(profile, route, regimes, begun))


@lru_cache(maxsize=1024)
def _asked(
    profile: Profile, route: str, regimes: tuple[str, ...], begun: frozenset[Since]
) -> Mapping[str, tuple[Need, str]]:
    """Return what is asked for; once, as most decisions are like many others."""
    found: dict[str, tuple[Need, list[str]]] = {}
    for ask in _asks(profile, route, regimes):
        if ask.since not in begun:
            continue
        need, reasons = found.get(ask.field, (ask.need, []))
        if ask.why not in reasons:
            reasons.append(ask.why)
        found[ask.field] = (Need.REQUIRED if ask.need is Need.REQUIRED else need, reasons)
    return {name: (need, "; ".join(reasons)) for name, (need, reasons) in found.items()}


def is_answered(field: Field, value: Any) -> bool:
    """True if somebody answered, be it with "none"."""
    if field.kind in SEVERAL:
        return value is not None and (bool(value) or bool(field.none))
    if isinstance(value, str):
        return bool(value.strip()) and _PLACEHOLDER.search(value) is None
    return value is not None


def regimes_of(decision: Decision, profile: Profile) -> tuple[str, ...]:
    """Return the regimes of the profile that hold of a decision."""
    found = [name for name, holds in _regimes(decision, profile) if holds]
    urgency = _URGENCY_REGIMES.get(decision.urgency_route or "")
    if urgency:
        found.append(urgency if urgency in profile.regimes else "urgent")
    return tuple(name for name in dict.fromkeys(found) if name in profile.regimes)


def _regimes(decision: Decision, profile: Profile) -> Iterator[tuple[str, bool]]:
    route = decision.procurement_route or ""
    needs_record = decision.governance_route in ("nonexec_officer", "exec_individual")
    yield "key", profile.has_executive and decision.is_key_decision is True
    yield "psr", route.startswith("PSR_")
    yield "psr_standstill", STANDSTILL_ROUTES.get(route) == "psr"
    yield "procurement_act", route == "PA2023"
    yield "exempt", bool(decision.exempt_paras or decision.nhs_private_reason.strip())
    yield "confidential", decision.confidential_reason not in (None, "none")
    yield "joint", bool(decision.counterpart_required or decision.counterpart)
    yield "pooled", bool(decision.pooled_fund)
    yield "sensitive", decision.classification == "OFFICIAL-SENSITIVE"
    yield "member_interest", bool(decision.member_conflicts)
    yield "express", needs_record and decision.express_authorisation is True
    yield (
        "general_authority",
        decision.governance_route == "nonexec_officer" and decision.express_authorisation is False,
    )
    yield "urgent", decision.governance_route == "urgent"


def _asks(profile: Profile, route: str, regimes: Iterable[str]) -> Iterator[Ask]:
    yield from profile.always
    if route in profile.routes:
        yield from profile.routes[route].asks
    for name in regimes:
        yield from profile.regimes[name]


def _has_begun(since: Since, decision: Decision) -> bool:
    if since is Since.DRAFT:
        return True
    if since is Since.TAKEN:
        return decision.is_taken
    return decision.status not in (*BEFORE_TAKEN, Status.TAKEN)
