"""Where this program keeps what belongs to this person on this machine."""

import os
from pathlib import Path


def data_folder() -> Path:
    """Return the user's data folder for JointDesk; it need not exist yet.

    JOINTDESK_DATA names another one (tests, a second person at one machine).
    """
    named = os.environ.get("JOINTDESK_DATA", "")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_data_path("JointDesk", appauthor=False)


def has_screen() -> bool:
    """True if a window can be shown; where Qt is told its platform, it is taken at its word."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.name == "nt" or os.uname().sysname == "Darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
