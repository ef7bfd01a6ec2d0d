"""Three people on three machines whose two calendars only Imogen's machine reads, from files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from jointdesk.domain.conflicts import JudgedConflict, Resolution
from jointdesk.domain.moments import DAY, Instant, Span
from jointdesk.operations import shared_desk
from jointdesk.operations.agenda import AgendaEntry, agenda
from jointdesk.operations.audiences import audience_of, find_person
from jointdesk.operations.booking_holds import hold_booking
from jointdesk.operations.booking_meetings import confirm_booking
from jointdesk.operations.bookings import add_booking
from jointdesk.operations.comments import comment_on_conflict
from jointdesk.operations.conflicts import (
    Settle,
    default_window,
    list_conflicts,
    resolve_conflict,
)
from jointdesk.operations.demo import build_demo
from jointdesk.operations.events import add_event, edit_event, remove_event
from jointdesk.operations.exchanging import exchange_over
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.collections import list_collections
from jointdesk.sync.report import Report
from tests.desk.desks import PASSWORDS, SharedDesks, founded
from tests.postgres import Database

MACHINES = ("Imogen", "Tom", "Bridget")


class CalendarDesks(SharedDesks):
    """Machines of one desk with calendars; `says` writes a calendar's file."""

    def says(self, code: str, *events: str) -> None:
        """Have an organisation's calendar hold these events."""
        text = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in events)
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n"
        self.calendar(code).write_text(text.replace("\r\n", "\n"), "utf-8", newline="\r\n")

    def calendar(self, code: str) -> Path:
        """Return the file of an organisation's calendar."""
        return self.folder / f"{code}.ics"

    def connect(self, who: str, code: str, collection: str = "") -> str:
        """Connect somebody's machine to a calendar."""
        return add_source(
            self.open[who], self.actor(who), org_code=code, address=str(self.calendar(code)),
            collection_id=collection,
        )  # fmt: skip

    def read(self, who: str = "Imogen") -> list[Report]:
        """Have a machine read its calendars, a minute later."""
        self.now = Instant(self.now + 60)
        return sync_sources(self.open[who], self.actor(who), allow_mass_delete=True)

    def org(self, code: str) -> str:
        """Return the id of an organisation."""
        return organisation_by_code(self.open["Imogen"], code).id

    def code(self, org: str) -> str:
        """Return the code of an organisation by its id."""
        return "CAL" if org == self.org("CAL") else "WEX"

    def add(self, who: str, values: dict[str, Any]) -> str:
        """Have somebody make an event on their machine; return its id."""
        return add_event(self.open[who], self.actor(who), values).id

    def event_key(self, who: str, event_id: str) -> str:
        """Return the key by which somebody is shown an event that was made here."""
        return next(str(one[0]) for one in self.seen(who) if one[0].startswith(event_id))

    def edit(self, who: str, event_id: str, fields: dict[str, Any]) -> None:
        """Have somebody change an event on their machine, or remove it."""
        desk, actor = self.open[who], self.actor(who)
        audience = audience_of(desk, actor.person_id)
        if fields.get("deleted"):
            remove_event(desk, actor, audience, event_id)
        else:
            edit_event(desk, actor, audience, event_id, fields)

    def collection(self, code: str) -> str:
        """Return the id of an organisation's calendar."""
        org, known = self.org(code), list_collections(self.open["Imogen"].connection)
        return next(one.id for one in known if one.org_id == org)

    def hold(self, who: str, title: str, slot: str, **fields: Any) -> str:
        """Have somebody hold a time for a booking of the council; return its id."""
        desk, actor = self.open[who], self.actor(who)
        given = {"title": title, "orgs": [self.org("CAL")], **fields}
        made = add_booking(desk, actor, given)
        hold_booking(desk, actor, audience_of(desk, actor.person_id), made, [slot])
        return made

    def confirm(self, who: str, booking: str, slot: str) -> str:
        """Have somebody confirm a booking; return the event of its meeting."""
        desk, actor = self.open[who], self.actor(who)
        audience = audience_of(desk, actor.person_id)
        return confirm_booking(desk, actor, audience, booking, slot).event

    def conflicts(self, who: str, code: str) -> list[JudgedConflict]:
        """Return the conflicts of a code that a person is shown on their machine."""
        desk = self.open[who]
        audience = audience_of(desk, find_person(desk, who).id)
        found = list_conflicts(desk, audience, default_window(desk, self.now), self.now)
        return [one for one in found if one.conflict.code == code]

    def settle(
        self, who: str, conflict: str, how: Resolution = Resolution.ACCEPTED
    ) -> JudgedConflict:
        """Have somebody settle a conflict."""
        desk, actor = self.open[who], self.actor(who)
        said = Settle(how, "So it is")
        return resolve_conflict(desk, actor, audience_of(desk, actor.person_id), conflict, said)

    def comment(self, who: str, conflict: str) -> None:
        """Have somebody comment on a conflict."""
        desk, actor = self.open[who], self.actor(who)
        comment_on_conflict(desk, actor, audience_of(desk, actor.person_id), conflict, "Said of it")

    def exchange(self, *machines: str) -> list[tuple[int, int]]:
        """Have machines exchange, all if none is named; return what each sent and received."""
        done = [self.sync(one) for one in machines or MACHINES]
        return [(one.sent, one.received) for one in done]

    def sync_until(self, who: str, cancelled: Callable[[], bool]) -> None:
        """Have a machine exchange until somebody wishes to stop."""
        desk = self.open[who]
        with shared_desk.connected(desk, self.machine(who), PASSWORDS[who]) as server:
            exchange_over(desk, server, self.now, cancelled=cancelled)

    def seen(self, machine: str, who: str = "") -> list[tuple[Any, ...]]:
        """Return all that a person is shown of the diary on a machine, that person's own or not."""
        desk = self.open[machine]
        audience = audience_of(desk, find_person(desk, who or machine).id)
        window = Span(self.now - 14 * DAY, self.now + 60 * DAY)
        return [shown(one) for one in agenda(desk, audience, window, self.now)]

    def titles(self, machine: str) -> list[str]:
        """Return the titles that a person is shown on their machine, in order."""
        return [copy[3] for one in self.seen(machine) for copy in one[4]]

    def bytes_of(self, machine: str) -> bytes:
        """Return every byte that a machine keeps: its file, what is beside it, its data."""
        files = (one for one in sorted(self.machine(machine).rglob("*")) if one.is_file())
        return b"".join(one.read_bytes() for one in files)

    def end_leases(self) -> None:
        """Have as much time go by that any machine may speak for any calendar."""
        with psycopg.connect(self.database.superuser) as connection:
            connection.execute("UPDATE desk.lease SET until = now()")

    def on_server(self) -> str:
        """Return all bodies that the server keeps."""
        with psycopg.connect(self.database.superuser) as connection:
            rows = connection.execute("SELECT body FROM desk.payload").fetchall()
        return "\n".join(body for (body,) in rows)


def shown(entry: AgendaEntry) -> tuple[Any, ...]:
    """Return all that the diary shows of a meeting."""
    return (
        entry.meeting.id, entry.meeting.possible, entry.meeting.drift, entry.notes,
        [_copy(copy) for copy in entry.meeting.copies],
        sorted((said.conflict.id, said.state) for said in entry.conflicts),
    )  # fmt: skip


def _copy(copy: Any) -> tuple[Any, ...]:
    details = copy.details
    return (
        copy.key, copy.start, copy.end, details.title, details.place, details.org_code,
        details.status, details.reply, details.all_day, details.masked, details.placed,
        details.busy, details.description, details.seen,
    )  # fmt: skip


def calendar_desks(folder: Path, database: Database, now: Instant) -> CalendarDesks:
    """Return the desk, joined by all three; Imogen's machine is connected to both calendars."""
    made = founded(folder, database, now)
    desks = CalendarDesks(made.folder, made.database, now, made.invitations)
    for code in ("CAL", "WEX"):
        desks.says(code)
    desks.join("Imogen")
    for code in ("CAL", "WEX"):
        desks.connect("Imogen", code)
    desks.join("Tom")
    desks.join("Bridget")
    return desks


def demo_desks(folder: Path, database: Database, now: Instant) -> CalendarDesks:
    """Return the demo desk, joined by all three; Imogen's machine has read both calendars."""
    desks = CalendarDesks(folder, database, now)
    home = desks.machine("Imogen")
    with build_demo(home / "desk.jointdesk", data_folder=home, now=now) as desk:
        made = shared_desk.create_shared(desk, database.administrator, folder / "invitations", None)
    for path in made:
        desks.invitations[path.stem.removeprefix("Invitation of ").split()[0]] = path
    for who in MACHINES:
        desks.join(who)
    return desks
