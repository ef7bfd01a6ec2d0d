"""One history of a shared desk that carries calendars: who reads which, and what they say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jointdesk.derive.upkeep import ensure_current
from jointdesk.desk.refusals import ServerError
from jointdesk.desk.run import Exchanged
from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError, StoppedError
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.people import Audience
from jointdesk.domain.shared_desk import Arrival, Hello
from jointdesk.operations.audiences import actor_of, audience_of, find_person
from jointdesk.operations.exchanging import exchange_over
from jointdesk.operations.sources import add_source, list_sources, remove_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.collections import list_collections
from jointdesk.store.connections import find_connection
from tests.desk import calendar_gestures
from tests.desk.faulty_server import Faulty, KilledError
from tests.desk.outside_calendars import SECRETS, Outside, some_calendars
from tests.desk.templates import MACHINES, NOW
from tests.desk.worlds import World

STOPPED_WITHIN = ("stopped within", "killed while carrying")
"""What may befall an exchange in the middle of its own work, beside what befalls the line."""


class CarryingServer(Faulty):
    """A faulty server whose clock goes with the history, and which knows what it gave away."""

    def __init__(self, world: "CalendarWorld", machine: str, faults: list[str]) -> None:
        super().__init__(world.template.links[machine], world.chance, faults)
        self._world, self._whose = world, MACHINES[machine]

    def hello(self, device: str, app: str) -> Hello:
        return super().hello(device, app)._replace(now_ms=self._world.moment * 1000)

    def pull(self, device: str, after: Any, limit: int) -> list[Arrival]:
        found = super().pull(device, after, limit)
        for one in found:
            self._world.given_away(self._whose, one.entry.body or "")
        return found


@dataclass
class CalendarWorld(World):
    """A world with calendars outside."""

    outside: list[Outside] = field(default_factory=list)
    listed: list[Outside] = field(default_factory=list)
    """Those of them that nobody has taken off the desk in the end."""
    leaks: list[str] = field(default_factory=list)
    """Secrets that were pulled for somebody who may not have them."""
    titled: dict[str, calendar_gestures.Titled] = field(default_factory=dict)
    """By the word that somebody called an event by."""
    untitled: dict[str, calendar_gestures.Titled] = field(default_factory=dict)
    """By the word that somebody called an event by: what took that back."""
    parted: set[str] = field(default_factory=set)
    """The titles of series of which a part became an event of its own, which stays as it was."""

    def __post_init__(self) -> None:
        """Have the director's machine make the calendars known, and some machines connect."""
        super().__post_init__()
        for desk in self.open.values():  # they joined by the server's own clock
            desk.connection.execute("DELETE FROM derived WHERE name = 'superseded'")
        self.outside = some_calendars(self.folder / "outside", self.chance)
        desk = self.open["Imogen"]
        for one in self.outside:
            for _ in range(self.chance.randrange(4)):
                one.add(self.moment, is_private=self.chance.random() < 0.4)
            one.id = add_source(
                desk, self.actor("Imogen"), org_code=one.code, address=str(one.path), name=one.code
            )
            if "Imogen" not in one.readers or self.chance.random() < 0.5:
                remove_source(desk, self.actor("Imogen"), one.id, keep=True)
        for machine in self.machines:
            self.sync(machine)
        for one in self.outside:
            for machine in self.chance.sample(self.machines, 2):
                self.connect(machine, one)

    def actor(self, machine: str) -> Actor:
        """Return whoever sits at a machine, as they act by its clock."""
        desk = self.open[machine]
        return actor_of(desk, self.person(desk), self.now(machine))

    def audience(self, machine: str, who: str = "") -> Audience:
        """Return what somebody may see, on a machine; its own person where nobody is named."""
        desk = self.open[machine]
        return audience_of(desk, find_person(desk, who or MACHINES[machine]).id)

    @property
    def window(self) -> Span:
        """The time that people look at."""
        return Span(self.moment - 125 * DAY, self.moment + 45 * DAY)

    def given_away(self, who: str, body: str) -> None:
        """Note what was pulled for somebody that they may not have."""
        for code, other in (("CAL", "Bridget"), ("WEX", "Tom")):
            if who == other and SECRETS[code] in body.lower():
                self.leaks.append(f"{who} was given {body}")

    # Calendars

    def change_outside(self, _: str = "") -> None:
        """Have something change in a calendar outside."""
        one = self.chance.choice(self.outside)
        self.log.append(f"in {one.path.stem}: {one.change(self.moment)}")

    def still_listed(self, machine: str = "Imogen") -> list[Outside]:
        """Return the calendars outside that are on the desk still, as a machine knows."""
        known = {one.id for one in list_collections(self.open[machine].connection)}
        return [one for one in self.outside if one.id in known]

    def connected(self, machine: str, one: Outside) -> bool:
        """Return whether a machine itself is connected to a calendar."""
        found = find_connection(self.open[machine].connection, one.id)
        return found is not None and not found.is_carried

    def connect(self, machine: str, one: Outside) -> None:
        """Connect a machine to a calendar that it can reach and knows of."""
        desk = self.open[machine]
        known = {each.id for each in list_collections(desk.connection)}
        if MACHINES[machine] not in one.readers or one.id not in known:
            return
        if not self.connected(machine, one):
            add_source(
                desk, self.actor(machine), org_code=one.code, address=str(one.path),
                collection_id=one.id,
            )  # fmt: skip
            self.log.append(f"{machine} is connected to {one.path.stem}")

    def connect_or_leave(self, machine: str) -> None:
        """Connect a machine to a calendar, or end that."""
        one = self.chance.choice(self.outside)
        if one not in self.still_listed(machine):
            return
        if self.connected(machine, one):
            remove_source(self.open[machine], self.actor(machine), one.id, keep=True)
            self.log.append(f"{machine} is no longer connected to {one.path.stem}")
        else:
            self.connect(machine, one)

    def read(self, machine: str, *, is_whole: bool = False) -> None:
        """Have a machine read its calendars; perhaps it is stopped or killed in the middle."""
        desk = self.open[machine]
        if not list_sources(desk):
            return
        left = 10**9 if is_whole else self.chance.choice((2, 10, *[10**9] * 8))
        try:
            reports = sync_sources(
                desk, self.actor(machine), allow_mass_delete=True,
                cancelled=self._ending(left, self.chance.random() < 0.5),
            )  # fmt: skip
            self.log.append(f"{machine} reads: {[one.error for one in reports if one.error]}")
        except StoppedError:
            self.log.append(f"{machine} is stopped while it reads")
        except KilledError:
            self.log.append(f"{machine} is killed while it reads")
            self.reopen(machine)

    def _ending(self, left: int, is_killed: bool) -> Callable[[], bool]:
        """Return what ends the work after it was asked so often."""
        asked = iter(range(left))

        def ending() -> bool:
            is_over = next(asked, None) is None
            if is_over and is_killed:
                raise KilledError
            return is_over

        return ending

    # What happens

    def exchange(self, machine: str, faults: list[str]) -> Exchanged:
        """Exchange once with all that belongs to it, over a connection with these faults."""
        ends = [one for one in faults if one in STOPPED_WITHIN]
        server = CarryingServer(self, machine, [one for one in faults if one not in ends])
        left = self.chance.randrange(1, 12) if ends else 10**9
        ending = self._ending(left, ends == ["killed while carrying"])
        return exchange_over(self.open[machine], server, self.now(machine), cancelled=ending)

    def sync(self, machine: str, faults: Sequence[str] = ()) -> None:
        """Exchange, whatever comes of it."""
        try:
            super().sync(machine, faults)
        except StoppedError:
            self.log.append("  stopped")

    def go_on(self, seconds: int) -> None:
        """Have so much time go by for all."""
        self.moment = Instant(self.moment + seconds)
        self.end_leases()
        self.log.append(f"it is {(self.moment - NOW) / DAY:.2f} days later")

    def end_leases(self) -> None:
        """Have no machine speak for any calendar alone any more."""
        self.template.run("UPDATE desk.lease SET until = now()")
        self.log.append("nobody has a lease")

    def act(self, machine: str) -> None:
        """Have somebody do something on their machine."""
        done = self.chance.choice(calendar_gestures.GESTURES)
        before = len(self.log)
        try:
            said = done(self, machine)
        except ServerError:
            raise
        except JointDeskError as error:
            said = f"refused: {error}"
        self.log.insert(before, f"{machine}: {done.__name__} {said}")

    def look(self) -> None:
        """Have each machine's diary reach as far as the day."""
        for machine, desk in self.open.items():
            ensure_current(desk, self.now(machine))
