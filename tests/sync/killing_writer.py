"""Kill processes in the middle of writing to a calendar server, again and again.

Two children with one desk change events and make new ones, and sync without pause; both are
killed at moments that nobody chose. The next run must bring the server to what was last wanted,
each event once, and the run after that has nothing to do.
"""

import itertools
import random
import subprocess
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from jointdesk.derive.overlays import shown_of
from jointdesk.domain.actors import Actor
from jointdesk.domain.events import EVENT, Event
from jointdesk.domain.items import Item, Write
from jointdesk.domain.pending import OVERLAY, overlay_id, overlay_of, wanting
from jointdesk.domain.resources import ResourceState
from jointdesk.domain.sources import Collection, Connection
from jointdesk.ical.scanning import scan
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import CaldavSource
from jointdesk.store.changes import record
from jointdesk.store.collections import ITEM_TYPE, collection_fields
from jointdesk.store.connections import add_connection, find_connection
from jointdesk.store.desk import Desk, create_desk, open_desk
from jointdesk.store.overlays import find_overlay
from jointdesk.store.resources import current_text, stored_resources
from jointdesk.sync.cases import cases_of
from jointdesk.sync.outbox_run import read_and_write
from jointdesk.sync.report import Report
from jointdesk.sync.run import run
from tests.calendar_servers import Account, Calendar
from tests.sync.making import NOW, calendar, event

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Europe/London")
COLLECTION = Collection("wex", "o1", "Wexmere", "caldav")
ACTOR = Actor("p1", NOW)
EVENTS = 6
_TRIES = 20


def survive(times: int, folder: Path, account: Account, seed: int = 1) -> int:
    """Kill two writing processes so many times, or until something was on its way then.

    Returns how often it was.

    Raises:
        AssertionError: something was lost or doubled, or the desk's file was damaged.
    """
    chance = random.Random(seed)
    served = account.make_calendar(f"written{seed}")
    for number in range(EVENTS):
        served.put(f"m{number}.ics", calendar(event(f"m{number}")))
    _new_desk(folder, served)
    interrupted = 0
    for round_ in range(_TRIES * times):
        if round_ >= times and interrupted:
            break
        said = _kill_writers(folder, served, chance, round_)
        with open_desk(folder / "test.desk", data_folder=folder) as desk:
            assert desk.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            interrupted += bool(cases_of(desk, "wex"))
            _sync(desk, served)
            _check(desk, served, said)
            assert _sync(desk, served).written == 0
    return interrupted


def write_for_ever(folder: Path, served: Calendar, name: str) -> None:
    """What a child does; it says each thing that it has said on the desk."""
    with open_desk(folder / "test.desk", data_folder=folder) as desk:
        _sync(desk, served)
        print("writing", flush=True)  # noqa: T201
        for number in itertools.count():
            uid = f"m{number % EVENTS}"
            _want(desk, uid, f"{name}-{number}")
            print(uid, f"{name}-{number}", flush=True)  # noqa: T201
            if number % 3 == 0:
                _make(desk, f"{name}x{number}")
                print(f"{name}x{number}", "made", flush=True)  # noqa: T201
            _sync(desk, served)


def _new_desk(folder: Path, served: Calendar) -> None:
    path = folder / "test.desk"
    with create_desk(path, name="Test", zone="Europe/London", data_folder=folder) as desk:
        write = Write("wex", ITEM_TYPE, collection_fields(COLLECTION))
        record(desk, ACTOR, "Add a source", [write])
        add_connection(desk, Connection("wex", served.url, user=served.account.user))


def _want(desk: Desk, uid: str, title: str) -> None:
    with desk.transaction():
        [one] = [one for one in stored_resources(desk, "wex") if one.uid == uid]
        id_ = overlay_id(one.series_id)
        known = find_overlay(desk.connection, id_) or overlay_of(Item(id_, OVERLAY, "", 0, {}))
        shown = shown_of(current_text(desk.connection, one.id), known, ZONE)
        said = wanting(known.pending, shown, {"title": title})
        record(desk, ACTOR, "Changed", [Write(id_, OVERLAY, said)])


def _make(desk: Desk, id_: str) -> None:
    made = Event(
        id_, org="o1", title=id_, start="2026-12-14T14:00", end="2026-12-14T15:00",
        collection="wex",
    )  # fmt: skip
    record(desk, ACTOR, "Added", [Write(id_, EVENT.name, EVENT.stored(made))])


def _sync(desk: Desk, served: Calendar) -> Report:
    account = served.account
    source = CaldavSource(served.url, Login(account.user, account.password))

    def read() -> Report:
        connection = find_connection(desk.connection, "wex")
        assert connection is not None
        return run(desk, connection, source, ACTOR)

    return read_and_write(desk, COLLECTION, source, ACTOR, read)


def _check(desk: Desk, served: Calendar, said: dict[str, set[str]]) -> None:
    """Both sides are the same, and what was said last by either child stands there."""
    account = served.account
    fetched = CaldavSource(served.url, Login(account.user, account.password)).read()
    there = [one for part in fetched.parts for one in scan(part.data, part.name).resources]
    texts = {one.uid: one.text.decode() for one in there}
    assert len(texts) == len(there)
    present = [one for one in stored_resources(desk, "wex") if one.state is ResourceState.PRESENT]
    assert {one.uid: one.digest for one in present} == {one.uid: one.digest for one in there}
    waiting = {case.series_id for case in cases_of(desk, "wex")}
    for uid, titles in said.items():
        [stored] = [one for one in present if one.uid == uid]
        is_there = any(f"SUMMARY:{title}\r\n" in texts[uid] for title in titles)
        assert is_there or "made" in titles or stored.series_id in waiting, (uid, titles)


def _kill_writers(
    folder: Path, served: Calendar, chance: random.Random, round_: int
) -> dict[str, set[str]]:
    """Let two children write, kill them, and return the last that each said, by UID."""
    children = [_child(folder, served, f"{name}{round_}") for name in "ab"]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "writing\n"
    said: dict[str, set[str]] = {}
    for child in children:
        time.sleep(chance.uniform(0.1, 1))
        child.kill()
        lines = child.communicate()[0].splitlines(keepends=True)
        last = dict(line.split() for line in lines if line.endswith("\n"))
        for uid, title in last.items():
            said.setdefault(uid, set()).add(title)
    return said


def _child(folder: Path, served: Calendar, name: str) -> "subprocess.Popen[str]":
    words = [str(folder), served.url, served.account.user, name]
    command = [sys.executable, "-m", "tests.sync.killing_writer", *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


if __name__ == "__main__":
    folder_, url_, user_, name_ = sys.argv[1:]
    account_ = Account(None, user_)  # type: ignore[arg-type]
    write_for_ever(Path(folder_), Calendar(account_, url_), name_)
