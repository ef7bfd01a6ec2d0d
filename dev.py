#!/usr/bin/env python3
"""Set JointDesk up on this machine, then run it or check it.

    python3 dev.py run  [demo options]      the demo desk in a window
    python3 dev.py test [pytest arguments]  the whole check; with arguments only these tests
    python3 dev.py libs                     the system libraries that Qt needs
    python3 dev.py lock                     requirements.lock anew, from pyproject.toml

Every command first makes what it needs: system libraries (Linux), the private environment
.venv, the locked packages in it. What is already there is left alone. Only the standard
library is used, and nothing newer than Python 3.8 up to the check of the version, so that an
old Python gets a sentence instead of a syntax error.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import io
import os
import platform
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import NamedTuple, NoReturn

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
TOOLS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = TOOLS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "made-by-dev.py"
PICTURE = ROOT / "build" / "demo-window.png"
OUTCOMES = ROOT / "build" / "tests.xml"

COVERAGE_FLOORS = (
    ("all of it", "jointdesk/*", 90),
    (
        "the pure rules",
        "jointdesk/domain/*,jointdesk/diary/*,jointdesk/governance/*,jointdesk/privacy/*",
        100,
    ),
)
"""What is measured, its files, and the percentage (lines and branches) that must be tested."""


REASON_LINES = 12
"""How much of a failing test's reason is told again at the end; all of it stands further up."""

QUICK_FOLDER = Path("/dev/shm")
"""Where Linux keeps files in memory: tests write thousands of desks, each write to be awaited."""

QUICK_ROOM = 4 << 30
"""How many bytes must be free there."""


class Part(NamedTuple):
    """What the system must give: a shared library or a Python module, and its packages."""

    name: str
    debian: str
    fedora: str


QT_LIBRARIES = (
    Part("libGL.so.1", "libgl1", "libglvnd-glx"),
    Part("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Part("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Part("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Part("libfreetype.so.6", "libfreetype6", "freetype"),
    Part("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Part("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Part("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs"),
)
"""Enough for Qt without a screen, which is how the tests run."""

SCREEN_LIBRARIES = (
    Part("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Part("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Part("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Part("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Part("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Part("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Part("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Part("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Part("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Part("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
    Part("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl"),
)
"""What a real window on X11 or Wayland needs besides."""

VENV_PART = Part("ensurepip", "python3-venv", "python3-pip")
"""Python's own module for private environments, which Debian packs apart."""


def stop(sentence: str) -> NoReturn:
    """End with a sentence for the person on standard error, status 2."""
    print(sentence, file=sys.stderr)
    sys.exit(2)


def call(*command: str | Path, **environment: str) -> int:
    """Run a command in the repository, shown before it runs, and return its status."""
    shown = " ".join(map(str, command)).replace(str(ROOT) + os.sep, "")
    print(f"> {shown}", flush=True)
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}).returncode


def must(*command: str | Path, **environment: str) -> None:
    """Run a command, and end if it fails: its own words say why."""
    status = call(*command, **environment)
    if status:
        stop(f"That did not work (status {status}); nothing more was tried.")


# System packages


def can_load(soname: str) -> bool:
    """Tell whether the system finds a shared library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_parts(libraries: tuple[Part, ...]) -> list[Part]:
    """Return what this machine lacks; elsewhere than on Linux, Qt's wheel brings everything."""
    missing = []
    if sys.platform.startswith("linux"):
        missing += [part for part in libraries if not can_load(part.name)]
    if not shutil.which("uv") and not importlib.util.find_spec(VENV_PART.name):
        missing += [VENV_PART]
    return missing


def ensure_system(libraries: tuple[Part, ...]) -> None:
    """Have what only the system can give: installed as root, else end with the line to type."""
    missing = missing_parts(libraries)
    if not missing:
        return
    reason = f"System packages are missing, for: {', '.join(part.name for part in missing)}."
    if shutil.which("apt-get"):
        packages = sorted({part.debian for part in missing})
        install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
        commands = [["apt-get", "update", "-qq"], install]
    elif shutil.which("dnf"):
        packages = sorted({part.fedora for part in missing})
        commands = [["dnf", "install", "-q", "-y", *packages]]
    else:
        stop(f"{reason} Please install them with your system's package manager.")
    if os.geteuid() != 0:
        line = " && ".join("sudo " + " ".join(command) for command in commands)
        stop(f"{reason} Please run this once, then the same command again:\n  {line}")
    print(reason)
    for command in commands:
        must(*command, DEBIAN_FRONTEND="noninteractive")


# The private environment


def wanted_stamp() -> str:
    """Return a text that changes whenever the environment must be made anew."""
    locked = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{locked} {platform.python_version()} {ROOT}\n"


def ensure_environment() -> None:
    """Have .venv with exactly the locked packages, and with this checkout importable."""
    stamp = wanted_stamp()
    if VENV.exists() and not STAMP.exists():
        stop(f"{VENV} was not made by dev.py. Please move it away, then run this again.")
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp:
        return
    print(f"Making the private environment {VENV.name} (about 400 MB) ...", flush=True)
    if not (shutil.which("uv") and install_with_uv()):
        install_with_pip()
    add_checkout()
    STAMP.write_text(stamp, encoding="utf-8")


def clear_environment() -> None:
    """Leave an empty .venv that says whose it is, so that a killed set-up can begin again."""
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    STAMP.write_text("unfinished\n", encoding="utf-8")


def install_with_uv() -> bool:
    """Make the environment with uv, which is quick; False if it cannot.

    It knows nothing of pip's configuration, where an office's own package index may be named.
    """
    clear_environment()
    make = ("uv", "venv", "-q", "--allow-existing", "--python", sys.executable, VENV)
    fill = ("uv", "pip", "sync", "-q", "--require-hashes", "--only-binary", ":all:", LOCK)
    return call(*make) == 0 and call(*fill, VIRTUAL_ENV=str(VENV)) == 0


def install_with_pip() -> None:
    """Make the environment with what comes with Python."""
    clear_environment()
    must(sys.executable, "-m", "venv", VENV)
    options = ("-q", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:")
    must(PYTHON, "-m", "pip", "install", *options, "-r", LOCK)


def add_checkout() -> None:
    """Make `import jointdesk` find this checkout, without building a package of it."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=True)
    Path(answer.stdout.strip(), "jointdesk.pth").write_text(f"{ROOT}\n", encoding="utf-8")


# The commands


def names_a_screen() -> bool:
    """Tell whether this session says that it has a screen."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def can_open_windows() -> bool:
    """Tell whether Qt gets a screen; where it does not, it would abort the whole program."""
    attempt = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    return not subprocess.run([PYTHON, "-c", attempt], capture_output=True).returncode


def run(options: list[str]) -> int:
    """Show the demo desk: in a window, or without a screen as text and a picture."""
    screen = names_a_screen()
    ensure_system(QT_LIBRARIES + (SCREEN_LIBRARIES if screen else ()))
    ensure_environment()
    demo = (PYTHON, "-m", "jointdesk", "demo")
    if screen and can_open_windows():
        return call(*demo, "--window", *options)
    print(f"No screen here: the demo follows as text, its window as {PICTURE.relative_to(ROOT)}.")
    PICTURE.parent.mkdir(exist_ok=True)
    picture = {"QT_QPA_PLATFORM": "offscreen", "JOINTDESK_SCREENSHOT": str(PICTURE)}
    return call(*demo, "--no-window", *options) or call(*demo, "--window", *options, **picture)


def test(arguments: list[str]) -> int:
    """Run the whole check and end with what failed; with arguments only pytest with these."""
    ensure_system(QT_LIBRARIES)
    ensure_environment()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pytest = (PYTHON, "-m", "pytest")
    if arguments:
        return call(*pytest, *arguments)
    OUTCOMES.unlink(missing_ok=True)
    spread = ("-n", "auto", "--maxprocesses=4", "--cov", "--cov-report=")
    told = ("-q", "-rEf", f"--junit-xml={OUTCOMES}", "-o", "junit_family=xunit1")
    steps: list[tuple[str, tuple[str | Path, ...]]] = [
        ("format", (TOOLS / "ruff", "format", "--check", "--quiet")),
        ("lint", (TOOLS / "ruff", "check", "--quiet")),
        ("layers", (TOOLS / "lint-imports",)),
        ("types", (TOOLS / "mypy",)),
        ("tests", (*pytest, *spread, *told)),
    ]
    quick = {"PYTEST_DEBUG_TEMPROOT": str(QUICK_FOLDER)} if has_quick_folder() else {}
    failed = [name for name, command in steps if call(*command, **quick)]
    failed += [
        f"coverage of {what}" for what, files, floor in COVERAGE_FLOORS if under(files, floor)
    ]
    for line in outcomes():
        print(line)
    print(f"Failed: {', '.join(failed)}." if failed else "The whole check passed.")
    return 1 if failed else 0


def has_quick_folder() -> bool:
    """Tell whether the files of tests may be kept in memory; a container often has no room."""
    if not os.access(QUICK_FOLDER, os.W_OK):
        return False
    return shutil.disk_usage(QUICK_FOLDER).free >= QUICK_ROOM


def under(files: str, floor: int) -> bool:
    """Print how much of the files was tested; below the floor also what was not, worst last."""
    report = (PYTHON, "-m", "coverage", "report", f"--include={files}")
    if not call(*report, "--format=total", f"--fail-under={floor}"):
        return False
    call(*report, "--skip-covered", "--skip-empty", "--sort=-cover")
    return True


def outcomes() -> list[str]:
    """Return what was skipped, counted by reason, then each test that failed, with its reason."""
    if not OUTCOMES.exists():
        return ["The tests ended without a list of their outcomes."]
    skipped: Counter[str] = Counter()
    failures = []
    for case in ElementTree.parse(OUTCOMES).iter("testcase"):
        skipped.update(skip.get("message", "") for skip in case.iter("skipped"))
        for failure in (*case.iter("error"), *case.iter("failure")):
            place = f"{case.get('file', case.get('classname'))}::{case.get('name')}"
            reason = failure.get("message", "").splitlines()[:REASON_LINES]
            failures += [f"FAILED {place}", *(f"    {line}" for line in reason)]
    return [f"Skipped {count}: {reason}" for reason, count in skipped.items()] + failures


def libs(_: list[str]) -> int:
    """Install the system libraries for tests and windows, or say what to type."""
    ensure_system(QT_LIBRARIES + SCREEN_LIBRARIES)
    print("All system packages are there.")
    return 0


def lock(_: list[str]) -> int:
    """Write requirements.lock from pyproject.toml: every platform, hashes, no host names."""
    if not shutil.which("uv"):
        stop("This needs uv: https://docs.astral.sh/uv/ or 'pip install uv'.")
    purpose = ("--group", "dev", "--universal", "--python-version", "3.11", "--upgrade")
    form = ("--generate-hashes", "--no-header", "--quiet", "--output-file", LOCK.name)
    return call("uv", "pip", "compile", "pyproject.toml", *purpose, *form)


COMMANDS = {"run": run, "test": test, "libs": libs, "lock": lock}


def main() -> int:
    """Do what the command line asks and return the status."""
    if sys.version_info < OLDEST_PYTHON:
        stop(f"JointDesk needs Python 3.11 or newer; this is {platform.python_version()}.")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a test's reason may hold any letter
    name, *rest = sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        print(__doc__)
        return 0 if name in ("help", "-h", "--help") else 2
    return COMMANDS[name](rest)


if __name__ == "__main__":
    sys.exit(main())
