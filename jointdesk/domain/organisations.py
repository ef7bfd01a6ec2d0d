"""Organisations: the bodies that a joint director works for, and their partners."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class OrganisationKind(StrEnum):
    """What sort of body it is; the governance profile follows from it."""

    COUNCIL = "council"
    ICB = "icb"
    TRUST = "trust"
    DISTRICT = "district"
    OTHER = "other"


OPENS, CLOSES = 8 * 60 + 30, 17 * 60 + 30
"""When a body opens and closes where nobody said: minutes after local midnight."""

WORKING_DAYS = frozenset(range(5))
"""On which weekdays it works where nobody said, Monday 0."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One body.

    `share` is the agreed percentage of the director's time, None where nothing is agreed (a
    third partner). `opens` and `closes` are minutes after local midnight. `days` are working
    weekdays, Monday 0. `position` is the order of adding: it gives the colour and pattern.
    `ends` is the first day on which the body no longer exists. `profile` names its governance
    profile, "" for the one that follows from its kind; `settings` are its own values for the
    profile's settings, by name ("key_threshold", "DL7.days"), as texts.
    """

    id: str
    code: str
    name: str
    kind: OrganisationKind
    share: int | None = None
    opens: int = OPENS
    closes: int = CLOSES
    days: frozenset[int] = WORKING_DAYS
    ends: date | None = None
    position: int = 0
    profile: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
