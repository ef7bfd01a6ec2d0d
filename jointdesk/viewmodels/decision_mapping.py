"""A register that is looked at: how its columns are mapped, and what becomes of every row."""

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from jointdesk.domain.errors import StoppedError
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.tables import Table
from jointdesk.domain.words import plain_line
from jointdesk.governance.cell_values import cell_text
from jointdesk.governance.mapping import SURE, Mapping
from jointdesk.operations.clock import now
from jointdesk.operations.decision_imports import Preview, Wanted, is_likely, preview
from jointdesk.operations.register_mappings import mapping_for
from jointdesk.viewmodels.decision_import_table import DecisionImportTable
from jointdesk.viewmodels.decision_import_words import Told, tell_rows
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.jobs import Job

_SAMPLES = 3


class Opened(NamedTuple):
    """A file that is looked at: its tables and how each would be read.

    `short_name` is the organisation's; `mappings` are the names under which mappings of the
    organisation are remembered.
    """

    organisation: Organisation
    short_name: str
    file: str
    tables: tuple[Table, ...]
    guesses: tuple[Mapping, ...]
    mappings: tuple[str, ...]


class ColumnLine(NamedTuple):
    """A column as the person maps it: its heading, a few of its values, its field.

    `is_guess` says that the field is only a guess which needs a second look.
    """

    heading: str
    samples: tuple[str, ...]
    field: str | None
    is_guess: bool


class MappingModel(QObject):
    """Judges the rows anew in the worker whenever the mapping changes.

    `wanted` is what is looked at and how, `preview` what that brings (None where no column gives
    a title or a decision), `rows` its rows; what was shown stays until the next is there.

    Signals:
        opened_changed: another file or sheet is looked at, or none.
        columns_changed: the columns are mapped otherwise than before.
        judged: `preview` is new.
    """

    opened_changed = Signal()
    columns_changed = Signal()
    judged = Signal()

    def __init__(self, desk: DeskModel) -> None:
        super().__init__(desk)
        self.opened: Opened | None = None
        self.wanted: Wanted | None = None
        self.preview: Preview | None = None
        self.rows = DecisionImportTable(self)
        self._desk = desk
        self._job: Job | None = None

    def open(self, opened: Opened) -> None:
        """Look at a file: at the first of its tables that can be a register."""
        self.opened = opened
        likely = (at for at, guess in enumerate(opened.guesses) if is_likely(guess))
        self._want(opened, next(likely, 0))

    def close(self) -> None:
        """Look at nothing any more."""
        self.opened = self.wanted = self.preview = None
        self.rows.filter(None)
        self.rows.show(())
        self.opened_changed.emit()

    @property
    def is_mapped(self) -> bool:
        """True if some column gives a title or a decision."""
        return self.wanted is not None and is_likely(self.wanted.mapping)

    @property
    def is_judged(self) -> bool:
        """True once it is known what becomes of the rows."""
        return self.preview is not None

    @property
    def sheet(self) -> int:
        """The number of the table that is looked at."""
        opened, wanted = self.opened, self.wanted
        return opened.tables.index(wanted.table) if opened and wanted else 0

    def columns(self) -> list[ColumnLine]:
        """Return the columns of the table as they are mapped."""
        wanted = self.wanted
        if wanted is None:
            return []
        return [
            ColumnLine(
                plain_line(one.heading) or f"Column {at + 1}",
                _samples(wanted.table, at),
                one.field,
                one.field is not None and one.confidence < SURE,
            )
            for at, one in enumerate(wanted.mapping.columns)
        ]

    def choose_sheet(self, number: int) -> None:
        """Look at another table of the file."""
        if self.opened is not None and number != self.sheet:
            self._want(self.opened, number)

    def map_column(self, column: int, field: str | None) -> None:
        """Let a column fill a field, or none; another column that filled it gives it up."""
        wanted = self.wanted
        if wanted is not None and wanted.mapping.columns[column].field != field:
            self._map(wanted.mapping.with_field(column, field))

    def use_mapping(self, name: str) -> None:
        """Map the columns as remembered under a name; "" maps them as they were at first."""
        opened, wanted, audience = self.opened, self.wanted, self._desk.audience
        if opened is None or wanted is None or audience is None:
            return
        if not name:
            self._map(opened.guesses[self.sheet])
            return
        self._desk.read(
            lambda reading: mapping_for(reading, audience, wanted.organisation, wanted.table, name),
            self._map,
        )

    def join_across(self, across: bool) -> None:
        """Say whether decisions may join matters that only other organisations decided on."""
        if self.wanted is not None:
            self.wanted = replace(self.wanted, across=across)
            self.judge()

    def judge(self) -> None:
        """Judge the rows by what the desk has now."""
        wanted, audience = self.wanted, self._desk.audience
        if wanted is None or audience is None:
            return
        if self._job is not None:
            self._job.cancel()
        if not is_likely(wanted.mapping):
            self._take(wanted, None, ())
            return

        def work(job: Job) -> tuple[Preview, tuple[Told, ...]]:
            desk = self._desk.open_desk()
            found = preview(desk, audience, wanted, now(), cancelled=job.cancelled)
            return found, tell_rows(found)

        self._job = self._desk.runner.run(
            work, lambda found: self._take(wanted, *found), self._on_not_judged
        )

    def _want(self, opened: Opened, number: int) -> None:
        self.preview = None
        self.rows.show(())
        self.wanted = Wanted(
            opened.organisation, opened.file, opened.tables[number], opened.guesses[number]
        )
        self.opened_changed.emit()
        self.judge()

    def _map(self, mapping: Mapping) -> None:
        if self.wanted is not None:
            self.wanted = replace(self.wanted, mapping=mapping)
            self.columns_changed.emit()
            self.judge()

    def _take(self, wanted: Wanted, found: Preview | None, told: tuple[Told, ...]) -> None:
        if wanted is self.wanted:
            self.preview = found
            self.rows.show(told)
            self.judged.emit()

    def _on_not_judged(self, error: Exception) -> None:
        if not isinstance(error, StoppedError):  # stopped because something newer is judged
            self._desk.fail(error)


def _samples(table: Table, column: int) -> tuple[str, ...]:
    """Return the first different values of a column, each as one line."""
    found: dict[str, None] = {}
    for row in table.rows:
        text = plain_line(cell_text(row.cells[column]))
        if text:
            found[text] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)
