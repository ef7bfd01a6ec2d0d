"""Copy the open desk to a file of its own."""

from pathlib import Path

from jointdesk.domain.file_names import usable
from jointdesk.store.backup import backup
from jointdesk.store.desk import Desk


def back_up(desk: Desk, file: Path) -> Path:
    """Write a consistent, verified copy of the desk to a new file and return where it is.

    Raises:
        DeskFileError: the file exists, cannot be written, or the desk is damaged.
        WrongUseError: no file could have that name.
    """
    backup(desk, usable(file))
    return file
