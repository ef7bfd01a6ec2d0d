"""Names and ids of everything on a desk: what a person writes, and what they read.

A text means an organisation by its code, a person by id, e-mail or name, a decision by its
reference, and any record by its id, its title or name if only one has it.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from jointdesk.derive.records import load_records, load_records_around, records_around
from jointdesk.derive.tasks import load_tasks
from jointdesk.domain.authorities import AUTHORITY
from jointdesk.domain.bookings import BOOKING, Booking
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.fields import RecordType
from jointdesk.domain.forums import FORUM
from jointdesk.domain.funds import FUND
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task
from jointdesk.operations.audiences import find_person
from jointdesk.operations.clock import now
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.privacy.records import project_records, sees_booking, sees_task
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import ids_called, list_records

_WORDS = {
    "matter": "matter",
    "decision": "decision",
    "task": "task",
    "booking": "booking",
    "forum": "forum",
    "authority": "authority document",
    "fund": "fund",
}

_REGISTERS: dict[str, RecordType[Any]] = {"forum": FORUM, "authority": AUTHORITY, "fund": FUND}


class Names:
    """The names on a desk as one audience may know them; read when first asked for.

    One matter or decision is looked up without reading the others, unless these were read before.
    """

    def __init__(self, desk: ReadableDesk, audience: Audience) -> None:
        self._desk = desk
        self._audience = audience
        self._registers: dict[str, list[Any]] = {}

    @cached_property
    def records(self) -> Records:
        """The audience's records."""
        return load_records(self._desk.connection, self._audience, self._desk.zone, now())

    def around(self, *ids: str) -> Records:
        """Return the audience's matters and decisions of these ids, and what bears on them.

        All tasks and registers are with them.
        """
        return load_records_around(
            self._desk.connection, self._audience, self._desk.zone, now(), ids
        )

    def meant(self, *texts: str) -> Records:
        """Return the audience's matters and decisions that texts may mean, with others."""
        if "records" in self.__dict__:
            return self.records
        connection = self._desk.connection
        ids = [id_ for text in texts if text for id_ in ids_called(connection, text)]
        return project_records(records_around(connection, ids), self._audience)

    @cached_property
    def task_by_id(self) -> dict[str, Task]:
        """The audience's tasks by id."""
        if "records" in self.__dict__:
            return self.records.task_by_id
        found = load_tasks(self._desk.connection, self._desk.zone, now())
        return {one.id: one for one in found if sees_task(self._audience, one)}

    def id_of(self, item_type: str, text: str) -> str:
        """Return the id of what a text means.

        Raises:
            NotFoundError: nothing or more than one thing is meant, among what may be seen.
        """
        text = text.strip()
        if item_type == "organisation":
            known = {one.id for one in list_organisations(self._desk.connection)}
            return text if text in known else organisation_by_code(self._desk, text).id
        if item_type == "person":
            return find_person(self._desk, text).id
        return self._record(item_type, text)

    def _record(self, item_type: str, text: str) -> str:
        what = _WORDS[item_type]
        known = self._known(item_type, text) if text else ()
        if any(one.id == text for one in known):
            return text
        wanted = text.casefold()
        for name in ("ref", "code", "title", "name"):
            found = [one.id for one in known if getattr(one, name, "").casefold() == wanted]
            if len(found) == 1:
                return str(found[0])
            if found:
                raise NotFoundError(
                    f"More than one {what} is “{text}”: use an id: {', '.join(found)}."
                )
        raise NotFoundError(f"There is no {what} “{text}”.")

    def _known(self, item_type: str, text: str) -> Iterable[Any]:
        """Return what a text may mean among the records of a type."""
        match item_type:
            case "matter":
                return self.meant(text).matters
            case "decision":
                return self.meant(text).decisions
            case "task":
                return self.task_by_id.values()
            case "booking":
                return self._bookings
            case _:
                return self._entries(item_type)

    def _entries(self, item_type: str) -> list[Any]:
        """Return the entries of a register that everybody sees; read once."""
        if item_type not in self._registers:
            kind = _REGISTERS[item_type]
            self._registers[item_type] = list_records(self._desk.connection, kind)
        return self._registers[item_type]

    @cached_property
    def _bookings(self) -> list[Booking]:
        """The audience's bookings."""
        found = list_records(self._desk.connection, BOOKING)
        return [one for one in found if sees_booking(self._audience, one)]

    def employers(self) -> list[str]:
        """Return the ids of the bodies that the director works for: those with a share."""
        known = list_organisations(self._desk.connection)
        shared = [one.id for one in known if one.share is not None]
        return shared or [one.id for one in known]

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {one.id: one.code for one in list_organisations(self._desk.connection)}

    @cached_property
    def _people(self) -> dict[str, str]:
        return {one.id: one.name for one in list_people(self._desk.connection)}

    def name_of(self, item_type: str, item_id: str) -> str:
        """Return what people call it: an organisation's code, a person's name, a title.

        The id itself for what is not known, or not to this audience.
        """
        if item_type == "organisation":
            return self._codes.get(item_id, item_id)
        if item_type == "person":
            return self._people.get(item_id) or item_id
        for one in self._known(item_type, item_id):
            if one.id == item_id:
                return str(
                    getattr(one, "ref", "")
                    or getattr(one, "title", "")
                    or getattr(one, "name", "")
                    or item_id
                )
        return item_id
