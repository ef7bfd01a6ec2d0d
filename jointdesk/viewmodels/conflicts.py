"""The page of conflicts: which are listed, which is shown, and what a person does about it."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import chain
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.conflicts import Resolution, Severity
from jointdesk.domain.errors import NotFoundError
from jointdesk.domain.meetings import PairScope
from jointdesk.domain.moments import midnight
from jointdesk.domain.people import Audience, Person
from jointdesk.domain.words import plain_line
from jointdesk.operations import pairings
from jointdesk.operations.conflicts import (
    Settle,
    assign_conflicts,
    reopen_conflicts,
    resolve_conflicts,
    settlement_item,
)
from jointdesk.operations.history import ItemChange, item_history
from jointdesk.store.reading import ReadableDesk, Reading
from jointdesk.viewmodels.conflict_detail import (
    Act,
    ConflictDetail,
    Reach,
    Way,
    detail_of,
    held_detail,
)
from jointdesk.viewmodels.conflict_history import Told, history_of
from jointdesk.viewmodels.conflict_list import (
    ConflictDesk,
    ConflictRow,
    Tab,
    nothing_words,
    read_conflicts,
    rows_of,
    tab_of,
)
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.headed_list import HeadedListModel, ListHeading
from jointdesk.viewmodels.inspector import HEADLINES
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.pages import Page

ListLine = ListHeading | ConflictRow


class ConflictListModel(HeadedListModel):
    """The rows under headings of how severe they are."""

    def show(self, rows: list[ConflictRow]) -> None:
        """Take other rows."""
        lines: list[ListLine] = []
        for severity in Severity:
            group = [row for row in rows if row.severity is severity]
            if group:
                lines += [ListHeading(HEADLINES[severity], len(group)), *group]
        self.take(lines)

    def place_of(self, conflict_id: str) -> int | None:
        """Return the line of the row that has a conflict, None if it is not listed."""
        for place, line in enumerate(self.lines):
            if isinstance(line, ConflictRow) and conflict_id in line.ids:
                return place
        return None

    def near(self, before: int) -> str:
        """Return the conflict at or after a line, else the last one, "" for none."""
        near = min(before, len(self.lines))
        place = self.step(near - 1, 1)
        if place is None:
            place = self.step(near, -1)
        line = self.lines[place] if place is not None else None
        return line.ids[0] if isinstance(line, ConflictRow) else ""

    def step(self, place: int, by: int) -> int | None:
        """Return the next (1) or previous (-1) row after a line, None if there is none."""
        end = len(self.lines) if by > 0 else -1
        for other in range(place + by, end, by):
            if isinstance(self.lines[other], ConflictRow):
                return other
        return None


class _Found(NamedTuple):
    """What was read, and the rows of every tab."""

    desk: ConflictDesk
    rows: tuple[list[ConflictRow], ...]


class ConflictsModel(QObject):
    """Keeps the conflicts in step with the desk; `known` is what was read, None at first.

    Signals:
        list_changed: other rows are in `list`, other counts in `counts`.
        detail_changed: another conflict, or another state of it, is in `detail`.
        history_changed: `history` belongs to `detail` now.
    """

    list_changed = Signal()
    detail_changed = Signal()
    history_changed = Signal()

    def __init__(self, desk: DeskModel, undo: Callable[[], None]) -> None:
        """Follow a desk; `undo` takes the last action back."""
        super().__init__(desk)
        self.list = ConflictListModel(self)
        self.tab = Tab.OPEN
        self.detail: ConflictDetail | None = None
        self.history: tuple[Told, ...] = ()
        self._desk = desk
        self._undo = undo
        self.known: ConflictDesk | None = None
        self._rows: tuple[list[ConflictRow], ...] = ([],) * len(Tab)
        self._selected = ""
        self._wanted = ""
        self._place = 0
        self._is_held = False
        desk.pages.follow(Page.CONFLICTS, self.load)
        self.load()

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who can own a conflict."""
        return self.known.people if self.known else ()

    def counts(self) -> tuple[int, ...]:
        """Return how many rows each button has."""
        return tuple(len(rows) for rows in self._rows)

    def nothing(self) -> str:
        """Return what stands in place of an empty list, "" while nothing was read."""
        return nothing_words(self.known, self.tab) if self.known else ""

    # Reading

    @Slot()
    def load(self) -> None:
        """Read the conflicts in the worker."""
        audience = self._desk.audience
        if audience is not None:
            self._desk.read(lambda reading: _read(reading, audience), self._take)

    def _take(self, found: _Found) -> None:
        self.known, self._rows = found
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._go_to_known(wanted)
        else:
            self._show_list()

    def _show_list(self) -> None:
        """List the tab; where what was selected has left it, the row in its place is taken.

        What somebody is writing about stays.
        """
        self._place = self.list.place_of(self._selected) or self._place
        self.list.show(self._rows[self.tab])
        if self.list.place_of(self._selected) is None and not self._is_held:
            self._selected = self.list.near(self._place)
        self.list_changed.emit()
        self._show_detail()

    def _show_detail(self) -> None:
        before, known = self.detail, self.known
        rows = chain.from_iterable(self._rows) if self._is_held else self._rows[self.tab]
        row = _row_with(self._selected, rows)
        self.detail = detail_of(row, self._selected, known) if row and known else None
        if self._is_held and before is not None and self.list.place_of(self._selected) is None:
            self.detail = held_detail(before, self.detail)
        self.detail_changed.emit()
        detail, audience = self.detail, self._desk.audience
        if detail is not None and audience is not None:
            self._desk.read(
                lambda reading: _history(reading, audience, detail.id),
                lambda changes: self._take_history(detail, changes),
            )

    def _take_history(self, detail: ConflictDetail, changes: list[ItemChange]) -> None:
        if detail is self.detail and self.known is not None:
            self.history = history_of(changes, self.known)
            self.history_changed.emit()

    # Going about

    def set_tab(self, tab: Tab) -> None:
        """List what is open, assigned or settled."""
        if tab is not self.tab:
            self.tab, self._is_held = tab, False
            self._selected, self._place = "", 0
            self._show_list()

    def select(self, conflict_id: str) -> None:
        """Show a conflict of the list."""
        if conflict_id != self._selected:
            self._selected, self._is_held = conflict_id, False
            self._show_detail()

    @Slot(bool)
    def hold(self, is_held: bool) -> None:
        """Keep what is shown, whatever others do about it, while somebody writes about it."""
        was_held, self._is_held = self._is_held, is_held
        if was_held and not is_held and self.list.place_of(self._selected) is None:
            self._show_list()

    def go_to(self, conflict_id: str) -> None:
        """Show a conflict, under whatever button it stands."""
        self._wanted = conflict_id
        self.load()

    def _go_to_known(self, conflict_id: str) -> None:
        entries = self.known.entries if self.known else ()
        found = next((entry for entry in entries if entry.id == conflict_id), None)
        if found is None:
            text = "This conflict is not among those of the next eight weeks."
            self._desk.noticed.emit(Notice(text, Tone.INFO))
        else:
            self.tab, self._selected = tab_of(found.judged.state), conflict_id
            self._is_held = False
        self._show_list()

    # What the person does

    def settle(
        self, how: Resolution, reason: str, reach: Reach, last_day: date | None = None
    ) -> None:
        """Settle what is shown, until the end of a day where one is given."""
        until = None
        if last_day is not None and self.known is not None:
            until = midnight(last_day + timedelta(days=1), self.known.zone)
        settle = Settle(how, reason, until, reach.scope)
        done = {
            Resolution.ACCEPTED: "Accepted the risk",
            Resolution.MUTED: "Muted",
        }.get(how, f"Settled as {how.value}")
        self._act(
            lambda desk, actor, audience: resolve_conflicts(
                desk, actor, audience, reach.ids, settle
            ),
            done,
        )

    def take_way(self, way: Way, reason: str, reach: Reach) -> None:
        """Settle what is shown in one of the ways that are offered."""
        if way.act is Act.SETTLE:
            self.settle(way.how, reason, reach)
        elif self.detail is not None and self.detail.meeting_id:
            scope = PairScope.SERIES if len(self.detail.ids) > 1 else PairScope.OCCURRENCE
            self.judge_copies(self.detail.meeting_id, way.act, scope)

    def judge_copies(
        self, meeting_id: str, act: Act, scope: PairScope = PairScope.OCCURRENCE
    ) -> None:
        """Say that the copies of a meeting are one, or that they are not."""

        def work(desk: Any, actor: Actor, audience: Audience) -> None:
            if act is Act.SPLIT:
                pairings.split(desk, actor, audience, meeting_id, scope)
                return
            first, *others = pairings.find_meeting(desk, audience, meeting_id).copies
            for other in others:
                pairings.pair(desk, actor, audience, first.key, other.key, scope)

        done = "Said that the copies are " + ("different meetings" if act is Act.SPLIT else "one")
        self._act(work, done, about="")

    def assign(self, person: Person, note: str = "") -> None:
        """Give what is shown, with all of its row, to a person, with a note to them."""
        if self.detail is None:
            return
        ids = self.detail.ids
        self._act(
            lambda desk, actor, audience: assign_conflicts(
                desk, actor, audience, ids, person.id, note
            ),
            f"Assigned to {plain_line(person.name)}",
        )

    def reopen(self) -> None:
        """Open what is shown again, with all of its row."""
        if self.detail is None:
            return
        ids = self.detail.ids
        self._act(
            lambda desk, actor, audience: reopen_conflicts(desk, actor, audience, ids),
            "Opened again",
        )

    def _act(
        self,
        work: Callable[[Any, Actor, Audience], None],
        done: str,
        *,
        about: str | None = None,
    ) -> None:
        """Do it in the worker, and say so with Undo; `about` None means what is shown."""
        audience = self._desk.audience
        if audience is None:
            return
        if about is None:
            place = self.list.place_of(self._selected)
            line = self.list.lines[place] if place is not None else None
            about = line.title if isinstance(line, ConflictRow) else ""
        text = f"{done}: {about}." if about else f"{done}."
        self._desk.act(
            lambda desk, actor: work(desk, actor, audience),
            lambda _: self._desk.noticed.emit(Notice(text, Tone.DONE, "Undo", self._undo)),
        )


def _row_with(conflict_id: str, rows: Iterable[ConflictRow]) -> ConflictRow | None:
    return next((row for row in rows if conflict_id in row.ids), None)


def _read(reading: Reading, audience: Audience) -> _Found:
    """Read the conflicts and make their rows, as there may be many."""
    desk = read_conflicts(reading, audience)
    return _Found(desk, tuple(rows_of(desk, tab) for tab in Tab))


def _history(desk: ReadableDesk, audience: Audience, conflict_id: str) -> list[ItemChange]:
    """Return what was said about a conflict; nothing, where nobody has said anything yet."""
    try:
        found = item_history(desk, audience, conflict_id)
    except NotFoundError:
        return []
    return [one for one in found if one.item_id.startswith(settlement_item(conflict_id))]
