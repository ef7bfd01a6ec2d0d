"""Where the public collection of real calendars lies, beside the checkout; not part of it."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "corpora"


def corpora() -> Path:
    """The folder of real calendars; skips the test (or, at import, the module) without it."""
    if not FOLDER.is_dir():
        pytest.skip(f"no calendars in {FOLDER}", allow_module_level=True)
    return FOLDER
