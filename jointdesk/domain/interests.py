"""Interests (never conflicts) and the registers they are declared in."""

from dataclasses import dataclass
from datetime import date

from jointdesk.domain.entries import TERM, organisation, person
from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.matters import VISIBILITY


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest that a person has, and in whose registers it stands.

    `party` is an organisation's id or None for another party named in `party_name`.
    `declared_in` are organisations.
    """

    id: str
    order: int = 0
    person: str = ""
    category: str = "financial"
    nature: str = ""
    party: str | None = None
    party_name: str = ""
    declared_in: tuple[str, ...] = ()
    declared_on: date | None = None
    starts: date | None = None
    ends: date | None = None
    mitigation: str = ""
    visibility: str = "all"


INTEREST_CATEGORIES = {
    "financial": "Financial",
    "professional": "Non-financial professional",
    "personal": "Non-financial personal",
    "indirect": "Indirect",
    "dpi": "Disclosable pecuniary interest",
}


MITIGATIONS = {
    "none": "No action needed",
    "declare": "Declared only",
    "abstain": "Abstained",
    "withdraw": "Withdrew",
}


INTEREST = RecordType(
    "interest",
    (
        person(),
        Field("category", Kind.CHOICE, "Category", choices=INTEREST_CATEGORIES),
        Field("nature", Kind.TEXT, "Interest"),
        organisation("In", "party"),
        Field("party_name", Kind.TEXT, "Other party"),
        Field(
            "declared_in", Kind.REFERENCES, "Declared in", to="organisation", none="Not declared"
        ),
        Field("declared_on", Kind.DAY, "Declared on"),
        *TERM,
        Field("mitigation", Kind.TEXT, "Mitigation"),
        Field("visibility", Kind.CHOICE, "Who may see it", choices=VISIBILITY),
    ),
    Interest,
)
