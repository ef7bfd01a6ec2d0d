"""Put the window together: models, pages, and what leads from one to another."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from jointdesk.app import crash
from jointdesk.app.rooms import Rooms
from jointdesk.domain.moments import local_day
from jointdesk.domain.people import Person
from jointdesk.operations.audiences import acting_person, audience_of
from jointdesk.operations.clock import now
from jointdesk.operations.known_desks import open_reading
from jointdesk.store.bundled import bundled
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.desks import NextWindow
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.notices import Notice, Tone
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.viewmodels.who import remember_person
from jointdesk.widgets.diary_area import DiaryArea
from jointdesk.widgets.focus import FocusRing
from jointdesk.widgets.look import load_look, with_theme
from jointdesk.widgets.style import apply_look
from jointdesk.widgets.window import MainWindow

if TYPE_CHECKING:
    from jointdesk.viewmodels.overview import OverviewModel

_MINUTE_MS = 60_000

_TABLES = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".tsv"})
"""What the names of files end in that hold tables."""


class Assembly:
    """The open window and its models, for as long as it is open.

    `next_window` is what is to be shown in its place once it is closed, None for nothing.
    """

    def __init__(
        self,
        application: QApplication,
        path: Path,
        person: str,
        data_folder: Path,
        theme: ThemeName,
    ) -> None:
        """Open the desk for a person and make the window; its first days are read already.

        Raises:
            JointDeskError: the desk cannot be opened, or nobody of that name is on it.
        """
        self._path = path
        self.next_window: NextWindow | None = None
        self._data_folder = data_folder
        reading = open_reading(path, data_folder)
        self.desk = DeskModel(path, data_folder)
        self._person = acting_person(reading, person)
        self._audience = audience_of(reading, self._person.id)
        self.diary = DiaryModel(self.desk, reading.zone)
        self.diary.show_first(reading, self._audience)
        self._application = application
        self._look = load_look(bundled("resources"), theme)
        apply_look(application, self._look)
        self._ring = FocusRing(application, self._look.theme.accent)
        self.area = DiaryArea(self._look, self.diary)
        self.window = MainWindow(self._look, self._makers(), f"{reading.name} – JointDesk")
        self.rooms = Rooms(
            lambda: self._look, self.desk, self.diary, self.window, data_folder, self.wear
        )
        self._reading = reading
        self._connect()
        self._connect_widgets()
        self._clock = QTimer(self.window)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(lambda: self.area.grid.set_now(now()))
        self.desk.closing.connect(self._clock.stop)
        self._clock.start()

    def wear(self, theme: ThemeName) -> None:
        """Show everything in another theme from now on."""
        if theme is self._look.theme.name:
            return
        self._look = with_theme(self._look, theme)
        apply_look(self._application, self._look)
        self._ring.leave()  # else it would end with the control that it lies on
        self._ring.set_colour(self._look.theme.accent)
        self.area = DiaryArea(self._look, self.diary)
        self.window.wear(self._look)
        self._connect_widgets()
        self.rooms.tasks.attach(self.area)
        self.rooms.background.attach()
        self._on_overview()
        self._on_days()
        self.rooms.decisions.count()
        self.rooms.today.count()
        self.rooms.tasks.count()
        self.rooms.bookings.count()

    @cached_property
    def overview(self) -> "OverviewModel":
        """What the navigation shows beside the pages; it looks at eight weeks of conflicts."""
        from jointdesk.viewmodels.overview import OverviewModel

        return OverviewModel(self.desk)

    def _makers(self) -> dict[Page, Callable[[], QWidget]]:
        """Return how each page is made; only the diary is needed for the first picture."""
        return {
            Page.DIARY: lambda: self.area,
            Page.TODAY: lambda: self.rooms.today.page(),
            Page.CONFLICTS: lambda: self.rooms.parts.conflicts_page(),
            Page.TASKS: lambda: self.rooms.tasks.page(),
            Page.DECISIONS: lambda: self.rooms.decisions.page(),
            Page.BOOKINGS: lambda: self.rooms.bookings.page(),
            Page.DECISION_IMPORT: lambda: self.rooms.decisions.imports_page(),
            Page.EXPORT: lambda: self.rooms.exports.page(),
            Page.SEARCH: lambda: self.rooms.parts.search_page(),
            Page.HELP: lambda: self.rooms.parts.help_page(),
            Page.IMPORT: lambda: self.rooms.setup.imports_page(),
            Page.NEWS: lambda: self.rooms.today.news_page(),
            Page.BRIEF: lambda: self.rooms.today.brief_page(),
            Page.TIME_SPLIT: lambda: self.rooms.today.split_page(),
            Page.OUTBOX: lambda: self.rooms.background.outbox_page(),
            Page.SETTINGS: lambda: self.rooms.setup.settings_page(self.rooms.parts.undoing.undo),
        }

    def _connect(self) -> None:
        window = self.window
        self.desk.crashed.connect(self._on_crash)
        self.diary.days_changed.connect(self._on_days)
        self.desk.pages.show(window.page)
        window.page_shown.connect(self.desk.pages.show)
        window.undo_requested.connect(lambda: self.rooms.parts.undoing.undo())
        window.redo_requested.connect(lambda: self.rooms.parts.undoing.redo())
        window.sync_requested.connect(lambda: self.rooms.background.sync.read_all())
        window.file_dropped.connect(
            lambda path: (
                self.rooms.decisions if _is_table(path) else self.rooms.setup
            ).propose_file(path)
        )
        window.export_requested.connect(lambda: self.rooms.exports.begin())
        window.booking_requested.connect(lambda: self.rooms.bookings.begin_booking())
        window.desks_requested.connect(lambda: self.rooms.setup.open_desks())
        window.next_requested.connect(self._go_on)

    def _connect_widgets(self) -> None:
        """Connect what is made anew when the look changes."""
        window = self.window
        self.desk.noticed.connect(window.notices.show_notice)
        window.navigation.day_requested.connect(self._on_day)
        window.navigation.person_requested.connect(self._on_person)
        self.area.record_requested.connect(lambda name: self.rooms.tasks.open_record(name))
        self.area.import_requested.connect(lambda: window.open_page(Page.IMPORT))
        self.area.search_requested.connect(window.open_search)
        self.area.export_requested.connect(lambda: self.rooms.exports.begin())
        self.area.conflict_requested.connect(lambda id_: self.rooms.parts.show_conflict(id_))
        self.area.split_requested.connect(lambda id_: self.rooms.parts.split(id_))
        self.area.same_requested.connect(lambda id_: self.rooms.parts.pair(id_))
        self.area.decision_requested.connect(lambda id_: self.rooms.decisions.record_from(id_))

    def begin(self) -> None:
        """Read the rest, once the first picture is shown."""
        self._reading.close()
        self.overview.overview_changed.connect(self._on_overview)
        self.desk.adopt(self._person, self._audience)
        self._on_days()
        self.rooms.decisions.begin()
        self.rooms.today.count()
        self.rooms.tasks.begin()
        self.rooms.bookings.begin()
        self.rooms.tasks.attach(self.area)
        from jointdesk.viewmodels.upkeep import UpkeepModel

        UpkeepModel(self.desk).begin()
        self.rooms.background.outbox.twice.marked.connect(self.diary.mark)
        self.rooms.background.begin(self.overview, lambda to: self.rooms.today.follow(to))

    def close(self) -> bool:
        """Stop the worker and close the desk; its models go with the window that shows them.

        False where something still waits for a server. Its models are not to go then: they would
        wait for it.
        """
        self._ring.deleteLater()
        is_at_rest = self.desk.close()
        if is_at_rest:
            # Whatever is connected to a model's signal is kept for as long as the model is there.
            self.window.destroyed.connect(self.desk.deleteLater)
        return is_at_rest

    def tell_of_crash(self, file: Path) -> None:
        """Say that something went wrong, that the desk is safe, and where the details are."""
        text = (
            "Something went wrong. Your desk is safe."
            f" Details were written without meeting texts to {file}."
        )
        self.window.notices.show_notice(Notice(text, Tone.PROBLEM))

    def _on_crash(self, error: Exception) -> None:
        self.tell_of_crash(crash.report(error, self._data_folder))

    def _on_overview(self) -> None:
        overview = self.overview.overview
        if overview is not None:
            self.window.navigation.show_overview(overview, self.desk.person)

    def _on_days(self) -> None:
        days = self.diary.days
        if days is not None:
            today = local_day(days.now, days.zone)
            month = self.window.navigation.month
            month.set_days(today, days.days[0], days.days[-1])

    def _on_day(self, day: object) -> None:
        self.window.open_page(Page.DIARY)
        self.diary.go_to(day)  # type: ignore[arg-type]

    def _on_person(self, person: Person) -> None:
        """Keep who works here from now on, and leave: the window is made anew for them."""
        remember_person(self._reading.id, self.rooms.preferences, person)
        password = self.rooms.background.sharing.password.value
        self._go_on(NextWindow(self._path, person.id, password))

    @Slot(object)
    def _go_on(self, wanted: NextWindow) -> None:
        """Leave: another window is made in the place of this one."""
        self.next_window = wanted
        self._application.exit()


def _is_table(path: str) -> bool:
    """True for a file that is a register of decisions by its name, and no calendar."""
    return Path(path).suffix.casefold() in _TABLES
