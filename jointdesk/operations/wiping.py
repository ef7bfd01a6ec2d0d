"""Leave a shared desk and take this machine's copy away, as for a computer that is handed back."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from jointdesk.domain.errors import JointDeskError, SecretError, UnsentError, WrongUseError
from jointdesk.domain.moments import Instant
from jointdesk.domain.words import counted, plain
from jointdesk.operations.desk_members import unsent_files
from jointdesk.operations.desk_password import forget_password, still_kept
from jointdesk.operations.known_desks import REMAINS, forget_desk, is_half_wiped
from jointdesk.operations.shared_desk import desk_status, exchange_now, forget_server
from jointdesk.operations.sources import Keep
from jointdesk.store.collections import list_collections
from jointdesk.store.connections import list_connections
from jointdesk.store.desk import Desk, open_desk
from jointdesk.store.desk_copies import desk_copies, holds_more
from jointdesk.store.devices import forget_device, pairing_file
from jointdesk.store.quiet_exchanges import quiet_file
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.secrets import Secrets
from jointdesk.store.server_log import HistoryError
from jointdesk.store.wiping import (
    WipingNote,
    begin_wiping,
    end_wiping,
    overwrite,
    wiping_note,
)
from jointdesk.sync.progress import Progress, silent

_NOT_SHARED = (
    "This desk is not shared: what is in its file is nowhere else, and nothing was removed. Delete"
    " the file yourself if nobody needs it."
)


class Wiped(NamedTuple):
    """What taking a copy away came to: files that are gone, and those that could not be removed.

    `calendars` are the names of those that only this machine had read for the others, `passwords`
    what a keyring that could not be asked may keep still.
    """

    removed: tuple[Path, ...]
    kept: tuple[Path, ...]
    calendars: tuple[str, ...] = ()
    passwords: tuple[str, ...] = ()


def own_calendars(desk: ReadableDesk) -> tuple[str, ...]:
    """Return the names of the calendars to which this machine is connected itself."""
    names = {one.id: one.name for one in list_collections(desk.connection)}
    return tuple(
        plain(names.get(one.collection_id) or one.collection_id)
        for one in list_connections(desk.connection)
        if not one.is_carried
    )


def refuse_if_unsent(desk: ReadableDesk, path: Path, why: str = "") -> None:
    """Let nothing be wiped that is on this machine alone; `why` says what keeps it here.

    Raises:
        WrongUseError: the desk is not shared.
        UnsentError: something of this machine is not on the server.
    """
    status = desk_status(desk)
    if status.membership is None:
        raise WrongUseError(_NOT_SHARED)
    if status.waiting:
        raise UnsentError(
            f"{counted(status.waiting, 'change')} of this computer would be lost: not on the"
            f" server yet. Nothing was removed. {why}".rstrip()
        )
    if found := unsent_files(path):
        names = ", ".join(plain(one.name) for one in found)
        raise UnsentError(
            f"What you could not send when a seat ended would be lost: {names}. Nothing was"
            " removed. Move it elsewhere first."
        )
    if held := [one for one in desk_copies(path) if holds_more(one, desk.connection)]:
        names = ", ".join(plain(one.name) for one in held)
        raise UnsentError(
            "Copies from before a restore or a new version hold what is neither in the desk nor on"
            f" the server, or cannot be read: {names}. Nothing was removed. Move them elsewhere"
            " first."
        )


def get_ready(
    desk: Desk,
    now: Instant,
    data_folder: Path,
    password: str = "",
    *,
    discard_unsent: bool = False,
    progress: Progress = silent,
) -> None:
    """Exchange a last time, and see that nothing is on this machine alone.

    A server that cannot be asked, or that has let this person go, is no hindrance where it has
    confirmed everything before.

    Raises:
        WrongUseError: the desk is not shared.
        UnsentError: something is not on the server and is wanted.
        HistoryError: the server's past is not the one that this machine knew: it is needed.
    """
    if desk_status(desk).membership is None:
        raise WrongUseError(_NOT_SHARED)
    why = ""
    try:
        while exchange_now(desk, now, data_folder, password, progress).sent:
            pass
    except HistoryError:
        if not discard_unsent:
            raise
    except SecretError:
        why = "The password of the shared desk is not on this computer."
    except JointDeskError as error:
        why = str(error)
    if not discard_unsent:
        refuse_if_unsent(desk, desk.path, why)


def wipe(path: Path, data_folder: Path, *, discard_unsent: bool = False) -> Wiped:
    """End this machine's part and take its copy away, after `get_ready`; nobody may have it open.

    Overwritten and removed are the file, what lies beside it, the server's certificate, the
    passwords in the keyring, and what this computer remembered of the desk. One that was cut off
    is finished.

    Raises:
        WrongUseError: the desk is not shared.
        UnsentError: something is not on the server and is wanted.
        DeskFileError: it cannot be opened, or somebody has it open; nothing was changed.
    """
    path = path.resolve()
    note, calendars = (wiping_note(path) if is_half_wiped(path) else None), tuple[str, ...]()
    if note is None:
        with open_desk(path, data_folder=data_folder) as desk:
            if not discard_unsent or desk_status(desk).membership is None:
                refuse_if_unsent(desk, path)
            note, calendars = _note(desk), own_calendars(desk)
        begin_wiping(path, note)
    removed, kept = overwrite(path, unsent_files(path))
    passwords = _forget(path, data_folder, note)
    if not kept:
        end_wiping(path)
    return Wiped(tuple(removed), tuple(kept), calendars, tuple(passwords))


def wiped_words(done: Wiped) -> str:
    """Return what a wiping came to, in sentences."""
    if done.kept:
        names = ", ".join(plain(one.name) for one in done.kept)
        return (
            f"Not everything could be removed: {names}. Close whatever has it open, then do the"
            " same again."
        )
    what = "" if done.passwords else "the password and "
    told = [
        "This computer is no part of the shared desk any more, and its copy is gone: overwritten"
        f" and removed, with {what}all that this computer remembered of it.",
        *filter(None, [still_kept(done.passwords)]),
        REMAINS,
    ]
    if done.calendars:
        told.append(
            f"It had read {', '.join(done.calendars)}: where no other computer is connected to"
            " that, nobody reads it for the shared desk now."
        )
    return " ".join(told)


def _note(desk: Desk) -> WipingNote:
    membership = desk_status(desk).membership
    person, role = (membership.person_id, membership.role) if membership else ("", "")
    known = list_connections(desk.connection)
    connected = tuple(one.collection_id for one in known if one.secret == Keep.KEYRING)
    return WipingNote(desk.id, connected, person, role)


def _forget(path: Path, data_folder: Path, note: WipingNote) -> list[str]:
    """Forget what this computer keeps of the desk beside its file.

    Returns what a keyring that could not be asked may keep still.
    """
    secrets = Secrets(note.desk)
    passwords = forget_password(note.desk, note.role) if note.desk else []
    passwords += [secrets.name_of(one) for one in note.collections if not secrets.forget(one)]
    with suppress(OSError):
        forget_server(note.desk, data_folder)
        pairing = pairing_file(data_folder, note.desk, path)
        forget_device(pairing)
        quiet_file(pairing).unlink(missing_ok=True)
    forget_desk(data_folder, path)
    _forget_likings(data_folder / "window.ini", {note.desk, note.person} - {""})
    return passwords


def _forget_likings(file: Path, ids: set[str]) -> None:
    """Take the lines out that name the desk or its person: what they looked for, and when."""
    with suppress(OSError, UnicodeDecodeError):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        left = [line for line in lines if not any(one in line for one in ids)]
        if left != lines:
            file.write_text("".join(left), "utf-8")
