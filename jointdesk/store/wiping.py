"""Overwrite and remove a desk's file with all that lies beside it; go on where that was cut off.

What is to be removed is noted in a file beside the desk's first, which goes last: who finds it
finishes the work, whatever the desk's file looks like by then.
"""

import glob
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jointdesk.domain.errors import DeskFileError
from jointdesk.store.backup import is_open
from jointdesk.store.desk_copies import COPY_ENDS
from jointdesk.store.files import companions, reason_of, wiping_mark

_CHUNK = 1 << 20
_BESIDE = (*COPY_ENDS, "*.new")
"""What this program puts beside a desk: copies from before a restore or a new version, drafts."""


class WipingNote(NamedTuple):
    """What a wiping that has begun goes by: the ids of the desk and of its person.

    `collections` are those of which the keyring has a secret; `role` is the login, "" where an
    older program began it.
    """

    desk: str
    collections: tuple[str, ...]
    person: str
    role: str = ""


def begin_wiping(path: Path, note: WipingNote) -> None:
    """Note beside the desk that it is to be removed.

    Raises:
        DeskFileError: somebody has the desk open, or nothing can be written there.
    """
    if is_open(path):
        raise DeskFileError(
            f"The desk {path.name} is open. Close every window and command that uses it, then try"
            " again. Nothing was changed."
        )
    try:
        wiping_mark(path).write_text(json.dumps(note._asdict()), "utf-8")
    except OSError as error:
        raise DeskFileError(
            f"{path.parent} cannot be written: {reason_of(error)}. Nothing was changed."
        ) from error


def wiping_note(path: Path) -> WipingNote | None:
    """Return what a wiping that was cut off goes by, None where none has begun."""
    try:
        kept = json.loads(wiping_mark(path).read_text("utf-8"))
        collections, role = tuple(kept["collections"]), str(kept.get("role", ""))
        return WipingNote(str(kept["desk"]), collections, str(kept["person"]), role)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return WipingNote("", (), "")


def end_wiping(path: Path) -> None:
    """Note that nothing is left to be removed."""
    wiping_mark(path).unlink(missing_ok=True)


def overwrite(path: Path, further: Sequence[Path] = ()) -> tuple[list[Path], list[Path]]:
    """Write zeros over a desk's files and further ones, and remove them.

    Returns those that were removed, and those that could not be.
    """
    removed, kept = list[Path](), list[Path]()
    for file in (*_files(path), *further):
        if not file.is_file():
            continue
        with suppress(OSError):  # one that cannot be written may still be removed
            _overwrite(file)
        try:
            file.unlink()
            removed.append(file)
        except OSError:
            kept.append(file)
    return removed, kept


def _overwrite(file: Path) -> None:
    zeros = bytes(_CHUNK)
    with file.open("r+b") as opened:
        left = file.stat().st_size
        while left > 0:
            left -= opened.write(zeros[: min(left, _CHUNK)])
        opened.flush()
        os.fsync(opened.fileno())


def _files(path: Path) -> list[Path]:
    """Return the desk's file, and what this program has put beside it."""
    name = glob.escape(path.name)
    beside = sorted({one for end in _BESIDE for one in path.parent.glob(f"{name}.{end}")})
    return [one for file in (path, *beside) for one in (file, *companions(file))]
