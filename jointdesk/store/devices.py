"""Which device writes: one chain of changes must never be continued from two copies of a file.

A desk file names its devices; which of them this machine is, only a small file in the user's
data folder says. It is paired with the desk's id and path, holds a token whose hash the desk
has, and remembers how many changes the device had made. A desk that was copied elsewhere, moved
or put back from an older copy does not fit any more, and gets a new device; the old chain stays.
"""

import hashlib
import json
import os
import secrets
import sqlite3
import uuid
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jointdesk.domain.errors import DeskFileError
from jointdesk.store.files import reason_of, replace_text


class _Pairing(NamedTuple):
    device: str
    token: str
    changes: int


def this_device(connection: sqlite3.Connection, pairing_file: Path) -> str:
    """Return the device id for the next change, a new one where the pairing does not fit.

    Call it in the transaction that makes the change.

    Raises:
        DeskFileError: the user's data folder cannot be written.
    """
    pairing = _read(pairing_file)
    if pairing is not None:
        row = connection.execute(
            "SELECT token_hash FROM device WHERE id = ?", (pairing.device,)
        ).fetchone()
        is_ours = row is not None and row[0] == _hash(pairing.token)
        if is_ours and _count(connection, pairing.device) >= pairing.changes:
            return pairing.device
    made = _Pairing(str(uuid.uuid4()), secrets.token_hex(16), 0)
    connection.execute("INSERT INTO device VALUES (?, ?)", (made.device, _hash(made.token)))
    try:
        _write(pairing_file, made)
    except OSError as error:
        raise DeskFileError(
            f"{pairing_file.parent} cannot be written: {reason_of(error)}. Nothing was changed."
        ) from error
    return made.device


def remember_changes(connection: sqlite3.Connection, pairing_file: Path) -> None:
    """Note how many changes this device has made, after they were committed.

    Where that fails a lower number stays, which only makes an older copy harder to notice.
    """
    pairing = _read(pairing_file)
    if pairing is None:
        return
    with suppress(OSError, sqlite3.Error):
        changes = max(_count(connection, pairing.device), pairing.changes)
        _write(pairing_file, pairing._replace(changes=changes))


def forget_device(pairing_file: Path) -> None:
    """Have the desk get a new device at the next change."""
    pairing_file.unlink(missing_ok=True)


def pairing_file(data_folder: Path, desk_id: str, path: Path) -> Path:
    """Return the file that pairs this user's machine with the desk at that path."""
    place = hashlib.sha256(os.path.normcase(path.resolve()).encode()).hexdigest()[:12]
    return data_folder / "devices" / f"{desk_id}-{place}.json"


def _count(connection: sqlite3.Connection, device: str) -> int:
    """The number of changes of the device, by the numbers in its chains."""
    row = connection.execute(
        "SELECT sum((SELECT max(n) FROM change WHERE stream_id = stream.id AND device = ?))"
        " FROM stream",
        (device,),
    ).fetchone()
    return int(row[0] or 0)


def _read(file: Path) -> _Pairing | None:
    try:
        parts = json.loads(file.read_text("utf-8"))
        return _Pairing(str(parts["device"]), str(parts["token"]), int(parts["changes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(file: Path, pairing: _Pairing) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_text(file, json.dumps(pairing._asdict()))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
