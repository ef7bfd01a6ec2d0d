"""People, the seats that tie them to organisations, and the audience a person is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in one organisation."""

    DIRECTOR = "director"
    PA = "pa"
    DEPUTY = "deputy"
    OFFICER = "officer"


ACTING_FOR = frozenset({Role.PA, Role.DEPUTY})
"""The roles in which people act for the director."""


@dataclass(frozen=True, slots=True)
class Person:
    """One human being; all their e-mail addresses, in lower case, are one identity."""

    id: str
    name: str
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's role in one organisation."""

    id: str
    person_id: str
    org_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is looking.

    The director sees everything. Anyone else sees the private items of the organisations in
    `org_ids`, where they have a seat, and of other organisations only that time is taken.
    """

    person_id: str
    org_ids: frozenset[str]
    is_director: bool = False

    def sees(self, org_id: str) -> bool:
        """True if private items of that organisation are shown to this audience in full."""
        return self.is_director or org_id in self.org_ids

    def reads(self, stream: str) -> bool:
        """True if changes of the stream ("shared", "director", "org:ID") may be shown to them."""
        if stream.startswith("org:"):
            return self.sees(stream.removeprefix("org:"))
        return stream == "shared" or self.is_director


def has_login(audience: Audience, seats: Iterable[Seat]) -> bool:
    """True if somebody gets a login to a shared desk: the director, and who acts for them."""
    return audience.is_director or any(
        seat.person_id == audience.person_id and seat.role in ACTING_FOR for seat in seats
    )
