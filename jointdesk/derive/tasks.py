"""Both organisations' tasks in one list: those of calendars, with what people said, and our own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from jointdesk.domain.fields import read
from jointdesk.domain.items import Item, Json
from jointdesk.domain.moments import Instant
from jointdesk.domain.occurrences import occurrence_key
from jointdesk.domain.people import Person
from jointdesk.domain.sources import Collection
from jointdesk.domain.tasks import TASK, Priority, Task
from jointdesk.domain.todos import Todo
from jointdesk.ical.todos import read_todos
from jointdesk.store.collections import list_collections
from jointdesk.store.derived import ReadConnection
from jointdesk.store.items import list_items
from jointdesk.store.people import list_people
from jointdesk.store.records import list_records
from jointdesk.store.todos import TodoResource, stored_todos

OVERLAY = "overlay"
"""Item type of what people say about a thing of an outside source."""

SOURCE_FIELDS = frozenset({"title", "notes", "due", "due_time", "start", "status", "completed_on"})
"""Fields that the source holds: a new value is pending until the source shows it."""


def overlay_item(key: str) -> str:
    """Return the id of the one overlay of an outside thing."""
    return f"overlay:{key}"


def load_tasks(connection: ReadConnection, zone: ZoneInfo, now: Instant) -> list[Task]:
    """Return all tasks as nobody may see them: the calendars' first, then those made here."""
    made_here = list_records(connection, TASK)
    outside = _outside(connection, zone, now)
    if not outside:
        return made_here
    overlays = {item.id: item for item in list_items(connection, OVERLAY)}
    said = [with_overlay(task, overlays.get(overlay_item(task.id))) for task in outside]
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


def with_overlay(task: Task, overlay: Item | None) -> Task:
    """Return a calendar's task with what people said of it laid over.

    Our own fields are always shown. A pending value of one of the source's fields is shown
    until the source shows it, or a third value: then the source's is.
    """
    if overlay is None:
        return task
    values: dict[str, Any] = {}
    for name, stored in overlay.fields.items():
        if name != "base" and name not in SOURCE_FIELDS:
            values[name] = read(TASK.field(name), stored)
    pending: list[str] = []
    base = overlay.fields.get("base")
    shown = TASK.stored(task)
    for name in sorted(SOURCE_FIELDS & overlay.fields.keys()):
        was = base.get(name) if isinstance(base, dict) else None
        stored = overlay.fields[name]
        if is_pending(shown.get(name), was, stored):
            values[name] = read(TASK.field(name), stored)
            pending.append(name)
    known = {name: value for name, value in values.items() if value is not None}
    return replace(task, **known, pending=tuple(pending))


def is_pending(shown: Json, base: Json, wanted: Json) -> bool:
    """Return whether a wanted value still waits: the source shows what it showed then."""
    return (shown or None) == (base or None) and (wanted or None) != (shown or None)


def _by_address(people: Iterable[Person]) -> dict[str, str]:
    return {email: person.id for person in people for email in person.emails}
