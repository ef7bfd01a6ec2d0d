"""The next deadlines of all matters: what the strip over the register shows."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from jointdesk.domain.records import Records
from jointdesk.domain.words import long_day, plain_line, short_day
from jointdesk.governance.timeline import Milestone, MilestoneKind, MilestoneState
from jointdesk.operations.rulebook import Rulebook
from jointdesk.operations.standing import Standing
from jointdesk.operations.upcoming import milestones_between
from jointdesk.viewmodels.decision_words import MILESTONE_WORDS

WEEKS = 8
"""How far ahead the strip looks, as the conflicts do."""

_SOON = timedelta(days=3)


class Deadline(NamedTuple):
    """One deadline: of whom, what, and which decision it belongs to."""

    day: date
    org: str
    code: str
    position: int
    decision: str
    what: str
    title: str
    kind: MilestoneKind
    is_soon: bool

    def when(self, today: date) -> str:
        """Return "Today", or the day."""
        return "Today" if self.day == today else short_day(self.day)

    def spoken(self, today: date) -> str:
        """Return what a screen reader says."""
        when = "Today" if self.day == today else long_day(self.day)
        return f"{when}, {self.code}, {self.what}, {self.title}"


def next_deadlines(
    records: Records, standings: Mapping[str, Standing], rules: Rulebook
) -> tuple[Deadline, ...]:
    """Return what is due in the next weeks, by day; a matter's title says whose it is."""
    last = rules.today + timedelta(weeks=WEEKS)
    found = [
        _deadline(one, each, records, rules)
        for one, each in milestones_between(standings.values(), records, rules, rules.today, last)
        if each.state is MilestoneState.DUE
    ]
    return tuple(sorted(_without_twins(found), key=lambda one: (one.day, one.position)))


def _deadline(one: Standing, each: Milestone, records: Records, rules: Rulebook) -> Deadline:
    decision = one.decision
    organisation = rules.organisations.get(decision.org)
    matter = records.matter_by_id.get(decision.matter)
    return Deadline(
        day=each.day,
        org=decision.org,
        code=rules.code(decision.org),
        position=organisation.position if organisation else 0,
        decision=decision.id,
        what=milestone_name(each),
        title=plain_line((matter.title if matter else "") or decision.title),
        kind=each.kind,
        is_soon=each.day - rules.today <= _SOON,
    )


def milestone_name(each: Milestone) -> str:
    """Return "Notice", "Clearance": what is due, without its day."""
    day = short_day(each.day)
    name = each.words.removesuffix(day).strip().removesuffix(" by").strip()
    if each.kind is MilestoneKind.PAPERS and name:
        return f"{name[0].upper()}{name[1:]}"
    return MILESTONE_WORDS[each.kind]


def _without_twins(found: list[Deadline]) -> Iterator[Deadline]:
    """Papers that go out on the same day as another stage of theirs are one deadline."""
    seen = set()
    for one in found:
        key = (one.day, one.decision, one.kind)
        if key not in seen:
            seen.add(key)
            yield one
