"""The search everywhere: what is sought, and what was found, the newest first under its month."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import local, local_day
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.domain.words import DAYS, counted, plain_line
from jointdesk.operations.clock import now
from jointdesk.operations.search import LIMIT, Hit, search, search_records
from jointdesk.store.organisations import list_organisations
from jointdesk.store.reading import Reading
from jointdesk.viewmodels import words
from jointdesk.viewmodels.agenda import (
    ROW_ROLE,
    TEXTS_ROLE,
    AgendaRow,
    AgendaTexts,
    spoken_row,
    texts_of,
)
from jointdesk.viewmodels.blocks import Certainty, Naming, naming
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.found_records import by_kind, record_texts, spoken_record
from jointdesk.viewmodels.headed_list import HeadedListModel
from jointdesk.viewmodels.marks import Marks

_REST_MS = 150
"""How long typing rests before it is searched."""

_Index = QModelIndex | QPersistentModelIndex


HIT_ROLE = Qt.ItemDataRole.UserRole + 4
"""Gives the `Hit` of a record, None of a meeting or a heading."""


class Found(NamedTuple):
    """What one search found, and how to tell it."""

    meetings: tuple[Meeting, ...]
    told: Naming
    hits: tuple[Hit, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    @property
    def number(self) -> int:
        """How many things were found."""
        return len(self.meetings) + len(self.hits)


def read_found(reading: Reading, audience: Audience, sought: str) -> Found:
    """Search for an audience."""
    organisations = tuple(list_organisations(reading.connection))
    return Found(
        tuple(search(reading, audience, sought, now())),
        naming(reading.zone, organisations),
        tuple(search_records(reading, audience, sought)),
        organisations,
    )


class FoundLine(NamedTuple):
    """A record, a meeting, or a heading: the kind of the records or the month of the meetings."""

    row: AgendaRow
    texts: AgendaTexts
    spoken: str
    hit: Hit | None = None

    @property
    def is_heading(self) -> bool:
        """True if it can be neither chosen nor opened."""
        return self.hit is None and self.row.meeting is None


def lines_of(found: Found) -> list[FoundLine]:
    """Return what was found as lines: records under their kinds, then meetings by month."""
    organisations = {one.id: one for one in found.organisations}
    lines: list[FoundLine] = []
    for heading, hits in by_kind(found.hits):
        lines.append(_heading(heading, date.min))
        for hit in hits:
            texts = record_texts(hit, organisations)
            spoken = spoken_record(hit, texts, organisations)
            lines.append(FoundLine(AgendaRow(date.min, None, None), texts, spoken, hit))
    return lines + _meeting_lines(found)


def _heading(name: str, day: date) -> FoundLine:
    texts = AgendaTexts(name, "", "", (), (), "", Certainty.CERTAIN)
    return FoundLine(AgendaRow(day, None, None), texts, name)


def _meeting_lines(found: Found) -> list[FoundLine]:
    lines: list[FoundLine] = []
    month: date | None = None
    for meeting in found.meetings:
        day = local_day(meeting.start, found.told.zone)
        if day.replace(day=1) != month:
            month = day.replace(day=1)
            lines.append(_heading(words.month_name(day), month))
        row = AgendaRow(day, meeting, None)
        texts = texts_of(row, found.told, Marks())._replace(times=_time(meeting, found.told))
        lines.append(FoundLine(row, texts, spoken_row(row, found.told, Marks())))
    return lines


def _time(meeting: Meeting, told: Naming) -> str:
    """Return "Tue 15, 14:00" or "Tue 15, all day"."""
    moment = local(meeting.start, told.zone)
    day = f"{DAYS[moment.weekday()][:3]} {moment.day}"
    clock = "all day" if meeting.preferred.details.all_day else words.clock_of(moment)
    return f"{day}, {clock}"


class FoundListModel(HeadedListModel):
    """The lines, with the roles of the agenda."""

    def is_heading(self, place: int) -> bool:
        """Whether a line stands over others."""
        return bool(self.lines[place].is_heading)

    def first(self) -> int | None:
        """Return the place of the first thing found, None if there is none."""
        return 1 if self.lines else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, what a screen reader says, the row, or its texts."""
        if not index.isValid():
            return None
        row, texts, spoken, hit = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return texts.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken
            case _ if role == ROW_ROLE:
                return row
            case _ if role == TEXTS_ROLE:
                return texts
            case _ if role == HIT_ROLE:
                return hit
        return None


class SearchModel(QObject):
    """Searches while one types.

    Signals:
        found_changed: other lines are in `list`, other words in `status`.
    """

    found_changed = Signal()

    def __init__(self, desk: DeskModel) -> None:
        super().__init__(desk)
        self.list = FoundListModel(self)
        self.status = ""
        self._desk = desk
        self._sought = ""
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._on_rest)
        desk.changed.connect(self._on_rest)

    def seek(self, sought: str) -> None:
        """Search for words once the typing rests."""
        self._sought = plain_line(sought)
        self._timer.start()

    @Slot()
    def _on_rest(self) -> None:
        sought, audience = self._sought, self._desk.audience
        if not sought:
            self._show([], "")
        elif audience is not None:
            self._desk.read(
                lambda reading: read_found(reading, audience, sought),
                lambda found: self._take(sought, found),
            )

    def _take(self, sought: str, found: Found) -> None:
        if sought == self._sought:
            self._show(lines_of(found), status_words(sought, found))

    def _show(self, lines: Sequence[FoundLine], status: str) -> None:
        self.list.take(lines)
        self.status = status
        self.found_changed.emit()


def status_words(sought: str, found: Found) -> str:
    """Return what is said of a search."""
    if not found.number:
        return f"Nothing found for “{sought}”. Private items of other bodies are not searched."
    if len(found.meetings) >= LIMIT or len(found.hits) >= LIMIT:
        return f"The newest {found.number} of what was found. More words find fewer."
    records = counted(len(found.hits), "record") if found.hits else ""
    meetings = counted(len(found.meetings), "meeting") if found.meetings else ""
    return " and ".join(filter(None, (records, meetings)))
