"""Decisions: one organisation's decision on a matter, never one record for two bodies.

What each field is for and which law asks for it: domain.md section 2. `decision_fields.py` holds
the table of the fields; this is what rules and exports work with.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jointdesk.domain.items import Json


class Status(StrEnum):
    """Where a decision stands in its life (domain.md section 3), in the order of the life."""

    DRAFT = "draft"
    CLEARED = "cleared"
    NOTICED = "noticed"
    TAKEN = "taken"
    RECORDED = "recorded"
    PUBLISHED = "published"
    IN_WINDOW = "in_window"
    EFFECTIVE = "effective"
    IMPLEMENTED = "implemented"
    REVIEWED = "reviewed"
    CLOSED = "closed"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    CALLED_IN = "called_in"
    CONFIRMED = "confirmed"
    AMENDED = "amended"
    REFERRED = "referred"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    LAPSED = "lapsed"
    VOID = "void_ab_initio"


BEFORE_TAKEN = frozenset(
    {Status.DRAFT, Status.CLEARED, Status.NOTICED, Status.DEFERRED, Status.WITHDRAWN}
)
"""Nothing in these may be shown as a decision."""

ENDED = frozenset({Status.SUPERSEDED, Status.REVOKED, Status.LAPSED, Status.VOID})
"""Taken once, and of no effect any more."""


class DecisionMaker(NamedTuple):
    """Who decided: a person's id, or a name; and as what."""

    person: str = ""
    name: str = ""
    role: str = ""


class Alternative(NamedTuple):
    """An option considered and rejected."""

    option: str = ""
    why_rejected: str = ""


class MemberConflict(NamedTuple):
    """A member's declared conflict of interest (2012 regulation 12, 2014 regulation 7)."""

    member: str = ""
    nature: str = ""
    declared_on: date | None = None


class OfficerInterest(NamedTuple):
    """An officer's interest in the decision and how it was managed."""

    person: str = ""
    category: str = ""
    nature: str = ""
    declared_in: str = ""
    declared_on: date | None = None
    mitigation: str = ""


class Clearance(NamedTuple):
    """A clearance that was given: in which role, such as the section 151 officer's, and by whom."""

    role: str = ""
    name: str = ""
    on: date | None = None


class Consulted(NamedTuple):
    """Somebody who was consulted."""

    who: str = ""
    capacity: str = ""
    on: date | None = None
    view: str = ""


class Paper(NamedTuple):
    """A background paper: what it is called, where it can be seen, its day, and whether by all.

    `where` is a link or a place; `public` is "yes", "no", or None where nobody said.
    """

    title: str = ""
    where: str = ""
    on: date | None = None
    public: str | None = None


class Contribution(NamedTuple):
    """What an organisation pays towards it; `year` is a financial year or "" for all of it."""

    org: str = ""
    amount: Decimal | None = None
    year: str = ""
    confirmed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One organisation's decision. None, or "" in texts, means that nobody answered.

    An empty tuple where None is possible means that the answer was "none". Money is pounds.
    `status` is the stored step; what follows from dates (a call-in that has run out) is
    `governance.life_cycle`'s to say. `taken_version` is the id of the version in force and
    `taken_hash` the sha256 of its fields (`fields_hash`), in hexadecimal. `proposed` are the
    fixed fields to which somebody who had not seen it taken gave other values.
    """

    id: str
    order: int = 0
    matter: str = ""
    org: str = ""
    ref: str = ""
    title: str = ""
    status: str = Status.DRAFT
    decision_text: str = ""
    outcome: str | None = None
    date_taken: date | None = None
    decision_makers: tuple[DecisionMaker, ...] = ()
    report_author: str = ""
    contact: str = ""
    governance_route: str | None = None
    forum: str | None = None
    decided_at_meeting: str | None = None
    capacity_role: str = ""
    capacity_org: str | None = None
    employment_basis: str | None = None
    authority_document: str | None = None
    authority_version: str = ""
    authority_paragraph: str = ""
    authority_limit: Decimal | None = None
    express_authorisation: bool | None = None
    express_minute: str = ""
    r7_effect: tuple[str, ...] | None = None
    legal_power: str = ""
    reasons: str = ""
    purpose: str = ""
    alternatives: tuple[Alternative, ...] | None = None
    conditions: str = ""
    consulted: tuple[Consulted, ...] | None = None
    impact_on_partner: str = ""
    member_conflicts: tuple[MemberConflict, ...] | None = None
    dispensation_by: str = ""
    dispensation_note: str = ""
    officer_interests: tuple[OfficerInterest, ...] | None = None
    standing_dual_role_declared: tuple[str, ...] | None = None
    counterparties: tuple[str, ...] | None = None
    dealing: str | None = None
    amount: Decimal | None = None
    period_from: date | None = None
    period_to: date | None = None
    budget_code: str = ""
    revenue_or_capital: str | None = None
    recurrence: str | None = None
    pooled_fund: str | None = None
    contributions: tuple[Contribution, ...] | None = None
    accountable_body: str | None = None
    fund_host: str | None = None
    employer: str | None = None
    planning_horizon_end: date | None = None
    is_key_decision: bool | None = None
    key_limbs: tuple[str, ...] | None = None
    decision_due: date | None = None
    notice_published_on: date | None = None
    notice_items: tuple[str, ...] | None = None
    urgency_route: str | None = None
    urgency_agreed_by: str = ""
    urgency_agreed_on: date | None = None
    urgency_reason: str = ""
    callable_in: bool | None = None
    call_in_status: str | None = None
    called_in_on: date | None = None
    call_in_hearing: date | None = None
    date_published: date | None = None
    first_published: date | None = None
    published_url: str = ""
    date_effective: date | None = None
    effective_reason: str = ""
    contentious: str | None = None
    counterpart_required: bool | None = None
    counterpart: str | None = None
    procurement_route: str | None = None
    procurement_notice_date: date | None = None
    standstill_ends: date | None = None
    wards: tuple[str, ...] | None = None
    classification: str | None = None
    handling: str = ""
    exempt_paras: tuple[str, ...] | None = None
    public_interest_reason: str = ""
    public_summary: str = ""
    confidential_reason: str | None = None
    nhs_private_reason: str = ""
    foi_exemptions: tuple[str, ...] | None = None
    contains_personal_data: bool | None = None
    special_category: bool | None = None
    background_papers: tuple[Paper, ...] | None = None
    report_ref: str = ""
    equality_assessment: str = ""
    data_assessment: str = ""
    quality_assessment: str = ""
    clearances: tuple[Clearance, ...] | None = None
    visibility: str = "all"
    review_date: date | None = None
    supersedes: str | None = None
    superseded_by: str | None = None
    revoked_by: str | None = None
    revokes: str | None = None
    ended_on: date | None = None
    ended_reason: str = ""
    retention_rule: str = ""
    retention_trigger: date | None = None
    dispose_after: date | None = None
    retention_action: str | None = None
    approved_by: str | None = None
    recorded_on: date | None = None
    taken_version: str | None = None
    taken_hash: str = ""
    imported_from: str = ""
    notes: str = ""
    proposed: tuple[str, ...] = ()

    @property
    def is_taken(self) -> bool:
        """True once it was taken, whatever became of it afterwards."""
        return self.status not in BEFORE_TAKEN

    @property
    def linked(self) -> tuple[str, ...]:
        """The ids of the decisions that this one names."""
        links = (
            self.supersedes, self.superseded_by, self.revokes, self.revoked_by, self.counterpart
        )  # fmt: skip
        return tuple(one for one in links if one)

    @property
    def is_private(self) -> bool:
        """True if the meeting was in private: exempt, confidential, or excluded by the NHS body."""
        return bool(
            self.exempt_paras
            or self.confidential_reason not in (None, "none")
            or self.nhs_private_reason.strip()
        )

    @property
    def is_in_force(self) -> bool:
        """True if it was taken and neither superseded nor revoked nor void."""
        return self.is_taken and self.status not in ENDED


@dataclass(frozen=True, slots=True)
class DecisionVersion:
    """The text of a decision as it was taken, or as amended later with a reason; never changed.

    `fields` are the decision's stored fields at that moment, `number` counts from 1.
    """

    id: str
    order: int = 0
    decision: str = ""
    number: int = 1
    reason: str = ""
    fields: dict[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class Stub:
    """All that is known of a decision kept to its own organisation by those who may not see it."""

    id: str
    matter: str
    org: str
    taken: bool
