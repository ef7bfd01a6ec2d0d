"""The agenda: a list of meetings under the days on which they begin, and a search in it.

Rows are thin, as there may be a hundred thousand of them; their texts are made when they are
shown.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jointdesk.domain.conflicts import Severity
from jointdesk.domain.meetings import Meeting
from jointdesk.domain.moments import local_day
from jointdesk.domain.occurrences import Details, split_key
from jointdesk.domain.words import counted, long_day, plain_line
from jointdesk.viewmodels import words
from jointdesk.viewmodels.allday import DayNote
from jointdesk.viewmodels.blocks import (
    Certainty,
    Naming,
    certainty_of,
    codes_of,
    full_text,
    line_icon,
    note_of,
    positions_of,
    spoken_meeting,
    state_words,
    title_of,
)
from jointdesk.viewmodels.marks import Marks, worst

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the `AgendaRow`."""
TEXTS_ROLE = Qt.ItemDataRole.UserRole + 2
"""Gives the `AgendaTexts`."""
FULL_TEXT_ROLE = Qt.ItemDataRole.UserRole + 3
"""Gives everything there is to tell, in lines of plain text (Qt's own role may be markup)."""

_MOST_KEPT = 512
"""Rows whose texts are kept."""

_Index = QModelIndex | QPersistentModelIndex


class AgendaRow(NamedTuple):
    """A meeting or a deadline, or the heading of a day where it is neither.

    `number` is how many meetings a heading stands over, `notes` how many deadlines; `severity`
    is red, amber or None.
    """

    day: date
    meeting: Meeting | None
    severity: Severity | None
    number: int = 0
    note: DayNote | None = None
    notes: int = 0

    @property
    def is_heading(self) -> bool:
        """True for what stands over the rows of a day."""
        return self.meeting is None and self.note is None


class AgendaTexts(NamedTuple):
    """What one row shows; `tone` is how pressing a deadline is, "" for a meeting."""

    title: str
    times: str
    place: str
    codes: tuple[str, ...]
    positions: tuple[int, ...]
    icon: str
    certainty: Certainty
    tone: str = ""


def agenda_rows(
    meetings: Iterable[Meeting],
    first: date,
    last: date,
    told: Naming,
    marks: Marks,
    notes: Iterable[DayNote] = (),
) -> list[AgendaRow]:
    """Return the rows of the days `first` to `last`, for meetings in the order of their start.

    What began earlier and goes on stands under the first day. Deadlines stand after what takes
    the whole day.
    """
    by_day: dict[date, list[AgendaRow]] = {}
    for meeting in meetings:
        day = max(first, local_day(meeting.start, told.zone))
        if day <= last:
            severity = marks.severity.get(meeting.id)
            shown = None if severity is Severity.INFO else severity
            by_day.setdefault(day, []).append(AgendaRow(day, meeting, shown))
    for note in notes:
        if first <= note.day <= last:
            by_day.setdefault(note.day, []).append(AgendaRow(note.day, None, None, note=note))
    rows: list[AgendaRow] = []
    for day, group in sorted(by_day.items()):
        rows.append(_heading(day, group))
        rows += sorted(group, key=_whole_days_first)
    return rows


def _heading(day: date, group: Sequence[AgendaRow]) -> AgendaRow:
    notes = sum(row.note is not None for row in group)
    severity = worst(row.severity for row in group)
    return AgendaRow(day, None, severity, len(group) - notes, notes=notes)


def _whole_days_first(row: AgendaRow) -> int:
    if row.meeting is None:
        return 1
    return 0 if row.meeting.preferred.details.all_day else 2


def matching(rows: Sequence[AgendaRow], sought: str) -> list[AgendaRow]:
    """Return the rows whose title, place or tag has every word, and the headings over them."""
    needles = sought.casefold().split()
    if not needles:
        return list(rows)
    # Occurrences of a series share their details, so that each is searched once.
    has_all: dict[tuple[int, ...], bool] = {}

    def fits(meeting: Meeting) -> bool:
        key = tuple(id(copy.details) for copy in meeting.copies)
        if key not in has_all:
            haystack = _haystack(meeting)
            has_all[key] = all(needle in haystack for needle in needles)
        return has_all[key]

    def fits_row(row: AgendaRow) -> bool:
        if row.meeting is not None:
            return fits(row.meeting)
        return row.note is not None and all(one in row.note.title.casefold() for one in needles)

    found: list[AgendaRow] = []
    for is_heading, group in groupby(rows, attrgetter("is_heading")):
        if not is_heading and (kept := [row for row in group if fits_row(row)]):
            found += [_heading(kept[0].day, kept), *kept]
    return found


def _haystack(meeting: Meeting) -> str:
    details = meeting.preferred.details
    codes = " ".join(copy.details.org_code for copy in meeting.copies)
    return f"{details.title}\n{details.place}\n{codes}".casefold()


def texts_of(row: AgendaRow, told: Naming, marks: Marks) -> AgendaTexts:
    """Return what a row shows."""
    if row.note is not None:
        title, tone = row.note.title, row.note.tone
        return AgendaTexts(title, "Deadline", "", (), (), "flag", Certainty.CERTAIN, tone)
    if row.meeting is None:
        return AgendaTexts(long_day(row.day), _number(row), "", (), (), "", Certainty.CERTAIN)
    meeting, details = row.meeting, row.meeting.preferred.details
    times = words.span_times(meeting.start, meeting.end, told.zone, row.day)
    return AgendaTexts(
        title=title_of(details),
        times="All day" if details.all_day else times,
        place=words.joined((_state(details), note_of(details), plain_line(details.place))),
        codes=codes_of(meeting),
        positions=positions_of(meeting, told),
        icon=line_icon(meeting),
        certainty=certainty_of(details),
    )


def _number(row: AgendaRow) -> str:
    """Return what a heading stands over: "3 meetings, 1 deadline"."""
    meetings = counted(row.number, "meeting") if row.number or not row.notes else ""
    return words.joined((meetings, counted(row.notes, "deadline") if row.notes else ""))


def spoken_row(row: AgendaRow, told: Naming, marks: Marks) -> str:
    """Return what a screen reader says of a row."""
    if row.note is not None:
        return row.note.told.spoken
    if row.meeting is None:
        return words.joined((long_day(row.day), _number(row)))
    key = row.meeting.id
    severity, sentences = marks.severity.get(key), marks.sentences.get(key, ())
    return spoken_meeting(row.meeting, told, severity, sentences)


def full_row(row: AgendaRow, told: Naming, marks: Marks) -> str:
    """Return the full text of a row, "" for a heading."""
    if row.note is not None:
        return row.note.told.full_text
    if row.meeting is None:
        return ""
    key = row.meeting.id
    severity, sentences = marks.severity.get(key), marks.sentences.get(key, ())
    return full_text(row.meeting, told, severity, sentences)


def _state(details: Details) -> str:
    """Return what a block's border would say."""
    if certainty_of(details) in (Certainty.CERTAIN, Certainty.MOVABLE):
        return ""
    return state_words(details).capitalize()


class AgendaModel(QAbstractListModel):
    """The rows of an agenda that match what is sought."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self.rows: list[AgendaRow] = []
        self._told: Naming | None = None
        self._marks = Marks()
        self._all: list[AgendaRow] = []
        self._sought = ""
        self._kept: dict[int, AgendaTexts] = {}

    def show(self, rows: list[AgendaRow], told: Naming, marks: Marks) -> None:
        """Take other rows, and how to tell them."""
        self.beginResetModel()
        self._told, self._marks = told, marks
        self._all = rows
        self.rows = matching(rows, self._sought)
        self._kept.clear()
        self.endResetModel()

    def seek(self, sought: str) -> None:
        """Show only what has every one of these words; "" shows everything."""
        self.beginResetModel()
        self._sought = sought
        self.rows = matching(self._all, sought)
        self._kept.clear()
        self.endResetModel()

    def place_of(self, meeting_id: str) -> int | None:
        """Return the row of a meeting, None if it is not shown."""
        try:
            wanted = split_key(meeting_id)
        except ValueError:
            return None
        for place, row in enumerate(self.rows):
            if row.meeting is not None:
                first = row.meeting.copies[0]  # its key is the meeting's id
                if (first.details.series_id, first.day, first.ordinal) == wanted:
                    return place
        return None

    def next_conflict(self, place: int, step: int) -> int | None:
        """Return the next (1) or previous (-1) row in trouble after one, None if there is none."""
        end = len(self.rows) if step > 0 else -1
        for other in range(place + step, end, step):
            if self.rows[other].severity and self.rows[other].meeting is not None:
                return other
        return None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """Return how many rows match."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the keyboard pass over headings."""
        if not index.isValid() or self.rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, what a screen reader says, the row, or its texts."""
        if not index.isValid() or self._told is None:
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._texts(index.row(), self._told).title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken_row(row, self._told, self._marks)
            case _ if role == ROW_ROLE:
                return row
            case _ if role == TEXTS_ROLE:
                return self._texts(index.row(), self._told)
            case _ if role == FULL_TEXT_ROLE:
                return full_row(row, self._told, self._marks)
        return None

    def _texts(self, place: int, told: Naming) -> AgendaTexts:
        """Return the texts of a row, made when it is first painted."""
        if place not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[place] = texts_of(self.rows[place], told, self._marks)
        return self._kept[place]
