"""Issue 4: a calendar on a real server, for the first time, again, and after one change.

vdirsyncer brings the same calendar from the same server into files, which khal then reads.
Radicale is asked once before, so that neither program waits for it to fill its cache.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.desks import BenchDesk, new_desk
from benchmarks.figures import Figure
from benchmarks.peers import Khal
from benchmarks.setting import Setting
from benchmarks.timing import ProcessError, Spent, spend
from jointdesk.ical.scanning import scan
from tests.calendar_servers import Account, Calendar, radicale

_VERSION = "0.21.0"
_BAR = 11
_STEPS = ("first sync of {:,} events", "sync of {:,} unchanged", "sync after 1 of {:,} changed")


def measure(setting: Setting) -> Iterator[Figure]:
    """`jointdesk sync` against `vdirsyncer sync` and `khal list`, CPU and waiting."""
    events = setting.middle
    folder = setting.work / "server"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    program = _vdirsyncer(setting)
    with _served(folder, setting.calendars(events).cal) as calendar:
        ours = _Ours(new_desk(folder / "ours"), calendar)
        theirs = _Theirs(program, setting.peers.khal, folder, calendar) if program else None
        for number, what in enumerate(_STEPS):
            if number == 2:
                _change_one(calendar)
            mine, report = ours.sync()
            spent = _tried(theirs, setting) if theirs else None
            wrong = _wrong(number, events, report)
            named = what.format(events)
            yield _figure(f"{named}, CPU", mine.cpu, spent.cpu if spent else None, 1.0, wrong)
            yield _figure(f"{named}, waited", mine.wall, spent.wall if spent else None, None)


def _tried(theirs: "_Theirs", setting: Setting) -> Spent | None:
    try:
        return theirs.sync()
    except ProcessError as error:
        setting.say(f"vdirsyncer gave up: {error}")
        return None


def _figure(
    what: str, ours: float, theirs: float | None, most: float | None, wrong: str = ""
) -> Figure:
    return Figure(_BAR, what, ours, "s", "vdirsyncer and khal", theirs, most, wrong)


def _wrong(step: int, events: int, report: dict[str, int]) -> str:
    """Say what a report has wrong; nothing is changed here, so that nothing is to be written."""
    wanted = (
        {"new": events, "written": 0},
        {"unchanged": events, "written": 0},
        {"changed": 1, "written": 0},
    )
    found = {name: report[name] for name in wanted[step]}
    return "" if found == wanted[step] else f"reported {found}"


@contextmanager
def _served(folder: Path, file: Path) -> Iterator[Calendar]:
    """Serve a calendar file as a collection of single events.

    They are put where Radicale keeps them: through its door 10,000 would take a quarter of an hour.
    """
    server = radicale(folder)
    account = server.new_account()
    calendar = Calendar(account, f"{account.home}bench/")
    place = folder / "storage" / "collection-root" / account.user / "bench"
    place.mkdir(parents=True)
    (place / ".Radicale.props").write_text('{"tag": "VCALENDAR"}')
    for number, one in enumerate(scan(file.read_bytes(), file.name).resources):
        text = b"".join((b"BEGIN:VCALENDAR\r\n", one.frame, one.text, b"END:VCALENDAR\r\n"))
        (place / f"{number}.ics").write_bytes(text)
    server.start()
    try:
        account.send("PROPFIND", calendar.url, b"", {"Depth": "1"})
        yield calendar
    finally:
        server.stop()


def _change_one(calendar: Calendar) -> None:
    _, _, text = calendar.account.send("GET", f"{calendar.url}7.ics")
    calendar.put("7.ics", text.replace(b"SUMMARY:", b"SUMMARY:Now ", 1))


class _Ours:
    """A desk that is connected to a calendar."""

    def __init__(self, desk: BenchDesk, calendar: Calendar) -> None:
        self._desk = desk
        words = ["source", "add", "CAL", "caldav", calendar.url, "--json", "--no-keyring"]
        added = desk.run(*words, "--user", calendar.account.user)
        source = str(json.loads(added.output)["id"])
        self._secrets = json.dumps({source: calendar.account.password})

    def sync(self) -> tuple[Spent, dict[str, int]]:
        command = (sys.executable, "-m", "jointdesk", "--desk", self._desk.path)
        words = ("sync", "--json", "--secrets-stdin")
        spent = spend(*command, *words, environment=self._desk.environment, typed=self._secrets)
        [report] = json.loads(spent.output)["sources"]
        return spent, report


class _Theirs:
    """vdirsyncer with khal reading what it brings, where khal is here."""

    def __init__(self, program: Path, khal: Path | None, folder: Path, calendar: Calendar) -> None:
        home = folder / "theirs"
        files = home / "files"
        files.mkdir(parents=True)
        account: Account = calendar.account
        config = home / "config"
        config.write_text(
            f'[general]\nstatus_path = "{home}/status/"\n'
            '[pair bench]\na = "here"\nb = "there"\ncollections = null\n'
            f'[storage here]\ntype = "filesystem"\npath = "{files}"\nfileext = ".ics"\n'
            f'[storage there]\ntype = "caldav"\nurl = "{calendar.url}"\n'
            f'username = "{account.user}"\npassword = "{account.password}"\n'
        )
        self._command = (program, "-c", config)
        self._khal = Khal(khal, files, home) if khal else None
        spend(*self._command, "discover")

    def sync(self) -> Spent:
        first = spend(*self._command, "sync")
        if self._khal is None:
            return first
        then = self._khal.list_week()
        return first._replace(cpu=first.cpu + then.cpu, wall=first.wall + then.wall)


def _vdirsyncer(setting: Setting) -> Path | None:
    """Return vdirsyncer, installed into the cache folder on first use."""
    folder = setting.cache / f"vdirsyncer-{_VERSION}"
    program = folder / "bin" / "vdirsyncer"
    if not program.exists():
        setting.say(f"installing vdirsyncer {_VERSION} beside")
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = (folder / "bin" / "python", "-m", "pip")
        if subprocess.run([*pip, "install", "-q", f"vdirsyncer=={_VERSION}"]).returncode:
            setting.say("vdirsyncer is NOT here: pip could not install it")
            return None
    return program
