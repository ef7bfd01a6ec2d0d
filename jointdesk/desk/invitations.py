"""The files that let people join a shared desk: JSON, one for each person."""

import json
import os
import re
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile

from jointdesk.desk.server import bare
from jointdesk.domain.desk_invitations import FORMAT, SUFFIX, DeskInvitation
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.words import plain_name
from jointdesk.store.files import reason_of

_LARGEST = 200_000
_UNFIT = re.compile(r"[^\w -]")


def make_ready(folder: Path) -> None:
    """Have a folder into which invitations can be written, before a server makes any.

    Raises:
        WrongUseError: nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_LARGEST))
    except OSError as error:
        raise WrongUseError(
            f"Nothing can be written into {folder}: {reason_of(error)}. Nothing was changed; give"
            " another folder."
        ) from error


def write_invitation(folder: Path, invitation: DeskInvitation) -> Path:
    """Write an invitation that only this user may read, and return its path.

    None is ever overwritten: two people may have one name, and one person several invitations.

    Raises:
        WrongUseError: it cannot be written.
    """
    who = _UNFIT.sub("", invitation.person_name)[:60].strip() or invitation.person
    text = json.dumps({"format": FORMAT, **invitation._asdict()}, ensure_ascii=False, indent=1)
    for number in count(1):
        again = f" {number}" if number > 1 else ""
        path = folder / f"Invitation of {who}{again}{SUFFIX}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
        except FileExistsError:
            continue
        except OSError as error:
            raise WrongUseError(
                f"{path} cannot be written: {reason_of(error)}. “desk invite” makes another one for"
                f" {invitation.person_name}."
            ) from error
        break
    return path


def read_invitation(path: Path) -> DeskInvitation:
    """Return the invitation in a file.

    Raises:
        WrongUseError: there is no such file, or it is no invitation of a version known here.
        ServerError: it names no server.
    """
    name = plain_name(path.name)
    try:
        said = json.loads(_bytes_of(path))
        version = said.pop("format")
        if version != FORMAT:
            raise WrongUseError(
                f"{name} was made by another version of JointDesk. Install the newest."
            )
        found = DeskInvitation(**said)
    except OSError as error:
        raise WrongUseError(f"{name} cannot be read: {reason_of(error)}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WrongUseError(f"{name} is no invitation to a shared desk.") from error
    if not all(isinstance(one, str) for one in found):
        raise WrongUseError(f"{name} is no invitation to a shared desk.")
    return found._replace(address=bare(found.address))  # nobody wrote it who may send one elsewhere


def _bytes_of(path: Path) -> bytes:
    """Return what a file holds; what is no file, or too large, may never come to an end."""
    if not path.is_file():
        path.stat()  # which says why, where there is nothing
        raise ValueError("no file")
    with path.open("rb") as file:
        found = file.read(_LARGEST + 1)
    if len(found) > _LARGEST:
        raise ValueError("too large")
    return found
