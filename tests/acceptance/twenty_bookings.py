"""Two PAs and a director take twenty requests from asked to in both diaries.

    python -m tests.acceptance.twenty_bookings [--requests N] [--processes]

They are three users of one desk file in turn, by the command line, against two real servers:
Radicale has the council's calendar, Xandikos that of the health body. There are moves, refusals,
a board meeting that is cancelled in its calendar, and another program that moves and deletes what
it finds. In the end no hold is left over, no word of one body has reached the other's server or
its PA, every step is in the history under the right name, and all of it is undone once and done
again. Prints a protocol; takes some minutes.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from tests.acceptance.doors import LONDON, Door, OtherProgram, uid_of
from tests.acceptance.program import OneProcess, Program
from tests.acceptance.requests import BRIDGET, DIRECTOR, PRIYA, REQUESTS, Request
from tests.calendar_servers import CalendarServer, radicale, running, xandikos

CODES = ("CAL", "WEX")
FIRST = datetime(2026, 12, 14, 9, tzinfo=LONDON)


class Step(NamedTuple):
    """What somebody did: who, to which booking, and how the history says it."""

    who: str
    booking: str
    said: str


class Office:
    """The desk, the two calendars, and the three people."""

    def __init__(
        self, program: Program, council: CalendarServer, health: CalendarServer,
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        health.new_account()  # so that the two have different names
        self.doors = {"CAL": Door(council.new_account()), "WEX": Door(health.new_account())}
        self.program = program
        self.say = say
        self.others: dict[str, OtherProgram] = {}
        self.steps: list[Step] = []
        self.deeds: list[str] = []
        """Whoever did something that can be undone, in the order of what they did."""
        self.ids: dict[str, str] = {}
        self.sources: dict[str, str] = {}
        self.at = datetime(2026, 11, 30, 8, tzinfo=LONDON)
        for code, door in self.doors.items():
            made = door.account.make_calendar("bookings", f"{code} diary", ["VEVENT"])
            self.others[code] = OtherProgram(door, made.url)

    # The command line

    def run(self, who: str, *words: str, typed: str = "", ends: Sequence[int] = (0,)) -> str:
        """Have somebody type a command, a minute after the last one; say how it may end."""
        self.at += timedelta(minutes=1)
        self.program.now = self.at.isoformat()
        done, out, err = self.program.run(*(("--as", who) if who else ()), *words, typed=typed)
        assert done in ends, f"{who}: {' '.join(words)}: {done}\n{out}{err}"
        return out + err

    def json(self, who: str, *words: str) -> dict[str, Any]:
        """Return what a command prints for somebody."""
        found: dict[str, Any] = json.loads(self.run(who, *words, "--json"))
        return found

    def step(self, who: str, request: Request, said: str, step: str, *words: str) -> dict[str, Any]:
        """Have somebody take a step with a booking, and note how the history should say it."""
        id_ = self.ids[request.word]
        shown = self.json(who, "booking", step, id_, *words)
        self.note(who, request, said)
        return shown

    def note(self, who: str, request: Request, said: str) -> None:
        """Note that somebody took a step, and how the history should say it."""
        self.steps.append(Step(who, self.ids[request.word], said))
        self.deeds.append(who)

    def sync(self) -> str:
        """Read and write both calendars."""
        secrets = {id_: self.doors[code].account.password for code, id_ in self.sources.items()}
        return self.run("", "sync", "--secrets-stdin", typed=json.dumps(secrets))

    def begin(self) -> None:
        """Make the desk, seat the three, and connect both calendars."""
        self.run("", "new", str(self.program.desk), "--name", "Office")
        for code, name, kind in (
            ("CAL", "Calderbourne Council", "council"), ("WEX", "NHS Wexmere", "icb"),
        ):  # fmt: skip
            self.run("", "org", "add", code, name, "--kind", kind, "--share", "50")
        for person, code, role in (
            (DIRECTOR, "CAL", "director"), (PRIYA, "CAL", "pa"), (BRIDGET, "WEX", "pa"),
        ):  # fmt: skip
            self.run("", "person", "add", person)
            self.run("", "seat", "add", person, "--org", code, "--role", role)
        for code, door in self.doors.items():
            url = door.url(f"{door.account.home}bookings/")
            added = self.run(
                "", "source", "add", code, "caldav", url, "--user", door.account.user,
                "--password-stdin", "--no-keyring", typed=door.account.password,
            )  # fmt: skip
            self.sources[code] = added.split()[0]
        self.sync()

    def close(self) -> None:
        """End everything."""
        for door in self.doors.values():
            door.close()

    # One request

    def take(self, number: int, request: Request) -> None:
        """Take a request from asked to where it ends."""
        self.ask(request)
        getattr(self, "_" + request.course.replace(" ", "_"))(request)
        self.sync()
        self.expect(request)
        state = self.shown(request)["state"]
        self.say(f"{number:2}  {request.code} {request.title}, {request.course}: {state}")

    def ask(self, request: Request) -> None:
        """Note what somebody asks for."""
        visibility = "own_org" if request.own else "all"
        values = {
            "title": request.title, "org": request.code, "asked_by": f"{request.word}asker",
            "place": f"{request.word}room", "papers": f"{request.word}papers", "minutes": "60",
            "visibility": visibility,
            "attendees": json.dumps([{"name": f"{request.word}guest", "role": "required"}]),
        }  # fmt: skip
        words = [word for name, value in values.items() for word in ("--set", f"{name}={value}")]
        self.ids[request.word] = self.run(request.pa, "booking", "add", *words).split()[0]
        self.note(request.pa, request, f"Added the booking “{request.title}”")

    def find(self, request: Request, who: str = "") -> None:
        """Find three times, hold two of them, and offer these."""
        who, title = who or request.pa, request.title
        found = self.json(
            who, "booking", "options", self.ids[request.word], "--from", "2026-12-07",
            "--to", "2027-01-22", "--limit", "3",
        )["slots"]  # fmt: skip
        assert len(found) == 3, found
        self.note(who, request, "Found")
        self.step(who, request, f"Held two times for “{title}”", "hold", "1", "2")
        self.sync()
        for code, other in self.others.items():
            holds = [text for text in other.texts() if "SUMMARY:HOLD" in text]
            assert len(holds) == 2, f"{code} has {len(holds)} holds"
        self.step(who, request, f"Offered two times for “{title}”", "offer")

    def answer(self, request: Request, answer: str, slot: str) -> None:
        """Note what was said to a time."""
        guest = f"{request.word}guest"
        said = f"Noted the answer of {guest} for “{request.title}”"
        self.step(request.pa, request, said, "answer", guest, answer, slot)

    def confirm(self, request: Request, slot: str, who: str = "") -> None:
        """Confirm a time."""
        said = f"Confirmed “{request.title}” for"
        self.step(who or request.pa, request, said, "confirm", slot)

    def shown(self, request: Request, who: str = DIRECTOR) -> dict[str, Any]:
        """Return a booking as somebody sees it."""
        return self.json(who, "booking", "show", self.ids[request.word])

    # What becomes of a request

    def _straight(self, request: Request) -> None:
        self.find(request)
        self.answer(request, "yes", "1")
        self.confirm(request, "1")

    def _refused(self, request: Request) -> None:
        self.find(request)
        self.answer(request, "no", "1")
        self.answer(request, "yes", "2")
        self.confirm(request, "2")

    def _declined(self, request: Request) -> None:
        self.find(request)
        self.answer(request, "no", "1")
        said = f"Declined “{request.title}”"
        self.step(request.pa, request, said, "decline", "--why", "Nobody has time")

    def _moved(self, request: Request) -> None:
        self._straight(request)
        self.sync()
        start = datetime.fromisoformat(self.shown(request)["start"]) + timedelta(hours=1)
        self.step(
            request.pa, request, f"Moved “{request.title}” to", "move", f"{start:%Y-%m-%dT%H:%M}"
        )

    def _handed_over(self, request: Request) -> None:
        self.find(request)
        id_ = self.ids[request.word]
        self.run(request.pa, "booking", "note", id_, "Please go on", "--to", request.other,
                 "--hand-over")  # fmt: skip
        self.run(request.other, "booking", "seen", id_)
        self.note(request.pa, request, f"Handed “{request.title}” over to")
        self.confirm(request, "2", request.other)

    def _never_held(self, request: Request) -> None:
        found = self.json(
            request.pa,
            "booking",
            "options",
            self.ids[request.word],
            "--limit",
            "1",
            "--from",
            "2026-12-07",
        )
        assert found["slots"]
        self.note(request.pa, request, "Found")
        self.confirm(request, "1")

    def _by_the_director(self, request: Request) -> None:
        self.find(request)
        self.confirm(request, "1", DIRECTOR)

    def _moved_there(self, request: Request) -> None:
        self._straight(request)
        self.sync()
        start = datetime.fromisoformat(self.shown(request)["start"]).astimezone(LONDON)
        later = {
            "DTSTART;TZID=Europe/London": f"{start + timedelta(minutes=30):%Y%m%dT%H%M%S}",
            "DTEND;TZID=Europe/London": f"{start + timedelta(minutes=90):%Y%m%dT%H%M%S}",
        }
        self.change(request.code, self.meeting(request), later)

    def _cancelled_there(self, request: Request) -> None:
        self._straight(request)
        self.sync()
        self.change(request.code, self.meeting(request), {"STATUS": "CANCELLED"})

    def _block_deleted_there(self, request: Request) -> None:
        self._straight(request)
        self.sync()
        code, block = self.block(request)
        self.others[code].delete(block)

    def _block_moved_there(self, request: Request) -> None:
        self._straight(request)
        self.sync()
        code, block = self.block(request)
        self.change(code, block, {
            "DTSTART;TZID=Europe/London": "20270129T090000",
            "DTEND;TZID=Europe/London": "20270129T100000",
        })  # fmt: skip

    def change(self, code: str, uid: str, values: dict[str, str]) -> None:
        """Have the other program change an event."""
        name, text, etag = self.others[code].find(uid)
        assert name, f"{uid} is not in {code}"
        for key, value in values.items():
            bare = key.partition(";")[0]
            lines = text.split("\n")
            begin = lines.index("BEGIN:VEVENT")
            kept = [one for one in lines[begin:] if one.partition(";")[0].partition(":")[0] != bare]
            text = "\n".join([*lines[:begin], kept[0], f"{key}:{value}", *kept[1:]])
        self.others[code].replace(name, text, etag)

    def meeting(self, request: Request) -> str:
        """Return the UID of a request's meeting."""
        return str(self.shown(request)["event"])

    def block(self, request: Request) -> tuple[str, str]:
        """Return where a request's block stands, and its UID."""
        [found] = [one for one in self.shown(request)["diaries"] if one["kind"] == "block"]
        return found["org"], found["event"]

    # What must be so

    def expect(self, request: Request) -> None:
        """See that a request stands in both calendars as it should."""
        shown = self.shown(request)
        away = "WEX" if request.code == "CAL" else "CAL"
        home = [one for one in self.others[request.code].texts() if request.title in one]
        if request.course == "declined":
            assert (shown["state"], home, shown["diaries"]) == ("declined", [], [])
            return
        blocks = [one for one in shown["diaries"] if one["kind"] == "block"]
        [text] = home
        if request.course == "cancelled there":
            assert "STATUS:CANCELLED" in text
            assert (shown["state"], blocks) == ("confirmed", [])
            assert shown["warnings"] == ["The meeting is in no diary any more"]
            return
        assert shown["state"] == "in_diaries", shown
        [block] = blocks
        [there] = [one for one in self.others[away].texts() if uid_of(one) == block["event"]]
        assert _times(there) == _times(text), f"{there}\n{text}"
        self.look_at_block(there)

    @staticmethod
    def look_at_block(text: str) -> None:
        """A block says that time is taken, and nothing else."""
        lines = text[text.index("BEGIN:VEVENT") :].splitlines()
        names = {line.partition(":")[0].partition(";")[0] for line in lines}
        assert {"SUMMARY:Busy", "CLASS:PRIVATE", "TRANSP:OPAQUE"} <= set(lines), text
        assert names.isdisjoint({"ATTENDEE", "ORGANIZER", "DESCRIPTION", "LOCATION"}), text


def _times(text: str) -> list[str]:
    """Return when an event begins and ends, in the words of its calendar."""
    event = text[text.index("BEGIN:VEVENT") :].splitlines()
    return sorted(line for line in event if line.startswith(("DTSTART", "DTEND")))


def live(office: Office, requests: Sequence[Request]) -> None:
    """Take all requests, look at everything, and undo and redo it once."""
    from tests.acceptance import bookings_evening as evening

    try:
        office.begin()
        for number, request in enumerate(requests, 1):
            office.take(number, request)
        evening.settle(office)
        evening.look_for_holds(office, requests)
        evening.look_for_words(office, requests)
        evening.read_history(office)
        evening.undo_and_redo(office, requests)
        evening.look_for_words(office, requests)
    finally:
        office.close()


def main() -> int:
    """Take the requests and print what happened."""
    parser = argparse.ArgumentParser(prog="python -m tests.acceptance.twenty_bookings")
    parser.add_argument("--requests", type=int, default=20, help="so many of them (20)")
    parser.add_argument("--processes", action="store_true", help="each command one of its own")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="twenty-bookings"))

    def say(sentence: str) -> None:
        sys.stdout.write(sentence + "\n")
        sys.stdout.flush()

    try:
        (folder / "here").mkdir()
        with running(folder / "one", radicale) as one, running(folder / "two", xandikos) as two:
            make = Program if asked.processes else OneProcess
            office = Office(make(folder / "here"), one, two, say)
            live(office, REQUESTS[: asked.requests])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    say("All is well.")
    return 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    sys.exit(main())
