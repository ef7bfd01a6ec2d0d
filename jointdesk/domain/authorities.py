"""Authority documents, and the powers that they delegate."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jointdesk.domain.entries import VALID, organisation, person
from jointdesk.domain.fields import Field, Kind, RecordType


@dataclass(frozen=True, slots=True)
class Authority:
    """A document that says who may decide what: a constitution, scheme, SoRD, s.75 agreement.

    In force from `valid_from` to `valid_to`, both inclusive; None is without limit.
    """

    id: str
    order: int = 0
    org: str = ""
    name: str = ""
    kind: str = "scheme"
    version: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """One power that an authority document gives.

    `holder` is a person's id or None for a role named in `role`. `limit` is None for no limit.
    `reserved` matters may not be decided under it.
    """

    id: str
    order: int = 0
    authority: str = ""
    paragraph: str = ""
    subject: str = ""
    holder: str | None = None
    role: str = ""
    limit: Decimal | None = None
    reserved: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


AUTHORITY = RecordType(
    "authority",
    (
        organisation(),
        Field("name", Kind.TEXT, "Document"),
        Field(
            "kind",
            Kind.CHOICE,
            "Kind",
            choices={
                "constitution": "Constitution",
                "scheme": "Scheme of delegation",
                "sord": "Scheme of reservation and delegation",
                "sfi": "Standing financial instructions",
                "s75": "Section 75 agreement",
                "minute": "Minute",
            },
        ),
        Field("version", Kind.TEXT, "Version", path="document_version"),
        *VALID,
    ),
    Authority,
)


DELEGATION = RecordType(
    "delegation",
    (
        Field("authority", Kind.REFERENCE, "Document", to="authority"),
        Field("paragraph", Kind.TEXT, "Paragraph"),
        Field("subject", Kind.TEXT, "Subject"),
        person("Holder", "holder"),
        Field("role", Kind.TEXT, "Role"),
        Field("limit", Kind.MONEY, "Limit"),
        Field("reserved", Kind.FLAG, "Reserved"),
        *VALID,
    ),
    Delegation,
)
