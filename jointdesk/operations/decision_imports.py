"""Bring an existing register of decisions in: look first, then all of it as one action.

Looking leaves no trace. Every row gets a verdict: added, there already, or refused with the
reason. What is brought in may lack required fields; completeness says so, nothing is refused for
it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from jointdesk.domain.actors import Actor
from jointdesk.domain.decision_fields import DECISION
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.moments import Instant, local_day
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.domain.tables import Table
from jointdesk.domain.words import counted, listed, plain_line, plain_name
from jointdesk.governance.import_rows import (
    CellProblem,
    Known,
    RowVerdict,
    State,
    identity,
    judge_rows,
    ref_key,
)
from jointdesk.governance.import_words import is_heading
from jointdesk.governance.mapping import Mapping
from jointdesk.operations.import_names import Lookup
from jointdesk.operations.import_writes import plan_writes
from jointdesk.operations.naming import Names
from jointdesk.operations.register_mappings import cell_reader
from jointdesk.privacy.records import OWN_ORG
from jointdesk.sources.files import shown_name
from jointdesk.sources.protocol import Cancelled, never
from jointdesk.store.changes import record
from jointdesk.store.desk import Desk
from jointdesk.store.reading import ReadableDesk
from jointdesk.sync.progress import Meter, Progress, silent

_ENOUGH = frozenset({"title", "decision_text", "outcome", "matter"})
"""A table that gives one of these can be a register of decisions."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A register to be brought in: whose, from which table of which file, read how.

    With `across` a decision joins a matter of the same title that so far only other
    organisations decided on.
    """

    organisation: Organisation
    file: str
    table: Table
    mapping: Mapping
    across: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a register would bring: a verdict for each row, in the file's order."""

    wanted: Wanted
    verdicts: tuple[RowVerdict, ...]

    def count(self, state: State) -> int:
        """Return how many rows have that verdict."""
        return sum(one.state is state for one in self.verdicts)

    def problems(self) -> Iterator[tuple[int, CellProblem]]:
        """Yield row and reason for everything that refuses a row."""
        for verdict in self.verdicts:
            for problem in verdict.problems:
                yield verdict.number, problem

    def remarks(self) -> Iterator[tuple[int, CellProblem]]:
        """Yield row and remark for all that is to be looked at; row 0 is the whole table."""
        for note in self.wanted.table.notes:
            yield 0, CellProblem("", "", note.rstrip("."))
        for skipped in self.wanted.table.skipped:
            yield skipped.number, CellProblem("", "", f"no record: {skipped.reason}")
        for verdict in self.verdicts:
            for warning in verdict.warnings if verdict.state is State.ADDED else ():
                yield verdict.number, warning


class Imported(NamedTuple):
    """What was brought in: its preview as it was carried out, and the action, "" for nothing."""

    preview: Preview
    action: str


def read_register(
    path: Path, zone: ZoneInfo, cancelled: Cancelled = never
) -> tuple[str, tuple[Table, ...]]:
    """Return the name of a file and its tables; a calendar's journals are one.

    Raises:
        SourceError: it cannot be read, or holds no table.
        StoppedError: `cancelled` said so.
    """
    from jointdesk.sources.journals import is_calendar, read_journals  # heavy: zones
    from jointdesk.sources.tables import file_content, read_tables  # heavy: workbooks

    name = shown_name(path)
    data = file_content(path)
    if is_calendar(data):
        return name, (read_journals(data, name, zone),)
    return name, read_tables(data, name, is_heading, cancelled)


def find_sheet(tables: Iterable[tuple[Table, Mapping]], name: str) -> tuple[Table, Mapping]:
    """Return the table of that name, or the only one that can be a register of decisions.

    Raises:
        WrongUseError: there is none, or there are several.
    """
    known = list(tables)
    names = listed(f"“{plain_name(table.name)}”" for table, _ in known)
    if name:
        wanted = [one for one in known if one[0].name.casefold() == name.strip().casefold()]
        if len(wanted) == 1:
            return wanted[0]
        raise WrongUseError(f"There is no sheet “{name}”. There are: {names}.")
    if len(known) == 1:
        return known[0]
    likely = [one for one in known if is_likely(one[1])]
    if len(likely) == 1:
        return likely[0]
    raise WrongUseError(f"The file has several tables: {names}. Choose one with --sheet.")


def is_likely(mapping: Mapping) -> bool:
    """Return True if a table with that mapping can be a register of decisions."""
    return any(one.field in _ENOUGH for one in mapping.columns)


def preview(
    desk: ReadableDesk,
    audience: Audience,
    wanted: Wanted,
    now: Instant,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Preview:
    """Return what a register would bring; nothing of it is in the desk.

    Raises:
        WrongUseError: no column gives a title, a matter or a decision.
        StoppedError: the person wished to stop.
    """
    meter = Meter(progress, cancelled)
    return _judged(desk, audience, Names(desk, audience), wanted, now, meter)


def bring_in(
    desk: Desk,
    actor: Actor,
    audience: Audience,
    wanted: Wanted,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Imported:
    """Add every row that is new, all as one action, so that one undo takes all of it back.

    Raises:
        WrongUseError: no column gives a title, a matter or a decision; nothing was changed.
        StoppedError: the person wished to stop; nothing was changed.
    """
    meter = Meter(progress, cancelled)
    with desk.transaction():
        names = Names(desk, audience)
        judged = _judged(desk, audience, names, wanted, actor.at, meter)
        rows = [(one, _place(wanted, one)) for one in judged.verdicts if one.state is State.ADDED]
        writes = plan_writes(
            desk,
            names.records,
            wanted.organisation.id,
            rows,
            local_day(actor.at, desk.zone),
            across=wanted.across,
        )
        steps = meter.each(writes, len(writes), "Importing decisions", every=20)
        action = record(desk, actor, _label(wanted, judged), steps)
    return Imported(judged, action)


def _label(wanted: Wanted, judged: Preview) -> str:
    """Return what the history says; more people read it than may see what is kept back."""
    added = [one for one in judged.verdicts if one.state is State.ADDED]
    words = f"Imported {counted(len(added), 'decision')} of {wanted.organisation.code}"
    if any(one.fields.get("visibility") == OWN_ORG for one in added):
        return words
    return f"{words} from {plain_name(wanted.file)}"


def _place(wanted: Wanted, verdict: RowVerdict) -> str:
    """Say where a row stands: file, sheet and row."""
    sheet = "" if wanted.table.name == wanted.file else f", {wanted.table.name}"
    return plain_line(f"{wanted.file}{sheet}, row {verdict.number:,}")


def _judged(
    desk: ReadableDesk,
    audience: Audience,
    names: Names,
    wanted: Wanted,
    now: Instant,
    meter: Meter,
) -> Preview:
    """Return the verdict on each row, with names looked up."""
    if not is_likely(wanted.mapping):
        raise WrongUseError(
            "No column of this table is known to hold a title or a decision. Its headings are: "
            f"{plain_line(', '.join(filter(None, wanted.table.headings)))}."
        )
    lookup = Lookup(desk, names, wanted.organisation, audience)
    rows = wanted.table.rows
    verdicts = judge_rows(
        meter.each(rows, len(rows), "Reading rows"),
        wanted.mapping,
        cell_reader(wanted.organisation),
        local_day(now, desk.zone),
        _known(names, wanted.organisation),
    )
    return Preview(wanted, tuple(map(lookup.settled, verdicts)))


def _known(names: Names, organisation: Organisation) -> Known:
    """Return what the desk has of the organisation, as far as the audience may see."""
    own = [one for one in names.records.decisions if one.org == organisation.id]
    identities = {one.id: identity(DECISION.stored(one)) for one in own}
    return Known(
        {ref_key(one.ref): identities[one.id] for one in own if one.ref},
        frozenset(identities.values()),
    )
