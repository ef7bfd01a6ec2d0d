"""The registers as the settings show them: their entries, and the fields of each."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.derive.governance import shipped_profiles
from jointdesk.derive.records import load_records
from jointdesk.domain.actors import Actor
from jointdesk.domain.entry import entered
from jointdesk.domain.errors import WrongUseError
from jointdesk.domain.fields import Field, Kind, RecordType, store
from jointdesk.domain.items import Json
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Audience
from jointdesk.domain.records import Records
from jointdesk.domain.registers import REGISTERS
from jointdesk.domain.words import counted, plain_line
from jointdesk.governance.profiles import Profile
from jointdesk.operations.clock import now
from jointdesk.operations.naming import Names
from jointdesk.operations.registers import (
    WORDS,
    Brought,
    add_entry,
    edit_entry,
    entries,
    import_entries,
)
from jointdesk.store.desk import Desk
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.viewmodels.decision_editor import readable
from jointdesk.viewmodels.decision_form import Choices, Line, Option, shown
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.words import joined

NAMES = {
    "authority": "Authority documents",
    "delegation": "Delegations",
    "forum": "Forums",
    "interest": "Interests",
    "fund": "Pooled funds",
    "office": "Officers and members",
    "poll": "Polls",
}
"""What the registers are called, by the kind's name."""

NOTES = {
    "authority": "The documents that say who may decide what, each in its version.",
    "delegation": "The powers that those documents give, each with its paragraph and limit.",
    "forum": "Bodies and groups that meet. By the titles in the diary their meetings are known.",
    "interest": "Interests of officers and members, and in whose register each is declared.",
    "fund": "Pooled funds and what each body gives to them.",
    "office": "Who is what in each body: for sign-offs, portfolios and tasks.",
    "poll": "Polls to come. The time before each restricts decisions and publicity.",
}

_TITLES = {
    "authority": ("name",),
    "delegation": ("paragraph", "subject"),
    "forum": ("name", "code"),
    "interest": ("person", "nature"),
    "fund": ("name",),
    "office": ("title", "kind"),
    "poll": ("name",),
}
_DETAILS = {
    "authority": ("org", "kind", "version", "valid_to"),
    "delegation": ("authority", "holder", "role", "limit", "valid_to"),
    "forum": ("orgs", "kind", "seats"),
    "interest": ("category", "party", "party_name", "declared_in", "ends"),
    "fund": ("host", "total", "shares"),
    "office": ("org", "person", "name", "kind", "ends"),
    "poll": ("day", "kind", "orgs"),
}
_BOTH = frozenset({"delegation", "interest"})
"""Registers whose entries are called by both parts of their titles."""


class EntryRow(NamedTuple):
    """One entry: what it is called, and the rest that one must know."""

    id: str
    title: str
    detail: str

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return joined((self.title, self.detail))


class Options(Choices):
    """What can be chosen in the fields of registers."""

    def __init__(
        self, records: Records, organisations: Iterable[Organisation], people: Mapping[str, str]
    ) -> None:
        self._by_type = {
            "organisation": tuple(
                Option(f"{one.code}, {plain_line(one.name)}", one.id) for one in organisations
            ),
            "person": tuple(Option(plain_line(name), id_) for id_, name in people.items()),
            "authority": tuple(
                Option(plain_line(f"{one.name} {one.version}"), one.id)
                for one in records.authorities
            ),
        }

    def of(self, field: Field) -> tuple[Option, ...]:
        """Return the options of a field, none where it is written freely."""
        if field.choices:
            return tuple(Option(words, value) for value, words in field.choices.items())
        return self._by_type.get(field.to, ())


class RegisterDesk(NamedTuple):
    """What was read: the records of one audience, and what is needed to tell them.

    `profiles` are the governance profiles that ship with the program.
    """

    records: Records
    organisations: tuple[Organisation, ...]
    people: Mapping[str, str]
    profiles: Mapping[str, Profile]

    def rows(self, kind: RecordType[Any]) -> list[EntryRow]:
        """Return the entries of a register in the order of their titles."""
        options = self.options()
        codes = {one.id: one.code for one in self.organisations}
        found = [_row(kind, one, options, codes) for one in entries(self.records, kind)]
        return sorted(found, key=lambda row: row.title.casefold())

    def lines(self, kind: RecordType[Any], entry_id: str) -> tuple[Line, ...]:
        """Return the fields of an entry, empty ones of a new entry for ""."""
        entry = next((one for one in entries(self.records, kind) if one.id == entry_id), None)
        options = self.options()
        return tuple(
            line_of(field, getattr(entry, field.name, None), options) for field in kind.fields
        )

    def options(self) -> Options:
        """Return what can be chosen."""
        return Options(self.records, self.organisations, self.people)


def line_of(field: Field, value: Any, options: Options) -> Line:
    """Return a field with a value as its control takes it."""
    return Line(
        field,
        shown(field, value, options),
        store(field, value) if value is not None else None,
        options.of(field),
        {part.name: options.of(part) for part in field.parts},
        why="",
        is_required=False,
        is_missing=False,
        is_locked=False,
        is_open=True,
    )


def _row(kind: RecordType[Any], entry: Any, options: Options, codes: Mapping[str, str]) -> EntryRow:
    def told(name: str) -> str:
        field, value = kind.field(name), getattr(entry, name)
        if field.kind is Kind.ROWS:
            words = field.label.lower().removesuffix("s")
            return counted(len(value), words) if value else ""
        if field.to == "organisation":
            ids = [value] if isinstance(value, str) else value or ()
            return " and ".join(codes.get(one, "") for one in ids)
        text = shown(field, value, options)
        return f"until {text}" if text and name in ("valid_to", "ends") else text

    names = [told(name) for name in _TITLES[kind.name]]
    title = joined(names) if kind.name in _BOTH else next(filter(None, names), "")
    detail = joined(told(name) for name in _DETAILS[kind.name])
    return EntryRow(entry.id, title or "No name", detail)


def read_registers(reading: Reading, audience: Audience) -> RegisterDesk:
    """Read the registers as an audience may see them."""
    connection = reading.connection
    return RegisterDesk(
        load_records(connection, audience, reading.zone, now()),
        tuple(list_organisations(connection)),
        {one.id: one.name for one in list_people(connection) if one.name},
        shipped_profiles(),
    )


class RegistersModel(QObject):
    """The registers as they stand; read from when they are first wanted.

    Signals:
        registers_changed: others are in `registers`.
        brought(str, object): a table came into the register of that name: `Brought`.
    """

    registers_changed = Signal()
    brought = Signal(str, object)

    def __init__(self, desk: DeskModel, undo: Callable[[], None]) -> None:
        """Follow a desk; `undo` reverses the person's last change."""
        super().__init__(desk)
        self.registers: RegisterDesk | None = None
        self._desk = desk
        self._undo = undo
        self._is_wanted = False
        desk.pages.follow(Page.SETTINGS, self._on_changed)

    def want(self) -> None:
        """Read the registers, and from now on after every change."""
        self._is_wanted = True
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        audience = self._desk.audience
        if audience is None or not self._is_wanted:
            return

        def take(registers: RegisterDesk) -> None:
            if audience is self._desk.audience:
                self.registers = registers
                self.registers_changed.emit()

        self._desk.read(lambda reading: read_registers(reading, audience), take)

    def adding(
        self, kind: RecordType[Any], values: Mapping[str, object]
    ) -> Callable[[Desk, Actor], object]:
        """Return what adds an entry of values as they were entered.

        Raises:
            WrongUseError: a day cannot be read.
        """
        read = {name: _read(kind.field(name), value) for name, value in values.items()}
        return lambda desk, actor: add_entry(desk, actor, kind, self._stored(desk, kind, read))

    def editing(
        self, kind: RecordType[Any], entry_id: str, name: str, value: object
    ) -> Callable[[Desk, Actor], object]:
        """Return what gives a field of an entry a value as it was entered.

        Raises:
            WrongUseError: a day cannot be read.
        """
        read = {name: _read(kind.field(name), value)}
        return lambda desk, actor: edit_entry(
            desk, actor, kind, entry_id, self._stored(desk, kind, read)
        )

    def bring(self, kind: RecordType[Any], file: str, failed: Callable[[str], None]) -> None:
        """Bring a table into a register; `failed` is told in a sentence why it could not be."""
        audience = self._desk.audience
        if audience is None:
            return

        def done(result: Brought) -> None:
            self.brought.emit(kind.name, result)
            way_back = ("Undo", self._undo) if result.added else ()
            self._desk.noticed.emit(Notice(told_brought(result), Tone.DONE, *way_back))

        self._desk.act(
            lambda desk, actor: import_entries(
                desk, actor, kind, Path(file), Names(desk, audience)
            ),
            done,
            failed=lambda error: failed(str(error)),
        )

    def _stored(
        self, desk: Desk, kind: RecordType[Any], values: Mapping[str, object]
    ) -> dict[str, Json]:
        audience = self._desk.audience
        assert audience is not None  # somebody acts
        return dict(entered(kind, values, Names(desk, audience).id_of))


def _read(field: Field, value: object) -> object:
    try:
        return readable(field, value)
    except ValueError as error:
        raise WrongUseError(str(error)) from None


def told_brought(result: Brought) -> str:
    """Return what came of a table in a sentence."""
    parts = (
        f"Added {result.added:,}." if result.added else "Nothing new came in.",
        f"{result.already:,} were there already." if result.already else "",
        f"{counted(len(result.refused), 'row')} left out." if result.refused else "",
    )
    return " ".join(filter(None, parts))


KINDS = REGISTERS
"""The registers in the order of their buttons."""

ARTICLES = {
    name: f"{'an' if words[0] in 'aeiou' else 'a'} {words}" for name, words in WORDS.items()
}
"""What one entry is called, with its article."""
