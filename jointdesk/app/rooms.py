"""What the window is made of besides the diary: each part made when it is first wanted."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.diary_model import DiaryModel
from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.look import Look, system_theme
from jointdesk.widgets.window import MainWindow

if TYPE_CHECKING:
    from jointdesk.app.background_parts import BackgroundParts
    from jointdesk.app.booking_parts import BookingParts
    from jointdesk.app.decision_parts import DecisionParts
    from jointdesk.app.export_parts import ExportParts
    from jointdesk.app.parts import Parts
    from jointdesk.app.setup_parts import SetupParts
    from jointdesk.app.task_parts import TaskParts
    from jointdesk.app.today_parts import TodayParts
    from jointdesk.viewmodels.preferences import Preferences


class Rooms:
    """The parts of one window, each of which may lead to the others."""

    def __init__(
        self,
        look: Callable[[], Look],
        desk: DeskModel,
        diary: DiaryModel,
        window: MainWindow,
        data_folder: Path,
        wear: Callable[[ThemeName], None],
    ) -> None:
        """Serve a window; `look` gives the look that it has by then, `wear` gives it another."""
        self._look = look
        self._desk = desk
        self._diary = diary
        self._window = window
        self._data_folder = data_folder
        self._wear = wear
        # The addresses that are kept nowhere, for this session only, by source id.
        self._addresses: dict[str, str] = {}

    @cached_property
    def parts(self) -> "Parts":
        """Conflicts, undo, search and help."""
        from jointdesk.app.parts import Parts

        return Parts(
            self._look,
            self._desk,
            self._diary,
            self._window,
            self._open_record,
            lambda item_id: self.background.show_collision(item_id),
        )

    def _open_record(self, kind: str, item_id: str) -> None:
        """Show a record on its own page."""
        if kind == "booking":
            self.bookings.show_booking(item_id)
        else:
            self.tasks.open_record(f"{kind}/{item_id}")

    @cached_property
    def decisions(self) -> "DecisionParts":
        """The register of decisions, and what is opened from it."""
        from jointdesk.app.decision_parts import DecisionParts

        return DecisionParts(
            self._look,
            self._desk,
            self._window,
            self._data_folder,
            lambda: self.parts,
            lambda decision_id: self.exports.open_notice(decision_id),
        )

    @cached_property
    def tasks(self) -> "TaskParts":
        """The tasks, and what leads to and from them."""
        from jointdesk.app.task_parts import TaskParts

        return TaskParts(
            self._look,
            self._desk,
            self._window,
            self._diary,
            self._data_folder,
            lambda: self.parts,
            lambda: self.decisions,
        )

    @cached_property
    def bookings(self) -> "BookingParts":
        """The bookings, and what leads to and from them."""
        from jointdesk.app.booking_parts import BookingParts

        return BookingParts(
            self._look,
            self._desk,
            self._window,
            self._data_folder,
            self._addresses,
            lambda: self.parts,
        )

    @cached_property
    def today(self) -> "TodayParts":
        """What needs the director today; it is read once there is an audience."""
        from jointdesk.app.today_parts import TodayParts

        return TodayParts(
            self._look,
            self._desk,
            self._window,
            self._data_folder,
            lambda: self.parts,
            lambda: self.decisions,
            lambda: self.tasks,
            lambda: self.bookings,
            lambda day: self.exports.open_brief(day),
            lambda days: self.exports.open_time_split(days),
        )

    @cached_property
    def exports(self) -> "ExportParts":
        """What leaves as a file."""
        from jointdesk.app.export_parts import ExportParts

        return ExportParts(self._look, self._desk, self._diary, self._window)

    @cached_property
    def preferences(self) -> "Preferences":
        """What this person likes on this machine."""
        from jointdesk.viewmodels.preferences import Preferences

        made = Preferences(self._data_folder, self._desk)
        made.theme_changed.connect(lambda: self._wear(made.theme or system_theme()))
        return made

    @cached_property
    def background(self) -> "BackgroundParts":
        """Reading diaries by itself, the line at the foot, the tray, what waits."""
        from jointdesk.app.background_parts import BackgroundParts

        return BackgroundParts(
            self._look,
            self._desk,
            self._window,
            self._data_folder,
            self.preferences,
            self._addresses,
            lambda: self.parts,
            lambda: self.setup,
        )

    @cached_property
    def setup(self) -> "SetupParts":
        """What brings calendars in and reads them again, and the settings."""
        from jointdesk.app.setup_parts import SetupParts

        return SetupParts(
            self._desk,
            self._window,
            self._look,
            self._data_folder,
            self.preferences,
            self._addresses,
            lambda: self.background.models,
            lambda: self.background.sharing,
        )
