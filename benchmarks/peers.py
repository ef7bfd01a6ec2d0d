"""Other programs to be measured against, where they can be had: khal, and libical in C."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.calendars import FIRST_DAY, LAST_DAY, NOW
from benchmarks.timing import Spent, spend

KHAL_VERSION = "0.14.1"


class LibicalSpent(NamedTuple):
    """CPU seconds that libical takes to read and to expand, and what it found."""

    read: float
    expand: float
    occurrences: int


@dataclass(frozen=True)
class Peers:
    """The peers at hand; None for what is not here."""

    khal: Path | None
    libical: Path | None


def find_peers(cache: Path, say: Callable[[str], None]) -> Peers:
    """Return the peers, made in the cache folder on first use; say what is missing and why."""
    return Peers(_khal(cache, say), _libical(cache, say))


def _khal(cache: Path, say: Callable[[str], None]) -> Path | None:
    folder = cache / f"khal-{KHAL_VERSION}"
    program = folder / "bin" / "khal"
    if not program.exists():
        say(f"installing khal {KHAL_VERSION} beside")
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = (folder / "bin" / "python", "-m", "pip")
        if subprocess.run([*pip, "install", "-q", f"khal=={KHAL_VERSION}"]).returncode:
            say("khal is NOT here: pip could not install it")
            return None
    return program


def _libical(cache: Path, say: Callable[[str], None]) -> Path | None:
    compiler, pkg_config = shutil.which("cc"), shutil.which("pkg-config")
    if not compiler or not pkg_config:
        say("libical is NOT here: it needs a C compiler and pkg-config")
        return None
    asked = subprocess.run(
        [pkg_config, "--cflags", "--libs", "libical"], capture_output=True, text=True
    )
    if asked.returncode:
        say("libical is NOT here: its headers are missing (Debian: libical-dev)")
        return None
    program, source = cache / "libical", Path(__file__).with_name("libical.c")
    flags = asked.stdout.split()
    subprocess.run([compiler, "-O2", source, "-o", program, *flags], check=True)
    return program


def libical(program: Path, calendar: Path) -> LibicalSpent:
    """Read a calendar and expand it over the five years."""
    window = (f"{FIRST_DAY:%Y%m%d}", f"{LAST_DAY:%Y%m%d}")
    return LibicalSpent(**json.loads(spend(program, calendar, *window).output))


class Khal:
    """khal with one calendar folder and a cache of its own."""

    def __init__(self, program: Path, calendar: Path, home: Path) -> None:
        self.database = home / "khal.db"
        settings = home / "khal.conf"
        settings.write_text(
            f"[calendars]\n[[cal]]\npath = {calendar}\n"
            "[locale]\nlocal_timezone = Europe/London\ndefault_timezone = Europe/London\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {self.database}\n"
        )
        self._command = (program, "-c", settings, "list", f"{NOW:%Y-%m-%d}", "7d")

    def list_week(self) -> Spent:
        """List the week; the first time that reads the whole calendar into khal's cache."""
        return spend(*self._command)
