"""PySide is kept from reading the source of all that is imported, and nothing else changes."""

import subprocess
import sys

CODE = """
from jointdesk.app.qt_imports import leave_sources_unread

leave_sources_unread()
import linecache
import jointdesk.widgets.look

import jointdesk

print(any(name.startswith(tuple(jointdesk.__path__)) for name in linecache.cache))
"""


def test_no_source_of_ours_is_read_while_it_is_imported() -> None:
    shown = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=600
    )
    assert shown.stdout.strip() == "False"
