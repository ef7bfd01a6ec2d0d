"""The only way to a calendar server, which writes down what was asked, and another program.

Both the program and the other one go through the same door, so that its log has the order of all
that was accepted. It may be shut for the program, or keep the answer to something that was stored.
"""

import http.client
import re
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from tests.calendar_servers import Account, Answered, Asked, CalendarServer, Meddler

LONDON = ZoneInfo("Europe/London")
_OURS = "JointDesk"
_CHANGES = ("PUT", "DELETE")
_TRIES = 50
_ACCEPTED = (200, 201, 204)
_OF_ALL_VERSIONS = frozenset(
    ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "CREATED", "PRODID", "X-VERSION")
)
"""Properties that say when and by what something was written."""


class Entry(NamedTuple):
    """A change that a server was asked for: `stored` is what stands there then."""

    is_ours: bool
    method: str
    path: str
    condition: str
    status: int
    stored: str

    @property
    def is_accepted(self) -> bool:
        """True if the server did it."""
        return self.status in _ACCEPTED

    def __str__(self) -> str:
        who = "here " if self.is_ours else "there"
        return f"{who} {self.method:6} {self.status} {self.path} {self.condition}"


@dataclass
class Door:
    """The way to one account; `is_shut` for the program only, as if its network were gone."""

    account: Account
    log: list[Entry] = field(default_factory=list)
    is_shut: bool = False
    holds: str = ""
    held: threading.Event = field(default_factory=threading.Event)
    answers: Callable[[Asked], Answered | None] = lambda _: None

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._meddler = Meddler(self.account.server)
        self._meddler.meddle = self._pass

    @property
    def asked(self) -> list[Asked]:
        """Everything that was asked, changes or not."""
        return self._meddler.asked

    def url(self, url: str) -> str:
        """Return where something on the server is reached."""
        return self._meddler.url(url)

    def close(self) -> None:
        """End it."""
        self._over.set()
        self._meddler.close()

    def _pass(self, request: Asked, go_on: Callable[[], Answered]) -> Answered:
        headers = {name.lower(): value for name, value in request.headers.items()}
        is_ours = headers.get("user-agent", "") == _OURS
        if is_ours and self.is_shut:
            raise ConnectionResetError
        if headers.get("authorization") != _basic(self.account):
            return Answered(401, {"WWW-Authenticate": 'Basic realm="calendar"'}, b"")
        if is_ours and (instead := self.answers(request)) is not None:
            return instead
        if request.method not in _CHANGES:
            return go_on()
        condition = " ".join(
            f"{name}: {headers[name]}" for name in ("if-match", "if-none-match") if name in headers
        )
        with self._lock:
            said = go_on()
            stored = self._stored(request, said)
            entry = Entry(is_ours, request.method, request.path, condition, said.status, stored)
            self.log.append(entry)
        if is_ours and self.holds and self.holds in stored:
            self.held.set()
            self._over.wait(600)  # whoever asked is killed meanwhile
        return said

    def _stored(self, request: Asked, said: Answered) -> str:
        if request.method == "DELETE" or said.status not in _ACCEPTED:
            return ""
        headers = {
            name: request.headers[name] for name in request.headers if "auth" in name.lower()
        }
        there = self._meddler.pass_on(Asked("GET", request.path, headers, b""))
        return unfolded(there.body)


def _basic(account: Account) -> str:
    pair = f"{account.user}:{account.password}"
    return "Basic " + b64encode(pair.encode()).decode()


class OtherProgram:
    """Somebody else's calendar program on the same account; it shares no code with the product."""

    def __init__(self, door: Door, calendar_url: str) -> None:
        self._door = door
        self._port = int(door.url("http://x/").split(":")[2].split("/")[0])
        self._path = door.url(calendar_url).partition(f":{self._port}")[2]

    def create(self, uid: str, text: bytes) -> None:
        """Put something new there."""
        assert self._ask("PUT", f"{uid}.ics", text, {"If-None-Match": "*"})[0] in _ACCEPTED

    def change(self, uid: str, **values: str) -> bool:
        """Give properties of an item other values; False where it is gone."""
        for _ in range(_TRIES):
            name, text, etag = self.find(uid)
            if not name:
                return False
            status = self._ask("PUT", name, _with(text, values), {"If-Match": etag})[0]
            if status in _ACCEPTED:
                return True
            assert status in (404, 412), status
        raise AssertionError("somebody else always changes it")

    def replace(self, name: str, text: str, etag: str) -> None:
        """Write a member anew, in place of a version."""
        body = text.replace("\n", "\r\n").encode()
        assert self._ask("PUT", name, body, {"If-Match": etag})[0] in _ACCEPTED

    def delete(self, uid: str) -> None:
        """Take an item away."""
        name, _, etag = self.find(uid)
        assert self._ask("DELETE", name, b"", {"If-Match": etag})[0] in _ACCEPTED

    def find(self, uid: str) -> tuple[str, str, str]:
        """Return name, text and etag of an item, "" three times where there is none."""
        status, headers, body = self._ask("GET", f"{uid}.ics")
        if status == 200:
            return f"{uid}.ics", unfolded(body), headers["etag"]
        for name in self.names():
            status, headers, body = self._ask("GET", name)
            if status == 200 and f"UID:{uid}\n" in unfolded(body):
                return name, unfolded(body), headers["etag"]
        return "", "", ""

    def names(self) -> list[str]:
        """Return the names of all members."""
        status, _, body = self._ask("PROPFIND", "", b"", {"Depth": "1"})
        assert status == 207, status
        hrefs = re.findall(r"<(?:\w+:)?href>([^<]+)</", body.decode())
        return sorted({one.rsplit("/", 1)[1] for one in hrefs if one.endswith(".ics")})

    def texts(self) -> list[str]:
        """Return the texts of all members."""
        return [unfolded(self._ask("GET", name)[2]) for name in self.names()]

    def week(self, monday: datetime) -> list[tuple[object, ...]]:
        """Return what is on in five days: day, times, title, place, and if it is cancelled."""
        return sorted(one for text in self.texts() for one in _shown(text, monday))

    def _ask(
        self, method: str, name: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=600)
        said = {"Authorization": _basic(self._door.account), "User-Agent": "Other/1"}
        if method == "PUT":
            said["Content-Type"] = "text/calendar; charset=utf-8"
        try:
            line.request(method, self._path + name, body, {**said, **(headers or {})})
            answer = line.getresponse()
            found = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status, found, answer.read()
        finally:
            line.close()


def _shown(text: str, monday: datetime) -> Iterator[tuple[object, ...]]:
    calendar = icalendar.Calendar.from_ical(text.replace("\n", "\r\n"))
    ends = monday.replace(day=monday.day + 5)
    for one in recurring_ical_events.of(calendar).between(monday, ends):
        start = one["DTSTART"].dt.astimezone(LONDON)
        end = one.end.astimezone(LONDON)
        times = f"{start:%H:%M}–{end:%H:%M}"
        gone = str(one.get("STATUS", "")) == "CANCELLED"
        yield start.weekday(), times, str(one["SUMMARY"]), str(one.get("LOCATION", "")), gone


def unfolded(body: bytes) -> str:
    """Return a calendar's content lines."""
    return re.sub(r"\n[ \t]", "", body.decode().replace("\r\n", "\n"))


def _with(text: str, values: Mapping[str, str]) -> bytes:
    """Give properties of the first event or task other values."""
    head, begin, rest = re.split(r"(BEGIN:V(?:EVENT|TODO)\n)", text, maxsplit=1)
    for name, value in values.items():
        before, end, after = re.split(r"(END:V(?:EVENT|TODO)\n)", rest, maxsplit=1)
        kept = re.sub(rf"(?m)^{name}[;:].*\n", "", before)
        rest = f"{kept}{name}:{value}\n{end}{after}"
    return (head + begin + rest).replace("\n", "\r\n").encode()


# What the logs of the servers say


def faults_of(
    log: list[Entry], allowed: Mapping[str, set[str]], seen: Mapping[str, set[str]]
) -> Iterator[str]:
    """Yield what the program did wrong: everything that was accepted, one after the other.

    It may change those properties of an item that the person changed (`allowed`, by UID; "*" for
    all of it, "-" for its deletion), and must name what it replaces. What was changed there and
    then not named stands: so nothing is lost that was accepted. A place that it replaces is one
    that the person has `seen`, by UID, or has given it before.
    """
    there: dict[str, str] = {}
    made: dict[str, int] = {}
    own: dict[str, set[str]] = {}
    for entry in filter(lambda one: one.is_accepted, log):
        before, after = there.get(entry.path, ""), entry.stored
        uid = uid_of(after or before)
        if entry.is_ours:
            if not entry.condition:
                yield f"{uid}: nothing was named to be replaced"
            may = allowed.get(uid, set())
            if not before:
                made[uid] = made.get(uid, 0) + 1
                if made[uid] > 1 or not may & {"*", "again"}:
                    yield f"{uid}: made {made[uid]} times"
            elif not after and "-" not in may:
                yield f"{uid}: deleted"
            elif after and "*" not in may and (more := changed(before, after) - may):
                yield f"{uid}: changed {sorted(more)}"
            elif uid in seen and place_of(before) not in {
                place_of(after), *seen[uid], *own.get(uid, ()),
            }:  # fmt: skip
                yield f"{uid}: overwrote {place_of(before)} with {place_of(after)} unseen"
            own.setdefault(uid, set()).add(place_of(after))
        there[entry.path] = after
    uids = [uid_of(text) for text in there.values() if text]
    yield from (f"{uid}: stands there twice" for uid in set(uids) if uids.count(uid) > 1)


def uid_of(text: str) -> str:
    """Return the UID of a member."""
    found = re.search(r"(?m)^UID:(.*)$", text)
    return found[1] if found else ""


def place_of(text: str) -> str:
    """Return the first place that a member names."""
    found = re.search(r"(?m)^LOCATION[^:]*:(.*)$", text)
    return found[1] if found else ""


def changed(before: str, after: str) -> set[str]:
    """Return the names of the properties that differ; "override" for another occurrence."""
    one, other = _components(before), _components(after)
    found = {"override"} if one.keys() - {""} != other.keys() - {""} else set()
    for key in one.keys() & other.keys():
        lines = one[key] ^ other[key]
        found |= {re.split("[;:]", line, maxsplit=1)[0] for line in lines}
    return found - _OF_ALL_VERSIONS


def _components(text: str) -> dict[str, frozenset[str]]:
    found = {}
    for body in re.findall(r"(?s)BEGIN:V(?:EVENT|TODO)\n(.*?)END:V(?:EVENT|TODO)\n", text):
        key = re.search(r"(?m)^RECURRENCE-ID[^:]*:(.*)$", body)
        found[key[1] if key else ""] = frozenset(body.splitlines())
    return found


def door_to(server: CalendarServer) -> Door:
    """Return a door to an account that nobody has used yet."""
    return Door(server.new_account())
