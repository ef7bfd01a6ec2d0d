"""Take in when other people are busy, and say what is known of them."""

from dataclasses import dataclass
from pathlib import Path

from jointdesk.domain.errors import SourceError, WrongUseError
from jointdesk.domain.free_busy import FreeBusy
from jointdesk.domain.moments import DAY, Instant
from jointdesk.store.desk import Desk
from jointdesk.store.files import reason_of
from jointdesk.store.free_busy import forget_free_busy, put_free_busy

FROM_FILE = "file"
"""The source of what was read from a file."""

MOST_BYTES = 20_000_000
"""What a file of busy times may hold: more than that is none."""

_KEPT = 30 * DAY
"""For how long after they ended busy times are kept."""


@dataclass(frozen=True, slots=True)
class FreeBusyRead:
    """What was taken in of whom, and in sentences what was left out."""

    found: tuple[FreeBusy, ...]
    notes: tuple[str, ...] = ()


def read_free_busy_file(desk: Desk, path: Path, now: Instant, of: str = "") -> FreeBusyRead:
    """Take in a file of busy times, as calendars publish it.

    `of` is the e-mail address of whose it is, where the file does not say.

    Raises:
        SourceError: it cannot be read, or says nothing.
        WrongUseError: it does not say whose it is, and nobody else does.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {reason_of(error)}.") from error
    return take_free_busy(desk, data, path.name, now, of)


def take_free_busy(
    desk: Desk, data: bytes, name: str, now: Instant, of: str = "", source: str = FROM_FILE
) -> FreeBusyRead:
    """Take in busy times as they came; see `read_free_busy_file`.

    Raises:
        SourceError: the bytes say nothing of anybody's time.
        WrongUseError: they do not say whose it is, and nobody else does.
    """
    from jointdesk.ical.freebusy import read_free_busy

    if len(data) > MOST_BYTES:
        raise SourceError(f"{name} is too large to be somebody's busy times.")
    read = read_free_busy(data, name, desk.zone, now)
    owner = _address(of) if of else ""
    found = tuple(
        FreeBusy(said.email or owner, source, said.covers, said.busy, now) for said in read.found
    )
    if not found:
        raise SourceError(next(iter(read.notes), f"{name} does not say when anybody is busy") + ".")
    if not all(one.email for one in found):
        raise WrongUseError(f"{name} does not say whose time it is: name them with --of E-MAIL.")
    forget_free_busy(desk, now - _KEPT)
    put_free_busy(desk, found)
    return FreeBusyRead(found, read.notes)


def _address(text: str) -> str:
    address = text.strip().lower()
    if "@" not in address or " " in address:
        raise WrongUseError(f"“{text}” is not an e-mail address.")
    return address
