"""Both organisations' tasks in one list: those of calendars, with what people said, and our own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.domain.fields import read
from jointdesk.domain.items import Fields
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.pending import TASK_FIELDS, Overlay, Pending, Standing
from jointdesk.domain.people import Person
from jointdesk.domain.sources import Collection
from jointdesk.domain.tasks import TASK, Priority, Task
from jointdesk.domain.todos import Todo
from jointdesk.ical.todos import read_todos
from jointdesk.store.collections import list_collections
from jointdesk.store.derived import ReadConnection
from jointdesk.store.overlays import list_overlays
from jointdesk.store.people import list_people
from jointdesk.store.records import list_records
from jointdesk.store.todos import TodoResource, stored_todos


def load_tasks(connection: ReadConnection, zone: ZoneInfo, now: Instant) -> list[Task]:
    """Return all tasks as nobody may see them: the calendars' first, then those made here."""
    made_here = list_records(connection, TASK)
    outside = _outside(connection, zone, now)
    if not outside:
        return made_here
    overlays = {one.key: one for one in list_overlays(connection)}
    said = [with_overlay(task, overlays.get(task.id)) for task in outside]
    return [*said, *made_here]


def _outside(connection: ReadConnection, zone: ZoneInfo, now: Instant) -> list[Task]:
    """Return the tasks of the calendars as their texts say."""
    resources = stored_todos(connection)
    if not resources:
        return []
    collections = {one.id: one for one in list_collections(connection)}
    people = _by_address(list_people(connection))
    ids = {(one.collection_id, one.text.uid): one.series_id for one in resources}
    found = []
    for resource in resources:
        if collection := collections.get(resource.collection_id):
            for todo in read_todos(resource.text, zone, now):
                parent = ids.get((collection.id, todo.parent))
                found.append(_task(resource, todo, collection, people, parent))
    return found


def _task(
    resource: TodoResource,
    todo: Todo,
    collection: Collection,
    people: Mapping[str, str],
    parent: str | None,
) -> Task:
    key = resource.series_id
    if todo.day is not None:
        key = occurrence_key(key, todo.day, todo.ordinal)
    owners = dict.fromkeys(people[email] for email in todo.emails if email in people)
    return Task(
        id=key,
        order=resource.seen,
        title=todo.title,
        notes=todo.notes,
        orgs=(collection.org_id,),
        owners=tuple(owners),
        due=todo.due,
        due_time=todo.due_time,
        start=todo.start,
        status=todo.status,
        priority=(Priority(collection.org_id, todo.level),) if todo.level else (),
        parent=parent,
        completed_on=todo.completed_on,
        visibility="own_org" if todo.is_private else "all",
        collection=collection.id,
    )


def with_overlay(task: Task, overlay: Overlay | None) -> Task:
    """Return a calendar's task with what people said of it laid over.

    Our own fields are always shown, a value that waits until its source shows it or a third one.
    """
    if overlay is None:
        return task
    fields: dict[str, Any] = {
        name: value for name, value in overlay.own.items() if name not in TASK_FIELDS
    }
    shown = TASK.stored(task)
    waiting = [one for one in overlay.pending if _waits(one, shown)]
    fields |= {one.field: one.wanted for one in waiting}
    known = {field.name for field in TASK.fields}
    values = {name: read(TASK.field(name), fields[name]) for name in fields.keys() & known}
    given = {name: value for name, value in values.items() if value is not None}
    emptied = {name: _EMPTY[name] for name in values.keys() & _EMPTY.keys() if values[name] is None}
    return replace(task, **{**emptied, **given}, pending=tuple(one.field for one in waiting))


_EMPTY: Mapping[str, Any] = {
    one.name: getattr(Task(""), one.name) for one in TASK.fields if one.name in TASK_FIELDS
}
"""What a task says where a source's field was taken away."""


def _waits(pending: Pending, shown: Fields) -> bool:
    return pending.standing(shown.get(pending.field)) is Standing.WAITING


def _by_address(people: Iterable[Person]) -> dict[str, str]:
    return {email: person.id for person in people for email in person.emails}
