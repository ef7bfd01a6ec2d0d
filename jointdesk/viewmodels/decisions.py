"""The register of decisions in the window: what is listed, how, and the filters a person keeps."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.people import Audience
from jointdesk.domain.words import plain_line
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.decision_filters import MOST, Filter, filters_read, filters_written
from jointdesk.viewmodels.decision_register import Register, Tab, read_register
from jointdesk.viewmodels.decision_rows import DECISION_COLUMNS
from jointdesk.viewmodels.decision_table import DecisionTable, MatterTable
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.preferences import Preferences


class DecisionsModel(QObject):
    """Keeps the register in step with the desk.

    Signals:
        register_changed: `register` is new, for another audience perhaps.
        listed: other rows are in `matters` and `decisions`, or another `filter` holds.
        filters_changed: other filters are kept.
    """

    register_changed = Signal()
    listed = Signal()
    filters_changed = Signal()

    def __init__(self, desk: DeskModel, preferences: Preferences) -> None:
        """Follow a desk; filters and columns are kept in the preferences, for each person."""
        super().__init__(desk)
        self.matters = MatterTable(self)
        self.decisions = DecisionTable(self)
        self.register: Register | None = None
        self.filter = Filter()
        self._desk = desk
        self._preferences = preferences
        self._asked = 0
        self._audience: Audience | None = None
        desk.pages.follow(Page.DECISIONS, self.load)
        self.load()

    @property
    def desk(self) -> DeskModel:
        """The desk whose register it is."""
        return self._desk

    # Reading and listing

    @Slot()
    def load(self) -> None:
        """Read the register in the worker, unless it is asked for again by then."""
        audience = self._desk.audience
        if audience is None:
            return
        if audience != self._audience:
            self._audience = audience
            self._forget()
        self._asked += 1
        asked = self._asked

        def read(reading: Reading) -> Register | None:
            return read_register(reading, audience) if asked == self._asked else None

        def take(register: Register | None) -> None:
            if register is not None and audience is self._desk.audience:
                self.register = register
                self._list()
                self.register_changed.emit()

        self._desk.read(read, take)

    def _forget(self) -> None:
        """Show nothing of what another person saw."""
        if self.register is not None:
            self.register = None
            self.matters.clear()
            self.decisions.clear()
            self.listed.emit()
            self.register_changed.emit()

    def apply(self, wanted: Filter) -> None:
        """List what a filter lets through."""
        if wanted != self.filter:
            self.filter = wanted
            self._list()

    def set_tab(self, tab: Tab) -> None:
        """List the matters under another button."""
        self.apply(self.filter._replace(tab=tab))

    def set_flat(self, is_flat: bool) -> None:
        """List decision by decision, or by matter."""
        self.apply(self.filter._replace(is_flat=is_flat))

    def seek(self, words: str) -> None:
        """List only what has each of these words; "" lists everything."""
        self.apply(self.filter._replace(words=words))

    def _list(self) -> None:
        register = self.register
        if register is None:
            return
        sought = self.filter.words.casefold().split()
        entries = [
            entry
            for entry in register.entries
            if entry.is_under(self.filter.tab) and (not sought or entry.has(sought))
        ]
        if self.filter.is_flat:
            rows = [one for entry in entries for one in entry.with_words(sought)]
            self.decisions.show(register, rows)
        else:
            self.matters.show(register, entries)
        self.listed.emit()

    def number(self) -> int:
        """Return how many rows are listed."""
        return self.decisions.rowCount() if self.filter.is_flat else self.matters.rowCount()

    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns of what is listed."""
        return DECISION_COLUMNS if self.filter.is_flat else self.matters.names()

    def nothing(self) -> str:
        """Return what stands in place of an empty list, "" while nothing was read."""
        if self.register is None:
            return ""
        if not self.register.entries:
            return "No matters yet. A matter holds one decision for each body."
        if self.filter.words.strip():
            sought = plain_line(self.filter.words)
            return f"Nothing found for “{sought}”. Private items of other bodies are not searched."
        if self.filter.tab is Tab.NEEDS_WORK:
            return "Nothing needs work: no conflict, and nothing missing that the law asks for."
        return "Nothing is in progress: every decision has had its effect."

    def matter_of(self, decision_id: str) -> str:
        """Return the id of a decision's matter, "" for one that is not known."""
        if self.register is None:
            return ""
        decision = self.register.records.decision_by_id.get(decision_id)
        return decision.matter if decision else ""

    # What a person keeps

    @property
    def filters(self) -> dict[str, Filter]:
        """The filters that the person keeps, by name."""
        return filters_read(self._preferences.text(self._key("filters")))

    def keep_filter(self, name: str) -> None:
        """Keep what is listed now under a name; one of that name gives way."""
        name = plain_line(name)[:60]
        if not name:
            return
        kept = {**self.filters, name: self.filter}
        while len(kept) > MOST:
            kept.pop(next(iter(kept)))
        self._write(kept, f"Kept the filter “{name}”.")

    def drop_filter(self, name: str) -> None:
        """Forget a filter."""
        kept = self.filters
        if dropped := kept.pop(name, None):

            def bring_back() -> None:
                self._write({**self.filters, name: dropped}, f"Kept the filter “{name}”.")

            self._write(kept, f"Removed the filter “{name}”.", bring_back)

    def _write(
        self, kept: dict[str, Filter], said: str, undo: Callable[[], None] | None = None
    ) -> None:
        self._preferences.keep_text(self._key("filters"), filters_written(kept))
        self.filters_changed.emit()
        self._desk.noticed.emit(Notice(said, Tone.DONE, "Undo" if undo else "", undo))

    @property
    def hidden(self) -> frozenset[str]:
        """The names of the columns that the person does not want to see."""
        return frozenset(filter(None, self._preferences.text(self._key("hidden")).split("\n")))

    def show_column(self, name: str, is_shown: bool) -> None:
        """Show a column, or not; kept for the person."""
        hidden = self.hidden - {name} if is_shown else self.hidden | {name}
        self._preferences.keep_text(self._key("hidden"), "\n".join(sorted(hidden)))
        self.listed.emit()

    def _key(self, what: str) -> str:
        person = self._desk.person
        return f"decisions/{what}/{person.id if person else ''}"
