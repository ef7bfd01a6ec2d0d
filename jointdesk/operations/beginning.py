"""Begin a desk: its file, its director and the bodies that the director works for, all at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import DeskFileError
from jointdesk.domain.moments import Instant
from jointdesk.domain.organisations import OrganisationKind
from jointdesk.domain.people import Role
from jointdesk.operations.desks import MAKER, new_desk
from jointdesk.operations.organisations import add_organisation
from jointdesk.operations.people import add_person, add_seat
from jointdesk.store.files import reason_of, remove_database

ZONE = "Europe/London"


class Body(NamedTuple):
    """An organisation to begin with; `share` is the agreed percentage of the time."""

    code: str
    name: str
    kind: OrganisationKind
    share: int | None


def begin_desk(
    path: Path,
    *,
    director: str,
    emails: tuple[str, ...],
    bodies: Sequence[Body],
    data_folder: Path,
    now: Instant,
) -> None:
    """Create a desk for a director of some bodies; on any failure there is no file.

    Nobody's undo takes apart what is made here.

    Raises:
        WrongUseError: a name, an address, a code or a share is wrong.
        DeskFileError: the file exists or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskFileError(f"{path.parent} cannot be made: {reason_of(error)}.") from error
    desk = new_desk(path, name=f"Desk of {director}", zone=ZONE, data_folder=data_folder, now=now)
    actor = Actor(MAKER, now)
    try:
        with desk.transaction():
            for body in bodies:
                add_organisation(desk, actor, **body._asdict())
            person = add_person(desk, actor, name=director, emails=emails)
            for body in bodies:
                add_seat(desk, actor, person_id=person, org_code=body.code, role=Role.DIRECTOR)
    except BaseException:
        desk.close()
        remove_database(path)
        raise
    desk.close()
