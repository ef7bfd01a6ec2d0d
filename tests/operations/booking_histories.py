"""Random histories of bookings in two installations that share three calendars.

Two desk files, each with its own ledger, read and write the calendars CAL, WEX and THO. In both of
them a director and PAs hold, confirm, move, decline, undo; other people move and delete what they
find on the servers; requests fail and processes die. Each history is a function of its seed. In
the end nothing is doubled, no block has a block, nobody's words stand in another's calendar, what
stands on the servers is what the two ledgers say together, and a further round writes nothing.

    python -m tests.operations.booking_histories --count 2000 [--from SEED] [--state FILE]
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from jointdesk.domain.actors import Actor
from jointdesk.domain.bookings import BOOKING
from jointdesk.domain.edits import Edit
from jointdesk.domain.errors import JointDeskError, StoppedError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import DAY, Span
from jointdesk.domain.occurrences import Placed
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.domain.placements import Placement
from jointdesk.domain.sources import Collection, Connection
from jointdesk.ical.editing import edited, shown_fields
from jointdesk.ical.scanning import scan
from jointdesk.ical.writing import calendar_bytes
from jointdesk.operations import sync as syncing
from jointdesk.operations.agenda import agenda
from jointdesk.operations.audiences import actor_of, audience_of, director_id
from jointdesk.operations.booking_holds import free_booking, hold_booking
from jointdesk.operations.booking_meetings import confirm_booking, decline_booking, move_booking
from jointdesk.operations.bookings import add_booking, remove_booking
from jointdesk.operations.desks import new_desk
from jointdesk.operations.events import cancel_event, edit_event, remove_event
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person, add_seat
from jointdesk.operations.undo import redo, undo
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.placements import list_placements
from jointdesk.store.records import list_records
from tests.sync.faulty_server import FaultyServer, Killed
from tests.sync.making import NOW, calendar, event

ZONE = ZoneInfo("Europe/London")
CODES = ("CAL", "WEX", "THO")
FAULTS = (
    *("",) * 6, "before", "after", "cut", "killed before", "killed after", "race",
    "other process", "read fails", "read anew", "read killed",
)  # fmt: skip


@dataclass
class Installation:
    """One desk file and the people who work with it."""

    name: str
    folder: Path
    desk: Desk = field(init=False)

    def open(self) -> None:
        """Open the desk, as a process does when it starts."""
        self.desk = open_desk(self.folder / "test.desk", data_folder=self.folder)
        # Nobody pulls the plug here; waiting for the disk is most of the time otherwise.
        self.desk.connection.execute("PRAGMA synchronous = OFF")

    def restart(self) -> None:
        """End the process and start another."""
        self.desk.close()
        self.open()

    @property
    def ledger(self) -> list[Placement]:
        """All that this desk has ever put into a diary."""
        return list_placements(self.desk.connection)

    @property
    def changes(self) -> int:
        """How much the log says."""
        (count,) = self.desk.connection.execute("SELECT count(*) FROM change").fetchone()
        return int(count)


@dataclass
class World:
    """Two installations, three calendars, and what happens to them."""

    folder: Path
    seed: int
    given: Mapping[str, FaultyServer] = field(default_factory=dict)
    chance: random.Random = field(init=False)
    servers: dict[str, FaultyServer] = field(init=False)
    here: list[Installation] = field(init=False)
    now: int = NOW
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with three empty calendars."""
        self.chance = random.Random(self.seed)  # noqa: S311 (only the same each time)
        self.servers = {}
        for code in CODES:
            always = {"always.ics": calendar(event(f"always-{code}"))}
            rewrites = self.chance.random() < 0.3
            server = self.given.get(code) or FaultyServer(always, rewrites=rewrites)
            server.on_put = partial(self.look_at, code)
            server.meanwhile = partial(self.meanwhile, code)
            self.servers[code.lower()] = server
        self.here = [Installation(name, self.folder / name) for name in ("A", "B")]
        self.acting = self.here[0]

    # What people do here

    def actor(self, installation: Installation) -> Actor:
        """Return somebody who works there."""
        self.now += 1
        person = self.chance.choice(list_people(installation.desk.connection))
        return actor_of(installation.desk, person.id, self.now)

    def slot(self) -> str:
        """Return a start in the next weeks."""
        day, hour = self.chance.randrange(7, 19), self.chance.randrange(9, 17)
        return f"2026-12-{day:02}T{hour:02}:00"

    def act(self, installation: Installation) -> None:
        """Do something that a person does."""
        kinds = (
            *("ask", "move", "drag", "undo") * 2, *("confirm",) * 3, "decline", "free", "cancel",
            "remove", "redo", "hold", "drop",
        )  # fmt: skip
        kind = self.chance.choice(kinds)
        actor = self.actor(installation)
        try:
            said = getattr(self, f"_{kind}")(installation, actor)
        except JointDeskError as error:
            said = f"refused: {error}"
        self.log.append(f"{installation.name}: {kind} {said}")

    def _ask(self, at: Installation, actor: Actor) -> str:
        orgs = {one.code: one.id for one in list_organisations(at.desk.connection)}
        codes = self.chance.choice((["CAL"], ["WEX"], ["THO"], ["CAL", "WEX"]))
        word = f"Secret{at.name}{len(self.words)}x"
        own = len(codes) == 1 and self.chance.random() < 0.3
        made = add_booking(at.desk, actor, {
            "title": word, "orgs": [orgs[code] for code in codes], "minutes": 60,
            "asked_by": f"{word}asker", "purpose": f"{word}purpose", "notes": f"{word}notes",
            "place": f"{word}place", "visibility": "own_org" if own else "all",
            "attendees": [{"name": f"{word}name", "email": f"{word}@example.org",
                           "role": "required"}],
        })  # fmt: skip
        self.words[word] = self.words[made] = frozenset(codes)
        slots = [self.slot() for _ in range(self.chance.randrange(3))]
        if slots:
            hold_booking(at.desk, actor, audience_of(at.desk, actor.person_id), made, slots)
        return f"{made} for {codes} held {slots}"

    def _booking(self, at: Installation, *statuses: str) -> Any:
        found = [one for one in list_records(at.desk.connection, BOOKING) if one.status in statuses]
        if not found:
            raise JointDeskError("nothing to do")
        return self.chance.choice(found)

    def _hold(self, at: Installation, actor: Actor) -> str:
        booking = self._booking(at, "asked", "options", "held", "offered")
        slot = self.slot()
        hold_booking(at.desk, actor, audience_of(at.desk, actor.person_id), booking.id, [slot])
        return f"{booking.id} {slot}"

    def _confirm(self, at: Installation, actor: Actor) -> str:
        booking = self._booking(at, "asked", "options", "held", "offered")
        held = [one.start for one in at.ledger if one.booking == booking.id and not one.freed]
        slot = self.chance.choice(held) if held and self.chance.random() < 0.8 else self.slot()
        confirm_booking(at.desk, actor, audience_of(at.desk, actor.person_id), booking.id, slot)
        return f"{booking.id} {slot}"

    def _move(self, at: Installation, actor: Actor) -> str:
        booking, slot = self._booking(at, "confirmed"), self.slot()
        move_booking(at.desk, actor, audience_of(at.desk, actor.person_id), booking.id, slot)
        return f"{booking.id} {slot}"

    def _decline(self, at: Installation, actor: Actor) -> str:
        booking = self._booking(at, "confirmed", "held", "asked")
        audience = audience_of(at.desk, actor.person_id)
        decline_booking(at.desk, actor, audience, booking.id, "no time")
        return str(booking.id)

    def _free(self, at: Installation, actor: Actor) -> str:
        booking = self._booking(at, "held")
        free_booking(at.desk, actor, audience_of(at.desk, actor.person_id), booking.id)
        return str(booking.id)

    def _drop(self, at: Installation, actor: Actor) -> str:
        booking = self._booking(at, "held", "asked", "declined")
        remove_booking(at.desk, actor, audience_of(at.desk, actor.person_id), booking.id)
        return str(booking.id)

    def _event(self, at: Installation) -> str:
        """Return the id of something in the diary that was put there for a booking."""
        found = [one.event for one in at.ledger if not one.freed]
        others = [one.event for other in self.here for one in other.ledger if not one.freed]
        if not found and not others:
            raise JointDeskError("nothing to do")
        return self.chance.choice(found or others)

    def _drag(self, at: Installation, actor: Actor) -> str:
        event_id, slot = self._event(at), self.slot()
        audience = audience_of(at.desk, actor.person_id)
        edit_event(at.desk, actor, audience, event_id, {"start": slot})
        return f"{event_id} to {slot}"

    def _cancel(self, at: Installation, actor: Actor) -> str:
        event_id = self._event(at)
        cancel_event(at.desk, actor, audience_of(at.desk, actor.person_id), event_id)
        return event_id

    def _remove(self, at: Installation, actor: Actor) -> str:
        event_id = self._event(at)
        remove_event(at.desk, actor, audience_of(at.desk, actor.person_id), event_id)
        return event_id

    def _undo(self, at: Installation, actor: Actor) -> str:
        return str(undo(at.desk, actor))

    def _redo(self, at: Installation, actor: Actor) -> str:
        return str(redo(at.desk, actor))

    # What others do there

    def there_edit(self, code: str = "", name: str = "") -> None:
        """Move, cancel or delete something on a server."""
        code = code or self.chance.choice(CODES).lower()
        server = self.servers[code]
        names = [one for one in sorted(server.members) if one != "always.ics"]
        name = name or (self.chance.choice(names) if names else "")
        if not name or name not in server.members:
            return
        [text] = scan(server.members[name], name).resources
        roll = self.chance.random()
        self.there.add(text.uid)
        if roll < 0.3:
            self.log.append(f"there: deleted {code} {name}")
            del server.members[name]
            return
        fields: dict[str, Any] = {"status": "cancelled"}
        if roll < 0.85:
            start = self.slot()
            fields = {"start": start, "end": start.replace(":00", ":30")}
        self.log.append(f"there: changed {code} {name} {fields}")
        server.members[name] = calendar_bytes(edited(text, [Edit(None, 0, fields)], ZONE, self.now))

    def meanwhile(self, code: str, fault: str, name: str) -> None:
        """Do what befalls a request."""
        self.log.append(f"  during a request: {fault}")
        if fault == "race":
            self.there_edit(code.lower(), name)
        else:
            at, mine = self.acting, self.acting.desk
            at.open()
            self.sync(at)
            at.desk.close()
            at.desk = mine

    def look_at(self, code: str, name: str, _: bytes | None, data: bytes | None) -> None:
        """See that nothing of one body is written to another's server."""
        self.log.append(f"    {code} gets {name}: {'nothing' if data is None else 'a text'}")
        text = (data or b"").decode().replace("\r\n ", "")
        for word, codes in self.words.items():
            assert code in codes or word not in text, f"{word} of {set(codes)} went to {code}"

    # Reading and writing

    def sync(self, at: Installation, ids: tuple[str, ...] = ()) -> int | None:
        """Sync some calendars, None where that came to no end; return what was written."""
        self.now += 5000  # what failed is tried again by then
        self.acting = at
        actor = Actor(director_id(at.desk), self.now)

        def source_of(_: Desk, collection: Collection, *__: object) -> FaultyServer:
            return self.servers[collection.id]

        try:
            with patch.object(syncing, "source_of", source_of):
                reports = syncing.sync_sources(at.desk, actor, ids)
        except Killed:
            self.log.append(f"{at.name}: killed")
            at.restart()
            return None
        except StoppedError:
            return None
        told = [note.reason for one in reports for note in one.notes]
        written = sum(one.written for one in reports)
        errors = [one.error for one in reports if one.error]
        self.log.append(f"{at.name}: synced {ids or 'all'}: {written} {errors} {told}")
        return written

    def begin(self, at: Installation) -> None:
        """Have two bookings confirmed and in the calendars, and one held."""
        director = Actor(director_id(at.desk), self.now)
        self.sync(at)
        for _ in range(3):
            self.log.append(f"{at.name}: ask {self._ask(at, director)}")
        for _ in range(2):
            self.log.append(f"{at.name}: confirm {self._confirm(at, director)}")
        self.sync(at)

    def step(self) -> None:
        """Let one thing happen."""
        at, roll = self.chance.choice(self.here), self.chance.random()
        if roll < 0.4:
            self.act(at)
        elif roll < 0.6:
            self.there_edit()
        elif roll < 0.64:
            self.log.append(f"{at.name}: restart")
            at.restart()
        else:
            for server in self.servers.values():
                server.faults = [self.chance.choice(FAULTS) for _ in range(2)]
            ids = self.chance.choice(((), (), ("cal",), ("wex", "tho"), ("tho",)))
            self.sync(at, ids)
            for server in self.servers.values():
                server.faults = []

    # In the end

    def check(self) -> None:
        """See that all has come together."""
        for _ in range(8):
            if not sum([self.sync(at) or 0 for at in self.here]):
                break
        before = [at.changes for at in self.here]
        assert [self.sync(at) for at in self.here] == [0, 0], "the second round writes"
        assert [at.changes for at in self.here] == before, "the second round says something"
        for at in self.here:
            self.check_ledger(at)
            self.check_diary(at)
        self.check_servers()

    def shown(self, code: str) -> dict[str, Mapping[str, Any]]:
        """Return what stands on a server, by UID."""
        found = {}
        for name, data in self.servers[code].members.items():
            [text] = scan(data, name).resources
            assert text.uid not in found, f"{text.uid} stands there twice"
            found[text.uid] = shown_fields(text, None, 0, ZONE)
        return found

    def check_ledger(self, at: Installation) -> None:
        """What the ledger says stands on the servers, and each block where its meeting is."""
        ids = {one.id: one.code.lower() for one in list_organisations(at.desk.connection)}
        shown = {code: self.shown(code) for code in ids.values()}
        ledger = at.ledger
        meetings = {one.event: one for one in ledger if one.kind == "meeting"}
        for one in ledger:
            there = shown[ids[one.org]].get(one.uid or one.event)
            if one.kind == "block" and not one.left:
                meeting = meetings.get(one.of)
                stands = meeting and shown[ids[meeting.org]].get(meeting.event)
                is_on = meeting and not meeting.freed and stands and stands["status"] != "cancelled"
                if one.freed or not is_on:  # somebody may have changed what was to be deleted
                    assert there is None or one.event in self.there, f"{one} stands there"
                else:
                    assert there is not None, f"{one} is not there"
                    assert (there["start"], there["end"]) == (stands["start"], stands["end"])
                    self.check_block(ids[one.org], one.event)
            elif one.kind == "hold" and one.event not in self.there:
                if one.freed:  # a meeting that was declined stays, cancelled
                    is_gone = there is None or there["status"] == "cancelled"
                    assert is_gone, f"{one} is left over as {there}"
                else:
                    assert there is not None, f"{one} is not there"
                    assert there["start"] == one.start, f"{one} is at {there}"
        kept = Counter((one.of, one.org) for one in ledger if one.kind == "block" and not one.freed)
        assert all(count == 1 for count in kept.values()), kept

    def check_block(self, code: str, uid: str) -> None:
        """A block says that time is taken, and nothing else."""
        data = next(one for one in self.servers[code].members.values() if uid.encode() in one)
        lines = data.decode().replace("\r\n ", "").splitlines()
        names = {line.partition(":")[0].partition(";")[0] for line in lines}
        assert {"SUMMARY:Busy", "CLASS:PRIVATE", "TRANSP:OPAQUE"} <= set(lines), lines
        assert names.isdisjoint({"ATTENDEE", "ORGANIZER", "DESCRIPTION", "LOCATION"}), lines

    def check_diary(self, at: Installation) -> None:
        """The director sees each meeting of the ledger once, its blocks with it."""
        audience = audience_of(at.desk, director_id(at.desk))
        for entry in agenda(at.desk, audience, Span(NOW, NOW + 40 * DAY), self.now):
            copies = entry.meeting.copies
            if all(copy.details.is_block for copy in copies):
                assert any(copy.details.placed is Placed.LEFT for copy in copies), copies

    def check_servers(self) -> None:
        """Whatever stands there is in one ledger, and in no other."""
        known = [
            (one.uid or one.event, ids[one.org])
            for at in self.here
            for ids in [{o.id: o.code.lower() for o in list_organisations(at.desk.connection)}]
            for one in at.ledger
        ]
        assert all(count == 1 for count in Counter(known).values())
        for code in self.servers:
            for uid in self.shown(code):
                # What somebody changed there before it was to be deleted stays, and is told.
                is_known = uid.startswith("always") or uid in self.there
                assert is_known or (uid, code) in known, f"{uid} is nobody's"


def new_template(folder: Path) -> Path:
    """Make the desk that every installation begins with, and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "test.desk"
    with new_desk(path, name="T", zone="Europe/London", data_folder=folder, now=NOW) as desk:
        director = Actor("setup", NOW)  # so that nobody undoes it
        kinds = (OrganisationKind.COUNCIL, OrganisationKind.ICB, OrganisationKind.DISTRICT)
        for code, kind, share in zip(CODES, kinds, (40, 40, 20), strict=True):
            org = add_organisation(
                desk, director, code=code, name=f"Body {code}", kind=kind, share=share
            )
            there = Collection(code.lower(), org, f"{code} calendar", "caldav")
            write = Write(there.id, ITEM_TYPE, collection_fields(there))
            record(desk, director, "Added a calendar", [write])
            add_connection(desk, Connection(there.id, "anywhere", can_write=True))
            person = add_person(desk, director, name=f"PA {code}")
            add_seat(desk, director, person_id=person, org_code=code, role=Role.PA)
    return path


def live_through(
    seed: int, template: Path, folder: Path, servers: Mapping[str, FaultyServer] | None = None
) -> None:
    """Live through the history of a seed, with servers in memory unless others are given.

    Raises:
        AssertionError: something was doubled, lost, told to others, or never came to rest.
    """
    shutil.rmtree(folder, ignore_errors=True)
    world = World(folder, seed, servers or {})
    for at in world.here:
        at.folder.mkdir(parents=True)
        shutil.copy(template, at.folder / "test.desk")
        at.open()
    try:
        for at in world.here:
            world.begin(at)
        for _ in range(world.chance.randrange(10, 28)):
            world.step()
        world.check()
    except Exception as error:
        raise AssertionError(f"seed {seed}: {error!r}\n" + "\n".join(world.log)) from error
    finally:
        for at in world.here:
            with suppress(Exception):
                at.desk.close()


def main() -> None:
    """Live through many histories, going on where the last run of the same state left off."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--state", type=Path, help="a file that remembers how far it is")
    args = parser.parse_args()
    first = args.first
    if args.state and args.state.exists():
        first = int(args.state.read_text("utf-8"))
    failed: list[int] = []
    with tempfile.TemporaryDirectory() as name:
        template = new_template(Path(name) / "template")
        for seed in range(first, args.first + args.count):
            try:
                live_through(seed, template, Path(name) / "desks")
            except AssertionError as error:
                failed.append(seed)
                print(error, file=sys.stderr)  # noqa: T201
            if args.state:
                args.state.write_text(str(seed + 1), "utf-8")
    print(f"{args.first + args.count - first} histories, {len(failed)} failed: {failed}")  # noqa: T201
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
