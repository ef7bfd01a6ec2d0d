"""Create a desk with its director."""

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.items import Write
from jointdesk.domain.moments import Instant
from jointdesk.operations.audiences import DESK
from jointdesk.operations.ids import new_id
from jointdesk.store import people
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk, create_desk

MAKER = "jointdesk"
"""Author of a desk's beginning: nobody's undo may take the director away."""


def new_desk(path: Path, *, name: str, zone: str, data_folder: Path, now: Instant) -> Desk:
    """Create a desk file with its director, who has no name yet.

    Raises:
        WrongUseError: the zone is not known.
        DeskFileError: the file exists or cannot be written.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise WrongUseError(
            f"There is no time zone “{zone}”. Use a name such as Europe/London."
        ) from error
    desk = create_desk(path, name=name, zone=zone, data_folder=data_folder)
    director = new_id()
    record(
        desk,
        Actor(MAKER, now),
        f"Created the desk {name}",
        [
            Write(DESK, DESK, {"name": name, "zone": zone, "director": director}),
            Write(director, people.PERSON, people.person_fields("", ())),
        ],
    )
    return desk
