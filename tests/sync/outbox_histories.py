"""Random histories of one calendar, edited here and there at once, with faults and restarts.

Each history is a function of its seed. In the end the desk must show what the server has, nothing
may be left but open collisions and what was refused, nothing doubled, and no edit lost: each has
been on the server, or a later one by the same person took its place, or it is still shown.

    python -m tests.sync.outbox_histories --count 20000 [--from SEED] [--state FILE]
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.derive.overlays import lay_over, shown_of
from jointdesk.derive.pending import catch_up
from jointdesk.domain.actors import Actor
from jointdesk.domain.edits import Edit
from jointdesk.domain.errors import JointDeskError, StoppedError
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import DELETED, Item, Write
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.pending import OVERLAY, key_of, overlay_id, overlay_of, wanting
from jointdesk.domain.people import Audience
from jointdesk.domain.resources import ResourceState, ResourceText
from jointdesk.domain.sources import Collection, Connection
from jointdesk.ical.editing import edited, shown_fields
from jointdesk.ical.scanning import scan
from jointdesk.ical.writing import calendar_bytes
from jointdesk.operations import outbox
from jointdesk.operations.undo import undo
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection
from jointdesk.store.desk import Desk, create_desk, open_desk
from jointdesk.store.outbox import open_intents
from jointdesk.store.overlays import find_overlay, waiting_by_series
from jointdesk.store.records import list_records
from jointdesk.store.resources import stored_resources, texts
from jointdesk.sync.cases import cases_of
from jointdesk.sync.outbox_plan import KEPT_THERE, settle
from jointdesk.sync.outbox_run import read_and_write
from jointdesk.sync.report import Report
from jointdesk.sync.run import run
from tests.sync.faulty_server import FAULTS, FaultyServer, Killed
from tests.sync.making import NOW, calendar, event

ZONE = ZoneInfo("Europe/London")
DIRECTOR = Audience("p1", frozenset(), is_director=True)
FIELDS = ("title", "place", "notes", "times")
COLLECTION = Collection("wex", "o1", "Wexmere", "caldav")


@dataclass
class Said:
    """One value that somebody wanted here, and what has become of it."""

    series_id: str
    day: int | None
    field: str
    value: Any
    is_delivered: bool = False
    is_replaced: bool = False


@dataclass
class World:
    """A desk, a server, and what was said on both sides."""

    folder: Path
    seed: int
    chance: random.Random = field(init=False)
    server: FaultyServer = field(init=False)
    desk: Desk = field(init=False)
    now: int = NOW
    said: list[Said] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)
    uids: dict[str, str] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    seen_at_wish: dict[str, set[str]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.server = FaultyServer(
            rewrites=self.chance.random() < 0.3, on_put=self.check_put, meanwhile=self.meanwhile
        )
        self.server.members["always.ics"] = calendar(event("always"))
        rule = "RRULE:FREQ=DAILY;COUNT=4"
        body = ("DURATION:PT1H", "SUMMARY:Meeting b")
        self.server.members["a.ics"] = calendar(event("a"))
        self.server.members["b.ics"] = calendar(event("b", *body, rule))

    # The desk

    def open(self) -> None:
        self.desk = open_desk(self.folder / "test.desk", data_folder=self.folder)
        # Nobody pulls the plug here; waiting for the disk is most of the time otherwise.
        self.desk.connection.execute("PRAGMA synchronous = OFF")

    def restart(self) -> None:
        self.desk.close()
        self.open()

    @property
    def actor(self) -> Actor:
        self.now += 1
        return Actor("p1", self.now)

    def token(self, side: str) -> str:
        self.count += 1
        return f"{side}{self.count}"

    def texts(self) -> dict[str, ResourceText]:
        """The texts that are present in the desk, by series id."""
        rows = {one.id: one for one in stored_resources(self.desk, "wex")}
        for one in rows.values():
            self.uids[one.series_id] = one.uid
        present = [id_ for id_, one in rows.items() if one.state is ResourceState.PRESENT]
        return {rows[id_].series_id: text for id_, text in texts(self.desk, present)}

    def events(self) -> dict[str, Event]:
        return {one.id: one for one in list_records(self.desk.connection, EVENT)}

    # What people do here

    def live(self) -> set[tuple[str, int | None, str, str]]:
        """Every value that is wanted now, by series, day and field."""
        found = set()
        for one in waiting_by_series(self.desk.connection).values():
            for overlay in one.overlays:
                for pending in overlay.pending:
                    found.add((overlay.series_id, overlay.day, pending.field, str(pending.wanted)))
        for made in self.events().values():
            for name in ("title", "place", "notes", "start", "end"):
                found.add((made.id, None, name, str(getattr(made, name))))
        return found

    @contextmanager
    def by_person(self) -> Iterator[None]:
        """What is wanted no more after what a person does here was replaced by it."""
        self.see()
        before = self.live()
        away = self.wanted_away(before)
        yield
        after = self.live()
        ended = self.wanted_away(after)
        for one in self.said:
            key = (one.series_id, one.day, one.field, str(one.value))
            is_away = (one.series_id, None) in ended or (one.series_id, one.day) in ended
            if (key in before and key not in after) or (is_away and one.field != "deleted"):
                one.is_replaced = True
        wished = {id_: set(self.seen) for id_, _ in ended - away}
        self.seen_at_wish = {**self.seen_at_wish, **wished}

    @staticmethod
    def wanted_away(live: set[tuple[str, int | None, str, str]]) -> set[tuple[str, int | None]]:
        """Return what is to be deleted, by series and day."""
        return {(id_, day) for id_, day, *what in live if what == ["deleted", "True"]}

    def want(self, series_id: str, day: int | None, fields: dict[str, Any]) -> None:
        """Let values wait on the overlay of a series or of an occurrence."""
        text = self.texts()[series_id]
        key = occurrence_key(series_id, day, 0) if day is not None else series_id
        id_ = overlay_id(key)
        overlay = find_overlay(self.desk.connection, id_) or overlay_of(
            Item(id_, OVERLAY, "", 0, {})
        )
        if day is not None:
            own = waiting_by_series(self.desk.connection).get(series_id)
            whole = [one for one in own.overlays if one.day is None] if own else []
            laid = lay_over(text, whole, ZONE, self.now).text
            if laid is None or not shown_fields(laid, day, 0, ZONE):
                return
            text = laid
        said = wanting(overlay.pending, shown_of(text, overlay, ZONE), fields)
        with self.desk.transaction():
            record(self.desk, self.actor, f"Changed {key}", [Write(id_, OVERLAY, said)])
            catch_up(self.desk, self.now)
        for name, value in fields.items():
            self.said.append(Said(series_id, day, name, value))

    def here_edit(self) -> None:
        shown = self.texts()
        gone = {id_ for id_, day, name, value in self.live() if name == "deleted" and day is None}
        choices = sorted((set(shown) - gone), key=lambda one: self.uids[one])
        choices += sorted(self.events().keys() - shown.keys())
        often = [one for one in choices if self.uids[one] in "ab"]
        series_id = self.chance.choice(choices + often)
        name = self.chance.choice(FIELDS)
        value: dict[str, Any] = {name: self.token("h")}
        if name == "times":
            self.count += 1
            value = {
                "start": f"2026-12-14T09:{self.count:02}",
                "end": f"2026-12-14T11:{self.count:02}",
            }
        if series_id in self.events() and series_id not in shown:
            self.log.append(f"here edits event {series_id}: {value}")
            with self.desk.transaction():
                record(self.desk, self.actor, "Changed", [Write(series_id, EVENT.name, value)])
            self.said += [Said(series_id, None, name, one) for name, one in value.items()]
            return
        day = None
        if b"RRULE" in shown[series_id].text and self.chance.random() < 0.6:
            offset = self.chance.randrange(4)
            day = 739964 + offset  # 2026-12-14
            if "start" in value:
                value = {
                    name: one.replace("12-14", f"12-{14 + offset}") for name, one in value.items()
                }
        if (
            day is None
            and b"UID:always" not in shown[series_id].text
            and self.chance.random() < 0.15
        ):
            value = {"deleted": True}
        elif day is not None and self.chance.random() < 0.2:
            value = {"deleted": True}
        self.log.append(f"here wants {self.uids[series_id]} {day}: {value}")
        self.want(series_id, day, value)

    def here_create(self) -> None:
        id_ = self.token("e")
        made = Event(
            id_, org="o1", title=self.token("h"), start="2026-12-14T14:00", end="2026-12-14T15:00",
            collection="wex",
        )  # fmt: skip
        self.uids[id_] = id_
        record(self.desk, self.actor, "Added", [Write(id_, EVENT.name, EVENT.stored(made))])
        self.log.append(f"here makes {id_}")
        self.said.append(Said(id_, None, "title", made.title))

    def here_remove(self) -> None:
        made = sorted(self.events())
        if made:
            id_ = self.chance.choice(made)
            self.log.append(f"here removes {id_}")
            record(self.desk, self.actor, "Removed", [Write(id_, EVENT.name, {DELETED: True})])
            for one in self.said:
                if one.series_id == id_:
                    one.is_replaced = True

    def here_undo(self) -> None:
        self.log.append("here undoes")
        with suppress(JointDeskError), self.desk.transaction():
            undo(self.desk, self.actor)
            catch_up(self.desk, self.now)

    def here_withdraw(self) -> None:
        found = outbox.list_outbox(self.desk, DIRECTOR, self.now)
        if found:
            entry = self.chance.choice(found)
            self.log.append(f"here withdraws {entry.id}")
            outbox.withdraw(self.desk, self.actor, DIRECTOR, entry.id)

    def here_settle(self) -> None:
        for entry in outbox.list_collided(self.desk, DIRECTOR, self.now):
            for one in entry.collided:
                choice = self.chance.choice(("mine", "theirs"))
                self.log.append(f"here settles {one} as {choice}")
                outbox.settle_collision(
                    self.desk, self.actor, DIRECTOR, one.overlay_id, one.field, choice
                )
                return

    def here_retry(self) -> None:
        for entry in outbox.list_outbox(self.desk, DIRECTOR, self.now):
            if entry.state == "refused":
                outbox.retry(self.desk, self.actor, DIRECTOR, entry.id)

    def person(self, kinds: tuple[str, ...] = ()) -> None:
        """Do something that a person does here."""
        usual = ("edit",) * 6 + ("create",) * 2 + ("remove", "undo", "withdraw", "settle", "retry")
        kind = self.chance.choice(kinds or usual)
        with self.by_person():
            getattr(self, f"here_{kind}")()

    # What others do there

    def there_edit(self, name: str = "") -> None:
        name = name or self.chance.choice(["a.ics", "b.ics", *sorted(self.server.members)])
        old = self.server.members.get(name)
        if old is None:
            return
        [text] = scan(old, name).resources
        day = None
        if b"RRULE" in old and self.chance.random() < 0.5:
            day = 739964 + self.chance.randrange(4)
            if not shown_fields(text, day, 0, ZONE):
                return
        roll = self.chance.random()
        fields: dict[str, Any] = {self.chance.choice(FIELDS[:3]): self.token("t")}
        if roll < 0.18 and name != "always.ics" and day is None:
            self.log.append(f"there deletes {name}")
            del self.server.members[name]
            return
        if roll < 0.3 and day is not None:
            fields = {"deleted": True}
        elif roll < 0.4:
            self.count += 1
            at = 14 if day is None else 14 + day - 739964
            fields = {
                "start": f"2026-12-{at}T12:{self.count:02}",
                "end": f"2026-12-{at}T13:{self.count:02}",
            }
        self.log.append(f"there changes {name} {day}: {fields}")
        self.there |= {str(one) for one in fields.values()} - {"True"}
        changed = edited(text, [Edit(day, 0, fields)], ZONE, self.now)
        if changed.text:
            self.server.members[name] = calendar_bytes(changed)

    def there_create(self) -> None:
        uid = self.token("n")
        self.log.append(f"there makes {uid}")
        self.server.members[f"{uid}.ics"] = calendar(event(uid))

    # What goes on between

    def sync(self) -> Report | None:
        desk = self.desk

        def read() -> Report:
            connection = find_connection(desk.connection, "wex")
            assert connection is not None
            return run(desk, connection, self.server, self.actor)

        try:
            report = read_and_write(desk, COLLECTION, self.server, self.actor, read)
        except Killed:
            self.log.append("killed")
            self.restart()
            return None
        except StoppedError:
            return None
        self.told |= {(one.uid, one.reason) for one in report.notes}
        self.log.append(f"synced: written {report.written}, {report.error} {report.notes}")
        self.see()
        self.note_gone()
        return report

    def note_gone(self) -> None:
        """Note what was to be deleted here and is gone from the server, whoever took it away."""
        there = self.resources()
        for one in self.said:
            text = there.get(self.uids[one.series_id])
            if one.field == "deleted" and (
                text is None or not shown_fields(text, one.day, 0, ZONE)
            ):
                one.is_delivered = True

    def resources(self) -> dict[str, ResourceText]:
        """The texts that the server has, by UID."""
        found = (one for data in self.server.members.values() for one in scan(data, "").resources)
        return {one.uid: one for one in found}

    def see(self) -> None:
        """Note what the desk has shown, which whoever wishes to delete has seen."""
        for text in self.texts().values():
            said = text.text.decode().replace("\r\n ", "")
            self.seen |= {one for one in self.there if one in said}
            for token in self.there:
                if ":" in token and token[-5:].replace(":", "") in said:
                    self.seen.add(token)

    def meanwhile(self, fault: str, name: str) -> None:
        """Do what befalls a request."""
        self.log.append(f"  during a request: {fault}")
        if fault == "race":
            self.there_edit(name)
        elif fault.startswith("edit"):
            self.person(("edit", "edit", "withdraw", "remove", "undo"))
        else:
            mine = self.desk
            faults, self.server.faults = self.server.faults, []
            self.open()
            self.sync()
            self.desk.close()
            self.desk, self.server.faults = mine, faults

    def check_put(self, name: str, old: bytes | None, new: bytes | None) -> None:
        """Refuse what nobody wanted: each field that a request changes is on its way."""
        [intent] = [one for one in open_intents(self.desk.connection, "wex") if one.href == name]
        self.log.append(f"  request {intent.kind.value} {name}")
        sent = {(key_of(one.item_id).day, one.field): one for one in intent.sent}
        for text in scan(old, name).resources if old is not None else ():
            if new is None:
                there = {one for one in self.there if one.encode() in old.replace(b"\r\n ", b"")}
                wished = self.seen_at_wish.get(intent.series_id, set(self.there))
                assert there <= wished, f"deleted unseen: {there - wished}"
                break
            [now] = scan(new, name).resources
            for day in (None, *range(739964, 739968)):
                was, is_ = shown_fields(text, day, 0, ZONE), shown_fields(now, day, 0, ZONE)
                for one in {*was, *is_}:
                    if was and is_ and was.get(one) != is_.get(one):
                        assert (day, one) in sent or (None, one) in sent, f"{day} {one} changed"
        self.deliver(intent.series_id, new)

    def deliver(self, series_id: str, data: bytes | None) -> None:
        """Note what has reached the server."""
        found = scan(data, "").resources if data is not None else ()
        for one in self.said:
            if one.series_id == series_id:
                shown = shown_fields(found[0], one.day, 0, ZONE) if found else {}
                there = True if not shown else shown.get(one.field)
                one.is_delivered |= (
                    not shown if one.field == "deleted" else bool(shown) and there == one.value
                )
                # What a deletion takes along was wanted away later.
                one.is_replaced |= data is None and one.field != "deleted"

    # In the end

    def check(self) -> None:
        """See that all has come together."""
        for _ in range(8):
            report = self.sync()
            assert report is not None
            if not report.written and not report.run:
                break
        before, changes = self.server.writes, self.changes()
        report = self.sync()
        assert report is not None
        assert (report.written, report.run, self.server.writes) == (0, None, before)
        assert self.changes() == changes
        self.check_shown()
        self.check_ends()
        self.check_kept()

    def changes(self) -> int:
        (count,) = self.desk.connection.execute(
            "SELECT (SELECT count(*) FROM change) + (SELECT coalesce(max(id), 0) FROM intent)"
        ).fetchone()
        return int(count)

    def check_shown(self) -> None:
        """The desk shows what the server has, each UID once."""
        there = [one for data in self.server.members.values() for one in scan(data, "").resources]
        assert len({one.uid for one in there}) == len(there)
        here = {text.uid: text.digest for text in self.texts().values()}
        assert here == {one.uid: one.digest for one in there}

    def check_ends(self) -> None:
        """Nothing waits but what has collided or was refused."""
        for case in cases_of(self.desk, "wex"):
            settled = settle(case, ZONE, self.now)
            is_refused = case.intent is not None and case.intent.state.value == "refused"
            assert not settled.fields
            assert not settled.waiting or is_refused, settled.waiting
            assert case.event is None or is_refused

    def check_kept(self) -> None:
        """No edit was lost."""
        live = self.live()
        there = self.resources()
        kept = {uid for uid, reason in self.told if reason == KEPT_THERE} | self.kept_by_log()
        for one in self.said:
            is_live = (one.series_id, one.day, one.field, str(one.value)) in live
            uid = self.uids[one.series_id]
            is_gone = uid not in there or not shown_fields(there[uid], one.day, 0, ZONE)
            is_told = one.field == "deleted" and (uid in kept or is_gone)
            assert one.is_delivered or one.is_replaced or is_live or is_told, one

    def kept_by_log(self) -> set[str]:
        """Return the UIDs of what the history says was kept, for reports that nobody read."""
        rows = self.desk.connection.execute(
            "SELECT c.item_id FROM change c JOIN payload p USING (stream_id, device, n)"
            " WHERE json_extract(p.body, '$.label') LIKE 'Kept “%'"
        )
        return {self.uids[key_of(id_).series_id] for (id_,) in rows}


def new_template(folder: Path) -> Path:
    """Make the desk that every history begins with, and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "test.desk"
    with create_desk(path, name="Test", zone="Europe/London", data_folder=folder) as desk:
        fields = collection_fields(COLLECTION)
        record(desk, Actor("p0", NOW), "Add a source", [Write("wex", ITEM_TYPE, fields)])
        add_connection(desk, Connection("wex", "anywhere", can_write=True))
    return path


def live_through(seed: int, template: Path, folder: Path) -> None:
    """Live through the history of a seed.

    Raises:
        AssertionError: something was lost, doubled, or never came to rest.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(template, folder / "test.desk")
    world = World(folder, seed)
    world.open()
    try:
        world.sync()
        for _ in range(world.chance.randrange(6, 22)):
            _step(world)
        world.server.faults = []
        with suppress(JointDeskError), world.by_person():
            world.here_retry()
        world.check()
    except Exception as error:
        raise AssertionError(f"seed {seed}: {error!r}\n" + "\n".join(world.log)) from error
    finally:
        world.desk.close()


def _step(world: World) -> None:
    roll = world.chance.random()
    if roll < 0.42:
        world.person()
    elif roll < 0.6:
        world.there_edit()
    elif roll < 0.64:
        world.there_create()
    elif roll < 0.68:
        world.log.append("restart")
        world.restart()
    else:
        kinds = (
            *FAULTS,
            *FAULTS,
            "",
            "",
            "",
            "read fails",
            "read anew",
            "read killed",
            "read overtaken",
        )
        world.server.faults = [world.chance.choice(kinds) for _ in range(world.chance.randrange(4))]
        world.log.append(f"sync with {world.server.faults}")
        world.sync()


def main() -> None:
    """Live through many histories, going on where the last run of the same state left off."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
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
                live_through(seed, template, Path(name) / "desk")
            except AssertionError as error:
                failed.append(seed)
                print(error, file=sys.stderr)  # noqa: T201
            if args.state:
                args.state.write_text(str(seed + 1), "utf-8")
    print(f"{args.first + args.count - first} histories, {len(failed)} failed: {failed}")  # noqa: T201
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
