"""What the rules on records look at besides the records, and how they say what they found."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta, tzinfo
from functools import cached_property
from typing import TypeAlias

from jointdesk.domain.conflicts import Conflict, Severity, conflict_id
from jointdesk.domain.decisions import ENDED, Decision, Status
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.interests import Interest
from jointdesk.domain.matters import Matter
from jointdesk.domain.moments import Span, midnight
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.tasks import Task
from jointdesk.domain.words import plain_name
from jointdesk.governance.deadline_rules import Calendars, Deadline
from jointdesk.governance.deadlines import reckon
from jointdesk.governance.life_cycle import EffectiveDate, effective_from
from jointdesk.governance.profiles import Profile
from jointdesk.governance.working_days import WorkingCalendar

_NO_PROFILE = Profile("", "")


@dataclass(frozen=True, eq=False)
class RecordContext:
    """One desk on one day, for the rules on decisions, tasks and what meetings need of them.

    `organisations` and their `profiles` are by organisation id; `people` are names and `emails`
    addresses by person id. `seats` are the organisations in which a person has a seat,
    `directors` the person ids of whoever has a director's seat. Days are read in `zone`.
    """

    organisations: Mapping[str, Organisation]
    profiles: Mapping[str, Profile]
    calendars: Calendars
    today: date
    people: Mapping[str, str] = field(default_factory=dict)
    emails: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seats: Mapping[str, frozenset[str]] = field(default_factory=dict)
    directors: frozenset[str] = frozenset()
    zone: tzinfo = UTC
    _reckoned: dict[object, Deadline | None] = field(default_factory=dict, init=False)
    _working: dict[tuple[str, date], bool] = field(default_factory=dict, init=False)

    # Bodies and names

    @cached_property
    def employers(self) -> tuple[str, ...]:
        """The ids of the bodies that the director works for: those with an agreed share.

        Where no share is agreed with anyone, every organisation is one.
        """
        every = sorted(self.organisations.values(), key=lambda org: (org.position, org.id))
        agreed = tuple(org.id for org in every if org.share is not None)
        return agreed or tuple(org.id for org in every)

    @cached_property
    def own(self) -> Profile:
        """The profile whose settings hold for the director's own time: the first employer's."""
        return self.profile(self.employers[0]) if self.employers else _NO_PROFILE

    def profile(self, org_id: str) -> Profile:
        """Return an organisation's profile; one that asks for nothing where it is not known."""
        return self.profiles.get(org_id, _NO_PROFILE)

    def code(self, org_id: str | None) -> str:
        """Return an organisation's code as it stands in a sentence."""
        known = self.organisations.get(org_id or "")
        return known.code if known else "another body"

    def person(self, person_id: str) -> str:
        """Return a person's name as it stands in a sentence."""
        return plain_name(self.people.get(person_id, "")) or "somebody"

    # Days

    def deadline(self, rule_id: str, on: date, org_id: str, **given: str) -> Deadline | None:
        """Return what a rule answers by a body's own settings; None where that is not known."""
        key = (rule_id, on, org_id, *sorted(given.items()))
        if key not in self._reckoned:
            settings = {**self.profile(org_id).deadline(rule_id), **given}
            try:
                self._reckoned[key] = reckon(rule_id, on, settings, self.calendars)
            except WrongUseError:  # a setting that does not fit, a year without holidays
                self._reckoned[key] = None
        return self._reckoned[key]

    def effective(self, decision: Decision) -> EffectiveDate:
        """Return from when a decision itself has effect, planned days among them."""
        return effective_from(decision, self.profile(decision.org), self.calendars)

    def is_working(self, day: date, org_id: str = "") -> bool:
        """Return whether an organisation works on a day ("" for anybody).

        In years whose holidays are not known, only weekends are free.
        """
        key = (org_id, day)
        if key not in self._working:
            calendar = self._calendar(org_id)
            try:
                self._working[key] = calendar.is_working(day)
            except WrongUseError:
                self._working[key] = day.weekday() in calendar.weekdays
        return self._working[key]

    def _calendar(self, org_id: str) -> WorkingCalendar:
        known = self.organisations.get(org_id)
        return self.calendars["EW"].changed(weekdays=known.days if known else None)

    def working_days(self, first: date, last: date, most: int = 400) -> int:
        """Return how many working days lie after the first up to the last, `most` at most."""
        count, day = 0, first
        while day < last and count < most:
            day += timedelta(days=1)
            count += self.is_working(day)
        return count

    def day_span(self, day: date) -> Span:
        """Return the instants of a day."""
        return Span(midnight(day, self.zone), midnight(day + timedelta(days=1), self.zone))


# What rules find


Side: TypeAlias = Decision | Task | Matter | Interest | str
"""What takes part in a conflict: a record, or an id."""


def found(
    code: str,
    severity: Severity,
    sides: Iterable[Side],
    org_ids: Iterable[str],
    message: str,
    facts: Iterable[object],
    span: Span | None = None,
) -> Conflict:
    """Return a conflict between records.

    `facts` are the values that matter: another of them, and what people said of it lapses.
    `span` is for the few that have a time of their own.
    """
    taking_part = list(sides)
    ids = tuple(one if isinstance(one, str) else one.id for one in taking_part)
    text = "\n".join(map(str, facts))
    return Conflict(
        id=conflict_id(code, ids),
        code=code,
        severity=severity,
        start=span.start if span else None,
        end=span.end if span else None,
        anchor=span.start if span else None,
        org_ids=tuple(dict.fromkeys(one for one in org_ids if one)),
        participants=ids,
        copy_keys=frozenset(ids),
        series_ids=frozenset(),
        collection_ids=frozenset(),
        message=message,
        fingerprint=hashlib.sha256(text.encode()).hexdigest()[:16],
        names=tuple(map(_side_name, taking_part)),
    )


def _side_name(side: Side) -> str:
    if isinstance(side, str):
        return ""
    if isinstance(side, Decision):
        return plain_name(side.ref or side.title)
    if isinstance(side, Interest):
        return plain_name(side.nature or side.party_name)
    return plain_name(side.title)


# Words


def name_of(decision: Decision) -> str:
    """Return what a sentence calls a decision: its reference, else its title."""
    return plain_name(decision.ref) or quoted(decision.title or "untitled decision")


def quoted(text: str) -> str:
    """Return a title as it stands in a sentence."""
    return f"“{plain_name(text)}”"


def matter_name(matter: Matter | None) -> str:
    """Return what a sentence calls a matter."""
    return quoted(matter.title) if matter and matter.title else "one matter"


def task_name(task: Task) -> str:
    """Return what a sentence calls a task."""
    return quoted(task.title or "untitled task")


# Which decisions count


def is_live(decision: Decision) -> bool:
    """True unless it was withdrawn or deferred, or is of no effect any more."""
    return decision.status not in (Status.WITHDRAWN, Status.DEFERRED) and (
        decision.status not in ENDED
    )


def latest_by_org(decisions: Iterable[Decision]) -> list[Decision]:
    """Return of each organisation the decision that was taken, or made, last."""
    latest: dict[str, Decision] = {}
    for one in sorted(decisions, key=lambda each: (each.date_taken or date.min, each.order)):
        latest[one.org] = one
    return list(latest.values())
