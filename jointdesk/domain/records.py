"""Records: all that the rules on decisions and tasks look at, as one audience may see it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from jointdesk.domain.authorities import Authority, Delegation
from jointdesk.domain.bookings import Booking
from jointdesk.domain.decisions import Decision, Stub
from jointdesk.domain.forums import Forum
from jointdesk.domain.funds import Fund
from jointdesk.domain.interests import Interest
from jointdesk.domain.matters import Matter
from jointdesk.domain.offices import Office
from jointdesk.domain.polls import Poll
from jointdesk.domain.tasks import Task

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "matter": "matters",
        "decision": "decisions",
        "task": "tasks",
        "booking": "bookings",
        "forum": "forums",
        "authority": "authorities",
        "delegation": "delegations",
        "interest": "interests",
        "fund": "funds",
        "office": "offices",
        "poll": "polls",
    }
)
"""The item types of records, in the order in which a search lists them, and where they are."""


@dataclass(frozen=True, eq=False)
class Records:
    """A desk's records, each tuple in the order of creation; compared by identity.

    `stubs` stand for decisions of which the audience may know no more than that they are there.
    """

    matters: tuple[Matter, ...] = ()
    decisions: tuple[Decision, ...] = ()
    stubs: tuple[Stub, ...] = ()
    tasks: tuple[Task, ...] = ()
    authorities: tuple[Authority, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    forums: tuple[Forum, ...] = ()
    interests: tuple[Interest, ...] = ()
    funds: tuple[Fund, ...] = ()
    offices: tuple[Office, ...] = ()
    polls: tuple[Poll, ...] = ()
    bookings: tuple[Booking, ...] = ()

    def of_type(self, item_type: str) -> tuple[Any, ...]:
        """Return the records of an item type, such as "matter"; see `PLACES`."""
        return getattr(self, PLACES[item_type])  # type: ignore[no-any-return]

    @cached_property
    def matter_by_id(self) -> dict[str, Matter]:
        """The matters by id."""
        return {one.id: one for one in self.matters}

    @cached_property
    def decision_by_id(self) -> dict[str, Decision]:
        """The decisions by id."""
        return {one.id: one for one in self.decisions}

    @cached_property
    def task_by_id(self) -> dict[str, Task]:
        """The tasks by id."""
        return {one.id: one for one in self.tasks}

    @cached_property
    def forum_by_id(self) -> dict[str, Forum]:
        """The forums by id."""
        return {one.id: one for one in self.forums}

    @cached_property
    def authority_by_id(self) -> dict[str, Authority]:
        """The authority documents by id."""
        return {one.id: one for one in self.authorities}

    @cached_property
    def decisions_by_matter(self) -> dict[str, tuple[Decision, ...]]:
        """The decisions by their matter's id; those without a matter are left out."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for one in self.decisions:
            if one.matter:
                found[one.matter].append(one)
        return {matter: tuple(decisions) for matter, decisions in found.items()}

    @cached_property
    def stubs_by_matter(self) -> dict[str, tuple[Stub, ...]]:
        """The stubs by their matter's id."""
        found: dict[str, list[Stub]] = defaultdict(list)
        for one in self.stubs:
            found[one.matter].append(one)
        return {matter: tuple(stubs) for matter, stubs in found.items()}

    @cached_property
    def tasks_by_decision(self) -> dict[str, tuple[Task, ...]]:
        """The tasks by the decision that they carry out."""
        found: dict[str, list[Task]] = defaultdict(list)
        for one in self.tasks:
            if one.decision:
                found[one.decision].append(one)
        return {decision: tuple(tasks) for decision, tasks in found.items()}

    @cached_property
    def tasks_by_matter(self) -> dict[str, tuple[Task, ...]]:
        """The tasks by the matter that they belong to, also by way of a decision."""
        found: dict[str, list[Task]] = defaultdict(list)
        for one in self.tasks:
            decision = self.decision_by_id.get(one.decision or "")
            matter = one.matter or (decision.matter if decision else "")
            if matter:
                found[matter].append(one)
        return {matter: tuple(tasks) for matter, tasks in found.items()}
