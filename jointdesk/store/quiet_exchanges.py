"""When an exchange went well that brought nothing: kept beside the desk.

Whatever is written to the desk's file has every window on it look again at everything.
"""

from contextlib import suppress
from pathlib import Path

from jointdesk.domain.moments import Instant
from jointdesk.store.desk import Desk
from jointdesk.store.files import replace_text
from jointdesk.store.membership import find_membership


def note_quiet_exchange(desk: Desk, at: Instant) -> None:
    """Note when it was; where that fails the time is told less exactly."""
    with suppress(OSError):
        replace_text(quiet_file(desk.pairing_file), str(at))


def last_exchange(desk: Desk) -> Instant | None:
    """Return when an exchange last went well, None for never."""
    membership = find_membership(desk.connection)
    noted = membership.synced_at if membership is not None else None
    if noted is None:
        return None
    with suppress(OSError, ValueError):
        return Instant(max(noted, int(quiet_file(desk.pairing_file).read_text("utf-8"))))
    return Instant(noted)


def quiet_file(pairing_file: Path) -> Path:
    """Return the file that holds the moment, beside the one that pairs this machine."""
    return pairing_file.with_suffix(".exchanged")
