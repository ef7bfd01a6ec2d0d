"""The way to the painted week imports nothing heavy: these cost 150 to 600 ms of CPU each."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jointdesk.domain.moments import Instant

ROOT = Path(__file__).parents[2]
BANNED = {
    "asyncio",
    "cryptography",
    "dateutil",
    "holidays",
    "icalendar",
    "keyring",
    "recurring_ical_events",
    "sqlite_utils",
    "truststore",
    "urllib3",
    "jointdesk.cli",
    "jointdesk.ical",
    "jointdesk.sources",
    "jointdesk.sync",
}
"""Packages that come after the first paint or not at all."""


@pytest.fixture
def imported(tmp_path: Path, data_folder: Path, now: Instant) -> set[str]:
    """All modules that the window of the demo desk has imported when its week is painted."""
    from jointdesk.operations.demo import build_demo

    path = tmp_path / "week.desk"
    build_demo(path, data_folder=data_folder, now=now).close()
    shown = subprocess.run(
        [sys.executable, "-m", "benchmarks.first_paint", "--modules", "--desk", str(path)],
        cwd=ROOT,
        env={**os.environ, "JOINTDESK_DATA": str(data_folder)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert shown.returncode == 0, shown.stderr
    return set(shown.stdout.split())


def test_nothing_heavy_is_imported_before_the_week_is_painted(imported: set[str]) -> None:
    assert {"PySide6.QtWidgets", "jointdesk.widgets.diary"} <= imported
    heavy = {name for name in imported if any((name + ".").startswith(b + ".") for b in BANNED)}
    assert heavy == set()
