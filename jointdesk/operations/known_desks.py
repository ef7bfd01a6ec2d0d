"""The desks that were opened on this computer, the last one first: kept beside them, in none."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from jointdesk.domain.errors import JointDeskError
from jointdesk.store.files import replace_text, wiping_mark
from jointdesk.store.reading import Reading

_MOST = 8
_MAGIC = b"SQLite format 3\0"
_UNFIT = re.compile(r"[^\w -]")


REMAINS = (
    "No program can promise more: a solid-state disk and backups of this computer may keep old"
    " bytes for a while, and copies, exports and mails that you made are where you put them."
    " Whoever takes the computer back should erase its disk."
)
"""What removing a file does not do."""


def default_desk(data_folder: Path) -> Path:
    """Return where a desk lies that nobody gave another place."""
    return data_folder / "desk.jointdesk"


def known_desks(data_folder: Path) -> list[Path]:
    """Return the desks that were opened in the window, the last one first; some may be gone."""
    try:
        kept = json.loads(_file(data_folder).read_text("utf-8"))["desks"]
        return [Path(one) for one in kept if isinstance(one, str) and one]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def last_desk(data_folder: Path) -> Path:
    """Return the desk that was opened last and is still there, else the usual one."""
    there = (path for path in known_desks(data_folder) if path.is_file())
    return next(there, default_desk(data_folder))


def remember_desk(data_folder: Path, path: Path, before: Path) -> None:
    """Note that a desk was opened in the place of another: that one is the next in the list."""
    first = [path.resolve(), before.resolve()]
    rest = [one for one in known_desks(data_folder) if one not in first]
    _write(data_folder, [*dict.fromkeys(first), *rest][:_MOST])


def forget_desk(data_folder: Path, path: Path) -> None:
    """Have a desk in the list no more."""
    known = known_desks(data_folder)
    if path.resolve() in known:
        _write(data_folder, [one for one in known if one != path.resolve()])


def open_reading(path: Path, data_folder: Path) -> Reading:
    """Open the desk for reading; where an older program made it, bring it up to date first.

    Raises:
        JointDeskError: it cannot be opened.
    """
    try:
        return Reading(path)
    except JointDeskError:
        from jointdesk.store.desk import open_desk  # which only a first start of a version needs

        open_desk(path, data_folder=data_folder).close()
        return Reading(path)


def is_desk_with(path: Path, desk_id: str) -> bool:
    """True where a desk with that id lies there."""
    try:
        reading = Reading(path)
    except JointDeskError:
        return False
    try:
        return reading.id == desk_id
    finally:
        reading.close()


def place_of(data_folder: Path, desk_id: str, name: str, here: Path) -> Path:
    """Return where a shared desk lies or may come to lie, on a computer whose window shows `here`.

    Where it is known already that is its place, else a file that is not there yet.
    """
    known = (here, *known_desks(data_folder), default_desk(data_folder))
    found = (path for path in known if is_desk_with(path, desk_id))
    return next(found, None) or new_place(data_folder, name)


def is_half_wiped(path: Path) -> bool:
    """True where taking a desk away was cut off: what is left is no database any more."""
    if not wiping_mark(path).exists():
        return False
    try:
        with path.open("rb") as opened:
            return opened.read(len(_MAGIC)) != _MAGIC
    except OSError:
        return True


def new_place(data_folder: Path, name: str) -> Path:
    """Return where a further desk of that name may lie: a file that is not there yet."""
    called = _UNFIT.sub("", name)[:60].strip() or "desk"
    path, number = data_folder / f"{called}.jointdesk", 1
    while path.exists():
        number += 1
        path = data_folder / f"{called} {number}.jointdesk"
    return path


def _write(data_folder: Path, paths: Iterable[Path]) -> None:
    """Keep the list; where that fails the window only begins with another desk next time."""
    with suppress(OSError):
        data_folder.mkdir(parents=True, exist_ok=True)
        replace_text(_file(data_folder), json.dumps({"desks": [str(one) for one in paths]}) + "\n")


def _file(data_folder: Path) -> Path:
    return data_folder / "desks.json"
