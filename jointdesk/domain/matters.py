"""Matters: the subjects on which one or several bodies decide, each for itself."""

from dataclasses import dataclass
from datetime import date

from jointdesk.domain.fields import Field, Kind, RecordType

VISIBILITY = {"own_org": "Only this organisation", "all": "Everyone on the desk"}

CLASSIFICATIONS = {"OFFICIAL": "OFFICIAL", "OFFICIAL-SENSITIVE": "OFFICIAL-SENSITIVE"}

ARRANGEMENTS = {
    "s75": "Section 75 partnership",
    "s256": "Section 256 transfer",
    "s76": "Section 76 transfer",
    "s65Z5": "Joint working (s65Z5/65Z6)",
    "s113": "Sharing of staff (s113)",
    "none": "None",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """A subject; each body's decision on it is a `Decision` of its own.

    `required_orgs` are the bodies that must decide before it is effective; None where nobody
    said: then those that have a decision on it. `partners` are further organisations whose
    area it touches. `visibility` None means the narrowest of its decisions.
    """

    id: str
    order: int = 0
    ref: str = ""
    title: str = ""
    summary: str = ""
    required_orgs: tuple[str, ...] | None = None
    partners: tuple[str, ...] | None = None
    arrangement: str | None = None
    accountable_body: str | None = None
    contentious: str | None = None
    closed_on: date | None = None
    visibility: str | None = None


_FIELDS = (
    Field("ref", Kind.TEXT, "Reference"),
    Field("title", Kind.TEXT, "Title"),
    Field("summary", Kind.PROSE, "Summary"),
    Field(
        "required_orgs", Kind.REFERENCES, "Bodies that must decide", to="organisation", none="None"
    ),
    Field("partners", Kind.REFERENCES, "Partners it touches", to="organisation", none="None"),
    Field("arrangement", Kind.CHOICE, "Arrangement", choices=ARRANGEMENTS),
    Field("accountable_body", Kind.REFERENCE, "Accountable body", to="organisation"),
    Field(
        "contentious",
        Kind.CHOICE,
        "Contentious",
        choices={"yes": "Yes", "no": "No", "unknown": "Not known"},
    ),
    Field("closed_on", Kind.DAY, "Closed on"),
    Field("visibility", Kind.CHOICE, "Who may see it", choices=VISIBILITY),
)

MATTER = RecordType("matter", _FIELDS, Matter)
