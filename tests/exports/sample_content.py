"""Content to export: two bodies, two matters, a few decisions and tasks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from jointdesk.domain.authorities import Authority
from jointdesk.domain.decisions import (
    Alternative,
    Contribution,
    Decision,
    DecisionMaker,
    MemberConflict,
    OfficerInterest,
    Status,
    Stub,
)
from jointdesk.domain.forums import Forum
from jointdesk.domain.matters import Matter
from jointdesk.domain.offices import Office
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.records import Records
from jointdesk.exports.content import Content

CAL = Organisation("o1", "CAL", "Calderbourne Council", OrganisationKind.COUNCIL)
WEX = Organisation("o2", "WEX", "Wexmere ICB", OrganisationKind.ICB, position=1)
TODAY = date(2026, 12, 14)
MADE_AT = 1_797_238_800

PILOT = Decision(
    id="d1",
    matter="m1",
    org="o1",
    ref="CAL-2026-116",
    title="Falls pilot",
    status=Status.EFFECTIVE,
    decision_text="Agreed the council's half.",
    reasons="Evidence from three areas.",
    date_taken=date(2026, 11, 20),
    date_published=date(2026, 11, 24),
    decision_makers=(DecisionMaker(person="p1", role="Joint Director"),),
    alternatives=(Alternative("Do nothing", "Falls rose"),),
    member_conflicts=(),
    authority_document="a1",
    authority_version="2026/27",
    authority_paragraph="4.12",
    authority_limit=Decimal(250000),
    amount=Decimal(60000),
    contributions=(Contribution("o1", Decimal(60000), "2026/27", date(2027, 3, 31)),),
    exempt_paras=(),
    counterpart_required=True,
    counterpart="d2",
    forum="f1",
)
"""Published, nothing in it withheld."""

PILOT_WEX = replace(
    PILOT,
    id="d2",
    order=1,
    org="o2",
    ref="WEX-2026-070",
    decision_text="Agreed the ICB's half.",
    member_conflicts=None,
    officer_interests=(
        OfficerInterest("p1", "professional", "Trustee", "o2", date(2026, 5, 3), "declare"),
    ),
    counterpart="d1",
    forum=None,
)

LEASE = replace(
    PILOT,
    id="d3",
    order=2,
    matter="m2",
    ref="CAL-2026-119",
    title="Crisis house lease",
    decision_text="Approved the lease at the landlord's terms.",
    date_taken=date(2026, 12, 8),
    date_published=date(2026, 12, 10),
    exempt_paras=("3",),
    public_summary="Approved a lease.",
    public_interest_reason="The landlord's terms are confidential.",
    member_conflicts=(MemberConflict("Cllr Stott", "Owns a share", date(2026, 12, 1)),),
    status=Status.PUBLISHED,
    counterpart_required=None,
)
"""Exempt under paragraph 3."""

DRAFT = replace(
    PILOT_WEX, id="d4", order=3, ref="WEX-2026-075", status=Status.DRAFT, date_taken=None
)


def content(*decisions: Decision, **more: Any) -> Content:
    """Content with these decisions; `more` replaces parts of its records."""
    records = Records(
        matters=(Matter("m1", ref="Mat-10", title="Falls pilot"), Matter("m2", title="Lease")),
        decisions=decisions or (PILOT, PILOT_WEX, LEASE),
        forums=(Forum("f1", code="M01", name="Cabinet"),),
        authorities=(Authority("a1", org="o1", name="Scheme of delegation"),),
        offices=(
            Office("x1", org="o1", person="p3", kind="portfolio_holder"),
            Office("x2", org="o1", person="p2", kind="officer"),
        ),
    )
    return Content(
        records=replace(records, **more),
        organisations={"o1": CAL, "o2": WEX},
        people={"p1": "Imogen Farrant", "p2": "Tom Adeyemi", "p3": "Cllr Maureen Stott"},
        made_at=MADE_AT,
        today=TODAY,
        emails={"p2": ("tom@cal.example",)},
        effective={one.id: one.date_taken for one in decisions or (PILOT, PILOT_WEX, LEASE)},
        statuses={},
        call_in_closes={"d3": date(2026, 12, 17)},
    )


def stub(decision: Decision) -> Stub:
    """What stands for a decision that a reader may not see."""
    return Stub(decision.id, decision.matter, decision.org, decision.is_taken)
