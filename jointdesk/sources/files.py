"""A calendar file, and a folder of them.

A folder is read one level deep: the regular files in it whose name ends in `.ics`, in order of
their names. Hidden ones are left alone; they are other programs' own (`._name.ics`, half-written
copies).
"""

import stat
from dataclasses import dataclass
from pathlib import Path

from jointdesk.domain.components import Problem
from jointdesk.domain.errors import StoppedError
from jointdesk.sources.protocol import (
    NOTHING_KNOWN,
    Cancelled,
    Fetched,
    Known,
    Part,
    Told,
    UnreadableError,
    never,
    unheard,
)

MAX_BYTES = 1_000_000_000
"""What one file, or one folder in all, may hold: more than that is no calendar."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """One file on this machine, whatever its name ends in."""

    path: Path
    max_bytes: int = MAX_BYTES

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Read the file, as `Source.read` describes it."""
        if cancelled():
            raise StoppedError
        return Fetched((Part(shown_name(self.path), _content(self.path, self.max_bytes)),))


@dataclass(frozen=True, slots=True)
class FolderSource:
    """The calendar files of one folder; one that cannot be read leaves the others alone."""

    path: Path
    max_bytes: int = MAX_BYTES

    def read(
        self, known: Known = NOTHING_KNOWN, cancelled: Cancelled = never, told: Told = unheard
    ) -> Fetched:
        """Read every file, as `Source.read` describes it."""
        parts, unread = [], []
        left = self.max_bytes
        for path in _calendar_files(self.path):
            if cancelled():
                raise StoppedError
            name = shown_name(path)
            try:
                data = _content(path, left)
            except UnreadableError as error:
                unread.append(Problem(name, 1, "", error.reason))
            else:
                left -= len(data)
                parts.append(Part(name, data))
        return Fetched(tuple(parts), unread=tuple(unread))


def shown_name(path: Path) -> str:
    """Return a file's name as it may be shown: what cannot be printed becomes U+FFFD."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in path.name)


def _calendar_files(folder: Path) -> list[Path]:
    """Return the folder's calendar files in order of their names."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise UnreadableError(_reason(error, "folder")) from None
    return [
        folder / name
        for name in names
        if name.lower().endswith(".ics") and not name.startswith(".")
    ]


def _content(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of one regular file."""
    try:
        # Asked before opening: opening a pipe would wait for somebody to write into it.
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError("it is not a file")
        if found.st_size > max_bytes:
            raise UnreadableError("it is larger than any calendar")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(_reason(error, "file")) from None


def _reason(error: OSError, what: str) -> str:
    """Say what is wrong without the path, which the system's own text would name."""
    if isinstance(error, FileNotFoundError):
        return f"the {what} is not there"
    if isinstance(error, NotADirectoryError):
        return "it is not a folder"
    if isinstance(error, PermissionError):
        return f"the {what} may not be opened, or another program holds it"
    return f"the {what} cannot be read from its disk"
