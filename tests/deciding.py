"""A desk of two bodies and three people, for tests of matters and decisions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.decisions import Decision, Status
from jointdesk.domain.entry import entered
from jointdesk.domain.items import Fields
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Audience, Role
from jointdesk.domain.records import Records
from jointdesk.operations import decisions
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.desks import new_desk
from jointdesk.operations.matters import all_and_seen
from jointdesk.operations.naming import Names
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person, add_seat
from jointdesk.store.desk import Desk

PEOPLE = ("director", "tom", "bridget")
"""The director, the council's PA (Tom), and the NHS body's (Bridget)."""


@dataclass
class Office:
    """The desk with its two bodies' ids and its people's ids by first name."""

    desk: Desk
    now: Instant
    cal: str
    wex: str
    people: dict[str, str]

    def actor(self, who: str = "director") -> Actor:
        """Return the acting person."""
        return Actor(self.people[who], self.now)

    def audience(self, who: str = "director") -> Audience:
        """Return what a person may see."""
        return audience_of(self.desk, self.people[who])

    def seen(self, who: str = "director") -> Records:
        """Return the records that a person sees."""
        return all_and_seen(self.desk, self.audience(who))[1]

    def decision(self, decision_id: str, who: str = "director") -> Decision:
        """Return a decision as a person sees it."""
        return self.seen(who).decision_by_id[decision_id]

    def fields(self, **values: Any) -> Fields:
        """Return typed values as they are stored."""
        return entered(DECISION, values, Names(self.desk, self.audience()).id_of)

    def add(self, who: str = "director", **values: Any) -> str:
        """Add one decision, of the council unless told otherwise, and return its id."""
        row = self.fields(**{"org": "CAL", "title": "Reablement award", **values})
        (made,) = decisions.add_decisions(self.desk, self.actor(who), self.audience(who), [row])
        return made

    def edit(
        self, decision_id: str, reason: str = "", who: str = "director", **values: Any
    ) -> None:
        """Edit a decision."""
        actor, audience = self.actor(who), self.audience(who)
        decisions.edit_decision(
            self.desk, actor, audience, decision_id, self.fields(**values), reason
        )

    def advance(self, decision_id: str, to: Status, who: str = "director", **how: Any) -> Any:
        """Take a step of a decision's life."""
        return decisions.advance(
            self.desk, self.actor(who), self.audience(who), decision_id, to, **how
        )

    def bytes_of_file(self) -> bytes:
        """Return the whole file, with what SQLite keeps beside it."""
        self.desk.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        folder = self.desk.path.parent
        return b"".join(path.read_bytes() for path in sorted(folder.glob("office.desk*")))


@contextmanager
def office(folder: Path, data_folder: Path, now: Instant) -> Iterator[Office]:
    """Make the desk, and close it afterwards."""
    with new_desk(
        folder / "office.desk",
        name="Office",
        zone="Europe/London",
        data_folder=data_folder,
        now=now,
    ) as desk:
        people = {"director": director_id(desk)}
        actor = Actor(people["director"], now)
        bodies = [
            add_organisation(desk, actor, code=code, name=name, kind=kind, share=50)
            for code, name, kind in (
                ("CAL", "Calderbourne Council", OrganisationKind.COUNCIL),
                ("WEX", "NHS Wexmere", OrganisationKind.ICB),
            )
        ]
        for name, code in (("Tom", "CAL"), ("Bridget", "WEX")):
            people[name.lower()] = add_person(desk, actor, name=name)
            add_seat(desk, actor, person_id=people[name.lower()], org_code=code, role=Role.PA)
        yield Office(desk, now, *bodies, people)
