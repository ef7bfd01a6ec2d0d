"""Take in when other people are busy: from files, and by asking connected servers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jointdesk.domain.errors import (
    JointDeskError,
    NotFoundError,
    SourceError,
    StoppedError,
    WrongUseError,
)
from jointdesk.domain.free_busy import FreeBusy
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.domain.words import diary_name, listed
from jointdesk.operations.sources import ON_SERVER, SourceRow, list_sources, source_of
from jointdesk.sources.addresses import server_url
from jointdesk.sources.protocol import Cancelled, never
from jointdesk.sources.transfer import Limits
from jointdesk.store.desk import Desk
from jointdesk.store.files import reason_of
from jointdesk.store.free_busy import forget_free_busy, put_free_busy

if TYPE_CHECKING:
    from jointdesk.ical.freebusy import Question
    from jointdesk.sources.caldav.free_busy import Told
    from jointdesk.sources.caldav.source import CaldavSource

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
    if owner and len({said.email for said in read.found} - {""}) > 1:
        raise WrongUseError(f"{name} is about several people: leave --of out.")
    found = tuple(
        FreeBusy(owner or said.email, source, said.covers, said.busy, now) for said in read.found
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


def ask_free_busy(
    desk: Desk,
    emails: Sequence[str],
    window: Span,
    now: Instant,
    *,
    secrets: Mapping[str, str] | None = None,
    cancelled: Cancelled = never,
) -> FreeBusyRead:
    """Ask the connected servers that answer when people are busy (RFC 6638), and take it in.

    Each account is asked once; nobody is written to. What one server cannot say is a note.

    Raises:
        WrongUseError: an address is none, or no connected server answers such questions.
        StoppedError: `cancelled` said so.
    """
    from jointdesk.ical.freebusy import Question

    wanted = tuple(dict.fromkeys(map(_address, emails)))
    rows = list(_asking(desk))
    if not rows or not wanted:
        raise WrongUseError("No connected server answers when people are busy.")
    found: list[FreeBusy] = []
    notes: list[str] = []
    for row in rows:
        asked = Question(row.connection.addresses.split()[0], wanted, window, now)
        read = _asked(desk, row, asked, secrets or {}, cancelled)
        found += read.found
        notes += read.notes
    silent = [one for one in wanted if one not in {each.email for each in found}]
    if silent:
        verb = "are" if len(silent) > 1 else "is"
        notes.append(f"No server knows when {listed(silent)} {verb} busy")
    return FreeBusyRead(tuple(found), tuple(dict.fromkeys(notes)))


def _asked(
    desk: Desk, row: SourceRow, asked: "Question", secrets: Mapping[str, str], cancelled: Cancelled
) -> FreeBusyRead:
    """Ask one server, and take in what it says."""
    from jointdesk.sources.caldav.free_busy import people_free_busy

    try:
        source = _server(desk, row, secrets)
        told = people_free_busy(source.url, source.login, asked, Limits(), cancelled)
    except StoppedError:
        raise
    except JointDeskError as error:
        name = diary_name(row.collection.name)
        return FreeBusyRead((), (f"The {name}'s server: {str(error).removesuffix('.')}",))
    reads = [_taken(desk, one, asked.at, row.collection.id) for one in told]
    return FreeBusyRead(
        tuple(one for read in reads for one in read.found),
        tuple(note for read in reads for note in read.notes),
    )


def ask_calendar(
    desk: Desk,
    url: str,
    of: str,
    source_id: str,
    window: Span,
    now: Instant,
    *,
    secrets: Mapping[str, str] | None = None,
) -> FreeBusyRead:
    """Ask when a calendar on a connected source's server is busy (RFC 4791), and take it in.

    Raises:
        WrongUseError: the URL is none, or no e-mail address says whose calendar it is.
        NotFoundError: there is no such source on this machine.
        SourceError: the server does not say.
    """
    from jointdesk.sources.caldav.free_busy import calendar_free_busy

    address = server_url(url)
    row = next((one for one in list_sources(desk) if one.collection.id == source_id), None)
    if row is None or row.collection.kind != ON_SERVER:
        raise NotFoundError(f"There is no calendar server {source_id} on this computer.")
    if not of:
        raise WrongUseError("Say whose calendar it is with --of E-MAIL.")
    source = _server(desk, row, secrets or {})
    try:
        data = calendar_free_busy(source.url, source.login, address, window, Limits())
    except SourceError as error:
        raise SourceError(f"The {diary_name(row.collection.name)}'s server: {error}.") from error
    return take_free_busy(desk, data, "The server's answer", now, of, source_id)


def _asking(desk: Desk) -> Iterator[SourceRow]:
    """Yield one calendar of each account whose server answers for people."""
    seen = set()
    for row in list_sources(desk):
        connection = row.connection
        server = urlsplit(connection.address).netloc, connection.user
        if row.collection.kind != ON_SERVER or not connection.schedules or server in seen:
            continue
        if connection.addresses:
            seen.add(server)
            yield row


def _server(desk: Desk, row: SourceRow, secrets: Mapping[str, str]) -> "CaldavSource":
    """Return the server behind a calendar.

    Raises:
        SecretError: nobody can sign in now.
    """
    from jointdesk.sources.caldav.source import CaldavSource

    source = source_of(desk, row.collection, row.connection, secrets)
    if not isinstance(source, CaldavSource):
        raise AssertionError("a calendar on a server has a server")
    return source


def _taken(desk: Desk, told: "Told", now: Instant, source_id: str) -> FreeBusyRead:
    """Take in what a server said of one person; what cannot be read is a note."""
    if not told.text:
        return FreeBusyRead(())
    try:
        data = told.text.encode()
        return take_free_busy(desk, data, "The server's answer", now, told.email, source_id)
    except JointDeskError as error:
        return FreeBusyRead((), (str(error),))
