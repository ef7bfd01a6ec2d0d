"""Names of files as people type or paste them: some that no system could ever have."""

import os
from pathlib import Path

from jointdesk.domain.errors import WrongUseError

_LONGEST_PART, _LONGEST = 255, 4_000
"""Bytes; every system that JointDesk runs on allows about as much, and none much more."""


def usable(path: Path) -> Path:
    """Return the path, if there could be a file of that name.

    Raises:
        WrongUseError: it holds a character that no name holds, or is too long.
    """
    try:
        parts = [len(os.fsencode(part)) for part in path.parts]
    except UnicodeEncodeError:
        parts = []
    if "\0" in str(path) or (path.parts and not parts):
        raise WrongUseError("That is no name of a file: it holds a character that no name can.")
    if max(parts, default=0) > _LONGEST_PART or sum(parts) > _LONGEST:
        raise WrongUseError("That is too long for the name of a file.")
    return path
