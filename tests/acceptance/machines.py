"""The machines of a shared desk: each with its own folder, person, screen, window and wire."""

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jointdesk.domain.desk_invitations import SUFFIX
from tests.acceptance.program import Program, Window
from tests.acceptance.wires import Wire

_PATIENCE_S = 180


class PersonsWindow(Window):
    """A window that goes on working between two orders."""

    module = "tests.acceptance.person"


@dataclass
class Machine:
    """One person's computer; `secrets` are words that belong on it and that others may not have.

    `log` is a folder outside of it, for what its wire carries.
    """

    program: Program
    person: str
    password: str
    screen: Mapping[str, str]
    wire: Wire
    window: PersonsWindow | None = None
    passwords: dict[str, str] = field(default_factory=dict)
    """Of calendars that it is connected to: the password, by the name of the diary."""

    def __post_init__(self) -> None:
        self.program.now = ""
        self.program.screen = {**self.screen, "JOINTDESK_THEME": "light"}

    # Commands

    def run(self, *words: str, typed: str = "", ends: tuple[int, ...] = (0,)) -> str:
        """Type a command, and say how it may end."""
        status, out, err = self.program.run(*words, typed=typed)
        assert status in ends, f"{self.person}: {' '.join(words)}: {status}\n{out}{err}"
        return out

    def json(self, *words: str, typed: str = "") -> dict[str, Any]:
        """Return what a command prints."""
        found: dict[str, Any] = json.loads(self.run(*words, "--json", typed=typed))
        return found

    def join(self, invitations: Path) -> str:
        """Join by command, with the invitation of this machine's person."""
        file = self.invitation(invitations)
        return self.run("desk", "join", str(file), "--password-stdin", typed=self.password)

    def invitation(self, folder: Path) -> Path:
        """Return the person's invitation, which leads through this machine's wire."""
        file = folder / f"Invitation of {self.person}{SUFFIX}"
        said = json.loads(file.read_text("utf-8"))
        said["address"] = f"host=127.0.0.1 port={self.wire.port} dbname={_database(said)}"
        file.write_text(json.dumps(said), "utf-8")
        return file

    # Its window

    def begin(self) -> None:
        """Begin the program: its first page where there is no desk yet."""
        self.window = PersonsWindow(self.program)

    def open(self) -> None:
        """Open the window at next week, and type the passwords that are kept nowhere."""
        self.begin()
        self.do("sign_in", self.password)
        for diary, password in self.passwords.items():
            self.do("give", diary, password)
        self.do("next_week")

    def do(self, what: str, *given: object) -> Any:
        """Have the person do something in the window."""
        assert self.window is not None
        return self.window.do(what, *given)

    def join_in_window(self, invitations: Path) -> None:
        """Join in the window: on its first page, or in the settings of a desk."""
        if not self.program.desk.exists():
            self.do("press", "I have an invitation to a shared desk")
        self.do("fill", "Your invitation, a file", str(self.invitation(invitations)))
        self.do("fill", "A password, of at least", self.password)
        self.do("fill", "The same again", self.password)
        self.do("press", "Join")
        wait_for(lambda: self.do("has_desk"), "the window opens on the desk")

    def kill(self) -> None:
        """Kill the window's process."""
        assert self.window is not None
        self.window.kill()
        self.window = None

    def close(self) -> None:
        """Close the window as a person does."""
        if self.window is not None:
            self.window.close()
            self.window = None

    # Its file, looked at from outside

    def ends(self) -> dict[str, tuple[int, bytes]]:
        """Return, by stream, the last change whose place on the server it knows."""
        rows = self._rows(
            "SELECT stream_id, seq, server_hash FROM placed o WHERE seq ="
            " (SELECT max(seq) FROM placed i WHERE i.stream_id = o.stream_id)"
        )
        return {stream: (seq, found) for stream, seq, found in rows}

    def changes(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return, by stream, every change with its hashes and text, in the server's order."""
        found: dict[str, list[tuple[Any, ...]]] = {}
        for stream, *rest in self._rows(
            "SELECT c.stream_id, o.seq, c.device, c.n, c.item_id, c.item_type, c.hlc, c.author,"
            " c.on_behalf_of, c.body_hash, c.chain_hash, p.body, o.server_hash FROM change c"
            " LEFT JOIN placed o USING (stream_id, device, n)"
            " LEFT JOIN payload p USING (stream_id, device, n) ORDER BY c.stream_id, o.seq"
        ):
            found.setdefault(stream, []).append(tuple(rest))
        return found

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        address = f"{self.program.desk.as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=60)) as connection:
            return connection.execute(query).fetchall()

    def files(self) -> Iterator[Path]:
        """Yield everything that it keeps."""
        yield from (one for one in self.program.folder.rglob("*") if one.is_file())


def _database(said: Mapping[str, str]) -> str:
    words = dict(one.split("=", 1) for one in said["address"].split())
    return words["dbname"]


def at_rest(machines: list[Machine], server: dict[str, tuple[int, bytes]]) -> bool:
    """True if no window has anything to send and each has all of the server it may have."""
    for one in machines:
        known = one.ends()
        if any(server[stream] != end for stream, end in known.items()):
            return False
        if one.window is not None:
            sharing = one.do("sharing")
            if sharing["waiting"] or sharing["busy"] or sharing["trouble"] != "none":
                return False
    return True


def wait_for(condition: Any, what: str, seconds: float = _PATIENCE_S) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, f"{what}: not within {seconds} s"
        time.sleep(0.05)
