"""Build the demo desk from the data files that ship with the program."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import DeskFileError, WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.domain.rules import Rule
from jointdesk.ical.shifting import shift
from jointdesk.operations.audiences import DESK
from jointdesk.operations.demo_bookings import add_demo_bookings
from jointdesk.operations.demo_records import add_demo_records
from jointdesk.operations.desks import new_desk
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person, add_seat
from jointdesk.operations.rules import add_rule
from jointdesk.operations.sites import add_site, set_travel
from jointdesk.operations.sources import add_source
from jointdesk.operations.sync import sync_sources
from jointdesk.store.bundled import bundled
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.files import reason_of, remove_database
from jointdesk.store.items import find_item
from jointdesk.store.reading import Reading

_BUILDER = "demo"
"""Author of what the demo desk comes with, so that nobody's undo takes it apart."""


def build_demo(path: Path, *, data_folder: Path, now: Instant, anchor: date | None = None) -> Desk:
    """Build a fresh demo desk at the path, read its calendars, and return it open.

    Everything is moved by whole weeks, so that what is written for the week of the shipped
    anchor comes to lie in the week of `anchor`, or of today. The calendars are written to a
    folder beside the desk. A demo desk that is there already is replaced.

    Raises:
        WrongUseError: there is a desk at the path that is no demo desk.
        DeskFileError: there is something else, or the place cannot be written.
    """
    shipped = _shipped()
    _clear(path)
    desk = new_desk(
        path, name=shipped["name"], zone=shipped["zone"], data_folder=data_folder, now=now
    )
    try:
        actor = Actor(_BUILDER, now)
        record(desk, actor, "Made a demo desk", [Write(DESK, DESK, {"demo": True})])
        weeks = _weeks(shipped, anchor or local_day(now, desk.zone))
        folder = _write_calendars(path, shipped, weeks, desk)
        with desk.transaction():
            _add_people(desk, actor, shipped)
            _add_places(desk, actor, shipped)
            for rule in shipped["rules"]:
                add_rule(desk, actor, Rule("", **rule))
        # Before there are calendars that cannot be written: its holds stand here then.
        add_demo_bookings(desk, actor, weeks)
        with desk.transaction():
            ids = _connect_calendars(desk, actor, shipped, folder)
        # In this order always: of equal copies the one that was seen first speaks for a meeting.
        sync_sources(desk, actor, ids)
        add_demo_records(desk, actor, weeks)
    except BaseException:
        desk.close()
        raise
    return desk


def is_demo(path: Path) -> bool:
    """True if the file is a demo desk.

    Raises:
        DeskFileError: it is no desk, or cannot be read.
    """
    reading = Reading(path)
    try:
        item = find_item(reading.connection, DESK)
        return item is not None and item.fields.get("demo") is True
    finally:
        reading.close()


def _shipped() -> Any:
    return json.loads(bundled("resources", "demo", "desk.json").read_text("utf-8"))


def _clear(path: Path) -> None:
    """Take an older demo desk away."""
    if not path.exists():
        return
    if not is_demo(path):
        raise WrongUseError(
            f"{path.name} is not a demo desk, so it was left as it is. Choose another file."
        )
    try:
        remove_database(path)
    except OSError as error:
        raise DeskFileError(
            f"The demo desk {path.name} cannot be replaced: {reason_of(error)}. Close it first."
        ) from error


def _weeks(shipped: Any, day: date) -> int:
    """Return by how many weeks the shipped week has to move to become that of the day."""
    monday = day - timedelta(days=day.weekday())
    return (monday - date.fromisoformat(shipped["anchor"])).days // 7


def _write_calendars(path: Path, shipped: Any, weeks: int, desk: Desk) -> Path:
    """Write the moved calendars to a folder beside the desk and return it."""
    folder = path.resolve().with_name(f"{path.stem}-calendars")
    try:
        folder.mkdir(exist_ok=True)
        for source in shipped["sources"]:
            text = bundled("resources", "demo", source["file"]).read_bytes()
            (folder / source["file"]).write_bytes(shift(text, weeks, desk.zone))
    except OSError as error:
        raise DeskFileError(f"{folder} cannot be written: {reason_of(error)}.") from error
    return folder


def _connect_calendars(desk: Desk, actor: Actor, shipped: Any, folder: Path) -> list[str]:
    return [
        add_source(
            desk,
            actor,
            org_code=each["org"],
            address=str(folder / each["file"]),
            name=each["name"],
        )
        for each in shipped["sources"]
    ]


def _add_people(desk: Desk, actor: Actor, shipped: Any) -> None:
    for each in shipped["organisations"]:
        add_organisation(
            desk,
            actor,
            code=each["code"],
            name=each["name"],
            kind=OrganisationKind(each["kind"]),
            share=each.get("share"),
        )
    for each in shipped["people"]:
        person = add_person(desk, actor, name=each["name"], emails=tuple(each["emails"]))
        for org_code, role in each["seats"].items():
            add_seat(desk, actor, person_id=person, org_code=org_code, role=Role(role))


def _add_places(desk: Desk, actor: Actor, shipped: Any) -> None:
    for each in shipped["sites"]:
        add_site(
            desk,
            actor,
            site_id=each["id"],
            name=each["name"],
            org_code=each["org"],
            aliases=tuple(each["aliases"]),
        )
    sites, minutes = shipped["travel"]["sites"], shipped["travel"]["minutes"]
    for i, there in enumerate(sites):
        for j, here in enumerate(sites[:i]):
            set_travel(desk, actor, here, there, minutes[i][j])
