"""Mappings that were set once and are remembered: which column of a body's register is what."""

from dataclasses import dataclass, field

from jointdesk.domain.entries import organisation
from jointdesk.domain.fields import Field, Kind, RecordType
from jointdesk.domain.items import Json


@dataclass(frozen=True, slots=True)
class RegisterMapping:
    """A mapping of an organisation's register by name; `columns` are fields by heading."""

    id: str
    order: int = 0
    org: str = ""
    name: str = ""
    columns: dict[str, Json] = field(default_factory=dict)


MAPPING = RecordType(
    "mapping",
    (
        organisation(),
        Field("name", Kind.TEXT, "Name"),
        Field("columns", Kind.MAP, "Fields by heading"),
    ),
    RegisterMapping,
)
