"""The way to the painted week imports nothing that can wait: it is what a start consists of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jointdesk.domain.moments import Instant

ROOT = Path(__file__).parents[2]
HEAVY = {
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
"""What costs 150 to 600 ms of CPU each: it comes after the first paint or not at all."""

LATER = {
    "calendar",
    "difflib",
    "hashlib",
    "importlib.resources",
    "logging.handlers",
    "socket",
    "uuid",
    "jointdesk.derive.expansion",
    "jointdesk.derive.view",
    "jointdesk.diary.conflicts",
    "jointdesk.diary.settlements",
    "jointdesk.diary.verdicts",
    "jointdesk.operations.agenda",
    "jointdesk.operations.conflicts",
    "jointdesk.operations.people",
    "jointdesk.store.changes",
    "jointdesk.store.connections",
    "jointdesk.store.desk",
    "jointdesk.store.search",
    "jointdesk.viewmodels.agenda",
    "jointdesk.viewmodels.inspector",
    "jointdesk.viewmodels.journeys",
    "jointdesk.viewmodels.judged_days",
    "jointdesk.viewmodels.overview",
    "jointdesk.widgets.agenda",
    "jointdesk.widgets.empty",
    "jointdesk.widgets.inspector",
}
"""Small things that would add up: what judges, lists, inspects, writes or logs."""


@pytest.fixture
def imported(tmp_path: Path, data_folder: Path, now: Instant) -> set[str]:
    """All modules that the window of the demo desk has imported when its week is painted.

    That the worker has not begun by then is seen by the same: it would import what judges.
    """
    from jointdesk.operations.demo import build_demo

    path = tmp_path / "week.desk"
    build_demo(path, data_folder=data_folder, now=now).close()
    shown = subprocess.run(
        [sys.executable, "-m", "benchmarks.first_paint", "--modules", "--desk", str(path)],
        cwd=ROOT,
        env={**os.environ, "JOINTDESK_DATA": str(data_folder), "JOINTDESK_AS": "Imogen"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert shown.returncode == 0, shown.stderr
    return set(shown.stdout.split())


def test_nothing_heavy_is_imported_before_the_week_is_painted(imported: set[str]) -> None:
    assert {"PySide6.QtWidgets", "jointdesk.widgets.diary"} <= imported
    early = {
        name
        for name in imported
        if any(f"{name}.".startswith(f"{banned}.") for banned in HEAVY | LATER)
    }
    assert early == set()
