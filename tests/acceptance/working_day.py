"""A director's day with two calendar servers, and another program on both at the same time.

    python -m tests.acceptance.working_day [--rounds N] [--cyrus] [--keep FOLDER]

Runs for about two minutes and prints a protocol. Radicale has the council's calendar; Xandikos, or
with --cyrus a Cyrus from Debian's packages, that of the health body. The window is a process of
its own: keys and pointer work its widgets, it loses its network, and it is killed between a
request and its answer. In the end the window, the command line and both servers must agree, and
the logs of both servers are gone through: whatever the program wrote it wrote in place of the
version that it had read, and nothing of it changed what the director had not changed.
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.acceptance.doors import LONDON, Door, OtherProgram
from tests.acceptance.evening import compare, look_for_secrets, read_logs, settle
from tests.acceptance.program import Program, Window
from tests.acceptance.troubles import meet_certificates, meet_silence, meet_troubles
from tests.calendar_servers import CalendarServer, radicale, running, xandikos

MONDAY = datetime(2026, 12, 14, tzinfo=LONDON)
TIMES = {"DTSTART", "DTEND", "DURATION"}
PLACE = {"LOCATION"}
ONE, FOLLOWING, ALL = 0, 1, 2
"""The answers to how much of a series is meant."""


def _event(uid: str, title: str, day: int, start: int, *lines: str, kind: str = "VEVENT") -> bytes:
    said = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Other//EN", f"BEGIN:{kind}", f"UID:{uid}",
        "DTSTAMP:20261201T090000Z", f"SUMMARY:{title}", "X-OTHER:kept",
        *([f"DTSTART:202612{day:02d}T{start:02d}0000Z", "DURATION:PT1H"] if day else []),
        *lines, f"END:{kind}", "END:VCALENDAR", "",
    ]  # fmt: skip
    return "\r\n".join(said).encode()


class Day:
    """The day: two doors, the other program behind each, and the director's window."""

    def __init__(
        self, folder: Path, council: CalendarServer, health: CalendarServer,
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        health.new_account()  # so that the two have different names
        self.doors = {"CAL": Door(council.new_account()), "WEX": Door(health.new_account())}
        self.program = Program(folder)
        self.monday = MONDAY
        self.allowed: dict[str, set[str]] = defaultdict(set)
        self.others: dict[str, OtherProgram] = {}
        self.seen: dict[str, set[str]] = {}
        """The places that the director has seen of an item while it was edited."""
        self.expected: list[Callable[[], str]] = []
        self.say = say
        self.window: Window | None = None
        self._names = {"CAL": "Council", "WEX": "Health"}
        for code, door in self.doors.items():
            path = "working-day"
            made = door.account.make_calendar(path, self._names[code], ["VEVENT", "VTODO"])
            self.others[code] = OtherProgram(door, made.url)
        self._fill()

    def _fill(self) -> None:
        council, health = self.others["CAL"], self.others["WEX"]
        singles = (
            (council, "briefing", "Briefing", 14, 9), (council, "strategy", "Strategy", 15, 10),
            (council, "estates", "Estates", 16, 11), (council, "lunch", "Old lunch", 17, 12),
            (council, "audit", "Audit", 18, 9), (council, "housing", "Housing", 14, 15),
            (council, "gone", "Both gone", 15, 16), (council, "busy", "Busy", 18, 11),
            (health, "round", "Ward round", 14, 11), (health, "quality", "Quality", 17, 9),
            (health, "finance", "Finance", 18, 13), (health, "hectic", "Hectic", 17, 17),
        )  # fmt: skip
        for other, uid, title, day, hour in singles:
            other.create(uid, _event(uid, title, day, hour))
        weekly = "RRULE:FREQ=WEEKLY"
        council.create("cabinet", _event("cabinet", "Cabinet", 1, 14, weekly))
        health.create("place", _event("place", "Place board", 2, 14, weekly))
        task = _event("accounts", "Sign the accounts", 0, 0, "DUE:20261218T170000Z", kind="VTODO")
        council.create("accounts", task)
        health.create("joint", _event("joint", "Joint committee", 15, 12))
        council.create("joint", _event("joint", "Joint committee", 15, 12))

    # The window

    def open(self, now: str) -> None:
        """Open the window at a moment, and give both passwords if it asks for them."""
        self.program.now = f"2026-12-14T{now}:00+00:00"
        self.window = self.program.open()
        self.say(f"{now}  the window is open")
        self.sign_in()

    def sign_in(self) -> None:
        """Give the passwords that the window asks for, where there is a network."""
        asked = [] if any(one.is_shut for one in self.doors.values()) else self.do("asked")
        for code, door in self.doors.items():
            if any(self._names[code] in one for one in asked):
                said = self.do("give", self._names[code], door.account.password)
                assert said == "", said

    def do(self, what: str, *given: object) -> Any:
        """Have something done in the window."""
        assert self.window is not None
        return self.window.do(what, *given)

    def kill(self) -> None:
        """Kill the window's process."""
        assert self.window is not None
        self.window.kill()
        self.window = None
        self.say("       the window is killed (-9)")

    def close(self) -> None:
        """End everything."""
        if self.window is not None:
            self.window.kill()
        for door in self.doors.values():
            door.close()

    def act(self, uid: str, may: set[str], what: str, *given: object) -> None:
        """Have the director change properties of an item."""
        self.allowed[uid] |= may
        said = self.do(what, *given)
        self.say(f"       {said}")

    def sync(self, *expected: str) -> str:
        """Read and write, and expect words in what is said by then.

        What was just changed may have been written by itself before: then it was said before.
        """
        said = str(self.do("sync"))
        self.say(f"       F5: {said}")
        everything = " ".join(self.do("said"))
        for one in expected:
            assert one in everything, f"{one!r} is not said: {everything}"
        return said

    def expect(self, code: str, uid: str, line: str) -> None:
        """Expect a line in an item in the end; none of that item with ""."""

        def missing() -> str:
            text = self.others[code].find(uid)[1]
            if not line:
                return f"{uid} is still there" if text else ""
            return "" if f"\n{line}\n" in text else f"{uid} has no {line}:\n{text}"

        self.expected.append(missing)

    # Parts of the day

    def begin(self) -> None:
        """Make the desk and connect both accounts in the window."""
        run = self.program.run
        assert run("new", str(self.program.desk), "--name", "Day")[0] == 0
        for code, name, kind in (
            ("CAL", "Calderbourne Council", "council"), ("WEX", "NHS Wexmere", "icb"),
        ):  # fmt: skip
            words = ("org", "add", code, name, "--kind", kind, "--share", "50")
            assert run(*words)[0] == 0
        self.open("07:00")
        for code, door in self.doors.items():
            url = door.url(door.account.home)
            if door.account.server.home.startswith("user/"):  # Xandikos leads from no home
                url = door.url(f"{door.account.home}working-day/")
            said = self.do("connect", code, url, door.account.user, door.account.password)
            self.say(f"       {said}")
            assert said.startswith("Connected 1 calendar."), said

    def morning(self) -> None:
        """Edit of all kinds while others edit the same events."""
        act, council, health = self.act, self.others["CAL"], self.others["WEX"]
        self.do("new", 3, 15 * 60, 16 * 60, "Made here")
        self.do("new", 2, 16 * 60, 17 * 60, "Made for health", "WEX")
        act("briefing", TIMES, "keys", "Briefing", "Alt+Shift+Down")
        council.change("briefing", LOCATION="Chamber")
        act("strategy", TIMES, "drag", "Strategy", 2, 9 * 60)
        act("cabinet", {"override"}, "keys", "Cabinet", "Alt+Shift+Down", ONE)
        act("place", PLACE, "edit", "Place board", {"place": "Town hall"}, ALL)
        act("joint", TIMES, "drag", "Joint committee", 1, 13 * 60)
        act("estates", PLACE, "edit", "Estates", {"place": "Room 1"})
        council.change("estates", LOCATION="Hall 9", DESCRIPTION="Bring keys")
        act("quality", PLACE, "edit", "Quality", {"place": "Room 2"})
        health.change("quality", LOCATION="Hall 8")
        self.sync("was changed here and in the ")
        waiting = self.do("waiting")
        assert len([one for one in waiting["buttons"] if ": keep " in one]) == 4, waiting
        self.say(f"       {self.do('choose', '“Room 1”, as set here')}")
        self.say(f"       {self.do('choose', '“Hall 8”, as in the calendar')}")
        self.sync()
        for uid, line in (
            ("estates", "LOCATION:Room 1"), ("estates", "DESCRIPTION:Bring keys"),
            ("briefing", "LOCATION:Chamber"), ("briefing", "DTSTART:20261214T091500Z"),
            ("joint", "DTSTART:20261215T130000Z"), ("strategy", "DTSTART:20261216T090000Z"),
        ):  # fmt: skip
            self.expect("CAL", uid, line)
        self.expect("WEX", "quality", "LOCATION:Hall 8")
        self.expect("WEX", "joint", "DTSTART:20261215T130000Z")

    def without_network(self) -> None:
        """Edit without a network, be killed, and find everything again."""
        act, council, health = self.act, self.others["CAL"], self.others["WEX"]
        for door in self.doors.values():
            door.is_shut = True
        self.say("11:00  the network is gone")
        act("audit", {"STATUS"}, "cancel", "Audit")
        act("lunch", {"-"}, "keys", "Old lunch", "Del")
        act("gone", {"-"}, "keys", "Both gone", "Del")
        act("finance", TIMES, "drag", "Finance", 4, 14 * 60)
        act("place", {"RRULE"}, "edit", "Place board", {"title": "Place partnership"}, FOLLOWING)
        act("accounts", {"*"}, "tick", "Sign the accounts")
        act("housing", {"LOCATION", "again"}, "edit", "Housing", {"place": "Annexe"})
        act("round", TIMES, "keys", "Ward round", "Alt+Shift+Down")
        self.say(f"       {self.do('undo')}")
        council.change("lunch", DESCRIPTION="It is worth it")
        council.delete("gone")
        council.delete("housing")
        health.change("finance", LOCATION="Bank")
        self.sync("could not be read")
        self.kill()
        self.open("12:00")
        self.sync("the password is kept nowhere")
        waiting = self.do("waiting")
        assert len([one for one in waiting["buttons"] if "Withdraw" in one]) >= 7, waiting
        for door in self.doors.values():
            door.is_shut = False
        self.say("       the network is back")
        self.sign_in()
        self.sync("it is put back", "it stays")
        self.expect("CAL", "audit", "STATUS:CANCELLED")
        self.expect("CAL", "lunch", "DESCRIPTION:It is worth it")
        self.expect("CAL", "gone", "")
        self.expect("CAL", "housing", "LOCATION:Annexe")
        self.expect("CAL", "accounts", "STATUS:COMPLETED")
        self.expect("WEX", "finance", "DTSTART:20261218T140000Z")
        self.expect("WEX", "finance", "LOCATION:Bank")
        self.expect("WEX", "round", "DTSTART:20261214T110000Z")

    def killed_while_writing(self, times: int = 2) -> None:
        """Be killed after a server has stored something, and before it could say so."""
        for code, uid, hold in (("CAL", "", "Amid a kill"), ("WEX", "round", "Ward 7"))[:times]:
            door = self.doors[code]
            door.holds = hold
            assert self.window is not None
            if uid:
                self.allowed[uid] |= PLACE
                self.window.begin("edit", "Ward round", {"place": hold})
                self.expect(code, uid, f"LOCATION:{hold}")
            else:
                self.window.begin("new", 0, 13 * 60, 14 * 60, hold)
            self.window.begin("sync")  # unless it was written by itself before
            assert door.held.wait(240)
            self.kill()
            door.holds = ""
            door.held.clear()
            self.open("15:00" if uid else "14:00")
            self.sync()
            stored = [one for one in door.log if one.is_ours and hold in one.stored]
            assert len(stored) == 1, stored
            self.say(f"       {code} has stored “{hold}” once")

    def undone(self) -> None:
        """Take back what was written hours ago."""
        self.act("strategy", TIMES | PLACE, "edit", "Strategy", {"place": "Gone"})
        self.sync()
        self.act("strategy", set(), "undo")
        self.sync()

    def at_once(self, rounds: int) -> None:
        """Edit while the other program does the same all the time."""
        over = threading.Event()
        edits: dict[str, int] = dict.fromkeys(self.others, 0)
        chance = random.Random(4)  # noqa: S311 (only the same each time)
        last: dict[str, str] = {}

        def edit(code: str, uid: str) -> None:
            while not over.is_set():
                text = f"{uid} {edits[code]}"
                values = {"DESCRIPTION": text}
                if edits[code] % 8 == 5:
                    values["LOCATION"] = f"Elsewhere {edits[code]}"
                if self.others[code].change(uid, **values):
                    edits[code] += 1
                    last[uid] = text
                over.wait(0.3)

        pairs = (("CAL", "busy"), ("WEX", "hectic"))
        threads = [threading.Thread(target=edit, args=pair) for pair in pairs]
        for one in threads:
            one.start()
        try:
            for number in range(rounds):
                code, uid = pairs[number % 2]
                title = uid.title()
                if chance.random() < 0.6:
                    shown = next(one[3] for one in self.do("week") if one[2] == title)
                    self.seen.setdefault(uid, {""}).add(shown)
                    self.act(uid, PLACE, "edit", title, {"place": f"Room {number}"})
                else:
                    self.act(uid, TIMES, "keys", title, "Alt+Shift+Up")
                self.sync()
                self.choose_all(is_mine=number % 2 == 0)
        finally:
            over.set()
            for one in threads:
                one.join()
        self.say(f"       meanwhile elsewhere: {edits}")
        for code, uid in pairs:
            self.expect(code, uid, f"DESCRIPTION:{last[uid]}")

    def choose_all(self, *, is_mine: bool) -> int:
        """Settle all places that were changed here and there; return how many."""
        theirs = [
            found
            for one in self.do("waiting")["buttons"]
            if (found := re.match(r"(\w+), place: keep “(.*)”, as in the calendar", one))
        ]
        for one in theirs:
            title, place = one.groups()
            if is_mine:
                self.seen[title.lower()].add(place)
            whose = f"{title}, place: keep “{'' if is_mine else place}"
            ends = "as set here" if is_mine else "as in the calendar"
            self.say(f"       changed here and there, {place}: {self.do('choose', whose, ends)}")
        return len(theirs)


def live(day: Day, rounds: int) -> None:
    """Go through the whole day."""
    try:
        day.begin()
        day.morning()
        day.without_network()
        day.killed_while_writing()
        day.undone()
        day.at_once(rounds)
        meet_troubles(day)
        meet_certificates(day)
        meet_silence(day)
        settle(day)
        compare(day)
        read_logs(day)
        look_for_secrets(day)
    finally:
        day.close()


def main() -> int:
    """Live through the day and print what happened."""
    parser = argparse.ArgumentParser(prog="python -m tests.acceptance.working_day")
    parser.add_argument("--rounds", type=int, default=12, help="edits while others edit (12)")
    parser.add_argument("--cyrus", action="store_true", help="with Cyrus in place of Xandikos")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="working-day"))
    health: Callable[[Path], CalendarServer] = xandikos
    if asked.cyrus:
        from tests.cyrus import cyrus

        health = cyrus
    folder.chmod(0o755)

    def say(sentence: str) -> None:
        sys.stdout.write(sentence + "\n")
        sys.stdout.flush()

    try:
        (folder / "here").mkdir()
        with running(folder / "one", radicale) as one, running(folder / "two", health) as two:
            live(Day(folder / "here", one, two, say), asked.rounds)
    finally:
        with suppress(OSError):
            errors = (folder / "here" / "errors").read_text()
            say(errors) if errors else None
        shutil.rmtree(folder, ignore_errors=True)
    say("All is well.")
    return 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    sys.exit(main())
