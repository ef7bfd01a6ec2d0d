"""The connected calendars as the import page lists them, and what can be chosen there."""

from collections.abc import Collection as Some
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from jointdesk.domain.moments import Instant, local
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.sources import Collection, Connection
from jointdesk.domain.words import counted, listed, long_day, plain_line
from jointdesk.operations.left_out import left_out_in_short
from jointdesk.operations.sources import ON_SERVER, Keep, SourceRow, list_sources
from jointdesk.store.collections import list_collections
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import Reading
from jointdesk.sync.report import Report
from jointdesk.viewmodels.words import clock_of, joined, short_names

PASSWORD = "password"
"""What is asked for of a calendar on a server."""


class SourceLine(NamedTuple):
    """One connected calendar: whose, read from where, when, and what is wrong with it.

    `asked` is what is kept nowhere and was not given in this session: "address", of a calendar on
    a server "password", "" where nothing is missing.
    """

    id: str
    name: str
    organisation: Organisation
    place: str
    read: str
    error: str
    is_paused: bool
    asked: str
    read_at: Instant | None = None


class Choices(NamedTuple):
    """What can be chosen for an import, and what is connected already.

    `names` has the short name of each organisation by id.
    """

    organisations: tuple[Organisation, ...]
    names: dict[str, str]
    calendars: tuple[Collection, ...]
    sources: tuple[SourceLine, ...]

    def calendars_of(self, code: str) -> list[Collection]:
        """Return the calendars of the organisation with that code that a file may go into."""
        ids = {one.id for one in self.organisations if one.code == code}
        return [one for one in self.calendars if one.org_id in ids and one.kind != ON_SERVER]

    def new_name(self, code: str) -> str:
        """Return how a new calendar of that organisation is called: by a short name, once."""
        taken = {one.name for one in self.calendars}
        for organisation in self.organisations:
            if organisation.code == code:
                name = self.names[organisation.id]
                tries = [name, *(f"{name} {number}" for number in range(2, len(taken) + 3))]
                return next(one for one in tries if one not in taken)
        return ""


def read_choices(reading: Reading, given: Some[str], now: Instant) -> Choices:
    """Read what the page lists; `given` has the ids whose addresses this session knows."""
    organisations = tuple(list_organisations(reading.connection))
    return Choices(
        organisations,
        short_names(organisations),
        tuple(list_collections(reading.connection)),
        tuple(_line(row, reading, given, now) for row in list_sources(reading)),
    )


def _line(row: SourceRow, reading: Reading, given: Some[str], now: Instant) -> SourceLine:
    connection = row.connection
    is_on_server = row.collection.kind == ON_SERVER
    is_missing = connection.secret == Keep.NOWHERE and row.collection.id not in given
    place = _carried(row) or (_server(connection) if is_on_server else _place(connection))
    return SourceLine(
        id=row.collection.id,
        name=plain_line(row.collection.name),
        organisation=row.organisation,
        place=joined((place, left_out_in_short(row.left_out) if row.left_out else "")),
        read=_read(connection.read_at, now, reading),
        error=plain_line(connection.error),
        is_paused=connection.paused,
        asked=(PASSWORD if is_on_server else "address") if is_missing else "",
        read_at=connection.read_at,
    )


def _carried(row: SourceRow) -> str:
    """Return by whom a calendar is read that the shared desk carries, "" for one's own."""
    if not row.connection.is_carried:
        return ""
    return f"Read by {plain_line(row.read_by)}'s computer" if row.read_by else "On the shared desk"


def _place(connection: Connection) -> str:
    if connection.secret == Keep.KEYRING:
        return "Address in the keyring"
    if connection.secret:
        return "Address kept nowhere"
    address = connection.address
    return plain_line(address if "://" in address else Path(address).name)


def _server(connection: Connection) -> str:
    """Return "anna on dav.example", and whether more than reading is allowed there."""
    may_write = connection.can_write or connection.read_at is None
    host = urlsplit(connection.address).hostname or ""
    place = f"{connection.user} on {host}" if connection.user else host
    return joined((plain_line(place), "" if may_write else "may only be read"))


def _read(read_at: Instant | None, now: Instant, reading: Reading) -> str:
    if read_at is None:
        return "not read yet"
    moment = local(read_at, reading.zone)
    if moment.date() == local(now, reading.zone).date():
        return f"read today at {clock_of(moment)}"
    return f"read on {long_day(moment.date())} at {clock_of(moment)}"


def told_readings(reports: Sequence[Report], names: dict[str, str]) -> tuple[str, bool]:
    """Return what reading the diaries gave in a few sentences, and True if there was trouble.

    `names` are the diaries' by source id: "Both diaries were read: 3 new, 1 changed."
    """
    read = [report for report in reports if not report.error]
    sentences = [_told_read(read, len(reports), names)] if read else []
    sentences += [plain_line(report.error) for report in reports if report.error]
    left_out = sum(len(report.rejected) for report in reports)
    if left_out:
        were = "was" if left_out == 1 else "were"
        sentences.append(f"{counted(left_out, 'item')} {were} left out.")
    return " ".join(sentences), any(report.error for report in reports)


def _told_read(read: Sequence[Report], asked: int, names: dict[str, str]) -> str:
    which = listed([names.get(report.id, "") for report in read])
    if len(read) < asked or len(read) == 1:
        subject = f"The {which} {'diary was' if len(read) == 1 else 'diaries were'} read"
    else:
        subject = ("Both" if len(read) == 2 else f"All {len(read)}") + " diaries were read"
    return f"{subject}: {told_counts(read)}."


def told_counts(reports: Sequence[Report]) -> str:
    """Return "3 new, 1 changed", or that nothing has changed."""
    kinds = ("new", "changed", "cancelled")
    sums = {kind: sum(getattr(report, kind) for report in reports) for kind in kinds}
    gone = sum(report.missing for report in reports if not report.error)
    parts = [f"{count} {kind}" for kind, count in sums.items() if count]
    written = sum(report.written for report in reports)
    parts += [f"{count} {word}" for count, word in ((gone, "gone"), (written, "written")) if count]
    return joined(parts) or "nothing has changed"
