"""One history of a shared desk: machines, what people do on them, and what happens to them."""

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jointdesk.desk.refusals import ServerError
from jointdesk.desk.run import Exchanged, exchange
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.moments import Instant
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.membership import find_membership
from jointdesk.store.moving import record_in_place
from jointdesk.store.undo import redo, undo
from tests.desk.faulty_server import KILLED_WITHIN, CutError, Faulty, KilledError, killed_within
from tests.desk.templates import MACHINES, NOW, Template

SECRET = {"CAL": "XYZZY-CAL", "WEX": "XYZZY-WEX"}
MAY_HAVE = {"Imogen": ("CAL", "WEX"), "Tom": ("CAL",), "Bridget": ("WEX",)}
ITEMS = ("i1", "i2", "i3", "i4")


@dataclass
class World:
    """One history: machines, a database, and what people were told is saved."""

    template: Template
    folder: Path
    seed: int
    log: list[str] = field(default_factory=list)
    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By action: the machine on which it was said, and of which item."""
    narrowed: set[str] = field(default_factory=set)
    taken_back: set[str] = field(default_factory=set)
    """Items of which words came back by an undo: said once more, in sight of others."""
    seen: dict[str, set[str]] = field(default_factory=dict)
    """By value: those that its machine knew when it was given."""
    given: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By value: of which item's which field, and the action."""
    is_too_old: bool = False
    gone: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.template.begin()
        self.machines = [*MACHINES][: self.chance.choice((3, 3, 4, 5))]
        self.skew = dict.fromkeys(self.machines, 0)
        self.has_backup = False
        self.copies: dict[str, Path] = {}
        self.moment = NOW
        for machine in self.machines:
            shutil.copytree(self.template.folder / machine, self.folder / machine)
        self.open = {machine: self._opened(machine) for machine in self.machines}

    def _opened(self, machine: str) -> Desk:
        folder = self.folder / machine
        desk = open_desk(folder / "desk.jointdesk", data_folder=folder)
        # Programs end here, machines do not: nothing need wait for the disk.
        desk.connection.execute("PRAGMA synchronous = OFF")
        return desk

    def reopen(self, machine: str) -> None:
        """Begin a machine's program anew."""
        self.open[machine].close()
        self.open[machine] = self._opened(machine)

    def now(self, machine: str) -> Instant:
        """Return what a machine takes for the time."""
        self.moment = Instant(self.moment + 1)
        return Instant(self.moment + self.skew[machine])

    # What people do

    def say(self, machine: str) -> None:
        """Have somebody say something on their machine."""
        desk, who = self.open[machine], MACHINES[machine]
        code = self.chance.choice(MAY_HAVE[who])
        in_private = self.chance.random() < 0.4
        stream = f"org:{organisation_by_code(desk, code).id}" if in_private else "shared"
        item = f"{code if in_private else 'all'}-{self.chance.choice(ITEMS)}"
        word = f"{SECRET[code]}-{self.chance.randrange(999)}" if in_private else "word"
        names = self.chance.sample("abc", self.chance.choice((1, 1, 1, 2)))
        fields: dict[str, Any] = {name: f"{word} {self.chance.randrange(10**6)}" for name in names}
        if self.chance.random() < 0.1:
            fields = {DELETED: True}
        known = self._values(desk, item)
        self.seen |= {str(value): known for value in fields.values()}
        actor = Actor(self.person(desk), self.now(machine))
        action = record(desk, actor, "Said", [Write(item, "note", fields, stream)])
        self.log.append(f"{machine} says {item} {fields}: {action}")
        if action:
            self.said[action] = machine, item
            self.given |= {str(value): (item, name, action) for name, value in fields.items()}

    def _values(self, desk: Desk, item: str) -> set[str]:
        """Return all that a machine knows to have been said of an item."""
        rows = desk.connection.execute(
            "SELECT v.value FROM change c JOIN payload p USING (stream_id, device, n),"
            " json_each(p.body, '$.set') v WHERE c.item_id = ?",
            (item,),
        )
        return {str(value) for (value,) in rows}

    def take_back(self, machine: str) -> None:
        """Have somebody undo or redo what they did last."""
        desk = self.open[machine]
        actor = Actor(self.person(desk), self.now(machine))
        reverse = self.chance.choice((undo, undo, redo))
        try:
            done = reverse(desk, actor)
        except WrongUseError:
            return
        self.log.append(f"{machine} {reverse.__name__}es {done.labels}")
        rows = desk.connection.execute(
            "SELECT c.item_id FROM change c JOIN payload p USING (stream_id, device, n)"
            " WHERE json_extract(p.body, '$.undoes') IS NOT NULL"
            " OR json_extract(p.body, '$.redoes') IS NOT NULL"
        )
        self.taken_back |= {item for (item,) in rows}

    def widen(self, machine: str) -> None:
        """Have somebody let everybody read again what was kept to an organisation."""
        desk = self.open[machine]
        rows = desk.connection.execute(
            "SELECT item.id FROM item JOIN stream ON stream.id = stream_id"
            " WHERE kind = 'org' AND item.id LIKE 'all-%'"
        ).fetchall()
        if not rows:
            return
        item = self.chance.choice(sorted(rows))[0]
        actor = Actor(self.person(desk), self.now(machine))
        action = record_in_place(desk, actor, "Widened", [Write(item, "note", {}, "shared")], "x")
        self.log.append(f"{machine} widens {item}: {action}")
        if action:
            self.said[action] = machine, item

    def narrow(self, machine: str) -> None:
        """Have somebody keep to their organisation what everybody could read."""
        desk, who = self.open[machine], MACHINES[machine]
        code = self.chance.choice(MAY_HAVE[who])
        item = f"all-{self.chance.choice(ITEMS)}"
        write = Write(item, "note", {}, f"org:{organisation_by_code(desk, code).id}")
        actor = Actor(self.person(desk), self.now(machine))
        action = record_in_place(desk, actor, "Narrowed", [write], "x")
        self.log.append(f"{machine} narrows {item} to {code}: {action}")
        if action:
            self.said[action] = machine, item
            self.narrowed.add(item)

    def person(self, desk: Desk) -> str:
        """Return the id of whose machine it is."""
        membership = find_membership(desk.connection)
        assert membership is not None
        return membership.person_id

    # What happens

    def sync(self, machine: str, faults: Sequence[str] = ()) -> None:
        """Exchange, whatever comes of it."""
        self.log.append(f"{machine} syncs {list(faults)}")
        try:
            with killed_within(faults, self.chance.randrange(4)):
                told = [one for one in faults if one != KILLED_WITHIN]
                done = self.exchange(machine, told)
            self.log.append(f"  sent {done.sent}, received {done.received}")
        except CutError:
            self.log.append("  cut")
        except ServerError:
            if not self.is_too_old:
                raise
            self.log.append("  too old")
        except KilledError:
            self.log.append("  killed")
            self.reopen(machine)

    def exchange(self, machine: str, faults: list[str]) -> Exchanged:
        """Exchange once, over a connection with these faults."""
        faulty = Faulty(self.template.links[machine], self.chance, faults)
        return exchange(self.open[machine], faulty, self.now(machine))

    def copy(self, machine: str) -> None:
        """Keep an image of a machine."""
        self.open[machine].close()
        kept = self.folder / f"image of {machine}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.folder / machine, kept)
        self.copies[machine] = kept
        self.open[machine] = self._opened(machine)
        self.log.append(f"{machine} is copied")

    def put_back(self, machine: str) -> None:
        """Put a machine back from its image: what it said since and did not send is gone."""
        kept = self.copies.pop(machine, None)
        if kept is None:
            return
        had = self.actions_here(machine)
        self.open[machine].close()
        shutil.rmtree(self.folder / machine)
        shutil.move(kept, self.folder / machine)
        self.open[machine] = self._opened(machine)
        # What it alone had went with it.
        gone = had - self.actions_there().union(*map(self.actions_here, self.machines))
        self.said = {action: by for action, by in self.said.items() if action not in gone}
        self.log.append(f"{machine} is put back from its image")

    def set_clock(self, machine: str, ahead: int) -> None:
        """Set a machine's clock so many seconds ahead."""
        self.skew[machine] = ahead
        self.log.append(f"{machine}'s clock is {ahead} s ahead")

    def grow_old(self, *, is_too_old: bool) -> None:
        """Have the server ask for a newer program than there is, or for this one again."""
        self.is_too_old = is_too_old
        self.template.run(f"UPDATE desk.desk SET oldest_protocol = {2 if is_too_old else 1}")
        self.log.append(f"the programs are {'' if is_too_old else 'not '}too old")

    def let_go(self, who: str) -> None:
        """Let somebody go who may still send what they wrote."""
        person = self.person(self.open[who])
        self.template.links["Imogen"].revoke(person, 14)
        self.gone.add(who)
        self.log.append(f"{who} is let go")

    def back_up(self) -> None:
        """Back the server up."""
        self.template.back_up()
        self.has_backup = True
        self.log.append("the server is backed up")

    def restore(self) -> None:
        """Put the server back from its backup."""
        if not self.has_backup:
            return
        self.template.restore()
        self.has_backup = False
        self.grow_old(is_too_old=self.is_too_old)
        # What was on the server alone went with it.
        left = self.actions_there().union(*map(self.actions_here, self.machines))
        self.said = {action: by for action, by in self.said.items() if action in left}
        self.log.append("the server is put back from its backup")

    def actions_there(self) -> set[str]:
        """Return the actions that the server has."""
        rows = self.template.run("SELECT body::json ->> 'action' FROM desk.payload")
        return {action for (action,) in rows}

    def actions_here(self, machine: str) -> set[str]:
        """Return the actions that a machine has."""
        rows = self.open[machine].connection.execute(
            "SELECT json_extract(body, '$.action') FROM payload"
        )
        return {action for (action,) in rows}
