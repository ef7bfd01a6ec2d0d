"""The installed program from outside: commands, and a window that may be killed."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from jointdesk.app.main import main


class Program:
    """JointDesk with a desk and a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = folder / "day.desk"
        self.data = folder / "data"
        self.data.mkdir()
        self.certificates = ""
        """A file with certificates that are trusted, "" for those of the system."""
        self.now = "2026-12-14T07:00:00+00:00"
        """The moment that its clock stands still at, "" where it goes."""
        self.screen = {"QT_QPA_PLATFORM": "offscreen"}
        """What tells it where to show its window."""
        self.said = folder / "said"
        """Where everything goes that processes print, answers of the window included."""

    def environment(self) -> dict[str, str]:
        """Return what a process gets; it has no keyring."""
        return {
            **os.environ,
            **self.screen,
            **({"JOINTDESK_NOW": self.now} if self.now else {}),
            "JOINTDESK_DATA": str(self.data),
            **({"SSL_CERT_FILE": self.certificates} if self.certificates else {}),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }

    def run(self, *words: str, typed: str = "") -> tuple[int, str, str]:
        """Run a command and return status, output and errors."""
        done = subprocess.run(
            [sys.executable, "-m", "jointdesk", "--desk", str(self.desk), *words],
            input=typed, capture_output=True, text=True, env=self.environment(), check=False,
        )  # fmt: skip
        with self.said.open("a") as file:
            file.write(done.stdout + done.stderr)
        return done.returncode, done.stdout, done.stderr

    def json(self, *words: str) -> dict[str, Any]:
        """Return what a command prints."""
        status, out, err = self.run(*words, "--json")
        assert status == 0, err
        found: dict[str, Any] = json.loads(out)
        return found

    def open(self) -> "Window":
        """Open its window."""
        return Window(self)


class OneProcess(Program):
    """The same commands one after the other in this process, which is quicker."""

    def run(self, *words: str, typed: str = "") -> tuple[int, str, str]:
        """Run a command and return status, output and errors."""
        out, err = io.StringIO(), io.StringIO()
        with (
            patch.dict(os.environ, self.environment()),
            patch.object(sys, "stdin", io.StringIO(typed)),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            status = main(["--desk", str(self.desk), *words])
        return status, out.getvalue(), err.getvalue()


class Window:
    """An open window of the program; `at` is when the last gesture in it began."""

    module = "tests.acceptance.window"

    def __init__(self, program: Program) -> None:
        self.at = 0.0
        self._errors = (program.folder / "errors").open("a")
        self._said = program.said
        self._process = subprocess.Popen(
            [sys.executable, "-m", self.module, program.desk, program.data],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True,
            env=program.environment(),
        )  # fmt: skip
        self.answer()

    def do(self, what: str, *given: object) -> Any:
        """Have something done in it, and return what came of it."""
        self.begin(what, *given)
        return self.answer()

    def begin(self, what: str, *given: object) -> None:
        """Have something done in it, and do not wait for it."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([what, *given]) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        """Return what came of what was begun."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        with self._said.open("a") as file:
            file.write(line)
        answer: Mapping[str, Any] = json.loads(line or '{"failed": "the window has ended"}')
        assert "failed" not in answer, answer["failed"]
        self.at = answer["at"]
        return answer["ok"]

    @property
    def arguments(self) -> bytes:
        """What other programs see of its command line and its environment, where they can."""
        process = Path("/proc") / str(self._process.pid)
        return b"".join(
            one.read_bytes() for one in (process / "cmdline", process / "environ") if one.exists()
        )

    def kill(self) -> None:
        """End it at once, as when the power fails."""
        self._process.kill()
        self._process.communicate()
        self._errors.close()

    def close(self) -> None:
        """Close it as a person does."""
        self._process.communicate()
        self._errors.close()
        assert self._process.returncode == 0
