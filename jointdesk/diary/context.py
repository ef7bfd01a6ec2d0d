"""What the rules on time must know of the desk besides its meetings: bodies, places, habits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cached_property

from jointdesk.diary.ledger import EMPTY, Ledger
from jointdesk.diary.places import PlaceBook
from jointdesk.domain.meetings import Pairing
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.rules import Rule
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.domain.sources import Collection

LEAVE_PATTERN = (
    r"(?:(?:on|annual|study|special|sick|parental|maternity|paternity|compassionate|carer'?s|flexi"
    r"|toil|unpaid|half[- ]day'?s?) )*leave|a/l|toil|holidays?|out of (?:the )?office|ooo"
    r"|day off|non-working day|not working|(?:not |un)available"
)
"""Titles and categories that mean absence; "Unavailable" is how leave is mirrored (DIA-12)."""


def works_on(org: Organisation, when: date) -> bool:
    """True if the day is one of the organisation's working days, holidays apart."""
    return when.weekday() in org.days and (org.ends is None or when < org.ends)


@dataclass(frozen=True, eq=False)
class Context:
    """One desk's settings for the rules on time; compared by identity, so it can key a memo.

    `zone` is the desk's: days, weeks and working hours are read in it. `organisations` and
    `collections` are by id, `sites` too. `director_emails` are lower case and one identity.
    `writable` are the ids of the collections that this machine may write to.
    `ledger` says which series this program has put there for bookings.
    `holidays` are the days on which nobody works, with their names (England and Wales).
    `leave_pattern` is a regular expression, case ignored: see `diary.details.is_leave_text`.
    Minutes, hours and counts are the limits of the rules named beside them.
    """

    zone: tzinfo
    organisations: Mapping[str, Organisation]
    collections: Mapping[str, Collection]
    sites: Mapping[str, Site] = field(default_factory=dict)
    travel: TravelMatrix = field(default_factory=TravelMatrix)
    rules: tuple[Rule, ...] = ()
    director_emails: frozenset[str] = frozenset()
    holidays: Mapping[date, str] = field(default_factory=dict)
    pairings: tuple[Pairing, ...] = ()
    ledger: Ledger = EMPTY
    writable: frozenset[str] = frozenset()
    leave_pattern: str = LEAVE_PATTERN
    buffer_minutes: int = 5
    """DIA-04: added to every journey."""
    changeover_minutes: int = 10
    """DIA-05: least gap beside a virtual meeting."""
    near_hours: int = 3
    """DIA-06: how near another in-person meeting makes an unknown place matter."""
    rest_hours: int = 11
    """DIA-15: least rest between two days."""
    stretch_hours: int = 6
    """DIA-15: longest stretch without a break."""
    break_minutes: int = 20
    """DIA-15: what counts as a break."""
    day_hours: int = 7
    """WRK-03: most hours of meetings in a day."""
    day_sites: int = 4
    """WRK-03: most sites in a day."""
    split_amber_points: int = 10
    """WRK-01: percentage points off the agreed share from which it should be looked at."""
    split_red_points: int = 20
    split_least_hours: int = 40
    """WRK-01: fewer hours than this in four weeks say nothing."""
    stale_hours: int = 24
    """DIA-16: how old a calendar may be."""

    @cached_property
    def places(self) -> PlaceBook:
        """The sites by every name that calendars use for them."""
        return PlaceBook(self.sites.values())

    @cached_property
    def employers(self) -> tuple[Organisation, ...]:
        """The bodies the director works for, in order: those with an agreed share of the time.

        Where no share is agreed with anyone, every organisation is one.
        """
        every = sorted(self.organisations.values(), key=lambda org: (org.position, org.id))
        return tuple(org for org in every if org.share is not None) or tuple(every)

    @cached_property
    def ordered_rules(self) -> tuple[Rule, ...]:
        """The rules, the one that wins last."""
        return tuple(sorted(self.rules, key=lambda rule: rule.position))

    @cached_property
    def leave_words(self) -> re.Pattern[str]:
        """The leave pattern, ready for use.

        Raises:
            re.error: the pattern is no regular expression.
        """
        return re.compile(self.leave_pattern, re.IGNORECASE)
