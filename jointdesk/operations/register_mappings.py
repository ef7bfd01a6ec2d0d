"""Remember how an organisation's register is laid out, so that it is asked only once."""

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.items import Write
from jointdesk.domain.mappings import MAPPING, RegisterMapping
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.people import Audience
from jointdesk.domain.tables import Table
from jointdesk.domain.words import plain_name
from jointdesk.governance.cell_values import CellReader
from jointdesk.governance.mapping import Mapping, guess, importable, remembered
from jointdesk.operations.ids import new_id
from jointdesk.operations.records import SHARED, stream_for, stream_of
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk
from jointdesk.store.records import list_records

_NHS = frozenset({OrganisationKind.ICB, OrganisationKind.TRUST})
_FILLABLE = frozenset(one.name for one in importable(DECISION.fields))


def cell_reader(organisation: Organisation) -> CellReader:
    """Return what reads the cells of an organisation's registers."""
    return CellReader(organisation.kind in _NHS)


def mappings_of(
    desk: ReadableDesk, audience: Audience, organisation: Organisation
) -> list[RegisterMapping]:
    """Return the organisation's mappings that the audience may see, the newest first."""
    streams = {SHARED, _stream(audience, organisation)}
    known = list_records(desk.connection, MAPPING, streams)
    return [one for one in reversed(known) if one.org == organisation.id]


def find_mapping(
    desk: ReadableDesk, audience: Audience, organisation: Organisation, name: str
) -> RegisterMapping | None:
    """Return the organisation's mapping of that name in any case, None where there is none."""
    wanted = name.strip().casefold()
    known = mappings_of(desk, audience, organisation)
    return next((one for one in known if one.name.casefold() == wanted), None)


def mapping_for(
    desk: ReadableDesk,
    audience: Audience,
    organisation: Organisation,
    table: Table,
    name: str = "",
) -> Mapping:
    """Return how to read a table: as remembered under a name, else as one like it, else a guess.

    A table is like another if it has all columns that were mapped then.
    """
    if name:
        known = find_mapping(desk, audience, organisation, name)
        candidates = [known] if known else []
    else:
        candidates = mappings_of(desk, audience, organisation)
    for one in candidates:
        columns = _sound(one)
        mapping = remembered(table.headings, columns)
        if name or (columns and len(mapping.by_heading()) == len(columns)):
            return mapping
    return guess(table.headings, table.rows, DECISION.fields, cell_reader(organisation))


def remember_mapping(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    organisation: Organisation,
    name: str,
    mapping: Mapping,
) -> None:
    """Remember a mapping under a name; one of that name is brought up to date.

    It stays with the organisation: names and headings of its files are nobody else's business.
    """
    name = plain_name(name)
    known = find_mapping(desk, audience, organisation, name)
    made = RegisterMapping(
        known.id if known else new_id(), 0, organisation.id, name, {**mapping.by_heading()}
    )
    label = f"Remembered how “{name}” of {organisation.code} is laid out"
    stream = stream_of(desk, MAPPING, known.id) if known else _stream(audience, organisation)
    record(desk, actor, label, [Write(made.id, MAPPING.name, MAPPING.stored(made), stream)])


def _stream(audience: Audience, organisation: Organisation) -> str:
    """Return the organisation's own stream, for its own people."""
    return stream_for("own_org" if audience.sees(organisation.id) else None, organisation.id)


def _sound(one: RegisterMapping) -> dict[str, str]:
    """Return a mapping's columns without what is no field (another program wrote it)."""
    return {
        heading: field
        for heading, field in one.columns.items()
        if isinstance(field, str) and field in _FILLABLE
    }
