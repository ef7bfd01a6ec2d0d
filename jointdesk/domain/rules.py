"""Rules a desk sets on what its calendars say: protection tiers and what counts."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Rule:
    """Applies to components whose title matches the glob and whose collection is the one named.

    A None condition matches everything; a None value changes nothing. Of several rules that
    match, a later one (by `position`) wins, value by value. `tier` 1 is protected, 4 movable.
    `all_day` overrides whether an all-day item takes time. `counts` "leave" makes it leave,
    "no" takes it out of conflicts and hours.
    """

    id: str
    title: str | None = None
    collection_id: str | None = None
    tier: int | None = None
    all_day: Literal["free", "busy"] | None = None
    counts: Literal["leave", "no"] | None = None
    position: int = 0
