"""What a desk is set to, and the changes people make to it: each is saved at once, with Undo."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import JointDeskError
from jointdesk.domain.organisations import Organisation
from jointdesk.domain.people import Person, Seat
from jointdesk.domain.rules import Rule
from jointdesk.domain.sites import Site, TravelMatrix
from jointdesk.domain.sources import Collection
from jointdesk.operations.audiences import director_id, seats_by_person
from jointdesk.operations.backups import back_up
from jointdesk.store.collections import list_collections
from jointdesk.store.desk import Desk
from jointdesk.store.organisations import list_organisations
from jointdesk.store.people import list_people
from jointdesk.store.reading import Reading
from jointdesk.store.rules import list_rules
from jointdesk.store.sites import list_sites, travel_matrix
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.jobs import Job
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.registers import RegistersModel
from jointdesk.viewmodels.unreadable import UnreadableModel


class Settings(NamedTuple):
    """Everything that can be set, at one moment; `seats` is by person id.

    `director` is the id of the person whose desk it is.
    """

    organisations: tuple[Organisation, ...]
    sites: tuple[Site, ...]
    travel: TravelMatrix
    people: tuple[Person, ...]
    seats: dict[str, list[Seat]]
    rules: tuple[Rule, ...]
    calendars: tuple[Collection, ...]
    director: str

    def code_of(self, org_id: str | None) -> str:
        """Return the code of an organisation, "" for none."""
        return next((one.code for one in self.organisations if one.id == org_id), "")


def read_settings(reading: Reading) -> Settings:
    """Read everything that can be set."""
    connection = reading.connection
    return Settings(
        tuple(list_organisations(connection)),
        tuple(list_sites(connection)),
        travel_matrix(connection),
        tuple(list_people(connection)),
        seats_by_person(reading),
        tuple(list_rules(connection)),
        tuple(list_collections(connection)),
        director_id(reading),
    )


class SettingsModel(QObject):
    """The settings as they stand.

    Signals:
        settings_changed: `settings` is new.
        saved(str): what the key stands for was saved.
        failed(str, str): what the key stands for was not saved, and why, in a sentence.
    """

    settings_changed = Signal()
    saved = Signal(str)
    failed = Signal(str, str)

    def __init__(self, desk: DeskModel, undo: Callable[[], None]) -> None:
        """Set up a desk; `undo` reverses the person's last change."""
        super().__init__(desk)
        self.settings: Settings | None = None
        self._desk = desk
        self._undo = undo
        desk.pages.follow(Page.SETTINGS, self.refresh)

    @cached_property
    def registers(self) -> RegistersModel:
        """The registers, and the governance profiles."""
        return RegistersModel(self._desk, self._undo)

    @cached_property
    def unreadable(self) -> UnreadableModel:
        """What cannot be read."""
        return UnreadableModel(self._desk)

    @property
    def path(self) -> Path:
        """Where the desk lies."""
        return self._desk.path

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        self._desk.read(read_settings, self._take)

    def save(self, key: str, said: str, work: Callable[[Desk, Actor], object]) -> None:
        """Change the desk at once and say so; `key` names the field that it is about."""

        def done(_result: object) -> None:
            self.saved.emit(key)
            self._desk.noticed.emit(Notice(said, Tone.DONE, "Undo", self._undo))

        self._desk.act(work, done, failed=lambda error: self._fail(key, error))

    def try_save(
        self, key: str, said: str, read: Callable[[], Callable[[Desk, Actor], object]]
    ) -> None:
        """Save what was typed if it can be read; else say what is wrong with it."""
        try:
            work = read()
        except JointDeskError as error:
            self._fail(key, error)
            return
        self.save(key, said, work)

    def back_up(self, key: str, file: str) -> None:
        """Copy the desk to a new file."""
        path = Path(file)

        def work(_job: Job) -> Path:
            return back_up(self._desk.open_desk(), path)

        def done(made: Path) -> None:
            self.saved.emit(key)
            said = f"Copied to {made.name}, and the copy is sound."
            self._desk.noticed.emit(Notice(said, Tone.DONE))

        def failed(error: Exception) -> None:
            if isinstance(error, JointDeskError):
                self._fail(key, error)
            else:
                self._desk.fail(error)

        self._desk.runner.run(work, done, failed)

    def _fail(self, key: str, error: JointDeskError) -> None:
        self.failed.emit(key, str(error))

    def _take(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit()
