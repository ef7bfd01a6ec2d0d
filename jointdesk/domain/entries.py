"""Fields that several registers share."""

from jointdesk.domain.fields import Field, Kind


def organisation(label: str = "Organisation", name: str = "org") -> Field:
    """Return a field that refers to an organisation."""
    return Field(name, Kind.REFERENCE, label, to="organisation")


def person(label: str = "Person", name: str = "person") -> Field:
    """Return a field that refers to a person."""
    return Field(name, Kind.REFERENCE, label, to="person")


VALID = (Field("valid_from", Kind.DAY, "In force from"), Field("valid_to", Kind.DAY, "Until"))
TERM = (Field("starts", Kind.DAY, "From"), Field("ends", Kind.DAY, "Until"))
