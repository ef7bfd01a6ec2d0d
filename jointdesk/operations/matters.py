"""Matters: the subjects on which one or several bodies decide, each for itself."""

from collections.abc import Iterable

from jointdesk.derive.records import load_records, records_around
from jointdesk.domain.actors import Actor
from jointdesk.domain.decisions import Decision
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import DELETED, Fields, Item, Json, Write
from jointdesk.domain.matters import MATTER, Matter
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.operations.clock import now
from jointdesk.operations.ids import new_id
from jointdesk.operations.records import SHARED, stream_for
from jointdesk.privacy.records import OWN_ORG, matter_visibility, project_records
from jointdesk.store.desk import Desk
from jointdesk.store.items import find_item
from jointdesk.store.moving import moves, record_in_place
from jointdesk.store.reading import ReadableDesk

VISIBILITY_IS_FINAL = "Who may see it cannot be undone: set it again."

_EVERYBODY = Audience("", frozenset(), is_director=True)


def all_and_seen(desk: ReadableDesk, audience: Audience) -> tuple[Records, Records]:
    """Return all records of the desk, and those that the audience may see.

    What belongs into which stream follows from all; what a person may name, from what they see.
    """
    everything = load_records(desk.connection, _EVERYBODY, desk.zone, now())
    return everything, project_records(everything, audience)


def around_and_seen(desk: ReadableDesk, audience: Audience, *ids: Json) -> tuple[Records, Records]:
    """Return the same as `all_and_seen` of some matters and decisions, and of what bears on them.

    Quick where there are thousands; tasks and registers are not in it.
    """
    asked = [one for one in ids if isinstance(one, str)]
    around = records_around(desk.connection, asked)
    return around, project_records(around, audience)


def ids_of(records: Records) -> frozenset[str]:
    """Return the ids of all records of the kinds that may be kept from somebody."""
    kinds = (
        records.matters, records.decisions, records.tasks, records.interests, records.bookings
    )  # fmt: skip
    return frozenset(one.id for kind in kinds for one in kind)


def add_matter(desk: Desk, actor: Actor, audience: Audience, fields: Fields) -> str:
    """Add a matter and return its id.

    Raises:
        WrongUseError: it has no title, or is kept to a body that the acting person is not of.
    """
    title = str(fields.get("title") or "").strip()
    if not title:
        raise WrongUseError("A matter needs a title.")
    matter = MATTER.of(Item(new_id(), MATTER.name, SHARED, 0, fields))
    _refuse_unseen(audience, matter, ())
    stream = matter_stream(matter, ())
    given = {name: value for name, value in fields.items() if value is not None}
    record_in_place(desk, actor, "Added a matter", [Write(matter.id, MATTER.name, given, stream)])
    return matter.id


def edit_matter(
    desk: Desk, actor: Actor, audience: Audience, matter_id: str, fields: Fields
) -> None:
    """Give some fields of a matter new values; who may see it moves it, if need be.

    Raises:
        NotFoundError: the audience has no such matter.
        WrongUseError: it would lose its title, or be kept to a body that the person is not of.
    """
    everything, seen = around_and_seen(desk, audience, matter_id)
    if matter_id not in seen.matter_by_id:
        raise NotFoundError(f"There is no matter with the id {matter_id}.")
    if "title" in fields and not str(fields["title"] or "").strip():
        raise WrongUseError("A matter needs a title.")
    item = find_item(desk.connection, matter_id)
    if item is None or item.fields.get(DELETED):
        raise NotFoundError(f"There is no matter with the id {matter_id}.")
    after = MATTER.of(item._replace(fields={**item.fields, **fields}))
    decisions = everything.decisions_by_matter.get(matter_id, ())
    _refuse_unseen(audience, after, decisions)
    stream = matter_stream(after, decisions)
    from jointdesk.operations.kept_talk import words_with  # with it comes ical

    write = Write(matter_id, MATTER.name, fields, stream)
    final = VISIBILITY_IS_FINAL if moves(desk, write) else ""
    kept = {matter_id: stream} if final else {}
    writes = [write, *words_with(desk, kept, [write], actor.at)]
    record_in_place(desk, actor, "Changed a matter", writes, final)


def matter_stream(matter: Matter, decisions: Iterable[Decision]) -> str:
    """Return the stream in which a matter belongs, with these decisions on it.

    One that is kept back belongs to the stream of the body that decides. Where several do, it
    stays in the shared stream, and is not shown to others.
    """
    decided = tuple(decisions)
    if matter_visibility(matter, decided) != OWN_ORG:
        return SHARED
    orgs = {one.org for one in decided} | set(matter.required_orgs or ())
    return stream_for(OWN_ORG, orgs.pop()) if len(orgs) == 1 else SHARED


def _refuse_unseen(audience: Audience, matter: Matter, decisions: Iterable[Decision]) -> None:
    """Nobody may put a thing where they could not see it themselves."""
    orgs = {one.org for one in decisions} | set(matter.required_orgs or ())
    if matter.visibility != OWN_ORG:
        return
    if not orgs:
        raise WrongUseError(
            "A matter kept to one organisation needs one: set required_orgs, or add its decision."
        )
    if not any(map(audience.sees, orgs)):
        raise WrongUseError("Only that organisation's people can keep a matter to themselves.")
