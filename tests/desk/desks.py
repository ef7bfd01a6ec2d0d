"""A desk with its people, shared through a real server: where its tests begin."""

from dataclasses import dataclass, field
from pathlib import Path

from jointdesk.desk.run import Exchanged
from jointdesk.domain.actors import Actor
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.operations import organisations, people, shared_desk
from jointdesk.operations.audiences import director_id, find_person
from jointdesk.operations.desks import new_desk
from jointdesk.store.desk import Desk, open_desk
from tests.postgres import Database

PASSWORDS = {
    "Imogen": "imogen-long-password",
    "Tom": "tom-long-password",
    "Bridget": "bridget-long",
}


@dataclass
class SharedDesks:
    """The copies of one desk on several machines, each in a folder of its own."""

    folder: Path
    database: Database
    now: Instant
    invitations: dict[str, Path] = field(default_factory=dict)
    open: dict[str, Desk] = field(default_factory=dict)

    def machine(self, name: str) -> Path:
        """Return the folder of a machine's own."""
        path = self.folder / name
        path.mkdir(exist_ok=True)
        return path

    def join(self, who: str, machine: str = "") -> Desk:
        """Have a person's machine join, and return its desk, open."""
        machine = machine or who
        folder = self.machine(machine)
        shared_desk.join(
            folder / "desk.jointdesk", folder, self.invitations[who], self.now,
            lambda _: PASSWORDS[who], keep=False,
        )  # fmt: skip
        return self.reopen(machine)

    def reopen(self, machine: str) -> Desk:
        """Return a machine's desk, opened anew."""
        if machine in self.open:
            self.open[machine].close()
        folder = self.machine(machine)
        self.open[machine] = open_desk(folder / "desk.jointdesk", data_folder=folder)
        return self.open[machine]

    def sync(self, machine: str, who: str = "") -> Exchanged:
        """Exchange a machine's changes with the server."""
        return shared_desk.exchange_now(
            self.open[machine], self.now, self.machine(machine), PASSWORDS[who or machine]
        )

    def bytes_of(self, machine: str) -> bytes:
        """Return every byte that a machine keeps: its file, what is beside it, its data."""
        files = (one for one in sorted(self.machine(machine).rglob("*")) if one.is_file())
        return b"".join(one.read_bytes() for one in files)

    def actor(self, who: str) -> Actor:
        """Return a person as they act now."""
        return Actor(find_person(next(iter(self.open.values())), who).id, self.now)

    def close(self) -> None:
        """Close every file."""
        for desk in self.open.values():
            desk.close()


def founded(
    folder: Path, database: Database, now: Instant, address: str = "", ca: Path | None = None
) -> SharedDesks:
    """Return a desk of Imogen's with the PAs Tom (CAL) and Bridget (WEX), set up on the server.

    `address` is the administrator's, where it is not the usual one, `ca` who vouches for it.
    """
    desks = SharedDesks(folder, database, now)
    desk = new_people(desks.machine("Imogen"), now)
    made = shared_desk.create_shared(
        desk, address or database.administrator, folder / "invitations", ca
    )
    desk.close()
    for path in made:
        desks.invitations[path.stem.removeprefix("Invitation of ")] = path
    return desks


def joined(folder: Path, database: Database, now: Instant) -> SharedDesks:
    """Return the desk of `founded`, joined by all three."""
    desks = founded(folder, database, now)
    for who in ("Imogen", "Tom", "Bridget"):
        desks.join(who)
    return desks


def new_people(home: Path, now: Instant) -> Desk:
    """Return a new desk of Imogen's with the PAs Tom (CAL) and Bridget (WEX), open."""
    desk = new_desk(
        home / "desk.jointdesk", name="Joint", zone="Europe/London", data_folder=home, now=now
    )
    actor = Actor(director_id(desk), now)
    for code, name, kind in (
        ("CAL", "Calderbourne", OrganisationKind.COUNCIL),
        ("WEX", "Wexmere", OrganisationKind.ICB),
    ):
        organisations.add_organisation(desk, actor, code=code, name=name, kind=kind)
    for name, code, role in (
        ("Imogen", "CAL", Role.DIRECTOR), ("Tom", "CAL", Role.PA), ("Bridget", "WEX", Role.PA),
    ):  # fmt: skip
        person = people.add_person(desk, actor, name=name)
        people.add_seat(desk, actor, person_id=person, org_code=code, role=role)
    return desk
