"""The register of decisions as it is read: every matter with how its decisions stand.

What a row says is made when it is first shown (`decision_rows`): with ten thousand decisions
only what filters and counts is made for all.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum
from operator import is_
from typing import NamedTuple

from jointdesk.derive.records import load_records
from jointdesk.domain.conflicts import Severity
from jointdesk.domain.decision_words import ROUTES, STATUS_WORDS
from jointdesk.domain.decisions import ENDED, Decision, Status
from jointdesk.domain.matters import Matter
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.governance.life_cycle import MatterEffect, MatterState, matter_effective
from jointdesk.operations.clock import now
from jointdesk.operations.collisions import list_collisions
from jointdesk.operations.rulebook import Rulebook, load_rulebook
from jointdesk.operations.standing import Standing, standings
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading, remembered
from jointdesk.viewmodels.collision_marks import with_marks
from jointdesk.viewmodels.decision_deadlines import Deadline, next_deadlines
from jointdesk.viewmodels.decision_troubles import Troubles, read_troubles

_OVER = ENDED | {Status.WITHDRAWN, Status.CLOSED}
_DONE = _OVER | {Status.EFFECTIVE, Status.IMPLEMENTED, Status.REVIEWED}
"""Nothing is to come any more."""


class Tab(IntEnum):
    """Which matters are listed, in the order of the buttons."""

    NEEDS_WORK = 0
    IN_PROGRESS = 1
    ALL = 2


class MatterEntry(NamedTuple):
    """A matter with its decisions and what they come to.

    `number` counts from 1 in the order of creation. `text` is what can be searched for in the
    matter, `texts` that of each decision, in lower case.
    """

    number: int
    matter: Matter
    standings: tuple[Standing, ...]
    effect: MatterEffect
    needs_work: bool
    in_progress: bool
    text: str
    texts: tuple[str, ...]

    def is_under(self, tab: Tab) -> bool:
        """Return whether it is listed under a button."""
        return tab is Tab.ALL or (self.needs_work if tab is Tab.NEEDS_WORK else self.in_progress)

    def has(self, sought: Sequence[str]) -> bool:
        """Return whether the matter or a decision on it has each of these words."""
        return all(word in self.text or any(word in text for text in self.texts) for word in sought)

    def with_words(self, sought: Sequence[str]) -> Iterator[Standing]:
        """Yield the decisions that have each of these words, be it in the matter's own text."""
        for stands, text in zip(self.standings, self.texts, strict=True):
            if all(word in text or word in self.text for word in sought):
                yield stands


class Register(NamedTuple):
    """What was read at one moment, for one audience.

    `bodies` are the organisations that have a column: those the director works for, and any
    other that has decided something. `people` are names by person id.
    """

    entries: tuple[MatterEntry, ...]
    records: Records
    rules: Rulebook
    bodies: tuple[Organisation, ...]
    troubles: Troubles
    deadlines: tuple[Deadline, ...]
    people: Mapping[str, str]

    def entry_of(self, matter_id: str) -> MatterEntry | None:
        """Return a matter with its decisions, None where it is not there for this audience."""
        return next((one for one in self.entries if one.matter.id == matter_id), None)

    @property
    def today(self) -> date:
        """The day as of which it holds."""
        return self.rules.today

    def counts(self) -> tuple[int, int, int]:
        """Return how many matters are under each button."""
        needs, going = (
            sum(1 for entry in self.entries if entry.is_under(tab))
            for tab in (Tab.NEEDS_WORK, Tab.IN_PROGRESS)
        )
        return needs, going, len(self.entries)


def read_register(reading: Reading, audience: Audience) -> Register:
    """Read all matters and decisions that the audience may see, and how they stand today."""
    at = now()
    records = load_records(reading.connection, audience, reading.zone, at)
    rules = load_rulebook(reading, at)
    people = {one.id: one.name for one in list_people(reading.connection) if one.name}
    troubles = read_troubles(reading, audience, records, at)
    troubles = with_marks(troubles, list_collisions(reading, audience), records)
    stand = standings(reading, records, rules)
    memory = remembered(reading.connection)
    before = memory.get("register")
    made = make_register(
        records, rules, troubles, people, stand, before if isinstance(before, Register) else None
    )
    memory["register"] = made
    return made


def make_register(
    records: Records,
    rules: Rulebook,
    troubles: Troubles,
    people: Mapping[str, str],
    standings: Mapping[str, Standing],
    before: Register | None = None,
) -> Register:
    """Return the register of these records; `standings` are how decisions stand, by their ids.

    The entry of a matter on which nothing has changed is that of the register `before`.
    """
    known = {one.matter.id: one for one in before.entries} if before else {}
    entries = []
    for number, matter in enumerate(records.matters, 1):
        decisions = records.decisions_by_matter.get(matter.id, ())
        own = tuple(standings[one.id] for one in decisions)
        entry = known.get(matter.id)
        if (
            before is None
            or entry is None
            or before.rules is not rules
            or (entry.number, entry.matter) != (number, matter)
            or not _are_same(entry.standings, own)
            or not _is_alike(matter.id, before, records, troubles)
        ):
            entry = _entry(number, matter, own, records, rules, troubles)
        entries.append(entry)
    loose = tuple(
        _loose(len(entries) + number, standings[one.id], rules)
        for number, one in enumerate(_without_matter(records), 1)
    )
    deadlines = next_deadlines(records, standings, rules)
    bodies = bodies_of(records, rules)
    return Register((*entries, *loose), records, rules, bodies, troubles, deadlines, people)


def _are_same(some: Sequence[Standing], others: Sequence[Standing]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))


def _is_alike(matter: str, before: Register, records: Records, troubles: Troubles) -> bool:
    """Whether what is held back on a matter, and what is wrong with it, is as before."""
    stubs = records.stubs_by_matter.get(matter)
    is_held_alike = before.records.stubs_by_matter.get(matter) == stubs
    return is_held_alike and before.troubles.get(matter) == troubles.get(matter)


def bodies_of(records: Records, rules: Rulebook) -> tuple[Organisation, ...]:
    """Return the organisations that have a column, in the order of their adding."""
    deciding = {one.org for one in records.decisions} | {one.org for one in records.stubs}
    every = sorted(rules.organisations.values(), key=lambda one: (one.position, one.id))
    agreed = [one.id for one in every if one.share is not None] or [one.id for one in every[:2]]
    return tuple(one for one in every if one.id in deciding or one.id in agreed)


def _without_matter(records: Records) -> Iterator[Decision]:
    """Decisions that another program wrote without a matter, or with one that is gone."""
    known = records.matter_by_id
    return (one for one in records.decisions if one.matter not in known)


def _loose(number: int, stands: Standing, rules: Rulebook) -> MatterEntry:
    """A decision whose matter is not there stands under its own title."""
    decision = stands.decision
    return MatterEntry(
        number,
        Matter("", title=decision.title, required_orgs=(decision.org,)),
        (stands,),
        MatterEffect(MatterState.OPEN),
        needs_work=_lacks((stands,)),
        in_progress=_is_going((stands,)),
        text="",
        texts=(_text(stands, rules),),
    )


def _entry(
    number: int,
    matter: Matter,
    own: tuple[Standing, ...],
    records: Records,
    rules: Rulebook,
    troubles: Troubles,
) -> MatterEntry:
    decisions = records.decisions_by_matter.get(matter.id, ())
    effective = {one.decision.id: one.effective for one in own}
    stubs = records.stubs_by_matter.get(matter.id, ())
    effect = matter_effective(matter, decisions, effective, stubs)
    waits = bool(effect.waits_for) and effect.state is not MatterState.OPEN
    has_trouble = any(one.severity is not Severity.INFO for one in troubles.get(matter.id, ()))
    has_trouble |= any(one.proposed for one in decisions)
    is_closed = matter.closed_on is not None
    return MatterEntry(
        number,
        matter,
        own,
        effect,
        needs_work=has_trouble or (not is_closed and (_lacks(own) or waits)),
        in_progress=not is_closed and (_is_going(own) or waits or not (own or stubs)),
        text=f"{matter.ref}\n{matter.title}\n{matter.summary}".casefold(),
        texts=tuple(_text(one, rules) for one in own),
    )


def _lacks(standings: tuple[Standing, ...]) -> bool:
    """Whether a decision that was taken, or had its notice, lacks what the law asks for."""
    return any(
        each.status not in _OVER
        and each.status not in (Status.DRAFT, Status.DEFERRED)
        and any(one.is_required for one in each.completeness.missing)
        for each in standings
    )


def _is_going(standings: tuple[Standing, ...]) -> bool:
    return any(each.status not in _DONE for each in standings)


def _text(stands: Standing, rules: Rulebook) -> str:
    one = stands.decision
    parts = (
        one.ref, one.title, one.decision_text, one.reasons, one.conditions, one.notes,
        rules.code(one.org), STATUS_WORDS[stands.status],
        ROUTES.get(one.governance_route or "", ""),
        *(maker.name or maker.role for maker in one.decision_makers),
    )  # fmt: skip
    return "\n".join(parts).casefold()
