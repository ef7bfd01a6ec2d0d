"""The files that let people join a shared desk: JSON, one for each person."""

import json
import os
import re
from pathlib import Path

from jointdesk.domain.desk_invitations import FORMAT, SUFFIX, DeskInvitation
from jointdesk.domain.errors import WrongUseError

_LARGEST = 200_000
_UNFIT = re.compile(r"[^\w -]")


def write_invitation(folder: Path, invitation: DeskInvitation) -> Path:
    """Write an invitation that only this user may read, and return its path.

    Raises:
        WrongUseError: it cannot be written, or there is one already.
    """
    who = _UNFIT.sub("", invitation.person_name)[:60].strip() or invitation.person
    path = folder / f"Invitation of {who}{SUFFIX}"
    text = json.dumps({"format": FORMAT, **invitation._asdict()}, ensure_ascii=False, indent=1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    except FileExistsError:
        raise WrongUseError(
            f"{path} is there already. Give another folder: an invitation is never overwritten."
        ) from None
    except OSError as error:
        raise WrongUseError(f"{path} cannot be written: {error.strerror}.") from error
    return path


def read_invitation(path: Path) -> DeskInvitation:
    """Return the invitation in a file.

    Raises:
        WrongUseError: there is no such file, or it is no invitation of a version known here.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        said = json.loads(path.read_text("utf-8"))
        version = said.pop("format")
        if version != FORMAT:
            raise WrongUseError(
                f"{path.name} was made by another version of JointDesk. Install the newest."
            )
        found = DeskInvitation(**said)
    except OSError as error:
        raise WrongUseError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WrongUseError(f"{path.name} is no invitation to a shared desk.") from error
    if not all(isinstance(one, str) for one in found):
        raise WrongUseError(f"{path.name} is no invitation to a shared desk.")
    return found
