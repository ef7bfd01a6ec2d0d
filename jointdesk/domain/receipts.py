"""Receipts: that a person has seen what was meant for them, an assignment or a hand-over."""

from dataclasses import dataclass
from hashlib import sha256

from jointdesk.domain.fields import Field, Kind, RecordType


@dataclass(frozen=True, slots=True)
class Receipt:
    """That `person` has seen `about`, as it stood `at` (UTC seconds).

    `about` is the id of a comment, a booking, a conflict or a proposal.
    """

    id: str
    order: int = 0
    about: str = ""
    person: str = ""
    at: int = 0


RECEIPT = RecordType(
    "receipt",
    (
        Field("about", Kind.TEXT, "About"),
        Field("person", Kind.REFERENCE, "Seen by", to="person"),
        Field("at", Kind.NUMBER, "At"),
    ),
    Receipt,
)


def receipt_id(about: str, person_id: str) -> str:
    """Return the id of the one receipt of a person for a thing: two machines give the same."""
    return sha256(f"receipt\n{about}\n{person_id}".encode()).hexdigest()[:32]
