"""What was deleted from the diary, and how it comes back."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.events import Event
from jointdesk.domain.moments import local
from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line, plain_name, short_day
from jointdesk.operations.event_bin import BinEntry, list_bin
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.viewmodels import words
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.event_actions import EventActions

_MOST = 500
"""Rows that are listed; the rest is older."""


class BinRow(NamedTuple):
    """One thing that was deleted: what it was, when it was to be, who deleted it and when."""

    id: str
    title: str
    when: str
    deleted: str
    waiting: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is shown."""
        return tuple(filter(None, self[1:]))

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return words.joined(self.lines)


class BinModel(QObject):
    """Reads the bin in the worker, and brings back what is chosen.

    Signals:
        rows_changed: `rows` are others.
    """

    rows_changed = Signal()

    def __init__(self, diary: DiaryModel, actions: EventActions) -> None:
        """Follow the desk once `watch` was called."""
        super().__init__(actions)
        self._desk, self._actions = diary.desk, actions
        self._is_watching = False
        self.rows: tuple[BinRow, ...] | None = None
        self._desk.changed.connect(self._on_changed)

    def watch(self, is_wanted: bool) -> None:
        """Keep the rows in step with the desk, or no longer."""
        self._is_watching = is_wanted
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        audience = self._desk.audience
        if self._is_watching and audience is not None:
            self._desk.read(lambda reading: read_rows(reading, audience), self._take)

    def _take(self, rows: tuple[BinRow, ...]) -> None:
        if rows != self.rows:
            self.rows = rows
            self.rows_changed.emit()

    def restore(self, row: BinRow) -> None:
        """Bring something back."""
        self._actions.restore(row.id, row.title)


def read_rows(reading: Reading, audience: Audience) -> tuple[BinRow, ...]:
    """Return what was deleted, as far as the audience may see it, the latest first."""
    codes = {one.id: plain_line(one.code) for one in list_organisations(reading.connection)}
    people = {one.id: plain_name(one.name) for one in list_people(reading.connection)}
    found = list_bin(reading, audience)[:_MOST]
    return tuple(
        row_of(one, codes.get(one.event.org, ""), people.get(one.author, ""), reading.zone)
        for one in found
    )


def row_of(entry: BinEntry, code: str, who: str, zone: ZoneInfo) -> BinRow:
    """Return how a deleted meeting is told."""
    at = local(entry.at, zone)
    by = f" by {who}" if who else ""
    return BinRow(
        entry.id,
        plain_line(entry.event.title) or "No title",
        words.joined((code, _when(entry.event), "repeats" if entry.event.repeat else "")),
        f"Deleted {short_day(at.date())} {words.clock_of(at)}{by}",
        "Its calendar still has it" if entry.is_waiting else "",
    )


def _when(event: Event) -> str:
    """Return "Tue 15 Dec 2026, 14:00–15:00"."""
    begins, ends = datetime.fromisoformat(event.start), datetime.fromisoformat(event.end)
    if event.all_day:
        last = max(begins, ends - timedelta(days=1)).date()
        first = _day(begins.date())
        return first if last == begins.date() else f"{first} to {_day(last)}"
    until = words.clock_of(ends)
    if ends.date() != begins.date():
        until = f"{short_day(ends.date())} {until}"
    return f"{_day(begins.date())}, {words.clock_of(begins)}–{until}"


def _day(day: date) -> str:
    return f"{short_day(day)} {day.year}"
