"""Who may read what of a decision in an export: the lists a governance lead checks and changes.

A field that stands in no list is in no export: `notes`, `imported_from` and whatever is added to
decisions tomorrow. Rules: domain.md section 5, redaction rules 1 to 8.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.decisions import ENDED, Decision, Status
from jointdesk.domain.people import Audience
from jointdesk.privacy.records import OWN_ORG


class Nearness(StrEnum):
    """How near the reader of an edition stands to the body whose decision it is."""

    PUBLIC = "public"
    PARTNER = "partner"
    """Another body, or both bodies' governance teams together."""
    OWN = "own"
    """The body itself, or the director."""


class Reader(NamedTuple):
    """For whom an edition is made: "public", "org" with its id, "joint", "person" or "director".

    A person has an id, and the organisations whose private items they see.
    """

    kind: str
    org: str = ""
    person: str = ""
    orgs: frozenset[str] = frozenset()

    @property
    def is_public(self) -> bool:
        """True for an edition that leaves both bodies."""
        return self.kind == "public"

    def nearness(self, org_id: str) -> Nearness:
        """Return how near this reader stands to an organisation's decisions."""
        if self.is_public:
            return Nearness.PUBLIC
        is_own = self.kind == "director" or org_id == self.org or org_id in self.orgs
        return Nearness.OWN if is_own else Nearness.PARTNER


def audience_for(maker: Audience, reader: Reader, org_id: str = "") -> Audience:
    """Return the audience whose projection an edition is made from.

    Nobody can put into an edition what they may not see themselves, nor what its reader may not:
    it is what both may have. Of a public edition of an organisation's own records, the existence
    of what is kept to it is part (rule 3), so that it is read as the organisation would.
    """
    if reader.kind == "director":
        return maker
    wanted = {org_id} if reader.is_public else {reader.org, *reader.orgs}
    return Audience("", frozenset(one for one in wanted - {""} if maker.sees(one)))


# Decisions

_STATUTORY = (
    "ref",
    "title",
    "purpose",
    "date_taken",
    "decision_makers",
    "decided_at",
    "status",
    "is_key_decision",
    "callable_in",
    "call_in_status",
    "call_in_closes",
    "public_summary",
    "decision_text",
    "reasons",
    "alternatives",
    "member_conflicts",
    "dispensation",
    "date_published",
    "date_effective",
    "urgency",
    "wards",
    "notice_published_on",
    "background_papers",
    "exempt",
    "public_interest_reason",
)

_BETWEEN_PARTNERS = (
    "capacity",
    "amount",
    "period_from",
    "period_to",
    "contributions",
    "counterpart",
    "impact_on_partner",
)

_INTERNAL = (
    "matter",
    "report_author",
    "consulted",
    "conditions",
    "authority",
    "legal_power",
    "officer_interests",
    "budget_code",
    "procurement_route",
    "report_ref",
    "equality_assessment",
    "data_assessment",
    "quality_assessment",
    "clearances",
    "nhs_private_reason",
    "foi_exemptions",
    "classification",
    "handling",
    "review_date",
)

_NHS = (
    "ref",
    "decided_at",
    "decision_makers",
    "date_taken",
    "title",
    "public_summary",
    "decision_text",
    "reasons",
    "interests",
    "authority",
    "amount",
    "procurement_route",
    "status",
    "date_effective",
    "exempt",
    "public_interest_reason",
)

COUNCIL_REGISTER: Mapping[Nearness, tuple[str, ...]] = {
    Nearness.PUBLIC: _STATUTORY,
    Nearness.PARTNER: (*_STATUTORY, *_BETWEEN_PARTNERS),
    Nearness.OWN: (*_STATUTORY, *_BETWEEN_PARTNERS, *_INTERNAL),
}
"""X1: the statutory fields (2012 and 2014 Regulations) under ModernGov's labels."""

NHS_REGISTER: Mapping[Nearness, tuple[str, ...]] = {
    Nearness.PUBLIC: _NHS,
    Nearness.PARTNER: (*_NHS, "capacity", "contributions", "counterpart", "impact_on_partner"),
    Nearness.OWN: (
        *_NHS,
        *(one for one in (*_BETWEEN_PARTNERS, *_INTERNAL) if one not in _NHS),
    ),
}
"""X2."""

NOTICE: Mapping[Nearness, tuple[str, ...]] = {
    nearness: (*names, "published_url", "contact") for nearness, names in COUNCIL_REGISTER.items()
}
"""X4: a single decision, of either kind of body."""

_JOINT = (
    "ref",
    "title",
    "date_taken",
    "decision_makers",
    "decided_at",
    "capacity",
    "decision_text",
    "amount",
    "contributions",
    "status",
    "date_effective",
    "exempt",
    "public_summary",
)

JOINT_LOG: Mapping[Nearness, tuple[str, ...]] = {
    Nearness.PARTNER: _JOINT,
    Nearness.OWN: (*_JOINT, "conditions"),
}
"""X3; it has no public edition."""

WITHHELD = (
    "ref",
    "date_taken",
    "decision_makers",
    "decided_at",
    "status",
    "is_key_decision",
    "callable_in",
    "call_in_status",
    "call_in_closes",
    "public_summary",
    "date_published",
    "date_effective",
    "urgency",
    "notice_published_on",
    "exempt",
    "public_interest_reason",
    "published_url",
    "contact",
)
"""What stays of a decision whose text is withheld (rule 3): that it is there, when, and why."""


def is_withheld(decision: Decision, nearness: Nearness) -> bool:
    """Return whether a reader who stands so near gets no more than `WITHHELD` of a decision."""
    if nearness is Nearness.OWN:
        return False
    if nearness is Nearness.PUBLIC and decision.contains_personal_data:
        return True
    is_restricted = decision.is_private or is_sensitive(decision) or decision.special_category
    return OWN_ORG == decision.visibility or bool(is_restricted)


def is_sensitive(decision: Decision) -> bool:
    """Return whether a decision is marked OFFICIAL-SENSITIVE."""
    return decision.classification == "OFFICIAL-SENSITIVE"


def is_in_edition(decision: Decision, reader: Reader) -> bool:
    """Return whether an edition has the decision at all.

    None has one that is not taken (domain.md section 3), a public one none that is not
    published (rule 6).
    """
    if not decision.is_taken:
        return False
    return not reader.is_public or _is_published(decision)


def _is_published(decision: Decision) -> bool:
    if decision.status in (Status.TAKEN, Status.RECORDED):
        return False
    was_published = bool(decision.date_published or decision.first_published)
    return was_published or decision.status not in ENDED


# People

PUBLIC_OFFICES = frozenset(
    {
        "leader",
        "portfolio_holder",
        "member",
        "chair",
        "scrutiny_chair",
        "chief_executive",
        "monitoring_officer",
        "s151",
        "cfo",
        "caldicott",
        "siro",
        "governance_lead",
    }
)
"""Offices whose holders a public edition names, as it names decision makers (rule 4)."""
