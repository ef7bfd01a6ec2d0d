"""Clocks: CPU time of calls and of whole processes, in turn, medians."""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).parents[1]

T = TypeVar("T")


def cpu_of(call: Callable[[], T], *, as_worker: bool = False) -> tuple[float, T]:
    """Return the CPU seconds that one call takes in this process, and its result.

    `as_worker` is for what the window's worker does, and for reading: JointDesk lets no garbage
    be looked for then.
    """
    gc.collect()
    if as_worker:
        gc.disable()
    try:
        start = time.process_time()
        result = call()
        return time.process_time() - start, result
    finally:
        gc.enable()


def cpu_median(
    rounds: int, call: Callable[[], object], repeat: int = 1, *, as_worker: bool = False
) -> float:
    """Return the median CPU seconds of a call; of `repeat` calls in a row for very short ones."""

    def repeated() -> None:
        for _ in range(repeat):
            call()

    return median(cpu_of(repeated, as_worker=as_worker)[0] for _ in range(rounds)) / repeat


def in_turn(rounds: int, calls: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """Return the median of each call's own result, the calls taken in turn in every round."""
    seen: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            seen[name].append(call())
    return {name: median(values) for name, values in seen.items()}


_ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}


class Spent(NamedTuple):
    """What a process took: CPU and wall seconds, peak memory in MB; and what it printed."""

    cpu: float
    wall: float
    peak_mb: float
    output: str


# A process inherits the peak memory of the one that starts it, so a small one does.
_LAUNCH = """
import json, os, sys, time
start = time.monotonic()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
spent = [used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024]
open(sys.argv[1], "w").write(json.dumps([os.waitstatus_to_exitcode(status), *spent]))
"""


class ProcessError(Exception):
    """A measured process failed."""


def spend(
    *command: str | Path,
    environment: Mapping[str, str] | None = None,
    accept: frozenset[int] = frozenset({0}),
    typed: str = "",
) -> Spent:
    """Run a process to its end and return what it took (not on Windows).

    `typed` is on its standard input.

    Python may keep compiled modules, as it does on anybody's machine, whatever is set here.

    Raises:
        ProcessError: it ended with a status that is not in `accept`.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "spent.json")
        done = subprocess.run(
            [sys.executable, "-S", "-E", "-c", _LAUNCH, report, *command],
            cwd=ROOT,
            env={**_ENVIRONMENT, **(environment or {})},
            input=typed,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise ProcessError(done.stderr.strip()[-500:])
        status, cpu, wall, peak_mb = json.loads(report.read_text())
    if status not in accept:
        said = (done.stderr or done.stdout).strip().splitlines() or ["nothing"]
        raise ProcessError(f"status {status}, last said: {said[-1][:300]}")
    return Spent(cpu, wall, peak_mb, done.stdout)
