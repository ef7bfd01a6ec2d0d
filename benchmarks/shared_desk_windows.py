"""Issue 6: how soon a change made in one window is in another, each a process with the demo desk.

`python -m benchmarks.shared_desk_windows [TIMES]` prints the seconds from the commit on the
director's machine until the PA's open window has it in its list. Loopback, no gesture.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import IO

from jointdesk.operations.clock import now
from jointdesk.operations.demo import build_demo
from jointdesk.operations.shared_desk import create_shared, join
from tests.postgres import PostgresServer, running_postgres

_PEOPLE = ("Imogen Farrant", "Tom Adeyemi")
_PASSWORD = "a-password-for-both"  # noqa: S105  of a server that lives for a minute
_TIMES = 20
_PAUSE_S = 1.0
"""Between two changes: nobody makes them faster, and each is to be measured alone."""


def machines(folder: Path, server: PostgresServer) -> list[Path]:
    """Share the demo desk, and return its file on the director's machine and on the PA's."""
    files = [folder / who.split()[0] / "desk.jointdesk" for who in _PEOPLE]
    for file in files:
        file.parent.mkdir()
    with build_demo(files[0], data_folder=files[0].parent, now=now()) as desk:
        create_shared(desk, server.new_database().administrator, folder / "invitations", None)
    for who, file in zip(_PEOPLE, files, strict=True):
        invitation = folder / "invitations" / f"Invitation of {who}.jointdesk"
        join(file, file.parent, invitation, now(), lambda _: _PASSWORD, keep=False)
    return files


def delays(files: list[Path], times: int) -> Iterator[float]:
    """Yield the seconds from commit to shown, with one window for each file."""
    processes = [_window(file, part) for file, part in zip(files, ("say", "see"), strict=True)]
    saying, seeing = (_lines(one) for one in processes)
    assert next(saying) == next(seeing) == "ready"
    for number in range(times):
        time.sleep(_PAUSE_S)
        write = processes[0].stdin
        assert write is not None
        write.write(f"Ring the clerk {number}\n")
        write.flush()
        committed = float(next(saying))
        yield float(next(seeing)) - committed
    for process in processes:
        process.communicate("\n", timeout=60)


def _window(file: Path, part: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.shared_desk_window", str(file), part, _PASSWORD],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


def _lines(process: "subprocess.Popen[str]") -> Iterator[str]:
    output: IO[str] | None = process.stdout
    assert output is not None
    for line in output:
        yield line.strip()
    raise RuntimeError(f"a window ended with status {process.wait()}")


def main() -> None:
    """Measure and print."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else _TIMES
    with tempfile.TemporaryDirectory() as folder:
        for server in running_postgres():
            found = sorted(delays(machines(Path(folder), server), times))
    print(f"commit to shown in another window, {times} times: median {median(found):.2f} s,"
          f" least {found[0]:.2f} s, most {found[-1]:.2f} s")  # fmt: skip


if __name__ == "__main__":
    main()
