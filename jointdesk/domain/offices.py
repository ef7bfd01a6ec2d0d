"""Offices: who is what in an organisation, members and officers."""

from dataclasses import dataclass
from datetime import date

from jointdesk.domain.entries import TERM, organisation, person
from jointdesk.domain.fields import Field, Kind, RecordType


@dataclass(frozen=True, slots=True)
class Office:
    """Who is what in an organisation, from `starts` to `ends` inclusive.

    `name` is for people who are not on the desk. `kind` is member, portfolio_holder, leader,
    chief_executive, monitoring_officer, s151, cfo, caldicott, siro, governance_lead,
    scrutiny_chair, chair, officer.
    """

    id: str
    order: int = 0
    org: str = ""
    person: str | None = None
    name: str = ""
    kind: str = "officer"
    title: str = ""
    starts: date | None = None
    ends: date | None = None


OFFICE_KINDS = {
    "leader": "Leader",
    "portfolio_holder": "Portfolio holder",
    "member": "Member",
    "chair": "Chair",
    "scrutiny_chair": "Chair of scrutiny",
    "chief_executive": "Chief executive",
    "monitoring_officer": "Monitoring officer",
    "s151": "Section 151 officer",
    "cfo": "Chief finance officer",
    "caldicott": "Caldicott Guardian",
    "siro": "SIRO",
    "governance_lead": "Governance lead",
    "officer": "Officer",
}


OFFICE = RecordType(
    "office",
    (
        organisation(),
        person(),
        Field("name", Kind.TEXT, "Name"),
        Field("kind", Kind.CHOICE, "Office", choices=OFFICE_KINDS),
        Field("title", Kind.TEXT, "Title"),
        *TERM,
    ),
    Office,
)
