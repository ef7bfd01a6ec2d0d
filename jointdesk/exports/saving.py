"""An export's file: its name, and its bytes there whole or not at all."""

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.file_names import usable
from jointdesk.store.files import draft_of, reason_of

NAME_LIMIT = 100
"""Characters of a name without its ending: Windows allows some 250 for the whole path."""

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
"""Windows takes these names for devices, whatever their ending."""


class ExportError(JointDeskError):
    """The file of an export cannot be written; what was there before is as it was."""


def file_name(title: str, ending: str, marking: str = "") -> str:
    """Return a file name that every system allows, the marking first; `ending` is like "pdf"."""
    words = f"{marking} {title}" if marking else title
    letters = "".join(
        letter
        for letter in unicodedata.normalize("NFC", words)
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn") or letter.isspace()
    )
    name = _NOT_IN_NAMES.sub(" ", letters).strip(" .-")[:NAME_LIMIT].rstrip(" .")
    if not name or _RESERVED.match(name):
        name = f"Export {name}".rstrip()
    return f"{name}.{ending}"


def save(data: bytes, file: Path) -> None:
    """Write the file; see `about_to_save`.

    Raises:
        ExportError: the place cannot be written.
        WrongUseError: no file could have that name.
    """
    with about_to_save(data, file):
        pass


@contextmanager
def about_to_save(data: bytes, file: Path) -> Iterator[None]:
    """Write the file by way of one beside it, so that it is never there in part.

    It takes its place at the end, and not at all where something is raised before: so what has
    to be known of it can be noted first. A file that is there already is replaced.

    Raises:
        ExportError: the place cannot be written.
        WrongUseError: no file could have that name.
    """
    usable(file)
    if file.is_dir():
        raise ExportError(f"{file} is a folder. Name a file in it.")
    if file.exists() and not file.is_file():
        raise ExportError(f"{file} is no file that could be replaced. Choose another name.")
    if not file.parent.is_dir():
        raise ExportError(f"There is no folder {file.parent}. Make it, or choose another place.")
    draft = draft_of(file)
    try:
        with _told(file), draft.open("wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        yield
        with _told(file):
            os.replace(draft, file)
    finally:
        with suppress(OSError):
            draft.unlink()


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turn what the system says into a sentence."""
    try:
        yield
    except OSError as error:
        raise ExportError(
            f"{file} cannot be written: {reason_of(error)}. If it is open in another program,"
            " close it there, or choose another name."
        ) from error
