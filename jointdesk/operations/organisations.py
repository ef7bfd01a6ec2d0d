"""Add organisations, change what is known of them, and take them away."""

import dataclasses
import re
from typing import Any

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.operations.audiences import director_id
from jointdesk.operations.ids import new_id
from jointdesk.operations.uses import refuse_if_used
from jointdesk.store import people
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.organisations import ITEM_TYPE, list_organisations, organisation_fields
from jointdesk.store.reading import ReadableDesk

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,7}")


def add_organisation(
    desk: Desk,
    actor: Actor,
    *,
    code: str,
    name: str,
    kind: OrganisationKind,
    share: int | None = None,
) -> str:
    """Add an organisation, seat the director in it, and return its id.

    Raises:
        WrongUseError: the code is taken or not short and plain, or the share not a percentage.
    """
    code = code.upper()
    if not _CODE.fullmatch(code):
        raise WrongUseError(
            f"“{code}” cannot be an organisation's code: use up to eight letters or digits,"
            " such as CAL."
        )
    if any(known.code == code for known in list_organisations(desk.connection)):
        raise WrongUseError(f"There is an organisation {code} already.")
    organisation = Organisation(new_id(), code, name, kind, share)
    _check(organisation)
    seat = people.seat_fields(director_id(desk), organisation.id, Role.DIRECTOR)
    record(
        desk,
        actor,
        f"Added the organisation {code}",
        [
            Write(organisation.id, ITEM_TYPE, organisation_fields(organisation)),
            Write(new_id(), people.SEAT, seat),
        ],
    )
    return organisation.id


def change_organisation(desk: Desk, actor: Actor, code: str, **values: Any) -> None:
    """Give fields of `Organisation` new values.

    Raises:
        NotFoundError: there is no such organisation.
        WrongUseError: a value is out of range.
    """
    organisation = dataclasses.replace(organisation_by_code(desk, code), **values)
    _check(organisation)
    fields = organisation_fields(organisation)
    record(
        desk,
        actor,
        f"Changed the organisation {organisation.code}",
        [Write(organisation.id, ITEM_TYPE, fields)],
    )


def remove_organisation(desk: Desk, actor: Actor, code: str) -> Organisation:
    """Take an organisation away with the seats in it, and return it.

    Raises:
        NotFoundError: there is no such organisation.
        WrongUseError: something of it is still there, such as a calendar.
    """
    organisation = organisation_by_code(desk, code)
    way_on = f"Or say when it ends: “org set {organisation.code} ends=…”, in Settings “Ends on”."
    refuse_if_used(desk, organisation.code, organisation.id, (people.SEAT,), way_on)
    seats = [
        Write(seat.id, people.SEAT, {DELETED: True})
        for seat in people.list_seats(desk.connection)
        if seat.org_id == organisation.id
    ]
    gone = Write(organisation.id, ITEM_TYPE, {DELETED: True})
    record(desk, actor, f"Removed the organisation {organisation.code}", [gone, *seats])
    return organisation


def organisation_by_code(desk: ReadableDesk, code: str) -> Organisation:
    """Return the organisation with that code, in any case.

    Raises:
        NotFoundError: there is none; the sentence lists those there are.
    """
    known = list_organisations(desk.connection)
    for organisation in known:
        if organisation.code.casefold() == code.casefold():
            return organisation
    there_are = ", ".join(organisation.code for organisation in known) or "none yet"
    raise NotFoundError(f"There is no organisation {code}. There are: {there_are}.")


def organisation_by_id(desk: ReadableDesk, org_id: str) -> Organisation:
    """Return the organisation with that id.

    Raises:
        NotFoundError: there is none.
    """
    for organisation in list_organisations(desk.connection):
        if organisation.id == org_id:
            return organisation
    raise NotFoundError(f"There is no organisation with the id {org_id}.")


def _check(organisation: Organisation) -> None:
    if organisation.share is not None and not 0 <= organisation.share <= 100:
        raise WrongUseError("A share is a percentage from 0 to 100.")
    if not 0 <= organisation.opens < organisation.closes <= 24 * 60:
        raise WrongUseError("Working hours must end after they begin, as in 08:30-17:30.")
    if not organisation.name.strip():
        raise WrongUseError("An organisation needs a name.")
