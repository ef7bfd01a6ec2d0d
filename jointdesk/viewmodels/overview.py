"""What the navigation shows: who looks, how many conflicts are open, how fresh each diary is."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.conflicts import Conflict, Severity, State
from jointdesk.domain.moments import DAY, HOUR, Instant, local, local_day
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.domain.words import MONTHS
from jointdesk.operations.clock import now
from jointdesk.operations.conflicts import default_window, list_conflicts
from jointdesk.store.collections import list_collections
from jointdesk.store.connections import list_connections
from jointdesk.store.membership import find_membership
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.conflict_list import grouped
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.who import ALONE, HIDES, Who, people_to_be
from jointdesk.viewmodels.words import short_names

_STALE = 24 * HOUR
_RANK = {Severity.RED: 0, Severity.AMBER: 1, Severity.INFO: 2}


class DiaryRow(NamedTuple):
    """One organisation in the legend: when its oldest calendar was read, and if that is late."""

    organisation: Organisation
    name: str
    read: str
    is_stale: bool


class OpenConflict(NamedTuple):
    """A conflict that nobody has settled; what repeats is there once, with the ids of all.

    The first id stands for it. `start` may be None.
    """

    ids: tuple[str, ...]
    severity: Severity
    start: Instant | None
    message: str


class Overview(NamedTuple):
    """What the navigation shows at one moment; `days` has the worst severity of each day.

    `people` are those whom the window can run as, and `protects` says what that protects. `open`
    are the open conflicts from now to `until`; what repeats counts once, as it does on
    their page.
    """

    people: tuple[Who, ...]
    role: str
    diaries: tuple[DiaryRow, ...]
    open: tuple[OpenConflict, ...]
    until: Instant
    worst: Severity | None
    days: dict[date, Severity]
    has_sources: bool
    protects: str = HIDES

    @property
    def open_conflicts(self) -> int:
        """How many conflicts are open."""
        return len(self.open)


def read_overview(reading: Reading, audience: Audience) -> Overview:
    """Read what the navigation shows."""
    at = now()
    window = default_window(reading, at)
    found = [
        judged
        for judged in list_conflicts(reading, audience, window, at)
        if judged.state in (State.OPEN, State.ASSIGNED)
    ]
    acting = [judged for judged in found if judged.conflict.severity is not Severity.INFO]
    days: dict[date, Severity] = {}
    for judged in acting:
        if judged.conflict.start is not None:
            day = local_day(judged.conflict.start, reading.zone)
            days[day] = min(
                days.get(day, Severity.INFO), judged.conflict.severity, key=_RANK.__getitem__
            )
    groups = grouped(judged for judged in found if judged.state is State.OPEN)
    severities = [group[0].conflict.severity for group in groups]
    people = people_to_be(reading)
    return Overview(
        people=people,
        role=next((who.role for who in people if who.person.id == audience.person_id), ""),
        diaries=_diaries(reading, at),
        open=tuple(_open([one.conflict for one in group]) for group in groups),
        until=window.end,
        worst=min(severities, key=_RANK.__getitem__) if severities else None,
        days=days,
        has_sources=bool(list_connections(reading.connection)),
        protects=HIDES if find_membership(reading.connection) is None else ALONE,
    )


def _open(group: Sequence[Conflict]) -> OpenConflict:
    first = group[0]
    ids = tuple(one.id for one in group)
    return OpenConflict(ids, first.severity, first.start, first.message)


def _diaries(reading: Reading, at: Instant) -> tuple[DiaryRow, ...]:
    connection = reading.connection
    read_at = {one.collection_id: one.read_at for one in list_connections(connection)}
    rows = []
    organisations = list_organisations(connection)
    names = short_names(organisations)
    for organisation in organisations:
        name = names[organisation.id]
        times = [
            read_at[collection.id]
            for collection in list_collections(connection)
            if collection.org_id == organisation.id and collection.id in read_at
        ]
        known = [when for when in times if when is not None]
        if not times:
            rows.append(DiaryRow(organisation, name, "", False))
        elif len(known) < len(times):
            rows.append(DiaryRow(organisation, name, "not read yet", True))
        else:
            rows.append(
                DiaryRow(
                    organisation, name, _ago(min(known), at, reading), at - min(known) > _STALE
                )
            )
    return tuple(rows)


def _ago(when: Instant, at: Instant, reading: Reading) -> str:
    """Return the clock time of today's reading, else the day."""
    moment = local(when, reading.zone)
    if at - when < DAY and moment.date() == local_day(at, reading.zone):
        return f"{moment:%H:%M}"
    return f"{moment.day} {MONTHS[moment.month - 1][:3]}"


class OverviewModel(QObject):
    """Keeps the overview in step with the desk.

    Signals:
        overview_changed: a new `Overview` is in `overview`.
    """

    overview_changed = Signal()

    def __init__(self, desk: DeskModel) -> None:
        super().__init__(desk)
        self.overview: Overview | None = None
        self._desk = desk
        desk.changed.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(
                lambda reading: read_overview(reading, audience),
                lambda overview: self._take(overview, audience),
            )

    def _take(self, overview: Overview, audience: Audience) -> None:
        if audience is self._desk.audience and overview != self.overview:
            self.overview = overview
            self.overview_changed.emit()
