"""Sites, and the minutes it takes to get from one to another."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Site:
    """A named place; it may belong to no organisation. Aliases are what calendars call it."""

    id: str
    name: str
    org_id: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TravelMatrix:
    """Door-to-door minutes between sites, the same both ways."""

    pairs: Mapping[frozenset[str], int] = field(default_factory=dict)

    def minutes(self, a: str, b: str) -> int | None:
        """Minutes from site a to site b; 0 within one site; None where nobody has said."""
        return 0 if a == b else self.pairs.get(frozenset((a, b)))
