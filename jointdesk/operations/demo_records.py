"""The demo desk's matters, decisions, tasks and registers, built from `records.json`.

The file uses the words of the command line. A record's `key` names it for the others, before it
has an id; “TITLE @ DAY” names a meeting in the diary. Days move with the desk's weeks.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from jointdesk.derive.context import load_context
from jointdesk.derive.meetings import meetings_in
from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.entry import entered
from jointdesk.domain.fields import Kind, RecordType
from jointdesk.domain.items import Fields, Json, Write
from jointdesk.domain.matters import MATTER
from jointdesk.domain.moments import DAY, Span, midnight
from jointdesk.domain.registers import REGISTERS
from jointdesk.domain.tasks import TASK
from jointdesk.operations.audiences import audience_of, director_id
from jointdesk.operations.decision_additions import with_version
from jointdesk.operations.ids import new_id
from jointdesk.operations.naming import Names
from jointdesk.operations.records import stream_for
from jointdesk.store.bundled import bundled
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk

_KINDS: tuple[RecordType[Any], ...] = (*REGISTERS, MATTER, DECISION, TASK)
_MEETINGS = ("meeting", "feeds", "decided_at_meeting")


def add_demo_records(desk: Desk, actor: Actor, weeks: int) -> None:
    """Add the shipped records, moved by so many weeks, as one action.

    The diary must have been read: records name its meetings.
    """
    shipped = json.loads(bundled("resources", "demo", "records.json").read_text("utf-8"))
    ids = {row["key"]: new_id() for kind in _KINDS for row in shipped[kind.name] if "key" in row}
    builder = _Builder(desk, ids, weeks)
    made = [builder.write(kind, row) for kind in _KINDS for row in shipped[kind.name]]
    writes = [
        write
        for one in made
        for write in (with_version(one) if one.type == DECISION.name else (one,))
    ]
    record(desk, actor, "Added matters, decisions, tasks and registers", writes)


class _Builder:
    """Turns a shipped row into a write."""

    def __init__(self, desk: Desk, ids: dict[str, str], weeks: int) -> None:
        self._desk = desk
        self._ids = ids
        self._weeks = weeks
        self._names = Names(desk, audience_of(desk, director_id(desk)))

    def write(self, kind: RecordType[Any], row: dict[str, Any]) -> Write:
        """Return the write that adds a record."""
        values = {name: value for name, value in row.items() if name != "key"}
        fields = self._moved(kind, entered(kind, values, self._id_of))
        made = self._ids.get(row.get("key", "")) or new_id()
        stream = stream_for(str(fields.get("visibility")), str(fields.get("org", "")))
        return Write(made, kind.name, fields, stream)

    def _id_of(self, item_type: str, text: str) -> str:
        return self._ids.get(text) or self._names.id_of(item_type, text)

    def _moved(self, kind: RecordType[Any], fields: Fields) -> Fields:
        moved: dict[str, Json] = {}
        for name, value in fields.items():
            one = kind.field(name)
            if name in _MEETINGS:
                moved[name] = self._meeting(str(value))
            elif one.kind is Kind.ROWS:
                moved[name] = [self._moved_row(row) for row in _rows(value)]
            else:
                moved[name] = self._moved_day(value) if one.kind is Kind.DAY else value
        return moved

    def _moved_row(self, row: dict[str, Json]) -> dict[str, Json]:
        days = ("on", "declared_on", "confirmed_until")
        return {
            name: self._moved_day(value) if name in days else value for name, value in row.items()
        }

    def _moved_day(self, value: Json) -> Json:
        return self._later(date.fromisoformat(str(value))).isoformat() if value else None

    def _later(self, day: date) -> date:
        return day + timedelta(weeks=self._weeks)

    def _meeting(self, text: str) -> str:
        """Return the key of the meeting that “TITLE @ DAY” names."""
        title, _, day = text.rpartition(" @ ")
        start = midnight(self._later(date.fromisoformat(day)), self._desk.zone)
        context = load_context(self._desk.connection, self._desk.zone)
        audience = audience_of(self._desk, director_id(self._desk))
        window = Span(start, start + DAY)
        for meeting in meetings_in(self._desk.connection, context, audience, window):
            if meeting.preferred.details.title == title:
                return meeting.id
        raise ValueError(f"the demo has no meeting {text}")


def _rows(value: Json) -> Iterable[dict[str, Json]]:
    return value if isinstance(value, list) else []  # type: ignore[return-value]
