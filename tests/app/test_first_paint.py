"""The way to the painted week imports nothing heavy: these cost 150 to 600 ms of CPU each."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BANNED = {
    "cryptography",
    "dateutil",
    "holidays",
    "icalendar",
    "keyring",
    "recurring_ical_events",
    "sqlite_utils",
    "truststore",
    "urllib3",
    "jointdesk.ical",
    "jointdesk.sources",
    "jointdesk.sync",
}
"""Top-level names, or packages of ours, that come after the first paint or not at all."""


@pytest.mark.skipif(
    not (ROOT / "jointdesk" / "app" / "window.py").exists(), reason="there is no window yet"
)
def test_nothing_heavy_is_imported_before_the_week_is_painted(
    tmp_path: Path, data_folder: Path
) -> None:
    from jointdesk.store.desk import create_desk

    path, picture = tmp_path / "week.desk", tmp_path / "week.png"
    create_desk(path, name="Week", zone="Europe/London", data_folder=data_folder).close()
    environment = {
        **os.environ,
        "JOINTDESK_DATA": str(data_folder),
        "JOINTDESK_SCREENSHOT": str(picture),
    }
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "jointdesk", "--desk", str(path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert shown.returncode == 0, shown.stderr[-2000:]
    assert picture.read_bytes().startswith(b"\x89PNG")
    imported = set(re.findall(r"\|\s+([\w.]+)$", shown.stderr, re.MULTILINE))
    assert "PySide6.QtWidgets" in imported
    heavy = {name for name in imported if any((name + ".").startswith(b + ".") for b in BANNED)}
    assert heavy == set()
